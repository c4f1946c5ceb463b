// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-01-21", 20_474), ("2024-02-29", 19_782),
    ])
    func knownDays(text: String, days: Int) throws {
        let day = try #require(CalendarDay(parsing: text))
        #expect(day.daysSinceEpoch == days)
        #expect(day.description == text)
    }

    @Test(arguments: [
        "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "",
        "2026-01-21x",
        "21 January 2026", "2026/01/21", "２０２６-01-21",
    ])
    func rejectsWhatIsNoDay(text: String) {
        #expect(CalendarDay(parsing: text) == nil)
    }

    @Test func acceptsATimeAfterTheDay() {
        #expect(CalendarDay(parsing: "2026-01-21T17:00:00Z") == CalendarDay(year: 2026, month: 1, day: 21))
        #expect(CalendarDay(parsing: "2026-01-21 00:00:00.000") == CalendarDay(year: 2026, month: 1, day: 21))
    }

    @Test func everyDayOfFourCenturiesComesBack() throws {
        var previous = try #require(CalendarDay(year: 1799, month: 12, day: 31))
        for offset in 1...146_097 {
            let day = previous.advanced(by: 1)
            let (year, month, number) = day.components
            try #require(CalendarDay(year: year, month: month, day: number) == day, "\(offset) days on")
            previous = day
        }
        #expect(previous.description == "2199-12-31")
    }

    @Test func intervalsKeepTheirOrder() throws {
        let first = try #require(CalendarDay(parsing: "2026-01-21"))
        let last = try #require(CalendarDay(parsing: "2026-02-12"))
        #expect(DayInterval(first: last, last: first) == nil)
        let period = try #require(DayInterval(first: first, last: last))
        #expect(period.length == 23)
        #expect(period.contains(first) && period.contains(last) && !period.contains(last.advanced(by: 1)))
        #expect(period.intersection(DayInterval(last.advanced(by: 1))) == nil)
        #expect(period.union(DayInterval(last.advanced(by: 1))).length == 24)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct HalfMonthTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(parsing: text)) }

    @Test(arguments: [
        ("2026-02-01", "2026-02-01/2026-02-15"), ("2026-02-15", "2026-02-01/2026-02-15"),
        ("2026-02-16", "2026-02-16/2026-02-28"), ("2024-02-29", "2024-02-16/2024-02-29"),
        ("2025-12-31", "2025-12-16/2025-12-31"), ("2026-04-30", "2026-04-16/2026-04-30"),
    ])
    func everyDayLiesInOne(text: String, half: String) throws {
        #expect("\(HalfMonth(containing: try day(text)))" == half)
    }

    @Test func twentyFourMakeAYearWithoutGaps() throws {
        var half = HalfMonth(containing: try day("2024-01-01"))
        for _ in 0..<24 {
            #expect(half.year == 2024)
            #expect(half.next.first == half.last.advanced(by: 1) && half < half.next)
            half = half.next
        }
        #expect(half.first == (try day("2025-01-01")))
    }
}

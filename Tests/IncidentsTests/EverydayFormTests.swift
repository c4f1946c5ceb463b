// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Incidents
import Tables
import Testing

@Suite("Dates, positions and counts as people write them")
struct EverydayFormTests {
    private var dates: DateReading {
        var reading = DateReading()
        reading.expect(asOf: CalendarDay(daysSinceEpoch: 20_500))
        reading.order = .dayMonthYear
        return reading
    }

    private func found(_ text: String) -> String? {
        guard case .days(let days) = dates.days(text) else { return nil }
        return days.length == 1 ? "\(days.first)" : "\(days.first) \(days.last)"
    }

    @Test(
        "Dates",
        arguments: [
            ("2026-01-05 22:00 - 02:00", "2026-01-05 2026-01-06"), ("5 January 2026 10 pm", "2026-01-05"),
            ("2026-01-05 10:00 - 12:00", "2026-01-05"), ("2026-01-05 10:00 PM - 02:00 AM", "2026-01-05 2026-01-06"),
            ("25/01/2026 à 27/01/2026", "2026-01-25 2026-01-27"), ("2026-01-25 to 27", "2026-01-25 2026-01-27"),
            ("25/01/2026 - 27", "2026-01-25 2026-01-27"), ("28 & 30/01/2026", "2026-01-28 2026-01-30"),
            ("25 à 27 janvier 2026", "2026-01-25 2026-01-27"), ("25.01.2026.", "2026-01-25"),
            ("20260210.0", "2026-02-10"), ("10.2.2026 18 Uhr", "2026-02-10"), ("10.2.2026 18:30 UTC+3", "2026-02-10"),
            ("2026-02-10 18:30 GMT-5", "2026-02-10"), ("Jan-26", "2026-01-01 2026-01-31"),
            ("Feb/25", "2025-02-01 2025-02-28"), ("~5 January 2026", "2026-01-05"), ("5 January 2026?", "2026-01-05"),
            ("circa 5 January 2026", "2026-01-05"), ("ca. 5.1.2026", "2026-01-05"), ("about 2026-01-05", "2026-01-05"),
            ("2026-01-05 (?)", "2026-01-05"), ("vers le 5 janvier 2026", "2026-01-05"),
        ])
    func dates(_ text: String, _ expected: String) { #expect(found(text) == expected) }

    @Test(
        "What is no date",
        arguments: [
            "Jan-05", "26-Jan", "January 26", "=A2+1", "2026-01-25 to", "week 3",
            "2026-02-10 am", "2026 February 10 am", "28/01/2026 - 3",
        ])
    func noDates(_ text: String) { #expect(found(text) == nil) }

    @Test("A day alone behind a date is of the same month, in either order")
    func lastDays() {
        var american = dates
        american.order = .monthDayYear
        guard case .fault = american.days("02/10/2026 - 12") else {
            Issue.record("the second number is the day, and 12 no month")
            return
        }
        #expect(found("02/10/2026 - 12") == "2026-10-02 2026-10-12")
    }

    @Test("Sentences about what is no date are whole")
    func sentences() {
        for (text, words) in [
            ("=A2+1", "this is a formula without a stored value, which is not read as a date"),
            ("third week of January 2026", "this is a week in words (2026-W03 is read), which is not read as a date"),
        ] {
            guard case .fault(let reason) = dates.days(text) else {
                Issue.record("\(text) was read")
                continue
            }
            #expect(reason.sentence == words)
        }
    }

    @Test(
        "What a date says beside the days is noted",
        arguments: [
            ("Tuesday, 5 January 2026", "day of the week"), ("mardi 5 janvier 2026", "day of the week"),
            ("الثلاثاء 5 يناير 2026", "day of the week"), ("Monday, 5 January 2026", ""), ("lundi 5 janvier 2026", ""),
            ("5 January 2026", ""), ("~5 January 2026", "approximate"), ("circa 5 January 2026", "approximate"),
            ("5 January 2026?", "approximate"), ("5 March 2026", ""),
        ])
    func remarks(_ text: String, _ words: String) throws {
        guard case .days(let days) = dates.days(text) else {
            Issue.record("\(text) was not read")
            return
        }
        let remarks = dates.remarks(text, days)
        #expect(words.isEmpty ? remarks.isEmpty : remarks.count == 1 && remarks[0].contains(words), "\(remarks)")
    }

    @Test("An event that ends long after the day of the map is noted")
    func longPeriods() throws {
        let asOf = CalendarDay(daysSinceEpoch: 20_500), first = asOf.advanced(by: -3)
        for (days, count) in [(0, 0), (30, 0), (400, 1)] {
            let period = try #require(DayInterval(first: first, last: asOf.advanced(by: days)))
            #expect((dates.remark(onEndOf: period) == nil) == (count == 0))
        }
    }

    @Test(
        "Positions",
        arguments: [
            "(36.335, 43.1189)", "36.335/43.1189", "lat: 36.335, lon: 43.1189", "Lat 36.335 Long 43.1189",
            "longitude=43.1189; latitude=36.335", "{\"lat\":36.335,\"lng\":43.1189}",
            "{\"longitude\": \"43.1189\", \"latitude\": \"36.335\"}", "(36.335 / 43.1189)",
        ])
    func positions(_ text: String) {
        #expect(WrittenPosition(text) == .degrees(PlanarPoint(x: 43.1189, y: 36.335)), "\(text)")
    }

    @Test("Grids and degrees with their letters behind")
    func letters() {
        let grid = GridPosition(zone: 38, isNorth: true, easting: 331_172, northing: 4_022_748)
        #expect(WrittenPosition("331172mE 4022748mN 38N") == .grid(grid))
        #expect(WrittenPosition("331172 4022748 38N") == .grid(grid))
        guard case .degrees(let point) = WrittenPosition("36-20-06N 043-07-08E") else {
            Issue.record("degrees with dashes")
            return
        }
        #expect(abs(point.y - 36.335) < 1e-9 && abs(point.x - (43 + 7.0 / 60 + 8.0 / 3600)) < 1e-9)
        for text in ["lat 36.335 S, lon 43.1 E", "36-20-06 43-07-08", "lat: 36.335", "(36.335)", "10/02/2026"] {
            #expect(WrittenPosition(text) == nil, "\(text)")
        }
    }

    @Test(
        "Counts",
        arguments: [
            ("2 muertos", 2, 2), ("3 tués", 3, 3), ("aucun", 0, 0), ("ninguno", 0, 0), ("un par", 2, 2),
            ("بين ٥ و٧", 5, 7), ("от 5 до 7", 5, 7), ("أحد عشر", 11, 11), ("قتيلان", 2, 2), ("двое", 2, 2),
            ("двоє", 2, 2), ("кілька", 3, 9), ("несколько", 3, 9), ("several", 3, 9), ("varios", 3, 9), ("عدة", 3, 9),
            ("5 قتلى", 5, 5), ("12 killed", 12, 12),
        ])
    func counts(_ text: String, _ least: Double, _ most: Double) {
        guard case .stated(let min, let best, let max, _) = WrittenCount(text) else {
            Issue.record("\(text) is a count")
            return
        }
        #expect(min ?? best == least && max ?? best == most, "\(text)")
    }

    @Test("Counts of which one side is stated, and round ones")
    func bounds() {
        for text in ["لا يقل عن ٥", "не менше 5", "at least 5"] {
            #expect(WrittenCount(text) == .stated(min: 5, best: nil, max: nil, bound: .lower), "\(text)")
        }
        for text in ["une vingtaine", "vingtaine de morts", "environ 20"] {
            #expect(WrittenCount(text) == .stated(min: nil, best: 20, max: nil, bound: .approximate), "\(text)")
        }
    }
}

@Suite("Rows that say something of themselves")
struct EverydayRemarkTests {
    private func reading(_ text: String, _ rules: [ClaimField: FieldRule] = [:]) throws -> Reading {
        var all: [ClaimField: FieldRule] = [
            .type: .constant("battle"), .date: .column("date"), .place: .column("place"),
        ]
        all.merge(rules) { $1 }
        return try Reading(
            TableReader(name: "t.csv", text: text), .mapped(FieldMapping(rules: all)), ReadingContext(sourceID: "s"))
    }

    private func notes(_ reading: Reading) -> [String] {
        reading.summary.notes.all.map { "\($0.sentence) \($0.count)" }
    }

    @Test("Rows that are equal in every column are counted, each, and said")
    func equalRows() throws {
        let text = "date,place,n\n2026-02-01,Mosul,1\n2026-02-01,Mosul,1\n2026-02-01,Mosul,2\n2026-02-01,Mosul,1\n"
        let same = try reading(text)
        #expect(same.claims.count == 4)
        #expect(notes(same) == ["the row equals an earlier one in every column; each is counted 2"])
        // With a key of their own, they are no second event.
        #expect(try reading(text, [.id: .column("n")]).claims.count == 2)
    }

    @Test(
        "Rows of totals, and places that only look like them",
        arguments: [
            ("Subtotal Ninewa,", true), ("Ninewa Total,", true), ("Sum,", true), ("TOTAL INCIDENTS,", true),
            ("Overall,", true), ("All,", true), ("Σ,", true), ("کل,", true), ("Total: Ninewa,", true),
            ("Grand Total,", true),
            ("Total,2026-02-01", true), ("All,2026-02-01", false), ("Total petrol station,2026-02-01", false),
            ("Mosul,2026-02-01", false),
        ])
    func totals(_ row: String, _ isTotal: Bool) throws {
        let found = try reading("place,date\n\(row)\n")
        #expect(found.codes == (isTotal ? ["totals_row"] : []))
    }

    @Test("A weight that outweighs all is noted; marks of thousands are no words")
    func weights() throws {
        let rules: [ClaimField: FieldRule] = [.weight: .column("n"), .best: .column("dead")]
        let found = try reading("date,place,n,dead\n2026-02-01,Mosul,1000000,\"1,200\"\n2026-02-02,Mosul,2,3\n", rules)
        #expect(notes(found).count == 1 && notes(found)[0].contains("more than 10,000 events"))
        #expect(found.claims[0].quantity?.best == 1200)
    }

    @Test("Formulas without a value are said")
    func formulas() throws {
        let found = try reading("date,place,x\n2026-02-01,\"=B2\",=C1\n=A2+1,Mosul,1\n")
        #expect(notes(found).contains { $0.contains("'place' holds a formula without a stored value") })
        #expect(!notes(found).contains { $0.contains("'x'") }, "a column that is not read")
        #expect(found.rejected.first?.description.contains("a formula without a stored value") == true)
    }

    @Test("Columns that are read by their tags are read")
    func tags() throws {
        let text = "Datum,Ort,Rest\n#date,#adm3,#meta\n2026-02-01,Mosul,x\n"
        var reader = ClaimReader(
            vocabulary: .mapped(
                try FieldMapping(rules: [
                    .type: .constant("battle"), .date: .column("#date"), .place: .column("#adm3"),
                ])), context: ReadingContext(sourceID: "s"))
        try reader.forEach(in: TableReader(name: "t.csv", text: text), { _ in }, onRejected: { _ in })
        #expect(reader.reading.columns.map(\.meaning) == ["date", "place", ""])
    }

    @Test("Positions are told back as they are written")
    func writtenBack() throws {
        let found = try reading("date,place,p\n2026-02-01,,\"(200.5, 43.1189)\"\n", [.position: .column("p")])
        #expect(found.rejected.first?.value == "(200.5, 43.1189)")
    }
}

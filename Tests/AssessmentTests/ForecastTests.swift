// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Chance
import Foundation
import Geo
@testable import Studies
import Testing
import Validation

@Suite("Forecasts from a record")
struct ForecastTests {
    /// One event a day at one place for some days up to 20 February 2026.
    private func study(days: Int, systematic: Bool = true, more: String = "") throws -> SquareStudy {
        let study = try SquareStudy()
        let text = try study.text("study.yaml")
        let start = try #require(text.range(of: "inputs:\n")), end = try #require(text.range(of: "\nroutes:"))
        let input = """
              - {name: log, format: table, file: log.csv, systematic: \(systematic), counts: "an attack", access: open,
                 mapping: {date: day, longitude: lon, latitude: lat, type: {constant: battle}, country: {constant: XX}}\(more)}

            """
        try study.write(text[..<start.upperBound] + input + text[end.lowerBound...], to: "study.yaml")
        let last = try #require(CalendarDay(parsing: "2026-02-20"))
        let rows = (0..<days).map { "\(last.advanced(by: -$0)),40.5,34.5\n" }
        try study.write("day,lon,lat\n" + rows.joined(), to: "log.csv")
        return study
    }

    /// The study's folder lasts as long as what is asked of it.
    private func asking<Answer>(
        _ study: SquareStudy, asOf: String = "2026-02-20", _ question: (Pipeline) throws -> Answer
    ) throws -> Answer {
        var overrides = ResolvedStudy.Overrides()
        (overrides.release, overrides.asOf) = ("internal", asOf)
        return try withExtendedLifetime(study) {
            try question(Pipeline(study: try study.resolved(overrides), options: .init(out: study.out)))
        }
    }

    @Test("A constant rate is found and lies where it was")
    func constantRate() throws {
        let forecast = try asking(study(days: 400)) { try $0.forecast() }
        #expect((forecast.forecast.eventRate.expected(days: 30) / 30 - 1).magnitude < 0.05)
        #expect(forecast.counts == ["an attack"])
        #expect(forecast.days(.month).first == CalendarDay(parsing: "2026-02-21"))
        let place = try #require(try forecast.statement(at: Coordinate(longitude: 40.5, latitude: 34.5)!))
        // Cells of 10 km are too coarse for 10 km.
        #expect(place.allowance == .full && place.chances.count == 2)
        #expect((place.chances[ChanceKey(radius: .twentyFive, horizon: .month)] ?? 0) > 0.8)
        #expect(place.reported == [7, 30, 90])
        let reasons = place.reasons
        #expect((reasons.ages.reduce(reasons.background) { $0 + $1.share } - 1).magnitude < 0.005)
        let far = try #require(try forecast.statement(at: Coordinate(longitude: 40.9, latitude: 34.1)!))
        let key = ChanceKey(radius: .twentyFive, horizon: .month)
        #expect((far.chances[key] ?? 1) < (place.chances[key] ?? 0) / 2 && far.reported == [0, 0, 0])
        #expect(try forecast.statement(at: Coordinate(longitude: 0, latitude: 0)!) == nil)
        #expect(forecast.statements().first?.number.map { $0.mean > 20 } == true)
    }

    @Test("A delay of publication ends the record earlier and does not thin it")
    func delay() throws {
        let forecast = try asking(study(days: 400, more: ", publication_delay_days: 20")) { try $0.forecast() }
        #expect(forecast.recordDays.last == CalendarDay(parsing: "2026-01-31"))
        #expect((forecast.forecast.eventRate.expected(days: 30) / 30 - 1).magnitude < 0.05)
    }

    @Test("Where too little is known, nothing is stated")
    func refusals() throws {
        func allowance(_ days: Int, asOf: String = "2026-02-20") throws -> ChanceAllowance {
            try asking(study(days: days), asOf: asOf) { try $0.forecast().allowance(zone: 0) }
        }
        #expect(try allowance(9) == .refused(.recordTooShort(days: 9)))
        #expect(try allowance(40) == .classesOnly(events: 40))
        #expect(try allowance(60) == .full)
        #expect(try allowance(60, asOf: "2026-03-22") == .full)
        #expect(try allowance(60, asOf: "2026-03-23") == .refused(.recordEndedEarly(days: 31)))
    }

    @Test("Reports that are no record allow no forecast")
    func reports() throws {
        #expect(throws: StudyError.self) {
            try asking(study(days: 100, systematic: false)) { try $0.forecast() }
        }
    }

    @Test("A delay that is none is refused with its key")
    func wrongDelay() throws {
        #expect {
            try asking(study(days: 100, more: ", publication_delay_days: -1")) { try $0.forecast() }
        } throws: {
            "\($0)".contains("publication_delay_days")
        }
    }

    @Test("A validation scores the study's own record")
    func validation() throws {
        let days = try #require(
            DayInterval(first: CalendarDay(parsing: "2025-12-01")!, last: CalendarDay(parsing: "2026-02-20")!))
        let result = try asking(study(days: 400)) {
            try $0.validate(ValidationPlan(days: days, models: [.ladder, .uniform]))
        }
        #expect(result.targets.precise == 60)
        #expect(try #require(result.difference(of: .ladder)).difference > 1)
    }
}

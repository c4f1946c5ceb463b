// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Chance
import Foundation
import Geo
import Layers
@testable import Queries
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
        try withExtendedLifetime(study) {
            let resolved = try study.resolved(.init(release: "internal", asOf: asOf))
            return try question(Pipeline(study: resolved, options: .init(out: study.out)))
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

    @Test("A build of a record carries its chances, and says where they come from")
    func layers() throws {
        let study = try study(days: 400)
        let (_, output) = try study.build(.init(release: "internal", asOf: "2026-02-20"))
        let catalog = try output.catalog()
        #expect(catalog.mainLayer == "chance-30d")
        #expect(catalog.layers.prefix(2).map(\.name) == ["chance-30d", "relative-risk"])
        #expect(catalog.layer(named: "chance-30d-10km") == nil, "cells of 10 km are too coarse for 10 km")
        let section = try #require(catalog.forecast)
        #expect(section.countries.map(\.stated) == [.figures] && section.record.last == "2026-02-20")
        #expect(section.origins == 12 && section.stamp(.english) != nil)
        let chance = try output.raster("chance-30d").values.filter { !$0.isNaN }
        #expect(chance.allSatisfy { $0 >= 0 && $0 <= 100 } && chance.contains { $0 > 80 })
        let (low, high) = (try output.raster("expected-p05").values, try output.raster("expected-p95").values)
        #expect(zip(low, high).allSatisfy { $0.isNaN || $0 <= $1 })
        #expect(try output.raster("doubt").values.allSatisfy { $0.isNaN || $0 >= 1 })
        let dorran = try #require(try output.province("XX-DO")?.forecast)
        #expect(try #require(dorran.expected) > 20 && dorran.chanceClass == "over_80" && dorran.refusal == nil)
        #expect([dorran.reported7, dorran.reported30, dorran.reported90] == [7, 30, 90])
        let answers = try QueryService(folder: study.out)
        let answer = try answers.answer(at: Coordinate(longitude: 40.5, latitude: 34.5)!)
        let stated = try #require(answer.chances["chance-30d"]?.value)
        #expect(stated > 80 && answer.result.forecast?.chance == stated)
    }

    @Test("A folder tells why a place has its chance, as the record itself does")
    func reasons() throws {
        let study = try study(days: 400)
        let (_, output) = try study.build(.init(release: "internal", asOf: "2026-02-20"))
        let position = Coordinate(longitude: 40.5, latitude: 34.5)!
        let answers = try QueryService(folder: study.out)
        #expect(try answers.answer(at: position).reasons == nil)
        let reasons = try #require(try answers.answer(at: position, why: true).reasons)
        #expect((reasons.parts.reduce(0) { $0 + $1.share } - 1).magnitude < 0.001)
        #expect(reasons.parts.last?.kind == .background)
        let incidents = reasons.parts.filter { $0.kind == .incident }
        #expect(incidents.count == 10 && incidents.allSatisfy { $0.id != nil && $0.events == 1 })
        // The latest event adds most.
        #expect(incidents.first?.last == "2026-02-20")
        let forecast = try study.resolved(.init(release: "internal", asOf: "2026-02-20"))
        let stated = try #require(
            try Pipeline(study: forecast, options: .init(out: study.out)).forecast().statement(at: position))
        #expect((reasons.expected - (stated.number?.mean ?? 0)).magnitude < 1e-4)
        #expect((reasons.parts.last?.share ?? 0) - stated.reasons.background < 1e-4)
        let factors = reasons.clocks.reduce(reasons.even * reasons.nearTowns) { $0 * $1.factor }
        // But for what the floor gives back.
        #expect((factors / reasons.expected - 1).magnitude < 0.02)
        let record = try #require(try output.contributions().record)
        #expect(record.cells.count == 400 && record.ages.last == 1 && Set(record.cells).count == 1)
    }

    @Test("With few events a build states classes, with fewer nothing, and its main layer is the relative risk")
    func fewEvents() throws {
        let few = try study(days: 40), (_, output) = try few.build(.init(release: "internal", asOf: "2026-02-20"))
        #expect(try output.catalog().forecast?.countries.map(\.stated) == [.classes])
        #expect(try output.catalog().layer(named: "expected") == nil)
        let bounds: Set<Float> = [0, 1, 5, 20, 50, 80]
        let dorran = try #require(try output.province("XX-DO")?.forecast)
        #expect(dorran.chance == nil && dorran.chanceClass != nil && dorran.refusal?.contains("few reports") == true)
        #expect(try output.raster("chance-30d").values.contains { bounds.contains($0) })
        let fewer = try study(days: 9), (_, second) = try fewer.build(.init(release: "internal", asOf: "2026-02-20"))
        #expect(try second.catalog().mainLayer == "relative-risk")
        #expect(try second.catalog().forecast?.countries.map(\.stated) == [.nothing])
    }

    @Test("A record of restricted rows states chances of provinces, and of no cell, outside the internal tier")
    func restricted() throws {
        let study = try study(days: 400, more: ", terms: \"none\"")
        try study.edit("\"an attack\", access: open,", "\"an attack\", access: restricted,")
        let (_, output) = try study.build(.init(release: "public", asOf: "2026-02-20"))
        #expect(try output.catalog().forecast?.resolution == .units)
        #expect(try output.catalog().layers.allSatisfy { !$0.name.hasPrefix("chance") })
        // One a day, told by the half-month.
        let expected = try #require(try output.province("XX-DO")?.forecast?.expected)
        #expect((expected - 30).magnitude < 4)
    }

    @Test("A validation scores the study's own record")
    func validation() throws {
        let days = try #require(
            DayInterval(first: CalendarDay(parsing: "2025-12-01")!, last: CalendarDay(parsing: "2026-02-20")!))
        let validation = try asking(study(days: 400)) {
            try $0.validate(ValidationPlan(days: days, models: [.ladder, .uniform]))
        }
        let result = validation.result
        #expect(result.targets.precise == 60)
        #expect(try #require(result.difference(of: .ladder)).difference > 1)
        #expect(validation.files == ["log.csv"] && validation.counts == ["an attack"] && validation.access == .open)
        #expect(validation.recordDays.last == CalendarDay(parsing: "2026-02-20"))
        // One country of two square provinces; four corners and the first again, cut at a tenth of a degree.
        #expect(validation.countries.count == 1 && validation.countries.first?.provinces.count == 2)
        #expect(validation.countries.first.map { $0.rings.allSatisfy { $0.count > 20 } } == true)
    }

    @Test("A restricted input makes a validation restricted")
    func restrictedValidation() throws {
        let study = try study(days: 400, more: ", terms: \"none\"")
        try study.edit("\"an attack\", access: open,", "\"an attack\", access: restricted,")
        let days = try #require(
            DayInterval(first: CalendarDay(parsing: "2026-01-01")!, last: CalendarDay(parsing: "2026-01-30")!))
        let validation = try asking(study) { try $0.validate(ValidationPlan(days: days, models: [.uniform])) }
        #expect(validation.access == .restricted)
    }
}

extension ResolvedStudy.Overrides {
    /// Another tier and day.
    fileprivate init(release: String, asOf: String) {
        self.init()
        (self.release, self.asOf) = (release, asOf)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import JSON
import Layers
import PlacesFixtures
@testable import Queries
import Testing

@Suite("Questions to the build of the built-in study")
struct BuiltInQueryTests {
    private func service() throws -> QueryService { try QueryService(folder: BuiltInBuild.build().output.folder) }

    @Test(
        "A province is found by code, English and Arabic names and odd spellings",
        arguments: ["IQ-AN", "iq-an", "Anbar", "al-Anbar", "AL ANBAR", "الأنبار", "محافظة الأنبار", "Anbar province"])
    func spellings(name: String) throws {
        let answer = try service().answer(named: name)
        #expect(answer.kind == .province)
        #expect(answer.result.iso3166_2 == "IQ-AN")
    }

    @Test("A district's town is answered by the district, and says so", arguments: ["al-Rutbah", "al-Qaim"])
    func districts(name: String) throws {
        let answer = try service().answer(named: name, why: true)
        #expect(answer.kind == .zone)
        #expect(answer.zone.hasPrefix("the district: "))
        #expect(answer.provinces == ["IQ-AN"])
        #expect(try #require(answer.result.relativeRisk) > 0)
        let shares = try #require(answer.contributions).reduce(0) { $0 + $1.share }
        #expect(abs(shares - 1) < 2e-3)
    }

    @Test("A position is answered by its cell")
    func position() throws {
        let answer = try service().answer(at: #require(Coordinate(longitude: 41.095, latitude: 34.369)), why: true)
        #expect(answer.kind == .point)
        #expect(answer.provinces == ["IQ-AN"])
        #expect(answer.result.relativeRisk != nil)
    }

    @Test("A position outside the evidence is not assessed")
    func outside() throws {
        for (longitude, latitude) in [(36.2, 31.9), (100.0, 10.0), (35.0, 38.5)] {
            let error = try #require(throws: QueryError.self) {
                try service().answer(at: #require(Coordinate(longitude: longitude, latitude: latitude)))
            }
            #expect(error.description.contains("lies outside the area that the evidence covers"))
        }
    }

    @Test("An unknown name is answered with the nearest names")
    func unknown() throws {
        let error = try #require(throws: QueryError.self) { try service().answer(named: "Anbarr Rutbahh Zz") }
        #expect(error.description.contains("Anbarr Rutbahh Zz"))
        let near = try #require(throws: QueryError.self) { try service().answer(named: "Qwxamishlq") }
        #expect(near.description.contains("not in the gazetteer"))
    }

    @Test("A country is too large for one answer")
    func country() throws {
        let error = try #require(throws: QueryError.self) { try service().answer(named: "Iraq") }
        #expect(error.description.contains("--all"))
    }

    @Test("The ranking holds every province once, highest rank first")
    func ranking() throws {
        let answers = try service().ranking()
        #expect(Set(answers.map(\.result.iso3166_2)).count == answers.count)
        let reports = answers.compactMap(\.result.locatedReports)
        #expect(reports == reports.sorted(by: >))
        #expect(answers.first?.result.rank == 1)
    }

    @Test("An answer has the members of a province's properties, and its own beside them")
    func members() throws {
        let properties = try #require(try BuiltInBuild.build().output.features("provinces.geojson").first)
        let expected = Set(BuildFiles.properties(properties).keys)
        for why in [false, true] {
            let data = try StableJSON.encode(service().answer(named: "Anbar", why: why))
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let own: Set = ["kind", "zone", "provinces", "period", "conflicts", "insufficient_for_forecast", "notes"]
            #expect(Set(object.keys) == expected.union(own).union(why ? ["contributions"] : []))
        }
        #expect(
            expected.sorted() == [
                "as_of", "assessed", "chance", "chance_class", "change", "change_ratio", "claims", "claims_in_conflict",
                "country", "expected",
                "expected_p05", "expected_p95", "incidents", "incidents_reaching_in", "intensity", "iso3166_2",
                "located_reports", "name_ar",
                "name_en", "pcode", "rank", "rank_best", "rank_worst", "refusal", "relative_risk", "relative_risk_max",
                "relative_risk_p90", "reported_30d", "reported_7d", "reported_90d", "root_sources", "tier",
                "unlocated", "withheld",
            ])
    }

    @Test("A zone that covers a whole province is told as the province is")
    func wholeProvince() throws {
        let answers = try service()
        let province = try #require(try answers.answer(named: "IQ-AN").result.relativeRisk)
        let gazetteer = try BuiltInGazetteer.load()
        let area = try #require(gazetteer.area(id: "IQ-AN"))
        let zone = try #require(try answers.answer(area: area).result.relativeRisk)
        // The released raster is warped to another plane: cells are resampled.
        #expect(abs(zone - province) < 1)
    }

    @Test("A folder that is no build is refused")
    func noBuild() throws {
        let empty = FileManager.default.temporaryDirectory.appending(path: "empty-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: empty) }
        #expect(throws: (any Error).self) { try QueryService(folder: empty.path) }
        #expect(throws: (any Error).self) { try QueryService(folder: empty.path + "/none") }
    }
}

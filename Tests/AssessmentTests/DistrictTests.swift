// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
import Queries
import Testing

/// Kelmar (41 to 42 degrees east) and Dorran (40 to 41), each cut at 34.5 degrees north.
@Suite("Results by district")
struct DistrictTests {
    private static func study(_ claims: [String]) throws -> SquareStudy {
        let study = try RestrictedStudy.study([])
        try study.edit("  - name: field\n    format: acled\n    file: secret-file.csv\n", "")
        let header = try study.text("claims.csv").prefix { $0 != "\n" }
        try study.write(header + "\n" + claims.map { $0 + "\n" }.joined(), to: "claims.csv")
        let ids = claims.map { $0.prefix { $0 != "," } }
        let incidents = try study.text("incidents.csv").prefix { $0 != "\n" }
        try study.write(incidents + "\n" + ids.map { "\($0),\($0),battle,,\n" }.joined(), to: "incidents.csv")
        return study
    }

    private static func claim(_ id: String, place: String, precision: Int, _ position: String = ",") -> String {
        "\(id),\(id),,battle,\(place),XX,,\(precision),\(position),2026-02-20,2026-02-20,,,,,,,Wire,Wire,wire,S1,reported"
    }

    private struct Properties: Decodable {
        let district_id, iso3166_2: String
        let incidents: Int
        let located_reports, relative_risk: Double?
        let rank: Int?
    }

    private static func districts(_ build: BuildFiles) throws -> [String: Properties] {
        struct Table: Decodable {
            struct Feature: Decodable { let properties: Properties }
            let features: [Feature]
        }
        let table = try JSONDecoder().decode(Table.self, from: build.data("districts.geojson"))
        return Dictionary(uniqueKeysWithValues: table.features.map { ($0.properties.district_id, $0.properties) })
    }

    @Test("An event counts where it lies, one known to a district in it, one known to the province by area")
    func whereEventsCount() throws {
        let study = try Self.study([
            Self.claim("POINT", place: "Somewhere", precision: 1, "41.5,34.25"),
            Self.claim("UNIT", place: "North Dorran district", precision: 3),
            Self.claim("WIDE", place: "Kelmar", precision: 4),
        ])
        let build = try study.build().output
        let found = try Self.districts(build)
        #expect(found.keys.sorted() == ["XX-DO-N", "XX-DO-S", "XX-KE-N", "XX-KE-S"])
        #expect(
            found.mapValues(\.iso3166_2) == [
                "XX-DO-N": "XX-DO", "XX-DO-S": "XX-DO", "XX-KE-N": "XX-KE", "XX-KE-S": "XX-KE",
            ])
        #expect(found.mapValues(\.incidents) == ["XX-DO-N": 1, "XX-DO-S": 0, "XX-KE-N": 1, "XX-KE-S": 2])
        let reports = found.mapValues { $0.located_reports ?? 0 }
        let one = try #require(reports["XX-DO-N"])
        // Half of the province is a little less than half of its area: meridians meet in the north.
        #expect(abs(reports["XX-KE-S"]! / one - 1.5) < 0.01 && abs(reports["XX-KE-N"]! / one - 0.5) < 0.01)
        #expect(reports["XX-DO-S"] == 0)
        #expect(found.mapValues(\.rank) == ["XX-DO-N": 2, "XX-DO-S": 4, "XX-KE-N": 3, "XX-KE-S": 1])
    }

    @Test("A question about a district is answered with the figures of its layer")
    func queries() throws {
        let study = try Self.study([Self.claim("POINT", place: "Somewhere", precision: 1, "41.5,34.25")])
        let build = try study.build().output
        let layer = try #require(Self.districts(build)["XX-KE-S"])
        let answer = try QueryService(folder: build.folder).answer(named: "South Kelmar district")
        #expect(answer.result.relativeRisk == layer.relative_risk)
        #expect(answer.result.incidents == 1 && answer.result.rank == 1 && answer.result.iso3166_2 == "XX-KE")
    }

    @Test("Without polygons there is no such layer; with restricted events it counts those told for the unit")
    func absence() throws {
        let none = try SquareStudy().build().output
        #expect(!FileManager.default.fileExists(atPath: none.folder + "/districts.geojson"))
        let rows = (1...5).map { RestrictedStudy.row("R\($0)", "2026-02-0\($0)", source: "Witness \($0)") }
        let restricted = try RestrictedStudy.study(rows).build().output
        let told = try #require(try restricted.catalog().counts.restrictedEvents)
        #expect(told > 0)
        let open = try RestrictedStudy.study([]).build().output
        let more = try Self.districts(restricted)["XX-KE-S"]!.incidents - Self.districts(open)["XX-KE-S"]!.incidents
        #expect(more == told)
    }
}

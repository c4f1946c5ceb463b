// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import Scoring
import Testing

@testable import RiskMap

/// The study with a restricted table beside the open claims.
private func restrictedStudy(_ rows: [String]) throws -> SquareStudy {
    let study = try SquareStudy()
    try study.edit(
        "\nroutes:\n  table",
        "  - name: field\n    format: acled\n    file: acled.csv\n\nroutes:\n  table")
    let header =
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,location,latitude,"
        + "longitude,geo_precision,source,fatalities\n"
    try study.write(header + rows.joined(), to: "acled.csv")
    return study
}

private func row(_ id: String, _ day: String, _ longitude: Double = 41.5, source: String = "Own Report") -> String {
    "\(id),\(day),1,Battles,Armed clash,Ostria,Kelmar,Mulvok,34.5,\(longitude),1,\(source),0\n"
}

@Suite("Release tiers")
struct ReleaseTests {
    @Test("Rows that may not be passed on are in no file, though they raise the score")
    func rowsStay() throws {
        let rows = (1...4).map { row("OST\($0)", "2026-02-0\($0)", source: "Witness \($0)") }
        let study = try restrictedStudy(rows)
        let (report, output) = try study.build()
        #expect(report.drawn == 7)
        for (name, data) in try output.contents() {
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains("OST1"), "\(name)")
            #expect(!text.contains("Witness"), "\(name)")
        }
        #expect(try output.contributions().incidents.map(\.id) == ["MINE", "FIGHT", "ESCAPE"])
        let kelmar = try #require(try output.province("XX-KE"))
        #expect(kelmar.incidents == 5)
        let shares = try #require(try output.contributions().provinces["XX-KE"])
        #expect(try #require(shares.first { $0.kind == .other }).share > 0.5)
        let plain = try SquareStudy()
        let without = try #require(try plain.build().output.province("XX-KE")?.score)
        #expect(try #require(kelmar.score) > without)
    }

    @Test("Nor are they in the internal tier, whose rows the terms bind as well")
    func internalRows() throws {
        let study = try restrictedStudy((1...4).map { row("OST\($0)", "2026-02-0\($0)", source: "Witness \($0)") })
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        let output = try study.build(overrides).output
        #expect(try output.features("incidents.geojson").allSatisfy { !(($0["id"] as? String) ?? "").contains("OST") })
        #expect(try !output.contributions().incidents.contains { $0.id.contains("OST") })
    }

    @Test(
        "Restricted events wait 14 days in public, 3 with partners and none inside",
        arguments: [
            ("2026-02-15", "public", 0), ("2026-02-16", "public", 1), ("2026-02-26", "partner", 0),
            ("2026-02-27", "partner", 1), ("2026-03-01", "internal", 0),
        ])
    func delay(day: String, tier: String, withheld: Int) throws {
        let study = try restrictedStudy([row("OST1", day)])
        var overrides = ResolvedStudy.Overrides()
        overrides.release = tier
        let located = try study.surfaces(overrides).located
        #expect(located.withheld == withheld)
        #expect(located.located.count == 9 - withheld)
    }

    @Test("Restricted events are smoothed over 10 km, law and kernel together")
    func sigma() throws {
        let study = try restrictedStudy([row("OST1", "2026-02-01")])
        func sigma(_ tier: String, kernel: String) throws -> [Double] {
            try study.edit(
                "{half_life_days: 30, bandwidth: 10km", "{half_life_days: 30, bandwidth: \(kernel)",
                in: "calibration.yaml")
            defer {
                try? study.edit(
                    "{half_life_days: 30, bandwidth: \(kernel)", "{half_life_days: 30, bandwidth: 10km",
                    in: "calibration.yaml")
            }
            var overrides = ResolvedStudy.Overrides()
            overrides.release = tier
            return try study.surfaces(overrides).masses.evidence.events.compactMap { event -> Double? in
                guard case .point(_, let sigma) = event.location else { return nil }
                return sigma.value
            }
        }
        // With a kernel of 6 km the law must bring 8 km; the open mine keeps its 2 km.
        #expect(try sigma("public", kernel: "6km") == [2000, 8000])
        #expect(try sigma("public", kernel: "10km") == [2000, 2000])
        #expect(try sigma("partner", kernel: "3km") == [2000, 4000])
        #expect(try sigma("internal", kernel: "3km") == [2000, 2000])
    }

    @Test("A province with restricted evidence from fewer than three events is withheld, and a second one with it")
    func threshold() throws {
        let study = try restrictedStudy([row("OST1", "2026-02-01")])
        let output = try study.build().output
        let kelmar = try #require(try output.province("XX-KE"))
        // One open and one restricted incident.
        #expect(kelmar.score == nil && kelmar.incidents == 0 && !kelmar.assessed)
        #expect(kelmar.scoreClass == "not_assessed")
        let dorran = try #require(try output.province("XX-DO"))
        #expect(dorran.score == nil, "the only gap of a country could be computed from its total")
    }

    @Test("What is withheld in the table is withheld in the surfaces and the explanation too")
    func thresholdEverywhere() throws {
        let study = try restrictedStudy([row("OST1", "2026-02-01")])
        let output = try study.build().output
        #expect(try output.raster("risk").values.allSatisfy(\.isNaN))
        #expect(try output.raster("intensity").values.allSatisfy(\.isNaN))
        #expect(try output.contributions().provinces["XX-KE"]?.isEmpty ?? true)
        #expect(throws: QueryError.self) {
            try QueryService(folder: study.out).answer(at: #require(Coordinate(longitude: 41.5, latitude: 34.5)))
        }
    }

    @Test("A table of claims that the study declares restricted is restricted whatever its sources say")
    func restrictedClaims() throws {
        let study = try SquareStudy()
        try study.edit("    access: open", "    access: restricted")
        let located = try study.surfaces().located
        #expect(located.located.allSatisfy { $0.access == .restricted })
        // The mine of the day itself and the escape of 10 days ago, and all else of the last 14 days.
        #expect(located.withheld == 3)
    }

    /// The study with its claims declared restricted, and two more mines in each province.
    private func restrictedMines() throws -> SquareStudy {
        let study = try SquareStudy()
        try study.edit("    access: open", "    access: restricted")
        var incidents = try study.text("incidents.csv"), claims = try study.text("claims.csv")
        for (index, town) in ["Tarsid", "Tarsid", "Mulvok", "Mulvok"].enumerated() {
            incidents += "MINE\(index),Another mine,ied,,\n"
            claims +=
                "M\(index),MINE\(index),,ied,\(town),XX,,1,,,2026-02-01,2026-02-01,,,,,,,W,Wire \(index),wire,S1,reported\n"
        }
        try study.write(incidents, to: "incidents.csv")
        try study.write(claims, to: "claims.csv")
        return study
    }

    @Test("A restricted incident is shown as its province, and no word of its place is told")
    func restrictedPlace() throws {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "2026-04-01"
        let output = try restrictedMines().build(overrides).output
        #expect(try output.province("XX-DO")?.assessed == true)
        let mine = try #require(try output.features("incidents.geojson").first { $0["id"] as? String == "MINE" })
        #expect(BuildFiles.geometryType(mine) == "Polygon")
        #expect((BuildFiles.properties(mine)["location"] as? [String: Any])?["kind"] as? String == "regions")
        for name in ["incidents.geojson", "contributions.json"] {
            let text = String(decoding: try output.data(name), as: UTF8.self)
            #expect(
                !text.contains("Mulvok, ") && !text.contains("-01, Tarsid") && !text.contains("at Tarsid"), "\(name)")
            #expect(text.contains("Improvised explosive device, XX-DO"), "\(name)")
        }
    }

    @Test("A restricted incident in a province without figures is listed nowhere")
    func restrictedAlone() throws {
        let study = try SquareStudy()
        try study.edit("    access: open", "    access: restricted")
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "2026-04-01"
        let output = try study.build(overrides).output
        #expect(try output.province("XX-DO")?.assessed == false)
        #expect(try output.contributions().incidents.isEmpty)
        #expect(try output.features("incidents.geojson").allSatisfy { $0["geometry"] is NSNull })
    }

    @Test("Public builds show corridors as areas, internal ones as lines")
    func corridors() throws {
        let study = try SquareStudy()
        let open = try study.build().output
        let area = try #require(try open.features("routes.geojson").first)
        #expect(BuildFiles.geometryType(area) == "Polygon")
        #expect(BuildFiles.properties(area)["width_km"] as? Double == 20)
        var overrides = ResolvedStudy.Overrides()
        overrides.release = "internal"
        let inside = try study.build(overrides).output
        let line = try #require(try inside.features("routes.geojson").first)
        #expect(["LineString", "MultiLineString"].contains(BuildFiles.geometryType(line)))
        #expect(try inside.catalog().tier == .internal)
    }

    @Test("No public file holds a line of the corridor, and no public copy of the study its inputs")
    func noLines() throws {
        let study = try SquareStudy()
        let output = try study.build().output
        for (name, data) in try output.contents() where name.hasSuffix("json") || name.hasSuffix("yaml") {
            let text = String(decoding: data, as: UTF8.self)
            #expect(!text.contains("LineString"), "\(name)")
            #expect(!text.contains(study.folder.path), "\(name)")
        }
        let names = try output.contents().keys
        #expect(!names.contains { $0.hasPrefix("study/") && ($0.contains("claims") || $0.contains("routes")) })
    }

    @Test("A facility has no point of its own in public")
    func facility() throws {
        let study = try SquareStudy()
        let escape = try #require(
            try study.build().output.features("incidents.geojson").first { $0["id"] as? String == "ESCAPE" })
        #expect(BuildFiles.geometryType(escape) != "Point")
    }

    @Test("Public points have two decimals")
    func decimals() throws {
        let study = try SquareStudy()
        try study.edit("Tarsid,XX,,1,,,2026", "Tarsid,XX,,1,40.123456,34.654321,2026", in: "claims.csv")
        let mine = try #require(
            try study.build().output.features("incidents.geojson").first { $0["id"] as? String == "MINE" })
        #expect((mine["geometry"] as? [String: Any])?["coordinates"] as? [Double] == [40.12, 34.65])
    }

    @Test("A corridor input that is a track is refused")
    func track() throws {
        let study = try SquareStudy()
        try study.edit(
            #""connector": false"#, #""connector": false, "timestamp": "2026-02-01T10:00""#, in: "routes.geojson")
        let error = try #require(throws: StudyError.self) { try study.build() }
        #expect(error.message.contains("looks like a GPS track"))
    }

    @Test("A study may not grant what the terms of a format forbid")
    func terms() throws {
        let study = try restrictedStudy([row("OST1", "2026-02-01")])
        try study.edit("    format: acled", "    format: acled\n    redistribution: true")
        let error = try #require(throws: StudyError.self) { try study.build() }
        #expect(error.message.contains("the terms of ACLED forbid passing rows on"))
    }
}

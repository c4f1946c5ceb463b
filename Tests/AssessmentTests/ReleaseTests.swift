// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import Scoring
@testable import Studies
import Testing

@Suite("Release tiers")
struct ReleaseTests {
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
            try study.build().output.incidents().first { $0["id"] as? String == "ESCAPE" })
        #expect(BuildFiles.geometryType(escape) != "Point")
    }

    @Test("Public points have two decimals")
    func decimals() throws {
        let study = try SquareStudy()
        try study.edit("Tarsid,XX,,1,,,2026", "Tarsid,XX,,1,40.123456,34.654321,2026", in: "claims.csv")
        let mine = try #require(
            try study.build().output.incidents().first { $0["id"] as? String == "MINE" })
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
        let study = try RestrictedStudy.study([RestrictedStudy.row("OST1", "2026-02-01")])
        try study.edit("    format: acled", "    format: acled\n    redistribution: true")
        let error = try #require(throws: StudyError.self) { try study.build() }
        #expect(error.message.contains("the terms of ACLED forbid passing rows on"))
    }
}

// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Testing

@Suite("Faulty boundaries")
struct RegionFaultTests {
    private let square = "[[[40, 34], [41, 34], [41, 35], [40, 35], [40, 34]]]"

    private func report(_ rings: String) throws -> BuildReport {
        let study = try SquareStudy()
        try study.edit(square, rings, in: "provinces.geojson")
        return try Pipeline(study: study.resolved(), options: .init(out: study.out)).check()
    }

    private func refusal(_ edit: (SquareStudy) throws -> Void) throws -> String {
        let study = try SquareStudy()
        try edit(study)
        let error = try #require(throws: (any Error).self) { try study.build() }
        #expect(!FileManager.default.fileExists(atPath: study.out))
        return "\(error)"
    }

    @Test("A sound boundary needs no note")
    func sound() throws { #expect(try report(square).notes == []) }

    @Test("A boundary that crosses itself is mended, and the report says so")
    func bowtie() throws {
        let notes = try report("[[[40, 34], [41, 35], [41, 34], [40, 35], [40, 34]]]").notes
        #expect(notes.count == 1)
        #expect(notes.first?.contains("the boundary of XX-DO is not valid (Self-intersection") == true, "\(notes)")
        #expect(notes.first?.contains("it was mended") == true)
    }

    @Test("A mended province still has its cells and its figures")
    func mendedBuild() throws {
        let study = try SquareStudy()
        try study.edit(
            square, "[[[40, 34], [41, 34], [41, 35], [40.5, 35], [40.7, 35], [40, 35], [40, 34]]]",
            in: "provinces.geojson")
        let run = try study.surfaces()
        #expect(run.names.provinces.count == 2)
        #expect(run.zones.allSatisfy { !$0.isEmpty })
    }

    @Test("A province without any area is refused with its place in the file")
    func empty() throws {
        for rings in ["[]", "[[[40, 34], [41, 34], [40, 34]]]", "[[[40, 34], [41, 35], [40, 34], [40, 34]]]"] {
            let sentence = try refusal { try $0.edit(square, rings, in: "provinces.geojson") }
            #expect(sentence.contains("provinces.geojson"), "\(sentence)")
            #expect(sentence.contains("area") || sentence.contains("ring"), "\(sentence)")
        }
    }

    @Test("A province without geometry, or with a point, is refused")
    func noGeometry() throws {
        let polygon = #"{"type": "Polygon", "coordinates": \#(square)}"#
        for geometry in ["null", #"{"type": "Point", "coordinates": [40.5, 34.5]}"#] {
            let sentence = try refusal { try $0.edit(polygon, geometry, in: "provinces.geojson") }
            #expect(sentence.contains("the unit \"XX-DO\" has no area. Correct or remove it."), "\(sentence)")
        }
    }

    @Test("Two provinces with one code are refused")
    func twice() throws {
        let sentence = try refusal { try $0.edit(#""XX-KE""#, #""XX-DO""#, in: "provinces.geojson") }
        #expect(sentence.contains("the unit \"XX-DO\" comes twice"), "\(sentence)")
    }

    @Test("Coordinates that are no numbers are refused")
    func notFinite() throws {
        let sentence = try refusal {
            try $0.edit("[[[40, 34], [41, 34]", "[[[40, 1e999], [41, 34]", in: "provinces.geojson")
        }
        #expect(sentence.contains("provinces.geojson"), "\(sentence)")
    }

    @Test("A missing, empty or truncated boundary file is refused with its name")
    func files() throws {
        for (text, word) in [
            ("", "provinces.geojson"), (#"{"type": "FeatureCollection", "features": ["#, "provinces.geojson"),
        ] {
            #expect(try refusal { try $0.write(text, to: "provinces.geojson") }.contains(word))
        }
        #expect(
            try refusal { try FileManager.default.removeItem(atPath: $0.path("provinces.geojson")) }
                .contains("provinces.geojson"))
    }

    @Test("A column that the layer lacks is named with those it has")
    func column() throws {
        let sentence = try refusal { try $0.edit("id: iso, name_en", "id: code, name_en") }
        #expect(sentence.contains("has no column \"code\" (it has iso, name_en, name_ar)"), "\(sentence)")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Testing
import TileEncoding

@testable import MapServices

/// Features as builds write them.
enum MarkCase {
    static func point(
        _ id: String, _ longitude: Double, _ latitude: Double, type: String = "battle", day: String = "2026-01-10",
        last: String? = nil, title: String = "A clash", weight: Double = 1, access: String = "open",
        claims: Int = 1, roots: Int = 1, conflicts: Int = 0
    ) -> JSONValue {
        [
            "type": "Feature", "id": .string(id),
            "properties": [
                "title": .string(title), "type": .string(type), "first_day": .string(day),
                "last_day": .string(last ?? day), "weight": .double(weight), "access": .string(access),
                "claims": .integer(claims), "root_sources": .integer(roots), "claims_in_conflict": .integer(conflicts),
                "location": [
                    "kind": "point", "longitude": .double(longitude), "latitude": .double(latitude), "sigma_m": 2000,
                ],
            ],
            "geometry": ["type": "Point", "coordinates": [.double(longitude), .double(latitude)]],
        ]
    }

    static func layer(_ features: [JSONValue]) throws -> ServedFeatures {
        let collection = try FeatureCollection(
            geoJSON: JSONValue(dictionaryLiteral: ("type", "FeatureCollection"), ("features", .array(features))).bytes)
        return ServedFeatures(
            name: "incident-points", title: TextByLanguage(en: "Incidents"), summary: "", tier: .public,
            pyramid: VectorPyramid(name: "incident-points", collection: collection),
            bounds: try #require(DegreeBox([-180, -90, 180, 90])))
    }

    static func view(_ features: [JSONValue], _ query: String, counts: [RestrictedMark] = []) throws -> JSONValue {
        let request = try MarksRequest(try RequestTarget("/marks?" + query))
        return MarksView(index: MarkIndex([try layer(features)]), request: request, counts: counts).json
    }
}

@Suite struct MarkTests {
    private func ids(_ view: JSONValue) -> Set<String> {
        Set(view["marks"]?.elements?.compactMap { $0["id"]?.text } ?? [])
    }

    private func counts(_ view: JSONValue) -> [Double] {
        (view["clusters"]?.elements ?? []).compactMap { $0["count"]?.double }.sorted()
    }

    @Test func certaintyIsThatOfTheTable() {
        func certainty(_ kilometers: Double?, _ roots: Int, _ conflicts: Int, of claims: Int) -> MarkCertainty {
            MarkCertainty(
                radius: kilometers.map { Meters($0 * 1000) }, rootSources: roots, claims: claims,
                claimsInConflict: conflicts)
        }
        // A town, one source: 1 x 0.5 x 1.
        #expect(certainty(2, 1, 0, of: 1).value == 0.5 && certainty(2, 1, 0, of: 1).level == .medium)
        // A district of 30 km, two sources that contradict each other: 0.7 x 0.75 x 0.5.
        #expect(certainty(30, 2, 2, of: 2).value == 0.26 && certainty(30, 2, 2, of: 2).level == .low)
        #expect(certainty(12, 3, 0, of: 4).value == 0.79 && certainty(12, 3, 0, of: 4).level == .high)
        #expect(certainty(nil, 0, 0, of: 0).value == 0.15)
        #expect(certainty(2, .max, .max, of: 1).value == 0.5)
    }

    @Test func marksFarApartAreAloneAndNearOnesTogether() throws {
        let features = [
            MarkCase.point("a", 43, 36), MarkCase.point("b", 43.01, 36.01), MarkCase.point("c", 20, -30),
        ]
        let far = try MarkCase.view(features, "zoom=4")
        #expect(ids(far) == ["c"] && counts(far) == [2] && far["total"] == 3)
        let cluster = try #require(far["clusters"]?.elements?.first)
        #expect(cluster["latitude"]?.double == 36.005 && cluster["longitude"]?.double == 43.005)
        #expect(cluster["bounds"] == [43, 36, 43.01, 36.01] && cluster["types"] == ["battle": 2])
        #expect(ids(try MarkCase.view(features, "zoom=13")) == ["a", "b", "c"])
    }

    @Test func clustersStayWhatTheyAreWhileTheMapIsMoved() throws {
        let features = (0..<300).map { number -> JSONValue in
            let longitude = 40 + Double(number % 20) * 0.21, latitude = 33 + Double(number / 20) * 0.17
            return MarkCase.point("n\(number)", longitude, latitude)
        }
        func clusters(_ box: String) throws -> Set<JSONValue> {
            Set(try MarkCase.view(features, "zoom=7&bbox=" + box)["clusters"]?.elements ?? [])
        }
        let here = try clusters("40,33,42.5,35"), moved = try clusters("40.7,33,43.2,35")
        #expect(here.count > 3 && !here.isDisjoint(with: moved))
        // What both views show whole is the same in both.
        let shared = try clusters("41,33.5,42,34.5")
        #expect(shared.isSubset(of: here) && shared.isSubset(of: moved))
    }

    @Test func daysAndTypesFilter() throws {
        let features = [
            MarkCase.point("a", 43, 36, type: "battle", day: "2026-01-10", last: "2026-01-12"),
            MarkCase.point("b", 10, 6, type: "arrest", day: "2026-02-01"),
            MarkCase.point("c", -60, 6, type: "battle", day: "no day"),
        ]
        #expect(ids(try MarkCase.view(features, "zoom=3&first=2026-01-12")) == ["a", "b"])
        #expect(ids(try MarkCase.view(features, "zoom=3&last=2026-01-31")) == ["a"])
        #expect(ids(try MarkCase.view(features, "zoom=3&first=2026-01-13&last=2026-01-31")) == [])
        let battles = try MarkCase.view(features, "zoom=3&types=battle,raid")
        #expect(ids(battles) == ["a", "c"])
        #expect(battles["types"] == ["battle": 2, "arrest": 1], "all types are offered")
        #expect(battles["first_day"]?.text == "2026-01-10" && battles["last_day"]?.text == "2026-02-01")
    }

    @Test(
        "A view may cross the antimeridian, go round the globe, and lie on another copy of it",
        arguments: [
            ("170,-10,-170,10", ["e", "w"]), ("170,-10,190,10", ["e", "w"]), ("-190,-10,-170,10", ["e", "w"]),
            ("-179.9,-10,-170,10", ["w"]), ("-360,-90,360,90", ["e", "w", "z"]), ("-10,-10,10,10", ["z"]),
            ("350,-10,370,10", ["z"]), ("-1e6,-90,1e6,90", ["e", "w", "z"]), ("5,-90,5,90", []), ("0,0,0,0", ["z"]),
        ])
    func boxes(box: String, expected: [String]) throws {
        let features = [MarkCase.point("e", 179, 1), MarkCase.point("w", -179, 1), MarkCase.point("z", 0, 0)]
        let view = try MarkCase.view(features, "zoom=5&bbox=" + box)
        #expect(ids(view) == Set(expected))
    }

    @Test func polesAndEndsOfTheMapHaveCells() throws {
        let ends = [(180.0, 90.0), (-180, -90), (180, -90), (-180, 90), (0, 85.06)]
        let features = ends.enumerated().map { MarkCase.point("m\($0)", $1.0, $1.1) }
        for zoom in [0, 3, 22] { #expect(try MarkCase.view(features, "zoom=\(zoom)")["total"] == 5) }
    }

    @Test(arguments: [
        "bbox=1,2,3", "bbox=a,b,c,d", "bbox=nan,0,1,1", "bbox=0,5,1,4", "bbox=1e9,0,1,1", "zoom=-1", "zoom=23",
        "zoom=x", "first=2026", "first=2026-02-30", "last=yesterday", "first=2026-02-01&last=2026-01-01",
        "first=2026-01-01T00:00:00Z",
    ])
    func whatCannotBeReadIsRefused(query: String) {
        #expect(throws: ServerError.self) { try MarksRequest(try RequestTarget("/marks?" + query)) }
    }

    /// Signs that need six bytes each in JSON, and texts far longer than any of a report.
    private static let hostile = String(repeating: "\u{1}\"\\", count: 80)

    private static func hostileIndex() throws -> MarkIndex {
        let features = (0..<1200).map { number -> JSONValue in
            let id = number % 7 == 0 ? "\(number)" + hostile : "id-\(number)"
            let longitude = Double(number * 7919 % 3600) / 10 - 180
            let latitude = Double(number * 104_729 % 1700) / 10 - 85
            let type = "t\(number % 900)" + hostile, title = "ح\(number) " + hostile
            return MarkCase.point(id, longitude, latitude, type: type, title: title)
        }
        return MarkIndex([try MarkCase.layer(features)])
    }

    @Test("No answer is larger than 100 kB, whatever the data and the view")
    func sizes() throws {
        let index = try Self.hostileIndex(), hostile = Self.hostile
        let counts = (0..<900).map { number in
            RestrictedMark(
                count: RestrictedCount(
                    level: .district, area: "area-\(number)" + hostile, name: hostile, first: "2026-01-01",
                    last: "2026-01-15", events: 3, weight: 1, complete: nil),
                position: Coordinate(longitude: 44, latitude: 33))
        }
        for zoom in [0, 3, 9, 13, 22] {
            for query in ["", "&clusters=false", "&bbox=-20,-20,60,60", "&bbox=-20,-20,60,60&clusters=false"] {
                let request = try MarksRequest(try RequestTarget("/marks?zoom=\(zoom)" + query))
                let view = MarksView(index: index, request: request, counts: counts).json
                #expect(view.bytes.count <= MarksView.mostBytes, "\(zoom)\(query): \(view.bytes.count)")
                let marks = view["marks"]?.elements?.count ?? 0, clusters = view["clusters"]?.elements?.count ?? 0
                #expect(marks + clusters > 0)
                let events = (view["restricted"]?.elements ?? []).compactMap { $0["events"]?.double }.reduce(0, +)
                #expect(events + (view["restricted_left_out"]?.double ?? 0) == 2700)
            }
        }
    }

    @Test func aListHasTheNewestAndSaysHowManyItLeavesOut() throws {
        let features = (0..<400).map { number in
            MarkCase.point("n\(number)", 44, 33, day: number < 200 ? "2025-01-01" : "2026-01-01")
        }
        let list = try MarkCase.view(features, "clusters=false&bbox=43,32,45,34")
        let marks = list["marks"]?.elements ?? []
        #expect(marks.count + Int(list["left_out"]?.double ?? 0) == 400 && !marks.isEmpty)
        #expect(marks.allSatisfy { $0["first_day"]?.text == "2026-01-01" })
        #expect(try MarkCase.view(features, "clusters=false&bbox=0,0,1,1")["marks"] == [])
    }

    @Test func whatIsNotOnTheSurfaceSaysSo() throws {
        let view = try MarkCase.view([MarkCase.point("a", 1, 1, weight: 0)], "")
        #expect(view["marks"]?.elements?.first?["on_surface"] == false)
    }

    @Test func incidentsOfRestrictedSourcesHaveNoMarkInAnyTier() throws {
        let features = [MarkCase.point("open", 1, 1), MarkCase.point("secret", 50, 1, access: "restricted")]
        let view = try MarkCase.view(features, "zoom=10")
        #expect(ids(view) == ["open"] && view["total"] == 1 && view["not_marked"] == 1)
        #expect(!String(decoding: view.bytes, as: UTF8.self).contains("secret"))
        let layer = try MarkCase.layer(features)
        #expect(MarkDocument(layer.features[1]) == nil && MarkDocument(layer.features[0]) != nil)
    }

    @Test func restrictedEventsAreCountedByAreaAndHalfMonthAlone() throws {
        func mark(_ area: String, _ first: String, _ last: String, _ events: Int) throws -> RestrictedMark {
            RestrictedMark(
                count: RestrictedCount(
                    level: .province, area: area, name: "Anbar", first: first, last: last, events: events, weight: 0.5,
                    complete: nil),
                position: try #require(Coordinate(longitude: 41.5, latitude: 33)))
        }
        // Two batches of one area and half-month are one counter.
        let counts = try [
            mark("IQ-AN", "2026-01-01", "2026-01-15", 3), mark("IQ-AN", "2026-01-01", "2026-01-15", 4),
            mark("IQ-AN", "2026-01-16", "2026-01-31", 5),
        ]
        let view = try MarkCase.view([], "bbox=40,30,45,35", counts: counts)
        let shown = view["restricted"]?.elements ?? []
        #expect(shown.map { $0["events"] } == [7, 5])
        let names: Set = ["area", "level", "name", "latitude", "longitude", "first", "last", "events"]
        for counter in shown {
            guard case .object(let members) = counter else { continue }
            #expect(Set(members.map(\.name)) == names)
        }
        #expect(try MarkCase.view([], "first=2026-01-16", counts: counts)["restricted"]?.elements?.count == 1)
        #expect(try MarkCase.view([], "bbox=0,0,1,1", counts: counts)["restricted"] == [])
    }
}

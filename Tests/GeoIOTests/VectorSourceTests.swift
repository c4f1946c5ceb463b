// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

struct VectorSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func collection(_ features: String...) throws -> VectorSource {
        let text = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
        return VectorSource(path: try folder.write(text, to: "in.geojson"))
    }

    private func feature(_ geometry: String, _ properties: String = "{}") -> String {
        #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}"#
    }

    private func geometries(_ source: VectorSource) throws -> [Geometry?] {
        var found: [Geometry?] = []
        try source.forEachRecord { found.append($0.geometry) }
        return found
    }

    @Test func valuesBecomeTextInTheOrderOfTheLayer() throws {
        let properties = """
            {"name":"القائم","n":150,"share":0.1,"whole":2.0,"sure":true,"day":"2026-02-15","none":null,
            "tags":["a","b"],"numbers":[1,2],"big":9007199254740993,"when":"2026-01-31T10:20:30Z"}
            """
        let source = try collection(feature(#"{"type":"Point","coordinates":[41.09,34.37]}"#, properties))
        #expect(try source.columns().names.first == "name")
        var records: [Record] = []
        try source.forEachRecord { records.append($0) }
        let record = try #require(records.first)
        #expect(record["name"] == "القائم")
        #expect(record["n"] == "150")
        #expect(record["share"] == "0.1")
        #expect(record["whole"] == "2")
        #expect(record["sure"] == "true")
        #expect(record["day"] == "2026-02-15")
        #expect(record["none"] == nil)
        #expect(record["tags"] == "a;b")
        #expect(record["numbers"] == "1;2")
        #expect(record["big"] == "9007199254740993")
        #expect(record["when"]?.hasPrefix("2026-01-31T10:20:30") == true)
        #expect(record.geometry == .point(PlanarPoint(x: 41.09, y: 34.37)))
        #expect(record.origin == RecordOrigin(file: source.path, line: 1))
    }

    @Test func everyKindOfGeometryIsRead() throws {
        let ring = "[[0,0],[4,0],[4,4],[0,4],[0,0]]", hole = "[[1,1],[1,2],[2,2],[1,1]]"
        let found = try geometries(
            collection(
                feature(#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#),
                feature(#"{"type":"LineString","coordinates":[[1,2],[3,4,99]]}"#),
                feature(#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}"#),
                feature(#"{"type":"Polygon","coordinates":[\#(ring),\#(hole)]}"#),
                feature(#"{"type":"MultiPolygon","coordinates":[[\#(ring)],[\#(hole)]]}"#),
                feature(
                    #"""
                    {"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},
                    {"type":"Point","coordinates":[3,4]}]}
                    """#),
                feature("null")))
        let shell = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let inner = [(1, 1), (1, 2), (2, 2), (1, 1)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let a = PlanarPoint(x: 1, y: 2), b = PlanarPoint(x: 3, y: 4)
        #expect(found[0] == .multiPoint([a, b]))
        #expect(found[1] == .lines([[a, b]]))
        #expect(found[2] == .lines([[a, b], [PlanarPoint(x: 5, y: 6), PlanarPoint(x: 7, y: 8)]]))
        #expect(found[3] == .area(MultiPolygon([Polygon(shell: shell, holes: [inner])])))
        #expect(found[4] == .area(MultiPolygon([Polygon(shell: shell), Polygon(shell: inner)])))
        #expect(found[5] == .multiPoint([a, b]))
        #expect(found[6] == .some(nil))
    }

    @Test func curvesBecomeSegments() throws {
        let path = try folder.write("id,WKT\n1,\"CIRCULARSTRING(0 0,1 1,2 0)\"\n", to: "curve.csv")
        let source = VectorSource(path: path, openOptions: ["GEOM_POSSIBLE_NAMES=WKT"])
        guard case .lines(let lines) = try geometries(source)[0] else {
            Issue.record("no line")
            return
        }
        #expect(lines[0].count > 10)
        #expect(lines[0].first == PlanarPoint(x: 0, y: 0) && lines[0].last == PlanarPoint(x: 2, y: 0))
        #expect(lines[0].allSatisfy { abs((($0.x - 1) * ($0.x - 1) + $0.y * $0.y).squareRoot() - 1) < 1e-9 })
    }

    @Test func aSelfIntersectingPolygonComesAsItIs() throws {
        let bowTie = "[[0,0],[2,2],[2,0],[0,2],[0,0]]"
        let found = try geometries(collection(feature(#"{"type":"Polygon","coordinates":[\#(bowTie)]}"#)))
        guard case .area(let area) = found[0] else {
            Issue.record("no area")
            return
        }
        #expect(area.polygons[0].shell.count == 5)
    }

    @Test func anEmptyPolygonIsAnEmptyAreaAndAnEmptyPointIsNone() throws {
        let path = try folder.write("id,WKT\n1,POLYGON EMPTY\n2,POINT EMPTY\n3,MULTILINESTRING EMPTY\n", to: "e.csv")
        let found = try geometries(VectorSource(path: path, openOptions: ["GEOM_POSSIBLE_NAMES=WKT"]))
        #expect(found == [.area(MultiPolygon([])), nil, .lines([])])
    }

    @Test func aProjectedSourceArrivesInDegrees() throws {
        let text = #"""
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}},
            "features":[\#(feature(#"{"type":"Point","coordinates":[571666.447504,5539109.815176]}"#))]}
            """#
        let found = try geometries(VectorSource(path: folder.write(text, to: "utm.geojson")))
        guard case .point(let point) = found[0] else {
            Issue.record("no point")
            return
        }
        #expect(abs(point.x - 10) < 1e-8 && abs(point.y - 50) < 1e-8)
    }

    @Test func aTargetSystemMayBeAskedFor() throws {
        let source = try collection(feature(#"{"type":"Point","coordinates":[42,34.5]}"#))
        var found: Geometry?
        let study = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)
        try source.forEachRecord(targetCRS: study) { found = $0.geometry }
        guard case .point(let point) = found else {
            Issue.record("no point")
            return
        }
        #expect(abs(point.x) < 1e-6 && abs(point.y) < 1e-6)
    }

    @Test func degreesAreNotTouchedOnTheWay() throws {
        let source = try collection(feature(#"{"type":"Point","coordinates":[42.123456789,34.5000000001]}"#))
        #expect(try geometries(source) == [.point(PlanarPoint(x: 42.123456789, y: 34.5000000001))])
    }

    @Test func metresWithoutASystemAreRefused() throws {
        let path = try folder.write("id,x,y\n1,4500000,4200000\n", to: "metres.csv")
        let options = ["X_POSSIBLE_NAMES=x", "Y_POSSIBLE_NAMES=y"]
        let error = #expect(throws: GeoIOError.self) { try geometries(VectorSource(path: path, openOptions: options)) }
        #expect(
            "\(error!)" == """
                \(path):1: the geometry of this feature cannot be used: x = 4500000.0, y = 4200000.0 is not a \
                longitude and a latitude. Repair or remove the feature.
                """)
        let stated = VectorSource(path: path, openOptions: options, assumedCRS: .webMercator)
        guard case .point(let point) = try geometries(stated)[0] else {
            Issue.record("no point")
            return
        }
        #expect(abs(point.x - 40.424) < 0.01)
    }

    @Test func aBadFeatureIsHandedOutAndTheRestIsRead() throws {
        let mixed = """
            {"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},
            {"type":"LineString","coordinates":[[1,2],[3,4]]}]}
            """
        let source = try collection(
            feature(#"{"type":"Point","coordinates":[1,2]}"#), feature(mixed),
            feature(#"{"type":"Point","coordinates":[200,2]}"#), feature(#"{"type":"Point","coordinates":[5,6]}"#))
        var faults: [String] = [], lines: [Int] = []
        try source.forEachRecord(onFault: { faults.append("\($0)") }) { lines.append($0.origin.line) }
        #expect(lines == [1, 4])
        #expect(faults.count == 2)
        #expect(faults[0].contains(":2: ") && faults[0].contains("mixes points, lines and areas"))
        #expect(faults[1].contains(":3: ") && faults[1].contains("x = 200.0"))
    }

    @Test func anErrorOfTheBodyEndsTheReading() throws {
        struct Stop: Error {}
        let source = try collection(
            feature(#"{"type":"Point","coordinates":[1,2]}"#), feature(#"{"type":"Point","coordinates":[3,4]}"#))
        var seen = 0
        #expect(throws: Stop.self) {
            try source.forEachRecord { _ in
                seen += 1
                throw Stop()
            }
        }
        #expect(seen == 1)
    }

    @Test func aHundredThousandPointsStream() throws {
        var lines = "id,lon,lat\n"
        for index in 0..<100_000 { lines += "\(index),\(40 + Double(index % 1000) / 1000),\(30 + index / 10_000)\n" }
        let path = try folder.write(lines, to: "points.csv")
        let source = VectorSource(path: path, openOptions: ["X_POSSIBLE_NAMES=lon", "Y_POSSIBLE_NAMES=lat"])
        var count = 0, sum = 0
        try source.forEachRecord { record in
            count += 1
            sum += Int(record.values[0]) ?? 0
            #expect(record.geometry != nil)
        }
        #expect(count == 100_000)
        #expect(sum == 100_000 * 99_999 / 2)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import JSON
import Testing

@testable import TileEncoding

@Suite struct VectorTileTests {
    private static let points = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"name":"Anbar","score":61.5,"rank":1,"none":null,"share":{"a":0.5}},
         "geometry":{"type":"Polygon","coordinates":[[[40,31],[44,31],[44,35],[40,35],[40,31]],
         [[41,32],[41,33],[42,33],[42,32],[41,32]]]}},
        {"type":"Feature","properties":{"name":"الموصل"},"geometry":{"type":"Point","coordinates":[43.1,36.3]}},
        {"type":"Feature","properties":{"name":"road"},
         "geometry":{"type":"LineString","coordinates":[[30,33],[60,33]]}}]}
        """

    private static func pyramid() throws -> VectorPyramid {
        VectorPyramid(name: "test", collection: try FeatureCollection(geoJSON: Array(points.utf8)))
    }

    /// The features of a tile as GDAL reads them, in EPSG:3857.
    private func read(_ bytes: [UInt8], _ tile: TileID) throws -> [Record] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pbf")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let source = VectorSource(
            path: file.path, openOptions: ["X=\(tile.column)", "Y=\(tile.row)", "Z=\(tile.zoom)"])
        var records: [Record] = []
        try source.forEachRecord(targetCRS: .webMercator) { records.append($0) }
        return records
    }

    @Test func gdalReadsWhatWasWritten() throws {
        let tile = try #require(TileID(zoom: 4, column: 9, row: 6))
        let records = try read(try Self.pyramid().tile(tile), tile)
        #expect(records.map { $0["name"] } == ["Anbar", "الموصل", "road"])
        #expect(records[0]["score"] == "61.5" && records[0]["rank"] == "1" && records[0]["share"] == "{\"a\":0.5}")
        guard case .area(let area)? = records[0].geometry else {
            Issue.record("not an area")
            return
        }
        #expect(area.polygons.count == 1 && area.polygons[0].holes.count == 1)
        let corner = WebMercator.project(PlanarPoint(x: 40, y: 31))
        let unit = tile.extent.width / 4096
        #expect(area.polygons[0].shell.contains { abs($0.x - corner.x) < unit && abs($0.y - corner.y) < unit })
    }

    @Test func aTileWithoutFeaturesIsEmpty() throws {
        let far = try #require(TileID(zoom: 4, column: 0, row: 0))
        #expect(try Self.pyramid().tile(far).isEmpty)
    }

    @Test func linesAndAreasEndAtTheMarginOfTheTile() throws {
        let inside = try #require(Coordinate(longitude: 43, latitude: 33))
        let tile = try #require(TileID(containing: inside, zoom: 9))
        let records = try read(try Self.pyramid().tile(tile), tile)
        let margin = tile.extent.width * 65 / 4096
        let bounds = try #require(tile.extent.expanded(by: margin))
        for record in records {
            let points = try #require(record.geometry).points
            #expect(points.allSatisfy(bounds.contains), "\(record.values)")
        }
        #expect(records.map { $0["name"] } == ["Anbar", "road"])
    }

    @Test(
        "Areas are valid in any reader: a comb that leaves the tile, a neck thinner than a unit, parts that rounding joins"
    )
    func areasAreValid() throws {
        let clipper = TileClipper(Extent(minX: 0, minY: 0, maxX: 4096, maxY: 4096)!)
        func polygon(_ points: [(Double, Double)]) -> Polygon {
            Polygon(shell: (points + [points[0]]).map { PlanarPoint(x: $0.0, y: $0.1) })
        }
        let comb = polygon([
            (-500, 100), (900, 100), (900, 300), (-300, 300), (-300, 500), (900, 500), (900, 700), (-500, 700),
        ])
        let neck = polygon([
            (1000, 1000), (1200, 1000.2), (1400, 1000), (1400, 1200), (1200, 1000.3), (1000, 1200),
        ])
        let near = [
            polygon([(2000, 2000), (2100, 2000), (2100, 2100), (2000, 2100)]),
            polygon([(2100.3, 2000), (2200, 2000), (2200, 2100), (2099.7, 2050)]),
        ]
        for area in [MultiPolygon([comb]), MultiPolygon([neck]), MultiPolygon(near)] {
            let found = clipper.area(area)
            let planar = MultiPolygon(
                found.map { rings in
                    let closed = rings.map { ring in
                        (ring + ring.prefix(1)).map { PlanarPoint(x: Double($0.x), y: Double($0.y)) }
                    }
                    return Polygon(shell: closed[0], holes: Array(closed.dropFirst()))
                })
            #expect(try GeometryOperations.validityProblem(of: planar) == nil)
            #expect(found.allSatisfy { TileClipper.doubleArea($0[0]) > 0 })
            #expect(!found.isEmpty)
        }
        // The comb's two teeth inside, without the bar that lies outside of the margin.
        #expect(clipper.area(MultiPolygon([comb])).count == 2)
    }

    @Test func ringsTurnAsTheSpecificationAsks() {
        let clipper = TileClipper(Extent(minX: 0, minY: 0, maxX: 4096, maxY: 4096)!)
        func ring(_ low: Double, _ high: Double) -> [PlanarPoint] {
            [(low, low), (low, high), (high, high), (high, low), (low, low)].map { PlanarPoint(x: $0.0, y: $0.1) }
        }
        for shell in [ring(100, 500), ring(100, 500).reversed()] {
            let rings = clipper.polygon(Polygon(shell: shell, holes: [ring(200, 300)]))
            #expect(rings?.map { TileClipper.doubleArea($0) > 0 } == [true, false])
        }
    }
}

@Suite struct SharedBoundarySimplifierTests {
    /// Two areas whose common border is a wiggling line from (0, 0) to (0, 100).
    private static func neighbours() -> (MultiPolygon, MultiPolygon) {
        let border = (0...100).map { PlanarPoint(x: sin(Double($0) * 1.7) * 2, y: Double($0)) }
        let left = border + [PlanarPoint(x: -50, y: 100), PlanarPoint(x: -50, y: 0), border[0]]
        let right = border.reversed() + [PlanarPoint(x: 50, y: 0), PlanarPoint(x: 50, y: 100), border[100]]
        // The rings start at different points on purpose.
        let turned = Array(right.dropLast()[40...] + right.dropLast()[..<40])
        return (
            MultiPolygon([Polygon(shell: left)]), MultiPolygon([Polygon(shell: turned + [turned[0]])])
        )
    }

    @Test(arguments: [0.1, 1.0, 3.0, 10.0])
    func neighboursKeepOneBorder(tolerance: Double) throws {
        let (left, right) = Self.neighbours()
        let result = SharedBoundarySimplifier.simplify([left, right], tolerance: tolerance)
        let a = Set(result[0].polygons[0].shell), b = Set(result[1].polygons[0].shell)
        let isBorder = { (point: PlanarPoint) in abs(point.x) < 10 }
        #expect(a.filter(isBorder) == b.filter(isBorder))
        #expect(a.filter(isBorder).count < 101 || tolerance < 0.2)
        let union = try GeometryOperations.union(result)
        #expect(union.polygons.count == 1 && union.polygons[0].holes.isEmpty)
        // No overlap and no gap: together they cover what both cover alone.
        let area = GeometryOperations.area(of: result[0]) + GeometryOperations.area(of: result[1])
        #expect(abs(area - GeometryOperations.area(of: union)) < 1e-6)
    }

    @Test func whatIsSmallerThanTheToleranceVanishes() {
        let square = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let result = SharedBoundarySimplifier.simplify([MultiPolygon([Polygon(shell: square)])], tolerance: 5)
        #expect(result == [MultiPolygon([])])
    }

    @Test func zeroToleranceKeepsEveryCorner() {
        let (left, _) = Self.neighbours()
        let result = SharedBoundarySimplifier.simplify([left], tolerance: 0)
        #expect(Set(result[0].polygons[0].shell) == Set(left.polygons[0].shell))
    }
}

@Suite struct JSONValueTests {
    @Test func orderAndDigitsSurvive() throws {
        let text = #"{"b":1.50,"a":[true,null,-2e3,"x\"\\\n\u0001ü"],"c":{}}"#
        #expect(String(decoding: try JSONValue.parse(Array(text.utf8)).bytes, as: UTF8.self) == text)
    }

    @Test func escapesAreRead() throws {
        let value = try JSONValue.parse(Array(#""\u0627\ud83d\ude00\/\t""#.utf8))
        #expect(value.text == "ا😀/\t")
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "01", "1.", "nul", "\"\\x\"", "\"\u{01}\"", "[1] 2", "\"\\ud800\"", "+1", "{a:1}",
        "[1 2]", "-", "\"abc", "\"\\u+123\"",
    ])
    func otherTextIsRefused(text: String) {
        #expect(throws: JSONFault.self) { try JSONValue.parse(Array(text.utf8)) }
    }

    @Test func whatReadersOfFoundationLoseIsKept() throws {
        let text = #"{"z":1.50,"a":{"z":[],"y":1e2,"x":{"c":0.10,"b":-0,"a":12345678901234567890.1}}}"#
        #expect(String(decoding: try JSONValue.parse(Array(text.utf8)).bytes, as: UTF8.self) == text)
    }

    @Test func faultsSayWhereAndWhatIsExpected() {
        func fault(_ text: String) -> String? {
            do {
                _ = try JSONValue.parse(Array(text.utf8))
                return nil
            } catch {
                return error.description
            }
        }
        #expect(fault(#"{"a" 1}"#) == "not valid JSON: expected ':' at byte 5")
        #expect(fault("[1 2]") == "not valid JSON: expected ']' at byte 3")
        #expect(fault(#"{"a":1"#) == "not valid JSON: expected '}' at byte 6")
        #expect(fault("{a:1}") == "not valid JSON: expected '\"' at byte 1")
    }

    @Test func deepNestingIsRefusedWithoutOverflow() {
        #expect(throws: JSONFault.self) { try JSONValue.parse([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) }
    }

    @Test func numbersAreShortAndExact() {
        #expect(JSONValue.double(3) == .number("3"))
        #expect(JSONValue.double(0.1) == .number("0.1"))
        #expect(JSONValue.double(.infinity) == .null)
    }
}

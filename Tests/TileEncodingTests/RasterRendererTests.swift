// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Layers
import TestSupport
import Testing

@testable import TileEncoding

/// The styles that the project ships.
enum ShippedStyle {
    static let folder = Repository.styles.path
    static func load(_ layer: String) throws -> Style { try Style.load(from: "\(folder)/\(layer).json") }

    /// A palette that only tests draw with.
    static func test(_ layer: String) throws -> Style {
        try Style.load(from: "\(Repository.palettes.path)/\(layer).json")
    }
}

@Suite struct CellInterpolationTests {
    @Test func middleOfFourCellsIsTheirMean() {
        #expect(CellInterpolation.blend(1, 2, 3, 4, 0.5, 0.5) == 2.5)
        #expect(CellInterpolation.blend(1, 2, 3, 4, 0, 0) == 1)
        #expect(CellInterpolation.blend(1, 2, 3, 4, 1, 1) == 4)
    }

    @Test func aGapTakesNoValueAndGivesItsWeightAway() {
        #expect(CellInterpolation.blend(.nan, 2, 3, 4, 0.25, 0.25).isNaN)
        #expect(CellInterpolation.blend(6, .nan, .nan, .nan, 0.25, 0.25) == 6)
        // Weights 0.5625 and 0.1875 for 8 and 4 over a gap on the right: (8 * 0.5625 + 4 * 0.1875) / 0.75 = 7.
        #expect(CellInterpolation.blend(8, .nan, 4, .nan, 0.25, 0.25) == 7)
    }

    @Test func positionsStopAtTheOutermostCentres() {
        let first = CellPosition(0.2, count: 4), last = CellPosition(4, count: 4), middle = CellPosition(1.75, count: 4)
        #expect(first.lower == 0 && first.weight == 0)
        #expect(last.lower == 3 && last.upper == 3 && last.weight == 0)
        #expect(middle.lower == 1 && middle.upper == 2 && middle.weight == 0.25)
        #expect(CellPosition(-0.01, count: 4).lower == -1 && CellPosition(4.01, count: 4).lower == -1)
    }
}

@Suite struct ClassTableTests {
    @Test(arguments: SurfaceLayer.allCases.map(\.name) + ["relative-risk-difference"])
    func agreesWithTheStyleAtEveryEdge(layer: String) throws {
        let style = try ShippedStyle.load(layer)
        let table = ClassTable(style)
        var values: [Float] = [.nan, -1, 0, -0.0, 1e9]
        for edge in style.breaks where edge.isFinite { values += [edge, edge.nextUp, edge.nextDown] }
        for (value, index) in zip(values, table.paletteIndices(values)) {
            #expect(index == style.paletteIndex(for: value), "\(value)")
        }
        #expect(table.paletteIndices([.infinity, -.infinity]) == [0, 0])
    }
}

@Suite struct RasterRendererTests {
    /// A smooth surface of 0 to 100 over 10 to 20 degrees east and north, with a round hole.
    static func renderer(side: Int = 64) throws -> RasterRenderer {
        let extent = try #require(
            Extent(minX: 10, minY: 10, maxX: 20, maxY: 20).flatMap { WebMercator.project($0) })
        let level = try #require(RasterLevel(extent: extent, columns: side, rows: side))
        let values = (0..<side * side).map { index -> Float in
            let x = Float(index % side) / Float(side), y = Float(index / side) / Float(side)
            if (x - 0.3) * (x - 0.3) + (y - 0.6) * (y - 0.6) < 0.01 { return .nan }
            return 50 + 50 * sin(x * 9) * cos(y * 7)
        }
        let pyramid = try RasterPyramid(
            source: MemoryRaster(level: level, values: values), cache: RasterBlockCache(limit: 1 << 20), identity: 0)
        return RasterRenderer(pyramid: pyramid, style: try ShippedStyle.test("risk"))
    }

    @Test(arguments: [4, 6, 8])
    func aWidePictureEqualsItsTilesSideBySide(zoom: Int) throws {
        let renderer = try Self.renderer()
        let center = try #require(Coordinate(longitude: 13, latitude: 14))
        let tile = try #require(TileID(containing: center, zoom: zoom))
        let next = try #require(TileID(zoom: zoom, column: tile.column + 1, row: tile.row))
        let both = try #require(
            MapView(plane: .webMercator, extent: tile.extent.union(next.extent), width: 512, height: 256))
        let wide = try renderer.indexed(both)
        let left = try renderer.indexed(MapView(tile: tile)), right = try renderer.indexed(MapView(tile: next))
        for row in 0..<256 {
            #expect(Array(wide.pixels[row * 512..<row * 512 + 256]) == Array(left.pixels[row * 256..<row * 256 + 256]))
            #expect(
                Array(wide.pixels[row * 512 + 256..<row * 512 + 512])
                    == Array(right.pixels[row * 256..<row * 256 + 256]))
        }
    }

    @Test func everyPixelHasTheColourOfTheValueThatIsToldForIt() throws {
        let renderer = try Self.renderer()
        let extent = try #require(Extent(minX: 9, minY: 11, maxX: 21, maxY: 19))
        let view = try #require(MapView(plane: .geographic, extent: extent, width: 300, height: 200))
        let image = try renderer.indexed(view)
        var seen: Set<UInt8> = []
        for step in 0..<2000 {
            let column = step * 7919 % 300, row = step * 104_729 % 200
            let pixel = image.pixels[row * 300 + column]
            let value = try renderer.value(in: view, column: column, row: row)
            #expect(pixel == value.map(renderer.style.paletteIndex(for:)) ?? 0)
            seen.insert(pixel)
        }
        #expect(seen.count >= 6, "outside, not assessed and the classes must all occur: \(seen)")
    }

    @Test func aRatioIsThatOfTheTwoValuesOfThePixel() throws {
        let later = try Self.renderer(), style = try ShippedStyle.test("risk-difference")
        let values = later.pyramid.levels[0].columns * later.pyramid.levels[0].rows
        let flat = try RasterPyramid(
            source: MemoryRaster(
                level: later.pyramid.levels[0], values: (0..<values).map { $0 % 64 > 50 ? .nan : Float(30) }),
            cache: RasterBlockCache(limit: 1 << 20), identity: 0)
        let earlier = RasterRenderer(pyramid: flat, style: later.style)
        let difference = RasterRenderer(pyramid: later.pyramid, style: style, over: RasterRatio(of: flat))
        let extent = try #require(Extent(minX: 9, minY: 11, maxX: 21, maxY: 19))
        let view = try #require(MapView(plane: .geographic, extent: extent, width: 300, height: 200))
        let (minuend, taken) = (try later.values(view), try earlier.values(view))
        var kinds: Set<String> = []
        for (index, value) in try difference.values(view).enumerated() {
            let (x, y) = (minuend[index], taken[index])
            kinds.insert(x == .infinity ? "outside" : x.isNaN ? "no later" : y.isNaN ? "no earlier" : "both")
            let expected = x == .infinity ? x : x == 0 ? 0 : min(max(x / y, 0.001), 999_999)
            #expect(value == expected || value.isNaN && expected.isNaN)
        }
        #expect(kinds.count == 4, "\(kinds)")
    }

    @Test func aTurnedPlaneShowsTheSamePlaces() throws {
        let renderer = try Self.renderer()
        let utm = CoordinateReferenceSystem("EPSG:32633")
        let extent = try #require(Extent(minX: 200_000, minY: 1_300_000, maxX: 800_000, maxY: 1_900_000))
        let view = try #require(MapView(plane: .projected(utm), extent: extent, width: 200, height: 200))
        let image = try renderer.indexed(view)
        let transform = try CoordinateTransform(from: utm, to: .webMercator)
        var different = 0
        for (column, row) in [(0, 0), (199, 0), (0, 199), (199, 199), (100, 50), (33, 170)] {
            let point = try transform.transform(view.center(column: column, row: row))
            let spot = try #require(
                Extent(minX: point.x - 1, minY: point.y - 1, maxX: point.x + 1, maxY: point.y + 1))
            let pixel = try #require(MapView(plane: .webMercator, extent: spot, width: 1, height: 1))
            let value = try renderer.value(in: pixel, column: 0, row: 0)
            if image.pixels[row * 200 + column] != value.map(renderer.style.paletteIndex(for:)) ?? 0 { different += 1 }
        }
        #expect(different == 0)
    }

    @Test func largePicturesAreDrawnInStripsWithoutJoints() throws {
        let renderer = try Self.renderer()
        let extent = try #require(Extent(minX: 10, minY: 10, maxX: 20, maxY: 20))
        let large = try #require(MapView(plane: .geographic, extent: extent, width: 600, height: 600))
        let image = try renderer.indexed(large)
        for row in [63, 64, 65, 599] {
            let value = try renderer.value(in: large, column: 300, row: row)
            #expect(image.pixels[row * 600 + 300] == value.map(renderer.style.paletteIndex(for:)) ?? 0)
        }
    }

    @Test func aTileFarAwayIsEmpty() throws {
        let tile = try #require(TileID(zoom: 5, column: 0, row: 0))
        #expect(try Self.renderer().indexed(MapView(tile: tile)).uniform == 0)
    }

    @Test func coarseLevelsAreMeansThatIgnoreGaps() throws {
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 3, maxY: 2))
        let level = try #require(RasterLevel(extent: extent, columns: 3, rows: 2))
        #expect(RasterPyramid.halve([1, 3, .nan, 5, .nan, .nan], level).map { $0.isNaN ? -1 : $0 } == [3, -1])
    }
}

@Suite struct RasterFileSourceTests {
    @Test func overviewsOfACloudOptimizedFileLineUp() throws {
        let grid = try #require(
            Grid(crs: .webMercator, originX: 1_000_000, originY: 4_000_000, cellSize: 1000, columns: 1000, rows: 700))
        let values = (0..<grid.count).map { Float($0 % 1000) + Float($0 / 1000) * 1000 }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("a.tif").path
        try CloudOptimizedGeoTIFF.write(Raster(grid: grid, values: values), to: path)
        let source = try RasterFileSource(path: path)
        #expect(source.levels.map(\.columns) == [1000, 500, 250])
        let half = try source.read(level: 1, columns: 100..<102, rows: 50..<51)
        // Means of 2 x 2 cells from column 200, row 100: 200.5 + 100 500 and two more.
        #expect(half == [100_700.5, 100_702.5])
        let corner = try source.read(level: 0, columns: 998..<1000, rows: 699..<700)
        #expect(corner == [699_998, 699_999])
    }

    @Test func aRasterInDegreesIsRefusedWithTheRemedy() throws {
        let grid = try #require(
            Grid(crs: .geographic, originX: 10, originY: 20, cellSize: 0.5, columns: 10, rows: 10))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).tif").path
        try CloudOptimizedGeoTIFF.write(Raster(grid: grid, filledWith: 1), to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: UnsuitableRaster.self) { try RasterFileSource(path: path) }
        #expect(error?.description.contains("gdalwarp -t_srs EPSG:3857") == true)
    }
}

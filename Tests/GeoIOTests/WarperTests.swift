// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Testing

struct WarperTests {
    private func study(_ value: (Int, Int) -> Float) -> Raster<Float> {
        let crs = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)
        let grid = Grid(crs: crs, originX: -100_000, originY: 100_000, cellSize: 5000, columns: 40, rows: 40)!
        var raster = Raster(grid: grid, filledWith: Float(0))
        for row in 0..<40 { for column in 0..<40 { raster[column: column, row: row] = value(column, row) } }
        return raster
    }

    @Test func aLevelSurfaceStaysLevel() throws {
        for resampling in Resampling.allCases {
            let warped = try Warper.warp(study { _, _ in 7 }, to: .webMercator, resampling: resampling)
            let inside = warped.values.filter { !$0.isNaN }
            #expect(inside.allSatisfy { abs($0 - 7) < 1e-5 })
            #expect(inside.count > warped.values.count * 8 / 10)
            #expect(warped.grid.crs == .webMercator)
        }
    }

    @Test func theGridIsSnappedToItsCells() throws {
        let warped = try Warper.warp(
            study { _, _ in 1 }, to: .webMercator, resampling: .bilinear, targetResolution: 6000)
        #expect(warped.grid.cellSize == 6000)
        #expect(warped.grid.originX.truncatingRemainder(dividingBy: 6000) == 0)
        #expect(warped.grid.originY.truncatingRemainder(dividingBy: 6000) == 0)
    }

    @Test func aValueArrivesAtItsPlace() throws {
        // One hot cell, whose centre is at x = 52 500, y = -27 500 of the study's plane.
        let hot = study { column, row in column == 30 && row == 25 ? 100 : 0 }
        let place = try CoordinateTransform(from: hot.grid.crs, to: .webMercator)
            .transform(PlanarPoint(x: 52_500, y: -27_500))
        let warped = try Warper.warp(hot, to: .webMercator, resampling: .nearest, targetResolution: 2000)
        let cell = try #require(warped.grid.cell(at: place))
        #expect(warped[column: cell.column, row: cell.row] == 100)
        #expect(warped.values.count { $0 == 100 } >= 6)
    }

    @Test func missingCellsDoNotBleed() throws {
        let half = study { column, _ in column < 20 ? .nan : 50 }
        let warped = try Warper.warp(half, to: .webMercator, resampling: .bilinear)
        #expect(warped.values.allSatisfy { $0.isNaN || abs($0 - 50) < 1e-4 })
        #expect(warped.values.contains { $0.isNaN } && warped.values.contains { $0 == 50 })
    }

    @Test func theTargetExtentIsKept() throws {
        let extent = try #require(Extent(minX: 4_660_000, minY: 4_080_000, maxX: 4_700_000, maxY: 4_100_000))
        let warped = try Warper.warp(
            study { _, _ in 1 }, to: .webMercator, resampling: .nearest, targetResolution: 5000, targetExtent: extent)
        #expect(warped.grid.extent == extent)
        #expect(warped.grid.columns == 8 && warped.grid.rows == 4)
    }

    @Test func theSameRasterGivesTheSameCells() throws {
        let surface = study { column, row in Float(column * row) / 7 }
        let first = try Warper.warp(surface, to: .webMercator, resampling: .average)
        let second = try Warper.warp(surface, to: .webMercator, resampling: .average)
        #expect(sameBits(first.values, second.values))
    }

    @Test func anAbsurdResolutionIsRefused() {
        for resolution in [0, -1, .nan, 1e-9] {
            #expect(throws: GeoIOError.self) {
                try Warper.warp(
                    study { _, _ in 1 }, to: .webMercator, resampling: .nearest, targetResolution: resolution)
            }
        }
    }
}

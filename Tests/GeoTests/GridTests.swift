// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct GridTests {
    let plane = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)

    @Test func rowZeroIsNorth() throws {
        let grid = try #require(Grid(crs: plane, originX: 0, originY: 30, cellSize: 10, columns: 4, rows: 3))
        #expect(grid.center(column: 0, row: 0) == PlanarPoint(x: 5, y: 25))
        #expect(grid.center(column: 3, row: 2) == PlanarPoint(x: 35, y: 5))
        #expect(grid.extent == Extent(minX: 0, minY: 0, maxX: 40, maxY: 30))
        #expect(grid.index(column: 1, row: 2) == 9)
    }

    @Test func pointsFindTheirCell() throws {
        let grid = try #require(Grid(crs: plane, originX: 0, originY: 30, cellSize: 10, columns: 4, rows: 3))
        let inside = try #require(grid.cell(at: PlanarPoint(x: 10, y: 20)))
        #expect(inside == (1, 1))
        #expect(grid.cell(at: PlanarPoint(x: -0.001, y: 20)) == nil)
        #expect(grid.cell(at: PlanarPoint(x: 40, y: 20)) == nil)
        #expect(grid.cell(at: PlanarPoint(x: .nan, y: 20)) == nil)
    }

    @Test func coveringSnapsToWholeCells() throws {
        let extent = try #require(Extent(minX: -12, minY: -1, maxX: 31, maxY: 29))
        let grid = try #require(Grid(crs: plane, covering: extent, cellSize: 10))
        #expect(grid.originX == -20 && grid.originY == 30 && grid.columns == 6 && grid.rows == 4)
    }

    @Test(arguments: [0, -5, Double.nan, .infinity, 1e-9])
    func refusesAbsurdCells(cell: Double) throws {
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 1e6, maxY: 1e6))
        #expect(Grid(crs: plane, covering: extent, cellSize: cell) == nil)
    }

    @Test func aRasterAddressesItsCells() throws {
        let grid = try #require(Grid(crs: plane, originX: 0, originY: 30, cellSize: 10, columns: 4, rows: 3))
        var raster = Raster<Float>(grid: grid, filledWith: 0)
        raster[column: 2, row: 1] = 7
        #expect(raster.values[6] == 7)
        #expect(grid.cellAreaSquareKilometers == 1e-4)
    }
}

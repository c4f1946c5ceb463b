// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Cartography

@Suite struct SurfaceSamplerTests {
    private func sampler(_ values: [Float], columns: Int, rows: Int) throws -> SurfaceSampler {
        let grid = try #require(
            Grid(
                crs: .lambertEqualArea(latitude: 34, longitude: 42), originX: 0, originY: 0, cellSize: 1,
                columns: columns, rows: rows))
        return SurfaceSampler(raster: Raster(grid: grid, values: values))
    }

    @Test(arguments: [
        (0.5, 0.5, 0.0), (1.5, 0.5, 10), (0.5, 1.5, 20), (1.5, 1.5, 30), (1, 0.5, 5), (0.5, 1, 10), (1, 1, 15),
        (0, 0, 0), (2, 2, 30), (0.75, 1.25, 17.5),
    ])
    func valuesBetweenCentresAreBilinear(column: Double, row: Double, expected: Float) throws {
        let sampler = try sampler([0, 10, 20, 30], columns: 2, rows: 2)
        #expect(abs(sampler.value(column: column, row: row) - expected) < 1e-5)
    }

    @Test func marksAreNotBlended() throws {
        var sampler = try sampler([0, 10, 20, 30], columns: 2, rows: 2)
        sampler.isBlended = false
        #expect(
            [(0.9, 0.1), (1.1, 0.1), (0.1, 1.9), (2, 2)].map { sampler.value(column: $0.0, row: $0.1) } == [
                0, 10, 20, 30,
            ])
        #expect(sampler.value(column: 2.1, row: 1).isNaN)
    }

    @Test func outsideThereIsNothing() throws {
        let sampler = try sampler([1], columns: 1, rows: 1)
        #expect(sampler.value(column: 0.2, row: 0.9) == 1)
        for (column, row) in [(-0.1, 0.5), (1.1, 0.5), (0.5, -0.1), (0.5, 1.1)] {
            #expect(sampler.value(column: column, row: row).isNaN)
        }
    }

    @Test func aKnownNeighbourReachesIntoAnEmptyCellAndNoFurther() throws {
        let sampler = try sampler([.nan, .nan, 8], columns: 3, rows: 1)
        #expect(sampler.value(column: 2.5, row: 0.5) == 8)
        #expect(sampler.value(column: 1.6, row: 0.5) == 8)
        #expect(sampler.value(column: 0.9, row: 0.5).isNaN)
    }

    /// A surface that is level at the top of its style must not leave the range by a rounding step.
    @Test func staysWithinTheCornersWhereTheSurfaceIsLevel() throws {
        let grid = try #require(
            Grid(crs: .webMercator, originX: 0, originY: 3, cellSize: 1, columns: 3, rows: 3))
        for level in [Float(100), 0.1, 33.3, 1.187383] {
            let sampler = SurfaceSampler(raster: Raster(grid: grid, filledWith: level))
            for step in 0..<300 {
                let position = Double(step) / 100
                #expect(sampler.value(column: position, row: 2.9 - position * 0.9) == level)
            }
        }
    }
}

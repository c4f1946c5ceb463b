// SPDX-License-Identifier: Apache-2.0

import Geo
import TestSupport
import Testing

@testable import Zones

@Suite struct ZonalStatisticsTests {
    let grid = unitGrid(columns: 2, rows: 2)
    var raster: Raster<Float> { Raster(grid: grid, values: [10, 20, 30, 90]) }
    let zone = AreaFootprint(indices: [0, 1, 3], fractions: [1, 0.5, 0.5])

    @Test func momentsByHand() {
        let statistics = ZonalStatistics(of: raster, over: zone)
        #expect(statistics.weight == 2)
        #expect(statistics.sum == 65)
        #expect(statistics.mean == 32.5)
        #expect(statistics.minimum == 10)
        #expect(statistics.maximum == 90)
        // Mean of squares (100 + 200 + 4050) / 2 = 2175, less 32.5^2 = 1056.25.
        #expect(abs(statistics.standardDeviation - 1118.75.squareRoot()) < 1e-12)
        #expect(statistics.missingShare == 0)
    }

    @Test func classesAreHalfOpenAndTheTopOneClosed() {
        let values = Raster<Float>(grid: grid, values: [20, 19.999, 100, 0])
        let all = AreaFootprint(indices: [0, 1, 2, 3], fractions: [1, 1, 1, 1])
        let shares = ZonalStatistics(of: values, over: all, breaks: [0, 20, 40, 60, 80, 100]).classShares
        #expect(shares == [0.5, 0.25, 0, 0, 0.25])
    }

    @Test func noDataIsLeftOutAndCounted() {
        let values = Raster<Float>(grid: grid, values: [.nan, 20, 30, 40])
        let statistics = ZonalStatistics(of: values, over: zone)
        #expect(statistics.mean == 30)
        #expect(statistics.missingShare == 0.5)
        let nothing = ZonalStatistics(of: values, over: AreaFootprint(indices: [0], fractions: [1]))
        #expect(nothing.mean.isNaN && nothing.minimum.isNaN && nothing.standardDeviation.isNaN)
        #expect(nothing.missingShare == 1)
    }

    @Test func rowWeightsCountCellsByTheirTrueArea() {
        let all = AreaFootprint(indices: [0, 1, 2, 3], fractions: [1, 1, 1, 1])
        let statistics = ZonalStatistics(of: raster, over: all, rowWeights: [1, 3])
        #expect(statistics.weight == 8)
        #expect(statistics.mean == 48.75)  // (10 + 20 + 3 (30 + 90)) / 8
    }

    @Test func quantilesByHand() {
        // Weights 1, 0.5, 0.5 for 10, 20, 90: half of the area is at or below 10, three quarters at or below 20.
        let quantiles = ZonalQuantiles.values(of: raster, over: zone, at: [0, 0.5, 0.51, 0.75, 0.9, 1])
        #expect(quantiles == [10, 10, 20, 20, 90, 90])
        let none = ZonalQuantiles.values(of: raster, over: AreaFootprint(indices: [], fractions: []), at: [0.5])
        #expect(none[0].isNaN)
    }

    @Test func smallSpreadOnALargeMeanDoesNotCancel() {
        let values = Raster<Float>(grid: grid, values: [1e6, 1e6 + 1, 1e6, 1e6 + 1])
        let all = AreaFootprint(indices: [0, 1, 2, 3], fractions: [1, 1, 1, 1])
        #expect(abs(ZonalStatistics(of: values, over: all).standardDeviation - 0.5) < 1e-9)
    }

    @Test func mercatorRowsShrinkWithTheSquaredCosine() {
        // One row of 1 m at the equator and one at y = 4,000,000 m, latitude 33.8 degrees.
        let equator = Grid(crs: .webMercator, originX: 0, originY: 0.5, cellSize: 1, columns: 1, rows: 1)!
        #expect(abs(RowWeights.webMercator(equator)[0] - 1) < 1e-9)
        let north = Grid(crs: .webMercator, originX: 0, originY: 4_000_000, cellSize: 1000, columns: 1, rows: 1)!
        // cos^2 of atan(sinh(3,999,500 / 6,378,137)) = 1 / cosh^2(0.627064...) = 0.69084.
        #expect(abs(RowWeights.webMercator(north)[0] - 0.690_84) < 2e-5)
    }

    @Test func geographicRowsShrinkWithTheCosine() {
        let weights = RowWeights.geographic(north: 38, south: 29, rows: 9)
        #expect(abs(weights[0] - 0.793_34) < 2e-4)  // cos 37.5 = 0.79335
        #expect(abs(weights[8] - 0.870_35) < 2e-4)  // cos 29.5 = 0.87036
    }

    @Test(arguments: 0..<12)
    func theFastWayAgreesWithTheFootprint(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let grid = unitGrid(columns: 83, rows: 61)
        var values = (0..<grid.count).map { _ in Float.random(in: 5...9, using: &random) }
        for _ in 0..<200 { values[Int.random(in: 0..<grid.count, using: &random)] = .nan }
        let raster = Raster(grid: grid, values: values)
        let weights = (0..<61).map { 1 + Double($0) / 100 }
        let areas = (0..<3).map { _ in
            let corners = Int.random(in: 3...50, using: &random)
            let x = Double.random(in: 10...70, using: &random), y = Double.random(in: 10...50, using: &random)
            return polygon(
                (0..<corners).map { corner in
                    let radius = Double.random(in: 3...45, using: &random)
                    let direction = Direction.unit(Double(corner) / Double(corners))
                    return (x + radius * direction.x, y + radius * direction.y)
                })
        }
        for (area, fast) in zip(areas, ZonalStatistics.summaries(of: raster, over: areas, rowWeights: weights)) {
            let footprint = Coverage.footprint(of: area, on: grid)
            let slow = ZonalStatistics(of: raster, over: footprint, rowWeights: weights)
            #expect(abs(fast.weight / slow.weight - 1) < 1e-7)
            #expect(abs(fast.sum / slow.sum - 1) < 1e-7)
            #expect(fast.minimum == slow.minimum && fast.maximum == slow.maximum)
            #expect(abs(fast.standardDeviation / slow.standardDeviation - 1) < 1e-6)
            #expect(abs(fast.missingShare - slow.missingShare) < 1e-7)
        }
    }

    @Test func anAreaElsewhereHasNoStatistics() {
        let statistics = ZonalStatistics(of: raster, over: polygon([(7, 7), (8, 7), (8, 8)]))
        #expect(statistics.weight == 0 && statistics.mean.isNaN)
    }
}

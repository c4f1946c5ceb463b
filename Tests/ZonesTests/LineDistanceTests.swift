// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Zones

@Suite struct LineDistanceTests {
    @Test func distancesByHand() {
        let grid = unitGrid(columns: 4, rows: 1)  // centres (0.5, 0.5) ... (3.5, 0.5)
        let line = [PlanarPoint(x: 1.5, y: 0.5), PlanarPoint(x: 1.5, y: 9)]
        let measured = LineDistance(lines: [line], grid: grid)
        #expect(measured.distance.values == [1, 0, 1, 2])
        #expect(measured.nearest.values == [0, 0, 0, 0])
    }

    @Test func theNearestLineIsNamedAndTheFirstWinsATie() {
        let grid = unitGrid(columns: 3, rows: 1)
        let left = [PlanarPoint(x: 0.5, y: 0), PlanarPoint(x: 0.5, y: 1)]
        let right = [PlanarPoint(x: 2.5, y: 0), PlanarPoint(x: 2.5, y: 1)]
        let measured = LineDistance(lines: [left, right], ids: [70, 80], grid: grid)
        #expect(measured.nearest.values == [70, 70, 80])
        #expect(measured.distance.values == [0, 1, 0])
    }

    @Test func withoutLinesEverythingIsInfinitelyFar() {
        let grid = unitGrid(columns: 2, rows: 2)
        let measured = LineDistance(lines: [], grid: grid)
        #expect(measured.distance.values.allSatisfy { $0 == .infinity })
        #expect(measured.nearest.values.allSatisfy { $0 == -1 })
    }

    @Test func aLineOfOnePointIsAPoint() {
        let grid = unitGrid(columns: 1, rows: 1)
        let measured = LineDistance(lines: [[PlanarPoint(x: 3.5, y: 4.5)]], grid: grid)
        #expect(measured.distance.values == [5])
    }

    @Test(arguments: 0..<6)
    func tilesAgreeWithMeasuringEverySegment(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let grid = unitGrid(columns: 61, rows: 45)
        let lines = (0..<12).map { _ in
            (0..<Int.random(in: 1...9, using: &random)).map { _ in
                PlanarPoint(
                    x: Double.random(in: -20...80, using: &random), y: Double.random(in: -20...60, using: &random))
            }
        }
        let measured = LineDistance(lines: lines, grid: grid)
        let segments = LineSegment.all(of: lines, ids: nil)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let center = grid.center(column: column, row: row)
                let best = segments.map { $0.squaredDistance(to: center) }.min()!.squareRoot()
                #expect(abs(Double(measured.distance[column: column, row: row]) - best) < 1e-4)
            }
        }
    }
}

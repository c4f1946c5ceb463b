// SPDX-License-Identifier: Apache-2.0

import Geo
import TestSupport
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
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let center = grid.center(column: column, row: row)
                let best = ReferenceDistance.nearest(to: center, of: lines)
                #expect(abs(Double(measured.distance[column: column, row: row]) - best) < 2e-5)
            }
        }
        #expect(LineDistance(lines: lines, grid: grid, threads: 3).distance == measured.distance)
    }

    @Test func geographicDistancesAgreeWithTheGeodesic() {
        // Lines over Syria and Iraq; the truth is the geodesic to closely set points of the lines.
        let lines = [
            [PlanarPoint(x: 36.3, y: 33.5), PlanarPoint(x: 40.1, y: 35.3), PlanarPoint(x: 44.4, y: 33.3)],
            [PlanarPoint(x: 43.1, y: 36.3), PlanarPoint(x: 47.8, y: 30.5)],
        ]
        let extent = Extent(minX: 36, minY: 29, maxX: 49, maxY: 38)!
        let (distance, nearest) = LineDistance.geographic(
            lines: lines, ids: [5, 6], extent: extent, columns: 40, rows: 30)
        for cell in stride(from: 0, to: 1200, by: 7) {
            let center = PlanarPoint(
                x: 36 + (Double(cell % 40) + 0.5) * 13 / 40, y: 38 - (Double(cell / 40) + 0.5) * 9 / 30)
            let truths = lines.map { ReferenceDistance.geodesic(from: center, to: $0) }
            let truth = truths.min()!
            guard truth > 2000 else { continue }
            #expect(abs(Double(distance[cell]) / truth - 1) < 0.002)
            if abs(truths[0] - truths[1]) > 0.01 * truth { #expect(nearest[cell] == (truths[0] < truths[1] ? 5 : 6)) }
        }
    }
}

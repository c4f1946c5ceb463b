// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import Testing

@testable import Scoring

func testGrid(columns: Int, rows: Int, cellSize: Double = 5000) -> Grid {
    Grid(
        crs: CoordinateReferenceSystem("test plane"), originX: 0, originY: Double(rows) * cellSize, cellSize: cellSize,
        columns: columns, rows: rows)!
}

@Suite struct ScoreScaleTests {
    @Test func scoresByHand() throws {
        let scale = try ScoreScale(reference: 1, percentile99: 7)
        // ln(1 + 7) = 3 ln 2, so 1 scores a third and 3 two thirds.
        #expect(scale.score(of: 0) == 0)
        #expect(abs(scale.score(of: 1) - 100.0 / 3) < 1e-4)
        #expect(abs(scale.score(of: 3) - 200.0 / 3) < 1e-4)
        #expect(scale.score(of: 7) == 100)
        #expect(scale.score(of: 7e6) == 100)
        #expect(scale.score(of: -1) == 0)
        #expect(scale.score(of: .nan).isNaN)
    }

    @Test func classesAreHalfOpen() {
        let indices = [0, 19.999, 20, 40, 60, 80, 99, 100].map { ScoreScale.classIndex(ofScore: $0) }
        #expect(indices == [0, 0, 1, 2, 3, 4, 4, 4])
        #expect(ScoreScale.classIndex(ofScore: .nan) == nil)
        #expect(ScoreScale.classIndex(ofScore: 100.1) == nil)
    }

    @Test func anchorsComeFromThePositiveCells() throws {
        let grid = testGrid(columns: 103, rows: 1)
        let values = (0...100).map { Float($0 + 1) } + [0, .nan]
        let scale = try ScoreScale(derivedFrom: Raster(grid: grid, values: values))
        #expect(scale.reference == 51)
        #expect(scale.percentile99 == 100)
    }

    @Test func badAnchorsAreRefused() {
        #expect(throws: SurfaceFault.self) { try ScoreScale(reference: 0, percentile99: 1) }
        #expect(throws: SurfaceFault.self) { try ScoreScale(reference: 2, percentile99: 1) }
        #expect(throws: SurfaceFault.self) { try ScoreScale(reference: .nan, percentile99: 1) }
        #expect(throws: SurfaceFault.nothingPositive) {
            try ScoreScale(derivedFrom: Raster(grid: testGrid(columns: 1, rows: 1), values: [0]))
        }
    }
}

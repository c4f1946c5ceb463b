// SPDX-License-Identifier: Apache-2.0

import Geo
import TestSupport
import Testing

@testable import Zones

/// Cells of side 1 with the origin at (0, rows): cell (column, row) covers x in column...column+1.
func unitGrid(columns: Int, rows: Int) -> Grid {
    Grid(
        crs: CoordinateReferenceSystem("test plane"), originX: 0, originY: Double(rows), cellSize: 1, columns: columns,
        rows: rows)!
}

func polygon(_ shell: [(Double, Double)], holes: [[(Double, Double)]] = []) -> MultiPolygon {
    func ring(_ points: [(Double, Double)]) -> [PlanarPoint] {
        (points + [points[0]]).map { PlanarPoint(x: $0.0, y: $0.1) }
    }
    return MultiPolygon([Polygon(shell: ring(shell), holes: holes.map(ring))])
}

func dense(_ footprint: AreaFootprint, _ grid: Grid) -> [Float] {
    var values = [Float](repeating: 0, count: grid.count)
    for (index, fraction) in zip(footprint.indices, footprint.fractions) { values[Int(index)] = fraction }
    return values
}

@Suite struct CoverageTests {
    @Test func aSquareOverFourCellsCoversAQuarterOfEach() {
        let grid = unitGrid(columns: 2, rows: 2)
        let square = polygon([(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5)])
        #expect(dense(Coverage.footprint(of: square, on: grid), grid) == [0.25, 0.25, 0.25, 0.25])
    }

    @Test func aTriangleCoversWhatThePencilSays() {
        // Right triangle (0,0) (2,0) (0,2): the corner cell whole, its two neighbours by half, the far one not at all.
        let grid = unitGrid(columns: 2, rows: 2)
        let triangle = polygon([(0, 0), (2, 0), (0, 2)])
        #expect(dense(Coverage.footprint(of: triangle, on: grid), grid) == [0.5, 0, 1, 0.5])
    }

    @Test(arguments: [false, true], [false, true])
    func directionOfTheRingsDoesNotMatter(reverseShell: Bool, reverseHole: Bool) {
        let grid = unitGrid(columns: 3, rows: 3)
        var shell: [(Double, Double)] = [(0, 0), (3, 0), (3, 3), (0, 3)]
        var hole: [(Double, Double)] = [(1, 1), (1, 2), (2, 2), (2, 1)]
        if reverseShell { shell.reverse() }
        if reverseHole { hole.reverse() }
        let values = dense(Coverage.footprint(of: polygon(shell, holes: [hole]), on: grid), grid)
        #expect(values == [1, 1, 1, 1, 0, 1, 1, 1, 1])
    }

    @Test func partsOutsideTheGridAreCutExactly() {
        let grid = unitGrid(columns: 2, rows: 2)
        // A diamond around (1, 1) with half-diagonal 2 reaches one cell beyond each side; every cell keeps all but
        // its outer corner: |x-1| + |y-1| <= 2 holds everywhere inside the grid.
        let diamond = polygon([(-1, 1), (1, -1), (3, 1), (1, 3)])
        #expect(dense(Coverage.footprint(of: diamond, on: grid), grid) == [1, 1, 1, 1])
        let slanted = polygon([(-2, 0), (2, 0), (2, 2)])
        // The line from (-2,0) to (2,2) enters at x = 0 with y = 1.
        let values = dense(Coverage.footprint(of: slanted, on: grid), grid)
        #expect(values == [0.25, 0.75, 1, 1])
    }

    @Test func nothingIsCoveredByWhatLiesElsewhereOrIsEmpty() {
        let grid = unitGrid(columns: 2, rows: 2)
        #expect(Coverage.footprint(of: polygon([(5, 5), (6, 5), (6, 6)]), on: grid).isEmpty)
        #expect(Coverage.footprint(of: MultiPolygon([]), on: grid).isEmpty)
        #expect(Coverage.footprint(of: polygon([(1, 1), (1, 1), (1, 1)]), on: grid).isEmpty)
    }

    @Test(arguments: 0..<40)
    func randomPolygonsAgreeWithClippingEachCell(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let grid = unitGrid(columns: 9, rows: 7)
        // Star-shaped around a centre, so that it does not cross itself; some reach outside.
        let center = (x: Double.random(in: 1...8, using: &random), y: Double.random(in: 1...6, using: &random))
        let corners = Int.random(in: 3...40, using: &random)
        let shell = (0..<corners).map { corner in
            let radius = Double.random(in: 0.1...5, using: &random)
            let direction = Direction.unit(Double(corner) / Double(corners))
            return (center.x + radius * direction.x, center.y + radius * direction.y)
        }
        expectClippedShares(of: polygon(shell), on: grid)
    }

    @Test(arguments: 0..<8)
    func detailedBordersAgreeWithClippingEachCell(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let grid = unitGrid(columns: 20, rows: 16)
        // Edges of about a cell, all inside but for the odd seeds, whose border leaves the grid in the east.
        let shell = (0..<100).map { corner in
            let radius = Double.random(in: 5...7.5, using: &random)
            let direction = Direction.unit(Double(corner) / 100)
            return (10 + Double(seed % 2 * 5) + radius * direction.x, 8 + radius * direction.y)
        }
        expectClippedShares(of: polygon(seed < 4 ? shell : shell.reversed()), on: grid)
    }

    @Test(arguments: [false, true])
    func bordersThroughCornersOfCellsAgreeWithClipping(reverse: Bool) {
        // A diamond that fills the grid: its corners, two per cell, lie on the grid's sides, on corners of cells and in
        // their middles; then a square whose corners all lie on lines between cells.
        let steps = (0..<16).map { Double($0) / 2 }
        var diamond = steps.map { (8 + $0, $0) } + steps.map { (16 - $0, 8 + $0) }
        diamond += steps.map { (8 - $0, 16 - $0) } + steps.map { ($0, 8 - $0) }
        var square = steps.map { (4 + $0, 4.0) } + steps.map { (12.0, 4 + $0) }
        square += steps.map { (12 - $0, 12.0) } + steps.map { (4.0, 12 - $0) }
        for shell in [diamond, square] {
            expectClippedShares(of: polygon(reverse ? shell.reversed() : shell), on: unitGrid(columns: 16, rows: 16))
        }
    }

    private func expectClippedShares(of area: MultiPolygon, on grid: Grid) {
        let values = dense(Coverage.footprint(of: area, on: grid), grid)
        for cell in 0..<grid.count {
            let expected = ReferenceCoverage.share(of: area.polygons[0].shell, grid: grid, cell: cell)
            #expect(abs(Double(values[cell]) - expected) < 1e-6)
        }
    }

    @Test func footprintIndicesAscend() {
        let grid = unitGrid(columns: 100, rows: 3)
        let area = polygon([(0.2, 0.1), (99.7, 0.3), (80, 2.8), (3, 2.2)])
        let indices = Coverage.footprint(of: area, on: grid).indices
        #expect(zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 })
        #expect(abs(Coverage.footprint(of: area, on: grid).cellCount - 206.355) < 1e-4)
    }
}

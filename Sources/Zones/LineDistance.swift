// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Distance of each cell's centre to the nearest of some lines, in the grid's plane.
public struct LineDistance: Sendable {
    /// Metres; infinite where there is no line at all.
    public let distance: Raster<Float>
    /// Id of the nearest line, or its position when no ids were given; -1 where there is none. Of lines equally near
    /// the first.
    public let nearest: Raster<Int32>

    /// Exact point-to-segment distances. A line of one point counts as that point.
    public init(lines: [[PlanarPoint]], ids: [Int32]? = nil, grid: Grid, threads: Int = 1) {
        let segments = LineSegment.all(of: lines, ids: ids)
        var distance = [Float](repeating: .infinity, count: grid.count)
        var nearest = [Int32](repeating: -1, count: grid.count)
        guard !segments.isEmpty else {
            self.distance = Raster(grid: grid, values: distance)
            self.nearest = Raster(grid: grid, values: nearest)
            return
        }
        let tile = 16
        for row in stride(from: 0, to: grid.rows, by: tile) {
            for column in stride(from: 0, to: grid.columns, by: tile) {
                let cells = CellTile(
                    columns: column..<min(column + tile, grid.columns), rows: row..<min(row + tile, grid.rows))
                cells.measure(segments, grid, &distance, &nearest)
            }
        }
        self.distance = Raster(grid: grid, values: distance)
        self.nearest = Raster(grid: grid, values: nearest)
    }
}

/// A straight piece of a line.
struct LineSegment {
    let start: PlanarPoint
    let end: PlanarPoint
    let line: Int32

    static func all(of lines: [[PlanarPoint]], ids: [Int32]?) -> [LineSegment] {
        lines.enumerated().flatMap { position, line -> [LineSegment] in
            let id = ids?[position] ?? Int32(position)
            if line.count == 1 { return [LineSegment(start: line[0], end: line[0], line: id)] }
            return zip(line, line.dropFirst()).map { LineSegment(start: $0, end: $1, line: id) }
        }
    }

    func squaredDistance(to point: PlanarPoint) -> Double {
        let dx = end.x - start.x, dy = end.y - start.y
        let px = point.x - start.x, py = point.y - start.y
        let length = dx * dx + dy * dy
        let along = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
        let x = px - along * dx, y = py - along * dy
        return x * x + y * y
    }
}

private struct CellTile {
    let columns: Range<Int>
    let rows: Range<Int>

    /// Only segments that are nearer to the tile's centre than the nearest one plus the tile's diameter can be the
    /// nearest of any of its cells.
    func measure(_ segments: [LineSegment], _ grid: Grid, _ distance: inout [Float], _ nearest: inout [Int32]) {
        let first = grid.center(column: columns.lowerBound, row: rows.lowerBound)
        let last = grid.center(column: columns.upperBound - 1, row: rows.upperBound - 1)
        let middle = PlanarPoint(x: (first.x + last.x) / 2, y: (first.y + last.y) / 2)
        let dx = last.x - first.x, dy = last.y - first.y
        let diameter = (dx * dx + dy * dy).squareRoot()
        let all = segments.map { $0.squaredDistance(to: middle).squareRoot() }
        let limit = (all.min() ?? 0) + diameter * (1 + 1e-12)
        let near = zip(segments, all).filter { $1 <= limit }.map(\.0)
        for row in rows {
            for column in columns {
                let center = grid.center(column: column, row: row)
                var best = Double.infinity, line: Int32 = -1
                for segment in near {
                    let squared = segment.squaredDistance(to: center)
                    if squared < best { (best, line) = (squared, segment.line) }
                }
                distance[grid.index(column: column, row: row)] = Float(best.squareRoot())
                nearest[grid.index(column: column, row: row)] = line
            }
        }
    }
}

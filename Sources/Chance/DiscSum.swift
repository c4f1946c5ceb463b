// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Sums over the cells within a distance of each cell's centre, cells on the rim by the share of their area inside.
public struct DiscSum: Sendable {
    /// Radius in metres.
    public let radius: Meters
    /// For each row offset, the share of each cell inside the disc by column offset, from `-reach` to `reach`.
    let stencil: [[Float]]
    /// Rows and columns to either side.
    let reach: Int

    /// Sub-cells along a side of a cell that decide its share.
    private static let subcells = 10

    /// - Parameter cellSize: side of a cell in metres.
    public init(radius: Meters, cellSize: Double) {
        self.radius = radius
        let cells = radius.value / cellSize
        let reach = Int(checked: (cells + 0.5).rounded(.down)) ?? 0
        stencil = (-reach...reach).map { row in
            (-reach...reach).map { column in Self.share(column: column, row: row, radius: cells) }
        }
        self.reach = reach
    }

    private static func share(column: Int, row: Int, radius: Double) -> Float {
        var inside = 0
        for y in 0..<subcells {
            for x in 0..<subcells {
                let dx = Double(column) - 0.5 + (Double(x) + 0.5) / Double(subcells)
                let dy = Double(row) - 0.5 + (Double(y) + 0.5) / Double(subcells)
                if dx * dx + dy * dy <= radius * radius { inside += 1 }
            }
        }
        return Float(inside) / Float(subcells * subcells)
    }

    /// The disc in cells.
    public var cellCount: Double { stencil.reduce(0) { $0 + $1.reduce(0) { $0 + Double($1) } } }

    /// The sum around each cell of a field of one value per cell.
    public func sums(_ field: [Float], on grid: Grid) -> [Float] {
        var sums = [Float](repeating: 0, count: field.count)
        field.withUnsafeBufferPointer { field in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in 0..<grid.rows {
                    for offset in max(-reach, -row)...min(reach, grid.rows - 1 - row) {
                        add(field, from: row + offset, stencil[offset + reach], to: sums, row: row, grid.columns)
                    }
                }
            }
        }
        return sums
    }

    /// Adds one row of the stencil to one row of sums.
    private func add(
        _ field: UnsafeBufferPointer<Float>, from source: Int, _ shares: [Float],
        to sums: UnsafeMutableBufferPointer<Float>,
        row: Int, _ columns: Int
    ) {
        for (position, share) in shares.enumerated() where share > 0 {
            let offset = position - reach
            let first = max(0, -offset), last = min(columns, columns - offset)
            guard first < last else { continue }
            for column in first..<last {
                sums[row * columns + column] += share * field[source * columns + column + offset]
            }
        }
    }

    /// The cells around one cell with their shares; those outside of the grid are left out.
    public func cells(around cell: Int, on grid: Grid) -> [(cell: Int, share: Double)] {
        let (centerRow, centerColumn) = cell.quotientAndRemainder(dividingBy: grid.columns)
        var cells: [(cell: Int, share: Double)] = []
        for row in max(0, centerRow - reach)...min(grid.rows - 1, centerRow + reach) {
            for column in max(0, centerColumn - reach)...min(grid.columns - 1, centerColumn + reach) {
                let share = stencil[row - centerRow + reach][column - centerColumn + reach]
                if share > 0 { cells.append((grid.index(column: column, row: row), Double(share))) }
            }
        }
        return cells
    }
}

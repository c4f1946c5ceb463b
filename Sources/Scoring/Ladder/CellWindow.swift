// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// The rectangle of cells around some cells.
struct CellWindow {
    let grid: Grid
    let rows: Range<Int>, columns: Range<Int>

    init(of cells: [Int], grid: Grid) {
        self.grid = grid
        let rows = cells.map { $0 / grid.columns }, columns = cells.map { $0 % grid.columns }
        self.rows = (rows.min() ?? 0)..<(rows.max() ?? -1) + 1
        self.columns = (columns.min() ?? 0)..<(columns.max() ?? -1) + 1
    }

    /// The rectangle around the cells that hold something.
    init(grid: Grid, where holds: (Int) -> Bool) {
        self.grid = grid
        var top = grid.rows, bottom = 0, left = grid.columns, right = 0
        for row in 0..<grid.rows {
            let line = row * grid.columns..<(row + 1) * grid.columns
            guard let first = line.first(where: holds), let last = line.last(where: holds) else { continue }
            (top, bottom) = (min(top, row), row + 1)
            (left, right) = (min(left, first - line.lowerBound), max(right, last - line.lowerBound + 1))
        }
        rows = min(top, bottom)..<bottom
        columns = min(left, right)..<right
    }

    var count: Int { rows.count * columns.count }

    /// The rectangle as a grid of its own.
    var asGrid: Grid {
        Grid(
            crs: grid.crs, originX: grid.originX + Double(columns.lowerBound) * grid.cellSize,
            originY: grid.originY - Double(rows.lowerBound) * grid.cellSize, cellSize: grid.cellSize,
            columns: columns.count, rows: rows.count)!  // checked: a part of a grid that has cells
    }

    /// Position within the window.
    func position(of cell: Int) -> Int {
        (cell / grid.columns - rows.lowerBound) * columns.count + cell % grid.columns - columns.lowerBound
    }

    func add(_ value: (Int) -> Double, to sums: inout [Double]) {
        for row in rows {
            for column in columns {
                let cell = grid.index(column: column, row: row)
                sums[position(of: cell)] += value(cell)
            }
        }
    }

    /// Adds the blurred field at the window's cells, times a factor; the field is read as far as the kernel reaches.
    func add<Number: GridNumber>(
        blurred field: UnsafePointer<Number>, _ blur: GridBlur, times factor: Double, to sums: inout [Double]
    ) {
        let reach = blur.taps.count - 1
        let outerRows = max(0, rows.lowerBound - reach)..<min(grid.rows, rows.upperBound + reach)
        let outerColumns = max(0, columns.lowerBound - reach)..<min(grid.columns, columns.upperBound + reach)
        var part: [Number] = []
        part.reserveCapacity(outerRows.count * outerColumns.count)
        for row in outerRows {
            let first = grid.index(column: outerColumns.lowerBound, row: row)
            part.append(contentsOf: UnsafeBufferPointer(start: field + first, count: outerColumns.count))
        }
        let blurred = blur.blurred(part, columns: outerColumns.count, rows: outerRows.count)
        for row in rows {
            for column in columns {
                let inner = (row - outerRows.lowerBound) * outerColumns.count + column - outerColumns.lowerBound
                sums[position(of: grid.index(column: column, row: row))] += factor * Double(blurred[inner])
            }
        }
    }
}

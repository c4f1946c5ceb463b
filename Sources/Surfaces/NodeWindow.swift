// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// A rectangle of lattice nodes: node (line, depth) is `values[(line - firstLine) * stride + (depth - firstDepth)]`.
package struct NodeWindow {
    let firstLine: Int
    let firstDepth: Int
    let lines: Int
    let depth: Int
    let stride: Int
    var values: [Float]

    package init(firstLine: Int, firstDepth: Int, lines: Int, depth: Int) {
        self.firstLine = firstLine
        self.firstDepth = firstDepth
        self.lines = lines
        self.depth = depth
        stride = (depth + 15) / 16 * 16
        values = [Float](repeating: 0, count: lines * stride)
    }

    /// Sum over common nodes of the products of both windows' values.
    package func dot(_ other: NodeWindow) -> Double {
        let lineRange =
            max(
                firstLine, other.firstLine)..<max(
                max(firstLine, other.firstLine), min(firstLine + lines, other.firstLine + other.lines))
        let from = max(firstDepth, other.firstDepth)
        let to = min(firstDepth + depth, other.firstDepth + other.depth)
        guard from < to else { return 0 }
        var total = 0.0
        for line in lineRange {
            let own = (line - firstLine) * stride - firstDepth
            let others = (line - other.firstLine) * other.stride - other.firstDepth
            var sum = 0.0
            for node in from..<to { sum += Double(values[own + node]) * Double(other.values[others + node]) }
            total += sum
        }
        return total
    }

    /// Adds another window that lies inside this one.
    package mutating func add(_ other: NodeWindow) {
        for line in 0..<other.lines {
            let own = (line + other.firstLine - firstLine) * stride + other.firstDepth - firstDepth
            for node in 0..<other.depth { values[own + node] += other.values[line * other.stride + node] }
        }
    }
}

/// Values of a rectangle of cells, row-major, from which nodes are aggregated.
package struct CellBlock {
    package let firstColumn: Int
    package let firstRow: Int
    package let columns: Int
    package let rows: Int
    package var values: [Float]

    /// The smallest block around the cells of a grid that is `gridColumns` wide; the cells ascend.
    package init(indices: [Int32], values cellValues: [Float], gridColumns: Int) {
        var west = Int.max, east = -1
        for index in indices {
            let column = Int(index) % gridColumns
            west = min(west, column)
            east = max(east, column)
        }
        firstColumn = min(west, east)
        firstRow = indices.first.map { Int($0) / gridColumns } ?? 0
        columns = max(0, east - firstColumn + 1)
        rows = indices.isEmpty ? 0 : Int(indices[indices.count - 1]) / gridColumns - firstRow + 1
        values = [Float](repeating: 0, count: columns * rows)
        for (index, value) in zip(indices, cellValues) {
            let (row, column) = Int(index).quotientAndRemainder(dividingBy: gridColumns)
            values[(row - firstRow) * columns + column - firstColumn] = value
        }
    }

    /// All cells of a grid.
    package init(gridColumns: Int, gridRows: Int, values: [Float]) {
        (firstColumn, firstRow, columns, rows) = (0, 0, gridColumns, gridRows)
        self.values = values
    }
}

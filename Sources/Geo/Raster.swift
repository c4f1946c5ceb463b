// SPDX-License-Identifier: Apache-2.0

/// One value per cell of a grid, row-major from the north-west. In a `Raster<Float>` a NaN means "no data".
public struct Raster<Element: Sendable>: Sendable {
    /// The cells.
    public let grid: Grid
    /// `grid.count` values.
    public var values: [Element]

    /// Takes the values as they are; their number must be `grid.count`.
    public init(grid: Grid, values: [Element]) {
        precondition(values.count == grid.count, "a raster holds one value per cell")
        self.grid = grid
        self.values = values
    }

    /// A raster with the same value in each cell.
    public init(grid: Grid, filledWith value: Element) {
        self.init(grid: grid, values: [Element](repeating: value, count: grid.count))
    }

    /// The value of one cell.
    public subscript(column column: Int, row row: Int) -> Element {
        get { values[grid.index(column: column, row: row)] }
        set { values[grid.index(column: column, row: row)] = newValue }
    }
}

extension Raster: Equatable where Element: Equatable {}

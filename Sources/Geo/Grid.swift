// SPDX-License-Identifier: Apache-2.0

/// Square cells over a rectangle of a projected plane, in metres. Row 0 is the northernmost, column 0 the westernmost.
public struct Grid: Sendable, Hashable {
    /// The plane of the cells.
    public let crs: CoordinateReferenceSystem
    /// Western edge of column 0, metres.
    public let originX: Double
    /// Northern edge of row 0, metres.
    public let originY: Double
    /// Side of a cell, metres.
    public let cellSize: Double
    /// Number of columns, at least 1.
    public let columns: Int
    /// Number of rows, at least 1.
    public let rows: Int

    /// Returns nil unless the origin is finite, the cell size is finite and positive, both counts are positive, and
    /// the cells cover a rectangle of finite size.
    public init?(
        crs: CoordinateReferenceSystem, originX: Double, originY: Double, cellSize: Double, columns: Int, rows: Int
    ) {
        guard originX.isFinite, originY.isFinite, cellSize.isFinite, cellSize > 0, columns > 0, rows > 0,
            // A cell that the origin's digits cannot tell from nothing makes no rectangle.
            Extent(
                minX: originX, minY: originY - Double(rows) * cellSize, maxX: originX + Double(columns) * cellSize,
                maxY: originY) != nil
        else { return nil }
        self.crs = crs
        self.originX = originX
        self.originY = originY
        self.cellSize = cellSize
        self.columns = columns
        self.rows = rows
    }

    /// The smallest grid that covers the extent, its edges snapped to whole multiples of the cell size, so that two
    /// builds with the same cell share their cells. Nil when the cell is not positive or the grid would exceed
    /// `Int32.max` columns or rows.
    public init?(crs: CoordinateReferenceSystem, covering extent: Extent, cellSize: Double) {
        guard cellSize.isFinite, cellSize > 0 else { return nil }
        let west = (extent.minX / cellSize).rounded(.down), east = (extent.maxX / cellSize).rounded(.up)
        let south = (extent.minY / cellSize).rounded(.down), north = (extent.maxY / cellSize).rounded(.up)
        guard east - west < 2_147_483_647, north - south < 2_147_483_647, let columns = Int(checked: east - west),
            let rows = Int(checked: north - south)
        else { return nil }
        self.init(
            crs: crs, originX: west * cellSize, originY: north * cellSize, cellSize: cellSize, columns: columns,
            rows: rows)
    }

    /// Number of cells.
    public var count: Int { columns * rows }
    /// Area of one cell in square kilometres (true on an equal-area plane).
    public var cellAreaSquareKilometers: Double { cellSize * cellSize / 1e6 }
    /// The rectangle that the cells cover.
    public var extent: Extent {
        Extent(
            minX: originX, minY: originY - Double(rows) * cellSize,
            maxX: originX + Double(columns) * cellSize, maxY: originY)!  // checked: by the initializer
    }

    /// Centre of the cell; the indices are not checked.
    public func center(column: Int, row: Int) -> PlanarPoint {
        PlanarPoint(
            x: originX + (Double(column) + 0.5) * cellSize, y: originY - (Double(row) + 0.5) * cellSize)
    }

    /// Column and row of the cell that holds the point; nil outside. A point on a shared edge belongs to the cell
    /// east and south of it.
    public func cell(at point: PlanarPoint) -> (column: Int, row: Int)? {
        let column = ((point.x - originX) / cellSize).rounded(.down)
        let row = ((originY - point.y) / cellSize).rounded(.down)
        guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return nil }
        return (Int(column), Int(row))  // checked: below the counts
    }

    /// Position of the cell in row-major order.
    public func index(column: Int, row: Int) -> Int { row * columns + column }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// A grid whose lower left corner is the origin of its plane.
func testGrid(columns: Int, rows: Int, cellSize: Double = 5000) -> Grid {
    Grid(
        crs: CoordinateReferenceSystem("test plane"), originX: 0, originY: Double(rows) * cellSize, cellSize: cellSize,
        columns: columns, rows: rows)!
}

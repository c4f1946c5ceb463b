// SPDX-License-Identifier: Apache-2.0

import Geo

/// A rectangle, counter-clockwise from the south-west.
func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> [PlanarPoint] {
    [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)].map { PlanarPoint(x: $0.0, y: $0.1) }
}

/// An area of one rectangle.
func square(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
    MultiPolygon([Polygon(shell: rectangle(minX, minY, maxX, maxY))])
}

/// Unit cells with the south-western corner in the origin of a Mercator plane.
func unitGrid(columns: Int, rows: Int, cellSize: Double = 1) -> Grid {
    Grid(
        crs: .webMercator, originX: 0, originY: Double(rows) * cellSize, cellSize: cellSize, columns: columns,
        rows: rows)!
}

/// A raster from its rows, north first.
func raster(_ rows: [[Float]], cellSize: Double = 1) -> Raster<Float> {
    Raster(
        grid: unitGrid(columns: rows[0].count, rows: rows.count, cellSize: cellSize), values: rows.flatMap { $0 })
}

/// Whether two rasters have the same bits, NaN included.
func sameBits(_ a: [Float], _ b: [Float]) -> Bool { a.map(\.bitPattern) == b.map(\.bitPattern) }

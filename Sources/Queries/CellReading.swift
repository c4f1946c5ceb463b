// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import Places
import Zones

extension BuildReading {
    /// The value of a layer in the cell that holds a point of its plane, from the file alone; nil outside, where there is none,
    /// and where the build has no such layer.
    /// - Throws: `GeoIOError` when the file cannot be read.
    func value(of layer: SurfaceLayer, at point: PlanarPoint) throws -> Float? {
        try file(of: layer).flatMap { try RasterFile(path: $0.path).value(at: point) }
    }

    /// The mean of the relative risk over an area of the raster's plane, from the cells around it alone; nil where none of it
    /// is assessed.
    /// - Throws: `GeoIOError` when the file cannot be read.
    func relativeRisk(over area: MultiPolygon) throws -> Double? {
        guard let extent = area.extent, let path = file(of: .relativeRisk)?.path else { return nil }
        let file = try RasterFile(path: path), grid = file.grid
        func position(_ length: Double, _ count: Int) -> Int {
            min(count - 1, max(0, Int(checked: (length / grid.cellSize).rounded(.down)) ?? 0))
        }
        guard extent.intersects(grid.extent) else { return nil }
        let left = position(extent.minX - grid.originX, grid.columns)
        let right = position(extent.maxX - grid.originX, grid.columns)
        let top = position(grid.originY - extent.maxY, grid.rows)
        let bottom = position(grid.originY - extent.minY, grid.rows)
        let window = RasterWindow(column: left, row: top, columns: right - left + 1, rows: bottom - top + 1)
        guard
            let part = Grid(
                crs: grid.crs, originX: grid.originX + Double(left) * grid.cellSize,
                originY: grid.originY - Double(top) * grid.cellSize, cellSize: grid.cellSize, columns: window.columns,
                rows: window.rows)
        else { return nil }
        let raster = Raster(grid: part, values: try file.read(window))
        let cells = Coverage.footprint(of: area, on: part).orCell(of: area, on: part)
        return ZoneFigures(
            zone: cells, relativeRisk: raster, intensity: raster, rowWeights: RowWeights.webMercator(part)
        )?.relativeRisk
    }
}

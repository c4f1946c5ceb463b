// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo

/// Draws the hatch over cells whose evidence is thin, as lines that begin and end where these do.
struct HatchPainter {
    private let sampler: SurfaceSampler
    private let plane: MapPlane

    /// High bound over low bound (P95 / P05) above which evidence is thin.
    static let threshold: Float = 10
    /// Distance of two looks along a line, in units of the sheet.
    private static let step = 1.5

    init(doubt: Raster<Float>, plane: MapPlane) {
        sampler = SurfaceSampler(raster: doubt)
        self.plane = plane
    }

    /// The caller has clipped.
    func draw(on canvas: Canvas) {
        let frame = plane.frame, spacing = MapInks.doubtSpacing
        var start = ((frame.x - frame.height) / spacing).rounded(.down) * spacing
        while start < frame.maxX {
            draw(from: start, on: canvas)
            start += spacing
        }
        canvas.strokePath(MapInks.doubt)
    }

    /// A rising line that begins at the foot of the frame.
    private func draw(from start: Double, on canvas: Canvas) {
        let frame = plane.frame
        var along = max(0, frame.x - start), begin: Double?
        let end = min(frame.height, frame.maxX - start)
        while along <= end {
            if isThin(x: start + along, y: frame.maxY - along) {
                begin = begin ?? along
            } else if let from = begin {
                trace(start, from, along, canvas)
                begin = nil
            }
            along += Self.step
        }
        if let from = begin { trace(start, from, end, canvas) }
    }

    private func trace(_ start: Double, _ from: Double, _ to: Double, _ canvas: Canvas) {
        let foot = plane.frame.maxY
        canvas.trace([[PlanarPoint(x: start + from, y: foot - from), PlanarPoint(x: start + to, y: foot - to)]])
    }

    private func isThin(x: Double, y: Double) -> Bool {
        let grid = sampler.raster.grid, point = plane.plane(x: x, y: y)
        let value = sampler.value(
            column: (point.x - grid.originX) / grid.cellSize, row: (grid.originY - point.y) / grid.cellSize)
        return value > Self.threshold
    }

    /// Whether any cell is hatched.
    static func isNeeded(for doubt: Raster<Float>) -> Bool { doubt.values.contains { $0 > threshold } }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// Fits the known kernels around every peak of surfaces.
struct KernelSearch {
    let view: OutsiderView
    /// Most peaks of a surface that are tried.
    var limit = 150

    /// A fit that leaves more than this share of the variation to chance has found no event.
    private static let mostUnexplained = 0.2
    /// Cells of one fit; of a larger neighbourhood every second, third ... is taken.
    private static let cellsAcross = 21

    /// Positions of the fits; of several laws the one that fits better.
    func positions(in surfaces: [Raster<Float>]) throws -> [Coordinate] {
        // Cells blur an event (a mean over a square), and so does warping them (a triangle's weights).
        let blur = view.cellSize * view.cellSize * (1.0 / 12 + 1.0 / 6)
        let shapes = view.kernels.lawSigmas.map { KnownKernels.Shape(view.kernels, lawSigma: $0, blur: blur) }
        var found: [PlanarPoint] = []
        for surface in surfaces {
            let transform = try CoordinateTransform(from: surface.grid.crs, to: view.plane)
            for peak in LocalMaxima.peaks(of: surface, limit: limit) {
                let fits = try shapes.compactMap { shape in
                    try fit(shape, surface, around: peak.point, transform)
                }
                if let best = fits.min(by: { $0.unexplained < $1.unexplained }) { found.append(best.point) }
            }
        }
        return try Degrees.coordinates(of: found, in: view.plane)
    }

    private func fit(
        _ shape: KnownKernels.Shape, _ surface: Raster<Float>, around peak: PlanarPoint,
        _ transform: CoordinateTransform
    ) throws -> KernelFit.Result? {
        let start = try transform.transform(peak)
        let samples = try samples(surface, around: peak, start: start, reach: shape.reach, transform)
        guard let result = KernelFit(shape: shape, samples: samples).run(from: start),
            result.unexplained < Self.mostUnexplained
        else { return nil }
        return result
    }

    private func samples(
        _ surface: Raster<Float>, around peak: PlanarPoint, start: PlanarPoint, reach: Double,
        _ transform: CoordinateTransform
    ) throws -> [KernelFit.Sample] {
        let grid = surface.grid
        guard let cell = grid.cell(at: peak) else { return [] }
        // A cell of the raster's plane is at most as large on the ground as its number says, and half of it at 60 degrees.
        let span = max(2, Int(checked: (2 * reach / grid.cellSize).rounded(.up)) ?? 2)
        let stride = max(1, 2 * span / Self.cellsAcross)
        var points: [PlanarPoint] = [], values: [Double] = []
        for row in Swift.stride(from: max(0, cell.row - span), through: min(grid.rows - 1, cell.row + span), by: stride)
        {
            for column in Swift.stride(
                from: max(0, cell.column - span), through: min(grid.columns - 1, cell.column + span), by: stride)
            where surface[column: column, row: row].isFinite {
                points.append(grid.center(column: column, row: row))
                values.append(Double(surface[column: column, row: row]))
            }
        }
        guard !points.isEmpty else { return [] }
        return zip(try transform.transform(points), values).compactMap { point, value in
            let (x, y) = (point.x - start.x, point.y - start.y)
            return x * x + y * y <= reach * reach ? KernelFit.Sample(point: point, value: value) : nil
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

/// A lattice of questions about positions, finer than the cells: coarse first, then around what stands out.
struct LatticeAttack: Attack {
    let name = "lattice of point queries"
    private let answers: any QueryAnswers
    private static let starts = 120

    /// Asks these answers.
    init(answers: any QueryAnswers) { self.answers = answers }

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        guard let grid = view.surface(named: view.additive)?.grid else { return [] }
        let coarse = try values(on: grid.lattice(spacing: grid.cellSize))
        var found: [PlanarPoint] = []
        for peak in LocalMaxima.peaks(of: coarse, limit: Self.starts) {
            // Within a cell all answers are alike: the middle of the like answers is that of the cell, and answers a cell
            // apart from it tell where in the cell the peak lies.
            let fine = try values(on: grid.window(around: peak.point, reach: 2, spacing: grid.cellSize / 9))
            let middle = fine.middleOfHighest() ?? peak.point
            let cells = try values(on: grid.window(around: middle, reach: 2, spacing: grid.cellSize))
            found += LocalMaxima.peaks(of: cells, limit: 1).map(\.point)
        }
        return try Degrees.coordinates(of: found, in: grid.crs)
    }

    private func values(on grid: Grid) throws -> Raster<Float> {
        let points = (0..<grid.count).map { grid.center(column: $0 % grid.columns, row: $0 / grid.columns) }
        let degrees = try CoordinateTransform(from: grid.crs, to: .geographic).transform(points)
        let positions = degrees.map { Coordinate(longitude: $0.x, latitude: min(max($0.y, -90), 90)) }
        let asked = positions.compactMap { $0 }
        guard asked.count == positions.count else { return Raster(grid: grid, filledWith: .nan) }
        return Raster(grid: grid, values: try answers.intensities(at: asked).map { $0.map(Float.init) ?? .nan })
    }
}

/// Questions about areas: an area less the same without a part tells the part. Halved until the part is a cell, then
/// tiny areas around it.
struct ZoneAttack: Attack {
    let name = "tiny and complementary areas"
    private let answers: any QueryAnswers
    /// Areas along the longer side of the first round.
    private static let blocksAcross = 48
    private static let starts = 40

    /// Asks these answers.
    init(answers: any QueryAnswers) { self.answers = answers }

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        guard let grid = view.surface(named: view.additive)?.grid else { return [] }
        let toDegrees = try CoordinateTransform(from: grid.crs, to: .geographic)
        let longer = Double(max(grid.columns, grid.rows)) * grid.cellSize
        let side = max(2 * grid.cellSize, longer / Double(Self.blocksAcross))
        let blocks = try values(on: grid.lattice(spacing: side), side: side, toDegrees)
        var found: [PlanarPoint] = []
        for peak in LocalMaxima.peaks(of: blocks, limit: Self.starts) {
            let cell = try descend(from: peak.point, side: side, until: grid.cellSize, toDegrees)
            let window = grid.window(around: cell, reach: 3, spacing: grid.cellSize / 2)
            let tiny = try values(on: window, side: grid.cellSize, toDegrees)
            found += LocalMaxima.peaks(of: tiny, limit: 1).map(\.point)
        }
        return try Degrees.coordinates(of: found, in: grid.crs)
    }

    /// Halves the square around a point towards its highest part, each part told by its complement.
    private func descend(
        from center: PlanarPoint, side: Double, until least: Double, _ toDegrees: CoordinateTransform
    ) throws -> PlanarPoint {
        var center = center, side = 2 * side
        while side > 2 * least {
            guard let whole = try answers.intensity(over: toDegrees.transform(.square(center, side))) else { break }
            var best: (value: Double, center: PlanarPoint)?
            for (x, y) in [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)] {
                let part = PlanarPoint(x: center.x + x * side / 4, y: center.y + y * side / 4)
                let rest = try toDegrees.transform(
                    .square(center, side, without: .square(part, side / 2, without: nil)))
                // Four parts of one size: the whole is a quarter of the part and three quarters of the rest.
                guard let complement = try answers.intensity(over: rest) else { continue }
                let value = 4 * whole - 3 * complement
                if value > best?.value ?? -.infinity { best = (value, part) }
            }
            guard let next = best else { break }
            (center, side) = (next.center, side / 2)
        }
        return center
    }

    private func values(on grid: Grid, side: Double, _ toDegrees: CoordinateTransform) throws -> Raster<Float> {
        let values = try (0..<grid.count).map { index -> Float in
            let center = grid.center(column: index % grid.columns, row: index / grid.columns)
            return try answers.intensity(over: toDegrees.transform(.square(center, side))).map(Float.init) ?? .nan
        }
        return Raster(grid: grid, values: values)
    }
}

extension MultiPolygon {
    /// A square with its centre, less another one that lies inside it.
    fileprivate static func square(_ center: PlanarPoint, _ side: Double, without hole: MultiPolygon? = nil) -> Self {
        let half = side / 2
        let ring = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)].map {
            PlanarPoint(x: center.x + $0.0, y: center.y + $0.1)
        }
        return MultiPolygon([Polygon(shell: ring, holes: hole?.polygons.map { $0.shell.reversed() } ?? [])])
    }
}

extension Grid {
    /// Cells of another size over the same rectangle.
    fileprivate func lattice(spacing: Double) -> Grid {
        Grid(
            crs: crs, originX: originX, originY: originY, cellSize: spacing,
            columns: max(1, Int(checked: extent.width / spacing) ?? 1),
            rows: max(1, Int(checked: extent.height / spacing) ?? 1)) ?? self
    }

    /// Cells of a size around a point, `reach` cells of this grid to either side.
    fileprivate func window(around point: PlanarPoint, reach: Int, spacing: Double) -> Grid {
        let half = Double(reach) * cellSize, count = 2 * (Int(checked: (half / spacing).rounded()) ?? 0) + 1
        let origin = Double(count) * spacing / 2
        return Grid(
            crs: crs, originX: point.x - origin, originY: point.y + origin, cellSize: spacing, columns: count,
            rows: count) ?? self
    }
}

extension Raster<Float> {
    /// The middle of the cells that share the highest value; nil without any.
    fileprivate func middleOfHighest() -> PlanarPoint? {
        guard let highest = values.lazy.filter(\.isFinite).max() else { return nil }
        let cells = values.indices.filter { values[$0] == highest }
        let points = cells.map { grid.center(column: $0 % grid.columns, row: $0 / grid.columns) }
        let count = Double(points.count)
        return PlanarPoint(
            x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    }
}

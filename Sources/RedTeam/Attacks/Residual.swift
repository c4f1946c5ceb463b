// SPDX-License-Identifier: Apache-2.0

import Geo

/// What is left of a surface when known surfaces are taken away.
enum Residual {
    /// The least part of a surface's peak that is more than the accuracy to which surfaces are computed.
    private static let accuracy: Float = 2e-5
    /// Rounds of weighing the cells again by how badly they fit.
    private static let rounds = 15
    /// Cells that are fitted; of more, every second, third ... is taken.
    private static let fittedCells = 10_000
    /// Cells that fit to this part of their value cannot fit better.
    private static let closest = 1e-4

    /// The surface less the known ones, each taken as often as fits most cells best, and less an even floor.
    ///
    /// How often is unknown to an outsider: a surface is scaled by all its events, also those that are not listed. The
    /// sum of the absolute misfits, each in parts of the cell's values, is made least (by reweighted least squares): most
    /// cells then fit exactly, and those that hold an unlisted event stand out, however many squares it would cost.
    static func of(_ surface: Raster<Float>, explained: [Raster<Float>]) -> Raster<Float> {
        let known = explained.filter { $0.grid == surface.grid }
        let cells = surface.values.indices.filter { index in
            surface.values[index].isFinite && known.allSatisfy { $0.values[index].isFinite }
        }
        guard !known.isEmpty, !cells.isEmpty else { return surface }
        let stride = (cells.count + fittedCells - 1) / fittedCells
        let fitted = Swift.stride(from: 0, to: cells.count, by: stride).map { cells[$0] }
        let scales = scales([surface] + known, cells: fitted)
        var misfits = scales
        var factors: [Double] = []
        for _ in 0..<rounds {
            guard let next = fit(surface, known, cells: fitted, scales, misfits) else { break }
            factors = next
            misfits = zip(fitted, scales).map { cell, scale in
                max(abs(left(surface, known, factors, cell)), closest * scale)
            }
        }
        return factors.isEmpty ? surface : remainder(surface, known, factors)
    }

    /// Whether a difference is more than rounding.
    static func saysAnything(_ difference: Raster<Float>, of surface: Raster<Float>) -> Bool {
        let peak = surface.values.lazy.filter(\.isFinite).map(abs).max() ?? 0
        let largest = difference.values.lazy.filter(\.isFinite).map(abs).max() ?? 0
        return largest > accuracy * peak
    }

    /// What a misfit is measured against: the largest of the surfaces, for an event that is gone was in an earlier one.
    private static func scales(_ surfaces: [Raster<Float>], cells: [Int]) -> [Double] {
        let sizes = cells.map { cell in surfaces.reduce(0) { max($0, abs(Double($1.values[cell]))) } }
        let least = max(1e-6 * (sizes.max() ?? 0), .leastNormalMagnitude)
        return sizes.map { max($0, least) }
    }

    private static func fit(
        _ surface: Raster<Float>, _ known: [Raster<Float>], cells: [Int], _ scales: [Double], _ misfits: [Double]
    ) -> [Double]? {
        var equations = LeastSquares(unknowns: known.count + 1)
        for (position, index) in cells.enumerated() {
            let weight = 1 / (scales[position] * misfits[position]).squareRoot()
            equations.add(
                known.map { weight * Double($0.values[index]) } + [weight], weight * Double(surface.values[index]))
        }
        return equations.solution(damping: 1e-9)
    }

    private static func remainder(
        _ surface: Raster<Float>, _ known: [Raster<Float>], _ factors: [Double]
    ) -> Raster<Float> {
        var remainder = surface
        for index in remainder.values.indices {
            remainder.values[index] = Float(left(surface, known, factors, index))
        }
        return remainder
    }

    private static func left(
        _ surface: Raster<Float>, _ known: [Raster<Float>], _ factors: [Double], _ index: Int
    ) -> Double {
        var value = Double(surface.values[index]) - (factors.last ?? 0)
        for position in known.indices { value -= factors[position] * Double(known[position].values[index]) }
        return value
    }
}

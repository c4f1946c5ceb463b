// SPDX-License-Identifier: Apache-2.0

import Geo

/// What is left of a surface when known surfaces are taken away.
enum Residual {
    /// The least part of a surface's peak that is more than the accuracy to which surfaces are computed.
    private static let accuracy: Float = 2e-5
    /// Rounds of leaving out the cells that fit worst.
    private static let rounds = 4

    /// The surface less the known ones, each taken as often as fits most cells best, and less an even floor.
    ///
    /// How often is unknown to an outsider: a surface is scaled by all its events, also those that are not listed.
    /// Cells that fit badly hold such events, so they are left out and the rest is fitted again.
    static func of(_ surface: Raster<Float>, explained: [Raster<Float>]) -> Raster<Float> {
        let known = explained.filter { $0.grid == surface.grid }
        let cells = surface.values.indices.filter { index in
            surface.values[index].isFinite && known.allSatisfy { $0.values[index].isFinite }
        }
        guard !known.isEmpty, !cells.isEmpty else { return surface }
        var used = cells
        var factors: [Double] = []
        for _ in 0..<rounds {
            guard let fitted = fit(surface, known, cells: used) else { return surface }
            factors = fitted
            used = best(cells, in: remainder(surface, known, factors))
        }
        return remainder(surface, known, factors)
    }

    /// Whether a difference is more than rounding.
    static func saysAnything(_ difference: Raster<Float>, of surface: Raster<Float>) -> Bool {
        let peak = surface.values.lazy.filter(\.isFinite).map(abs).max() ?? 0
        let largest = difference.values.lazy.filter(\.isFinite).map(abs).max() ?? 0
        return largest > accuracy * peak
    }

    private static func fit(_ surface: Raster<Float>, _ known: [Raster<Float>], cells: [Int]) -> [Double]? {
        var equations = LeastSquares(unknowns: known.count + 1)
        for index in cells {
            equations.add(known.map { Double($0.values[index]) } + [1], Double(surface.values[index]))
        }
        return equations.solution(damping: 1e-9)
    }

    private static func remainder(
        _ surface: Raster<Float>, _ known: [Raster<Float>], _ factors: [Double]
    ) -> Raster<Float> {
        var left = surface
        for index in left.values.indices {
            var value = Double(surface.values[index]) - (factors.last ?? 0)
            for (raster, factor) in zip(known, factors) { value -= factor * Double(raster.values[index]) }
            left.values[index] = Float(value)
        }
        return left
    }

    /// The nine cells in ten that fit best.
    private static func best(_ cells: [Int], in remainder: Raster<Float>) -> [Int] {
        let sizes = cells.map { abs(remainder.values[$0]) }.sorted()
        guard let bar = sizes.isEmpty ? nil : sizes[min(sizes.count - 1, sizes.count * 9 / 10)] else { return cells }
        let kept = cells.filter { abs(remainder.values[$0]) <= bar }
        return kept.count > 20 ? kept : cells
    }
}

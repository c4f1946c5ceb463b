// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Surfaces

/// How the mass of an imprecise event lies over the cells of its footprint.
struct SpreadLaw {
    /// Where precise events and people are; nil spreads evenly.
    let information: Information?

    /// Densities on the grid of the surface that say where an imprecise event is likelier.
    struct Information {
        /// Mass of precise events per cell, up to a factor.
        let eventDensity: [Float]
        /// Square root of the people per cell.
        let populationRoot: [Float]?
        /// Share that is spread evenly all the same.
        let uniformShare: Double
    }

    /// Shares of the footprint's cells; their sum is 1 to rounding in double precision.
    func shares(of footprint: AreaFootprint) -> [Double] {
        let even = Self.normalized(footprint.fractions.map(Double.init))
        guard let information else { return even }
        var informed = [Double](repeating: 0, count: even.count)
        for density in [information.eventDensity, information.populationRoot].compactMap({ $0 }) {
            let masses = zip(footprint.indices, footprint.fractions).map {
                max(0, Double(density[Int($0)])) * Double($1)
            }
            // Each density is normalised within the area, so that events and people have an equal say there.
            for (cell, share) in Self.normalized(masses).enumerated() { informed[cell] += share }
        }
        let total = informed.reduce(0, +)
        guard total > 0 else { return even }
        let mixed = zip(even, informed).map {
            information.uniformShare * $0 + (1 - information.uniformShare) * $1 / total
        }
        return Self.normalized(mixed)
    }

    /// The values divided by their sum; all zero when the sum is.
    private static func normalized(_ values: [Double]) -> [Double] {
        let sum = values.reduce(0, +)
        return sum > 0 ? values.map { $0 / sum } : values.map { _ in 0 }
    }
}

extension SpreadLaw.Information {
    /// The density of the precise events over all history, and the population; nil when there are too few precise
    /// events to say where imprecise ones are likelier.
    init?(evidence: SurfaceEvidence, precise: PlacedPoints, settings: SurfaceSettings) {
        guard settings.imprecise == .informed, precise.count >= settings.informedMinimumEvents else { return nil }
        let grid = evidence.grid
        var lattice = GaussianLattice(
            columns: (grid.columns, grid.cellSize), rows: (grid.rows, grid.cellSize),
            sigma: GaussianLattice.resolvable(settings.informedBandwidth.value, cellSize: grid.cellSize),
            reading: .mean, accuracy: settings.accuracy)
        lattice.spread(count: precise.count) { range, x, y, mass in
            for index in range {
                let point = precise[index]
                x.append(point.x)
                y.append(point.y)
                mass.append(evidence.events.weights[point.event])
            }
        }
        eventDensity = lattice.surface(threads: settings.threads)
        populationRoot = evidence.population?.values.map { $0 > 0 ? $0.squareRoot() : 0 }
        uniformShare = settings.informedUniformShare
    }
}

extension GaussianLattice {
    /// The bandwidth that a grid can show: a quarter of a cell at least, below which the cell's mean hardly changes
    /// while the lattice would grow without end.
    static func resolvable(_ sigma: Double, cellSize: Double) -> Double { max(sigma, cellSize / 4) }
}

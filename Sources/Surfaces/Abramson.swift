// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bandwidths that shrink where points are dense (Abramson 1982): h0 (f / g)^(-1/2), f being a pilot density with
/// bandwidth h0 at the point and g the geometric mean of f over the points, by weight; at most `cap` times h0, the limit
/// that spatstat sets too.
public enum Abramson {
    /// One bandwidth per point, along x and y in the proportion of the pilot's. The pilot is a Gaussian density over all
    /// points, the point itself included, with the error of the standard setting.
    public static func bandwidths(
        of points: PointMasses, pilot: (x: Double, y: Double), cap: Double = 5, level: InstructionLevel = .current
    ) -> PointBandwidths {
        let densities = GaussianDensities(points, bandwidth: pilot, level: level).values
        var logarithms = 0.0, weights = 0.0
        for (density, weight) in zip(densities, points.weights) where density > 0 && weight > 0 {
            logarithms += weight * log(density)
            weights += weight
        }
        let mean = weights > 0 ? exp(logarithms / weights) : 1
        let factors = densities.map { $0 > 0 ? min(cap, (mean / $0).squareRoot()) : cap }
        return PointBandwidths(x: factors.map { $0 * pilot.x }, y: factors.map { $0 * pilot.y })
    }
}

/// A Gaussian density at the points that make it.
struct GaussianDensities {
    let values: [Double]

    /// Spreads the points to a lattice and reads it off at the same points: either step is one half-kernel.
    init(_ points: PointMasses, bandwidth: (x: Double, y: Double), level: InstructionLevel) {
        guard let west = points.x.min(), let east = points.x.max(), let south = points.y.min(),
            let north = points.y.max()
        else {
            values = []
            return
        }
        var lattice = GaussianLattice(
            columns: (1, max(east - west, bandwidth.x)), rows: (1, max(north - south, bandwidth.y)),
            frame: LatticeFrame(x: west, y: north, northUp: true), sigma: bandwidth.x,
            anisotropy: bandwidth.y / bandwidth.x, reading: .center, accuracy: .standard, level: level)
        lattice.spread(x: points.x, y: points.y, w: points.weights)
        var read = [Double](repeating: 0, count: points.count)
        var nodes = lattice.nodes
        lattice.sample(&nodes, x: points.x, y: points.y, into: &read)
        let alpha = lattice.columns.precision.alpha
        let perAxis = (
            x: 2 * Double.pi * alpha * alpha * lattice.columns.spacing,
            y: 2 * Double.pi * alpha * alpha * lattice.rows.spacing
        )
        values = read.map { $0 / (perAxis.x * perAxis.y) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A Gaussian surface that moves through time. Decay with one half-life multiplies all that has happened by one number,
/// so a step costs the spreading of the points that are new, not of all.
public struct DecayingSurface {
    /// Days after which a point counts half.
    public let halfLifeDays: Double
    /// Days moved so far.
    public private(set) var day = 0.0
    private var lattice: GaussianLattice
    /// The nodes stand for a surface of this many times their size: they are rescaled seldom, so that rounding does not
    /// add up over many steps.
    private var factor = 1.0

    /// An empty surface. The bandwidth is a standard deviation of at least 1.3 cells along x, `anisotropy` the ratio of
    /// that along y to it. Values are densities: a point of weight 1 integrates to 1 when it is new.
    public init(
        window: SurfaceWindow, bandwidth: Double, anisotropy: Double = 1, halfLifeDays: Double,
        accuracy: SurfaceAccuracy = .standard, level: InstructionLevel = .current
    ) throws(ScoringError) {
        try NarrowGaussians.refuse(bandwidth, in: window, anisotropy: anisotropy)
        guard halfLifeDays > 0, halfLifeDays.isFinite else {
            throw .invalidSetting(name: "halfLifeDays", value: halfLifeDays, allowed: "a positive number")
        }
        self.halfLifeDays = halfLifeDays
        lattice = GaussianLattice(
            over: window, sigma: bandwidth, anisotropy: anisotropy, accuracy: accuracy, reach: 6 * bandwidth,
            level: level)
    }

    /// Moves on by some days; all that has happened fades.
    public mutating func advance(byDays days: Double) {
        precondition(days >= 0, "time runs forward")
        day += days
        factor *= exp2(-days / halfLifeDays)
        if factor < 1e-12 { settle() }
    }

    /// Adds points of the current day.
    public mutating func add(_ points: PointMasses, threads: Int = 1) {
        let scale = 1 / factor
        lattice.spread(x: points.x, y: points.y, w: points.weights.map { $0 * scale }, threads: threads)
    }

    /// Writes the surface of the current day.
    public func write(into buffer: SurfaceBuffer, threads: Int = 1) {
        var settled = self
        settled.settle()
        settled.lattice.interpolate(into: buffer.values, stride: buffer.stride, threads: threads)
    }

    private mutating func settle() {
        let factor = Float(factor)
        for node in lattice.nodes.values.indices { lattice.nodes.values[node] *= factor }
        self.factor = 1
    }
}

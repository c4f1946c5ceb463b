// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Surfaces

/// One layer of memory and scale in a stack: how fast events fade and how far they reach.
public struct SurfaceComponent: Sendable, Hashable {
    /// Days after which an event counts half; nil when all of history counts alike.
    public let halfLifeDays: Double?
    /// Standard deviation of the Gaussian kernel.
    public let bandwidth: Meters
    /// Share of the expected events that follows this component, 0 to 1.
    public let share: Double

    /// Takes the parts as they are; `SurfaceStack` checks them.
    public init(halfLifeDays: Double?, bandwidth: Meters, share: Double) {
        self.halfLifeDays = halfLifeDays
        self.bandwidth = bandwidth
        self.share = share
    }
}

/// A mixture of surfaces over half-lives and scales, with a uniform part: the shape of the intensity.
public struct SurfaceStack: Sendable, Hashable {
    /// The components in the order of the configuration.
    public let components: [SurfaceComponent]
    /// Share of the expected events that is spread evenly over the window.
    public let uniformShare: Double

    /// Checks that half-lives and bandwidths are positive, that no share is negative, and that all shares with the
    /// uniform one sum to 1 within 1e-6.
    public init(components: [SurfaceComponent], uniformShare: Double) throws(SurfaceFault) {
        var sum = uniformShare
        for (position, component) in components.enumerated() {
            try Self.check(component, position: position)
            sum += component.share
        }
        guard uniformShare >= 0, (sum - 1).magnitude <= 1e-6 else { throw .sharesDoNotSumToOne(sum: sum) }
        self.components = components
        self.uniformShare = uniformShare
    }

    private static func check(_ component: SurfaceComponent, position: Int) throws(SurfaceFault) {
        if let halfLife = component.halfLifeDays, !(halfLife > 0 && halfLife.isFinite) {
            throw .invalidComponent(position: position, field: "half-life in days", value: halfLife)
        }
        guard component.bandwidth.value > 0, component.bandwidth.value.isFinite else {
            throw .invalidComponent(position: position, field: "bandwidth in metres", value: component.bandwidth.value)
        }
        guard component.share >= 0, component.share.isFinite else {
            throw .invalidComponent(position: position, field: "share", value: component.share)
        }
    }
}

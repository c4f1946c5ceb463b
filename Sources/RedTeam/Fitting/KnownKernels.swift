// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The kernels of a stack as a build publishes them: an attacker knows how one event looks on the surface.
public struct KnownKernels: Sendable {
    /// A part of the stack: its share and its standard deviation in metres.
    public typealias Component = (share: Double, sigma: Double)

    /// Components by half-life: how strongly an event of unknown age shows in each is unknown.
    public let byHalfLife: [[Component]]
    /// Standard deviations of the location law that an event may have, metres: the method's own, and the one by which
    /// earlier versions smoothed restricted events.
    public let lawSigmas: [Double]

    /// - Parameter components: kernels with their half-lives (nil: all history).
    public init(components: [(halfLifeDays: Double?, share: Double, sigma: Double)], lawSigmas: [Double]) {
        let groups = Dictionary(grouping: components) { $0.halfLifeDays ?? .infinity }
        byHalfLife = groups.sorted { $0.key < $1.key }.map { $0.value.map { ($0.share, $0.sigma) } }
        self.lawSigmas = lawSigmas
    }

    /// What one event of mass 1 looks like in each half-life, with its derivative by the squared distance.
    struct Shape {
        private let groups: [[(weight: Double, rate: Double)]]
        /// Beyond this many metres nothing of an event is seen.
        let reach: Double

        /// - Parameter blur: variance that cells and their warping add, square metres.
        init(_ kernels: KnownKernels, lawSigma: Double, blur: Double) {
            groups = kernels.byHalfLife.map { group in
                group.map { component in
                    let variance = component.sigma * component.sigma + lawSigma * lawSigma + blur
                    return (component.share / (2 * .pi * variance), 1 / (2 * variance))
                }
            }
            let narrowest = groups.joined().map { 1 / (2 * $0.rate) }.min() ?? 1
            reach = 2.5 * narrowest.squareRoot()
        }

        var count: Int { groups.count }

        func values(squaredDistance: Double) -> [(value: Double, slope: Double)] {
            groups.map { group in
                group.reduce((value: 0, slope: 0)) { sum, part in
                    let value = part.weight * exp(-squaredDistance * part.rate)
                    return (sum.value + value, sum.slope - value * part.rate)
                }
            }
        }
    }
}

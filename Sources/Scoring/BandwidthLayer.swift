// SPDX-License-Identifier: Apache-2.0

import Geo

/// Points that are smoothed alike: the variance of their location and of the kernel add up to sigma squared.
struct PointGroup {
    let sigma: Double
    var events: [Int] = []
    var x: [Double] = []
    var y: [Double] = []
    /// Mass in weighted events per 30 days, edge correction included.
    var mass: [Double] = []
}

/// All mass of the stack that has one bandwidth, whatever its half-life: surfaces of one bandwidth add up before they
/// are smoothed, so a stack costs as many surfaces as it has bandwidths.
struct BandwidthLayer {
    let bandwidth: Double
    /// In rising order of sigma.
    let groups: [PointGroup]
    /// Imprecise events with their mass, edge correction not included.
    let areas: [(event: Int, footprint: Int, mass: Double)]

    /// Mass per footprint.
    func footprintMasses(count: Int) -> [Double] {
        var masses = [Double](repeating: 0, count: count)
        for area in areas { masses[area.footprint] += area.mass }
        return masses
    }
}

/// Splits the expected events over the components of a stack and gathers them by bandwidth.
struct StackMasses {
    /// In rising order of bandwidth.
    let layers: [BandwidthLayer]
    /// Share of the expected events that is spread evenly: the stack's own and that of components without mass.
    let uniformShare: Double

    init(
        evidence: SurfaceEvidence, placed: PlacedEvents, stack: SurfaceStack, expected: Double,
        settings: SurfaceSettings
    ) {
        let shares = EventShares(evidence: evidence, placed: placed, stack: stack)
        uniformShare = stack.uniformShare + shares.withoutMass
        let edge = settings.edge == .jonesDiggle ? WindowEdge(evidence.grid) : nil
        layers = shares.byBandwidth.map { bandwidth, share in
            BandwidthLayer(
                bandwidth: bandwidth,
                groups: Self.groups(
                    placed.points, bandwidth, edge, cellSize: evidence.grid.cellSize, mass: { share[$0] * expected }),
                areas: placed.areas.map { ($0.event, $0.footprint, share[$0.event] * expected) })
        }
    }

    private static func groups(
        _ points: [PlacedPoint], _ bandwidth: Double, _ edge: WindowEdge?, cellSize: Double, mass: (Int) -> Double
    ) -> [PointGroup] {
        var groups: [Double: PointGroup] = [:]
        for point in points {
            let width = (bandwidth * bandwidth + point.sigma * point.sigma).squareRoot()
            let sigma = GaussianLattice.resolvable(width, cellSize: cellSize)
            let inside = edge?.share(x: point.x, y: point.y, sigma: sigma) ?? 1
            groups[sigma, default: PointGroup(sigma: sigma)].append(point, mass: mass(point.event) / inside)
        }
        return groups.values.sorted { $0.sigma < $1.sigma }
    }
}

extension PointGroup {
    fileprivate mutating func append(_ point: PlacedPoint, mass: Double) {
        events.append(point.event)
        x.append(point.x)
        y.append(point.y)
        self.mass.append(mass)
    }
}

/// What share of the expected events each event carries at each bandwidth.
private struct EventShares {
    /// Bandwidths in rising order, each with one share per event of the evidence.
    let byBandwidth: [(bandwidth: Double, share: [Double])]
    /// Sum of the shares of the components that no event has any mass in: all too old for their half-life, or none.
    let withoutMass: Double

    init(evidence: SurfaceEvidence, placed: PlacedEvents, stack: SurfaceStack) {
        let used = (placed.points.map(\.event) + placed.areas.map(\.event)).sorted()
        var shares: [Double: [Double]] = [:]
        var withoutMass = 0.0
        var cache: [Double?: [Double]] = [:]
        for component in stack.components where component.share > 0 {
            let masses = cache[component.halfLifeDays] ?? Self.masses(component.halfLifeDays, used, evidence)
            cache[component.halfLifeDays] = masses
            let total = masses.reduce(0, +)
            // A subnormal total would lose digits in the division.
            guard total > Double.leastNormalMagnitude * 1e16 else {
                withoutMass += component.share
                continue
            }
            let old = shares[component.bandwidth.value] ?? [Double](repeating: 0, count: evidence.events.count)
            shares[component.bandwidth.value] = zip(old, masses).map { $0 + $1 * component.share / total }
        }
        byBandwidth = shares.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.withoutMass = withoutMass
    }

    private static func masses(_ halfLife: Double?, _ used: [Int], _ evidence: SurfaceEvidence) -> [Double] {
        var masses = [Double](repeating: 0, count: evidence.events.count)
        for event in used {
            let mass = evidence.events[event]
            masses[event] =
                mass.weight * Decay.weight(of: mass.period, asOf: evidence.asOf, halfLifeDays: halfLife)
        }
        return masses
    }
}

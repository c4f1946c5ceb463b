// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces

/// Points that are smoothed alike: the variance of their location and of the kernel add up to sigma squared.
struct PointGroup {
    let sigma: Double
    /// Positions among the placed points, rising.
    let members: [UInt32]
}

/// All mass of the stack that has one bandwidth, whatever its half-life: surfaces of one bandwidth add up before they
/// are smoothed, so a stack costs as many surfaces as it has bandwidths.
///
/// Nothing is held per event: masses are worked out when they are asked for.
struct BandwidthLayer {
    let bandwidth: Double
    /// In rising order of sigma.
    private(set) var groups: [PointGroup]
    fileprivate var placed: PlacedEvents
    fileprivate let shares: EventShares
    fileprivate let expected: Double
    fileprivate let edge: WindowEdge?

    /// The layer with some of its events alone, by position in the evidence; their masses stay what they are.
    func keeping(_ events: Set<Int>) -> BandwidthLayer {
        var kept = self
        kept.groups = groups.map { group in
            PointGroup(
                sigma: group.sigma,
                members: group.members.filter { events.contains(Int(placed.points.events[Int($0)])) })
        }.filter { !$0.members.isEmpty }
        kept.placed.keepAreas(events)
        return kept
    }

    /// Whether there are imprecise events.
    var hasAreas: Bool { !placed.areas.isEmpty }

    /// Imprecise events with their mass in weighted events per 30 days, edge correction not included; those whose
    /// positions in the evidence lie in a range.
    func areas(in events: Range<Int>) -> some Sequence<(event: Int, footprint: Int, mass: Double)> {
        let first = placed.areas.partitioningIndex { $0.event >= events.lowerBound }
        let end = max(first, placed.areas.partitioningIndex { $0.event >= events.upperBound })
        return placed.areas[first..<end].lazy.map {
            ($0.event, $0.footprint, shares.share(of: $0.event, bandwidth) * expected)
        }
    }

    /// Footprints that imprecise events lie in.
    var footprints: Set<Int> { Set(placed.areas.lazy.map(\.footprint)) }

    /// Appends positions and masses of some members of a group, edge correction included.
    func fill(
        _ group: PointGroup, _ range: Range<Int>, _ x: inout [Double], _ y: inout [Double], _ mass: inout [Double]
    ) {
        for member in group.members[range] {
            let point = placed.points[Int(member)]
            let inside = edge?.share(x: point.x, y: point.y, sigma: group.sigma) ?? 1
            x.append(point.x)
            y.append(point.y)
            mass.append(shares.share(of: point.event, bandwidth) * expected / inside)
        }
    }

    /// The members of a group whose events lie in a range of positions in the evidence.
    func members(of group: PointGroup, in events: Range<Int>) -> Range<Int> {
        let positions = placed.points.events
        let first = group.members.partitioningIndex { positions[Int($0)] >= UInt32(events.lowerBound) }
        return first..<max(first, group.members.partitioningIndex { positions[Int($0)] >= UInt32(events.upperBound) })
    }

    /// Position in the evidence of a member's event.
    func event(of member: Int, in group: PointGroup) -> Int { Int(placed.points.events[Int(group.members[member])]) }

    /// Mass per footprint.
    func footprintMasses(count: Int) -> [Double] {
        var masses = [Double](repeating: 0, count: count)
        for area in areas(in: 0..<Int(UInt32.max)) { masses[area.footprint] += area.mass }
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
        let classes = PointClasses(placed.points)
        layers = shares.bandwidths.map { bandwidth in
            BandwidthLayer(
                bandwidth: bandwidth, groups: classes.groups(bandwidth, cellSize: evidence.grid.cellSize),
                placed: placed, shares: shares, expected: expected, edge: edge)
        }
    }
}

/// The placed points by the standard deviation of their location.
private struct PointClasses {
    private var members: [Double: [UInt32]] = [:]

    init(_ points: PlacedPoints) {
        for index in points.indices { members[points.sigma(index), default: []].append(UInt32(index)) }
    }

    /// The points by the width of kernel and location together; layers share the lists of classes that stay apart.
    func groups(_ bandwidth: Double, cellSize: Double) -> [PointGroup] {
        var classes: [Double: [[UInt32]]] = [:]
        for (sigma, members) in members {
            let width = (bandwidth * bandwidth + sigma * sigma).squareRoot()
            classes[GaussianLattice.resolvable(width, cellSize: cellSize), default: []].append(members)
        }
        return classes.sorted { $0.key < $1.key }.map { sigma, lists in
            PointGroup(sigma: sigma, members: lists.count == 1 ? lists[0] : lists.flatMap(\.self).sorted())
        }
    }
}

/// What share of the expected events each event carries at each bandwidth.
private struct EventShares {
    /// Components of one bandwidth: share of the expected events, sum of the faded weights, and how weights fade.
    private typealias Part = (share: Double, total: Double, decay: DecayTable)

    /// Bandwidths that any event has mass at, in rising order.
    let bandwidths: [Double]
    /// Sum of the shares of the components that no event has any mass in: all too old for their half-life, or none.
    let withoutMass: Double

    private let evidence: SurfaceEvidence
    private let parts: [Double: [Part]]

    init(evidence: SurfaceEvidence, placed: PlacedEvents, stack: SurfaceStack) {
        let oldest = placed.used.lazy.map { evidence.events.period($0).first }.min() ?? evidence.asOf
        var parts: [Double: [Part]] = [:]
        var withoutMass = 0.0
        var cache: [Double?: (decay: DecayTable, total: Double)] = [:]
        for component in stack.components where component.share > 0 {
            let faded = cache[component.halfLifeDays] ?? Self.faded(component.halfLifeDays, placed, evidence, oldest)
            cache[component.halfLifeDays] = faded
            // A subnormal total would lose digits in the division.
            guard faded.total > Double.leastNormalMagnitude * 1e16 else {
                withoutMass += component.share
                continue
            }
            parts[component.bandwidth.value, default: []].append((component.share, faded.total, faded.decay))
        }
        bandwidths = parts.keys.sorted()
        self.withoutMass = withoutMass
        self.evidence = evidence
        self.parts = parts
    }

    /// The share of an event at a bandwidth.
    func share(of event: Int, _ bandwidth: Double) -> Double {
        let weight = evidence.events.weights[event], period = evidence.events.period(event)
        return (parts[bandwidth] ?? []).reduce(0) { $0 + weight * $1.decay.weight(of: period) * $1.share / $1.total }
    }

    private static func faded(
        _ halfLife: Double?, _ placed: PlacedEvents, _ evidence: SurfaceEvidence, _ oldest: CalendarDay
    ) -> (decay: DecayTable, total: Double) {
        let decay = DecayTable(asOf: evidence.asOf, halfLifeDays: halfLife, oldest: oldest)
        let total = placed.used.reduce(0.0) {
            $0 + evidence.events.weights[$1] * decay.weight(of: evidence.events.period($1))
        }
        return (decay, total)
    }
}

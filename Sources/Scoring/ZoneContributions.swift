// SPDX-License-Identifier: Apache-2.0

public import Geo
import Surfaces

/// What one event adds to a zone's mean.
public struct EventContribution: Sendable, Hashable {
    /// Position of the event in the evidence.
    public let event: Int
    /// In the unit of the intensity.
    public let value: Double
}

/// What a zone's mean intensity is made of: events, their rest, the uniform part and routes sum to the mean.
public struct ZoneContributions: Sendable, Hashable {
    /// Mean intensity over the zone, routes included.
    public let mean: Double
    /// Events that add anything, the largest first; equal ones in the order of the evidence.
    public let events: [EventContribution]
    /// What the events add that are not listed one by one.
    public let rest: Double
    /// The uniform part.
    public let uniform: Double
    /// What each corridor adds, where it is the leading one.
    public let routes: [Double]
}

extension RiskSurface {
    /// Splits the mean intensity of each zone into what its events, the uniform part and routes add.
    ///
    /// The mean is linear in the masses of the events. Instead of one surface per event, the zone's indicator is
    /// brought to the lattice by the transposed interpolation and read off at each event: one pass per zone and
    /// bandwidth. An empty zone has a mean of 0. Events are gone through in batches, so that the memory does not depend
    /// on how many there are.
    ///
    /// - Parameters:
    ///   - most: events that are listed one by one; the rest is summed up.
    ///   - listedFrom: events from this position on are listed whatever they add.
    ///   - threads: nil for those of the settings; the result does not depend on it.
    public func contributions(
        to zones: [AreaFootprint], routes: RouteProximity? = nil, most: Int = .max,
        listedFrom: Int = .max, threads: Int? = nil
    ) -> [ZoneContributions] {
        let influences = preparedLayers(of: nil).map { LayerInfluence($0, zones: zones) }
        var parts = zones.map { _ in ZoneParts(most: most, listedFrom: listedFrom) }
        add(influences, to: &parts, threads: threads ?? settings.threads)
        return zones.indices.map { summary(zones[$0], parts[$0], routes) }
    }

    /// Events that are gone through at once: each takes eight bytes per zone.
    fileprivate static let batch = 65_536

    fileprivate func summary(
        _ zone: AreaFootprint, _ parts: ZoneParts, _ routes: RouteProximity?
    ) -> ZoneContributions {
        let cells = zone.cellCount
        var mean = 0.0
        var byRoute = [Double](repeating: 0, count: routes?.corridorCount ?? 0)
        for (index, fraction) in zip(zone.indices, zone.fractions) {
            let value = Double(intensity.values[Int(index)]) * Double(fraction) / cells
            mean += value
            guard let routes, routes.leading[Int(index)] >= 0 else { continue }
            let rise = value * routes.model.beta * Double(routes.factor.values[Int(index)])
            byRoute[Int(routes.leading[Int(index)])] += rise
            mean += rise
        }
        return ZoneContributions(
            mean: mean, events: parts.events,
            rest: parts.rest, uniform: cells > 0 ? uniformIntensity : 0, routes: byRoute)
    }
}

/// The largest parts of a zone and the sum of the others.
private struct ZoneParts {
    private var largest: Largest
    private var always: [EventContribution] = []
    private let listedFrom: Int
    private(set) var rest = 0.0

    init(most: Int, listedFrom: Int) {
        largest = Largest(limit: most)
        self.listedFrom = listedFrom
    }

    /// The listed ones, the largest first; equal ones in their order.
    var events: [EventContribution] {
        (largest.kept.map { EventContribution(event: $0.position, value: $0.value) } + always)
            .sorted { ($1.value, $0.event) < ($0.value, $1.event) }
    }

    /// Adds one value per event, those of 0 left out.
    mutating func add(_ values: [Double], from start: Int) {
        for (offset, value) in values.enumerated() where value != 0 {
            if start + offset >= listedFrom {
                always.append(EventContribution(event: start + offset, value: value))
            } else {
                rest += largest.add(start + offset, value)?.value ?? 0
            }
        }
    }
}

/// The splitting of zones' means into what they are made of, prepared once for many zones.
///
/// Any number of threads may ask one value at a time.
public struct ZoneSplit: Sendable {
    private let surface: RiskSurface
    private let routes: RouteProximity?
    private let layers: [PreparedLayer]

    /// Does what `contributions(to:routes:)` would do again for each of its calls.
    ///
    /// - Parameter events: positions of the events that are asked about; nil for all. The mean is always that of all.
    public init(of surface: RiskSurface, routes: RouteProximity? = nil, among events: Set<Int>? = nil) {
        self.surface = surface
        self.routes = routes
        layers = surface.preparedLayers(of: events)
    }

    /// The same values as those of the surface's own splitting, every event that is asked about listed.
    public func contributions(to zone: AreaFootprint) -> ZoneContributions {
        let influences = layers.map { LayerInfluence($0, zones: [zone]) }
        var parts = [ZoneParts(most: .max, listedFrom: .max)]
        surface.add(influences, to: &parts, threads: 1)
        return surface.summary(zone, parts[0], routes)
    }
}

extension RiskSurface {
    fileprivate func preparedLayers(of events: Set<Int>?) -> [PreparedLayer] {
        masses.layers.map { layer in
            PreparedLayer(
                smoother: LayerSmoother(
                    layer: events.map(layer.keeping) ?? layer, evidence: evidence, spreadShares: spreadShares,
                    settings: settings))
        }
    }

    fileprivate func add(_ influences: [LayerInfluence], to parts: inout [ZoneParts], threads: Int) {
        for start in stride(from: 0, to: evidence.events.count, by: Self.batch) {
            let events = start..<min(start + Self.batch, evidence.events.count)
            var sums = parts.map { _ in [Double](repeating: 0, count: events.count) }
            for influence in influences { influence.add(events, to: &sums, threads: threads) }
            for (zone, sum) in sums.enumerated() { parts[zone].add(sum, from: start) }
        }
    }
}

/// What of one bandwidth is the same for all zones.
private struct PreparedLayer: Sendable {
    let layer: BandwidthLayer
    let gridColumns: Int
    let lattices: [GaussianLattice]
    let areas: AreaInfluence

    init(smoother: LayerSmoother) {
        layer = smoother.layer
        gridColumns = smoother.evidence.grid.columns
        lattices = smoother.layer.groups.map { smoother.lattice(sigma: $0.sigma).withoutNodes }
        areas = AreaInfluence(smoother: smoother)
    }
}

/// Reads off what the events of one bandwidth add to zones.
private struct LayerInfluence {
    /// What a unit of mass adds to one zone.
    private struct Zone {
        /// By group of points.
        var groups: [(nodes: NodeWindow, x: ClosedRange<Double>, y: ClosedRange<Double>)]
        /// By footprint; 0 for those that no event has.
        var footprints: [Double]
    }

    private let prepared: PreparedLayer
    /// Nil for a zone without cells.
    private let zones: [Zone?]

    init(_ prepared: PreparedLayer, zones: [AreaFootprint]) {
        self.prepared = prepared
        self.zones = zones.map { zone in
            let cells = zone.cellCount
            guard cells > 0 else { return nil }
            let block = CellBlock(
                indices: zone.indices, values: zone.fractions.map { Float(Double($0) / cells) },
                gridColumns: prepared.gridColumns)
            let groups = prepared.lattices.map { lattice in
                let nodes = lattice.influence(on: block), bounds = lattice.bounds(of: nodes)
                return (nodes, bounds.x, bounds.y)
            }
            return Zone(groups: groups, footprints: prepared.areas.perFootprint(block))
        }
    }

    /// Adds what the events at some positions in the evidence add to each zone; `sums` starts with the first of them.
    func add(_ events: Range<Int>, to sums: inout [[Double]], threads: Int) {
        let layer = prepared.layer
        for (number, group) in layer.groups.enumerated() {
            let members = layer.members(of: group, in: events)
            var x: [Double] = [], y: [Double] = [], mass: [Double] = []
            layer.fill(group, members, &x, &y, &mass)
            let offsets = members.map { layer.event(of: $0, in: group) - events.lowerBound }
            Workers.runCollecting(count: zones.count, threads: threads, into: &sums) { zone, sum in
                guard var nodes = zones[zone]?.groups[number] else { return }
                let near = x.indices.filter { nodes.x.contains(x[$0]) && nodes.y.contains(y[$0]) }
                var read = [Double](repeating: 0, count: near.count)
                prepared.lattices[number].sample(
                    &nodes.nodes, x: near.map { x[$0] }, y: near.map { y[$0] }, into: &read)
                for (point, value) in zip(near, read) {
                    sum[offsets[point]] += value * mass[point] * RiskSurface.perThousandSquareKilometers
                }
            }
        }
        for area in layer.areas(in: events) {
            for (number, zone) in zones.enumerated() {
                sums[number][area.event - events.lowerBound] += area.mass * (zone?.footprints[area.footprint] ?? 0)
            }
        }
    }
}

/// Reads off what a unit of mass over each footprint adds to zones.
private struct AreaInfluence: Sendable {
    private let lattice: GaussianLattice
    /// Nodes of a unit mass over each footprint in use.
    private let windows: [Int: NodeWindow]
    private let count: Int

    init(smoother: LayerSmoother) {
        lattice = smoother.lattice(sigma: smoother.areaSigma).withoutNodes
        count = smoother.evidence.footprints.count
        let edges = smoother.cellEdges(), used = smoother.layer.footprints
        let tables = used.isEmpty ? nil : lattice.sourceTables()
        var windows: [Int: NodeWindow] = [:]
        for footprint in used {
            let block = smoother.block(footprint: footprint, edges: edges)
            if let tables { windows[footprint] = lattice.masses(of: block, tables) }
        }
        self.windows = windows
    }

    func perFootprint(_ block: CellBlock) -> [Double] {
        var values = [Double](repeating: 0, count: count)
        if windows.isEmpty { return values }
        let influence = lattice.influence(on: block)
        for (footprint, nodes) in windows { values[footprint] = influence.dot(nodes) }
        return values
    }
}

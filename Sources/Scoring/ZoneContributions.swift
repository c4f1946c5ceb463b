// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What one event adds to a zone's mean.
public struct EventContribution: Sendable, Hashable {
    /// Position of the event in the evidence.
    public let event: Int
    /// In the unit of the intensity.
    public let value: Double
}

/// What a zone's mean intensity is made of: events, the uniform part and routes sum to the mean.
public struct ZoneContributions: Sendable, Hashable {
    /// Mean intensity over the zone, routes included.
    public let mean: Double
    /// Events that add anything, the largest first; equal ones in the order of the evidence.
    public let events: [EventContribution]
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
    /// bandwidth. An empty zone has a mean of 0.
    ///
    /// - Parameter threads: nil for those of the settings; the result does not depend on it.
    public func contributions(
        to zones: [AreaFootprint], routes: RouteProximity? = nil, threads: Int? = nil
    ) -> [ZoneContributions] {
        var sums = zones.map { _ in [Double](repeating: 0, count: evidence.events.count) }
        for layer in masses.layers {
            let smoother = LayerSmoother(
                layer: layer, evidence: evidence, spreadShares: spreadShares, settings: settings)
            let split = LayerInfluence(smoother: smoother)
            Workers.runCollecting(count: zones.count, threads: threads ?? settings.threads, into: &sums) { zone, sum in
                split.add(zone: zones[zone], to: &sum)
            }
        }
        return zones.indices.map { summary(zones[$0], sums[$0], routes) }
    }

    fileprivate func summary(_ zone: AreaFootprint, _ sums: [Double], _ routes: RouteProximity?) -> ZoneContributions {
        let cells = zone.cellCount
        let events = sums.enumerated().filter { $1 != 0 }.map { EventContribution(event: $0, value: $1) }
            .sorted { ($1.value, $0.event) < ($0.value, $1.event) }
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
            mean: mean, events: events, uniform: cells > 0 ? uniformIntensity : 0, routes: byRoute)
    }
}

/// The splitting of zones' means into what they are made of, prepared once for many zones.
///
/// Any number of threads may ask one value at a time.
public struct ZoneSplit: Sendable {
    private let surface: RiskSurface
    private let routes: RouteProximity?
    private let layers: [LayerInfluence]

    /// Does what `contributions(to:routes:)` would do again for each of its calls.
    public init(of surface: RiskSurface, routes: RouteProximity? = nil) {
        self.surface = surface
        self.routes = routes
        layers = surface.masses.layers.map { layer in
            LayerInfluence(
                smoother: LayerSmoother(
                    layer: layer, evidence: surface.evidence, spreadShares: surface.spreadShares,
                    settings: surface.settings))
        }
    }

    /// The same values as those of the surface's own splitting.
    public func contributions(to zone: AreaFootprint) -> ZoneContributions {
        var sums = [Double](repeating: 0, count: surface.evidence.events.count)
        for layer in layers { layer.add(zone: zone, to: &sums) }
        return surface.summary(zone, sums, routes)
    }
}

/// Reads off what the events of one bandwidth add to zones.
private struct LayerInfluence: Sendable {
    let smoother: LayerSmoother
    let lattices: [GaussianLattice]
    let areaLattice: GaussianLattice
    /// Nodes of a unit mass over each footprint in use.
    let footprints: [Int: NodeWindow]

    init(smoother: LayerSmoother) {
        self.smoother = smoother
        lattices = smoother.layer.groups.map { smoother.lattice(sigma: $0.sigma).withoutNodes }
        areaLattice = smoother.lattice(sigma: smoother.areaSigma).withoutNodes
        let edges = smoother.cellEdges(), used = Set(smoother.layer.areas.map(\.footprint))
        let tables = used.isEmpty ? nil : areaLattice.sourceTables()
        var footprints: [Int: NodeWindow] = [:]
        for footprint in used {
            let block = smoother.block(footprint: footprint, edges: edges)
            if let tables { footprints[footprint] = areaLattice.masses(of: block, tables) }
        }
        self.footprints = footprints
    }

    func add(zone: AreaFootprint, to sums: inout [Double]) {
        let cells = zone.cellCount
        guard cells > 0 else { return }
        let block = CellBlock(
            indices: zone.indices, values: zone.fractions.map { Float(Double($0) / cells) },
            gridColumns: smoother.evidence.grid.columns)
        for (group, lattice) in zip(smoother.layer.groups, lattices) { add(group, lattice, block, to: &sums) }
        guard !footprints.isEmpty else { return }
        let influence = areaLattice.influence(on: block)
        let perFootprint = footprints.mapValues { influence.dot($0) }
        for area in smoother.layer.areas { sums[area.event] += area.mass * (perFootprint[area.footprint] ?? 0) }
    }

    private func add(_ group: PointGroup, _ lattice: GaussianLattice, _ block: CellBlock, to sums: inout [Double]) {
        var influence = lattice.influence(on: block)
        let bounds = lattice.bounds(of: influence)
        let near = group.events.indices.filter { bounds.x.contains(group.x[$0]) && bounds.y.contains(group.y[$0]) }
        var read = [Double](repeating: 0, count: near.count)
        lattice.sample(&influence, x: near.map { group.x[$0] }, y: near.map { group.y[$0] }, into: &read)
        for (position, value) in zip(near, read) {
            sums[group.events[position]] += value * group.mass[position] * RiskSurface.perThousandSquareKilometers
        }
    }
}

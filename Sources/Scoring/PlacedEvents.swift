// SPDX-License-Identifier: Apache-2.0

import Geo

/// A precise event in the window: distances from its north-west corner in metres.
struct PlacedPoint {
    let event: Int
    let x: Double
    let y: Double
    let sigma: Double
}

/// Positions of the events that the surface leaves out, by reason. Nothing is left out silently.
public struct IgnoredEvents: Sendable, Hashable {
    /// Points outside of the window.
    public internal(set) var outsideWindow: [Int] = []
    /// Events of which no day lies at or before the as-of date.
    public internal(set) var afterAsOf: [Int] = []
    /// Areas that cover no cell of the window.
    public internal(set) var emptyFootprint: [Int] = []
    /// Imprecise events under the policy that drops them.
    public internal(set) var dropped: [Int] = []
    /// Events of weight zero.
    public internal(set) var weightless: [Int] = []
}

/// The events sorted by what the surface does with them.
struct PlacedEvents {
    var points: [PlacedPoint] = []
    /// Event and footprint.
    var areas: [(event: Int, footprint: Int)] = []
    var ignored = IgnoredEvents()

    init(_ evidence: SurfaceEvidence, policy: ImprecisePolicy) {
        for (position, event) in evidence.events.enumerated() {
            if event.weight == 0 {
                ignored.weightless.append(position)
            } else if event.period.first > evidence.asOf {
                ignored.afterAsOf.append(position)
            } else {
                place(event, position, evidence, policy)
            }
        }
    }

    /// All events in use, in their order.
    func used(of evidence: SurfaceEvidence) -> [EventMass] {
        (points.map(\.event) + areas.map(\.event)).sorted().map { evidence.events[$0] }
    }

    private mutating func place(
        _ event: EventMass, _ position: Int, _ evidence: SurfaceEvidence, _ policy: ImprecisePolicy
    ) {
        switch event.location {
        case .point(let point, let sigma):
            place(point, sigma: sigma.value, position, evidence.grid)
        case .area(let footprint):
            guard !evidence.footprints[footprint].isEmpty else { return ignored.emptyFootprint.append(position) }
            if evidence.evenFootprints.contains(footprint) { return areas.append((position, footprint)) }
            switch policy {
            case .informed, .uniform: areas.append((position, footprint))
            case .drop: ignored.dropped.append(position)
            case .centroid:
                place(
                    Self.centroid(of: evidence.footprints[footprint], evidence.grid), sigma: 0, position, evidence.grid)
            }
        }
    }

    private mutating func place(_ point: PlanarPoint, sigma: Double, _ position: Int, _ grid: Grid) {
        guard grid.extent.contains(point) else { return ignored.outsideWindow.append(position) }
        points.append(
            PlacedPoint(event: position, x: point.x - grid.originX, y: grid.originY - point.y, sigma: sigma))
    }

    private static func centroid(of footprint: AreaFootprint, _ grid: Grid) -> PlanarPoint {
        var x = 0.0, y = 0.0
        for (index, fraction) in zip(footprint.indices, footprint.fractions) {
            let center = grid.center(column: Int(index) % grid.columns, row: Int(index) / grid.columns)
            x += center.x * Double(fraction)
            y += center.y * Double(fraction)
        }
        let total = footprint.cellCount
        return PlanarPoint(x: x / total, y: y / total)
    }
}

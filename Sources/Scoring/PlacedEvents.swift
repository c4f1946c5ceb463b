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
    private(set) var points: PlacedPoints
    /// Event and footprint.
    private(set) var areas: [(event: Int, footprint: Int)] = []
    private(set) var ignored = IgnoredEvents()

    init(_ evidence: SurfaceEvidence, policy: ImprecisePolicy) {
        points = PlacedPoints(of: evidence)
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

    /// Positions of all events in use, in their order.
    var used: UsedEvents { UsedEvents(points: points.events, areas: areas) }

    /// Leaves out the imprecise events that are not among these.
    mutating func keepAreas(_ events: Set<Int>) { areas.removeAll { !events.contains($0.event) } }

    private mutating func place(
        _ event: EventMass, _ position: Int, _ evidence: SurfaceEvidence, _ policy: ImprecisePolicy
    ) {
        switch event.location {
        case .point(let point, _): place(point, position, evidence.grid)
        case .area(let footprint):
            guard !evidence.footprints[footprint].isEmpty else { return ignored.emptyFootprint.append(position) }
            if evidence.evenFootprints.contains(footprint) { return areas.append((position, footprint)) }
            switch policy {
            case .informed, .uniform: areas.append((position, footprint))
            case .drop: ignored.dropped.append(position)
            case .centroid:
                place(points.center(of: footprint), position, evidence.grid)
            }
        }
    }

    private mutating func place(_ point: PlanarPoint, _ position: Int, _ grid: Grid) {
        guard grid.extent.contains(point) else { return ignored.outsideWindow.append(position) }
        points.append(position)
    }
}

/// The events that lie at points of the window, four bytes each: where they lie is read from the evidence.
struct PlacedPoints: RandomAccessCollection {
    /// Positions in the evidence, rising.
    private(set) var events: [UInt32] = []
    private let evidence: SurfaceEvidence
    /// Centres of footprints that stand for their events; filled as they are asked for.
    private var centers: [Int: PlanarPoint] = [:]

    init(of evidence: SurfaceEvidence) { self.evidence = evidence }

    var startIndex: Int { 0 }
    var endIndex: Int { events.count }

    mutating func append(_ event: Int) { events.append(UInt32(event)) }

    /// The centre of a footprint, for events that lie there.
    mutating func center(of footprint: Int) -> PlanarPoint {
        if let known = centers[footprint] { return known }
        let center = Self.centroid(of: evidence.footprints[footprint], evidence.grid)
        centers[footprint] = center
        return center
    }

    subscript(index: Int) -> PlacedPoint {
        let event = Int(events[index]), grid = evidence.grid
        var point = PlanarPoint(x: 0, y: 0), spread = 0.0
        switch evidence.events.location(event) {
        case .point(let place, let sigma): (point, spread) = (place, sigma.value)
        case .area(let footprint): point = centers[footprint] ?? point
        }
        return PlacedPoint(event: event, x: point.x - grid.originX, y: grid.originY - point.y, sigma: spread)
    }

    /// The sigma of a point.
    func sigma(_ index: Int) -> Double {
        guard case .point(_, let sigma) = evidence.events.location(Int(events[index])) else { return 0 }
        return sigma.value
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

/// Positions of events at points and in areas, merged in rising order.
struct UsedEvents: Sequence, IteratorProtocol {
    private let points: [UInt32]
    private let areas: [(event: Int, footprint: Int)]
    private var point = 0, area = 0

    init(points: [UInt32], areas: [(event: Int, footprint: Int)]) {
        self.points = points
        self.areas = areas
    }

    mutating func next() -> Int? {
        if point < points.count, area >= areas.count || Int(points[point]) < areas[area].event {
            point += 1
            return Int(points[point - 1])
        }
        guard area < areas.count else { return nil }
        area += 1
        return areas[area - 1].event
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Incidents
import Layers
import Places
import Queries
import Scoring
import Studies

/// The drawn incidents as masses on a grid.
struct EventMasses {
    /// One event per drawn incident, with the footprints of the imprecise ones.
    let evidence: SurfaceEvidence
    /// For each event of an incident, the position of the incident.
    let incidents: [Int]
    /// The counts of restricted events behind the further events, which follow those of incidents.
    let restricted: [RestrictedCount]

    /// - Parameters:
    ///   - located: all incidents; only the drawn ones become events.
    ///   - footprints: cells of the area laws, filled as needed.
    ///   - transform: from lon/lat to the grid's plane.
    ///   - restricted: events of restricted sources by area, each spread evenly over it.
    ///   - law: how single events of restricted sources among `located` are smoothed.
    ///   - narrowest: smallest kernel of the stack, to which `law` adds what is missing.
    ///   - budget: refuses what takes too much memory, such as a million areas of different shapes.
    /// - Throws: `GeoIOError` when a position or polygon cannot be brought to the plane, `MemoryShortage`.
    init(
        of located: LocatedIncidents, footprints: inout LawFootprints, transform: CoordinateTransform, grid: Grid,
        asOf: CalendarDay, restricted: [RestrictedCount] = [], law restrictedLaw: RestrictedLaw = .areas,
        narrowest: Meters = Meters(0), budget: MemoryBudget = MemoryBudget(stated: nil)
    ) throws {
        let drawn = located.indices.filter { located.isDrawn($0) }
        var events = EventMassList()
        events.reserveCapacity(drawn.count)
        for start in stride(from: 0, to: drawn.count, by: Self.batch) {
            let batch = drawn[start..<min(start + Self.batch, drawn.count)]
            try budget.check(claims: drawn.count - start, of: "the located incidents")
            let laws = batch.map { located.place($0).law }
            for (index, (law, point)) in zip(batch, zip(laws, try Self.planarPoints(of: laws, transform: transform))) {
                let location: EventMass.Location
                switch law {
                case .point(_, let sigma):
                    let isOpen = located.access(index) == .open
                    location = .point(point, sigma: isOpen ? sigma : restrictedLaw.sigma(sigma, kernel: narrowest))
                case .area(let law): location = .area(footprint: try footprints.position(of: law))
                case .unlocated: continue
                }
                events.append(
                    EventMass(location: location, weight: located.weights[index], period: located.period(index)))
            }
        }
        for count in restricted { events.append(try count.mass(&footprints)) }
        incidents = drawn
        self.restricted = restricted
        evidence = SurfaceEvidence(
            grid: grid, asOf: asOf, events: events, footprints: footprints.footprints,
            evenFootprints: footprints.even)
    }

    /// Incidents whose positions are brought to the plane in one call.
    private static let batch = 65_536

    /// An area law has a placeholder that nothing reads.
    private static func planarPoints(
        of laws: [LocationLaw], transform: CoordinateTransform
    ) throws -> [PlanarPoint] {
        let points = laws.map { law in
            if case .point(let coordinate, _) = law { return coordinate.point }
            return PlanarPoint(x: 42, y: 34.5)
        }
        return try transform.transform(points)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Incidents
import Layers
import Scoring

/// The drawn incidents as masses on a grid.
struct EventMasses {
    /// One event per drawn incident, with the footprints of the imprecise ones.
    let evidence: SurfaceEvidence
    /// For each event, the position of its incident.
    let incidents: [Int]

    /// - Parameters:
    ///   - located: all incidents; only the drawn ones become events.
    ///   - footprints: cells of the area laws, filled as needed.
    ///   - transform: from lon/lat to the grid's plane.
    ///   - policy: smooths events of restricted sources as the release tier demands.
    ///   - narrowest: smallest kernel of the stack, to which the policy adds what is missing.
    ///   - budget: refuses what takes too much memory, such as a million areas of different shapes.
    /// - Throws: `GeoIOError` when a position or polygon cannot be brought to the plane, `MemoryShortage`.
    init(
        of located: LocatedIncidents, footprints: inout LawFootprints, transform: CoordinateTransform, grid: Grid,
        asOf: CalendarDay, policy: ReleasePolicy, narrowest: Meters, budget: MemoryBudget = MemoryBudget(stated: nil)
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
                    let smoothed = policy.lawSigma(sigma, kernel: narrowest, access: located.access(index))
                    location = .point(point, sigma: smoothed)
                case .area(let law): location = .area(footprint: try footprints.position(of: law))
                case .unlocated: continue
                }
                events.append(
                    EventMass(location: location, weight: located.weights[index], period: located.period(index)))
            }
        }
        incidents = drawn
        evidence = SurfaceEvidence(grid: grid, asOf: asOf, events: events, footprints: footprints.footprints)
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

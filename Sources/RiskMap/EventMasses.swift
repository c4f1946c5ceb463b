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
    /// - Throws: `GeoIOError` when a position or polygon cannot be brought to the plane.
    init(
        of located: [LocatedIncident], footprints: inout LawFootprints, transform: CoordinateTransform, grid: Grid,
        asOf: CalendarDay, policy: ReleasePolicy, narrowest: Meters
    ) throws {
        let drawn = located.indices.filter { located[$0].isDrawn }
        let points = try Self.planarPoints(of: drawn.map { located[$0] }, transform: transform)
        var events: [EventMass] = []
        events.reserveCapacity(drawn.count)
        for (position, index) in drawn.enumerated() {
            let entry = located[index]
            let location: EventMass.Location
            switch entry.place.law {
            case .point(_, let sigma):
                let smoothed = policy.lawSigma(sigma, kernel: narrowest, access: entry.access)
                location = .point(points[position], sigma: smoothed)
            case .area(let law): location = .area(footprint: try footprints.position(of: law))
            case .unlocated: continue
            }
            events.append(EventMass(location: location, weight: entry.weight, period: entry.incident.period))
        }
        incidents = drawn
        evidence = SurfaceEvidence(grid: grid, asOf: asOf, events: events, footprints: footprints.footprints)
    }

    /// All positions in one call; an area law has a placeholder that nothing reads.
    private static func planarPoints(
        of entries: [LocatedIncident], transform: CoordinateTransform
    ) throws -> [PlanarPoint] {
        let points = entries.map { entry in
            if case .point(let coordinate, _) = entry.place.law { return coordinate.point }
            return PlanarPoint(x: 42, y: 34.5)
        }
        return try transform.transform(points)
    }
}

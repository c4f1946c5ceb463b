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
    /// - Throws: `GeoIOError` when a position or polygon cannot be brought to the plane.
    init(
        of located: [LocatedIncident], footprints: inout LawFootprints, transform: CoordinateTransform, grid: Grid,
        asOf: CalendarDay, restricted: [RestrictedCount] = [], law: RestrictedLaw = .areas,
        narrowest: Meters = Meters(0)
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
                let smoothed = entry.access == .open ? sigma : law.sigma(sigma, kernel: narrowest)
                location = .point(points[position], sigma: smoothed)
            case .area(let law): location = .area(footprint: try footprints.position(of: law))
            case .unlocated: continue
            }
            events.append(EventMass(location: location, weight: entry.weight, period: entry.incident.period))
        }
        for count in restricted { events.append(try count.mass(&footprints)) }
        incidents = drawn
        self.restricted = restricted
        evidence = SurfaceEvidence(
            grid: grid, asOf: asOf, events: events, footprints: footprints.footprints,
            evenFootprints: footprints.even)
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

extension RestrictedCount {
    /// The events together as one mass over their area and days.
    /// - Throws: `GeoIOError` when the area cannot be brought to the plane, `StudyError` for days that are none.
    func mass(_ footprints: inout LawFootprints) throws -> EventMass {
        guard let period else {
            throw StudyError(file: area, message: "counts of restricted events have no days from \(first) to \(last)")
        }
        return EventMass(
            location: .area(footprint: try footprints.evenPosition(ofRegion: area)), weight: Double(events) * weight,
            period: period)
    }
}

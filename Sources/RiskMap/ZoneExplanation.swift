// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Layers
import Scoring
import Zones

/// What the intensity of any zone is made of, computed again from the released incidents and corridors of a build with
/// the build's own method: no precise position is needed, and none is there.
struct ZoneExplanation {
    /// What was found.
    struct Result {
        /// Shares of the zone's intensity.
        var contributions: [Contribution]
        /// Incidents that are placed in the zone: their point, or at least half of their area.
        var inside: [ReleasedIncident]
        /// Incidents of larger areas that reach into the zone.
        var reaching: Int
    }

    let build: BuildReading
    let plane: BuildGrid
    let gazetteer: Gazetteer

    /// - Parameter area: in the plane of the study.
    /// - Throws: `CatalogError`, `GeoIOError` or `ScoringError` for a build that cannot be read or scored again.
    func explain(_ area: MultiPolygon) throws -> Result {
        let table = try build.contributions()
        let evidence = try evidence(of: table)
        let surface = try RiskSurface(
            evidence: evidence, stack: build.study.surfaceStack(),
            settings: build.study.surfaceSettings(threads: 1))
        let corridors = try ReleasedCorridors(build: build, plane: plane)
        let zone = Coverage.footprint(of: area, on: plane.grid)
        let parts = surface.contributions(to: [zone], routes: try corridors.proximity())[0]
        var result = Result(contributions: shares(parts, table: table, corridors: corridors), inside: [], reaching: 0)
        place(table.incidents, evidence: evidence, area: area, zone: zone, into: &result)
        return result
    }

    private func place(
        _ incidents: [ReleasedIncident], evidence: SurfaceEvidence, area: MultiPolygon, zone: AreaFootprint,
        into result: inout Result
    ) {
        let cells = Set(zone.indices)
        for (incident, event) in zip(incidents, evidence.events) {
            switch event.location {
            case .point(let point, _):
                if area.contains(point) { result.inside.append(incident) }
            case .area(let position):
                let footprint = evidence.footprints[position]
                let covered = zip(footprint.indices, footprint.fractions).lazy
                    .filter { cells.contains($0.0) }.reduce(0.0) { $0 + Double($1.1) }
                if covered >= 0.5 * footprint.cellCount, covered > 0 {
                    result.inside.append(incident)
                } else if covered > 0 {
                    result.reaching += 1
                }
            }
        }
    }

    func evidence(of table: ContributionTable) throws -> SurfaceEvidence {
        var footprints = LawFootprints(gazetteer: gazetteer, transform: plane.toPlane, grid: plane.grid)
        let events = try table.incidents.map { incident in
            EventMass(
                location: try location(of: incident.location, footprints: &footprints), weight: incident.weight,
                period: try period(of: incident))
        }
        return SurfaceEvidence(
            grid: plane.grid, asOf: build.study.asOf, events: events, footprints: footprints.footprints)
    }

    private func location(of released: ReleasedLocation, footprints: inout LawFootprints) throws -> EventMass.Location {
        if case .point(let longitude, let latitude, let sigma) = released {
            let point = try plane.toPlane.transform(PlanarPoint(x: longitude, y: latitude))
            return .point(point, sigma: Meters(sigma))
        }
        return .area(footprint: try footprints.position(of: released.areaLaw ?? .regions([])))
    }

    private func period(of incident: ReleasedIncident) throws -> DayInterval {
        guard let first = CalendarDay(parsing: incident.first), let last = CalendarDay(parsing: incident.last),
            let period = DayInterval(first: first, last: last)
        else {
            throw QueryError.damaged(
                path: "\(build.folder)/\(ContributionTable.fileName)", reason: "incident \(incident.id) has no period")
        }
        return period
    }

    private func shares(
        _ parts: ZoneContributions, table: ContributionTable, corridors: ReleasedCorridors
    ) -> [Contribution] {
        guard parts.mean > 0 else { return [] }
        var list = parts.events.map { part in
            let incident = table.incidents[part.event]
            return Contribution(
                kind: .incident, id: incident.id, title: incident.title, share: part.value / parts.mean,
                claims: incident.claims)
        }
        for (corridor, value) in zip(corridors.corridors, parts.routes) where value > 0 {
            list.append(
                Contribution(kind: .route, id: corridor.id, title: corridor.title, share: value / parts.mean))
        }
        list.append(.floor(share: parts.uniform / parts.mean))
        return Contribution.shown(list)
    }
}

extension Contribution {
    /// Incidents and routes beyond this many are summed up as "other".
    static let shownLimit = 25
    /// A smaller share than this says nothing about the zone.
    static let leastShownShare = 0.001

    /// The uniform part of the surface.
    static func floor(share: Double) -> Contribution {
        Contribution(kind: .uniform, id: "uniform", title: "Even floor over the whole area", share: share)
    }

    /// What is too small to be listed, or may not be.
    static func rest(share: Double) -> Contribution {
        Contribution(kind: .other, id: "other", title: "All other contributions", share: share)
    }

    /// The largest, with shares that are rounded to what they are good for.
    static func shown(_ list: [Contribution]) -> [Contribution] {
        let named = list.map { $0.share < leastShownShare && $0.kind != .uniform ? rest(share: $0.share) : $0 }
        return ranked(named, limit: shownLimit).map { part in
            var part = part
            part.share = part.share.rounded(toDecimals: 4)
            return part
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Gazetteer
package import Geo
import GeoIO
package import Layers
import Places
package import Scoring
package import Studies
import Zones

/// What the intensity of any zone is made of, computed again from the released incidents and corridors of a build with
/// the build's own method: no precise position is needed, and none is there.
///
/// The incidents are placed once; the surface is computed at the first question that needs it.
package final class ZoneExplanation: Sendable {
    /// What was found.
    package struct Result {
        /// Shares of the zone's intensity; none where nobody asked for them.
        package var contributions: [Contribution]
        /// The shares of incidents whose claims contradict each other, largest first.
        package var disputed: [Contribution] = []
        /// Incidents that are placed in the zone: their point, or at least half of their area.
        package var inside: [ReleasedIncident]
        /// Incidents of larger areas that reach into the zone.
        package var reaching: Int
        /// Events of restricted sources whose area lies in the zone by half at least.
        package var restricted = 0
    }

    private let grid: Grid
    private let table: ContributionTable
    private let evidence: SurfaceEvidence
    private let corridors: [ReleasedCorridor]
    private let split: Once<ZoneSplit>
    /// For incidents with claims that contradict each other alone, which every answer tells; nil where there are none.
    private let disputedSplit: Once<ZoneSplit>?

    /// - Throws: `CatalogError`, `QueryError` or `GeoIOError` for a build that cannot be read or placed again.
    package init(build: BuildReading, table: ContributionTable, plane: BuildGrid, gazetteer: Gazetteer) throws {
        grid = plane.grid
        self.table = table
        corridors = build.corridors
        let disputed = table.incidents.indices.filter { table.incidents[$0].claims.contains(where: \.isInConflict) }
        let evidence = try Self.evidence(of: table, build: build, plane: plane, gazetteer: gazetteer)
        self.evidence = evidence
        let made = Once {
            let surface = try RiskSurface(
                evidence: evidence, stack: build.study.surfaceStack(), settings: build.study.surfaceSettings(threads: 1)
            )
            let corridors = try ReleasedCorridors(build: build, plane: BuildGrid(study: build.study))
            return (surface: surface, routes: try corridors.proximity())
        }
        split = Once { try ZoneSplit(of: made.get().surface, routes: made.get().routes) }
        let few = Once { try ZoneSplit(of: made.get().surface, routes: made.get().routes, among: Set(disputed)) }
        disputedSplit = disputed.isEmpty ? nil : few
    }

    /// - Parameters:
    ///   - area: in the plane of the study; one that is smaller than a cell stands for the cell around its middle.
    ///   - why: whether the shares are asked for.
    /// - Throws: `GeoIOError` or `SurfaceFault` for a build that cannot be scored again.
    package func explain(_ area: MultiPolygon, why: Bool, check: () throws -> Void) throws -> Result {
        try check()
        let zone = Coverage.footprint(of: area, on: grid).orCell(of: area, on: grid)
        var result = Result(contributions: [], inside: [], reaching: 0)
        try check()
        if let disputedSplit { result.disputed = try disputed(disputedSplit.get().contributions(to: zone)) }
        if why { result.contributions = shares(try split.get().contributions(to: zone)) }
        try check()
        try place(area: area, zone: zone, into: &result, check: check)
        return result
    }

    private func place(
        area: MultiPolygon, zone: AreaFootprint, into result: inout Result, check: () throws -> Void
    ) throws {
        let covered = zone.shared(with: evidence.footprints, on: grid), index = AreaIndex(area)
        // By position: to take up each incident, with its texts, costs more than to look where it lies.
        for (number, event) in zip(table.incidents.indices, evidence.events) {
            try check()
            switch event.location {
            case .point(let point, _):
                if index.contains(point) { result.inside.append(table.incidents[number]) }
            case .area(let position):
                switch part(covered[position], of: position) {
                case .most: result.inside.append(table.incidents[number])
                case .some: result.reaching += 1
                case .none: break
                }
            }
        }
        let counts = table.restricted ?? []
        for (count, event) in zip(counts, evidence.events.suffix(counts.count)) {
            guard case .area(let position) = event.location else { continue }
            switch part(covered[position], of: position) {
            case .most: result.restricted += count.events
            case .some: result.reaching += count.events
            case .none: break
            }
        }
    }

    /// How much of an area lies in the zone.
    private enum Part { case none, some, most }

    private func part(_ covered: Double, of footprint: Int) -> Part {
        guard covered > 0 else { return .none }
        return covered >= 0.5 * evidence.footprints[footprint].cellCount ? .most : .some
    }

    /// The released evidence on the plane of the build.
    package static func evidence(
        of table: ContributionTable, build: BuildReading, plane: BuildGrid, gazetteer: Gazetteer
    ) throws -> SurfaceEvidence {
        var footprints = LawFootprints(gazetteer: gazetteer, transform: plane.toPlane, grid: plane.grid)
        var events = try table.incidents.map { incident in
            EventMass(
                location: try location(of: incident.location, plane: plane, footprints: &footprints),
                weight: incident.weight, period: try period(of: incident, build: build))
        }
        for count in table.restricted ?? [] { events.append(try count.mass(&footprints)) }
        return SurfaceEvidence(
            grid: plane.grid, asOf: build.study.asOf, events: events, footprints: footprints.footprints,
            evenFootprints: footprints.even)
    }

    private static func location(
        of released: ReleasedLocation, plane: BuildGrid, footprints: inout LawFootprints
    ) throws -> EventMass.Location {
        if case .point(let longitude, let latitude, let sigma) = released {
            let point = try plane.toPlane.transform(PlanarPoint(x: longitude, y: latitude))
            return .point(point, sigma: Meters(sigma))
        }
        return .area(footprint: try footprints.position(of: released.areaLaw ?? .regions([])))
    }

    private static func period(of incident: ReleasedIncident, build: BuildReading) throws -> DayInterval {
        guard let first = CalendarDay(parsing: incident.first), let last = CalendarDay(parsing: incident.last),
            let period = DayInterval(first: first, last: last)
        else {
            throw QueryError.damaged(
                path: "\(build.folder.name)/\(ContributionTable.fileName)",
                reason: "incident \(incident.id) has no period")
        }
        return period
    }

    private func disputed(_ parts: ZoneContributions) -> [Contribution] {
        guard parts.mean > 0 else { return [] }
        return Contribution.ranked(parts.events.map { share(of: $0, in: parts) }, limit: .max)
    }

    private func share(of part: EventContribution, in parts: ZoneContributions) -> Contribution {
        let incident = table.incidents[part.event]
        return Contribution(
            kind: .incident, id: incident.id, title: incident.title, share: part.value / parts.mean,
            claims: incident.claims)
    }

    private func shares(_ parts: ZoneContributions) -> [Contribution] {
        guard parts.mean > 0 else { return [] }
        let incidents = table.incidents.count
        var list = parts.events.filter { $0.event < incidents }.map { share(of: $0, in: parts) }
        let counts = table.restricted ?? []
        list += RestrictedCount.contributions(
            parts.events.filter { $0.event >= incidents }
                .map { (counts[$0.event - incidents], $0.value / parts.mean) })
        for (corridor, value) in zip(corridors, parts.routes) where value > 0 {
            list.append(
                Contribution(kind: .route, id: corridor.id, title: corridor.title, share: value / parts.mean))
        }
        list.append(.floor(share: parts.uniform / parts.mean))
        return Contribution.shown(list)
    }
}

extension Contribution {
    /// Incidents and routes beyond this many are summed up as "other".
    package static let shownLimit = 25
    /// A smaller share than this says nothing about the zone.
    package static let leastShownShare = 0.001

    /// The uniform part of the surface.
    package static func floor(share: Double) -> Contribution {
        Contribution(kind: .uniform, id: "uniform", title: "Even floor over the whole area", share: share)
    }

    /// What is too small to be listed, or may not be.
    package static func rest(share: Double) -> Contribution {
        Contribution(kind: .other, id: "other", title: "All other contributions", share: share)
    }

    /// The largest, with shares that are rounded to what they are good for.
    package static func shown(_ list: [Contribution]) -> [Contribution] {
        let named = list.map { $0.share < leastShownShare && $0.kind != .uniform ? rest(share: $0.share) : $0 }
        return ranked(named, limit: shownLimit).map { part in
            var part = part
            part.share = part.share.rounded(toDecimals: 4)
            return part
        }
    }
}

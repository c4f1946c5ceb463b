// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Layers
import RedTeam
import Studies

/// The events of restricted sources as the red team must not find them, and how to put them elsewhere.
struct RestrictedTruth {
    /// The events.
    let events: [HiddenEvent]
    /// Where open evidence lies: no secret, and a good place to guess at.
    let openPlaces: [Coordinate]
    /// For each event, its place in the evidence.
    private let origins: [Origin]
    private let areas: RestrictedAreas

    private enum Origin {
        /// Position among the located incidents.
        case located(Int)
        /// Position among the hidden incidents that count for areas.
        case hidden(Int)
    }

    /// Takes the incidents that have a place of their own; one known only to an area has nothing to hide in it.
    init(evidence: LocatedEvidence, study: ResolvedStudy, gazetteer: Gazetteer) {
        areas = RestrictedAreas(gazetteer: gazetteer)
        var shapes = HidingAreas(study: study, gazetteer: gazetteer)
        var events: [HiddenEvent] = [], origins: [Origin] = [], open: [Coordinate] = []
        let located = evidence.incidents
        for position in located.indices where located.isDrawn(position) {
            guard case .point(let coordinate, _) = located.place(position).law else { continue }
            guard located.access(position) == .restricted else {
                open.append(coordinate)
                continue
            }
            let entry = located[position]
            events.append(HiddenEvent(entry, at: coordinate, area: shapes.area(of: entry.place)))
            origins.append(.located(position))
        }
        for (position, hidden) in (evidence.restricted?.hidden ?? []).enumerated() {
            guard case .point(let coordinate, _) = hidden.entry.place.law,
                let unit = areas.area(of: hidden.entry.place, statesProvince: hidden.statesProvince)
            else { continue }
            let area = shapes.area(of: [unit.district ?? unit.province])
            events.append(HiddenEvent(hidden.entry, at: coordinate, area: area))
            origins.append(.hidden(position))
        }
        (self.events, self.origins, openPlaces) = (events, origins, open)
    }

    /// The evidence with every restricted event at another place of its area and on another day of its half-month,
    /// and the events there. The same study always gives the same places.
    func moved(_ evidence: LocatedEvidence) -> (evidence: LocatedEvidence, events: [HiddenEvent]) {
        var generator = SeededGenerator(seed: 20_000)
        var placed: [HiddenEvent] = [], entries: [Int: LocatedIncident] = [:]
        var restricted = evidence.restricted
        for (event, origin) in zip(events, origins) {
            switch origin {
            case .located(let position):
                let (coordinate, first) = event.moved(by: &generator)
                entries[position] = evidence.incidents[position].moved(to: coordinate, first: first)
                placed.append(event.placed(at: coordinate))
            case .hidden(let position):
                guard let hidden = restricted?.hidden[position] else { continue }
                let (entry, coordinate) = elsewhere(hidden, event, &generator)
                restricted?.replace(hidden, by: entry, areas: areas)
                placed.append(event.placed(at: coordinate))
            }
        }
        var moved = evidence
        moved.restricted = restricted
        if !entries.isEmpty { moved.incidents = evidence.incidents.replacing(entries) }
        return (moved, placed)
    }

    /// The incident elsewhere in its unit. A unit's border cuts off what lies in another, so more places are tried.
    private func elsewhere(
        _ hidden: RestrictedEvents.Hidden, _ event: HiddenEvent, _ generator: inout SeededGenerator
    ) -> (LocatedIncident, Coordinate) {
        let unit = areas.area(of: hidden.entry.place, statesProvince: hidden.statesProvince)
        for _ in 0..<64 {
            let (coordinate, first) = event.moved(by: &generator)
            let entry = hidden.entry.moved(to: coordinate, first: first)
            let there = areas.area(of: entry.place, statesProvince: hidden.statesProvince)
            if there?.district == unit?.district, there?.province == unit?.province { return (entry, coordinate) }
        }
        return (hidden.entry, event.position)
    }
}

extension HiddenEvent {
    fileprivate init(_ entry: LocatedIncident, at position: Coordinate, area: HidingArea) {
        self.init(
            id: entry.incident.id, position: position, days: entry.incident.period.hidingFirstDays, area: area)
    }
}

extension RestrictedEvents {
    /// Lets the event of a hidden incident follow from the incident as it is elsewhere.
    fileprivate mutating func replace(_ hidden: Hidden, by entry: LocatedIncident, areas: RestrictedAreas) {
        guard let unit = areas.area(of: entry.place, statesProvince: hidden.statesProvince) else { return }
        let old = events[hidden.event]
        events[hidden.event] = RestrictedEvent(
            district: unit.district, province: unit.province,
            halfMonth: HalfMonth(containing: entry.incident.period.last), rootSources: old.rootSources,
            weight: old.weight)
    }
}

extension LocatedIncidents {
    /// The same incidents, some of them replaced.
    fileprivate func replacing(_ entries: [Int: LocatedIncident]) -> LocatedIncidents {
        let all = indices.map { entries[$0] ?? self[$0] }
        let byID = Dictionary(all.map { ($0.incident.id, $0) }, uniquingKeysWith: { first, _ in first })
        let headers = Dictionary(
            all.map { entry in
                let incident = entry.incident
                return (
                    incident.id,
                    IncidentHeader(
                        id: incident.id, title: incident.title, type: incident.type, zeroReason: incident.zeroReason)
                )
            }, uniquingKeysWith: { first, _ in first })
        let grouped = GroupedIncidents(ClaimStore(all.flatMap(\.incident.claims)), headers: headers).incidents
        var located = LocatedIncidents(of: grouped)
        for (position, incident) in grouped.enumerated() {
            guard let entry = byID[incident.id] else { continue }
            located.append(
                LocatedIncident(
                    incident: incident, place: entry.place, weight: entry.weight, access: entry.access,
                    terms: entry.terms), at: position)
        }
        return located
    }
}

/// Areas that stand for places, each made once.
private struct HidingAreas {
    let study: ResolvedStudy
    let gazetteer: Gazetteer
    private var known: [[String]: HidingArea] = [:]

    init(study: ResolvedStudy, gazetteer: Gazetteer) {
        self.study = study
        self.gazetteer = gazetteer
    }

    mutating func area(of place: LocatedPlace) -> HidingArea {
        if case .regions(let regions) = place.releaseArea, !regions.isEmpty { return area(of: regions) }
        return area(of: [place.country])
    }

    mutating func area(of ids: [String]) -> HidingArea {
        if let area = known[ids] { return area }
        let shapes = ids.compactMap { gazetteer.area(id: $0)?.polygons }.flatMap(\.self)
        let area = HidingArea(
            id: ids.joined(separator: "+"), shape: shapes.isEmpty ? study.extent.rectangle : MultiPolygon(shapes))
        known[ids] = area
        return area
    }
}

extension LocatedIncident {
    /// The same incident elsewhere, as if it had begun on another day and lasted as long.
    fileprivate func moved(to coordinate: Coordinate, first: CalendarDay) -> LocatedIncident {
        let shift = first.days(since: incident.period.first)
        var place = place
        if case .point(_, let sigma) = place.law { place.law = .point(coordinate, sigma: sigma) }
        return LocatedIncident(
            incident: incident.shifted(days: shift), place: place, weight: weight, access: access, terms: terms)
    }
}

extension Incident {
    fileprivate func shifted(days: Int) -> Incident {
        if days == 0 { return self }
        let header = IncidentHeader(id: id, title: title, type: type, zeroReason: zeroReason)
        return Incident(claims: claims.map { $0.shifted(days: days) }[...], header: header) ?? self
    }
}

extension Claim {
    fileprivate func shifted(days: Int) -> Claim {
        let first = period.first.advanced(by: days), last = period.last.advanced(by: days)
        var claim = Claim(
            id: id, incidentID: incidentID, conflictGroup: conflictGroup, type: type, place: place,
            period: DayInterval(first: first, last: last) ?? period, datePrecision: datePrecision, quantity: quantity,
            actor: actor, attribution: attribution, status: status, note: note, origin: origin, quote: quote)
        claim.movement = movement
        return claim
    }
}

extension DayInterval {
    /// The first days that events of this length may have within the half-month (1 to 15, 16 to the end) that holds
    /// them; the interval's own first day where it reaches beyond one half-month.
    var hidingFirstDays: DayInterval {
        let half = HalfMonth(containing: first), latest = half.last.advanced(by: 1 - length)
        return DayInterval(first: half.first, last: latest).flatMap { $0.contains(first) ? $0 : nil }
            ?? DayInterval(first)
    }
}

extension Extent {
    /// The extent as an area.
    fileprivate var rectangle: MultiPolygon {
        let corners = [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)]
        return MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: $0.0, y: $0.1) })])
    }
}

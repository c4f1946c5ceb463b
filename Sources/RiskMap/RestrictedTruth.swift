// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import RedTeam

/// The drawn events of restricted sources as the red team must not find them, and how to put them elsewhere.
struct RestrictedTruth {
    /// The events.
    let events: [RestrictedEvent]
    /// For each event, the position of its incident in the located ones.
    let positions: [Int]
    /// Where open evidence lies: no secret, and a good place to guess at.
    let openPlaces: [Coordinate]

    /// Takes the incidents that have a place of their own; one known only to an area has nothing to hide in it.
    init(located: [LocatedIncident], study: ResolvedStudy, gazetteer: Gazetteer) {
        var areas = HidingAreas(study: study, gazetteer: gazetteer)
        var events: [RestrictedEvent] = [], positions: [Int] = [], open: [Coordinate] = []
        for (position, entry) in located.enumerated() where entry.isDrawn {
            guard case .point(let coordinate, _) = entry.place.law else { continue }
            guard entry.access == .restricted else {
                open.append(coordinate)
                continue
            }
            positions.append(position)
            events.append(
                RestrictedEvent(
                    id: entry.incident.id, position: coordinate, days: entry.incident.period.hidingFirstDays,
                    area: areas.area(of: entry.place)))
        }
        (self.events, self.positions, openPlaces) = (events, positions, open)
    }

    /// The incidents with every restricted event at another place of its area and on another day of its half-month,
    /// and the events there. The same study always gives the same places.
    func moved(_ located: [LocatedIncident]) -> (located: [LocatedIncident], events: [RestrictedEvent]) {
        var generator = SeededGenerator(seed: 20_000)
        var moved = located, placed: [RestrictedEvent] = []
        for (event, position) in zip(events, positions) {
            let (coordinate, first) = event.moved(by: &generator)
            moved[position] = located[position].moved(to: coordinate, first: first)
            placed.append(
                RestrictedEvent(id: event.id, position: coordinate, days: event.days, area: event.area))
        }
        return (moved, placed)
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
        var ids: [String] = []
        if case .regions(let regions) = place.releaseArea { ids = regions }
        if ids.isEmpty { ids = [place.country] }
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
        return Claim(
            id: id, incidentID: incidentID, conflictGroup: conflictGroup, type: type, place: place,
            period: DayInterval(first: first, last: last) ?? period, datePrecision: datePrecision, quantity: quantity,
            actor: actor, attribution: attribution, status: status, note: note, origin: origin)
    }
}

extension DayInterval {
    /// The first days that events of this length may have within the half-month (1 to 15, 16 to the end) that holds
    /// them; the interval's own first day where it reaches beyond one half-month.
    var hidingFirstDays: DayInterval {
        let (year, month, day) = first.components
        let start = first.advanced(by: (day > 15 ? 16 : 1) - day)
        let end = day > 15 ? CalendarDay.length(ofMonth: month, year: year) : 15
        let latest = first.advanced(by: end - day - (length - 1))
        return DayInterval(first: start, last: latest).flatMap { $0.contains(first) ? $0 : nil } ?? DayInterval(first)
    }
}

extension Extent {
    /// The extent as an area.
    fileprivate var rectangle: MultiPolygon {
        let corners = [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)]
        return MultiPolygon([Polygon(shell: corners.map { PlanarPoint(x: $0.0, y: $0.1) })])
    }
}

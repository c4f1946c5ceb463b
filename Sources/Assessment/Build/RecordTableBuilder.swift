// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Incidents
import Layers
import Places
import Scoring
import Studies

/// The record behind chances and numbers as the folder may carry it.
struct RecordTableBuilder {
    let content: BuildContent

    private var policy: ReleasePolicy { ReleasePolicy(tier: content.study.tier) }

    /// - Parameter listed: the incidents of the same file, in its order.
    /// - Returns: nil without a forecast, for a record of more events than a build lists, or where an event may not be passed on, even as a cell and a day.
    func table(_ listed: [ListedIncident]) -> RecordTable? {
        guard let forecast = content.forecast?.forecast, policy.mayShowCells(ofSize: content.study.cell) else {
            return nil
        }
        let record = forecast.forecast.record, known = record.known(before: forecast.forecast.day)
        let located = content.evidence.located.incidents
        // A list in JSON costs far more memory than the events do: of a long record the folder carries none.
        guard known.count <= content.study.study.model.evidence.listedIncidents else { return nil }
        guard known.allSatisfy({ mayTell(Int(record.events[$0].number), located) }) else { return nil }
        let positions = Dictionary(
            listed.enumerated().map { ($0.element.shown.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var areas = RecordAreas()
        var table = RecordTable(
            firstDay: record.firstDay.description, forecastDay: forecast.forecast.day.description, cells: [], ages: [],
            incidents: [], areas: [])
        for event in record.events[known] {
            let index = Int(event.number)
            table.cells.append(place(of: event, located.place(index), &areas))
            table.ages.append(forecast.forecast.day.days(since: event.days.last))
            table.incidents.append(positions[located.incident(index).id] ?? -1)
        }
        table.areas = areas.locations
        return table
    }

    private func mayTell(_ index: Int, _ located: LocatedIncidents) -> Bool {
        index >= 0 && policy.mayExportRow(located.terms(index)) && policy.mayShowPoint(located.access(index))
    }

    /// A facility has no cell of its own outside of the internal tier.
    private func place(of event: EventRecord.Event, _ place: LocatedPlace, _ areas: inout RecordAreas) -> Int {
        if case .cell(let cell) = event.place, !place.isFacility || policy.mayShowFacilities { return Int(cell) }
        let location = policy.released(
            place.law, access: .open, isFacility: place.isFacility, area: place.releaseArea)
        return areas.position(of: location)
    }
}

/// The areas of a record, each once.
private struct RecordAreas {
    private(set) var locations: [ReleasedLocation] = []
    private var positions: [ReleasedLocation: Int] = [:]

    /// -1 - n for area n.
    mutating func position(of location: ReleasedLocation) -> Int {
        if let known = positions[location] { return -1 - known }
        positions[location] = locations.count
        locations.append(location)
        return -locations.count
    }
}

// SPDX-License-Identifier: Apache-2.0

import Chance
import Gazetteer
import Geo
import GeoIO
import Layers
import Places
import Scoring
import Studies

/// Why a place has its chance and its number, made again from what a build folder carries of its record.
final class RecordExplanation: Sendable {
    private let table: ContributionTable
    private let forecast: Once<Forecast>

    /// Nil where the folder carries no record.
    init?(build: BuildReading, table: ContributionTable, gazetteer: Gazetteer) {
        guard let record = table.record else { return nil }
        self.table = table
        let study = build.study, folder = build.folder.name
        forecast = Once { try RecordReplay(record: record, study: study, folder: folder).forecast(gazetteer) }
    }

    /// Events that are listed one by one.
    private static let listed = 10

    /// - Parameter point: in the plane of the study.
    /// - Returns: nil where the cell is not assessed.
    /// - Throws: `QueryError.damaged` for a record that cannot be placed again.
    func reasons(at point: PlanarPoint) throws -> ChanceReasons? {
        let forecast = try forecast.get(), ground = forecast.record.ground
        guard let (column, row) = ground.grid.cell(at: point) else { return nil }
        let cell = ground.grid.index(column: column, row: row)
        guard ground.isAssessed(cell) else { return nil }
        let reasons = PlaceReasons(forecast, around: cell)
        return ChanceReasons(
            reasons, parts: parts(reasons, forecast),
            expected: forecast.count(around: cell, .twentyFive, .month).mean)
    }

    /// The largest parts by incident; what takes away is one part, and so are the others.
    private func parts(_ reasons: PlaceReasons, _ forecast: Forecast) -> [ChanceReasons.Part] {
        let adding = reasons.events.filter { $0.share > 0 }.sorted { ($1.share, $0.event) < ($0.share, $1.event) }
        let quiet = reasons.events.filter { $0.share < 0 }
        var parts = adding.prefix(Self.listed).map { part($0, forecast) }
        let others = adding.dropFirst(Self.listed)
        if !others.isEmpty {
            parts.append(.init(kind: .others, share: others.reduce(0) { $0 + $1.share }, events: others.count))
        }
        if !quiet.isEmpty {
            parts.append(.init(kind: .longQuiet, share: quiet.reduce(0) { $0 + $1.share }, events: quiet.count))
        }
        return parts + [.init(kind: .background, share: reasons.background, events: 0)]
    }

    private func part(_ entry: (event: Int, share: Double), _ forecast: Forecast) -> ChanceReasons.Part {
        let number = Int(forecast.record.events[entry.event].number)
        let incident = table.incidents.indices.contains(number) ? table.incidents[number] : nil
        return .init(
            kind: .incident, id: incident?.id, title: incident?.title, first: incident?.first, last: incident?.last,
            share: entry.share, events: 1, claims: incident?.claims ?? [])
    }
}

/// The record of a folder on the ground of its study.
private struct RecordReplay {
    let record: RecordTable
    let study: ResolvedStudy
    let folder: String

    func forecast(_ gazetteer: Gazetteer) throws -> Forecast {
        let plane = try BuildGrid(study: study)
        var footprints = LawFootprints(gazetteer: gazetteer, transform: plane.toPlane, grid: plane.grid)
        let areas = try record.areas.map { try footprints.position(of: $0.areaLaw ?? .regions([])) }
        let ground = try RecordGround(
            study: study, gazetteer: gazetteer, plane: plane, footprints: &footprints, threads: 1)
        guard let first = CalendarDay(parsing: record.firstDay), let day = CalendarDay(parsing: record.forecastDay),
            record.cells.allSatisfy({ $0 < plane.grid.count })
        else { throw damaged }
        let events = zip(zip(record.cells, record.ages), record.incidents).map { entry, incident in
            Self.event(entry.0, day.advanced(by: -entry.1), incident, areas, plane.grid)
        }
        return Forecast(
            EventRecord(
                ground: ground.ground, events: events, footprints: footprints.footprints, evenly: footprints.even,
                firstDay: first), on: day)
    }

    private static func event(
        _ cell: Int, _ day: CalendarDay, _ incident: Int, _ areas: [Int], _ grid: Grid
    ) -> EventRecord.Event {
        // checked: the document's reader holds all numbers within 32 bits
        let number = Int32(incident), days = DayInterval(day)
        guard cell >= 0 else {
            return EventRecord.Event(place: .area(areas[-1 - cell]), point: nil, days: days, number: number)
        }
        let center = grid.center(column: cell % grid.columns, row: cell / grid.columns)
        return EventRecord.Event(place: .cell(Int32(cell)), point: center, days: days, number: number)
    }

    private var damaged: QueryError {
        .damaged(path: "\(folder)/\(ContributionTable.fileName)", reason: "its record does not fit its study")
    }
}

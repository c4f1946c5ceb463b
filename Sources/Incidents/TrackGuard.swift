// SPDX-License-Identifier: Apache-2.0

import Geo

/// Notices tables that follow people or vehicles: such data are refused, whatever format they claim to be.
///
/// A track is judged by how its positions move (`TrackRun`), not by what its columns are called, and by the times that its
/// rows state, however and in whichever column they are written (`RowClocks`). Rows are judged as they come, and once more in
/// the order of their times, so that shuffling hides nothing. Days without a time of day never make a track.
struct TrackGuard {
    /// A row with a position and a time.
    struct Fix {
        let second: Int
        let longitude, latitude: Double
        /// Position of the entity's name among those met.
        let entity: Int
        let line: Int
    }

    /// What one clock of the table has told.
    private struct Trail {
        var fixes: [Fix] = []
        var runs: [Int: [TrackRun]] = [:]
        /// Whether each time so far came after the one before it.
        var isRising = true
    }

    private static let entityNames: Set<String> = [
        "track_id", "track_fid", "trackid", "device_id", "deviceid", "device", "vehicle_id", "vehicleid", "vehicle",
        "imei", "callsign", "trip_id", "trip", "unit_id", "mmsi", "tracker", "tracker_id",
    ]
    private static let pointColumns = ["track_fid", "track_seg_id", "track_seg_point_id"]
    /// Rows that are put into the order of their times at once; a longer table is judged in pieces of so many.
    private static let mostFixes = 1 << 20

    private let entityColumn: String?
    private let isTrackLayer: Bool
    private var clocks: RowClocks
    private var trails: [Trail] = []
    private var entities: [String: Int] = [:]
    private var names: [String] = []
    private var file = ""

    /// Looks at the columns; `known` are those whose times are not of the event.
    /// - Parameter reporters: a column that names who reported, which is nobody who is followed.
    init(columns: RecordColumns, known: [String] = [], reporters: String? = nil) {
        entityColumn = columns.names.first {
            Self.entityNames.contains($0.lowercased()) && $0.lowercased() != reporters?.lowercased()
        }
        isTrackLayer = Self.pointColumns.allSatisfy { columns.position(of: $0) != nil }
        clocks = RowClocks(leavingOut: known.compactMap { columns.position(of: $0) })
    }

    /// Throws when the rows up to this one are a track; `second` is what the row's date states, on `day`.
    mutating func check(
        _ record: Record, _ coordinate: Coordinate?, second: Int?, day: CalendarDay
    ) throws(IncidentInputError) {
        if isTrackLayer { throw .trackLayer(record.origin) }
        guard let coordinate else { return }
        file = record.origin.file
        let row = RowClocks.Row(
            values: record.values, day: day, line: record.origin.line, coordinate: coordinate,
            entity: entity(entityColumn.flatMap { record[$0] } ?? ""))
        if let second { try follow(row, second, clock: 0) }
        for row in clocks.rows(after: row) { try followColumns(row) }
    }

    /// Throws when the rows are a track in the order of their times.
    mutating func finish() throws(IncidentInputError) {
        for row in clocks.decide() { try followColumns(row) }
        for clock in trails.indices { try judgeInOrder(clock) }
    }

    private mutating func followColumns(_ row: RowClocks.Row) throws(IncidentInputError) {
        for (number, position) in clocks.columns.enumerated() {
            if let second = RowClocks.second(in: row, at: position) { try follow(row, second, clock: number + 1) }
        }
    }

    private mutating func follow(_ row: RowClocks.Row, _ second: Int, clock: Int) throws(IncidentInputError) {
        while trails.count <= clock { trails.append(Trail()) }
        let fix = Fix(
            second: second, longitude: row.coordinate.longitude, latitude: row.coordinate.latitude,
            entity: row.entity, line: row.line)
        if let last = trails[clock].fixes.last, last.second > second { trails[clock].isRising = false }
        try extend(&trails[clock].runs[row.entity, default: []], by: fix)
        trails[clock].fixes.append(fix)
        if trails[clock].fixes.count == Self.mostFixes { try judgeInOrder(clock) }
    }

    private mutating func judgeInOrder(_ clock: Int) throws(IncidentInputError) {
        let fixes = trails[clock].fixes, isRising = trails[clock].isRising
        trails[clock].fixes = []
        trails[clock].isRising = true
        if isRising { return }
        var runs: [TrackRun] = [], entity = -1
        for fix in fixes.sorted(by: { ($0.entity, $0.second, $0.line) < ($1.entity, $1.second, $1.line) }) {
            if fix.entity != entity { (runs, entity) = ([], fix.entity) }
            try extend(&runs, by: fix)
        }
    }

    private func extend(_ runs: inout [TrackRun], by fix: Fix) throws(IncidentInputError) {
        let rules = TrackRule.rules(isNamed: !names[fix.entity].isEmpty)
        if runs.isEmpty { runs = rules.map { TrackRun($0, from: fix) } }
        for place in runs.indices {
            runs[place].follow(fix)
            guard runs[place].isTrack else { continue }
            throw .positionTrack(
                RecordOrigin(file: file, line: fix.line), entity: names[fix.entity], column: entityColumn ?? "",
                fixes: runs[place].fixes, first: runs[place].firstLine,
                kilometers: (runs[place].reach / 1000).rounded(toDecimals: 1))
        }
    }

    private mutating func entity(_ name: String) -> Int {
        if let known = entities[name] { return known }
        entities[name] = names.count
        names.append(name)
        return names.count - 1
    }
}

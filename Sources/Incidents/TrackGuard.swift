// SPDX-License-Identifier: Apache-2.0

import Geo

/// Notices tables that follow people or vehicles: such data are refused, whatever format they claim to be.
///
/// A track is ten positions of one named entity, each within an hour of the one before; or, where no column names an
/// entity, thirty rows in a row each within five minutes and three kilometres of the one before. Days without a time
/// of day never make a track.
struct TrackGuard {
    private struct Fix {
        var seconds: Int
        var coordinate: Coordinate
        var run: Int
    }

    private static let entityNames: Set<String> = [
        "track_id", "track_fid", "trackid", "device_id", "deviceid", "device", "vehicle_id", "vehicleid", "vehicle",
        "imei", "callsign", "trip_id", "trip", "unit_id", "mmsi", "tracker", "tracker_id",
    ]
    private static let pointColumns = ["track_fid", "track_seg_id", "track_seg_point_id"]

    private let timeColumn: String?
    private let entityColumn: String?
    private let isTrackLayer: Bool
    private var fixes: [String: Fix] = [:]

    /// Looks at the columns; `timeColumn` is the one that the format takes dates from.
    init(columns: RecordColumns, timeColumn: String?) {
        self.timeColumn = timeColumn
        entityColumn = columns.names.first { Self.entityNames.contains($0.lowercased()) }
        isTrackLayer = Self.pointColumns.allSatisfy { columns.position(of: $0) != nil }
    }

    /// Throws when the rows up to this one are a track.
    mutating func check(_ record: Record, _ coordinate: Coordinate?) throws(IncidentInputError) {
        if isTrackLayer { throw .positionTrack(record.origin, entity: "") }
        guard let coordinate, let timeColumn, let text = record[timeColumn], let seconds = Self.seconds(text) else {
            return
        }
        let entity = entityColumn.flatMap { record[$0] } ?? ""
        var fix = Fix(seconds: seconds, coordinate: coordinate, run: 1)
        if let last = fixes[entity], follows(fix, last, named: !entity.isEmpty) { fix.run = last.run + 1 }
        if fix.run >= (entity.isEmpty ? 30 : 10) { throw .positionTrack(record.origin, entity: entity) }
        fixes[entity] = fix
    }

    private func follows(_ fix: Fix, _ last: Fix, named: Bool) -> Bool {
        let gap = abs(fix.seconds - last.seconds)
        if named { return gap < 3600 }
        return gap <= 300 && fix.coordinate.distance(to: last.coordinate) <= Meters(3000)
    }

    /// Seconds since 1970 of `YYYY-MM-DDTHH:MM[:SS]`; nil for a day without a time, and for midnight, which tables
    /// write where they know the day alone.
    private static func seconds(_ text: String) -> Int? {
        guard text.utf8.count >= 16, let day = CalendarDay(parsing: text) else { return nil }
        let parts = text.dropFirst(11).prefix(8).split(separator: ":").map { Int($0.prefix(2)) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1] else { return nil }
        let second = parts.count > 2 ? parts[2] ?? 0 : 0
        if hour == 0, minute == 0, second == 0 { return nil }
        return day.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
    }
}

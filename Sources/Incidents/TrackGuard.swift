// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Notices tables that follow people or vehicles: such data are refused, whatever format they claim to be.
///
/// A track is judged by how its positions move, not by what its columns are called: fixes in a row, each within an hour
/// of the one before (ten minutes where no column names an entity), at speeds that something on the ground has, away
/// from where it began, most of them onwards rather than back. Strikes on one town go nowhere, reports of one office
/// leap from town to town, and neither is a track. Days without a time of day never make one.
struct TrackGuard {
    /// What makes a track of fixes in a row.
    private struct Rule {
        /// Fixes, and seconds between two of them.
        let fixes, gap: Int
        static let named = Rule(fixes: 10, gap: 3600)
        static let unnamed = Rule(fixes: 30, gap: 600)
    }

    /// A run of fixes that may be a track.
    private struct Run {
        let first: RecordOrigin
        let start: Coordinate
        let began: Int
        var last: Coordinate
        var seconds: Int
        var fixes = 1
        /// Moves that have a direction, and those of them that go on in the direction of the one before.
        var turns = 0, onwards = 0
        var heading: (east: Double, north: Double)?
    }

    /// Metres per second above which nothing on a road goes.
    private static let fastest = 60.0
    /// Metres per second, and metres in all, below which nobody is under way: shells that creep through a town.
    private static let slowest = 0.6, shortest = 2_000.0
    /// A shorter move has no direction: receivers are not exact.
    private static let leastMove = 30.0

    private static let entityNames: Set<String> = [
        "track_id", "track_fid", "trackid", "device_id", "deviceid", "device", "vehicle_id", "vehicleid", "vehicle",
        "imei", "callsign", "trip_id", "trip", "unit_id", "mmsi", "tracker", "tracker_id",
    ]
    private static let pointColumns = ["track_fid", "track_seg_id", "track_seg_point_id"]

    private let timeColumn: String?
    private let entityColumn: String?
    private let isTrackLayer: Bool
    private var runs: [String: Run] = [:]

    /// Looks at the columns; `timeColumn` is the one that the format takes dates from.
    /// - Parameter reporters: a column that names who reported, which is nobody who is followed.
    init(columns: RecordColumns, timeColumn: String?, reporters: String? = nil) {
        self.timeColumn = timeColumn
        entityColumn = columns.names.first {
            Self.entityNames.contains($0.lowercased()) && $0.lowercased() != reporters?.lowercased()
        }
        isTrackLayer = Self.pointColumns.allSatisfy { columns.position(of: $0) != nil }
    }

    /// Throws when the rows up to this one are a track.
    mutating func check(_ record: Record, _ coordinate: Coordinate?) throws(IncidentInputError) {
        if isTrackLayer { throw .trackLayer(record.origin) }
        guard let coordinate, let timeColumn, let text = record[timeColumn], let seconds = Self.seconds(text) else {
            return
        }
        let entity = entityColumn.flatMap { record[$0] } ?? ""
        let rule = entity.isEmpty ? Rule.unnamed : .named
        let fresh = Run(
            first: record.origin, start: coordinate, began: seconds, last: coordinate, seconds: seconds)
        guard var run = runs[entity], Self.extend(&run, to: coordinate, at: seconds, rule) else {
            runs[entity] = fresh
            return
        }
        runs[entity] = run
        let away = run.start.distance(to: coordinate).value
        guard run.fixes >= rule.fixes, away >= Self.shortest, away >= Self.slowest * Double(abs(seconds - run.began)),
            4 * run.onwards >= 3 * run.turns
        else { return }
        throw .positionTrack(
            record.origin, entity: entity, column: entityColumn ?? "", fixes: run.fixes, first: run.first.line,
            kilometers: (away / 1000).rounded(toDecimals: 1))
    }

    /// Adds a fix; false where nothing on the ground could have come there.
    private static func extend(_ run: inout Run, to coordinate: Coordinate, at seconds: Int, _ rule: Rule) -> Bool {
        let gap = abs(seconds - run.seconds), distance = run.last.distance(to: coordinate).value
        // Times are written to the minute: two fixes of one minute may be almost two apart.
        guard gap <= rule.gap, distance <= fastest * Double(gap + 60) else { return false }
        if distance >= leastMove {
            let heading = direction(from: run.last, to: coordinate)
            if let last = run.heading {
                run.turns += 1
                if heading.east * last.east + heading.north * last.north > 0 { run.onwards += 1 }
            }
            run.heading = heading
        }
        run.fixes += 1
        (run.last, run.seconds) = (coordinate, seconds)
        return true
    }

    /// The move in units of a degree of latitude.
    private static func direction(from a: Coordinate, to b: Coordinate) -> (east: Double, north: Double) {
        let squeeze = cos(a.latitude * .pi / 180)
        return ((b.longitude - a.longitude) * squeeze, b.latitude - a.latitude)
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

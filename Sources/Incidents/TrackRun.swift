// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// What makes a track of fixes in a row.
struct TrackRule {
    /// Fixes, and the most seconds between two of them.
    let fixes, gap: Int
    /// Of the moves that have a direction, the share that has to go on in the direction of the one before. Places drawn
    /// at random turn back after two moves in three.
    let onwards: Double
    /// Whether one interval has to lie between all fixes: a device writes at its own beat, and events do not.
    let isRegular: Bool

    private static let named = [
        TrackRule(fixes: 10, gap: 3600, onwards: 0.75, isRegular: false),
        TrackRule(fixes: 20, gap: 6 * 3600, onwards: 2.0 / 3, isRegular: true),
    ]
    private static let unnamed = [
        TrackRule(fixes: 30, gap: 600, onwards: 0.75, isRegular: false),
        TrackRule(fixes: 30, gap: 6 * 3600, onwards: 2.0 / 3, isRegular: true),
    ]

    /// The rules for rows with or without a column that names an entity.
    static func rules(isNamed: Bool) -> [TrackRule] { isNamed ? named : unnamed }
}

/// A run of fixes that may be a track: in a row, at speeds that something on the ground has, away from where it began, most
/// of them onwards rather than back. Strikes on one town go nowhere, reports of one office leap from town to town, and
/// neither is a track.
struct TrackRun {
    private let rule: TrackRule
    private let start: TrackGuard.Fix
    private var last: TrackGuard.Fix
    private(set) var fixes = 1
    /// Metres from the first fix to the farthest, and to the last.
    private(set) var reach = 0.0
    private var away = 0.0
    /// Moves that have a direction, and those of them that go on in the direction of the one before.
    private var turns = 0, onwards = 0
    private var heading: (east: Double, north: Double)?
    /// Seconds between the first two fixes.
    private var interval: Int?

    var firstLine: Int { start.line }

    /// Metres per second above which nothing on a road goes: for minutes, and on the way from place to place for longer.
    private static let fastest = 60.0, fastestForLong = 40.0, short = 600
    /// Metres per second, and metres in all, below which nobody is under way: shells that creep through a town.
    private static let slowest = 0.6, shortest = 2_000.0
    /// Metres for each fix of a regular run, in place of a speed: few are under way all day.
    private static let shortestStep = 100.0
    /// A shorter move has no direction: receivers are not exact.
    private static let leastMove = 30.0
    /// Fixes that a regular log may have lost in a row, and by how much of its interval, or seconds, it is inexact.
    private static let mostLost = 2, tolerance = 0.15, leastTolerance = 30.0

    init(_ rule: TrackRule, from fix: TrackGuard.Fix) {
        self.rule = rule
        (start, last) = (fix, fix)
    }

    /// Whether the fixes are a track.
    var isTrack: Bool {
        guard fixes >= rule.fixes, Double(onwards) >= rule.onwards * Double(turns) else { return false }
        if rule.isRegular { return reach >= max(Self.shortest, Self.shortestStep * Double(fixes - 1)) }
        return away >= max(Self.shortest, Self.slowest * Double(abs(last.second - start.second)))
    }

    /// Goes on to the next fix, or begins anew where nothing on the ground could have come there.
    mutating func follow(_ fix: TrackGuard.Fix) {
        if fix.line == start.line || extend(to: fix) { return }
        let previous = last
        self = TrackRun(rule, from: previous)
        if !rule.isRegular || !extend(to: fix) { self = TrackRun(rule, from: fix) }
    }

    /// Adds a fix; false where it is none of this run.
    private mutating func extend(to fix: TrackGuard.Fix) -> Bool {
        let gap = abs(fix.second - last.second), distance = Self.distance(last, fix)
        let fastest = gap > Self.short ? Self.fastestForLong : Self.fastest
        // Times are written to the minute: two fixes of one minute may be almost two apart.
        guard gap <= rule.gap, distance <= fastest * Double(gap + 60) else { return false }
        // What happens in one moment in several places is no move.
        if gap == 0 { return true }
        guard !rule.isRegular || keepsTime(gap) else { return false }
        if distance >= Self.leastMove { turn(to: fix) }
        fixes += 1
        last = fix
        away = Self.distance(start, fix)
        reach = max(reach, away)
        return true
    }

    private mutating func keepsTime(_ gap: Int) -> Bool {
        guard let interval else {
            interval = gap
            return true
        }
        let beats = (Double(gap) / Double(interval)).rounded()
        guard (1...Double(1 + Self.mostLost)).contains(beats) else { return false }
        let tolerance = max(Self.leastTolerance, Self.tolerance * Double(interval))
        return abs(Double(gap) - beats * Double(interval)) <= tolerance
    }

    private mutating func turn(to fix: TrackGuard.Fix) {
        let squeeze = cos(last.latitude * .pi / 180)
        let move = (east: (fix.longitude - last.longitude) * squeeze, north: fix.latitude - last.latitude)
        if let heading {
            turns += 1
            if move.east * heading.east + move.north * heading.north > 0 { onwards += 1 }
        }
        heading = move
    }

    private static func distance(_ a: TrackGuard.Fix, _ b: TrackGuard.Fix) -> Double {
        guard let first = Coordinate(longitude: a.longitude, latitude: a.latitude),
            let second = Coordinate(longitude: b.longitude, latitude: b.latitude)
        else { return .infinity }
        return first.distance(to: second).value
    }
}

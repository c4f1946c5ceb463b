// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Incidents

@Suite("Tracks are refused however their times are written")
struct TrackClockTests {
    /// Day, hour and minute of the fixes.
    private struct Time {
        let day: Int, hour: Int, minute: Int

        init(minutes: Int) {
            day = 13 + minutes / 1440
            (hour, minute) = (minutes / 60 % 24, minutes % 60)
        }

        var clock: String { "\(two(hour)):\(two(minute))" }
        var epoch: Int { 1_770_940_800 + (day - 13) * 86_400 + hour * 3600 + minute * 60 }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    }

    private static let forms: [String: @Sendable (Time) -> String] = [
        "ISO": { "2026-02-\($0.day)T\($0.clock):00Z" }, "dots": { "\($0.day).02.2026 \($0.clock):00" },
        "slashes": { "\($0.day)/02/2026 \($0.clock)" }, "half days": { "02/\($0.day)/2026 \($0.clock) AM" },
        "month by name": { "\"\($0.day) Feb 2026, \($0.clock)\"" },
        "letter h": { "2026-02-\($0.day) \($0.two($0.hour))h\($0.two($0.minute))" },
        "word": { "\($0.day) February 2026 at \($0.clock)" }, "seconds": { "\($0.epoch)" },
        "milliseconds": { "\($0.epoch)000" },
        "serial": { String(format: "%.6f", 25_569 + Double($0.epoch) / 86_400) },
        "date-time group": { "\($0.day)\($0.two($0.hour))\($0.two($0.minute))ZFeb2026" },
    ]

    private func rows(
        _ count: Int, every minutes: Int, from start: Int = 120, _ row: (Time, String) -> String
    ) -> [String] {
        (0..<count).map { number in
            let position = "\(43 + Double(number) * 0.004),\(36 + Double(number) * 0.0024)"
            return row(Time(minutes: start + number * minutes), position)
        }
    }

    private func read(_ header: String, _ rows: [String], date: FieldRule = .column("date")) throws -> Reading {
        let mapping = try FieldMapping(rules: [
            .type: .constant("battle"), .date: date, .longitude: .column("x"), .latitude: .column("y"),
        ])
        return try Reading(text: header + "\n" + rows.joined(separator: "\n") + "\n", .mapped(mapping))
    }

    @Test(arguments: forms.keys.sorted())
    func timesInAnyForm(_ name: String) throws {
        let form = try #require(Self.forms[name])
        let rows = rows(60, every: 1) { "\(form($0)),\($1)" }
        #expect(throws: IncidentInputError.self) { try read("date,x,y", rows) }
        // Every seventh row: the same rows in no order of time.
        let shuffled = (0..<60).map { rows[$0 * 7 % 60] }
        #expect(throws: IncidentInputError.self) { try read("date,x,y", shuffled) }
    }

    private static let columns: [String: @Sendable (Time) -> String] = [
        "time": { $0.clock }, "h": { "\($0.two($0.hour))\($0.two($0.minute))" },
        "x2": { "\($0.two($0.hour))h\($0.two($0.minute))" }, "stamp": { "\($0.epoch)" },
        "seen": { "2026-02-\($0.day) \($0.clock)" },
        "t": { String(format: "%.6f", Double($0.hour * 60 + $0.minute) / 1440) },
    ]

    @Test(arguments: columns.keys.sorted())
    func timesInAColumnThatIsNotMapped(_ name: String) throws {
        let form = try #require(Self.columns[name])
        let rows = rows(60, every: 1) { "2026-02-\($0.day),\(form($0)),\($1)" }
        #expect(throws: IncidentInputError.self, "\(name)") { try read("date,\(name),x,y", rows) }
        let shuffled = (0..<60).map { rows[$0 * 7 % 60] }
        #expect(throws: IncidentInputError.self, "\(name)") { try read("date,\(name),x,y", shuffled) }
    }

    @Test(arguments: [2, 10, 15, 30, 60, 180])
    func anyRegularInterval(_ minutes: Int) throws {
        let rows = rows(60, every: minutes) { "2026-02-\($0.day)T\($0.clock):00Z,\($1)" }
        #expect(throws: IncidentInputError.self) { try read("date,x,y", rows) }
        // A device that misses every seventh fix.
        let gaps = rows.enumerated().filter { $0.offset % 7 != 3 }.map(\.element)
        #expect(throws: IncidentInputError.self) { try read("date,x,y", gaps) }
    }

    @Test func eventsWithTimesAreAccepted() throws {
        // 36 strikes on one town in two hours.
        let strikes = (0..<36).map { number in
            let time = Time(minutes: 60 + number * 200 / 60)
            return "\(time.day)/02/2026 \(time.clock),\(43.1 + Double(number * 37 % 11) / 400),"
                + "\(36.3 + Double(number * 53 % 13) / 400)"
        }
        #expect(try read("date,x,y", strikes).claims.count == 36)
        // One who fills in a form for places 500 km apart, each quarter of an hour.
        let filler = (0..<40).map { number in
            let time = Time(minutes: 60 + number * 15)
            return "2026-02-\(time.day),\(time.clock),\(39 + Double(number * 7 % 10)),\(33 + Double(number * 3 % 4))"
        }
        #expect(try read("date,time,x,y", filler).claims.count == 40)
        // A unit's log: many places near each other, at no interval, in the order of time.
        let log = (0..<80).map { number in
            let time = Time(minutes: 30 + number * 70 + number * 41 % 57)
            return "2026-02-\(time.day) \(time.clock),\(43 + Double(number * 29 % 17) / 20),"
                + "\(35 + Double(number * 31 % 19) / 20)"
        }
        #expect(try read("date,x,y", log).claims.count == 80)
    }

    @Test func whatHappensInOneMomentIsNoTrack() throws {
        // Damage along a road, seen on one picture: rows from west to east, all with the time of the picture.
        let rows = (0..<60).map { "2026-02-13 08:12,\(43 + Double($0) * 0.004),36" }
        #expect(try read("date,x,y", rows).claims.count == 60)
    }

    @Test func numbersBesideTheDateAreNoTimes() throws {
        let rows = (0..<60).map { "2026-02-13,\(1000 + $0 * 7),\(43 + Double($0) * 0.004),36" }
        #expect(try read("date,code,x,y", rows).claims.count == 60)
    }

    @Test func cellsThatLookLikeTimesAndAreNone() throws {
        for cell in ["0.5e17", "0.1e999", "99:99", "9999", "0.", ":", "1e300", "-1:00", "24:00:61", "٩٩:٩٩"] {
            let rows = (0..<60).map { "2026-02-13,\(cell),\(43 + Double($0) * 0.004),36" }
            #expect(try read("date,t,x,y", rows).claims.count == 60, "\(cell)")
        }
    }
}

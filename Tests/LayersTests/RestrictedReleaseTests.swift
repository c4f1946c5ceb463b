// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Testing

@testable import Layers

/// Events and releases in short notation.
private enum Field {
    static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(parsing: text)) }

    /// An event of a day in a district of the province P, from a root source; "" for none.
    static func event(
        _ day: String, _ district: String? = "D", root: String = "A", province: String = "P", weight: Double = 1
    ) throws -> RestrictedEvent {
        RestrictedEvent(
            district: district, province: province, halfMonth: HalfMonth(containing: try Self.day(day)),
            rootSources: root.isEmpty ? [] : [root], weight: weight)
    }

    static func release(
        _ events: [RestrictedEvent], asOf: String, delay: Int = 14, previous: RestrictedHistory? = nil
    ) throws -> RestrictedRelease {
        RestrictedRelease(of: events, asOf: try day(asOf), delayDays: delay, previous: previous)
    }

    /// `D 2026-01-01:2 2026-01-16:1`, batch by batch.
    static func text(_ release: RestrictedRelease) -> [String] {
        release.batches.map { batch in
            ([batch.area.id]
                + batch.cells.map { cell in
                    cell.period.length > 31
                        ? "\(cell.period.first.components.year)-\(cell.period.last.components.year):\(cell.events)"
                        : "\(cell.period.first):\(cell.events)"
                }).joined(separator: " ")
        }
    }
}

@Suite("Restricted events: thresholds")
struct RestrictedThresholdTests {
    @Test(
        "Three events of two root sources, or five whose input names none",
        arguments: [
            (["A", "A"], false), (["A", "B"], false), (["A", "A", "A"], false), (["A", "A", "B"], true),
            (["A", "B", "C"], true), (["", "", "", ""], false), (["", "", "", "", ""], true),
            (["A", "", ""], false), (["A", "B", ""], true), (["A", "A", "A", "A", "A", "A"], false),
            (["A", "", "", "", ""], false), (["A", "", "", "", "", ""], true),
        ])
    func thresholds(roots: [String], isMet: Bool) throws {
        let events = try roots.map { try Field.event("2026-01-05", root: $0) }
        #expect(RestrictedThreshold.isMet(by: events) == isMet)
        let release = try Field.release(events, asOf: "2026-02-01")
        #expect(release.releasedEvents == (isMet ? roots.count : 0))
        #expect(release.withheldEvents == (isMet ? 0 : roots.count))
    }

    @Test("A district is preferred; what it cannot hold counts for the province, and what that cannot hold for nothing")
    func levels() throws {
        let full = try ["A", "B", "A"].map { try Field.event("2026-01-05", "D", root: $0) }
        let two = try ["A", "B"].map { try Field.event("2026-01-05", "E", root: $0) }
        let one = try [Field.event("2026-01-05", "F", root: "C")]
        let loose = try [Field.event("2026-01-05", nil, root: "C")]
        #expect(Field.text(try Field.release(full + two, asOf: "2026-02-01")) == ["D 2026-01-01:3"])
        #expect(try Field.release(full + two, asOf: "2026-02-01").withheld == ["P": 2])
        #expect(
            Field.text(try Field.release(full + two + one, asOf: "2026-02-01"))
                == ["D 2026-01-01:3", "P 2026-01-01:3"])
        #expect(Field.text(try Field.release(two + loose, asOf: "2026-02-01")) == ["P 2026-01-01:3"])
        let elsewhere = try [Field.event("2026-01-05", nil, root: "C", province: "Q")]
        #expect(try Field.release(two + elsewhere, asOf: "2026-02-01").withheld == ["P": 2, "Q": 1])
    }

    @Test("The weights of a batch are told as their mean, to the nearest power of two")
    func weights() throws {
        let events = try [(1.0, "A"), (0.5, "B"), (0.25, "A")].map {
            try Field.event("2026-01-05", root: $0.1, weight: $0.0)
        }
        // 1.75 / 3 = 0.58
        #expect(try Field.release(events, asOf: "2026-02-01").batches.map(\.weight) == [0.5])
        // Three of one kind, with another number of people each time, look alike.
        for weight in [0.75, 0.8155, 1.0194, 1.4] {
            let alike = try ["A", "B", "A"].map { try Field.event("2026-01-05", root: $0, weight: weight) }
            #expect(try Field.release(alike, asOf: "2026-02-01").batches.map(\.weight) == [1])
        }
    }
}

@Suite("Restricted events: days")
struct RestrictedDayTests {
    private func three(_ day: String) throws -> [RestrictedEvent] {
        try ["A", "B", "A"].map { try Field.event(day, root: $0) }
    }

    @Test(
        "A half-month appears when the tier's delay has passed after its end",
        arguments: [
            ("2026-02-01", "2026-02-28", 14, 0), ("2026-02-01", "2026-03-01", 14, 3),
            ("2026-02-15", "2026-03-01", 14, 3), ("2026-02-16", "2026-03-13", 14, 0),
            ("2026-02-16", "2026-03-14", 14, 3), ("2026-02-01", "2026-02-17", 3, 0),
            ("2026-02-01", "2026-02-18", 3, 3), ("2024-02-16", "2024-03-13", 14, 0),
            ("2024-02-16", "2024-03-14", 14, 3), ("2025-12-20", "2026-01-13", 14, 0),
            ("2025-12-20", "2026-01-14", 14, 3),
        ])
    func delay(day: String, asOf: String, delay: Int, released: Int) throws {
        let release = try Field.release(try three(day), asOf: asOf, delay: delay)
        #expect(release.releasedEvents == released)
        #expect(release.withheldEvents == 0, "what is not usable yet is not even counted")
    }

    @Test("A run that lies in the window is told by half-month, and by calendar year from then on")
    func window() throws {
        let events = try three("2025-03-05")
        // 365 days with the as-of day: 2026-02-28 reaches back to 2025-03-01, the day after does not.
        #expect(Field.text(try Field.release(events, asOf: "2026-02-28")) == ["D 2025-03-01:3"])
        #expect(Field.text(try Field.release(events, asOf: "2026-03-01")) == ["D 2025-2025:3"])
        // 2024 has a day more.
        let leap = try three("2024-02-20")
        #expect(Field.text(try Field.release(leap, asOf: "2025-02-14")) == ["D 2024-02-16:3"])
        #expect(Field.text(try Field.release(leap, asOf: "2025-02-15")) == ["D 2024-2024:3"])
    }

    @Test("Three events count for the district only when one window holds them")
    func apart() throws {
        let events = try [
            Field.event("2025-01-05", root: "A"), Field.event("2025-06-05", root: "B"),
            Field.event("2026-01-05", root: "A"),
        ]
        // On 2026-01-29, when the last one is usable, the window starts on 2025-01-30.
        let release = try Field.release(events, asOf: "2026-02-01")
        #expect(release.batches.isEmpty && release.withheld == ["P": 3])
        let near = try events.dropFirst() + [Field.event("2025-02-01", root: "A")]
        #expect(
            Field.text(try Field.release(Array(near), asOf: "2026-01-29"))
                == ["D 2025-02-01:1 2025-06-01:1 2026-01-01:1"])
        #expect(Field.text(try Field.release(Array(near), asOf: "2026-02-02")) == ["D 2025-2026:3"])
    }

    @Test("What left the window unreleased counts for its calendar year, by district and then by province")
    func years() throws {
        // The window of the day on which the last is usable, 2025-01-14, starts on 2024-01-16: no run holds all three.
        let events = try [
            Field.event("2024-01-01", root: "A"), Field.event("2024-06-05", root: "B"),
            Field.event("2024-12-31", root: "A"),
        ]
        #expect(try Field.release(events, asOf: "2025-11-30").batches.isEmpty)
        // 2024 leaves the window on 2025-12-15; the next step is the half-month that is usable on 2025-12-29.
        #expect(try Field.release(events, asOf: "2025-12-28").batches.isEmpty)
        #expect(Field.text(try Field.release(events, asOf: "2025-12-29")) == ["D 2024-2024:3"])
        let spread = try [
            Field.event("2024-01-01", "D", root: "A"), Field.event("2024-06-05", "E", root: "B"),
            Field.event("2024-12-31", nil, root: "A"),
        ]
        #expect(Field.text(try Field.release(spread, asOf: "2025-12-29")) == ["P 2024-2024:3"])
    }
}

@Suite("Restricted events: batches")
struct RestrictedBatchTests {
    /// Six events of one district, one in each half-month from January 2026.
    private func six() throws -> [RestrictedEvent] {
        try [
            ("2026-01-03", "A"), ("2026-01-18", "A"), ("2026-02-03", "A"), ("2026-02-18", "B"), ("2026-03-03", "C"),
            ("2026-03-18", "A"),
        ].map { try Field.event($0.0, root: $0.1) }
    }

    @Test(
        "A run is released when it holds three events of two root sources, not before",
        arguments: [
            ("2026-03-01", []), ("2026-03-13", []),
            ("2026-03-14", ["D 2026-01-01:1 2026-01-16:1 2026-02-01:1 2026-02-16:1"]),
            ("2026-04-14", ["D 2026-01-01:1 2026-01-16:1 2026-02-01:1 2026-02-16:1"]),
        ])
    func completion(asOf: String, batches: [String]) throws {
        let release = try Field.release(try six(), asOf: asOf)
        #expect(Field.text(release) == batches)
    }

    @Test("The tail of a district that holds enough waits for its own run and does not go to the province")
    func tail() throws {
        let loose = try ["B", "C"].map { try Field.event("2026-03-20", nil, root: $0) }
        let release = try Field.release(try six() + loose, asOf: "2026-04-14")
        #expect(Field.text(release) == ["D 2026-01-01:1 2026-01-16:1 2026-02-01:1 2026-02-16:1"])
        #expect(release.withheld == ["P": 4])
    }

    @Test("What was counted for the province stays there when its district fills up")
    func permanence() throws {
        let first = try [("D", "A"), ("E", "B"), ("F", "C")].map { try Field.event("2026-01-03", $0.0, root: $0.1) }
        let then = try [("2026-01-20", "A"), ("2026-02-03", "B"), ("2026-02-20", "C")].map {
            try Field.event($0.0, "D", root: $0.1)
        }
        #expect(Field.text(try Field.release(first + then, asOf: "2026-02-01")) == ["P 2026-01-01:3"])
        #expect(
            Field.text(try Field.release(first + then, asOf: "2026-03-14"))
                == ["D 2026-01-16:1 2026-02-01:1 2026-02-16:1", "P 2026-01-01:3"])
    }

    @Test("Two days differ by whole batches, and no batch leaves its area", arguments: [0, 1, 2])
    func differences(seed: UInt64) throws {
        let events = try Self.invented(seed: seed)
        var before: [RestrictedArea: Int] = [:]
        let start = try Field.day("2024-01-01")
        for step in stride(from: 0, to: 1100, by: 4) {
            let release = RestrictedRelease(of: events, asOf: start.advanced(by: step), delayDays: 14)
            var now: [RestrictedArea: Int] = [:]
            for batch in release.batches { now[batch.area, default: 0] += batch.events }
            for area in Set(before.keys).union(now.keys) {
                let change = (now[area] ?? 0) - (before[area] ?? 0)
                #expect(change == 0 || change >= 3, "\(area) on \(start.advanced(by: step))")
            }
            #expect(release.batches.allSatisfy { $0.events >= 3 })
            before = now
        }
    }

    @Test("The order of the rows is no matter", arguments: [7, 8])
    func order(seed: UInt64) throws {
        let events = try Self.invented(seed: seed)
        let whole = try Field.release(events, asOf: "2026-03-01")
        #expect(whole.batches.count > 5)
        #expect(try Field.release(events.reversed(), asOf: "2026-03-01") == whole)
        var generator = Numbers(state: seed)
        #expect(try Field.release(events.shuffled(using: &generator), asOf: "2026-03-01") == whole)
    }

    /// 120 events of two years in eight districts of two provinces and in none.
    fileprivate static func invented(seed: UInt64) throws -> [RestrictedEvent] {
        var generator = Numbers(state: seed)
        let start = try Field.day("2024-01-01")
        return (0..<120).map { _ in
            let number = Int.random(in: 0..<9, using: &generator)
            let day = start.advanced(by: Int.random(in: 0..<730, using: &generator))
            let roots = [["A"], ["B"], ["A", "C"], []].randomElement(using: &generator) ?? []
            return RestrictedEvent(
                district: number == 8 ? nil : "D\(number)", province: number % 2 == 0 ? "P" : "Q",
                halfMonth: HalfMonth(containing: day), rootSources: roots,
                weight: Double(Int.random(in: 1...10, using: &generator)) / 10)
        }
    }

    /// A generator of the same numbers everywhere (SplitMix64).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

@Suite("Restricted events: what has been told before")
struct RestrictedHistoryTests {
    private func events(_ rows: [(String, String)]) throws -> [RestrictedEvent] {
        try rows.map { try Field.event($0.0, root: $0.1) }
    }

    private func history(_ release: RestrictedRelease, _ asOf: String) throws -> RestrictedHistory {
        RestrictedHistory(asOf: try Field.day(asOf), batches: release.batches)
    }

    private let rows = [("2026-01-03", "A"), ("2026-01-05", "B"), ("2026-01-20", "A"), ("2026-01-25", "C")]

    @Test("An unchanged table gives the same with the earlier build as without", arguments: [1, 2, 3, 4, 5, 6])
    func unchanged(seed: UInt64) throws {
        let events = try RestrictedBatchTests.invented(seed: seed)
        for (before, after) in [
            ("2024-09-10", "2024-09-10"), ("2024-09-10", "2025-04-02"), ("2025-05-01", "2026-12-31"),
        ] {
            let earlier = try history(try Field.release(events, asOf: before), before)
            let whole = try Field.release(events, asOf: after)
            let resumed = try Field.release(events, asOf: after, previous: earlier)
            #expect(resumed.batches.map(\.events).reduce(0, +) == whole.batches.map(\.events).reduce(0, +))
            #expect(Set(resumed.batches.filter { $0.run != nil }) == Set(whole.batches.filter { $0.run != nil }))
            #expect(resumed.withheld == whole.withheld)
        }
    }

    @Test("Rows added late wait for two others, and the count that was told stays")
    func late() throws {
        let first = try Field.release(try events(rows), asOf: "2026-02-15")
        #expect(Field.text(first) == ["D 2026-01-01:2 2026-01-16:2"])
        let earlier = try history(first, "2026-02-15")
        let oneMore = try events(rows + [("2026-01-04", "D")])
        // Without the earlier build the difference would show one event.
        #expect(Field.text(try Field.release(oneMore, asOf: "2026-02-15")) == ["D 2026-01-01:3"])
        let resumed = try Field.release(oneMore, asOf: "2026-02-15", previous: earlier)
        #expect(resumed.batches == first.batches && resumed.withheld == ["P": 1])
        let threeMore = try events(rows + [("2026-01-04", "D"), ("2026-01-20", "D"), ("2026-02-03", "E")])
        #expect(try Field.release(threeMore, asOf: "2026-02-28", previous: earlier).batches == first.batches)
        #expect(
            Field.text(try Field.release(threeMore, asOf: "2026-03-01", previous: earlier))
                == ["D 2026-01-01:2 2026-01-16:2", "D 2026-01-01:1 2026-01-16:1 2026-02-01:1"])
    }

    @Test("Late rows of years gone by wait in the same way")
    func lateYears() throws {
        let old = try events([("2023-03-03", "A"), ("2023-04-05", "B"), ("2023-05-20", "A")])
        let first = try Field.release(old, asOf: "2026-02-15")
        #expect(Field.text(first) == ["D 2023-2023:3"])
        let earlier = try history(first, "2026-02-15")
        let two = try old + events([("2023-04-01", "D"), ("2023-09-01", "E")])
        #expect(try Field.release(two, asOf: "2026-02-16", previous: earlier).batches == first.batches)
        let three = try two + events([("2023-10-01", "E")])
        #expect(
            Field.text(try Field.release(three, asOf: "2026-02-16", previous: earlier)) == ["D 2023-2023:6"])
    }

    @Test("Rows that were removed stay counted until three of an area are gone; then their batch goes whole")
    func removed() throws {
        let first = try Field.release(try events(rows), asOf: "2026-02-15")
        let earlier = try history(first, "2026-02-15")
        for gone in 1...2 {
            let fewer = try events(Array(rows.dropFirst(gone)))
            let resumed = try Field.release(fewer, asOf: "2026-02-15", previous: earlier)
            #expect(resumed.batches == first.batches, "\(gone) removed")
        }
        let resumed = try Field.release(try events(Array(rows.dropFirst(3))), asOf: "2026-02-15", previous: earlier)
        #expect(resumed.batches.isEmpty && resumed.withheld == ["P": 1])
    }

    @Test("A row that moved to another district counts there only in a batch of its own")
    func moved() throws {
        let first = try Field.release(try events(rows), asOf: "2026-02-15")
        let moved = try events(Array(rows.dropFirst())) + [Field.event("2026-01-03", "E", root: "A")]
        let resumed = try Field.release(moved, asOf: "2026-02-15", previous: try history(first, "2026-02-15"))
        #expect(resumed.batches == first.batches && resumed.withheld == ["P": 1])
    }

    @Test("Counts survive their file")
    func file() throws {
        let events = try RestrictedBatchTests.invented(seed: 3)
        let release = try Field.release(events, asOf: "2025-09-10")
        let counts = RestrictedCount.counts(of: release.batches) { "Name of \($0.id)" }
        let read = try StableJSON.decode([RestrictedCount].self, from: StableJSON.encode(counts))
        #expect(RestrictedCount.batches(of: read) == release.batches)
        let table = RestrictedCount.table(counts).split(separator: "\n")
        #expect(table[0] == "area,level,name,first,last,events" && table.count > 5)
        #expect(table[1].hasPrefix("D") && table[1].contains(",district,Name of D"))
    }
}

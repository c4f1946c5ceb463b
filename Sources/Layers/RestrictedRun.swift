// SPDX-License-Identifier: Apache-2.0

import Geo

/// The half-months of a table of restricted events, gone through in order.
struct RestrictedRun {
    /// Where an event stands.
    private enum State { case future, pending, older, released, spent }

    private let events: [RestrictedEvent]
    private let delayDays: Int
    private let inArea: [RestrictedArea: [Int]]
    private var states: [State]
    /// The area of each released event.
    private var areas: [RestrictedArea?]
    private var pending: [Int] = []
    private var older: [Int: [Int]] = [:]
    private var settledYears: Set<Int> = []
    private var position = 0
    private var half: HalfMonth?
    /// In the order of release.
    private(set) var batches: [RestrictedBatch] = []

    /// `events` in their canonical order.
    init(events: [RestrictedEvent], delayDays: Int) {
        self.events = events
        self.delayDays = delayDays
        states = events.map { _ in .future }
        areas = events.map { _ in nil }
        half = events.first?.halfMonth
        var inArea: [RestrictedArea: [Int]] = [:]
        for (index, event) in events.enumerated() {
            inArea[RestrictedArea(.province, event.province), default: []].append(index)
            if let district = event.district { inArea[RestrictedArea(.district, district), default: []].append(index) }
        }
        self.inArea = inArea
    }

    /// Events of usable half-months that are in no batch, by province.
    var withheld: [String: Int] {
        var counts: [String: Int] = [:]
        for index in events.indices where [.pending, .older, .spent].contains(states[index]) {
            counts[events[index].province, default: 0] += 1
        }
        return counts
    }

    /// Goes on to the last half-month that is usable on the day.
    mutating func advance(to asOf: CalendarDay) {
        while let next = half, asOf.days(since: next.last) >= delayDays {
            take(next)
            release(in: next)
            half = next.next
        }
    }

    private mutating func take(_ half: HalfMonth) {
        while position < events.count, events[position].halfMonth <= half {
            if states[position] == .future {
                states[position] = .pending
                pending.append(position)
            }
            position += 1
        }
    }

    /// One step, on the day on which the half-month becomes usable.
    private mutating func release(in half: HalfMonth) {
        let windowFirst = half.last.advanced(by: delayDays + 1 - RestrictedRelease.windowDays)
        expire(before: windowFirst)
        releaseDistricts(half)
        releaseProvinces(half, windowFirst: windowFirst)
        settleYears(before: windowFirst)
    }

    /// What leaves the window unreleased can count for its calendar year only.
    private mutating func expire(before windowFirst: CalendarDay) {
        for index in pending where events[index].halfMonth.first < windowFirst {
            states[index] = .older
            older[events[index].halfMonth.year, default: []].append(index)
        }
        pending.removeAll { states[$0] != .pending }
    }

    private mutating func releaseDistricts(_ half: HalfMonth) {
        for (district, members) in grouped(pending, by: \.district) {
            release(members, area: RestrictedArea(.district, district), run: half)
        }
    }

    /// Events of districts that hold too few in the window, and of no district, count for their province.
    private mutating func releaseProvinces(_ half: HalfMonth, windowFirst: CalendarDay) {
        var isActive: [String: Bool] = [:]
        let rest = pending.filter { index in
            guard let district = events[index].district else { return true }
            let known = isActive[district] ?? isFull(district, from: windowFirst, through: half)
            isActive[district] = known
            return !known
        }
        for (province, members) in grouped(rest, by: \.province) {
            release(members, area: RestrictedArea(.province, province), run: half)
        }
    }

    private func isFull(_ district: String, from windowFirst: CalendarDay, through half: HalfMonth) -> Bool {
        RestrictedThreshold.isMet(
            by: (inArea[RestrictedArea(.district, district)] ?? []).lazy.map { events[$0] }
                .filter { $0.halfMonth.first >= windowFirst && $0.halfMonth <= half })
    }

    /// A year that has left the window wholly is settled once: by district, and what is left by province.
    private mutating func settleYears(before windowFirst: CalendarDay) {
        let closed = older.keys.filter { year in
            guard let end = CalendarDay(year: year, month: 12, day: 31) else { return true }
            return HalfMonth(containing: end).first < windowFirst && !settledYears.contains(year)
        }
        for year in closed.sorted() {
            settledYears.insert(year)
            for (district, members) in grouped(older[year] ?? [], by: \.district) {
                release(members, area: RestrictedArea(.district, district), run: nil)
            }
            let rest = (older[year] ?? []).filter { states[$0] == .older }
            for (province, members) in grouped(rest, by: \.province) {
                release(members, area: RestrictedArea(.province, province), run: nil)
            }
        }
    }

    private mutating func release(_ members: [Int], area: RestrictedArea, run: HalfMonth?) {
        let members = members.sorted(), parts = members.map { events[$0] }
        guard RestrictedThreshold.isMet(by: parts) else { return }
        for index in members {
            states[index] = .released
            areas[index] = area
        }
        pending.removeAll { states[$0] != .pending }
        batches.append(RestrictedBatch(parts, area: area, run: run))
    }

    private func grouped(_ indices: [Int], by key: KeyPath<RestrictedEvent, String?>) -> [(String, [Int])] {
        grouped(indices) { events[$0][keyPath: key] }
    }

    private func grouped(_ indices: [Int], by key: KeyPath<RestrictedEvent, String>) -> [(String, [Int])] {
        grouped(indices) { events[$0][keyPath: key] }
    }

    private func grouped(_ indices: [Int], _ key: (Int) -> String?) -> [(String, [Int])] {
        var groups: [String: [Int]] = [:]
        for index in indices { if let key = key(index) { groups[key, default: []].append(index) } }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

// MARK: What has been told before

extension RestrictedRun {
    /// Starts from what an earlier build has told: events of the table stand for its counts, and what the table has
    /// besides, rows added late, waits to be released in batches of its own.
    mutating func resume(_ history: RestrictedHistory) {
        var unbound = RestrictedRun(events: events, delayDays: delayDays)
        unbound.advance(to: history.asOf)
        var missing: [RestrictedArea: Int] = [:]
        var lacking: Set<RestrictedBatch> = []
        var matched: [RestrictedBatch: [Int]] = [:]
        for batch in history.batches {
            let found = match(batch, preferring: unbound.areas, of: unbound.states)
            matched[batch] = found
            guard found.count < batch.events else { continue }
            missing[batch.area, default: 0] += batch.events - found.count
            lacking.insert(batch)
        }
        for batch in history.batches where !lacking.contains(batch) || isKept(missing[batch.area] ?? 0) {
            batches.append(batch)
        }
        for batch in lacking where !isKept(missing[batch.area] ?? 0) {
            for index in matched[batch] ?? [] { states[index] = .spent }
        }
        catchUp(to: history.asOf)
    }

    /// Fewer corrections of one area than a batch holds would show a single event: they wait.
    private func isKept(_ missing: Int) -> Bool { missing < ReleasePolicy.minimumEvents }

    /// Marks events of the table as those that the batch counts.
    private mutating func match(
        _ batch: RestrictedBatch, preferring assigned: [RestrictedArea?], of known: [State]
    ) -> [Int] {
        var found: [Int] = []
        for cell in batch.cells {
            let candidates = (inArea[batch.area] ?? []).filter { index in
                states[index] == .future && known[index] != .future
                    && cell.period.contains(events[index].halfMonth.first)
            }
            let first = candidates.filter { assigned[$0] == batch.area }
            let then = candidates.filter { assigned[$0] != batch.area }
            for index in (first + then).prefix(cell.events) {
                states[index] = .released
                areas[index] = batch.area
                found.append(index)
            }
        }
        return found
    }

    /// The last step of the earlier build once more, for what it has not told.
    private mutating func catchUp(to asOf: CalendarDay) {
        var last: HalfMonth?
        while let next = half, asOf.days(since: next.last) >= delayDays {
            last = next
            half = next.next
        }
        guard let last else { return }
        take(last)
        release(in: last)
    }
}

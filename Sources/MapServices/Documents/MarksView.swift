// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers

/// What a view of the map shows of the incidents of a build, in at most `mostBytes`.
struct MarksView {
    /// Bytes of an answer, whatever the build holds and whoever asks.
    static let mostBytes = 100_000
    /// Clusters and marks of an answer; beyond them the cells of a lower zoom are taken.
    private static let mostItems = 180
    /// From this zoom on marks are told one by one, where a view has few enough.
    private static let streetZoom = 13
    /// Types that a cluster names; the others are summed up.
    private static let typesOfCluster = 6, typesOfView = 40

    let index: MarkIndex
    let request: MarksRequest
    let counts: [RestrictedMark]

    /// The marks of one cell.
    private typealias Group = [IncidentMark]

    /// The document.
    var json: JSONValue {
        guard request.isClustered else { return list }
        for zoom in stride(from: request.zoom, through: 0, by: -1) {
            let groups = groups(zoom)
            guard groups.count <= Self.mostItems else { continue }
            let document = document(groups, zoom: zoom)
            if zoom == 0 || document.bytes.count <= Self.mostBytes { return document }
        }
        return document([], zoom: 0)
    }

    /// The newest of the view one by one.
    private var list: JSONValue {
        let seen = groups(request.zoom).joined().filter { mark in
            request.boxes.contains { $0.contains(mark.place) }
        }
        for most in [Self.mostItems, 60, 20] {
            let document = document([seen], zoom: request.zoom, most: most)
            if document.bytes.count <= Self.mostBytes { return document }
        }
        return document([seen], zoom: request.zoom, most: 0)
    }

    // MARK: What is in the view

    private func isAsked(_ mark: IncidentMark) -> Bool {
        guard request.first != nil || request.last != nil else { return true }
        guard let days = mark.days else { return false }
        return (request.first.map { $0 <= days.last } ?? true) && (request.last.map { days.first <= $0 } ?? true)
    }

    private func isOfType(_ mark: IncidentMark) -> Bool { request.types?.contains(mark.type) ?? true }

    /// Cells of a zoom that a part of the view meets: columns and rows.
    private func cells(_ zoom: Int) -> [(columns: ClosedRange<Int>, rows: ClosedRange<Int>)] {
        let across = Double(MarkCell.across(zoom))
        return request.boxes.map { box in
            let a = MarkCell.fractions(PlanarPoint(x: box.west, y: box.north))
            let b = MarkCell.fractions(PlanarPoint(x: box.east, y: box.south))
            func cell(_ fraction: Double) -> Int { Int(checked: (fraction * across).rounded(.down)) ?? 0 }
            return (cell(a.x)...max(cell(a.x), cell(b.x)), cell(a.y)...max(cell(a.y), cell(b.y)))
        }
    }

    /// Calls the body with the marks of each cell of the view, whole cells, of the days asked for.
    private func forEachCell(_ zoom: Int, _ body: (ArraySlice<MarkIndex.Entry>) -> Void) {
        let cells = cells(zoom), shift = MarkCell.shift(zoom), entries = index.entries
        var start = 0
        while start < entries.count {
            let code = entries[start].code >> shift
            var end = start + 1
            while end < entries.count, entries[end].code >> shift == code { end += 1 }
            let cell = MarkCell(code: entries[start].code, zoom: zoom)
            if cells.contains(where: { $0.columns.contains(cell.column) && $0.rows.contains(cell.row) }) {
                body(entries[start..<end])
            }
            start = end
        }
    }

    private func groups(_ zoom: Int) -> [Group] {
        var groups: [Group] = []
        forEachCell(zoom) { entries in
            let group = entries.lazy.map(\.mark).filter { isAsked($0) && isOfType($0) }
            if !group.isEmpty { groups.append(Array(group)) }
        }
        return groups
    }

    // MARK: The document

    private func document(_ groups: [Group], zoom: Int, most: Int = mostItems) -> JSONValue {
        let total = groups.reduce(0) { $0 + $1.count }
        let isSingle = !request.isClustered || zoom >= Self.streetZoom && total <= Self.mostItems
        let alone =
            isSingle ? newest(groups, most) : groups.filter { $0.count == 1 && Self.hasAddress($0[0]) }.flatMap { $0 }
        let clusters = isSingle ? [] : groups.filter { $0.count > 1 || !Self.hasAddress($0[0]) }
        let restricted = RestrictedMarks(counts, request)
        return [
            "zoom": .integer(zoom), "total": .integer(total), "clusters": .array(clusters.map(Self.json)),
            "marks": .array(alone.map(\.json)), "left_out": .integer(isSingle ? total - alone.count : 0),
            "restricted": .array(restricted.shown), "restricted_left_out": .integer(restricted.leftOut),
            "types": types(zoom), "first_day": Self.day(index.firstDay), "last_day": Self.day(index.lastDay),
            "unlocated": .integer(index.unlocated), "not_marked": .integer(index.restricted),
        ]
    }

    private static func day(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

    /// The newest, as many as an answer holds.
    private func newest(_ groups: [Group], _ most: Int) -> [IncidentMark] {
        Array(
            groups.joined().filter(Self.hasAddress).sorted { ($1.lastDay, $0.id) < ($0.lastDay, $1.id) }
                .prefix(most))
    }

    /// Whether it can be asked for by its id.
    private static func hasAddress(_ mark: IncidentMark) -> Bool {
        mark.id.utf8.count <= IncidentMark.longestID
    }

    private static func json(_ group: Group) -> JSONValue {
        let x = group.map(\.place.x), y = group.map(\.place.y), count = Double(group.count)
        func rounded(_ value: Double) -> JSONValue { .double(value.rounded(toDecimals: 5)) }
        let box = [x.min(), y.min(), x.max(), y.max()].map { rounded($0 ?? 0) }
        return [
            "latitude": rounded(y.reduce(0, +) / count), "longitude": rounded(x.reduce(0, +) / count),
            "count": .integer(group.count), "bounds": .array(box), "types": types(of: group, most: typesOfCluster),
        ]
    }

    /// The types of the view in the days asked for, also those that are not shown, so that a list of them can be offered.
    private func types(_ zoom: Int) -> JSONValue {
        var marks: [IncidentMark] = []
        forEachCell(zoom) { entries in marks += entries.lazy.map(\.mark).filter(isAsked) }
        return Self.types(of: marks, most: Self.typesOfView)
    }

    /// The most frequent first; those beyond are one entry without a name.
    private static func types(of marks: [IncidentMark], most: Int) -> JSONValue {
        let counts = marks.reduce(into: [String: Int]()) { $0[$1.type, default: 0] += 1 }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let rest = sorted.dropFirst(most).reduce(0) { $0 + $1.value }
        let named = sorted.prefix(most).map { JSONValue.Member($0.key, .integer($0.value)) }
        return .object(named + (rest > 0 ? [.init("", .integer(rest))] : []))
    }
}

/// Counts of restricted events in a view: one for each area and half-month, and where these are too many one for each area.
struct RestrictedMarks {
    private static let most = 120

    /// As they are answered.
    private(set) var shown: [JSONValue] = []
    /// Events of areas for which there was no room.
    private(set) var leftOut = 0

    init(_ counts: [RestrictedMark], _ request: MarksRequest) {
        let seen = counts.filter { Self.isInView($0, request) }
        let lines = Self.merged(seen) { [$0.count.level.rawValue, $0.count.area, $0.count.first, $0.count.last] }
        var kept = lines.count <= Self.most ? lines : Self.merged(seen) { [$0.count.level.rawValue, $0.count.area] }
        if kept.count > Self.most {
            kept.sort { ($1.count.events, $0.count.area) < ($0.count.events, $1.count.area) }
            leftOut = kept[Self.most...].reduce(0) { $0 + $1.count.events }
            kept = Array(kept[..<Self.most])
        }
        shown = kept.map(Self.json)
    }

    private static func isInView(_ mark: RestrictedMark, _ request: MarksRequest) -> Bool {
        if let place = mark.position?.point, !request.boxes.contains(where: { $0.contains(place) }) { return false }
        guard let days = mark.count.period else { return true }
        return (request.first.map { $0 <= days.last } ?? true) && (request.last.map { days.first <= $0 } ?? true)
    }

    /// Those of one key added up, in the order in which the keys first came.
    private static func merged(_ marks: [RestrictedMark], by key: (RestrictedMark) -> [String]) -> [RestrictedMark] {
        var positions: [[String]: Int] = [:], merged: [RestrictedMark] = []
        for mark in marks {
            guard let known = positions[key(mark)] else {
                positions[key(mark)] = merged.count
                merged.append(mark)
                continue
            }
            merged[known].count.events += mark.count.events
            merged[known].count.first = min(merged[known].count.first, mark.count.first)
            merged[known].count.last = max(merged[known].count.last, mark.count.last)
        }
        return merged
    }

    private static func json(_ mark: RestrictedMark) -> JSONValue {
        func degrees(_ value: Double?) -> JSONValue { value.map { .double($0.rounded(toDecimals: 4)) } ?? .null }
        return [
            "area": .string(mark.count.area.cut(toBytes: 60)), "level": .string(mark.count.level.rawValue),
            "name": .string(mark.count.name.cut(toBytes: 60)), "latitude": degrees(mark.position?.latitude),
            "longitude": degrees(mark.position?.longitude), "first": .string(mark.count.first),
            "last": .string(mark.count.last), "events": .integer(mark.count.events),
        ]
    }
}

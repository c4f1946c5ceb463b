// SPDX-License-Identifier: Apache-2.0

import Geo

/// Columns that state a time of day beside the date of an event, whatever they are called: they are told by their values.
struct RowClocks {
    /// What is kept of a row until the columns are known.
    struct Row {
        let values: [String]
        let day: CalendarDay
        let line: Int
        let coordinate: Coordinate
        let entity: Int
    }

    /// Rows by which the columns are told, the share of their cells that has to be a time, and the most columns.
    private static let sampled = 30, share = 0.8, most = 3
    /// Days between the date of an event and a time that may still be its time: zones differ.
    private static let nearest = 1

    /// Positions of the columns; empty as long as they are not known.
    private(set) var columns: [Int] = []
    private let others: Set<Int>
    private var isDecided = false
    private var waiting: [Row] = []

    init(leavingOut others: [Int]) { self.others = Set(others) }

    /// The rows that can be judged once this one is known: none at first, then those that waited, then each alone.
    mutating func rows(after row: Row) -> [Row] {
        if isDecided { return columns.isEmpty ? [] : [row] }
        waiting.append(row)
        return waiting.count < Self.sampled ? [] : decide()
    }

    /// Settles the columns by the rows so far, and gives those that waited.
    mutating func decide() -> [Row] {
        guard !isDecided else { return [] }
        isDecided = true
        let width = waiting.map(\.values.count).max() ?? 0
        columns = Array((0..<width).filter { !others.contains($0) && isClock($0) }.prefix(Self.most))
        defer { waiting = [] }
        return columns.isEmpty ? [] : waiting
    }

    private func isClock(_ position: Int) -> Bool {
        let filled = waiting.filter { position < $0.values.count && !$0.values[position].isEmpty }
        let times = Set(filled.compactMap { Self.second(in: $0, at: position) })
        let count = filled.count { Self.second(in: $0, at: position) != nil }
        return times.count > 1 && Double(count) >= Self.share * Double(filled.count)
    }

    /// Seconds since 1970 that a cell states: a time on the day of the row, or a day and a time near it. Nil for midnight,
    /// which tables write where they know the day alone.
    static func second(in row: Row, at position: Int) -> Int? {
        guard position < row.values.count else { return nil }
        let text = row.values[position]
        guard (2...40).contains(text.utf8.count), text.contains(where: \.isNumber) else { return nil }
        if let time = DateText.timeAlone(text) { return time == 0 ? nil : row.day.daysSinceEpoch * 86_400 + time }
        guard let second = DateReading().moment(text, on: row.day) else { return nil }
        guard let day = Int(checked: (Double(second) / 86_400).rounded(.down)) else { return nil }
        let days = day - row.day.daysSinceEpoch
        return abs(days) <= nearest ? Int(second) : nil
    }
}

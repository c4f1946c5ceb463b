// SPDX-License-Identifier: Apache-2.0

/// The names of a table's columns, shared by all of its records.
public final class RecordColumns: Sendable {
    /// Names in the order of the file, as written there.
    public let names: [String]
    /// Second names in the same order; empty where there are none.
    public let otherNames: [String]
    private let positions: [String: Int]
    /// For names that come again, the positions behind the first.
    public let repeats: [String: [Int]]

    /// Takes the header, and a second name for each column where there is one (HXL tags, for instance); of two columns
    /// with one name the first counts, and names of the header come before others.
    public init(_ names: [String], otherNames: [String] = []) {
        self.names = names
        self.otherNames = otherNames
        let all = [names, otherNames].flatMap { names in names.enumerated().map { ($1, $0) } }
        positions = Dictionary(all, uniquingKeysWith: { first, _ in first })
        repeats = positions.count == all.count ? [:] : Self.repeats(names)
    }

    private static func repeats(_ names: [String]) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (position, name) in names.enumerated() where !name.isEmpty { places[name, default: []].append(position) }
        return places.compactMapValues { $0.count > 1 ? Array($0.dropFirst()) : nil }
    }

    /// Position of the column; nil when the table has none of that name.
    public func position(of name: String) -> Int? { positions[name] }
}

/// Where a record stands, for messages and provenance.
public struct RecordOrigin: Sendable, Hashable, CustomStringConvertible {
    /// File path or data source name as the user gave it.
    public let file: String
    /// 1-based line of the record's first byte; for sources without lines, the 1-based feature number.
    public let line: Int

    /// Takes both as they are.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`, the form that editors and terminals turn into a link.
    public var description: String { "\(file):\(line)" }
}

/// One row of a table or one feature of a vector layer, before any meaning is given to it: every value is text.
public struct Record: Sendable {
    /// The table's columns.
    public let columns: RecordColumns
    /// One text per column, in the columns' order; empty where the source has nothing.
    public let values: [String]
    /// Geometry in lon/lat degrees, where the source has one.
    public let geometry: Geometry?
    /// File and line.
    public let origin: RecordOrigin
    /// How many empty fields the row had beyond the columns; they are not among the values.
    public let emptySurplus: Int

    /// Takes the parts as they are; missing trailing values read as empty.
    public init(
        columns: RecordColumns, values: [String], geometry: Geometry? = nil, origin: RecordOrigin, emptySurplus: Int = 0
    ) {
        self.columns = columns
        self.values = values
        self.geometry = geometry
        self.origin = origin
        self.emptySurplus = emptySurplus
    }

    /// The trimmed text of a column; nil when the column does not exist or holds nothing. Of several columns of one name
    /// the first that holds something counts.
    public subscript(_ name: String) -> String? {
        guard let position = columns.position(of: name) else { return nil }
        if let text = text(at: position) { return text }
        guard !columns.repeats.isEmpty, let others = columns.repeats[name] else { return nil }
        return others.lazy.compactMap { text(at: $0) }.first
    }

    /// The trimmed text at a position; nil where there is none.
    private func text(at position: Int) -> String? {
        guard position < values.count else { return nil }
        let text = values[position]
        guard let first = text.utf8.first, let last = text.utf8.last else { return nil }
        // Trimming allocates, and nearly all values need none.
        if first > 0x20, last > 0x20 { return text }
        let trimmed = text.trimmingPrefix(while: \.isWhitespace)
        let end = trimmed.lastIndex { !$0.isWhitespace }
        return end.map { String(trimmed[...$0]) }
    }

    /// Whether columns of one name hold different texts.
    public func contradicts(itselfIn name: String) -> Bool {
        guard let first = columns.position(of: name), let others = columns.repeats[name] else { return false }
        return Set(([first] + others).compactMap { text(at: $0) }).count > 1
    }
}

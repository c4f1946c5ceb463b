// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

/// A small table as texts, which rows are added to or take the place of others by a key.
struct PlainTable {
    private(set) var columns: [String]
    private(set) var rows: [[String]] = []

    init(columns: [String]) { self.columns = columns }

    /// Reads the whole table.
    /// - Throws: `TableError` when it cannot be read, or at the first row that is malformed.
    init(reading path: String) throws {
        let reader = TableReader(path: path)
        columns = try reader.columns().names
        try reader.forEachRecord { rows.append($0.values) }
    }

    /// The text of a row in a column; empty where there is no such column.
    func value(_ column: String, of row: [String]) -> String {
        guard let position = columns.firstIndex(of: column), position < row.count else { return "" }
        return row[position]
    }

    /// Makes sure that the columns exist; those that are new stand at the end.
    mutating func add(columns names: [String]) {
        for name in names where !columns.contains(name) { columns.append(name) }
    }

    /// Adds a row, or puts it in the place of the row with the same text in the key column. Texts of columns that the table
    /// does not have are left out.
    /// - Returns: whether a row was replaced.
    @discardableResult
    mutating func put(_ values: [String: String], key: String, replacing: Bool = true) -> Bool {
        let row = columns.map { values[$0] ?? "" }
        let same = rows.firstIndex { value(key, of: $0) == values[key] }
        guard let same else {
            rows.append(row)
            return false
        }
        if replacing { rows[same] = row }
        return true
    }

    /// Takes the row with the text in the key column out.
    /// - Returns: whether there was one.
    mutating func remove(_ text: String, key: String) -> Bool {
        guard let same = rows.firstIndex(where: { value(key, of: $0) == text }) else { return false }
        rows.remove(at: same)
        return true
    }

    var text: String {
        var writer = TableWriter(columns: columns)
        for row in rows { writer.append(Array(row.prefix(columns.count))) }
        return writer.text
    }
}

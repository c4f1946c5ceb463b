// SPDX-License-Identifier: Apache-2.0

import Geo

/// What a table was understood as: its vocabulary, its columns, and the first row that was used.
public struct TableReading: Sendable, Hashable {
    /// A column of the table.
    public struct Column: Sendable, Hashable {
        /// As the table calls it.
        public let name: String
        /// What it is read as; empty for a column that is not read.
        public let meaning: String
        /// Its cell in the first row that was used.
        public let example: String
    }

    /// Name of the vocabulary: `acled`, `ucdp`, `claims`, or `table` for a mapping.
    public let vocabulary: String
    /// The columns in their order.
    public let columns: [Column]
    /// What became of the first row that was used; nil where none was.
    public let example: Claim?

    /// Cells are cut to so many characters.
    private static let longestExample = 80

    init(_ vocabulary: Vocabulary, found: [String], named: RecordColumns?, values: [String], example: Claim?) {
        self.vocabulary = vocabulary.name
        self.example = example
        columns = found.enumerated().map { position, name in
            let meaning = named.map { vocabulary.meaning(at: position, of: $0) } ?? ""
            let isShown = position < values.count && !vocabulary.privateColumns.contains(meaning)
            let value = isShown ? values[position] : ""
            return Column(
                name: name, meaning: meaning,
                example: value.count > Self.longestExample ? value.prefix(Self.longestExample - 1) + "…" : value)
        }
    }
}

extension Vocabulary {
    /// The names among the columns that are read, each once, in their order.
    func readNames(in columns: RecordColumns) -> [String] {
        var known: Set<String> = []
        return columns.names.filter { !meaning(of: $0).isEmpty && known.insert($0).inserted }
    }

    /// Whether a column is read.
    func isRead(_ columns: RecordColumns, _ position: Int) -> Bool { !meaning(at: position, of: columns).isEmpty }

    /// What a column is read as by its name or its second name, such as a tag of HXL; empty where it is not read.
    fileprivate func meaning(at position: Int, of columns: RecordColumns) -> String {
        let names = [columns.names, columns.otherNames].compactMap { position < $0.count ? $0[position] : nil }
        return names.lazy.map { meaning(of: $0) }.first { !$0.isEmpty } ?? ""
    }

    /// What a column under the name of the vocabulary is read as; empty where it is not read.
    fileprivate func meaning(of column: String) -> String {
        if let fields = fields[column] { return fields.joined(separator: ", ") }
        if !fields.isEmpty { return "" }
        let read = readColumns.isEmpty ? Set(allColumns) : readColumns
        return read.contains(column) ? column : ""
    }
}

extension FieldMapping {
    /// The fields that each column fills, by its name.
    var fieldsOfColumns: [String: [String]] {
        var fields: [String: [String]] = [:]
        for field in ClaimField.allCases {
            guard let rule = rules[field] else { continue }
            for column in (rule.column.map { [$0] } ?? []) + rule.joined {
                fields[column, default: []].append(field.rawValue)
            }
        }
        return fields
    }
}

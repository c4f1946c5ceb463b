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

    init(_ vocabulary: Vocabulary, found: [String], named: [String], values: [String], example: Claim?) {
        self.vocabulary = vocabulary.name
        self.example = example
        columns = zip(found, named).enumerated().map { position, names in
            let value = position < values.count ? values[position] : ""
            return Column(
                name: names.0, meaning: vocabulary.meaning(of: names.1),
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

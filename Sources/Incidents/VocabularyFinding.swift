// SPDX-License-Identifier: Apache-2.0

import Geo
public import Tables

/// Finds the header of a table, and the vocabulary that its columns belong to.
public enum VocabularyFinding {
    /// Rows among which the header may stand.
    private static let mostRows = 20

    /// The table with its header where the vocabulary finds its columns: in the first row, in a later one below titles, or
    /// nowhere, where the order of the columns is known.
    /// - Throws: `TableError`, or `IncidentInputError.missingHeader` where the first row is data.
    public static func table(_ table: any RowSource, _ vocabulary: Vocabulary) throws -> any RowSource {
        let columns = try table.columns()
        if fits(vocabulary, columns) { return table }
        let candidates = try table.headerCandidates(mostRows)
        if let found = candidates.first(where: { fits(vocabulary, RecordColumns($0.values)) }) { return found.source }
        for layout in vocabulary.layouts(of: columns.names) where isData(columns.names) {
            if fits(vocabulary, RecordColumns(layout)) { return table.with(header: .absent(layout)) }
        }
        if isData(columns.names), columns.names.count > 3 {
            throw IncidentInputError.missingHeader(
                file: table.name, columns: columns.names.count, vocabulary: vocabulary.name)
        }
        return table
    }

    /// The vocabulary that the columns of a table belong to, with the table as it finds it; nil where there is none.
    /// - Throws: the table's error when its header cannot be read.
    public static func vocabulary(of table: any RowSource) throws -> (Vocabulary, any RowSource)? {
        for vocabulary in Vocabulary.named {
            if let found = try? self.table(table, vocabulary), fits(vocabulary, try found.columns()) {
                return (vocabulary, found)
            }
        }
        return nil
    }

    /// The one table of several that the vocabulary, or any vocabulary, finds its columns in; a table alone is taken as it
    /// is. `note` is told of what was chosen.
    /// - Returns: nil where none or several of several tables fit.
    /// - Throws: `IncidentInputError.unknownVocabulary` where the columns of the only table belong to none.
    public static func choose(
        _ tables: [(name: String, rows: any RowSource)], _ stated: Vocabulary?, note: (String) -> Void
    ) throws -> (Vocabulary, any RowSource)? {
        if tables.count == 1, let stated { return (stated, try table(tables[0].rows, stated)) }
        var found: [(name: String, vocabulary: Vocabulary, rows: any RowSource)] = []
        for (name, rows) in tables {
            if let (vocabulary, rows) = try stated.map({ try fitting($0, rows) }) ?? vocabulary(of: rows) {
                found.append((name, vocabulary, rows))
            }
        }
        if found.isEmpty, tables.count == 1 { throw try refusal(of: tables[0].rows) }
        // A GPX file has five layers of like columns, of which most are empty.
        if found.count > 1 { found = try found.filter { try holdsRows($0.rows) } }
        guard found.count == 1 else { return nil }
        if stated == nil { note("the columns are those of '\(found[0].vocabulary.name)'") }
        if tables.count > 1 { note("of \(tables.count) tables '\(found[0].name)' was read") }
        return (found[0].vocabulary, found[0].rows)
    }

    /// Ends a reading of which the first row is wanted.
    private struct FirstRow: Error {}

    private static func holdsRows(_ rows: any RowSource) throws -> Bool {
        do {
            try rows.forEachRow { _ in throw FirstRow() }
            return false
        } catch is FirstRow {
            return true
        }
    }

    private static func fitting(
        _ vocabulary: Vocabulary, _ rows: any RowSource
    ) throws -> (Vocabulary, any RowSource)? {
        guard let rows = try? table(rows, vocabulary), fits(vocabulary, try rows.columns()) else { return nil }
        return (vocabulary, rows)
    }

    /// Why no vocabulary fits.
    /// - Throws: the table's error when its header cannot be read.
    public static func refusal(of table: any RowSource) throws -> IncidentInputError {
        let columns = try table.columns()
        let lacking = Vocabulary.named.map { vocabulary in
            (vocabulary.name, vocabulary.missing(in: vocabulary.columns(columns), hasGeometry: false))
        }
        return .unknownVocabulary(
            file: table.name, found: columns.names, lacking: Dictionary(uniqueKeysWithValues: lacking))
    }

    private static func fits(_ vocabulary: Vocabulary, _ columns: RecordColumns) -> Bool {
        vocabulary.missing(in: vocabulary.columns(columns), hasGeometry: true).isEmpty
    }

    /// Whether a row holds numbers and days, as no header does.
    private static func isData(_ values: [String]) -> Bool {
        let dates = DateReading()
        return values.contains { text in
            guard let first = text.first, first.isNumber || first == "-" else { return false }
            if WrittenNumber.decimal(text) != nil { return true }
            if case .days = dates.days(text) { return true }
            return false
        }
    }
}

extension Vocabulary {
    /// The orders of columns that a row may have, longest first: fields beyond them must be empty.
    fileprivate func layouts(of row: [String]) -> [[String]] {
        layouts.filter { $0.count <= row.count && row.dropFirst($0.count).allSatisfy(\.isEmpty) }
            .sorted { $0.count > $1.count }
    }
}

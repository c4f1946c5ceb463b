// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Why a whole table of incidents cannot be used. A single bad row is a `Rejected` instead.
public enum IncidentInputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Columns that the format needs are absent.
    case missingColumns(file: String, missing: [String], found: [String])
    /// No cell of a column tells whether the day or the month comes first.
    case ambiguousDates(RecordOrigin, column: String, example: String)
    /// Some rows are written with the day first and others with the month first: lines by order.
    case contradictoryDates(file: String, column: String, lines: [String: [Int]])
    /// The cells are written in another order than the study states.
    case otherDateOrder(file: String, column: String, stated: String, found: [String: [Int]])
    /// The day stands between year and month in these lines, and in none behind them.
    case yearDayMonth(file: String, column: String, lines: [Int])
    /// The columns are those of no vocabulary: what each lacks.
    case unknownVocabulary(file: String, found: [String], lacking: [String: [String]])
    /// The first row is data, and no order of columns is known for so many.
    case missingHeader(file: String, columns: Int, vocabulary: String)
    /// The rows follow one person or vehicle; at the row where it became plain.
    ///
    /// The entity and the column that names it, both empty where none does; the number of fixes, the line of the first
    /// of them, and how far apart the first and the last are.
    case positionTrack(
        RecordOrigin, entity: String, column: String, fixes: Int, first: Int, kilometers: Double)
    /// The layer holds points of a track.
    case trackLayer(RecordOrigin)
    /// A weight table lacks a class or holds a value out of range.
    case badWeight(table: String, key: String, value: String)
    /// A field mapping names something that does not exist.
    case badMapping(field: String, problem: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missingColumns(let file, let missing, let found):
            Self.missingColumns(file: file, missing: missing, found: found)
        case .ambiguousDates(let origin, let column, let example):
            "\(origin): column '\(column)', value '\(example)': no row of the table tells whether the day, the month or the "
                + "year comes first. State 'date_format: DD/MM/YYYY', 'MM/DD/YYYY' or 'YY/MM/DD' for the input, or --date-format."
        case .contradictoryDates(let file, let column, let lines):
            "\(file): column '\(column)': the rows contradict each other: \(Self.orders(lines)). Correct them, or give the two "
                + "kinds of rows as two inputs with their own 'date_format'."
        case .otherDateOrder(let file, let column, let stated, let found):
            "\(file): column '\(column)': the study states \(stated), but the rows are written otherwise: "
                + "\(Self.orders(found)). Correct 'date_format'."
        case .yearDayMonth(let file, let column, let lines):
            "\(file): column '\(column)': the rows have the day before the month, as in 2026-15-01: "
                + "\(Self.orders([DayOrder.yearDayMonth.rawValue: lines])). State 'date_format: YYYY-DD-MM' for the input, "
                + "so that all rows are read so, or correct them."
        case .unknownVocabulary(let file, let found, let lacking):
            Self.unknownVocabulary(file: file, found: found, lacking: lacking)
        case .missingHeader(let file, let columns, let vocabulary):
            "\(file): the header row is missing: the first row of \(columns) columns is data. No order of so many columns is "
                + "known for '\(vocabulary)'; add the row of names, or "
                + "write them into the study as 'columns: [...]' of the input."
        case .positionTrack(let origin, let entity, let column, let fixes, let first, let kilometers):
            "\(origin): the rows from line \(first) on follow \(entity.isEmpty ? "one traveller" : "'\(entity)'"): "
                + "\(fixes) positions that move on at short or regular intervals, in the order of their times, up to "
                + "\(kilometers) km away. "
                + "Tracks of people, vehicles or convoys are not read; give incidents, each with a day and a place"
                + (column.isEmpty
                    ? "." : ", or state 'reporters: \(column)' for the input where that column names who reported.")
        case .trackLayer(let origin):
            "\(origin): the layer holds the points of a track. Tracks of people, vehicles or convoys are not read; give "
                + "incidents, each with a day and a place."
        case .badWeight(let table, let key, let value):
            "\(table): '\(key)' is \(value.isEmpty ? "missing" : "'\(value)'"). Give a number from 0 to 1."
        case .badMapping(let field, let problem):
            "field mapping, '\(field)': \(problem)."
        }
    }

    private static func orders(_ lines: [String: [Int]]) -> String {
        lines.sorted { $0.key < $1.key }.map { order, lines in
            "\(order) on line\(lines.count == 1 ? "" : "s") \(lines.map(String.init).joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    private static func unknownVocabulary(file: String, found: [String], lacking: [String: [String]]) -> String {
        let lists = lacking.sorted { $0.key < $1.key }.map { "\($0.key) needs \($0.value.joined(separator: ", "))" }
        let present = found.prefix(12).joined(separator: ", ") + (found.count > 12 ? ", …" : "")
        return
            "\(file): the columns are those of no known vocabulary: \(lists.joined(separator: "; ")). Found: \(present). "
            + "Describe the columns by a mapping in a study (format table), or state the format."
    }

    private static func missingColumns(file: String, missing: [String], found: [String]) -> String {
        let names = missing.map { "'\($0)'" }.joined(separator: ", ")
        let present = found.prefix(12).joined(separator: ", ") + (found.count > 12 ? ", …" : "")
        let hint =
            found.count == 1
            ? "The header has one column, so the delimiter may not be one of , ; tab |."
            : "Check the format of the input, or state a field mapping."
        return "\(file): the header lacks \(names). Found: \(present). \(hint)"
    }
}

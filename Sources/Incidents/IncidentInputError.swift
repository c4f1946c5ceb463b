// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Why a whole table of incidents cannot be used. A single bad row is a `Rejected` instead.
public enum IncidentInputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Columns that the format needs are absent.
    case missingColumns(file: String, missing: [String], found: [String])
    /// The rows follow one person or vehicle; at the row where it became plain.
    case positionTrack(RecordOrigin, entity: String)
    /// A weight table lacks a class or holds a value out of range.
    case badWeight(table: String, key: String, value: String)
    /// A field mapping names something that does not exist.
    case badMapping(field: String, problem: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missingColumns(let file, let missing, let found):
            Self.missingColumns(file: file, missing: missing, found: found)
        case .positionTrack(let origin, let entity):
            "\(origin): the rows follow \(entity.isEmpty ? "one traveller" : "'\(entity)'") at short intervals. "
                + "Tracks of people, vehicles or convoys are not read; give incidents, each with a day and a place."
        case .badWeight(let table, let key, let value):
            "\(table): '\(key)' is \(value.isEmpty ? "missing" : "'\(value)'"). Give a number from 0 to 1."
        case .badMapping(let field, let problem):
            "field mapping, '\(field)': \(problem)."
        }
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

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Incidents
import Studies
import Tables

/// The input of a new study: a table of reports as it is, and what its columns are read as.
struct DraftInput {
    /// Path of the file in the study's folder.
    let file: String
    /// Lines of the study file below `inputs:`.
    let lines: [String]
    /// What was guessed, a sentence each.
    let notes: [String]
    /// Whether the rows are the user's own, which must not be published row by row.
    let isRestricted: Bool

    /// Folder of reports in a study.
    static let folder = "reports"

    /// - Parameter access: `open` or `restricted`, as the user states it; nil where he does not.
    /// - Throws: `StudyDraftError.unmappedReports`; the reader's errors.
    init(_ path: String, access: String?) throws {
        file = "\(Self.folder)/\(path.lastPathName)"
        let members = try TableContainer(path: path).members()
        if let known = try Self.vocabulary(of: members) {
            isRestricted = known.name == "acled" || access == "restricted"
            lines = Self.head(file, format: known.name) + (known.name == "acled" ? [] : Self.access(access, "open"))
            notes = ["\(file): the columns are those of \(known.name)."]
            return
        }
        guard let rows = members.first?.rows else {
            throw StudyDraftError.unmappedReports(file: path, missing: "a table", columns: [])
        }
        let guess = try MappingGuess.of(rows)
        if let missing = guess.missing {
            throw StudyDraftError.unmappedReports(file: path, missing: missing, columns: guess.names)
        }
        isRestricted = access != "open"
        lines = Self.head(file, format: "table") + Self.access(access, "restricted") + Self.mapping(guess)
        notes = Self.notes(on: guess, file)
    }

    private static func vocabulary(of members: [TableContainer.Member]) throws -> Vocabulary? {
        for member in members {
            if let found = try VocabularyFinding.vocabulary(of: member.rows) { return found.0 }
        }
        return nil
    }

    private static func head(_ file: String, format: String) -> [String] {
        let base = file.lastPathName, name = base.split(separator: ".").first.map(String.init) ?? base
        return ["  - name: \(YAMLText.quoted(name))", "    format: \(format)", "    file: \(YAMLText.quoted(file))"]
    }

    private static func access(_ stated: String?, _ usual: String) -> [String] {
        ["    access: \(stated ?? usual)  # open (published already) or restricted (own reports)"]
    }

    // MARK: A table of one's own

    private static func mapping(_ guess: MappingGuess) -> [String] {
        var lines = [
            "    # Which column is what, guessed from their names: put right what is wrong (docs/study.md).",
            "    mapping:",
        ]
        for (field, column) in guess.columns where field != "type" {
            lines.append("      \(field): \(YAMLText.quoted(column))")
        }
        return lines + type(guess)
    }

    private static func type(_ guess: MappingGuess) -> [String] {
        guard let column = guess["type"] else {
            return [
                "      # No column tells what happened: every row counts as this type.",
                "      type: {constant: \(EventType.violenceAgainstCivilians.rawValue)}",
            ]
        }
        var lines = ["      type:", "        column: \(YAMLText.quoted(column))", "        values:"]
        for (value, type) in guess.types {
            let known = type ?? .violenceAgainstCivilians
            lines.append(
                "          \(YAMLText.quoted(value)): \(known.rawValue)\(type == nil ? "  # not known: change it" : "")"
            )
        }
        return lines
    }

    private static func notes(on guess: MappingGuess, _ file: String) -> [String] {
        let read = guess.columns.map { "\($0.column) as \($0.field)" }.joined(separator: ", ")
        let unknown = guess.types.filter { $0.type == nil }.map(\.value)
        var notes = ["\(file): \(read)."]
        if guess["type"] == nil { notes.append("\(file): no column tells what happened; all rows have one type.") }
        if !unknown.isEmpty {
            notes.append(
                "\(file): \(Counted.text(unknown.count, "value", "values")) of \(guess["type"] ?? "") not known, counted as violence against "
                    + "civilians: \(unknown.prefix(5).joined(separator: ", "))\(unknown.count > 5 ? " and others" : "")."
            )
        }
        if !guess.unused.isEmpty {
            notes.append("\(file): not used: \(guess.unused.prefix(12).joined(separator: ", ")).")
        }
        return notes
    }
}

/// Texts as YAML reads them back.
enum YAMLText {
    /// In double quotes, with what would end or change them escaped.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: scalar.value < 0x20 ? (quoted += " ") : quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

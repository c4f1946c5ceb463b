// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Articles
import Extraction
import Foundation
import Gazetteer
import Geo
import JSON
import Places
import Studies
import Tables

/// `riskmap-bench geoparse`: how well articles are read, against gold made by people.
struct GeoparseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geoparse",
        abstract: "Scores places, dates, numbers and claims read out of news texts against gold by hand.",
        discussion: """
            Spans match where they share at least half of the shorter one. Gold that is absent is said and skipped. \
            Benchmarks/geoparsing.md says what the lines mean and what other readers reach.
            """)

    @Option(help: ArgumentHelp("Folder with places.csv and claims.csv.", valueName: "DIR"))
    var gold = "../shared/gold"

    @Option(help: ArgumentHelp("Documents with marked entities.", valueName: "FILE.json"))
    var text = "../shared/text/re3d_dev.json"

    @Option(help: ArgumentHelp("Headlines with positions.", valueName: "FILE.csv"))
    var headlines = "../shared/geoparsing/headlines_dev.csv"

    @Option(help: ArgumentHelp("Folder of the articles.", valueName: "DIR"))
    var articles = "../shared/articles"

    @Option(help: ArgumentHelp("The study whose names are used.", valueName: "FILE"))
    var study = "geodata/study.yaml"

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Days of publication by the first letters of the articles' names.", valueName: "NAME=DATE"))
    var published = ["000=2026-01-21", "001=2026-02-13", "002=2026-01-21", "003=2026-01-21", "004=2026-01-23"]

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Rules to leave out.", valueName: "RULE"))
    var without: [String] = []

    @Flag(help: "Leaves out each rule of mentions in turn and prints what changes.")
    var ablate = false

    @Flag(help: "Skips the measurement of speed.")
    var noSpeed = false

    @Flag(help: "Prints what is wrong of each claim.")
    var failures = false

    @Option(help: ArgumentHelp("Compares the scores with this example and nothing else.", valueName: "FILE.json"))
    var check: String?

    @Option(help: "table or json.")
    var format = Format.table

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    func validate() throws {
        for day in published where Self.day(day) == nil {
            throw ValidationError("--published takes NAME=YYYY-MM-DD, not '\(day)'.")
        }
    }

    func run() throws {
        if let check { return try compare(check) }
        let run = try GeoparseRun(self)
        run.missing.forEach { warn("absent, skipped: \($0)") }
        let figures = run.figures(without: Set(without))
        show(figures)
        if failures { showFailures(run) }
        if !noSpeed { show(run.speed(without: Set(without))) }
        if ablate { showShares(of: figures, run) }
    }

    private func compare(_ file: String) throws {
        let faults = try GeoparseCheck.faults(file: file)
        faults.forEach { print($0) }
        print("\(faults.count) differences")
        if !faults.isEmpty { throw ExitCode.failure }
    }

    private func show(_ figures: [GeoparseFigure]) {
        for figure in figures {
            switch format {
            case .table: print(figure.row)
            case .json: printLine(figure.members)
            }
        }
    }

    private func showFailures(_ run: GeoparseRun) {
        for isOwn in [false, true] {
            guard let claims = run.claims(without: Set(without), own: isOwn) else { continue }
            for line in claims.failures + (isOwn ? claims.surplus + claims.escapes : []) { print("  \(line)") }
        }
    }

    /// The change of each main figure when a rule is left out; rules that change nothing are named at the end.
    private func showShares(of whole: [GeoparseFigure], _ run: GeoparseRun) {
        var idle: [String] = []
        for rule in MentionReader.rules {
            let rest = run.figures(without: Set(without).union([rule]))
            let changes = zip(whole, rest).filter { abs($0.main - $1.main) >= 0.0005 }
            if changes.isEmpty { idle.append(rule) }
            for (before, after) in changes {
                switch format {
                case .table: print("without \(rule): \(before.name) \(before.main.digits) -> \(after.main.digits)")
                case .json:
                    printLine([
                        ("without", .string(rule)), ("figure", .string(before.name)), ("before", .double(before.main)),
                        ("after", .double(after.main)),
                    ])
                }
            }
        }
        if !idle.isEmpty { print("change nothing here: \(idle.joined(separator: ", "))") }
    }

    private func warn(_ sentence: String) { FileHandle.standardError.write(Data("\(sentence)\n".utf8)) }

    static func day(_ text: String) -> (name: Substring, day: CalendarDay)? {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let day = CalendarDay(parsing: parts[1]) else { return nil }
        return (parts[0], day)
    }
}

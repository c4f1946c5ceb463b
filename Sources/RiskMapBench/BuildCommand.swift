// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Geo
import JSON
import Studies

/// `riskmap-bench build`: a whole build, stage by stage.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Measures the stages of a whole build, one line each and one for the whole.",
        discussion: "The build goes to a temporary folder that is removed afterwards.")

    @Option(help: ArgumentHelp("The study.", valueName: "FILE"))
    var study: String

    @Option(help: ArgumentHelp("Side of a cell: metres, or with a unit, such as 5km.", valueName: "METERS"))
    var cell: String?

    @Option(help: ArgumentHelp("Day for which the map holds, YYYY-MM-DD.", valueName: "DATE"))
    var asOf: String?

    @Option(help: ArgumentHelp("Incident table instead of the study's own.", valueName: "FILE"))
    var incidents: String?

    @Option(help: ArgumentHelp("Its format.", valueName: "F"))
    var incidentFormat: String?

    @OptionGroup var options: RepeatOptions

    func validate() throws {
        if (incidents == nil) != (incidentFormat == nil) {
            throw ValidationError("--incidents and --incident-format go together.")
        }
    }

    func run() throws {
        var overrides = ResolvedStudy.Overrides()
        overrides.cell = cell
        overrides.asOf = asOf
        if let incidents, let incidentFormat {
            overrides.inputs = [InputSection.file(incidents, format: incidentFormat)]
        }
        let resolved = try ResolvedStudy(file: study, overrides: overrides)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("riskmap-bench-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var reports: [BuildReport] = []
        let timing = try Timing(repeats: options.repeats) {
            let pipeline = Pipeline(
                study: resolved, options: Pipeline.Options(out: folder + "/build", threads: options.threads))
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            reports.append(try pipeline.run())
        }
        try show(reports, timing)
    }

    private func show(_ reports: [BuildReport], _ timing: Timing) throws {
        guard let fastest = reports.min(by: { $0.totalSeconds < $1.totalSeconds }) else { return }
        let grid = fastest.grid.map { "\($0.columns)x\($0.rows)" } ?? ""
        let cpuSeconds = fastest.seconds.reduce(0) { $0 + $1.cpuSeconds }
        for time in fastest.seconds {
            printLine(
                [
                    ("name", .string("build stage")), ("stage", .string(time.stage)),
                    ("seconds_wall", .double(time.seconds)),
                    ("seconds_cpu", .double(time.cpuSeconds)), ("share_cpu", .double(time.cpuSeconds / cpuSeconds)),
                ])
        }
        printLine(
            [
                ("name", .string("build")), ("study", .string(study)), ("n", .integer(fastest.incidents)),
                ("grid", .string(grid)),
            ]
                + options.members + timing.members)
    }
}

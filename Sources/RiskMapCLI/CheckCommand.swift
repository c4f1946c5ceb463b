// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Studies

/// `riskmap check`: reads everything that a build would read, and builds nothing.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads a study with all of its files and reports what is wrong or missing.")

    @Argument(help: "Study file; the built-in study when absent.")
    var studyFile: String?

    @OptionGroup var inputs: IncidentOptions
    @OptionGroup var frame: FrameOptions
    @OptionGroup var release: ReleaseOptions

    @Option(help: ArgumentHelp("Exit with an error when more rows than this are rejected.", valueName: "N"))
    var maxRejected: Int?

    @Option(help: ArgumentHelp("table or json.", valueName: "FORMAT"))
    var format = OutputFormat.table

    func validate() throws {
        if format == .csv { throw ValidationError("--format of a check is table or json.") }
    }

    func run() throws {
        try reportingErrors {
            var overrides = frame.overrides
            release.set(&overrides)
            overrides.inputs = inputs.sections()
            let file = try studyFile ?? BuiltInStudy.file()
            let study = try ResolvedStudy(file: file, overrides: overrides)
            let options = Pipeline.Options(out: "out", also: [], maxRejected: maxRejected, threads: 1)
            let report = try Pipeline(study: study, options: options).check()
            try printOutput(
                format == .json
                    ? jsonText(CheckDocument(report, file: file)) : CheckReportText(report: report, file: file).text)
        }
    }
}

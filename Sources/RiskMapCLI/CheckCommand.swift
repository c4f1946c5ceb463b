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

    @Option(help: ArgumentHelp("Exit with an error when more rows than this are rejected.", valueName: "N"))
    var maxRejected: Int?

    func run() throws {
        try reportingErrors {
            var overrides = ResolvedStudy.Overrides()
            overrides.inputs = inputs.sections()
            let file = try studyFile ?? BuiltInStudy.file()
            let study = try ResolvedStudy(file: file, overrides: overrides)
            let options = Pipeline.Options(out: "out", also: [], maxRejected: maxRejected, threads: 1)
            let report = try Pipeline(study: study, options: options).check()
            try printOutput(CheckReportText(report: report, file: file).text)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Incidents
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

    @Option(help: ArgumentHelp("table, json or html.", valueName: "FORMAT"))
    var format = PageFormat.table

    func run() throws {
        try reportingErrors {
            var overrides = frame.overrides
            release.set(&overrides)
            overrides.inputs = inputs.sections()
            let file = try studyFile ?? BuiltInStudy.file()
            let study = try ResolvedStudy(file: file, overrides: overrides)
            let options = Pipeline.Options(out: "out", also: [], maxRejected: maxRejected, threads: 1)
            let report = try Pipeline(study: study, options: options).check(wantsDetails: format != .table)
            printWarnings(report.reading.doubts)
            try printOutput(text(of: report, file: file, countries: study.study.assessed))
            // The report is written all the same: it says what to mend.
            if let refusal = report.refusal { throw refusal }
        }
    }

    private func text(of report: BuildReport, file: String, countries: [String]) throws -> String {
        switch format {
        case .table: return CheckReportText(report: report, file: file, countries: countries).text
        case .json: return try jsonText(CheckDocument(report, file: file, countries: countries))
        case .html:
            let document = CheckDocument(report, file: file, countries: countries)
            return report.details.map { CheckPage(document: document, details: $0).text } ?? ""
        }
    }
}

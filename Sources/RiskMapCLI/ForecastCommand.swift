// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Studies

/// `riskmap forecast`: chances and numbers of the days to come, from a record.
struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Tells the chance and number of reported events to come, by province or place, from a record.",
        discussion: """
            Needs a systematic record: UCDP, ACLED, or an input with systematic: true. Says how often the same statements \
            came true on earlier days of the record, and refuses where too little is known. Reported events are not all \
            events: where nobody reports, nothing is forecast. With restricted inputs, what it prints is as restricted.
            """)

    @OptionGroup var study: StudyOption
    @OptionGroup var inputs: IncidentOptions

    @Option(help: ArgumentHelp("A position, with the reasons; all provinces without it.", valueName: "LAT,LON"))
    var at: PositionArgument?

    @OptionGroup var frame: FrameOptions

    @Option(help: ArgumentHelp("Countries that count, such as IQ or IQ,SY.", valueName: "CODES"))
    var assessed: String?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    @Option(help: ArgumentHelp("Number of threads; the result does not depend on it.", valueName: "N"))
    var threads = 2

    @Flag(help: "Show no progress.")
    var quiet = false

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be at least 1.") }
        if format == .csv { throw ValidationError("--format: forecast prints table or json.") }
    }

    func run() throws {
        try reportingErrors {
            let progress = ProgressLine(quiet: quiet)
            defer { progress.clear() }
            var overrides = frame.overrides
            overrides.assessed = assessed?.split(separator: ",").map(String.init)
            overrides.inputs = inputs.sections()
            // What is printed stays with those who hold the inputs: nothing is coarsened.
            overrides.release = "internal"
            let pipeline = Pipeline(
                study: try study.resolved(overrides), options: Pipeline.Options(out: "out", threads: threads))
            let forecast = try pipeline.forecast { progress.show($0) }
            let report = try ForecastReport(forecast: forecast, at: at?.coordinate)
            progress.clear()
            try printOutput(format == .json ? jsonText(report.document) : report.text)
        }
    }
}

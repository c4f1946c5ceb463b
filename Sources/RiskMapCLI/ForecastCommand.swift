// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment

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

    @OptionGroup var record: RecordOptions
    @OptionGroup var frame: FrameOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A position, with the reasons; all provinces without it.", valueName: "LAT,LON"))
    var at: PositionArgument?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        if format == .csv { throw ValidationError("--format must be table or json.") }
    }

    func run() throws {
        try reportingErrors {
            let progress = ProgressLine(quiet: record.quiet)
            defer { progress.clear() }
            let forecast = try record.pipeline(frame.overrides).forecast { progress.show($0) }
            let report = try ForecastReport(forecast: forecast, at: at?.coordinate)
            progress.clear()
            try printOutput(format == .json ? jsonText(report.document) : report.text)
        }
    }
}

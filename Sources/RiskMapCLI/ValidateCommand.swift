// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Chance
import Geo
import Studies
import Validation

/// `riskmap validate`: how well the forecasts of a record would have held.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Scores forecasts of a record on days that they did not know.",
        discussion: """
            From each origin on, what began within the horizon is forecast from what had ended before it. Prints nats \
            per event against an even spread, beside baselines that anyone can make, how often chances came true by \
            class, and how often numbers fell into their intervals. The record must be systematic: UCDP, ACLED, or an \
            input with systematic: true.
            """)

    @OptionGroup var record: RecordOptions

    @Option(help: ArgumentHelp("First origin, YYYY-MM-DD.", valueName: "DATE"))
    var from: String

    @Option(help: ArgumentHelp("Last day that is forecast, YYYY-MM-DD.", valueName: "DATE"))
    var to: String

    @Option(help: ArgumentHelp("Days from origin to origin, such as 30d.", valueName: "DAYS"))
    var step = "30d"

    @Option(help: ArgumentHelp("Days ahead: 7d or 30d.", valueName: "DAYS"))
    var horizon = "30d"

    @Option(help: ArgumentHelp("Scoring cell: 5km or 10km, summed from cells of 5 km.", valueName: "LENGTH"))
    var cell = "10km"

    @Option(help: ArgumentHelp("Models: all, or names joined by commas.", valueName: "LIST"))
    var models = "all"

    @Option(help: ArgumentHelp("table, json, or html: a page with plots that needs no network.", valueName: "FORMAT"))
    var format = PageFormat.table

    func validate() throws { _ = try plan() }

    func run() throws {
        try reportingErrors {
            let progress = ProgressLine(quiet: record.quiet)
            defer { progress.clear() }
            var overrides = ResolvedStudy.Overrides()
            (overrides.asOf, overrides.cell) = (to, "5km")
            let validation = try record.pipeline(overrides).validate(plan()) { progress.show($0) }
            progress.clear()
            try printOutput(text(of: validation))
        }
    }

    private func text(of validation: StudyValidation) throws -> String {
        let report = ValidationReport(result: validation.result, cell: cell)
        switch format {
        case .table: return report.table
        case .json: return try jsonText(report.document)
        case .html: return ValidationPage(validation: validation, cell: cell).text
        }
    }

    private func plan() throws -> ValidationPlan {
        guard let first = CalendarDay(parsing: from), let last = CalendarDay(parsing: to),
            let days = DayInterval(first: first, last: last)
        else { throw ValidationError("--from and --to must be days, YYYY-MM-DD, in this order.") }
        guard let horizon = try Horizon(rawValue: Self.days(horizon, "--horizon")) else {
            throw ValidationError("--horizon must be 7d or 30d.")
        }
        let sides = ["5km": 1, "10km": 2]
        guard let side = sides[cell] else { throw ValidationError("--cell must be 5km or 10km.") }
        let step = try Self.days(step, "--step")
        guard (1...3650).contains(step) else { throw ValidationError("--step must lie between 1d and 3650d.") }
        let plan = ValidationPlan(
            days: days, step: step, horizon: horizon, blockSide: side, models: try chosenModels())
        guard !plan.origins.isEmpty else {
            throw ValidationError("--from to --to is shorter than one horizon of \(horizon.rawValue) days.")
        }
        return plan
    }

    private static func days(_ text: String, _ option: String) throws -> Int {
        guard let days = Int(text.hasSuffix("d") ? text.dropLast() : text[...]) else {
            throw ValidationError("\(option) must be a number of days, such as 30d.")
        }
        return days
    }

    private func chosenModels() throws -> [ForecastModel] {
        guard models != "all" else { return ForecastModel.all }
        return try models.split(separator: ",").map { name in
            guard let model = ForecastModel.all.first(where: { $0.name == name }) else {
                let known = ForecastModel.all.map(\.name).joined(separator: ", ")
                throw ValidationError("--models: '\(name)' is not one of \(known).")
            }
            return model
        }
    }
}

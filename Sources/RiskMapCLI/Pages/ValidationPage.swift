// SPDX-License-Identifier: Apache-2.0

import Assessment
import Chance
import Foundation
import Geo
import Layers
import Validation

/// `riskmap validate --format html`: how well the forecasts of a record would have held, with plots, for people who decide
/// whether to use them.
struct ValidationPage {
    let validation: StudyValidation
    /// The scoring cell as it was asked for.
    let cell: String

    private var result: ValidationResult { validation.result }

    var text: String {
        let body = [heading, scope, models, search, folds, reliability, intervals, misses, limits]
            .filter { !$0.isEmpty }.joined(separator: "\n")
        return HTMLPage(title: "Validation: \(validation.title)", body: body).text
    }

    // MARK: Finding

    /// The model that the page is about: the ladder, or else the first that is no baseline.
    private var subject: ForecastModel? {
        let models = result.plan.models.filter { !$0.isBaseline }
        return models.contains(.ladder) ? .ladder : models.first
    }

    private var difference: ValidationResult.Difference? { subject.flatMap { result.difference(of: $0) } }

    /// Who may see the page: what is restricted in one input is restricted in every figure of it.
    var tier: ReleaseTier { validation.access == .open ? .public : .internal }

    private var heading: String {
        let isGood = difference?.isBetter ?? false
        return """
            <header>
            <h1 dir="auto">How forecasts would have held: \(HTMLText.escaped(validation.title))</h1>
            <p class="verdict \(isGood ? "good" : "mixed")">\(HTMLText.escaped(finding))</p>
            <p>\(HTMLText.escaped(meaning))</p>
            <p class="verdict \(tier == .public ? "good" : "bad")">\(HTMLText.escaped(release))</p>
            </header>
            """
    }

    var finding: String {
        guard result.targets.precise > 0 else {
            return "Nothing was scored: no located event lies in the days forecast."
        }
        guard let subject, let difference else {
            return "No model stands beside a baseline here, so none is said to be better or worse."
        }
        let interval = "(95 % interval \(decimal(difference.low, 3)) to \(decimal(difference.high, 3)))"
        let amount = "\(decimal(difference.difference, 3)) nats per event \(interval)"
        let name = subject.words.prefix(1).uppercased() + subject.words.dropFirst()
        return difference.isBetter
            ? "\(name) beats the best baseline, \(difference.baseline.words), by \(amount)."
            : "\(name) is no better than the best baseline, \(difference.baseline.words): the difference is \(amount), "
                + "and the interval does not lie above 0."
    }

    /// The finding without logarithms.
    private var meaning: String {
        guard let subject, let score = result.models.first(where: { $0.model == subject }), result.targets.precise > 0
        else { return "" }
        let even =
            "In the typical case (geometric mean), the place of an event was given \(factor(score.logScore)) times "
            + "the share that an even spread over the area would give it"
        guard let difference else { return even + "." }
        return even + ", and \(factor(difference.difference)) times the share that the baseline gave it."
    }

    private func factor(_ nats: Double) -> String {
        let factor = exp(nats)
        return decimal(factor, factor < 10 ? 2 : 0)
    }

    private var release: String {
        tier == .public
            ? "Release tier: public. All inputs are open."
            : "Release tier: internal. An input is restricted, so no figure or map of this page may be passed on."
    }

    // MARK: What was scored

    private var scope: String {
        let list = (recordRows + foldRows).map { HTMLPage.definition($0.0, $0.1) }.joined(separator: "\n")
        return "<h2>What was scored</h2>\n<dl>\n\(list)\n</dl>"
    }

    private var recordRows: [(String, String)] {
        let days = validation.recordDays
        return [
            ("Files", validation.files.joined(separator: ", ")),
            ("What counts", validation.counts.joined(separator: "; ")),
            ("Record", "\(days.first) to \(days.last)"),
            ("Assessed", validation.countries.map(\.name).joined(separator: ", ")),
            ("Sources", validation.attributions.joined(separator: "; ")),
        ]
    }

    private var foldRows: [(String, String)] {
        let length = result.plan.horizon.rawValue, targets = result.targets
        guard let first = result.plan.origins.first, let last = result.plan.origins.last else { return [] }
        return [
            ("Days forecast", "\(first) to \(last.advanced(by: length - 1))"),
            ("Folds", "\(result.folds.count) of \(length) days; each knows only what had ended before its first day"),
            ("Located events", "\(targets.precise)"),
            (
                "Known to an area only",
                "\(targets.imprecise)" + (targets.imprecise > 0 ? ", scored by the area, apart" : "")
            ),
            ("Scoring cell", cell.replacing("km", with: " km")),
        ]
    }

    private var models: String {
        let hasAreas = result.targets.imprecise > 0
        let rows = result.models.map { score in
            [score.model.name, score.model.words, decimal(score.logScore, 3)]
                + (hasAreas ? [decimal(score.impreciseLogScore, 3)] : [])
                + score.accuracyIndex.map { decimal($0, 1) } + [
                    decimal(score.efficiencyIndex[1], 2), against(score.model),
                ]
        }
        let table = HTMLTable(
            ["Model", "What it is", "Nats per event"] + (hasAreas ? ["Nats, areas"] : [])
                + ["PAI 1 %", "PAI 5 %", "PAI 10 %", "PEI 5 %", "Against the best baseline"], rows, isOfFigures: true)
        return """
            <h2>Models</h2>
            <p>Nats per event tell how well the place of each event was foreseen: 0 is as good as an even spread, 0.7 gives \
            events twice the share, 2.3 ten times. PAI: the share of the events in the densest 1, 5 or 10 % of the area, \
            over that share of the area (of equal cells the northern come first). PEI: the same over the best choice that could have been made afterwards.</p>
            \(table.text)
            \(verdicts.map { "<p>\(HTMLText.escaped($0))</p>" }.joined(separator: "\n"))
            """
    }

    private var verdicts: [String] { ValidationReport(result: result, cell: cell).verdicts }

    private func against(_ model: ForecastModel) -> String {
        guard !model.isBaseline, let difference = result.difference(of: model) else { return "" }
        return "\(decimal(difference.difference, 3)) [\(decimal(difference.low, 3)), \(decimal(difference.high, 3))]"
    }

    // MARK: Plots of where

    private var search: String {
        guard result.targets.precise > 0 else { return "" }
        let plot = SearchPlot(models: result.models, best: bestBaseline)
        return figure(
            "How much of the area holds how many of the events", plot.picture,
            "Cells are searched from the densest forecast down, anew in each fold. A line further to the upper left finds "
                + "more events in less area. Cells that a model holds for equal are searched together.")
    }

    private var bestBaseline: ForecastModel? {
        difference?.baseline
            ?? result.models.filter(\.model.isBaseline).max { $0.logScore < $1.logScore }?.model
    }

    private var folds: String {
        guard let subject, let difference else { return "" }
        let plot = FoldPlot(
            folds: result.folds(of: subject, against: difference.baseline), difference: difference, model: subject.words
        )
        return figure(
            "Skill by fold", plot.picture,
            "Log score of \(subject.words) minus that of \(difference.baseline.words). Discs above 0: better; diamonds: "
                + "not better; larger marks: more events. Dashed: the mean over all events, with its 95 % interval from "
                + "2,000 draws of whole folds.")
    }

    private var misses: String {
        guard let misses = result.misses, result.targets.precise > 0 else { return "" }
        return figure(
            "Where the forecast missed",
            MissMap(misses: misses, countries: validation.countries, rim: validation.rim.value).picture,
            "Squares of 50 km, all folds together, located events. Orange: more happened than was expected; blue: fewer. "
                + "What lies within \(decimal(validation.rim.kilometers, 0)) km of a border, on its other side, is assessed too."
        )
    }

    private func figure(_ title: String, _ picture: SVGPicture, _ caption: String) -> String {
        "<h2>\(HTMLText.escaped(title))</h2>\n\(Self.figure(picture, caption))"
    }

    private static func figure(_ picture: SVGPicture, _ caption: String = "") -> String {
        let words = caption.isEmpty ? "" : "<figcaption>\(HTMLText.escaped(caption))</figcaption>"
        return "<figure>\(picture.text)\(words)</figure>"
    }

    // MARK: Chances and numbers

    private var reliability: String {
        if result.chances.isEmpty { return "" }
        let plots = result.chances.map { Self.figure(ReliabilityPlot(score: $0).picture) }.joined(separator: "\n")
        return """
            <h2>Chances: stated and come true</h2>
            <p>Each statement is the chance of at least one event around one place. Statements are put into the classes in \
            which they are told. A disc inside of its shaded square: what happened lay within the stated class. A diamond: \
            it did not. Hollow: fewer than \(ReliabilityPlot.leastCases) cases, which say little. Places near each other \
            see the same events, so that cases are fewer than their number suggests.</p>
            <div class="plots">
            \(plots)
            </div>
            \(chanceTable)
            """
    }

    private var chanceTable: String {
        let rows = result.chances.map { score in
            [
                "\(score.key.radius.rawValue) km, \(score.key.horizon.rawValue) days", "\(score.cases)",
                decimal(score.happened * 100, 2), decimal(score.brier, 4), decimal(score.calibrationError, 4),
            ] + ChanceReference.allCases.map { decimal(score.logSkill[$0] ?? 0, 3) }
        }
        let table = HTMLTable(
            [
                "Chance", "Cases", "Came true, %", "Brier", "ECE", "Skill, 90 days", "365 days", "whole record",
                "persistence",
            ], rows, isOfFigures: true)
        return """
            <p>Brier: mean squared error. ECE: mean distance of what was stated from what came true, over the classes. Skill: \
            how much better the log score is than that of the place's own frequency in its last 90 or 365 days or its whole \
            record, and than "it goes on as it was"; above 0 is better.</p>
            \(table.text)
            """
    }

    private var intervals: String {
        if result.intervals.isEmpty { return "" }
        let rows = result.intervals.map { score in
            ["\(score.area.words), \(score.horizon.rawValue) days", "\(score.cases)"]
                + score.coverage.map { decimal($0 * 100, 1) }
                + [decimal(score.crps, 2), decimal(score.expectedOverObserved, 3)]
        }
        let table = HTMLTable(
            [
                "Number", "Cases", "In 50 % interval, %", "In 80 %, %", "In 90 %, %", "CRPS, events",
                "Expected over observed",
            ],
            rows, isOfFigures: true)
        return """
            <h2>Numbers: how often intervals held</h2>
            <p>An interval of 90 % should hold nine numbers of ten. Below that it is too narrow, above it too wide; whole \
            numbers make it somewhat wide where few events are expected. CRPS: the mean distance of the stated distribution \
            from the number that came.</p>
            \(table.text)
            """
    }

    private var limits: String {
        """
        <h2>What this does not say</h2>
        <p>Reported events were forecast and scored, not all events: where nobody reports, nothing is forecast and nothing \
        is missed. The scores hold for this record and these days; another war, or another way of reporting, may differ. \
        Absence of reports is not safety.</p>
        """
    }
}

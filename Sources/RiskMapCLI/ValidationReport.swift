// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Validation

/// What came of a validation, for people and for programs.
struct ValidationReport {
    let result: ValidationResult
    /// The scoring cell as it was asked for.
    let cell: String

    // MARK: Table

    var table: String {
        [heading, modelTable, verdicts.joined(separator: "\n"), chanceTable, intervalTable].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var heading: String {
        let targets = result.targets
        let days = result.plan.horizon.rawValue
        return
            "\(result.folds.count) folds of \(days) days from \(result.folds.first.map { "\($0.origin)" } ?? "-") to "
            + "\(result.folds.last.map { "\($0.origin)" } ?? "-"), \(targets.precise) located events"
            + (targets.imprecise > 0 ? ", \(targets.imprecise) known to an area" : "") + ", cells of \(cell)"
    }

    private var modelTable: String {
        var table = TextTable([
            ("Model", .leading), ("Nats/event", .trailing), ("Areas", .trailing), ("PAI 1%", .trailing),
            ("PAI 5%", .trailing), ("PAI 10%", .trailing), ("PEI 5%", .trailing),
            ("Against the best baseline", .leading),
        ])
        for score in result.models {
            table.add(
                [
                    score.model.name, decimal(score.logScore, 3),
                    result.targets.imprecise > 0 ? decimal(score.impreciseLogScore, 3) : "-",
                ] + score.accuracyIndex.map { decimal($0, 1) } + [decimal(score.efficiencyIndex[1], 2)]
                    + [score.model.isBaseline ? "" : difference(score.model)])
        }
        return table.text
    }

    private func difference(_ model: ForecastModel) -> String {
        guard let difference = result.difference(of: model) else { return "" }
        let sign = difference.difference < 0 ? "" : "+"
        return
            "\(sign)\(decimal(difference.difference, 3)) [\(decimal(difference.low, 3)), \(decimal(difference.high, 3))]"
            + " to \(difference.baseline.name)"
    }

    /// Said outright where a model is not worth its trouble.
    var verdicts: [String] {
        result.plan.models.filter { !$0.isBaseline }.compactMap { model in
            guard let difference = result.difference(of: model), !difference.isBetter else { return nil }
            return
                "\(model.name) is no better than \(difference.baseline.name) here: its interval does not lie above 0."
        }
    }

    private var chanceTable: String {
        guard !result.chances.isEmpty else { return "" }
        var table = TextTable([
            ("Chance", .leading), ("Cases", .trailing), ("Happened", .trailing), ("Brier", .trailing),
            ("ECE", .trailing), ("Skill 90d", .trailing), ("365d", .trailing), ("all", .trailing),
            ("persist.", .trailing), ("Stated class: happened % (cases)", .leading),
        ])
        for score in result.chances {
            let classes = score.classes.filter { $0.cases > 0 }.map { entry in
                "\(whole(entry.percent.lowerBound))-\(whole(entry.percent.upperBound)): \(decimal(entry.happened * 100, 1)) "
                    + "(\(entry.cases))\(entry.holds || entry.cases < 20 ? "" : " !")"
            }
            table.add(
                [
                    "\(score.key.radius.rawValue) km, \(score.key.horizon.rawValue) d", "\(score.cases)",
                    "\(decimal(score.happened * 100, 2))%", decimal(score.brier, 4),
                    decimal(score.calibrationError, 4),
                ] + ChanceReference.allCases.map { decimal(score.logSkill[$0] ?? 0, 3) }
                    + [classes.joined(separator: ", ")])
        }
        return table.text
    }

    private var intervalTable: String {
        guard !result.intervals.isEmpty else { return "" }
        var table = TextTable([
            ("Number", .leading), ("Cases", .trailing), ("in 50%", .trailing), ("in 80%", .trailing),
            ("in 90%", .trailing), ("CRPS", .trailing), ("Expected/observed", .trailing),
        ])
        for score in result.intervals {
            table.add(
                ["\(score.area.words), \(score.horizon.rawValue) d", "\(score.cases)"]
                    + score.coverage.map { "\(decimal($0 * 100, 1))%" }
                    + [decimal(score.crps, 2), decimal(score.expectedOverObserved, 3)])
        }
        return table.text
    }

    private func whole(_ value: Double) -> String { decimal(value, 0) }

    // MARK: Document

    /// The members that docs/query.md describes.
    var document: Document { Document(self) }

    struct Document: Encodable {
        let formatVersion = 1
        let folds: [Fold]
        let targets, impreciseTargets: Int
        let horizonDays: Int
        let cell: String
        let models: [Model]
        let chances: [Chances]
        let intervals: [Interval]

        init(_ report: ValidationReport) {
            let result = report.result
            folds = result.folds.map { Fold(origin: $0.origin.description, recordedDays: $0.recorded) }
            targets = result.targets.precise
            impreciseTargets = result.targets.imprecise
            horizonDays = result.plan.horizon.rawValue
            cell = report.cell
            models = result.models.map { Model($0, result) }
            chances = result.chances.map { Chances($0) }
            intervals = result.intervals.map { Interval($0) }
        }

        enum CodingKeys: String, CodingKey {
            case formatVersion = "format_version", folds, targets, impreciseTargets = "imprecise_targets"
            case horizonDays = "horizon_days", cell, models, chances, intervals
        }
    }

    struct Fold: Encodable {
        let origin: String
        let recordedDays: Double
        enum CodingKeys: String, CodingKey { case origin, recordedDays = "recorded_days" }
    }

    struct Model: Encodable {
        let name: String
        let logScore: Double
        let impreciseLogScore: Double?
        let pai1, pai5, pai10, pei1, pei5, pei10: Double
        let brier, ece, coverage50, coverage90: Double?
        let againstBestBaseline: Difference?

        init(_ score: ValidationResult.ModelScore, _ result: ValidationResult) {
            name = score.model.name
            logScore = score.logScore
            impreciseLogScore = result.targets.imprecise > 0 ? score.impreciseLogScore : nil
            (pai1, pai5, pai10) = (score.accuracyIndex[0], score.accuracyIndex[1], score.accuracyIndex[2])
            (pei1, pei5, pei10) = (score.efficiencyIndex[0], score.efficiencyIndex[1], score.efficiencyIndex[2])
            // Only the ladder states chances and numbers; those of the widest disc and the plan's horizon stand here.
            let isLadder = score.model == .ladder
            let chance = result.chances.last { $0.key.horizon == result.plan.horizon && isLadder }
            let interval = result.intervals.first {
                $0.area == .disc25 && $0.horizon == result.plan.horizon && isLadder
            }
            (brier, ece) = (chance?.brier, chance?.calibrationError)
            (coverage50, coverage90) = (interval?.coverage[0], interval?.coverage[2])
            againstBestBaseline = score.model.isBaseline ? nil : result.difference(of: score.model).map(Difference.init)
        }

        enum CodingKeys: String, CodingKey {
            case name, logScore = "log_score", impreciseLogScore = "imprecise_log_score", pai1 = "pai_1", pai5 = "pai_5"
            case pai10 = "pai_10", pei1 = "pei_1", pei5 = "pei_5", pei10 = "pei_10", brier, ece
            case coverage50 = "coverage_50", coverage90 = "coverage_90", againstBestBaseline = "against_best_baseline"
        }
    }

    struct Difference: Encodable {
        let baseline: String
        let difference, low, high: Double

        init(_ value: ValidationResult.Difference) {
            baseline = value.baseline.name
            (difference, low, high) = (value.difference, value.low, value.high)
        }
    }

    struct Chances: Encodable {
        let radiusKilometers, horizonDays, cases: Int
        let happened, brier, logScore, ece: Double
        let logSkill: [String: Double]
        let classes: [ReliabilityDocument]

        init(_ score: ValidationResult.ChanceScore) {
            (radiusKilometers, horizonDays) = (score.key.radius.rawValue, score.key.horizon.rawValue)
            (cases, happened, brier) = (score.cases, score.happened, score.brier)
            (logScore, ece) = (score.logScore, score.calibrationError)
            logSkill = Dictionary(uniqueKeysWithValues: score.logSkill.map { ($0.rawValue, $1) })
            classes = score.classes.map(ReliabilityDocument.init)
        }

        enum CodingKeys: String, CodingKey {
            case radiusKilometers = "radius_km", horizonDays = "horizon_days", cases, happened, brier, ece, classes
            case logScore = "log_score", logSkill = "log_skill"
        }
    }

    struct Interval: Encodable {
        let area: String
        let horizonDays, cases: Int
        let coverage50, coverage80, coverage90, crps, expectedOverObserved: Double

        init(_ score: ValidationResult.IntervalScore) {
            area = score.area == .province ? "province" : score.area.words
            (horizonDays, cases) = (score.horizon.rawValue, score.cases)
            (coverage50, coverage80, coverage90) = (score.coverage[0], score.coverage[1], score.coverage[2])
            (crps, expectedOverObserved) = (score.crps, score.expectedOverObserved)
        }

        enum CodingKeys: String, CodingKey {
            case area, horizonDays = "horizon_days", cases, coverage50 = "coverage_50", coverage80 = "coverage_80"
            case coverage90 = "coverage_90", crps, expectedOverObserved = "expected_over_observed"
        }
    }
}

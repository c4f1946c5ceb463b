// SPDX-License-Identifier: Apache-2.0

public import Chance
import Foundation
public import Geo

/// The scores of all folds, and what they amount to.
public struct ValidationResult: Sendable {
    /// What was asked.
    public let plan: ValidationPlan
    /// One entry per origin.
    public let folds: [FoldResult]
    /// Where the ladder missed; nil where the plan has no ladder.
    public let misses: Misses?

    /// Precise and imprecise targets.
    public var targets: (precise: Int, imprecise: Int) {
        folds.reduce((0, 0)) {
            ($0.0 + ($1.scores.first?.targets ?? 0), $0.1 + ($1.scores.first?.impreciseTargets ?? 0))
        }
    }

    /// What a model scored.
    public struct ModelScore: Sendable {
        /// The model.
        public let model: ForecastModel
        /// Mean over targets of log(p / uniform), nats per event, precise ones and those known to an area.
        public let logScore, impreciseLogScore: Double
        /// Share of the hits over share of the area, at 1, 5 and 10 % of the area (predictive accuracy index).
        public let accuracyIndex: [Double]
        /// The same over the best that could have been chosen (predictive efficiency index).
        public let efficiencyIndex: [Double]
        /// Share of the events in the densest part of the area, for each of `SearchedAreas.shares`.
        public let found: [Double]
    }

    /// The difference of a model's log score to that of the best baseline, with the interval that holds 95 % of 2,000
    /// draws of whole folds with replacement.
    public struct Difference: Sendable {
        /// The baseline with the highest log score.
        public let baseline: ForecastModel
        /// Nats per event; above 0 the model is better.
        public let difference, low, high: Double

        /// Whether the interval lies above 0.
        public var isBetter: Bool { low > 0 }
    }

    /// The scores of each model, in the plan's order.
    public var models: [ModelScore] {
        plan.models.indices.map { index in
            let scores = folds.map { $0.scores[index] }
            let targets = Double(scores.reduce(0) { $0 + $1.targets })
            let imprecise = Double(scores.reduce(0) { $0 + $1.impreciseTargets })
            return ModelScore(
                model: plan.models[index], logScore: targets > 0 ? scores.reduce(0) { $0 + $1.logScore } / targets : 0,
                impreciseLogScore: imprecise > 0 ? scores.reduce(0) { $0 + $1.impreciseLogScore } / imprecise : 0,
                accuracyIndex: FoldScore.areas.indices.map { area in
                    let hits = scores.reduce(0) { $0 + $1.hits[area] }
                    let chosen = scores.reduce(0) { $0 + $1.chosen[area] * Double($1.targets) }
                    return chosen > 0 ? hits / chosen : 0
                },
                efficiencyIndex: FoldScore.areas.indices.map { area in
                    let best = scores.reduce(0) { $0 + $1.bestHits[area] }
                    return best > 0 ? scores.reduce(0) { $0 + $1.hits[area] } / best : 0
                },
                found: SearchedAreas.shares.indices.map { area in
                    targets > 0 ? scores.reduce(0) { $0 + $1.found[area] } / targets : 0
                })
        }
    }

    /// A model beside a baseline in one fold.
    public struct FoldDifference: Sendable {
        /// First day of the fold.
        public let origin: CalendarDay
        /// Located events of the fold.
        public let targets: Int
        /// Nats per event; above 0 the model is better. Nil without events.
        public let difference: Double?
    }

    /// A model against a baseline, fold by fold; empty where the plan lacks one of them.
    public func folds(of model: ForecastModel, against baseline: ForecastModel) -> [FoldDifference] {
        guard let own = plan.models.firstIndex(of: model), let other = plan.models.firstIndex(of: baseline) else {
            return []
        }
        return folds.map { fold in
            let targets = fold.scores[own].targets
            let sum = fold.scores[own].logScore - fold.scores[other].logScore
            return FoldDifference(
                origin: fold.origin, targets: targets, difference: targets > 0 ? sum / Double(targets) : nil)
        }
    }

    /// Draws of whole folds.
    private static let draws = 2_000

    /// A model against the best baseline of the plan; nil without a baseline beside it, or without targets.
    public func difference(of model: ForecastModel) -> Difference? {
        let scores = models
        guard let own = plan.models.firstIndex(of: model),
            let best = scores.filter({ $0.model.isBaseline && $0.model != model }).max(by: { $0.logScore < $1.logScore }
            ),
            let other = plan.models.firstIndex(of: best.model), targets.precise > 0
        else { return nil }
        let pairs = folds.map { fold in
            (
                difference: fold.scores[own].logScore - fold.scores[other].logScore,
                targets: Double(fold.scores[own].targets)
            )
        }
        let interval = Self.bootstrap(pairs)
        return Difference(
            baseline: best.model, difference: scores[own].logScore - best.logScore, low: interval.low,
            high: interval.high)
    }

    /// The 2.5 and 97.5 % quantiles of the mean difference over drawn folds.
    private static func bootstrap(_ pairs: [(difference: Double, targets: Double)]) -> (low: Double, high: Double) {
        var random = SeededGenerator(seed: 1)
        let means = (0..<draws).map { _ in
            var sum = 0.0, count = 0.0
            for _ in pairs.indices {
                let pair = pairs[Int(random.next() % UInt64(pairs.count))]
                sum += pair.difference
                count += pair.targets
            }
            return count > 0 ? sum / count : 0
        }.sorted()
        return (means[draws / 40], means[draws - 1 - draws / 40])
    }

    // MARK: Chances and numbers

    /// What came of the chances of one radius and horizon.
    public struct ChanceScore: Sendable {
        /// Radius and horizon.
        public let key: ChanceKey
        /// Statements, and the share of them that came true.
        public let cases: Int, happened: Double
        /// Mean squared error, mean of minus the logarithm of what was given to what happened, calibration error.
        public let brier, logScore, calibrationError: Double
        /// By class.
        public let classes: [ReliabilityClass]
        /// 1 - log score / the reference's: above 0 the chance is better.
        public let logSkill: [ChanceReference: Double]

        /// The log score of stating how often it happened in all, everywhere and always.
        public var flatLogScore: Double { ChanceTally.flatLogScore(happened: happened) }
    }

    /// Chances by radius and horizon; empty where the plan has no ladder.
    public var chances: [ChanceScore] {
        ChanceKey.all.compactMap { key in
            var tally = ChanceTally()
            for fold in folds { if let chances = fold.chances[key] { tally.add(chances) } }
            guard tally.cases > 0 else { return nil }
            let cases = Double(tally.cases)
            return ChanceScore(
                key: key, cases: tally.cases, happened: tally.happened / cases, brier: tally.brier / cases,
                logScore: tally.logScore / cases, calibrationError: tally.calibrationError, classes: tally.classes,
                logSkill: Dictionary(
                    uniqueKeysWithValues: zip(ChanceReference.allCases, tally.referenceLogs).map {
                        ($0, $1 > 0 ? 1 - tally.logScore / $1 : 0)
                    }))
        }
    }

    /// What came of the numbers of one kind of area.
    public struct IntervalScore: Sendable {
        /// Area and days ahead.
        public let area: EventCount.Area, horizon: Horizon
        /// Statements.
        public let cases: Int
        /// Shares that lay inside of the intervals of 50, 80 and 90 %.
        public let coverage: [Double]
        /// Mean continuous ranked probability score, in events.
        public let crps: Double
        /// Events expected over events that came.
        public let expectedOverObserved: Double
    }

    /// Numbers by area and horizon.
    public var intervals: [IntervalScore] {
        let discs = ChanceKey.all.map { key in
            Self.interval(EventCount.Area(key.radius), key.horizon, folds.compactMap { $0.discs[key] })
        }
        let provinces = Horizon.allCases.map { horizon in
            Self.interval(.province, horizon, folds.compactMap { $0.provinces[horizon] })
        }
        return (discs + provinces).filter { $0.cases > 0 }
    }

    private static func interval(
        _ area: EventCount.Area, _ horizon: Horizon, _ tallies: [IntervalTally]
    ) -> IntervalScore {
        var tally = IntervalTally()
        for other in tallies { tally.add(other) }
        let cases = Double(max(1, tally.cases))
        return IntervalScore(
            area: area, horizon: horizon, cases: tally.cases, coverage: tally.inside.map { Double($0) / cases },
            crps: tally.crps / cases, expectedOverObserved: tally.observed > 0 ? tally.expected / tally.observed : 0)
    }
}

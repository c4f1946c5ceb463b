// SPDX-License-Identifier: Apache-2.0

public import Chance
import Foundation
public import Geo
public import Scoring
import Surfaces

/// The chances within 25 km that the same rule would have stated on earlier days of a record, and how they came true: the
/// skill stamp of a map. It makes nothing but those chances, so that every build can afford it.
public struct BackTest: Sendable {
    /// What came of the chances of so many days ahead.
    public struct Score: Sendable {
        /// Days ahead.
        public let horizon: Horizon
        /// Statements, and the share of them that came true.
        public let cases: Int, happened: Double
        /// Mean of minus the logarithm of the chance that was given to what happened.
        public let logScore: Double
        /// By class.
        public let classes: [ReliabilityClass]

        init(_ tally: ChanceTally, _ horizon: Horizon) {
            self.horizon = horizon
            let count = Double(max(1, tally.cases))
            (cases, happened, logScore) = (tally.cases, tally.happened / count, tally.logScore / count)
            classes = tally.classes
        }

        /// The log score of stating how often it happened in all, everywhere and always.
        public var flatLogScore: Double { ChanceTally.flatLogScore(happened: happened) }
    }

    /// Earlier days that it was tried on.
    public let origins: [CalendarDay]
    /// By days ahead.
    public let scores: [Score]

    /// Earlier days at most, and the fewest that say anything.
    public static let mostOrigins = 12, leastOrigins = 6

    /// Nil where the record allows too few earlier days.
    /// - Parameters:
    ///   - days: first and last day of the record.
    ///   - units: cells of the units that are tried in place of circles of 25 km; nil for circles. Records that are known by
    ///     area alone have no circles.
    ///   - progress: called before each day with its number and the number of all.
    public init?(
        record: EventRecord, days: DayInterval, units: [AreaFootprint]? = nil, threads: Int = 1,
        progress: (Int, Int) -> Void = { _, _ in }
    ) {
        origins = ValidationPlan(last: Self.mostOrigins, of: days, models: []).origins
        guard origins.count >= Self.leastOrigins else { return nil }
        // One thread for each day takes less time than all threads for one after the other.
        let places: any StatedPlaces =
            units.map { StatedUnits(record, units: $0, threads: 1) } ?? StatedCircles(record, threads: 1)
        var tallies = Dictionary(uniqueKeysWithValues: Horizon.allCases.map { ($0, ChanceTally()) })
        var outcomes = [[(horizon: Horizon, tally: ChanceTally)]](repeating: [], count: origins.count)
        for start in stride(from: 0, to: origins.count, by: max(1, threads)) {
            progress(start + 1, origins.count)
            let several = Array(origins[start..<min(start + max(1, threads), origins.count)])
            outcomes[start..<start + several.count].withUnsafeMutableBufferPointer { buffer in
                nonisolated(unsafe) let buffer = buffer
                Workers.run(count: several.count, threads: threads) { buffer[$0] = places.outcomes(from: several[$0]) }
            }
        }
        for (horizon, tally) in outcomes.joined() { tallies[horizon]?.add(tally) }
        scores = Horizon.allCases.reversed().compactMap { horizon in tallies[horizon].map { Score($0, horizon) } }
    }

    /// What came of the chances of 30 days; nil where none was stated.
    public var month: Score? { scores.first { $0.horizon == .month && $0.cases > 0 } }

    /// Why earlier statements do not allow more of them; nil where they held.
    ///
    /// They fail when a flat rate would have scored better, or when they came true less than half or more than twice as
    /// often as stated.
    public var failure: String? {
        guard let score = month, score.happened > 0, score.happened < 1 else { return nil }
        let stated = score.classes.reduce(0) { $0 + $1.stated * Double($1.cases) } / Double(score.cases)
        guard (0.5...2).contains(stated / score.happened) else {
            return "earlier statements of the same rule did not come true as stated"
        }
        return score.logScore > score.flatLogScore
            ? "a flat rate would have been better than earlier statements of the same rule" : nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
public import Layers

/// What a red team found in one build.
public struct RedTeamReport: Sendable {
    /// One attack's figures.
    public struct Line: Sendable {
        /// The attack on the build as it is, judged against where the events are.
        public let outcome: AttackOutcome
        /// The same attack on the outputs that the build would have had with the events elsewhere in their areas,
        /// judged against where they were put; nil when the build could not be repeated.
        public let moved: AttackOutcome?
        /// Significance that decides.
        public let significance: Double
        /// Whether the attack does better than guesses.
        public let beatsGuesses: Bool
    }

    /// The attacks in the order in which they ran.
    public let lines: [Line]
    /// Outputs that changed when events were moved inside their areas and half-months; nil when that was not tried.
    public let changedOutputs: [String]?
    /// Texts and positions of restricted rows in files.
    public let traces: [FileTrace]
    /// Restricted events that were looked for.
    public let events: [HiddenEvent]

    /// Takes what was found and decides.
    ///
    /// Outputs that stay the same wherever the events are cannot tell where they are: attacks on them are guesses, and
    /// how near they come says how near one may come by guessing. Where they change, or nobody could try, chance
    /// decides.
    public init(
        events: [HiddenEvent], moved: [HiddenEvent]?,
        outcomes: [(outcome: AttackOutcome, moved: AttackOutcome?)],
        changedOutputs: [String]?, unproven: Set<String> = [], traces: [FileTrace]
    ) {
        self.events = events
        self.changedOutputs = changedOutputs
        self.traces = traces
        let level = Significance.level / Double(max(1, outcomes.count))
        lines = outcomes.map { outcome, movedOutcome in
            let isProven = changedOutputs?.isEmpty ?? false && !unproven.contains(outcome.name)
            let chance: Double
            if let moved, let movedOutcome, !unproven.contains(outcome.name) {
                chance = movedOutcome.significance(of: moved)
            } else {
                chance = outcome.significance(of: events)
            }
            return Line(
                outcome: outcome, moved: movedOutcome, significance: chance, beatsGuesses: !isProven && chance < level)
        }
    }

    /// One sentence for each reason to refuse the build; none for a build that may be released.
    public var reasons: [String] {
        var sentences: [String] = []
        if let changedOutputs, !changedOutputs.isEmpty {
            sentences.append(
                "Moving restricted events inside their areas and half-months changes "
                    + changedOutputs.joined(separator: ", ") + ".")
        }
        sentences += lines.filter(\.beatsGuesses).map { line in
            let nearest = line.outcome.nearest.map { " (nearest \(Self.kilometers($0.distance)) km)" } ?? ""
            return "The attack '\(line.outcome.name)' finds restricted events better than guesses do\(nearest)."
        }
        return sentences + traces.map(\.sentence)
    }

    /// What the catalog may say: what was tried and the verdict. Distances, even to events put at random into their areas,
    /// would change with the areas of events that are not told yet.
    public var section: CatalogRedTeam {
        CatalogRedTeam(
            attacks: lines.map { CatalogRedTeam.Attack(name: $0.outcome.name, candidates: $0.outcome.candidates) },
            placement: changedOutputs.map { $0.isEmpty ? "unchanged" : "changed" } ?? "not tried",
            verdict: reasons.isEmpty ? .passed : .refused)
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func kilometers(_ distance: Meters) -> String { "\(rounded(distance.kilometers))" }
}

/// A build was refused because its own outputs tell where restricted events happened. Nothing was replaced.
public struct RedTeamRefusal: Error, CustomStringConvertible, Sendable {
    /// Everything that was found.
    public let report: RedTeamReport
    /// Release tier of the build.
    public let tier: ReleaseTier

    /// Takes the parts as they are.
    public init(report: RedTeamReport, tier: ReleaseTier) {
        self.report = report
        self.tier = tier
    }

    /// Why, and what to do.
    public var description: String {
        "release tier '\(tier.rawValue)': the outputs tell where restricted events happened. "
            + report.reasons.joined(separator: " ")
            + " Nothing was replaced; leave the restricted inputs out, or build with --release internal"
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Layers

/// What rules say of a build.
public struct WatchReport: Sendable, Encodable {
    /// As-of day of the build, `YYYY-MM-DD`, and of the earlier one that it is compared with; nil for none.
    public internal(set) var asOf: String, since: String?
    /// Tier of the build.
    public internal(set) var tier: ReleaseTier
    /// Rules that fired, and rules that could not be answered.
    public internal(set) var fired: Int, refused: Int
    /// One answer for each rule, in the order of the file.
    public internal(set) var rules: [WatchAnswer]
    /// What belongs to every answer.
    public internal(set) var notes: [String]

    private enum CodingKeys: String, CodingKey { case asOf = "as_of", since, tier, fired, refused, rules, notes }
}

/// What one rule says.
public struct WatchAnswer: Sendable, Encodable {
    /// The rule's name.
    public let name: String
    /// Its line in the file; nil where the reader does not say.
    public let line: Int?
    /// Its kind.
    public let rule: String
    /// Whether it fired.
    public internal(set) var isFired = false
    /// What it is about, in words.
    public internal(set) var place: String?
    /// The value that was compared.
    public internal(set) var value: Double?
    /// Bounds of the value; nil where it has none.
    public internal(set) var low: Int?, high: Int?
    /// What it was compared with.
    public internal(set) var limit: Double?
    /// Why there is no answer; nil where there is one. A rule without an answer has not fired, which says nothing of safety.
    public internal(set) var refusal: String?
    /// The answer in one sentence.
    public internal(set) var sentence = ""
    /// The reports behind it.
    public internal(set) var reports: [Report] = []
    /// Counters of restricted events whose whole area lies in what the rule is about.
    public internal(set) var restricted: [RestrictedNews] = []
    /// Incidents known only to areas that reach into it; they fire nothing.
    public internal(set) var reachingIn = 0

    /// A report behind an answer.
    public struct Report: Sendable, Hashable, Encodable {
        /// Key and title of the incident.
        public let id, title: String
        /// First and last day; nil where the build does not say.
        public internal(set) var firstDay, lastDay: String?
        /// Share of the value, 0 to 1; nil where the rule counts incidents.
        public internal(set) var share: Double?

        private enum CodingKeys: String, CodingKey {
            case id, title, share, firstDay = "first_day", lastDay = "last_day"
        }
    }

    init(_ rule: WatchRule) {
        name = rule.name
        line = rule.line
        self.rule = rule.kind.rawValue
        limit = rule.fields.above
    }

    private enum CodingKeys: String, CodingKey {
        case name, line, rule, place, value, limit, refusal, sentence, reports, restricted
        case isFired = "fired", low = "interval_p05", high = "interval_p95", reachingIn = "reaching_in"
    }

    /// The answer that there is none.
    func refused(_ reason: String) -> WatchAnswer {
        var answer = self
        answer.refusal = reason
        answer.sentence = "Not answered: \(reason)."
        return answer
    }
}

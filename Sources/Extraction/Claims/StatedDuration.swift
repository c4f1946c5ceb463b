// SPDX-License-Identifier: Apache-2.0

import Incidents

/// How long something is said to take: "would take days, not weeks", "expected to last three months".
struct StatedDuration {
    /// Tokens from the verb to the last unit.
    let tokens: Range<Int>
    /// Least and most days.
    let days: ClosedRange<Double>
    /// The rule that read it.
    let rule: String

    private static let units: [String: Double] = [
        "hours": 1.0 / 24, "days": 1, "weeks": 7, "months": 30, "years": 365, "ساعات": 1.0 / 24, "ايام": 1, "اسابيع": 7,
        "اشهر": 30,
        "سنوات": 365,
    ]

    /// The first in a sentence; nil where none is said.
    init?(in sentence: SentenceView, verbs: PhraseList) {
        guard let verb = sentence.first(verbs, in: sentence.range) else { return nil }
        let end = min(sentence.range.upperBound, verb.upperBound + 10)
        if let found = Self.contrast(sentence, verb.upperBound..<end) {
            self.init(tokens: verb.lowerBound..<found.end, days: found.days, rule: "duration_this_not_that")
            return
        }
        guard
            let count = sentence.counts.first(where: {
                $0.tokens.lowerBound >= verb.upperBound && $0.tokens.lowerBound < end && Self.units[$0.unit] != nil
            }), let unit = Self.units[count.unit], let least = count.least ?? count.best,
            let most = count.most ?? count.best, least <= most
        else { return nil }
        let last = max(count.tokens.upperBound, count.noun.upperBound)
        self.init(tokens: verb.lowerBound..<last, days: least * unit...most * unit, rule: "duration_number")
    }

    private init(tokens: Range<Int>, days: ClosedRange<Double>, rule: String) {
        self.tokens = tokens
        self.days = days
        self.rule = rule
    }

    /// "days, not weeks": one of the first at least, and not more than two of the second, which are the fewest that a plural
    /// means.
    private static func contrast(_ sentence: SentenceView, _ range: Range<Int>) -> (
        end: Int, days: ClosedRange<Double>
    )? {
        let words = range.filter { sentence.passage.tokens[$0].kind != .sign }
        for index in words.indices.dropLast(2) {
            let folded = words[index...].prefix(3).map { sentence.passage.tokens[$0].folded }
            guard let short = units[folded[0]], ["not", "لا", "وليس", "ليس"].contains(folded[1]),
                let long = units[folded[2]],
                short < long
            else { continue }
            return (words[index + 2] + 1, max(short, 1.0 / 24)...2 * long)
        }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Incidents

/// When something is said to have happened: words of a text and the days that they allow.
public struct TimeExpression: Sendable, Hashable {
    /// What kind of answer the words give.
    public enum Meaning: String, Sendable, Hashable {
        /// Days of the calendar, one or a range of them.
        case days
        /// A stretch of time without a place in the calendar ("for three weeks", "10 years").
        case duration
        /// Time that comes again ("every Friday", "daily").
        case recurring
        /// A reference that only something else would settle ("since then", "at the time", "recently").
        case vague
    }

    /// Tokens of the passage.
    public let tokens: Range<Int>
    /// What kind of answer the words give.
    public let meaning: Meaning
    /// The days that the words allow; nil where `meaning` is not `days`, or where nothing says which year or week.
    public let interval: DayInterval?
    /// How exactly the days are known.
    public let precision: DatePrecision
    /// Whether a named day of the week contradicts the date beside it; the interval then holds both.
    public let isContradictory: Bool
    /// The names of the rules that read it, the main one first.
    public let rules: [String]

    /// Takes the parts as they are.
    public init(
        tokens: Range<Int>, meaning: Meaning, interval: DayInterval?, precision: DatePrecision,
        isContradictory: Bool = false, rules: [String]
    ) {
        self.tokens = tokens
        self.meaning = meaning
        self.interval = interval
        self.precision = precision
        self.isContradictory = isContradictory
        self.rules = rules
    }
}

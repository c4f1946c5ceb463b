// SPDX-License-Identifier: Apache-2.0

public import Incidents

/// A number of a text: what it may be at least and at most, and of what.
public struct CountExpression: Sendable, Hashable {
    /// Tokens of the passage: the number with the words that bound it ("up to 7,000", "dozens of").
    public let tokens: Range<Int>
    /// The noun phrase that is counted ("ISIS detainees"), right behind the number as a rule; empty where none is said.
    public let noun: Range<Int>
    /// The least, the best and the most; nil where the words set none.
    public let least, best, most: Double?
    /// How the number is meant.
    public let bound: QuantityBound
    /// What is counted: `persons` (people of any kind), `days`, `vehicles`, `percent`, `kilometres`, a currency, or the
    /// noun's last word in the plural as written; empty where no noun is said.
    public let unit: String
    /// The names of the rules that read it, the main one first.
    public let rules: [String]

    /// Takes the parts as they are.
    public init(
        tokens: Range<Int>, noun: Range<Int>, least: Double?, best: Double?, most: Double?, bound: QuantityBound,
        unit: String, rules: [String]
    ) {
        self.tokens = tokens
        self.noun = noun
        self.least = least
        self.best = best
        self.most = most
        self.bound = bound
        self.unit = unit
        self.rules = rules
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A number as it stands in the text, before the words that bound it are read.
struct Numeral {
    var tokens: Range<Int>
    /// The least and the most; equal for a number that is told.
    var least, most: Double
    /// The number before its last scale, and that scale: 3 and 1,000,000 of `3 million`.
    var lead, scale: Double
    /// Whether its first token is of digits.
    var isDigits = false
    /// How its digits are grouped.
    var reading = DigitNumber.Reading.plain
    /// A unit that belongs to the number: `percent`, a currency, a unit written without a blank (`15km`).
    var unit = ""
    /// What kind of words it is made of.
    var rule: String
    /// Where the counted noun is in the word itself (Arabic duals).
    var isDual = false

    init(_ tokens: Range<Int>, _ value: Double, scale: Double = 1, rule: String) {
        self.init(tokens, least: value, most: value, scale: scale, rule: rule)
    }

    init(_ tokens: Range<Int>, least: Double, most: Double, scale: Double = 1, rule: String) {
        self.tokens = tokens
        self.least = least
        self.most = most
        self.rule = rule
        self.scale = scale
        lead = least / scale
    }

    var isRange: Bool { least != most }

    /// Whether it may be a year of our time, written as one.
    var mayBeYear: Bool {
        isDigits && tokens.count == 1 && reading == .plain && !isRange && least >= 1800 && least < 2100
            && least == least.rounded() && unit.isEmpty
    }
}

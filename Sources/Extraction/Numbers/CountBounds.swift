// SPDX-License-Identifier: Apache-2.0

import Incidents

/// What words around a number say about it.
enum CountBound: String, Sendable {
    case lower, upper, approximate, nearly, only
    /// Words between a number and its bound that say nothing of it ("at least another 20").
    case filler

    /// The bounds of numbers, in front of them.
    static let before: [(CountBound, [String])] = [
        (
            .lower,
            [
                "more than", "greater than", "at least", "over", "well over", "just over", "slightly over",
                "a little over", "slightly more than", "a little more than", "just more than", "well more than",
                "far more than", "much more than", "no fewer than", "no less than", "not less than", "not fewer than",
                "a minimum of", "minimum of", "upwards of", "upward of", "in excess of", "exceeding", "exceeded",
                "exceeds", "exceed", "surpassing", "surpassed", "topped", "north of", "as few as", "above", ">", "≥",
                "أكثر من", "ما يزيد على", "ما يزيد عن", "يزيد على", "يزيد عن", "تزيد عن", "تزيد على", "ما لا يقل عن",
                "لا يقل عن", "لا تقل عن", "على الأقل", "ما يفوق", "يفوق", "تجاوز", "يتجاوز", "تجاوزت", "ما ينيف على",
                "أزيد من",
            ]
        ),
        (
            .upper,
            [
                "up to", "as many as", "as much as", "at most", "no more than", "not more than", "a maximum of",
                "maximum of", "less than", "fewer than", "under", "just under", "slightly under", "below",
                "slightly less than", "slightly fewer than", "just less than", "a little under", "<", "≤", "حتى",
                "ما يصل إلى", "يصل إلى", "تصل إلى", "أقل من", "ما لا يزيد عن", "ما لا يزيد على", "لا يزيد عن",
                "لا يزيد على", "لا يتجاوز", "ما لا يتجاوز", "على الأكثر", "بحد أقصى",
            ]
        ),
        (
            .approximate,
            [
                "around", "about", "some", "roughly", "approximately", "approx", "approx .", "circa", "ca .", "ca",
                "an estimated", "estimated", "estimated at", "in the region of", "on the order of", "in the order of",
                "somewhere around", "in the vicinity of", "~", "≈", "±", "نحو", "حوالي", "حوالى", "زهاء", "ما يقرب من",
                "ما يقارب", "تقريبا", "بحدود", "في حدود", "قدر بنحو", "يقدر بنحو", "يقدر ب",
            ]
        ),
        (.nearly, ["nearly", "almost", "close to", "nearing", "approaching", "قرابة", "ما يناهز", "يناهز", "يقارب"]),
        (.only, ["only", "just", "exactly", "precisely", "merely", "فقط", "بالضبط"]),
        (
            .filler,
            [
                "another", "an additional", "additional", "a further", "a total of", "the", "other", "these", "those",
                "all", "an average of", "around", "about", "the other", "the remaining",
            ]
        ),
    ]

    /// The bounds of numbers, behind them.
    static let behind: [(CountBound, [String])] = [
        (
            .lower,
            [
                "or more", "and more", "or above", "at least", "and counting", "على الأقل", "أو أكثر", "فأكثر",
                "كحد أدنى",
            ]
        ),
        (.upper, ["or less", "or fewer", "at most", "at the most", "على الأكثر", "أو أقل", "كحد أقصى"]),
        (.approximate, ["or so", "approximately", "تقريبا", "على وجه التقريب"]),
        (.only, ["only", "فقط"]),
    ]

    /// Phrases as a list; Arabic ones with the letters that may stand in front of them too.
    static func list(_ table: [(CountBound, [String])]) -> PhraseList {
        var list = PhraseList()
        for (bound, phrases) in table {
            for phrase in phrases where bound != .filler || list[phrase] == nil {
                list.add(phrase, value: bound.rawValue)
                guard let first = phrase.unicodeScalars.first, first.value > 0x600, first.value < 0x700 else {
                    continue
                }
                for letter in "وبلف" { list.add("\(letter)\(phrase)", value: bound.rawValue) }
            }
        }
        return list
    }
}

/// A number with the words that bound it.
struct BoundedNumeral {
    var tokens: Range<Int>
    var least, best, most: Double?
    var bound: QuantityBound
    var rules: [String]

    init(_ numeral: Numeral, tokens: Range<Int>, bounds: [CountBound], extraRules: [String]) {
        self.tokens = tokens
        rules = [numeral.rule] + extraRules + bounds.filter { $0 != .filler }.map(\.rawValue)
        let value = numeral.isRange ? nil : numeral.least
        (least, best, most) = (numeral.least, value, numeral.most)
        bound = numeral.isRange ? .range : .exact
        if let first = bounds.first(where: { $0 == .lower || $0 == .upper }) {
            bound = first == .lower ? .lower : .upper
            (least, best, most) = first == .lower ? (numeral.least, nil, nil) : (nil, nil, numeral.most)
        } else if let value, let first = bounds.first(where: { $0 == .nearly || $0 == .approximate }) {
            // "About": ten per cent either way; "nearly" is not above.
            bound = .approximate
            (least, most) = (value - value / 10, first == .nearly ? value : value + value / 10)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Reads quantities out of a text: numbers in digits and in words, English and Arabic, with the words that bound them
/// ("up to", "أكثر من") and with what they count.
///
/// - An upper bound ("up to 20") tells the most alone, a lower one ("at least 20") the least alone.
/// - "About 20" is 20, at least 18 and at most 22; "nearly 20" is not above 20.
/// - Sizes without a number are ranges: dozens 24 to 99, scores 40 to 99, hundreds 200 to 999, thousands 2,000 to 9,999,
///   several 3 to 9, a few 3 to 5.
/// - A share ("half of", "two thirds") is read in percent.
/// - Ordinals, years, times of day, names ("Camp 7", "F-16"), ages, scores and numbers of lists count nothing.
public struct CountReader: Sendable {
    private let words: CountWords

    /// Takes the nouns that it knows from a lexicon.
    public init(lexicon: Lexicon) { words = CountWords(lexicon) }

    /// The quantities of a passage in order; they do not overlap.
    /// - Parameter excluding: tokens that something else has read (dates), in order; no number is read in them.
    public func expressions(in passage: Passage, excluding: [Range<Int>]) -> [CountExpression] {
        var found: [CountExpression] = []
        var next = 0
        for sentence in passage.sentences {
            var start = sentence.lowerBound
            while next < excluding.count, excluding[next].upperBound <= start { next += 1 }
            var place = next
            while place < excluding.count, excluding[place].lowerBound < sentence.upperBound {
                read(start..<max(start, excluding[place].lowerBound), of: sentence, passage, into: &found)
                start = max(start, min(sentence.upperBound, excluding[place].upperBound))
                place += 1
            }
            read(start..<sentence.upperBound, of: sentence, passage, into: &found)
        }
        return found
    }

    private func read(
        _ stretch: Range<Int>, of sentence: Range<Int>, _ passage: Passage, into found: inout [CountExpression]
    ) {
        var line = CountLine(passage: passage, words: words, sentence: sentence, stretch: stretch)
        line.previous = found.last.flatMap { $0.tokens.lowerBound >= sentence.lowerBound ? $0 : nil }
        line.read(into: &found)
    }
}

/// Reads the numbers of a stretch of a sentence.
private struct CountLine {
    let passage: Passage
    let words: CountWords
    let sentence: Range<Int>
    let stretch: Range<Int>
    var previous: CountExpression?

    private var limit: Int { stretch.upperBound }
    private var parser: NumeralParser { NumeralParser(passage: passage, words: words, limit: limit) }
    private var context: CountContext {
        CountContext(passage: passage, words: words, sentence: sentence, limit: limit)
    }
    private var nouns: CountNouns { CountNouns(passage: passage, words: words, limit: limit) }

    private func folded(_ token: Int) -> String { stretch.contains(token) ? passage.tokens[token].folded : "" }

    mutating func read(into found: inout [CountExpression]) {
        let parser = self.parser, context = self.context
        var place = stretch.lowerBound, first = place
        while place < limit {
            guard let numeral = parser.numeral(at: place) ?? none(at: place) else {
                place += 1
                continue
            }
            let ranged = CountRange(parser: parser, first: first).extended(numeral)
            if !context.isDay(ranged.numeral), let end = context.end(ofName: numeral) {
                place = max(behindTotal(end), place + 1, ranged.rules.isEmpty ? 0 : ranged.numeral.tokens.upperBound)
                continue
            }
            place = max(place + 1, ranged.numeral.tokens.upperBound)
            guard !ranged.isRefused, !context.isDay(ranged.numeral), !context.isEra(ranged.numeral),
                let expression = expression(ranged.numeral, from: first, rules: ranged.rules)
            else { continue }
            found.append(expression)
            previous = expression
            place = max(place, expression.tokens.upperBound)
            first = place
        }
    }

    /// Behind the total of a place in a row (`page 1 of 20`) and behind further names (`paragraphs 2, 3 and 4`).
    private func behindTotal(_ end: Int) -> Int {
        var end = end
        while Self.joints.contains(folded(end)), end + 1 < limit, passage.tokens[end + 1].kind == .number {
            guard folded(end) == "of" || nouns.behind(end + 2, isOne: false) == nil else { break }
            end += 2
        }
        return end
    }

    private static let joints: Set<String> = ["of", "and", "or", ","]

    /// `none of the prisoners`.
    private func none(at token: Int) -> Numeral? {
        guard folded(token) == "none", folded(token + 1) == "of" else { return nil }
        return Numeral(token..<token + 1, 0, rule: "none")
    }

    private func expression(_ read: Numeral, from first: Int, rules: [String]) -> CountExpression? {
        var numeral = read
        let bounds = self.bounds(numeral, from: first)
        let noun = self.noun(numeral, from: first) ?? object(numeral, before: bounds.tokens.lowerBound)
        if !bounds.isBounded, numeral.unit == "times", numeral.rule == "words" { return nil }
        if context.isYear(numeral, noun: noun, isBounded: bounds.isBounded) { return nil }
        guard counts(numeral, noun), !isAge(numeral, noun, bounds) else { return nil }
        regroup(&numeral, noun: noun)
        let bounded = BoundedNumeral(
            numeral, tokens: bounds.tokens, bounds: bounds.found + behindNoun(noun), extraRules: rules)
        return CountExpression(
            tokens: bounded.tokens, noun: noun?.tokens ?? numeral.tokens.upperBound..<numeral.tokens.upperBound,
            least: bounded.least, best: bounded.best, most: bounded.most, bound: bounded.bound,
            unit: numeral.unit.isEmpty ? noun?.unit ?? "" : numeral.unit,
            rules: bounded.rules + (noun.map { [$0.rule] } ?? []))
    }

    /// Whether a number may stand as it is: `1,5` only with a unit; Arabic one only with its noun,
    /// `one of` only with a noun of the lexicon (not `one of the reasons`).
    private func counts(_ numeral: Numeral, _ noun: CountedNoun?) -> Bool {
        if numeral.reading == .decimalComma, numeral.unit.isEmpty, numeral.scale == 1 { return false }
        let first = passage.tokens[numeral.tokens.lowerBound]
        if numeral.most == 0, noun == nil { return false }
        if first.folded == "one", folded(numeral.tokens.upperBound) == "of" { return isKnown(noun) }
        guard first.isArabic, numeral.least == 1, !numeral.isDigits else { return true }
        return noun?.rule == "noun-in-front"
    }

    /// `under 18` behind people.
    private func isAge(_ numeral: Numeral, _ noun: CountedNoun?, _ bounds: Bounds) -> Bool {
        guard numeral.most < 100, numeral.unit.isEmpty, noun == nil || noun?.rule == "same-noun" else { return false }
        return bounds.isBounded && ["under", "over", "below", "above"].contains(folded(numeral.tokens.lowerBound - 1))
    }

    private func isKnown(_ noun: CountedNoun?) -> Bool {
        guard let noun, let last = noun.tokens.last else { return noun != nil }
        return words.noun(passage, at: last, before: limit) != nil
    }

    /// `1.500 prisoners` are fifteen hundred.
    private func regroup(_ numeral: inout Numeral, noun: CountedNoun?) {
        guard numeral.reading == .decimalOrGrouped, numeral.scale == 1, noun?.unit == "persons", numeral.unit.isEmpty
        else {
            return
        }
        numeral.least = (numeral.least * 1000).rounded()
        numeral.most = (numeral.most * 1000).rounded()
    }

    private struct Bounds {
        var tokens: Range<Int>
        var found: [CountBound] = []
        var isBounded: Bool { found.contains { $0 != .filler } }
    }

    /// The words before and behind a number that bound it.
    private func bounds(_ numeral: Numeral, from first: Int) -> Bounds {
        var bounds = Bounds(tokens: numeral.tokens)
        var start = numeral.tokens.lowerBound
        while start > first, bounds.found.count < 4,
            let match = words.before.match(passage, endingAt: start, from: first),
            let bound = CountBound(rawValue: match.value)
        {
            start = match.tokens.lowerBound
            bounds.found.append(bound)
            if bound != .filler { bounds.tokens = start..<bounds.tokens.upperBound }
        }
        let end = bounds.tokens.upperBound
        if let match = words.behind.match(passage, at: end, before: limit),
            let bound = CountBound(rawValue: match.value)
        {
            bounds.found.append(bound)
            bounds.tokens = bounds.tokens.lowerBound..<match.tokens.upperBound
        } else if parser.isJoined(end, NumeralParser.hyphens), folded(end + 1) == "odd" {
            bounds.found.append(.approximate)
            bounds.tokens = bounds.tokens.lowerBound..<end + 2
        } else if let length = plus(at: end) {
            bounds.found.append(.lower)
            bounds.tokens = bounds.tokens.lowerBound..<end + length
        }
        return bounds
    }

    /// The tokens of `20+` and `20-plus` behind the number.
    private func plus(at end: Int) -> Int? {
        if parser.isJoined(end, ["+"]) {
            // `20+30` is a sum.
            return end + 1 < limit && passage.tokens[end + 1].kind == .number && !passage.tokens[end + 1].isSpaced
                ? nil : 1
        }
        return parser.isJoined(end, NumeralParser.hyphens) && folded(end + 1) == "plus" ? 2 : nil
    }

    /// `20 prisoners at least`.
    private func behindNoun(_ noun: CountedNoun?) -> [CountBound] {
        guard let noun, noun.rule == "noun-behind", !noun.tokens.isEmpty,
            let match = words.behind.match(passage, at: noun.tokens.upperBound, before: limit), match.tokens.count > 1
        else { return [] }
        return CountBound(rawValue: match.value).map { [$0] } ?? []
    }

    private func noun(_ numeral: Numeral, from first: Int) -> CountedNoun? {
        if numeral.isDual { return dualNoun(numeral) }
        let isOne = numeral.least == 1 && numeral.most == 1
        var end = numeral.tokens.upperBound
        if let match = words.behind.match(passage, at: end, before: limit) { end = match.tokens.upperBound }
        if let length = plus(at: end) { end += length }
        // `dozens of` has its "of" inside.
        if end < limit, let noun = behind(numeral, end, isOne: isOne) { return noun }
        let token = numeral.tokens.lowerBound
        if !numeral.isDigits, passage.tokens[token].isArabic, let noun = nouns.arabicBefore(token, from: first) {
            return noun
        }
        if !numeral.unit.isEmpty { return nil }
        return nouns.inFront(of: token, from: previousEnd) ?? same(end, before: token)
    }

    /// The noun behind a number, or behind the percent sign and the currency.
    private func behind(_ numeral: Numeral, _ end: Int, isOne: Bool) -> CountedNoun? {
        if folded(numeral.tokens.upperBound - 1) == "of" {
            return CountNouns(passage: passage, words: words, limit: limit).behind(end - 1, isOne: isOne)
        }
        if numeral.rule == "fraction" || numeral.unit == "percent" {
            guard folded(end) == "of" || passage.tokens[end].isArabic || numeral.rule == "fraction" else { return nil }
            return nouns.behind(end, isOne: false, mayBeMass: true)
        }
        return numeral.unit.isEmpty ? nouns.behind(end, isOne: isOne) : nil
    }

    private var previousEnd: Int { max(sentence.lowerBound, previous?.tokens.upperBound ?? 0) }

    private func dualNoun(_ numeral: Numeral) -> CountedNoun? {
        let token = numeral.tokens.lowerBound
        return words.dual(passage.tokens[token].folded).map {
            CountedNoun(tokens: token..<token + 1, unit: $0, rule: "noun-behind")
        }
    }

    /// `killed 11`, `قتل العشرات`: what is done to people in front of the number.
    private func object(_ numeral: Numeral, before start: Int) -> CountedNoun? {
        var start = start
        if ["\"", "“", "«"].contains(folded(start - 1)) { start -= 1 }
        guard numeral.unit.isEmpty, start - 1 >= stretch.lowerBound else { return nil }
        let verb = folded(start - 1), end = numeral.tokens.upperBound
        guard words.verbs.contains(verb) || verb.hasPrefix("و") && words.verbs.contains(String(verb.dropFirst())) else {
            return nil
        }
        return CountedNoun(tokens: end..<end, unit: "persons", rule: "person-verb")
    }

    /// A number without a noun counts what the number before it in the sentence counts, if that is people.
    private func same(_ end: Int, before start: Int) -> CountedNoun? {
        if ["whom", "them", "منهم", "بينهم", "منهن"].contains(folded(start - 1)) {
            return CountedNoun(tokens: end..<end, unit: "persons", rule: "of-them")
        }
        guard previous?.unit == "persons" else { return nil }
        let isAlone =
            end >= limit || passage.tokens[end].kind == .sign || EnglishWords.stops.contains(folded(end))
            || ArabicWords.stops.contains(folded(end))
        return isAlone ? CountedNoun(tokens: end..<end, unit: "persons", rule: "same-noun") : nil
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Reads the number that starts at a token, without the words that bound it.
struct NumeralParser {
    let passage: Passage
    let words: CountWords
    /// Tokens from here on belong to something else.
    let limit: Int

    func folded(_ token: Int) -> String { token < limit ? passage.tokens[token].folded : "" }

    /// Whether a sign stands at a token, without a blank before it.
    func isJoined(_ token: Int, _ signs: Set<String>) -> Bool {
        token < limit && !passage.tokens[token].isSpaced && signs.contains(passage.tokens[token].text)
    }

    static let hyphens: Set<String> = ["-", "\u{2010}", "\u{2011}", "\u{2013}"]

    /// Nil where no number starts.
    func numeral(at start: Int) -> Numeral? {
        guard start < limit else { return nil }
        let token = passage.tokens[start]
        switch token.kind {
        case .number: return withUnit(digits(at: start))
        case .sign: return words.moneySigns[token.text] == nil ? nil : money(at: start)
        case .word: return token.isArabic ? withUnit(arabic(at: start)) : withUnit(english(at: start))
        case .possessive: return nil
        }
    }

    /// A number in digits, with groups behind blanks (`7 000`) and words that multiply it.
    private func digits(at start: Int, isMoney: Bool = false) -> Numeral? {
        guard let read = DigitNumber(passage.tokens[start].text) else { return nil }
        var value = read.value, end = start + 1, reading = read.reading
        if read.suffix.isEmpty, reading == .plain, !read.hasFraction, read.leadingDigits <= 3, value > 0 {
            while let group = group(at: end), value < 1e9 {
                value = value * 1000 + group
                reading = .grouped
                end += 1
            }
        }
        var sum = NumberSum()
        sum.start(value)
        var unit = ""
        if !read.suffix.isEmpty {
            guard let meaning = words.suffix(read.suffix, isMoney: isMoney || passage.tokens[start].text.hasSuffix("M"))
            else { return nil }
            if meaning.scale > 1 { guard sum.multiply(meaning.scale) else { return nil } }
            unit = meaning.unit
        } else {
            if isArabic(end) {
                end = isArabicScale(end) ? arabicTail(&sum, from: end) : end
            } else {
                end = englishScales(&sum, from: end)
            }
        }
        var numeral = Numeral(start..<end, sum.value, scale: sum.scale, rule: "digits")
        numeral.isDigits = true
        numeral.reading = reading
        numeral.unit = unit
        return numeral
    }

    /// Three digits behind a blank that belong to the number before them.
    private func group(at token: Int) -> Double? {
        guard token < limit, passage.tokens[token].kind == .number, passage.tokens[token].isSpaced,
            passage.tokens[token].text.unicodeScalars.count == 3,
            passage.tokens[token].text.unicodeScalars.allSatisfy({ $0.properties.numericType == .decimal })
        else { return nil }
        // Two numbers may stand side by side; only zeros tell a group for sure.
        return passage.tokens[token].text == "000" ? 0 : nil
    }

    func isArabic(_ token: Int) -> Bool { token < limit && passage.tokens[token].isArabic }

    /// `$2bn`, `US$ 5 million`, `€3-4 billion`.
    private func money(at start: Int) -> Numeral? {
        guard let code = words.moneySigns[passage.tokens[start].text], start + 1 < limit,
            passage.tokens[start + 1].kind == .number, var numeral = digits(at: start + 1, isMoney: true)
        else { return nil }
        let isDollar = start > 0 && !passage.tokens[start].isSpaced && passage.tokens[start - 1].folded == "us"
        numeral.tokens = (isDollar ? start - 1 : start)..<numeral.tokens.upperBound
        numeral.unit = code
        return numeral
    }

    /// Adds percent signs and words, and the sign of a currency behind the number.
    private func withUnit(_ numeral: Numeral?) -> Numeral? {
        guard var numeral else { return nil }
        let end = numeral.tokens.upperBound
        guard numeral.unit.isEmpty, end < limit else { return numeral }
        if let percent = words.percent.match(passage, at: end, before: limit) {
            numeral.tokens = numeral.tokens.lowerBound..<percent.tokens.upperBound
            numeral.unit = "percent"
        } else if passage.tokens[end].kind == .sign, !passage.tokens[end].isSpaced,
            let code = words.moneySigns[passage.tokens[end].text]
        {
            numeral.tokens = numeral.tokens.lowerBound..<end + 1
            numeral.unit = code
        }
        return numeral
    }
}

/// English.
extension NumeralParser {
    private func word(_ token: Int) -> NumberWord? {
        token < limit ? words.numbers.english[passage.tokens[token].folded] : nil
    }

    /// A number in English words.
    func english(at start: Int) -> Numeral? {
        let first = passage.tokens[start].folded
        if first == "a" || first == "an" { return afterArticle(start) }
        if let times = words.times[first] {
            var numeral = Numeral(start..<start + 1, times, rule: "words")
            numeral.unit = "times"
            return numeral
        }
        if let share = oneIn(start) { return share }
        switch word(start) {
        case .value?, .scale?: return written(from: start)
        case .many(let size, let least, let most)?:
            return many(start, size: size, least: least, most: most)
        case .some(let least, let most)?: return some(start, least: least, most: most)
        case .part(let whole)?: return whole == 2 && first == "half" ? half(start) : nil
        case .couple?, nil: return nil
        }
    }

    /// `one in five`, `nine in ten`, in words.
    private func oneIn(_ start: Int) -> Numeral? {
        guard folded(start + 1) == "in", case .value(let count)? = word(start), count > 0,
            case .value(let whole)? = word(start + 2), whole > count
        else { return nil }
        return share(count, of: whole, start..<start + 3)
    }

    /// `a dozen`, `a hundred and ten`, `a few hundred`, `a couple of`, `a third of`.
    private func afterArticle(_ article: Int) -> Numeral? {
        let next = article + 1
        switch word(next) {
        case .scale?: return written(from: next).map { extended($0, to: article) }
        case .some(let least, let most)?:
            return some(next, least: least, most: most, isTold: true).map { extended($0, to: article) }
        case .couple?: return couple(next).map { extended($0, to: article) }
        case .part(let whole)?:
            if whole == 2, case .scale? = word(next + 1) { return half(next).map { extended($0, to: article) } }
            guard folded(next + 1) == "of" else { return nil }
            if folded(next + 2) == "a", case .scale(let size)? = word(next + 3) {
                return Numeral(article..<next + 4, size / whole, scale: size, rule: "words")
            }
            return share(1, of: whole, article..<next + 1)
        default: return nil
        }
    }

    private func extended(_ numeral: Numeral, to start: Int) -> Numeral {
        var numeral = numeral
        numeral.tokens = start..<numeral.tokens.upperBound
        return numeral
    }

    /// `two thousand three hundred and five`, `two-thirds`, `one and a half million`.
    private func written(from start: Int) -> Numeral? {
        var sum = NumberSum(), end = start, isAfterSize = false
        while let next = numberWord(from: end, isFirst: end == start, mayHaveAnd: isAfterSize) {
            switch next.word {
            case .value(let value): guard sum.add(value) else { return finish(sum, start..<end) }
            case .scale(let size): guard sum.multiply(size) else { return finish(sum, start..<end) }
            case .part(let whole):
                let isPlural = passage.tokens[next.token].folded.hasSuffix("s")
                guard sum.value < whole, (sum.value > 1) == isPlural, sum.value >= 1 else { return nil }
                return share(sum.value, of: whole, start..<next.token + 1)
            default: return finish(sum, start..<end)
            }
            if case .scale = next.word { isAfterSize = true }
            end = next.token + 1
        }
        return finish(sum, start..<end)
    }

    /// The next word of a number, behind a hyphen or "and".
    private func numberWord(
        from token: Int, isFirst: Bool, mayHaveAnd: Bool
    ) -> (word: NumberWord, token: Int)? {
        if let found = word(token) { return (found, token) }
        guard !isFirst else { return nil }
        if isJoined(token, Self.hyphens), token + 1 < limit, !passage.tokens[token + 1].isSpaced,
            let found = word(token + 1)
        {
            return (found, token + 1)
        }
        if mayHaveAnd, folded(token) == "and", case .value(let value)? = word(token + 1), value > 0 {
            return (.value(value), token + 1)
        }
        return nil
    }

    private func finish(_ sum: NumberSum, _ tokens: Range<Int>) -> Numeral? {
        guard !sum.isEmpty, !tokens.isEmpty else { return nil }
        var sum = sum
        let end = englishScales(&sum, from: tokens.upperBound, onlyHalves: true)
        return Numeral(tokens.lowerBound..<end, sum.value, scale: sum.scale, rule: "words")
    }

    /// Words that multiply a number (`1.5 million`), with "and a half" before or behind them; where they end.
    private func englishScales(_ sum: inout NumberSum, from start: Int, onlyHalves: Bool = false) -> Int {
        var end = start
        if folded(end) == "and", folded(end + 1) == "a", folded(end + 2) == "half" {
            sum.addHalf()
            end += 3
        } else if onlyHalves {
            return end
        }
        for _ in 0..<2 {
            // `5-million` too.
            let isHyphen = isJoined(end, Self.hyphens)
            guard case .scale(let size)? = word(isHyphen ? end + 1 : end) ?? words.scale(folded(end)),
                sum.multiply(size)
            else { break }
            end += isHyphen ? 2 : 1
        }
        return end
    }

    /// `half a million`, `half a dozen`, `half of`, `half the`, `half an hour`.
    private func half(_ start: Int) -> Numeral? {
        var next = start + 1
        let hasArticle = folded(next) == "a" || folded(next) == "an"
        if hasArticle { next += 1 }
        if case .scale(let size)? = word(next) {
            return Numeral(start..<next + 1, size / 2, scale: size, rule: "words")
        }
        if hasArticle {
            guard let unit = words.units.match(passage, at: next, before: limit), !unit.value.isEmpty else {
                return nil
            }
            return Numeral(start..<next, 0.5, rule: "words")
        }
        let isShare = Self.afterHalf.contains(folded(next)) || words.isBounded(passage, at: start)
        return isShare && !isJoined(next, Self.hyphens) ? share(1, of: 2, start..<start + 1) : nil
    }

    private static let afterHalf: Set<String> = ["of", "the", "its", "their", "his", "her", "our", "all", "that"]

    /// A share as percent.
    private func share(_ count: Double, of whole: Double, _ tokens: Range<Int>) -> Numeral {
        var numeral = Numeral(tokens, count * 100 / whole, rule: "fraction")
        numeral.unit = "percent"
        return numeral
    }

    /// `dozens of`, `hundreds of thousands`.
    private func many(_ start: Int, size: Double, least: Double, most: Double) -> Numeral? {
        let hasOf = folded(start + 1) == "of", second = word(start + 2)
        if hasOf, case .many(let base, _, _)? = second, base >= 100, base != size {
            let end = folded(start + 3) == "of" ? start + 4 : start + 3
            return Numeral(start..<end, least: least * base, most: (most + 1) * base - 1, scale: base, rule: "vague")
        }
        // "tens" and "scores" alone may be marks and results.
        guard hasOf || folded(start) != "tens" && folded(start) != "scores" else { return nil }
        return Numeral(start..<start + (hasOf ? 2 : 1), least: least, most: most, rule: "vague")
    }

    /// `several`, `a few`, and their hundreds.
    private func some(_ start: Int, least: Double, most: Double, isTold: Bool = false) -> Numeral? {
        var end = start + 1, size = 1.0
        while case .scale(let scale)? = word(end), size * scale < 1e12 {
            size *= scale
            end += 1
        }
        guard size > 1 || isTold || passage.tokens[start].folded == "several" else { return nil }
        // Several hundred are less than a thousand; a few hundred are five at most.
        let top = most == 9 && size >= 100 ? 10 * size - 1 : most * size
        return Numeral(start..<end, least: least * size, most: top, scale: size, rule: "vague")
    }

    /// `a couple of`, `a couple of hundred`, `a pair of`.
    private func couple(_ start: Int) -> Numeral? {
        var end = start + 1
        let hasOf = folded(end) == "of"
        if hasOf { end += 1 }
        if case .scale(let size)? = word(end) { return Numeral(start..<end + 1, 2 * size, scale: size, rule: "words") }
        return hasOf ? Numeral(start..<end, 2, rule: "words") : nil
    }
}

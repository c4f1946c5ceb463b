// SPDX-License-Identifier: Apache-2.0

/// Arabic, whose words take `و` (and), prepositions and the article as letters in front.
extension NumeralParser {
    /// A number word with the letters in front taken off.
    struct ArabicWord {
        let word: NumberWord
        let text: Substring
        /// Whether `و` stands in front.
        let hasAnd: Bool
    }

    /// A number in Arabic words, one in digits behind a preposition (`بـ15`), or a dual (`سجينان`).
    func arabic(at start: Int) -> Numeral? {
        if let numeral = prefixedDigits(at: start) ?? dual(at: start) { return numeral }
        if let eleven = beforeTen(at: start) ?? definite(at: start) { return eleven }
        guard let first = arabicWord(at: start) else { return nil }
        switch first.word {
        case .value(let value): return arabicSum(start, value)
        case .scale(let size):
            if NumberWords.arabicPlurals.contains(String(first.text)) {
                return Numeral(start..<start + 1, least: 2 * size, most: 10 * size - 1, rule: "vague")
            }
            var sum = NumberSum()
            guard sum.multiply(size) else { return nil }
            return Numeral(start..<arabicTail(&sum, from: start + 1), sum.value, scale: sum.scale, rule: "words")
        case .many(let size, let least, let most): return arabicMany(start, size, least, most)
        case .some(let least, let most): return arabicSome(start, least, most)
        case .part(let whole): return arabicShare(start, whole)
        case .couple: return nil
        }
    }

    /// A number that starts with a word to be added, or `ثلاثة أرباع`.
    private func arabicSum(_ start: Int, _ value: Double) -> Numeral? {
        var sum = NumberSum()
        guard sum.add(value) else { return nil }
        if folded(start + 1) == "ارباع", value == 3 {
            var numeral = Numeral(start..<start + 2, 75, rule: "fraction")
            numeral.unit = "percent"
            return numeral
        }
        return Numeral(start..<arabicTail(&sum, from: start + 1), sum.value, scale: sum.scale, rule: "words")
    }

    /// `نصف مليون`, `ثلث السكان`.
    private func arabicShare(_ start: Int, _ whole: Double) -> Numeral? {
        let next = folded(start + 1)
        if case .scale(let size)? = words.numbers.arabic[next] {
            return Numeral(start..<start + 2, size / whole, scale: size, rule: "words")
        }
        guard next.hasPrefix("ال") else { return nil }
        var numeral = Numeral(start..<start + 1, 100 / whole, rule: "fraction")
        numeral.unit = "percent"
        return numeral
    }

    /// Adds what follows a number: `و` and a number, a scale, `عشر`; where it ends.
    func arabicTail(_ sum: inout NumberSum, from start: Int) -> Int {
        var end = start
        while end < limit {
            // `و` may stand alone.
            let isAlone = folded(end) == "و"
            let token = isAlone ? end + 1 : end
            if sum.scale >= 1000, folded(token) == (isAlone ? "نصف" : "ونصف") {
                // `مليون ونصف المليون`
                sum.addHalfScale()
                return folded(token + 1).hasPrefix("ال") && isScaleName(token + 1) ? token + 2 : token + 1
            }
            if let digits = isAlone ? nil : prefixedNumber(at: token), digits.hasAnd {
                guard sum.scale >= 1000, sum.add(digits.value, unitsFirst: true) else { break }
                end = token + 1
                continue
            }
            guard let next = arabicWord(at: token), add(next, to: &sum, hasAnd: isAlone || next.hasAnd) else { break }
            end = token + 1
        }
        return end
    }

    private func add(_ next: ArabicWord, to sum: inout NumberSum, hasAnd: Bool) -> Bool {
        switch next.word {
        case .value(10) where !hasAnd:
            guard sum.scale == 1, (3...9).contains(sum.value) else { return false }
            sum.addTen()
            return true
        case .value(let value):
            return hasAnd && sum.add(value, unitsFirst: true)
        case .scale(let size):
            if hasAnd {
                let isPlural = NumberWords.arabicPlurals.contains(String(next.text))
                return !isPlural && sum.value > size && sum.add(size, unitsFirst: true)
            }
            return sum.multiply(size)
        default: return false
        }
    }

    private func isScaleName(_ token: Int) -> Bool {
        guard case .scale? = words.numbers.arabic[String(folded(token).dropFirst(2))] else { return false }
        return true
    }

    /// `السجناء الخمسة`: three to ten with the article, behind a noun with the article.
    private func definite(at start: Int) -> Numeral? {
        let text = folded(start)
        guard start > 0, text.hasPrefix("ال"), passage.tokens[start - 1].folded.hasPrefix("ال"),
            case .value(let value)? = words.numbers.arabic[String(text.dropFirst(2))], (3...10).contains(value),
            words.noun(passage, at: start - 1, before: start) != nil
        else { return nil }
        return Numeral(start..<start + 1, value, rule: "words")
    }

    /// `أحد عشر`, `اثنتا عشرة`.
    private func beforeTen(at start: Int) -> Numeral? {
        var text = folded(start)[...]
        var value = NumberWords.beforeTen[String(text)]
        if value == nil, text.first == "و" || text.first == "ب" || text.first == "ل" {
            text = text.dropFirst()
            value = NumberWords.beforeTen[String(text)]
        }
        guard let value, folded(start + 1) == "عشر" || folded(start + 1) == "عشره" else { return nil }
        var sum = NumberSum()
        sum.start(value + 10)
        return Numeral(start..<arabicTail(&sum, from: start + 2), sum.value, scale: sum.scale, rule: "words")
    }

    /// `عشرات`, `مئات الآلاف`.
    private func arabicMany(_ start: Int, _ size: Double, _ least: Double, _ most: Double) -> Numeral {
        let next = folded(start + 1)
        let bare = next.hasPrefix("ال") && next.count > 5 ? String(next.dropFirst(2)) : next
        if size < 1000, NumberWords.arabicPlurals.contains(bare), case .scale(let base)? = words.numbers.arabic[bare] {
            let most = (most + 1) * base - 1
            return Numeral(start..<start + 2, least: least * base, most: most, scale: base, rule: "vague")
        }
        return Numeral(start..<start + 1, least: least, most: most, rule: "vague")
    }

    /// `بضعة`, `عدة آلاف`.
    private func arabicSome(_ start: Int, _ least: Double, _ most: Double) -> Numeral {
        var size = 1.0
        switch words.numbers.arabic[folded(start + 1)] {
        case .scale(let scale)?: size = scale
        case .many(let scale, _, _)?: size = scale
        default: break
        }
        let top = size > 1 ? (most + 1) * size - 1 : most
        return Numeral(start..<start + (size > 1 ? 2 : 1), least: least * size, most: top, scale: size, rule: "vague")
    }

    /// A noun in the dual, which the lexicon lists.
    private func dual(at start: Int) -> Numeral? {
        guard words.dual(folded(start)) != nil else { return nil }
        var end = start + 1
        if case .value(2)? = arabicWord(at: end)?.word { end += 1 }
        var numeral = Numeral(start..<end, 2, rule: "dual")
        numeral.isDual = true
        return numeral
    }

    /// Whether a word multiplies a number in digits (`15 ألفا`).
    func isArabicScale(_ token: Int) -> Bool {
        guard let word = arabicWord(at: token), !word.hasAnd, case .scale = word.word else { return false }
        return true
    }

    private func arabicWord(at token: Int) -> ArabicWord? {
        guard isArabic(token) else { return nil }
        let text = folded(token)
        let table = words.numbers.arabic
        if let word = table[text] { return ArabicWord(word: word, text: text[...], hasAnd: false) }
        guard let first = text.first, "وبلفك".contains(first) else { return nil }
        let rest = text.dropFirst()
        // Short words begin with these letters themselves.
        guard rest.count >= (first == "و" ? 2 : 3), let word = table[String(rest)] else {
            let second = rest.first == "ل" && first == "ل" ? "ا" + rest : ""
            return table[second].map { ArabicWord(word: $0, text: rest, hasAnd: false) }
        }
        return ArabicWord(word: word, text: rest, hasAnd: first == "و")
    }

    /// `و500`, `بـ15`, `الـ200`: letters in front of digits.
    private func prefixedNumber(at token: Int) -> (value: Double, hasAnd: Bool)? {
        guard isArabic(token) else { return nil }
        let text = passage.tokens[token].folded
        let digits = text.drop { "وفبلكا".contains($0) }
        guard !digits.isEmpty, text.count - digits.count <= 4, let number = DigitNumber(String(digits)),
            number.suffix.isEmpty, number.reading != .decimalComma
        else { return nil }
        return (number.value, text.first == "و")
    }

    private func prefixedDigits(at start: Int) -> Numeral? {
        guard let number = prefixedNumber(at: start) else { return nil }
        var sum = NumberSum()
        sum.start(number.value)
        let end = arabicTail(&sum, from: start + 1)
        var numeral = Numeral(start..<end, sum.value, scale: sum.scale, rule: "digits")
        numeral.isDigits = true
        return numeral
    }
}

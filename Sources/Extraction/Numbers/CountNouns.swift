// SPDX-License-Identifier: Apache-2.0

/// What a number counts.
struct CountedNoun {
    /// The noun phrase; empty where a verb or a pronoun tells the unit.
    var tokens: Range<Int>
    let unit: String
    let rule: String
}

/// Finds the noun that a number counts.
///
/// Without a grammar of the whole sentence: the noun phrase is the run of words behind the number up to a word that
/// cannot belong to one; its head is the noun that the lexicon knows, or the first plural.
struct CountNouns {
    let passage: Passage
    let words: CountWords
    let limit: Int

    private func folded(_ token: Int) -> String { token < limit ? passage.tokens[token].folded : "" }

    /// The noun behind a number; `isOne` for the number one, which a singular follows, `mayBeMass` for a share, which may
    /// be one of something that has no plural.
    func behind(_ start: Int, isOne: Bool, mayBeMass: Bool = false) -> CountedNoun? {
        guard start < limit else { return nil }
        if passage.tokens[start].isArabic { return arabic(from: start) }
        if isHyphen(start), let noun = joined(start + 1) { return noun }
        if folded(start) == "of" { return afterOf(start + 1, mayBeMass: mayBeMass) }
        return phrase(from: start, isOne: isOne, mayBeMass: mayBeMass) ?? verb(from: start)
    }

    /// `a 24-hour curfew`, `a 15-member council`, `a 400-strong force`.
    private func joined(_ next: Int) -> CountedNoun? {
        guard next < limit, passage.tokens[next].isWord, folded(next) != "plus", folded(next) != "odd" else {
            return nil
        }
        if folded(next) == "strong" {
            return CountedNoun(tokens: next..<next, unit: "persons", rule: "person-verb")
        }
        let known = words.noun(passage, at: next, before: next + 1)
        return CountedNoun(tokens: next..<next + 1, unit: known?.unit ?? folded(next), rule: "noun-behind")
    }

    /// `200 of them`, `12 of the ISIS detainees`, `two of the ten men`.
    private func afterOf(_ start: Int, mayBeMass: Bool) -> CountedNoun? {
        var next = owned(start)
        while next < limit, Self.determiners.contains(folded(next)) { next += 1 }
        if Self.pronouns.contains(folded(next)) || next > start && next == limit {
            return CountedNoun(tokens: start..<start, unit: "persons", rule: "of-them")
        }
        let parser = NumeralParser(passage: passage, words: words, limit: limit)
        while let bound = words.before.match(passage, at: next, before: limit) { next = bound.tokens.upperBound }
        if let inner = parser.numeral(at: next), inner.unit.isEmpty { next = inner.tokens.upperBound }
        return phrase(from: next, isOne: false, mayBeMass: mayBeMass)
    }

    /// Behind the owner of a number: `of the camp's 30,000 residents`.
    private func owned(_ start: Int) -> Int {
        for place in start..<min(limit, start + 5) where passage.tokens[place].kind == .possessive {
            return place + 1 < limit && passage.tokens[place + 1].kind == .number ? place + 1 : start
        }
        return start
    }

    private static let determiners: Set<String> = [
        "the", "these", "those", "its", "their", "his", "her", "our", "my", "your", "all", "most", "such", "some",
        "any", "a", "an",
    ]
    private static let pronouns: Set<String> = ["them", "whom", "us", "you", "which", "whose"]

    /// A noun phrase that starts at a token.
    func phrase(from start: Int, isOne: Bool, mayBeMass: Bool = false) -> CountedNoun? {
        let run = self.run(from: start)
        guard !run.isEmpty else { return nil }
        if let head = head(in: run, isOne: isOne) {
            return CountedNoun(tokens: run.lowerBound..<head.end, unit: head.unit, rule: "noun-behind")
        }
        return isOne || mayBeMass ? unknown(in: run) : nil
    }

    /// Words up to one that belongs to no noun phrase; hyphens, possessives and names with a number between them.
    private func run(from start: Int) -> Range<Int> {
        var first = start
        if isHyphen(first), first + 1 < limit { first += 1 }
        if folded(first) == "plus" || folded(first) == "odd" || Self.quotes.contains(folded(first)) { first += 1 }
        var end = first, count = 0
        while end < limit, count < 9, end - first < 24, belongs(end, from: first) {
            if passage.tokens[end].isWord { count += 1 }
            end += 1
        }
        while end > first, !passage.tokens[end - 1].isWord { end -= 1 }
        return first..<max(first, end)
    }

    private func belongs(_ place: Int, from first: Int) -> Bool {
        let token = passage.tokens[place]
        switch token.kind {
        case .word: return !token.isArabic && !EnglishWords.stops.contains(token.folded)
        case .possessive: return place > first
        case .sign: return place > first && (isHyphen(place) || Self.quotes.contains(token.text))
        // `five F-16 jets`, `two 500-pound bombs`.
        case .number: return place > first ? isHyphen(place - 1) : isHyphen(place + 1)
        }
    }

    private func isHyphen(_ token: Int) -> Bool {
        token < limit && !passage.tokens[token].isSpaced && NumeralParser.hyphens.contains(passage.tokens[token].text)
    }

    private static let quotes: Set<String> = ["“", "”", "\"", "‘"]

    private func head(in run: Range<Int>, isOne: Bool) -> (end: Int, unit: String)? {
        var found: (end: Int, unit: String, isPlural: Bool)?
        var token = run.lowerBound, gap = 0
        while token < run.upperBound {
            if found != nil, words.verbs.contains(folded(token)) { break }
            if let next = candidate(at: token, in: run, isOne: isOne) {
                found = next
                token = next.end
                gap = 0
                // A measure in short (`7.62 mm rounds`) says how large things are, not how many.
                if passage.tokens[token - 1].text.utf8.count <= 2 { break }
                continue
            }
            if let found {
                gap += 1
                if found.isPlural || isOne || gap > 2 || isVerbLike(token) { break }
            } else if words.verbs.contains(folded(token)), token == run.lowerBound, !isAdjective(token, in: run) {
                return nil
            }
            token += 1
        }
        return found.map { ($0.end, $0.unit) }
    }

    /// A noun of the lexicon, or a plural of any kind.
    private func candidate(at token: Int, in run: Range<Int>, isOne: Bool) -> (end: Int, unit: String, isPlural: Bool)?
    {
        guard passage.tokens[token].isWord else { return nil }
        if let known = words.noun(passage, at: token, before: run.upperBound) {
            let last = known.tokens.upperBound - 1
            return (known.tokens.upperBound, known.unit, EnglishWords.isHead(passage.tokens[last]))
        }
        guard !isOne, EnglishWords.isPlural(passage.tokens[token]) else { return nil }
        return (token + 1, passage.tokens[token].text.lowercased(), true)
    }

    private func isVerbLike(_ token: Int) -> Bool {
        passage.tokens[token].folded.hasSuffix("ed") || words.verbs.contains(passage.tokens[token].folded)
    }

    /// `20 escaped prisoners`, not `20 escaped prisons`.
    private func isAdjective(_ token: Int, in run: Range<Int>) -> Bool {
        (token + 1..<min(run.upperBound, token + 4)).contains {
            words.persons.match(passage, at: $0, before: run.upperBound) != nil
        }
    }

    /// A singular that the lexicon does not know (`one jack broke`).
    private func unknown(in run: Range<Int>) -> CountedNoun? {
        var end = run.lowerBound
        while end < run.upperBound, !isVerbLike(end), !EnglishWords.isAdverb(folded(end)) { end += 1 }
        while end > run.lowerBound, !passage.tokens[end - 1].isWord { end -= 1 }
        guard let last = (run.lowerBound..<end).last else { return nil }
        return CountedNoun(
            tokens: run.lowerBound..<end, unit: passage.tokens[last].text.lowercased(), rule: "noun-behind")
    }

    /// `dozens were killed`, `20 escaped`: people, who are not named.
    private func verb(from start: Int) -> CountedNoun? {
        var token = start
        while token < min(limit, start + 5), EnglishWords.auxiliaries.contains(folded(token)) { token += 1 }
        guard words.verbs.match(passage, at: token, before: limit) != nil else { return nil }
        return CountedNoun(tokens: start..<start, unit: "persons", rule: "person-verb")
    }
}

/// Nouns in front of a number.
extension CountNouns {
    /// `the number of prisoners reached 200`, `the death toll rose to 12`, `prisoners: 200`, `عدد القتلى 12`.
    func inFront(of number: Int, from first: Int) -> CountedNoun? {
        let start = max(first, number - 12)
        for token in stride(from: number - 1, through: start, by: -1) {
            if Self.ends.contains(passage.tokens[token].text) { return nil }
            let word = passage.tokens[token].folded
            if let found = words.front.match(passage, endingAt: token + 1, from: start) {
                return CountedNoun(tokens: found.tokens, unit: found.value, rule: "noun-in-front")
            }
            guard Self.numberNouns.contains(word), token + 1 < number else { continue }
            let inner = CountNouns(passage: passage, words: words, limit: number)
            let isArabic = passage.tokens[token].isArabic
            let noun = isArabic ? inner.arabic(from: token + 1) : inner.afterNumberOf(token + 1)
            return noun.map { CountedNoun(tokens: $0.tokens, unit: $0.unit, rule: "noun-in-front") }
        }
        return label(before: number, from: first)
    }

    private static let ends: Set<String> = [";", "؛", "."]
    private static let numberNouns: Set<String> = ["number", "numbers", "عدد", "العدد", "وعدد", "عددهم"]

    private func afterNumberOf(_ start: Int) -> CountedNoun? {
        folded(start) == "of" ? phrase(from: start + 1, isOne: false) : nil
    }

    /// `Prisoners: 200`.
    private func label(before number: Int, from first: Int) -> CountedNoun? {
        let sign = number - 1
        guard sign - 1 >= first, passage.tokens[sign].text == ":" else { return nil }
        guard let known = words.noun(passage, at: sign - 1, before: sign) else { return nil }
        return CountedNoun(tokens: known.tokens, unit: known.unit, rule: "noun-in-front")
    }
}

/// Arabic: the noun is the first word behind the number.
extension CountNouns {
    /// The noun behind an Arabic number, behind `من` as well.
    func arabic(from start: Int) -> CountedNoun? {
        var next = start
        if Self.ofThem.contains(folded(next)) {
            return CountedNoun(tokens: start..<start, unit: "persons", rule: "of-them")
        }
        if folded(next) == "من" || folded(next) == "هم" { next += 1 }
        if folded(next) == "اصل" || folded(next) == "بين" {
            // `81 من أصل 120 فارا`
            let parser = NumeralParser(passage: passage, words: words, limit: limit)
            guard let whole = parser.numeral(at: next + 1) else { return nil }
            next = whole.tokens.upperBound
        }
        guard next < limit, passage.tokens[next].isArabic else { return nil }
        if let known = words.noun(passage, at: next, before: limit) {
            return CountedNoun(tokens: known.tokens, unit: known.unit, rule: "noun-behind")
        }
        if words.verbs.contains(folded(next)) {
            return CountedNoun(tokens: start..<start, unit: "persons", rule: "person-verb")
        }
        guard !ArabicWords.stops.contains(folded(next)) else { return nil }
        return CountedNoun(tokens: next..<next + 1, unit: passage.tokens[next].text, rule: "noun-behind")
    }

    private static let ofThem: Set<String> = ["منهم", "منهن", "بينهم"]

    /// `سجين واحد`, `السجناء الخمسة`, `سجناء اثنين`: the noun right before the number.
    func arabicBefore(_ number: Int, from first: Int) -> CountedNoun? {
        guard number - 1 >= first, passage.tokens[number - 1].isArabic,
            let known = words.noun(passage, at: number - 1, before: number)
        else { return nil }
        return CountedNoun(tokens: known.tokens, unit: known.unit, rule: "noun-in-front")
    }
}

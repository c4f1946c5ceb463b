// SPDX-License-Identifier: Apache-2.0

/// Tells numbers that count something from those that are names, years, times, addresses and places in a list.
struct CountContext {
    let passage: Passage
    let words: CountWords
    let sentence: Range<Int>
    /// Tokens from here on belong to something else.
    let limit: Int

    private func token(_ place: Int) -> Token? { sentence.contains(place) ? passage.tokens[place] : nil }
    private func folded(_ place: Int) -> String { token(place)?.folded ?? "" }
    private func text(_ place: Int) -> String { token(place)?.text ?? "" }

    /// Where reading goes on behind a number that counts nothing; nil for one that may count.
    func end(ofName numeral: Numeral) -> Int? {
        let start = numeral.tokens.lowerBound, end = numeral.tokens.upperBound
        if numeral.isDigits, let end = codeEnd(numeral) { return end }
        if isJoinedToWord(start) || isFollowedByJoint(end, numeral) || isListMark(numeral) { return end }
        if words.numbered.match(passage, endingAt: start, from: max(sentence.lowerBound, start - 3)) != nil {
            return end
        }
        return isNamePart(numeral) || isAge(numeral) || numeral.tokens.count == 1 && isPronoun(start) ? end : nil
    }

    /// Digits that stand in a row with others: times, dates, telephone numbers, versions.
    private func codeEnd(_ numeral: Numeral) -> Int? {
        let start = numeral.tokens.lowerBound
        guard numeral.unit.isEmpty || numeral.tokens.count > 1 else { return nil }
        var end = numeral.tokens.upperBound, parts = 1, isCode = false
        while let next = nextOfCode(end) {
            isCode = isCode || next.isCertain
            end = next.end
            parts += 1
        }
        if token(start - 1)?.text == "+", !(token(start)?.isSpaced ?? true), parts > 1 { return end }
        if isCode || parts > 2 { return end }
        return isClock(end) && parts == 1 ? end + 1 : nil
    }

    /// The end of the next number of a code; certain behind a colon or a slash.
    private func nextOfCode(_ place: Int) -> (end: Int, isCertain: Bool)? {
        guard let next = token(place) else { return nil }
        if Self.pairs.contains(next.text), isFraction(place - 1), isFraction(place + 1) { return (place + 2, true) }
        if next.kind == .number, next.isSpaced { return next.text.contains(",") ? nil : (place + 1, false) }
        guard next.kind == .sign, !next.isSpaced, let after = token(place + 1), after.kind == .number, !after.isSpaced
        else { return nil }
        if [":", "/", "."].contains(next.text) { return (place + 2, true) }
        return NumeralParser.hyphens.contains(next.text) ? (place + 2, false) : nil
    }

    private static let pairs: Set<String> = [",", ";", "/"]

    /// A number with three decimals or more, of which two side by side are a position.
    private func isFraction(_ place: Int) -> Bool {
        guard let number = token(place), number.kind == .number, let point = number.text.lastIndex(of: ".") else {
            return false
        }
        return number.text[point...].utf8.count > 3
    }

    private func isClock(_ place: Int) -> Bool { Self.clocks.contains(folded(place)) }

    private static let clocks: Set<String> = [
        "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "utc", "o'clock", "o’clock", "صباحا", "مساء", "ظهرا", "فجرا",
        "ليلا",
    ]
    private static let joints: Set<String> = ["-", "\u{2010}", "\u{2011}", "/", "_", "#", "@", "№", "=", "\\"]

    /// `F-16`, `COVID-19`, `#47`, `@area51`.
    private func isJoinedToWord(_ start: Int) -> Bool {
        guard let sign = token(start - 1), sign.kind == .sign, let number = token(start), !number.isSpaced else {
            // `No. 47` and `number 47`.
            return text(start - 1) == "." && ["no", "nos", "nr"].contains(folded(start - 2))
        }
        if sign.text == "#" || sign.text == "@" || sign.text == "№" { return true }
        if sign.text == "[" { return text(start + 1) == "]" }
        return Self.joints.contains(sign.text) && !sign.isSpaced
    }

    /// `20-A`, `36°`, `5-year-old`, `twenty-first`, but `60-nation` and `24-hour`.
    private func isFollowedByJoint(_ end: Int, _ numeral: Numeral) -> Bool {
        guard let sign = token(end), sign.kind == .sign, !sign.isSpaced else { return false }
        if Self.degrees.contains(sign.text) || sign.text == "'" && numeral.isDigits { return true }
        guard NumeralParser.hyphens.contains(sign.text), let next = token(end + 1), !next.isSpaced, next.isWord else {
            return false
        }
        if !numeral.isDigits, Self.ordinals.contains(next.folded) || Self.manners.contains(next.folded) { return true }
        if Self.ages.contains(next.folded), NumeralParser.hyphens.contains(text(end + 2)), folded(end + 3) == "old" {
            return true
        }
        return next.isCapitalized || next.text.count == 1
    }

    private static let degrees: Set<String> = ["°", "º", "˚", "′", "″"]
    private static let ages: Set<String> = ["year", "month", "day", "week", "years"]
    /// `one-way`, `one-on-one`, `two-faced`.
    private static let manners: Set<String> = [
        "way", "sided", "time", "on", "to", "by", "off", "third", "and", "stop", "fold", "faced", "size",
        "something",
    ]
    private static let ordinals: Set<String> = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    /// `1.` and `1)` at the start of a sentence, `(1)` and `[1]` anywhere.
    private func isListMark(_ numeral: Numeral) -> Bool {
        let start = numeral.tokens.lowerBound, end = numeral.tokens.upperBound
        guard numeral.isDigits, numeral.tokens.count == 1, numeral.unit.isEmpty else { return false }
        let before = text(start - 1), behind = text(end)
        if start == sentence.lowerBound { return behind == "." || behind == ")" || sentence.count == 1 }
        return before == "(" && behind == ")" && numeral.least < 30 || before == "[" && behind == "]"
    }

    /// `Apollo 11`, `Task Force 50`, `Phase Two`; not `In Raqqa 20 people died`.
    private func isNamePart(_ numeral: Numeral) -> Bool {
        let start = numeral.tokens.lowerBound
        // `Task Force (TF) 50`.
        if numeral.isDigits, text(start - 1) == ")", text(start - 3) == "(", token(start - 2)?.isAllCapitals ?? false,
            !isFollowedByNoun(numeral.tokens.upperBound)
        {
            return true
        }
        // `the Big Three` and `the Group of Seven`.
        if ["of", "the"].contains(folded(start - 1)), !numeral.isDigits, token(start)?.isCapitalized ?? false {
            return !isFollowedByNoun(numeral.tokens.upperBound)
        }
        guard numeral.unit.isEmpty, numeral.tokens.count == 1, let before = token(start - 1), before.isCapitalized,
            start - 1 > sentence.lowerBound || numeral.isDigits
        else { return false }
        guard !Self.capitalized.contains(before.folded) else { return false }
        if numeral.isDigits { return !isFollowedByNoun(numeral.tokens.upperBound) }
        return token(start)?.isCapitalized ?? false
    }

    /// Words that stand in front of counts with a capital letter at the start of a sentence.
    private static let capitalized: Set<String> = Set(
        """
        in at of on the and but some about around over nearly almost only at least more than up to after before these those \
        all another with for by from an as than roughly approximately between when while since during then also
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    private func isFollowedByNoun(_ place: Int) -> Bool {
        CountNouns(passage: passage, words: words, limit: limit).behind(place, isOne: false) != nil
    }

    /// `aged 10`, `10 years old`.
    private func isAge(_ numeral: Numeral) -> Bool {
        let start = numeral.tokens.lowerBound, end = numeral.tokens.upperBound
        if folded(start - 1) == "aged" || folded(start - 1) == "age" { return true }
        return Self.ages.contains(folded(end)) && ["old", "of"].contains(folded(end + 1))
            && (folded(end + 1) == "old" || folded(end + 2) == "age")
    }

    /// "One" as a pronoun: `no one`, `one another`, `one must`.
    private func isPronoun(_ start: Int) -> Bool {
        guard folded(start) == "one" else { return false }
        if Self.beforePronoun.contains(folded(start - 1)) { return true }
        if words.verbs.contains(folded(start - 1)) { return false }
        guard let next = token(start + 1), next.isWord else { return true }
        if next.folded == "of" { return false }
        return EnglishWords.stops.contains(next.folded) || Self.behindPronoun.contains(next.folded)
    }

    private static let beforePronoun: Set<String> = [
        "no", "the", "this", "that", "which", "every", "each", "any", "another", "number", "some", "day", "not",
    ]
    private static let behindPronoun: Set<String> = [
        "another", "day", "thing", "way", "point", "time", "needs", "hopes",
    ]
}

/// Years.
extension CountContext {
    /// A number that may be a year is one behind a preposition of time, or where it counts nothing.
    func isYear(_ numeral: Numeral, noun: CountedNoun?, isBounded: Bool) -> Bool {
        guard numeral.mayBeYear else { return false }
        let before = folded(numeral.tokens.lowerBound - 1)
        if Self.ofTime.contains(before) || Self.months.contains(before) { return true }
        guard let noun, noun.rule != "same-noun" else { return true }
        guard let last = noun.tokens.last else { return false }
        if noun.unit == "persons" && !isBounded { return !isPlural(last) }
        // `a 2008 raid`.
        return !isBounded && (!isPlural(last) || words.noun(passage, at: last, before: limit) == nil)
    }

    private func isPlural(_ token: Int) -> Bool {
        passage.tokens[token].isArabic || EnglishWords.isPlural(passage.tokens[token])
            || words.verbs.contains(passage.tokens[token].folded)
    }

    /// `575 B.C.`
    func isEra(_ numeral: Numeral) -> Bool { Self.eras.contains(folded(numeral.tokens.upperBound)) }

    private static let eras: Set<String> = ["b.c.", "bc", "bce", "a.d.", "ad", "ce", "b.c", "a.d"]

    private static let ofTime: Set<String> = Set(
        "in since during until till by of from before after late early mid year عام سنة في منذ العام لعام بعام قبل بعد عامي"
            .split(separator: " ").map { WordFolding.fold($0) })

    /// Months beside numbers below 32 make dates of them.
    func isDay(_ numeral: Numeral) -> Bool {
        guard numeral.isDigits, numeral.least >= 1, numeral.most <= 31, numeral.unit.isEmpty else { return false }
        let start = numeral.tokens.lowerBound, end = numeral.tokens.upperBound
        return isMonth(end) || isMonth(text(start - 1) == "." ? start - 2 : start - 1)
    }

    private func isMonth(_ place: Int) -> Bool {
        let word = folded(place)
        // "May" is a month with a capital letter only.
        return Self.months.contains(word) && (word != "may" || text(place) == "May")
    }

    private static let months: Set<String> = Set(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug \
        sep sept oct nov dec يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار \
        نيسان أيار حزيران تموز آب أيلول تشرين
        """.split { $0 == " " || $0 == "\n" }.map { WordFolding.fold($0) })
}

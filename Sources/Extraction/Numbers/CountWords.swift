// SPDX-License-Identifier: Apache-2.0

/// The words that the reader of numbers looks for: those of grammar, and the lists of the lexicon.
///
/// Lists: `person_noun` (people of any kind), `unit_noun` (value: the unit in the plural), `money_unit` (value: ISO 4217),
/// `dual_noun` (Arabic duals; value: the unit), `person_verb` (what people do or what is done to them: "20 escaped"),
/// `front_noun` (nouns before a number: "the death toll rose to 20"; value: the unit), `numbered_noun` (things that have
/// a number as their name: "highway 47").
struct CountWords: Sendable {
    let numbers = NumberWords()
    let before = (CountBound.list(CountBound.before))
    let behind = CountBound.list(CountBound.behind)
    let percent = Self.phrases([
        "%", "٪", "percent", "per cent", "pct", "percentage points", "percentage point", "في المئة", "في المائة",
        "بالمئة",
        "بالمائة",
    ])
    let persons, units, money, duals, verbs: PhraseList
    let front, numbered: PhraseList

    init(_ lexicon: Lexicon) {
        persons = lexicon.list("person_noun")
        units = lexicon.list("unit_noun")
        money = lexicon.list("money_unit")
        duals = lexicon.list("dual_noun")
        verbs = lexicon.list("person_verb")
        front = (lexicon.list("front_noun"))
        numbered = (lexicon.list("numbered_noun"))
    }

    let moneySigns = [
        "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₺": "TRY", "₽": "RUB", "₹": "INR", "﷼": "IRR",
    ]
    let times: [String: Double] = ["once": 1, "twice": 2, "thrice": 3]

    private static func phrases(_ phrases: [String]) -> PhraseList {
        var list = PhraseList()
        for phrase in phrases { list.add(phrase, value: "") }
        return list
    }

    /// A scale in letters that stand alone behind digits (`2 bn`).
    func scale(_ folded: String) -> NumberWord? {
        switch folded {
        case "bn": .scale(1e9)
        case "mn", "mln": .scale(1e6)
        case "tn", "trn": .scale(1e12)
        default: nil
        }
    }

    /// What letters right behind digits mean (`2bn`, `15km`); nil where they make a name of it (`84th`, `5G`).
    func suffix(_ folded: String, isMoney: Bool) -> (scale: Double, unit: String)? {
        switch folded {
        case "k": return (1000, "")
        case "mn", "mln", "million": return (1e6, "")
        case "bn", "billion": return (1e9, "")
        case "tn", "trn", "trillion": return (1e12, "")
        case "m" where isMoney: return (1e6, "")
        case "b" where isMoney: return (1e9, "")
        case "الف", "الفا", "الاف": return (1000, "")
        case "مليون": return (1e6, "")
        case "s", "th", "st", "nd", "rd", "d", "g", "p": return nil
        default: return units[folded].map { (1, $0) }
        }
    }

    /// What a noun counts, with the article and the ending of Arabic taken off where that is needed.
    func noun(_ passage: Passage, at token: Int, before limit: Int) -> (tokens: Range<Int>, unit: String)? {
        if let found = longest(passage, at: token, before: limit) { return found }
        guard passage.tokens[token].isArabic else { return nil }
        for form in Self.arabicForms(passage.tokens[token].folded) {
            if persons.contains(form) { return (token..<token + 1, "persons") }
            if let unit = units[form] ?? money[form] { return (token..<token + 1, unit) }
        }
        return nil
    }

    private func longest(_ passage: Passage, at token: Int, before limit: Int) -> (tokens: Range<Int>, unit: String)? {
        var best: (tokens: Range<Int>, unit: String)?
        if let found = persons.match(passage, at: token, before: limit) { best = (found.tokens, "persons") }
        for list in [units, money] {
            guard let found = list.match(passage, at: token, before: limit),
                found.tokens.count > best?.tokens.count ?? 0
            else { continue }
            best = (found.tokens, found.value)
        }
        return best
    }

    /// An Arabic word without `و`, prepositions, the article and the ending of the accusative.
    static func arabicForms(_ folded: String) -> [String] {
        var forms: [String] = []
        for prefix in ["", "و", "ال", "وال", "بال", "لل", "ل", "ب"]
        where folded.hasPrefix(prefix) && folded.count > prefix.count + 2 {
            let bare = String(folded.dropFirst(prefix.count))
            if !prefix.isEmpty { forms.append(bare) }
            if bare.hasSuffix("ا"), bare.count > 3 { forms.append(String(bare.dropLast())) }
        }
        return forms
    }

    /// What an Arabic dual counts.
    func dual(_ folded: String) -> String? {
        if let unit = duals[folded] { return unit }
        guard !duals.isEmpty, folded.hasSuffix("ن") else { return nil }
        for prefix in ["و", "ال", "وال", "بال", "لل", "ب", "ل", "ف"] where folded.hasPrefix(prefix) {
            if let unit = duals[String(folded.dropFirst(prefix.count))] { return unit }
        }
        return nil
    }

    /// Whether words of a bound end right before a token.
    func isBounded(_ passage: Passage, at token: Int) -> Bool {
        before.match(passage, endingAt: token, from: max(0, token - 4)).map { $0.value != "filler" } ?? false
    }
}

// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// A mention under way.
struct FoundMention {
    var tokens: Range<Int>
    /// The tokens of the name alone.
    var name: Range<Int>
    var kind: MentionKind
    var known: [KnownName] = []
    var isOfWorld = false
    var country = ""
    /// What the gazetteer is asked for; empty where it is not asked.
    var query = ""
    /// The name alone, which is asked for where the query is not known.
    var plain = ""
    /// The letter that Arabic writes together with the name, which is not part of it.
    var proclitic: Character?
    /// ISO 3166-1 alpha-2 of the country whose government sits there; empty for other places.
    var seat = ""
    /// What the text names right behind ("Hasakah, Syria").
    var container: PlaceContainer?
    var rules: [String]
    var doubts: [String] = []
    /// Whether it is a country that is named.
    var isCountry: Bool { known.first?.feature == .country || known.isEmpty && !country.isEmpty }
    /// The mention that holds this one, by its place in the list under way.
    var holder: Int?
}

/// One sentence: what its words are, before any place is looked for.
struct SentenceScan {
    /// What is known of a token.
    enum Mark {
        case free, embedded, person, common
    }

    let passage: Passage
    let words: MentionWords
    let finder: NameFinder
    let without: Set<String>
    let range: Range<Int>
    /// Whether every longer word has a capital, or is in capitals.
    let isTitleCase: Bool
    private(set) var marks: [Mark]
    private(set) var surnames: Set<String> = []
    var found: [FoundMention] = []
    /// Mentions by the token behind them, once all are found.
    var ends: [Int: Int] = [:]

    init(_ passage: Passage, sentence: Range<Int>, reader: MentionReader, surnames known: Set<String>) {
        self.passage = passage
        words = reader.words
        finder = reader.finder
        without = reader.without
        range = sentence
        isTitleCase = Self.isTitle(passage, sentence)
        marks = Array(repeating: .free, count: sentence.count)
        if uses("embedded_name") { markEmbedded() }
        if uses("person") { markPersons() }
        if uses("surname") { markSurnames(known) }
    }

    /// Whether a rule is to be used.
    func uses(_ rule: String) -> Bool { !without.contains(rule) }

    func mark(_ token: Int) -> Mark {
        range.contains(token) ? marks[token - range.lowerBound] : .common
    }

    func token(_ place: Int) -> Token? { range.contains(place) ? passage.tokens[place] : nil }

    mutating func set(_ tokens: Range<Int>, _ mark: Mark) {
        for token in tokens where range.contains(token) { marks[token - range.lowerBound] = mark }
    }

    private static func isTitle(_ passage: Passage, _ sentence: Range<Int>) -> Bool {
        var capitals = 0, small = 0
        for place in sentence {
            let token = passage.tokens[place]
            guard token.kind == .word, !token.isArabic, token.end - token.start >= 4 else { continue }
            if token.isCapitalized { capitals += 1 } else { small += 1 }
        }
        return capitals >= 3 && capitals >= 3 * small
    }

    private mutating func markEmbedded() {
        var place = range.lowerBound
        while place < range.upperBound {
            let token = passage.tokens[place]
            if token.kind == .word, let match = words.embedded.match(passage, at: place, before: range.upperBound),
                isWrittenAsName(match.tokens)
            {
                embed(match.tokens, rule: "embedded_name")
                place = match.tokens.upperBound
            } else {
                place += 1
            }
        }
    }

    /// Marks the name of something else, and lists it where a place is part of it.
    mutating func embed(_ tokens: Range<Int>, rule: String) {
        set(tokens, .embedded)
        guard holdsPlace(tokens) else { return }
        found.append(FoundMention(tokens: tokens, name: tokens, kind: .embedded, rules: [rule]))
    }

    private func isWrittenAsName(_ tokens: Range<Int>) -> Bool {
        guard let first = tokens.first, let last = tokens.last else { return false }
        if passage.tokens[first].isArabic { return true }
        return (passage.tokens[last].isCapitalized || tokens.count > 2)
            && (passage.tokens[first].isCapitalized || MentionWords.articles.contains(passage.tokens[first].folded))
    }

    /// Whether a name of something else holds words that a place bears.
    func holdsPlace(_ tokens: Range<Int>) -> Bool {
        tokens.contains { place in
            let token = passage.tokens[place]
            guard token.kind == .word, !MentionWords.articles.contains(token.folded) else { return false }
            if words.demonyms.contains(token.folded) || words.countries.contains(token.folded) { return true }
            if !token.isArabic, !token.isCapitalized || words.common.contains(token.folded) {
                return token.folded == "sham" || token.folded == "jazeera"
            }
            return finder.name(in: passage, at: place, before: tokens.upperBound) != nil
                || words.regions.match(passage, at: place, before: tokens.upperBound) != nil
        }
    }

    private mutating func markPersons() {
        let persons = PersonFinder(
            passage: passage, words: words, isTitleCase: isTitleCase, limit: range.upperBound)
        var place = range.lowerBound
        while place < range.upperBound {
            guard passage.tokens[place].kind == .word, mark(place) == .free, !isCompoundPlace(place),
                let person = persons.person(at: place, from: range.lowerBound),
                !(person.count == 1 && isKnownPlace(place))
            else {
                place += 1
                continue
            }
            set(person, .person)
            if let surname = persons.surname(person) { surnames.insert(surname) }
            place = person.upperBound
        }
    }

    /// A title before one word alone does not make a person of a place that is well known.
    private func isKnownPlace(_ token: Int) -> Bool {
        if words.countries.match(passage, at: token, before: range.upperBound) != nil { return true }
        guard let hit = finder.name(in: passage, at: token, before: range.upperBound) else { return false }
        return hit.prominence >= 0.45 && !words.common.contains(passage.tokens[token].folded)
    }

    /// "Abu Kamal", "Tal Abyad", "Salah al-Din": places whose first word may be a given name.
    private func isCompoundPlace(_ token: Int) -> Bool {
        guard let hit = finder.name(in: passage, at: token, before: range.upperBound), hit.words > 1, !hit.isOfWorld
        else { return false }
        if passage.tokens[token].isArabic { return hit.prominence >= 0.35 }
        let next = hit.tokens.upperBound
        // "Abu Bakr al-..." goes on.
        return
            !(next < range.upperBound && passage.tokens[next].isCapitalized && !isTitleCase
            && !words.unitKinds.contains(passage.tokens[next].folded)
            && !words.siteKinds.contains(passage.tokens[next].folded))
    }

    private mutating func markSurnames(_ known: Set<String>) {
        let all = known.union(surnames)
        guard !all.isEmpty else { return }
        for place in range where mark(place) == .free {
            let token = passage.tokens[place]
            guard token.isCapitalized, all.contains(token.folded), !isKnownPlace(place) else { continue }
            set(place..<place + 1, .person)
        }
    }
}

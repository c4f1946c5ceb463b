// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// Which names are taken for places.
extension SentenceScan {
    /// Reads the names of the sentence from left to right.
    mutating func readNames(similar: (String) -> Resolution?) {
        var place = range.lowerBound
        while place < range.upperBound {
            guard passage.tokens[place].kind == .word, mark(place) == .free else {
                place += 1
                continue
            }
            place = readDirection(at: place, similar) ?? readOne(at: place, similar) ?? place + 1
        }
    }

    /// Reads one mention without direction; the token behind it, or nil where none starts here.
    private mutating func readOne(at place: Int, _ similar: (String) -> Resolution?) -> Int? {
        if uses("demonym"), let end = readDemonym(at: place) { return end }
        if let end = readWorldName(at: place) { return end }
        if uses("gazetteer"), let end = readKnownName(at: place) { return end }
        return uses("similar") ? readSimilarName(at: place, similar) : nil
    }

    // MARK: People and countries

    private mutating func readDemonym(at place: Int) -> Int? {
        guard let match = arabicAware(words.demonyms, at: place) else { return nil }
        let first = passage.tokens[place]
        guard first.isCapitalized || first.isArabic, !isCountryInArabic(place), !isLongerName(match.tokens) else {
            return nil
        }
        if let end = embeddingEnd(match.tokens), uses("embedding") {
            embed(match.tokens.lowerBound..<end, rule: "embedding")
            return end
        }
        found.append(
            FoundMention(
                tokens: match.tokens, name: match.tokens, kind: .demonym, country: match.value, rules: ["demonym"]))
        return match.tokens.upperBound
    }

    /// "Saudi Arabia", "Syrian Arab Republic": names that begin with the word for a people.
    private func isLongerName(_ demonym: Range<Int>) -> Bool {
        let start = demonym.lowerBound
        if let country = words.countries.match(passage, at: start, before: range.upperBound),
            country.tokens.count > demonym.count
        {
            return true
        }
        guard !passage.tokens[start].isArabic, let hit = finder.name(in: passage, at: start, before: range.upperBound)
        else { return false }
        return hit.tokens.count > demonym.count
    }

    /// A phrase of a list at a token, in Arabic also behind the letters that are written together with it.
    private func arabicAware(_ list: PhraseList, at place: Int) -> (tokens: Range<Int>, value: String)? {
        if let match = list.match(passage, at: place, before: range.upperBound) { return match }
        guard passage.tokens[place].isArabic else { return nil }
        for form in ArabicForms.forms(of: passage.tokens[place].text).dropFirst() {
            let word = WordFolding.fold(form.text)
            for count in stride(from: min(4, range.upperBound - place), to: 0, by: -1) {
                let rest = count > 1 ? " " + passage.folded(place + 1..<place + count) : ""
                if let value = list[word + rest] { return (place..<place + count, value) }
            }
        }
        return nil
    }

    /// "سورية" is the country behind a preposition or a direction and an adjective behind a noun.
    private func isCountryInArabic(_ place: Int) -> Bool {
        let word = passage.tokens[place]
        guard word.isArabic, word.folded.hasSuffix("سوريه"), !word.folded.hasSuffix("السوريه") else { return false }
        guard let before = token(place - 1) else { return true }
        return word.folded != "سوريه" || words.arabicPrepositions.contains(before.folded)
            || words.directions.contains(before.folded) || words.actorVerbs.contains(before.folded)
            || !before.isArabic
    }

    private mutating func readWorldName(at place: Int) -> Int? {
        let first = passage.tokens[place]
        guard first.isCapitalized || first.isArabic else { return nil }
        if uses("country"), let match = arabicAware(words.countries, at: place), isCountry(match.tokens) {
            if let end = embeddingEnd(match.tokens), uses("embedding"), !isActorNoun(match.tokens.upperBound) {
                embed(match.tokens.lowerBound..<end, rule: "embedding")
                return end
            }
            found.append(
                FoundMention(
                    tokens: match.tokens, name: match.tokens, kind: .literal, country: match.value,
                    query: passage.text(match.tokens), proclitic: proclitic(match.tokens), rules: ["country"]))
            return match.tokens.upperBound
        }
        guard uses("world_region"), let match = arabicAware(words.regions, at: place) else { return nil }
        if let end = embeddingEnd(match.tokens), uses("embedding") {
            embed(match.tokens.lowerBound..<end, rule: "embedding")
            return end
        }
        found.append(
            FoundMention(
                tokens: match.tokens, name: match.tokens, kind: .literal, query: passage.text(match.tokens),
                rules: ["world_region"]))
        return match.tokens.upperBound
    }

    private func proclitic(_ name: Range<Int>) -> Character? {
        guard passage.tokens[name.lowerBound].isArabic, words.countries[passage.folded(name)] == nil else { return nil }
        return ArabicForms.forms(of: passage.tokens[name.lowerBound].text).last?.proclitic
    }

    /// "us" is a country in capitals alone.
    private func isCountry(_ tokens: Range<Int>) -> Bool {
        let word = passage.tokens[tokens.lowerBound]
        guard !word.isArabic, tokens.count == 1, word.folded.count <= 3 else { return true }
        return word.text.unicodeScalars.allSatisfy { $0 == "." || $0.properties.isUppercase }
            && !(isInCapitals && word.text == "US" && !isActorNoun(tokens.upperBound))
    }

    private var isInCapitals: Bool {
        range.allSatisfy {
            passage.tokens[$0].kind != .word || passage.tokens[$0].isAllCapitals || $0 == range.lowerBound
        }
    }

    // MARK: Names of other things

    /// Where a name goes on to be that of an organisation, a treaty, a medium; nil where it does not.
    func embeddingEnd(_ name: Range<Int>) -> Int? {
        guard !passage.tokens[name.lowerBound].isArabic else { return nil }
        let list = isTitleCase ? words.sureTails : words.tails
        var place = name.upperBound, end: Int?
        while place < range.upperBound, place - name.upperBound < 5 {
            let token = passage.tokens[place]
            guard token.kind == .word, token.isCapitalized, token.isSpaced else { break }
            if words.unitKinds.contains(token.folded) || words.titles.contains(token.folded) { break }
            if let tail = list.match(passage, at: place, before: range.upperBound) {
                end = tail.tokens.upperBound
                place = tail.tokens.upperBound
                continue
            }
            place += 1
        }
        return end
    }

    func isActorNoun(_ place: Int) -> Bool {
        guard let next = token(place), next.kind == .word else { return false }
        return words.actorNouns.contains(next.folded) || words.titles.contains(next.folded)
    }

    /// "University of X", "Operation X".
    private func embeddingStart(_ name: Range<Int>) -> Int? {
        guard !isTitleCase,
            let head = words.heads.match(passage, endingAt: name.lowerBound, from: range.lowerBound)
        else { return nil }
        return passage.tokens[head.tokens.lowerBound].isCapitalized ? head.tokens.lowerBound : nil
    }

    // MARK: The gazetteers

    private mutating func readKnownName(at place: Int) -> Int? {
        guard startsName(place), !isConjunction(place),
            let hit = finder.name(in: passage, at: place, before: nameLimit(place))
        else {
            return nil
        }
        if hit.isOfWorld, !uses("world") { return nil }
        if uses("embedding"), let end = embeddingEnd(hit.tokens), !isActorNoun(hit.tokens.upperBound) {
            embed(hit.tokens.lowerBound..<end, rule: "embedding")
            return end
        }
        if uses("embedding"), let start = embeddingStart(hit.tokens) {
            embed(start..<hit.tokens.upperBound, rule: "embedding")
            return hit.tokens.upperBound
        }
        let cues = cues(hit.tokens, proclitic: hit.proclitic)
        guard accepts(hit, cues) else { return nil }
        return add(hit, cues)
    }

    /// "As Turkey threatens": a word with the capital of a title or of a sentence, no article.
    private func isConjunction(_ place: Int) -> Bool {
        guard MentionWords.doubtfulArticles.contains(passage.tokens[place].folded), let next = token(place + 1),
            !NameFinder.hyphens.contains(next.text)
        else { return false }
        return isTitleCase || place == range.lowerBound
    }

    /// Names stop before words that are taken.
    private func nameLimit(_ place: Int) -> Int {
        var end = place
        while end < range.upperBound, mark(end) == .free, end - place < 12 { end += 1 }
        return end
    }

    /// A capital, an Arabic letter, or a small article before a capital.
    func startsName(_ place: Int) -> Bool {
        let token = passage.tokens[place]
        if token.isArabic || token.isCapitalized { return true }
        guard MentionWords.articles.contains(token.folded), let next = self.token(place + 1) else { return false }
        if next.isCapitalized { return !MentionWords.doubtfulArticles.contains(token.folded) }
        guard NameFinder.hyphens.contains(next.text), !next.isSpaced, let name = self.token(place + 2) else {
            return false
        }
        return name.isCapitalized
    }

    /// Adds the mention; the token behind it.
    mutating func add(_ hit: NameHit, _ cues: PlaceCues) -> Int {
        let end = cues.unitAfter?.upperBound ?? hit.tokens.upperBound
        var mention = FoundMention(
            tokens: (arabicUnit(cues.kindBefore) ?? hit.tokens.lowerBound)..<end, name: hit.tokens, kind: .literal,
            known: hit.known,
            isOfWorld: hit.isOfWorld, country: hit.best?.feature == .country ? hit.best?.country ?? "" : "",
            query: query(hit.tokens, proclitic: hit.proclitic, cues), rules: [hit.isOfWorld ? "world" : "gazetteer"])
        if cues.isKindSaid { mention.rules.append("kind_word") }
        mention.proclitic = hit.proclitic
        mention.seat = words.capitals[passage.folded(hit.tokens)] ?? words.capitals[bare(mention)] ?? ""
        if hit.proclitic == nil { mention.plain = passage.text(hit.tokens) }
        mention.container = container(behind: end)
        found.append(mention)
        return readCountryOfRegion(behind: cues.unitAfter) ?? end
    }

    /// Where a word for a unit begins that Arabic has before the name, as English has it behind.
    private func arabicUnit(_ kind: Range<Int>?) -> Int? {
        guard let kind, passage.tokens[kind.lowerBound].isArabic, Self.arabicUnits.contains(passage.folded(kind)) else {
            return nil
        }
        return kind.lowerBound
    }

    private static let arabicUnits: Set<String> = ["مدينه", "بلده", "قريه", "محافظه", "ناحيه", "قضاء", "قضا", "ولايه"]

    /// "Kurdistan region of Iraq": the country is held by the region.
    private mutating func readCountryOfRegion(behind unit: Range<Int>?) -> Int? {
        guard let unit, let last = found.last, passage.tokens[unit.lowerBound].folded == "region",
            token(unit.upperBound)?.folded == "of",
            unit.upperBound + 1 < range.upperBound, let country = countryName(at: unit.upperBound + 1)
        else { return nil }
        found[found.count - 1].tokens = last.tokens.lowerBound..<country.tokens.upperBound
        found[found.count - 1].kind = .vernacular
        found.append(
            FoundMention(
                tokens: country.tokens, name: country.tokens, kind: .nested, country: country.value,
                query: passage.text(country.tokens), rules: ["country"], holder: found.count - 1))
        return country.tokens.upperBound
    }

    /// A country at a token, by the lexicon or by the gazetteers.
    func countryName(at place: Int) -> (tokens: Range<Int>, value: String)? {
        if let match = words.countries.match(passage, at: place, before: range.upperBound) { return match }
        guard startsName(place), let hit = finder.name(in: passage, at: place, before: range.upperBound),
            let best = hit.best, best.feature == .country
        else { return nil }
        return (hit.tokens, best.country)
    }

    /// The text to ask for, with the words for its kind.
    func query(_ name: Range<Int>, proclitic: Character?, _ cues: PlaceCues) -> String {
        var text = passage.text(name)
        if let proclitic, let first = passage.tokens[name.lowerBound].text.first, first == proclitic || first == "و" {
            let form = ArabicForms.forms(of: passage.tokens[name.lowerBound].text).first { $0.proclitic == proclitic }
            let rest =
                name.lowerBound + 1 < name.upperBound ? " " + passage.text(name.lowerBound + 1..<name.upperBound) : ""
            text = (form?.text ?? passage.tokens[name.lowerBound].text) + rest
        }
        if let after = cues.unitAfter ?? cues.siteAfter { return "\(text) \(Self.singular(passage.text(after)))" }
        guard let before = cues.kindBefore else { return text }
        let kind = passage.folded(before)
        if passage.tokens[before.lowerBound].isArabic {
            return Self.arabicKinds.contains(kind) ? "\(kind) \(text)" : text
        }
        return Self.queryKinds.contains { kind.hasPrefix($0) } ? "\(kind) \(text)" : text
    }

    /// "Camps" behind two names is the kind of each.
    private static func singular(_ kind: String) -> String {
        if kind.hasSuffix("ies") { return kind.dropLast(3) + "y" }
        let isPlural =
            kind.hasSuffix("s") && !kind.hasSuffix("ss") && !kind.hasSuffix("ins") && !kind.hasSuffix("skirts")
        return isPlural ? String(kind.dropLast()) : kind
    }

    private static let queryKinds = [
        "city of", "town of", "village of", "province of", "governorate of", "district of", "camp of", "countryside of",
        "outskirts of", "suburb",
    ]
    private static let arabicKinds: Set<String> = [
        "مدينه", "بلده", "قريه", "محافظه", "ناحيه", "قضا", "قضاء", "حي", "مخيم", "سجن", "قاعده", "مطار", "معبر", "ريف",
        "سد",
        "منفذ", "حقل", "جسر", "ولايه", "اقليم", "جبل",
    ]
}

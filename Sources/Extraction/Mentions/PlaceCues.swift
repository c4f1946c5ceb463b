// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// A country or province that is named around a place.
struct PlaceContainer {
    let tokens: Range<Int>
    let country: String
    /// ISO 3166-2; empty for a country.
    var province = ""
    /// Whether a comma alone stands between, as in a list.
    var isBehindComma = false
}

/// What the words around a name say about whether it is a place.
struct PlaceCues {
    /// A word for a kind of place right before it ("town of", "مدينة"), with its tokens.
    var kindBefore: Range<Int>?
    /// A word for a unit right behind it ("province"), and one for a site or its surroundings ("camp", "countryside").
    var unitAfter: Range<Int>?, siteAfter: Range<Int>?
    /// Whether a preposition or a verb that takes places stands before it.
    var hasPreposition = false
    /// The word of place before it is one that only places follow ("in", "near").
    var isFirmPreposition = false
    /// Whether it stands beside a place in a list.
    var isListed = false
    /// Whether a known country or province follows behind a comma.
    var hasContainer = false
    /// Whether capitalised words that are no places stand right before or behind it.
    var isRunBefore = false, isRunAfter = false

    /// Whether words say what kind of place it is.
    var isKindSaid: Bool { kindBefore != nil || unitAfter != nil || siteAfter != nil }
    var isAny: Bool { isKindSaid || hasPreposition || isListed || hasContainer }
}

extension SentenceScan {
    /// The cues around a name.
    func cues(_ name: Range<Int>, proclitic: Character?) -> PlaceCues {
        var cues = PlaceCues()
        let isArabic = passage.tokens[name.lowerBound].isArabic
        let before = withoutArticle(name.lowerBound)
        if uses("kind_word") {
            if let kind = words.kindsBefore.match(passage, endingAt: before, from: range.lowerBound) {
                if !isArabic || proclitic == nil { cues.kindBefore = kind.tokens }
            }
            if !isArabic {
                cues.unitAfter = words.unitKinds.match(passage, at: name.upperBound, before: range.upperBound)?.tokens
                cues.siteAfter = words.siteKinds.match(passage, at: name.upperBound, before: range.upperBound)?.tokens
            }
        }
        addPreposition(before, proclitic, isArabic, &cues)
        cues.isListed = isListed(name)
        cues.hasContainer = container(behind: cues.unitAfter?.upperBound ?? name.upperBound) != nil
        if !isArabic, !isTitleCase { addRuns(name, &cues) }
        return cues
    }

    private func withoutArticle(_ start: Int) -> Int {
        guard let before = token(start - 1), before.folded == "the" || before.folded == "\"" || before.text == "“"
        else { return start }
        return start - 1
    }

    private func addPreposition(_ before: Int, _ proclitic: Character?, _ isArabic: Bool, _ cues: inout PlaceCues) {
        if let proclitic, "بل".contains(proclitic) {
            cues.hasPreposition = true
            cues.isFirmPreposition = proclitic == "ب"
        }
        guard let word = token(before - 1), proclitic == nil || isArabic else { return }
        if isArabic {
            guard words.arabicPrepositions.match(passage, endingAt: before, from: range.lowerBound) != nil else {
                return
            }
            cues.hasPreposition = true
            cues.isFirmPreposition = word.folded == "في" || word.folded == "قرب"
        } else if words.prepositions.contains(word.folded) {
            cues.hasPreposition = true
            cues.isFirmPreposition = Self.firm.contains(word.folded)
        }
    }

    static let firm: Set<String> = ["in", "near", "outside", "around", "toward", "towards", "inside", "throughout"]

    /// Beside a mention that was found before: "Hajin and Gharanij", "Rawa, Anah".
    private func isListed(_ name: Range<Int>) -> Bool {
        guard let last = found.last(where: { $0.kind != .demonym && $0.tokens.upperBound <= name.lowerBound }) else {
            return false
        }
        guard last.kind.mayBeEventPlace else { return false }
        let between = last.tokens.upperBound..<name.lowerBound
        if between.isEmpty { return passage.tokens[name.lowerBound].folded.hasPrefix("و") }
        guard between.count <= 3 else { return false }
        return between.allSatisfy { Self.joints.contains(passage.tokens[$0].folded) }
    }

    static let joints: Set<String> = [",", "and", "&", "or", "/", "،", "و", "to", "-", "–", "او", "the", "both"]

    /// The country or province behind a comma or "in": "Hasakah, Syria", "Sinjar in the countryside of Idlib".
    func container(behind end: Int) -> PlaceContainer? {
        guard let joint = token(end), [",", "،", "in", "at", "في"].contains(joint.folded) else { return nil }
        var start = end + 1
        let isIn = joint.text != "," && joint.text != "،"
        while isIn, let word = token(start), start < end + 6, !word.isCapitalized,
            isFillerOfContainer(word.folded)
        {
            start += 1
        }
        guard start < range.upperBound, startsName(start) else { return nil }
        if let direction = words.directions.match(passage, at: start, before: range.upperBound), isIn,
            finder.name(in: passage, at: start, before: range.upperBound) == nil
        {
            start = direction.tokens.upperBound
            guard start < range.upperBound, startsName(start) else { return nil }
        }
        if let country = words.countries.match(passage, at: start, before: range.upperBound) {
            return PlaceContainer(tokens: country.tokens, country: country.value, isBehindComma: !isIn)
        }
        return container(named: start, isBehindComma: !isIn)
    }

    private func isFillerOfContainer(_ word: String) -> Bool {
        ["the", "of", "center", "centre"].contains(word) || words.directions.contains(word) || word == "countryside"
            || words.kindsBefore.contains(word)
    }

    private func container(named start: Int, isBehindComma: Bool) -> PlaceContainer? {
        guard let hit = finder.name(in: passage, at: start, before: range.upperBound), let best = hit.best else {
            return nil
        }
        switch best.feature {
        case .country:
            return PlaceContainer(tokens: hit.tokens, country: best.country, isBehindComma: isBehindComma)
        case .governorate, .vernacularRegion:
            return PlaceContainer(
                tokens: hit.tokens, country: best.country, province: best.province, isBehindComma: isBehindComma)
        default: return nil
        }
    }

    private func addRuns(_ name: Range<Int>, _ cues: inout PlaceCues) {
        if let before = token(name.lowerBound - 1), before.isCapitalized, before.kind == .word,
            name.lowerBound - 1 > range.lowerBound || !isOrdinary(before),
            !isExplained(name.lowerBound - 1)
        {
            cues.isRunBefore = true
        }
        if let after = token(name.upperBound), after.isCapitalized, after.isSpaced, !isExplained(name.upperBound) {
            cues.isRunAfter = true
        }
    }

    /// A word that may begin a sentence without being part of a name.
    private func isOrdinary(_ token: Token) -> Bool {
        words.common.contains(token.folded) || words.prepositions.contains(token.folded)
            || token.folded.count <= 3
    }

    /// Whether a capitalised word beside a name is something of its own: a kind, a title, people, another place.
    private func isExplained(_ place: Int) -> Bool {
        let word = passage.tokens[place].folded
        if words.unitKinds.contains(word) || words.siteKinds.contains(word) || words.demonyms.contains(word)
            || words.directions.contains(word) || words.kindsBefore.contains(word)
            || words.prepositions.contains(word) || words.common.contains(word) && mark(place) == .free
        {
            return true
        }
        // What stands beside the name was found right before it.
        if found.suffix(3).contains(where: { $0.tokens.contains(place) && $0.kind != .embedded }) { return true }
        return words.countries.match(passage, at: place, before: range.upperBound) != nil
            || finder.name(in: passage, at: place, before: range.upperBound)?.best.map {
                $0.feature == .country || $0.feature == .governorate
            } == true
    }
}

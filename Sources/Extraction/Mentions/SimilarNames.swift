// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// Names that the gazetteer spells in another way, or does not have, where the words around them say that they are places.
extension SentenceScan {
    private static let longest = 4

    mutating func readSimilarName(at place: Int, _ similar: (String) -> Resolution?) -> Int? {
        guard !passage.tokens[place].isArabic, startsName(place), !isNameOfOther(place) else { return nil }
        let tokens = place..<end(of: place)
        guard tokens.count > 0, mayBeName(tokens) else { return nil }
        let cues = cues(tokens, proclitic: nil)
        guard
            cues.kindBefore != nil || cues.unitAfter != nil || cues.siteAfter != nil || cues.hasPreposition
                || cues.isListed || cues.hasContainer, !cues.isRunBefore, !cues.isRunAfter, embeddingEnd(tokens) == nil
        else { return nil }
        let isSaid = isSaidToBePlace(tokens, cues)
        // What no word calls a place must be one that is written nearly so.
        let isKindCarried =
            cues.siteAfter != nil && cues.siteAfter.map { Self.sites.contains(passage.folded($0)) } == true
        let answer =
            similar(passage.text(tokens))
            ?? (isKindCarried ? similar(query(tokens, proclitic: nil, cues)) : nil)
        guard answer?.match != nil || isSaid else { return nil }
        if isTitleCase, !cues.isKindSaid, answer?.match == nil { return nil }
        let end = cues.unitAfter?.upperBound ?? tokens.upperBound
        var mention = FoundMention(
            tokens: place..<end, name: tokens, kind: .literal, query: query(tokens, proclitic: nil, cues),
            rules: [answer?.match == nil ? "kind_word" : "similar"])
        mention.plain = passage.text(tokens)
        mention.container = container(behind: end)
        found.append(mention)
        return end
    }

    private func isSaidToBePlace(_ tokens: Range<Int>, _ cues: PlaceCues) -> Bool {
        if isTitleCase { return false }
        if let before = cues.kindBefore {
            let kind = passage.folded(before)
            return kind.hasSuffix(" of")
                ? Self.settlements.contains { kind.hasPrefix($0) } : Self.settlements.contains(kind)
        }
        if let after = cues.unitAfter { return Self.units.contains(passage.folded(after)) }
        if let site = cues.siteAfter, Self.sites.contains(passage.folded(site)) { return true }
        if isBesideSettlement(tokens, cues) { return true }
        return cues.hasContainer && hasPlacingWord(tokens)
            || passage.tokens[tokens.lowerBound - (tokens.lowerBound > range.lowerBound ? 1 : 0)].folded == "near"
    }

    /// "to Xyz, Syria" is a place, "against Xyz in Syria" is somebody.
    private func hasPlacingWord(_ tokens: Range<Int>) -> Bool {
        guard let before = token(tokens.lowerBound - 1) else { return false }
        return Self.firm.contains(before.folded) || ["at", "from", "to", "of"].contains(before.folded)
    }

    /// "in Xyz, Sarmin and Abc": beside a settlement of the study in a list.
    private func isBesideSettlement(_ tokens: Range<Int>, _ cues: PlaceCues) -> Bool {
        if cues.isListed, let last = found.last, let known = last.known.first, known.isHome,
            known.feature.isSettlement || known.feature == .governorate, last.kind == .literal
        {
            return cues.hasPreposition || passage.tokens[tokens.lowerBound - 1].folded == "and"
        }
        guard cues.isFirmPreposition, let joint = token(tokens.upperBound), Self.joints.contains(joint.folded),
            tokens.upperBound + 1 < range.upperBound,
            let hit = finder.name(in: passage, at: tokens.upperBound + 1, before: range.upperBound)
        else { return false }
        return hit.best?.isHome == true && hit.best?.feature.isSettlement == true
    }

    private static let sites: Set<String> = [
        "mountains", "mountain", "valley", "river", "island", "lake", "dam", "airbase", "camp", "prison", "crossing",
        "oil field", "gas field", "refinery", "bridge", "air base", "military airport",
    ]
    private static let settlements: Set<String> = [
        "island",
        "city", "town", "village", "villages", "towns", "province", "district", "neighborhood", "neighbourhood",
        "governorate", "subdistrict",
    ]
    private static let units: Set<String> = [
        "province", "governorate", "district", "subdistrict", "village", "villages", "town", "city", "neighborhood",
        "neighbourhood", "suburb", "region",
    ]

    private func end(of start: Int) -> Int {
        var place = start, end = start, words = 0
        while place < range.upperBound, words < Self.longest, mark(place) == .free {
            let token = passage.tokens[place]
            if token.kind == .word, MentionWords.articles.contains(token.folded) {
                place += 1
                continue
            }
            if token.isCapitalized, place == start || !isWordOfPlaces(token.folded) {
                words += 1
                end = place + 1
            } else if !(NameFinder.hyphens.contains(token.text) && !token.isSpaced && place > start) {
                break
            }
            place += 1
        }
        return end
    }

    private func isWordOfPlaces(_ word: String) -> Bool {
        words.unitKinds.contains(word) || words.siteKinds.contains(word)
    }

    private func isNameOfOther(_ place: Int) -> Bool {
        let token = passage.tokens[place]
        return words.titles.contains(token.folded) || token.isAllCapitals || isWordOfPlaces(token.folded)
            || words.directions.contains(token.folded)
    }

    private func mayBeName(_ tokens: Range<Int>) -> Bool {
        let nouns = tokens.filter {
            passage.tokens[$0].kind == .word && !MentionWords.articles.contains(passage.tokens[$0].folded)
        }
        guard let first = nouns.first, nouns.contains(where: { passage.tokens[$0].folded.count >= 4 }) else {
            return false
        }
        if nouns.count == 1, words.common.contains(passage.tokens[first].folded) { return false }
        return !nouns.allSatisfy { words.common.contains(passage.tokens[$0].folded) }
            && !nouns.contains { words.givenNames.contains(passage.tokens[$0].folded) && tokens.count == 1 }
    }
}

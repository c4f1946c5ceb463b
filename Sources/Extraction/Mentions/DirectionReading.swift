// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// Regions of common speech: "northeastern Syria", "northern countryside of Aleppo", "eastern part of the country".
extension SentenceScan {
    /// Reads a region that starts with a point of the compass; the token behind it, or nil where none starts here.
    mutating func readDirection(at place: Int, _ similar: (String) -> Resolution?) -> Int? {
        guard uses("direction"), let direction = direction(at: place) else { return nil }
        if let end = readPartOfCountry(direction) { return end }
        guard let start = nameStart(behind: direction.upperBound) else { return nil }
        let before = found.count
        guard let hit = regionName(at: start, similar), found.count == before else { return nil }
        let end = hit.tokens.upperBound
        let kind = words.siteKinds.match(passage, at: end, before: range.upperBound)?.tokens
        let isCountryside = kind.map { passage.tokens[$0.lowerBound].folded == "countryside" } ?? false
        let whole = direction.lowerBound..<(isCountryside ? kind?.upperBound ?? end : end)
        var region = FoundMention(
            tokens: whole, name: hit.tokens, kind: .vernacular, known: [], isOfWorld: hit.isOfWorld,
            country: "", query: passage.text(whole), rules: ["direction"])
        region.container = container(behind: whole.upperBound)
        if hit.isOfWorld { region.query = "" }
        found.append(region)
        var nested = hit
        nested.kind = .nested
        nested.holder = found.count - 1
        nested.rules.append("direction")
        found.append(nested)
        return whole.upperBound
    }

    /// The tokens of a direction; "north and west" is one too.
    private func direction(at place: Int) -> Range<Int>? {
        var first = place
        if passage.tokens[place].isArabic, words.directions.match(passage, at: place, before: range.upperBound) == nil {
            guard let form = ArabicForms.forms(of: passage.tokens[place].text).last, form.proclitic != nil,
                words.directions.contains(WordFolding.fold(form.text))
            else { return nil }
            var end = place + 1
            while end < range.upperBound, words.directions.contains(passage.tokens[end].folded) { end += 1 }
            return place..<end
        }
        guard let match = words.directions.match(passage, at: place, before: range.upperBound) else { return nil }
        first = match.tokens.upperBound
        while first + 1 < range.upperBound, ["and", "-", "و"].contains(passage.tokens[first].folded),
            let more = words.directions.match(passage, at: first + 1, before: range.upperBound)
        {
            first = more.tokens.upperBound
        }
        return place..<first
    }

    private mutating func readPartOfCountry(_ direction: Range<Int>) -> Int? {
        guard let part = words.partsOfCountry.match(passage, at: direction.upperBound, before: range.upperBound) else {
            return nil
        }
        found.append(
            FoundMention(
                tokens: direction.lowerBound..<part.tokens.upperBound, name: direction, kind: .vernacular,
                query: passage.text(direction), rules: ["part_of_country"]))
        return part.tokens.upperBound
    }

    /// Where the name begins behind a direction: behind "of", "part of", "countryside of", "the".
    private func nameStart(behind end: Int) -> Int? {
        var place = end
        if let kind = words.siteKinds.match(passage, at: place, before: range.upperBound)
            ?? words.kindsBefore.match(passage, at: place, before: range.upperBound), !isName(place)
        {
            place = kind.tokens.upperBound
        }
        if let part = token(place), ["part", "parts", "side", "half", "edge"].contains(part.folded) { place += 1 }
        if let of = token(place), of.folded == "of" || of.folded == "to" && place > end { place += 1 }
        if let the = token(place), the.folded == "the" || the.folded == "al" && !startsName(place) { place += 1 }
        guard place < range.upperBound, startsName(place), mark(place) == .free else { return nil }
        return place
    }

    private func isName(_ place: Int) -> Bool {
        guard passage.tokens[place].isCapitalized else { return false }
        return finder.name(in: passage, at: place, before: range.upperBound)?.words ?? 0 > 1
    }

    /// The place whose part is meant, as a mention that is not listed yet.
    private mutating func regionName(at start: Int, _ similar: (String) -> Resolution?) -> FoundMention? {
        let before = found.count
        defer { found.removeSubrange(before...) }
        if words.demonyms.match(passage, at: start, before: range.upperBound) != nil { return nil }
        if let country = countryOrRegion(at: start) { return country }
        guard let hit = finder.name(in: passage, at: start, before: range.upperBound),
            !hit.tokens.contains(where: { mark($0) != .free }),
            embeddingEnd(hit.tokens) == nil || isTitleCase
        else { return nil }
        var cues = cues(hit.tokens, proclitic: hit.proclitic)
        cues.hasPreposition = true
        cues.isFirmPreposition = true
        cues.isRunBefore = false
        guard accepts(hit, cues) else { return nil }
        _ = add(hit, cues)
        return found.last
    }

    private func countryOrRegion(at start: Int) -> FoundMention? {
        guard
            let match = words.countries.match(passage, at: start, before: range.upperBound)
                ?? words.regions.match(passage, at: start, before: range.upperBound)
        else { return nil }
        return FoundMention(
            tokens: match.tokens, name: match.tokens, kind: .literal, country: match.value,
            query: passage.text(match.tokens), rules: ["country"])
    }
}

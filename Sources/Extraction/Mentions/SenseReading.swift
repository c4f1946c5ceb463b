// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// In which sense a name is meant: the place, its government, or what belongs to it.
extension SentenceScan {
    /// Settles the senses of names that were read as places.
    mutating func readSenses() {
        for (number, mention) in found.enumerated() { ends[mention.tokens.upperBound] = number }
        for number in found.indices where found[number].kind == .literal || found[number].kind == .nested {
            if let rule = actorRule(found[number]) {
                found[number].kind = .metonym
                found[number].rules.insert(rule, at: 0)
                if found[number].country.isEmpty { found[number].country = seatCountry(found[number]) }
            } else if found[number].kind == .literal, isPossessive(found[number].tokens) {
                found[number].kind = .possessive
                found[number].rules.append("possessive")
            }
        }
        readJointSubjects()
    }

    /// "Damascus and Tehran signed": who does something together with a government is one.
    private mutating func readJointSubjects() {
        guard uses("actor_pair") else { return }
        for number in found.indices.dropLast() where found[number].kind == .literal && isSeat(found[number]) {
            let next = found[number + 1]
            let between = found[number].tokens.upperBound..<max(found[number].tokens.upperBound, next.tokens.lowerBound)
            guard next.kind == .metonym, next.rules.first == "actor_verb", between.count == 1,
                passage.tokens[between.lowerBound].folded == "and", !isPlaced(found[number])
            else { continue }
            found[number].kind = .metonym
            found[number].rules.insert("actor_pair", at: 0)
            found[number].country = seatCountry(found[number])
        }
    }

    private func isPlaced(_ mention: FoundMention) -> Bool {
        token(before(mention)).map { words.prepositions.contains($0.folded) } ?? false
    }

    private func isPossessive(_ tokens: Range<Int>) -> Bool {
        uses("possessive") && token(tokens.upperBound)?.kind == .possessive
    }

    private func seatCountry(_ mention: FoundMention) -> String {
        words.capitals[passage.folded(mention.name)] ?? words.capitals[bare(mention)] ?? mention.known.first?.country
            ?? ""
    }

    /// The folded name without the letters that Arabic writes together with it.
    func bare(_ mention: FoundMention) -> String {
        guard let first = mention.name.first, let proclitic = mention.proclitic,
            let form = ArabicForms.forms(of: passage.tokens[first].text).first(where: { $0.proclitic == proclitic })
        else { return passage.folded(mention.name) }
        let rest = mention.name.dropFirst().map { passage.tokens[$0].folded }
        return ([WordFolding.fold(form.text)] + rest).joined(separator: " ")
    }

    private func isSeat(_ mention: FoundMention) -> Bool {
        mention.tokens == mention.name
            && (words.capitals.contains(passage.folded(mention.name))
                || words.capitals.contains(bare(mention)))
    }

    private func isCountry(_ mention: FoundMention) -> Bool {
        !mention.country.isEmpty || mention.known.first?.feature == .country
    }

    private func isAbbreviation(_ mention: FoundMention) -> Bool {
        mention.name.count == 1 && mention.country != "" && passage.tokens[mention.name.lowerBound].folded.count <= 4
            && passage.tokens[mention.name.lowerBound].text.unicodeScalars.allSatisfy {
                $0 == "." || $0.properties.isUppercase
            } && !passage.tokens[mention.name.lowerBound].isArabic
    }

    /// The rule by which a government is meant; nil for the place.
    private func actorRule(_ mention: FoundMention) -> String? {
        let isSeat = isSeat(mention), isCountry = isCountry(mention)
        guard isSeat || isCountry, mention.holder == nil else { return nil }
        if uses("abbreviation"), isAbbreviation(mention), let rule = abbreviationRule(mention) { return rule }
        if passage.tokens[mention.name.lowerBound].isArabic {
            return arabicActorRule(mention, isSeat: isSeat)
        }
        if uses("actor_compound"), isInActorCompound(mention) { return "actor_compound" }
        if uses("actor_noun"), isActorNounBehind(mention, isSeat: isSeat) { return "actor_noun" }
        if uses("actor_owner"), isSeat, ownsPolitics(mention) { return "actor_owner" }
        if uses("actor_object"), isObject(mention) { return "actor_object" }
        if uses("actor_talks"), isPartyOfTalks(mention, isSeat: isSeat) { return "actor_talks" }
        if uses("actor_verb"), isSubject(mention, isSeat: isSeat) { return "actor_verb" }
        if uses("actor_pair"), isBesideActor(mention, isSeat: isSeat) { return "actor_pair" }
        return nil
    }

    // MARK: US, UK

    /// "US military", "US-led", "the US is leaving" are the state, "in the US" is the country.
    private func abbreviationRule(_ mention: FoundMention) -> String? {
        let next = token(mention.tokens.upperBound)
        if let next, next.text == "-", !next.isSpaced { return "abbreviation" }
        if next?.kind == .possessive { return nil }
        let isPlaced = token(before(mention)).map { Self.placing.contains($0.folded) } ?? false
        if let next, next.isWord, !Self.functionWords.contains(next.folded) { return "abbreviation" }
        return isPlaced ? nil : "abbreviation"
    }

    private static let placing: Set<String> = [
        "in", "to", "from", "into", "across", "inside", "within", "throughout", "entering", "enter", "entered",
    ]
    private static let functionWords: Set<String> = [
        "and", "or", "in", "on", "for", "to", "by", "with", "after", "since", "during", "as", "at", "from", "of", "but",
        "before", "who", "which", "that", "while", "where", "when", "via", "if", "over", "under", "against", "amid",
    ]

    /// The token before a mention and its article.
    private func before(_ mention: FoundMention) -> Int {
        let place = mention.tokens.lowerBound - 1
        return token(place)?.folded == "the" ? place - 1 : place
    }

    // MARK: English

    private func isActorNounBehind(_ mention: FoundMention, isSeat: Bool) -> Bool {
        guard let next = token(mention.tokens.upperBound), next.isWord, next.isSpaced else { return false }
        if isSeat, !["administration", "government", "regime", "authorities", "leadership"].contains(next.folded) {
            return false
        }
        return words.actorNouns.contains(next.folded)
    }

    /// "Iran-backed", "Ankara-loyal", "pro-Iran".
    private func isInActorCompound(_ mention: FoundMention) -> Bool {
        let end = mention.tokens.upperBound, start = mention.tokens.lowerBound
        if let hyphen = token(end), hyphen.text == "-" || hyphen.text == "–", let word = token(end + 1) {
            if Self.compounds.contains(word.folded) { return true }
        }
        guard let hyphen = token(start - 1), hyphen.text == "-", let word = token(start - 2) else { return false }
        return word.folded == "pro" || word.folded == "anti"
    }

    private static let compounds: Set<String> = [
        "backed", "led", "aligned", "linked", "allied", "supported", "sponsored", "loyal", "brokered", "funded",
        "trained", "mediated", "friendly", "affiliated", "armed", "imposed", "appointed",
    ]

    private func ownsPolitics(_ mention: FoundMention) -> Bool {
        guard token(mention.tokens.upperBound)?.kind == .possessive else { return false }
        for place in mention.tokens.upperBound + 1..<mention.tokens.upperBound + 4 {
            guard let word = token(place), word.isWord else { return false }
            if words.ownedNouns.contains(word.folded) { return true }
        }
        return false
    }

    private func isObject(_ mention: FoundMention) -> Bool {
        // "warned Iraq will lose" is about what Iraq does.
        if let next = token(mention.tokens.upperBound), Self.finite.contains(next.folded) { return false }
        return words.actorObjects.match(passage, endingAt: before(mention) + 1, from: range.lowerBound) != nil
    }

    /// "talks with Damascus", "between Damascus and the SDF".
    private func isPartyOfTalks(_ mention: FoundMention, isSeat: Bool) -> Bool {
        let place = before(mention)
        if token(place)?.folded == "with" {
            return (place - 3..<place).contains { token($0).map { words.talks.contains($0.folded) } ?? false }
        }
        guard isSeat || isTalksNear(mention.tokens.lowerBound) else { return false }
        return isBetween(mention, isSeat: isSeat)
    }

    private func isTalksNear(_ place: Int) -> Bool {
        (place - 8..<place).contains { token($0).map { words.talks.contains($0.folded) } ?? false }
    }

    private func isBetween(_ mention: FoundMention, isSeat: Bool) -> Bool {
        guard
            let start = (mention.tokens.lowerBound - 10..<mention.tokens.lowerBound).last(where: {
                token($0)?.folded == "between"
            })
        else { return false }
        if isTalksNear(start + 1) { return true }
        let end = min(mention.tokens.upperBound + 8, range.upperBound)
        return isSeat && (start + 1..<end).contains { isActor($0) && !mention.tokens.contains($0) }
    }

    /// An organisation: letters alone, or marked as one.
    private func isActor(_ place: Int) -> Bool {
        guard let word = token(place) else { return false }
        if mark(place) == .embedded { return true }
        if word.isAllCapitals, word.text.count >= 3, ends[place + 1] == nil {
            return true
        }
        return ["forces", "kurds", "group", "militants", "factions", "rebels", "government"].contains(word.folded)
    }

    private func isSubject(_ mention: FoundMention, isSeat: Bool) -> Bool {
        if token(before(mention)).map({ words.prepositions.contains($0.folded) && !Self.alsoVerbs.contains($0.folded) })
            == true
        {
            return false
        }
        if isLastOfPlaces(mention, depth: 0) { return false }
        var place = mention.tokens.upperBound
        while let word = token(place),
            Self.auxiliaries.contains(word.folded) || word.folded.hasSuffix("ly") && word.isWord
        {
            place += 1
        }
        if mention.country == "US" || mention.country == "GB", place > mention.tokens.upperBound { return true }
        guard let word = token(place), word.isWord, !word.isCapitalized || isTitleCase else { return false }
        if words.actorVerbs.match(passage, at: place, before: range.upperBound) != nil { return true }
        return isSeat && place > mention.tokens.upperBound
            && (token(mention.tokens.upperBound).map { ["has", "had", "have", "will", "would"].contains($0.folded) }
                ?? false)
    }

    /// "in Germany, Sweden and the Netherlands": the end of a list of places does nothing itself.
    private func isLastOfPlaces(_ mention: FoundMention, depth: Int) -> Bool {
        var place = before(mention)
        guard let joint = token(place), joint.text == "," || joint.folded == "and" || joint.folded == "or" else {
            return false
        }
        while let word = token(place), word.text == "," || word.folded == "and" || word.folded == "or" { place -= 1 }
        guard depth < Self.longestList, let number = ends[place + 1] else { return false }
        let other = found[number]
        return other.kind.mayBeEventPlace
            && (joint.text == "," || isPlaced(other) || isLastOfPlaces(other, depth: depth + 1))
    }

    private static let longestList = 8

    private static let alsoVerbs: Set<String> = ["hit", "target", "targets", "that", "control"]
    private static let finite: Set<String> = [
        "will", "would", "has", "had", "is", "was", "could", "may", "might", "should", "can", "must", "cannot",
    ]
    private static let auxiliaries: Set<String> = [
        "has", "have", "had", "is", "was", "will", "would", "also", "could", "may", "might", "should", "did", "does",
        "not", "again", "once", "never", "be", "been", "already", "itself", "are", "were", "cannot", "must",
    ]

    /// "Damascus and the SDF have failed", "YPG and/or Damascus".
    private func isBesideActor(_ mention: FoundMention, isSeat: Bool) -> Bool {
        guard isSeat else { return false }
        func joins(_ place: Int) -> Bool { token(place).map { ["and", "&", "or", "/"].contains($0.folded) } ?? false }
        var left = mention.tokens.lowerBound - 1
        while joins(left) { left -= 1 }
        if left < mention.tokens.lowerBound - 1, isActor(left) { return true }
        var right = mention.tokens.upperBound
        while joins(right) { right += 1 }
        guard right > mention.tokens.upperBound else { return false }
        if token(right)?.folded == "the" { right += 1 }
        return isActor(right)
    }

    // MARK: Arabic

    private func arabicActorRule(_ mention: FoundMention, isSeat: Bool) -> String? {
        let first = mention.tokens.lowerBound, end = mention.tokens.upperBound
        let isFree = mention.proclitic == nil || mention.proclitic == "و"
        if uses("actor_verb"), isFree, mention.tokens == mention.name {
            if let verb = token(first - 1), words.actorVerbs.contains(verb.folded) { return "actor_verb" }
            let isStart =
                first == range.lowerBound || !(token(first - 1)?.isArabic ?? false)
                || words.personVerbs.contains(token(first - 1)?.folded ?? "") || token(first - 1)?.folded == "ان"
            if isStart, let verb = token(end), words.actorVerbs.contains(verb.folded) { return "actor_verb" }
        }
        if uses("actor_object"), isSeat,
            words.actorObjects.match(passage, endingAt: first, from: range.lowerBound) != nil
        {
            return "actor_object"
        }
        guard uses("actor_talks"), isSeat else { return nil }
        if isBetweenInArabic(mention) { return "actor_talks" }
        guard token(first - 1)?.folded == "مع",
            (first - 4..<first - 1).contains(where: { token($0).map { words.talks.contains($0.folded) } ?? false })
        else { return nil }
        return "actor_talks"
    }

    private func isBetweenInArabic(_ mention: FoundMention) -> Bool {
        let first = mention.tokens.lowerBound
        guard let start = (first - 5..<first).last(where: { token($0)?.folded == "بين" }) else { return false }
        if (start - 4..<start).contains(where: { token($0).map { words.talks.contains($0.folded) } ?? false }) {
            return true
        }
        return (start + 1..<min(mention.tokens.upperBound + 4, range.upperBound)).contains {
            !mention.tokens.contains($0)
                && (mark($0) == .embedded || Self.arabicActors.contains(passage.tokens[$0].folded))
        }
    }

    private static let arabicActors: Set<String> = [
        "قسد", "وقسد", "والاداره", "وقوات", "الاكراد", "والاكراد", "وحماس", "وحزب",
    ]
}

// SPDX-License-Identifier: Apache-2.0

import Articles
import Incidents

/// Finds groups, offices, media and roles in a sentence.
struct ActorReader: Sendable {
    private let groups, outlets, roles, anonymous, captives: PhraseList

    init(_ lexicon: Lexicon) {
        captives = lexicon.list("captive_noun")
        groups = lexicon.list("group").readingPrefixes
        outlets = lexicon.list("outlet").readingPrefixes
        roles = lexicon.list("role_noun").readingPrefixes
        anonymous = lexicon.list("anonymous")
    }

    /// The actors of a sentence, in order and without overlap.
    /// - Parameter government: the government that was named last, which "the government" means.
    func actors(
        in passage: Passage, _ sentence: Range<Int>, places: [PlaceMention], government known: ActorMention? = nil
    ) -> [ActorMention] {
        var found: [ActorMention] = []
        var token = sentence.lowerBound
        while token < sentence.upperBound {
            if let actor = named(passage, at: token, sentence)
                ?? role(passage, at: token, sentence, places, after: found.last?.tokens.upperBound)
                ?? government(passage, at: token, places)
                ?? sameGovernment(passage, at: token, sentence, known)
            {
                found.append(actor)
                token = actor.tokens.upperBound
            } else {
                token += 1
            }
        }
        return Self.joined(found, passage)
    }

    // MARK: - Named groups

    private func named(_ passage: Passage, at token: Int, _ sentence: Range<Int>) -> ActorMention? {
        if let (tokens, value) = match(groups, passage, at: token, before: sentence.upperBound) {
            let parts = value.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4 else { return nil }
            return ActorMention(
                tokens: tokens, name: parts[0], role: parts[1] == "party" ? .armed : .authority, root: parts[3],
                rootKind: RootSourceKind(rawValue: parts[1]) ?? .secondary, country: parts[2], isAnonymous: false,
                rule: isAdjective(tokens, passage, sentence) ? "group_as_adjective" : "named_group")
        }
        guard let (tokens, value) = match(outlets, passage, at: token, before: sentence.upperBound) else { return nil }
        let parts = value.split(separator: ";").map(String.init)
        let name = parts.first ?? passage.text(tokens)
        return ActorMention(
            tokens: tokens, name: name, role: .outlet, root: name,
            rootKind: parts.count > 1 ? RootSourceKind(rawValue: parts[1]) ?? .media : .media, country: "",
            isAnonymous: false, rule: "outlet")
    }

    /// "ISIS prisoners": those who are held, not the group.
    private func isAdjective(_ tokens: Range<Int>, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
        tokens.upperBound < sentence.upperBound
            && captives.match(passage, at: tokens.upperBound, before: sentence.upperBound) != nil
    }

    /// Short names are words too (`IS`, `AP`, `UN`): they count in capitals alone.
    private func match(
        _ list: PhraseList, _ passage: Passage, at token: Int, before limit: Int
    ) -> (tokens: Range<Int>, value: String)? {
        guard let found = list.match(passage, at: token, before: limit)
        else { return nil }
        let first = passage.tokens[token]
        if found.tokens.count == 1, first.text.unicodeScalars.count <= 4, !first.isArabic, !first.isAllCapitals {
            return nil
        }
        // In Latin letters, names have a capital.
        if !first.isArabic, !found.tokens.contains(where: { passage.tokens[$0].isCapitalized }),
            found.value.isEmpty || passage.folded(found.tokens).split(separator: " ").count < 2
        {
            return nil
        }
        return found
    }

    // MARK: - Roles

    /// "senior Iraqi officials", "a Kurdish military source", "mayor of Anbar's al-Rutbah district".
    private func role(
        _ passage: Passage, at token: Int, _ sentence: Range<Int>, _ places: [PlaceMention], after last: Int?
    ) -> ActorMention? {
        guard var (head, value) = roles.match(passage, at: token, before: sentence.upperBound) else { return nil }
        // "military source", "police commander": the last noun is the head.
        while let next = roles.match(passage, at: head.upperBound, before: sentence.upperBound) {
            (head, value) = (head.lowerBound..<next.tokens.upperBound, next.value)
        }
        let arabic = passage.tokens[token].isArabic
        let start = arabic ? head.lowerBound : phraseStart(passage, head.lowerBound, sentence, places, after: last)
        let end = phraseEnd(passage, head.upperBound, sentence, places, isArabic: arabic)
        let kind = ActorMention.Role(rawValue: value) ?? .official
        let country =
            places.first {
                start <= $0.tokens.lowerBound && $0.tokens.upperBound <= end && !$0.country.isEmpty
            }?.country ?? ""
        let name = Self.words(passage, start..<end)
        let isAnonymous = kind == .official || (kind == .expert) || kind == .witness
        let office = kind == .authority ? group(in: head.upperBound..<end, passage) : nil
        return ActorMention(
            tokens: start..<end, name: name, role: kind, root: office ?? name, rootKind: Self.kind(of: kind),
            country: country, isAnonymous: isAnonymous, rule: "role")
    }

    /// The root of the body that an office belongs to ("head of information at the Iraqi prime minister's office").
    private func group(in tokens: Range<Int>, _ passage: Passage) -> String? {
        for token in tokens {
            guard let (_, value) = groups.match(passage, at: token, before: tokens.upperBound) else { continue }
            return value.split(separator: ";", omittingEmptySubsequences: false).last.map(String.init)
        }
        return nil
    }

    private static func kind(of role: ActorMention.Role) -> RootSourceKind {
        switch role {
        case .authority: .official
        case .official: .anonymousOfficial
        case .expert: .secondary
        case .armed: .party
        case .witness: .secondary
        case .outlet: .media
        }
    }

    /// Adjectives, countries and numbers before the noun; no verb, no name of a person.
    private func phraseStart(
        _ passage: Passage, _ head: Int, _ sentence: Range<Int>, _ places: [PlaceMention], after last: Int?
    ) -> Int {
        var start = head
        let first = max(sentence.lowerBound, last ?? sentence.lowerBound, head - 6)
        while start > first {
            let before = passage.tokens[start - 1]
            let isPlace = places.contains { $0.tokens.contains(start - 1) }
            let isJoint = before.text == "-" || before.kind == .possessive
            guard
                isPlace || isJoint || anonymous.contains(before.folded) || Self.adjectives.contains(before.folded)
                    || (passage.language == .english && before.isWord && before.isAllCapitals)
            else { break }
            start -= 1
        }
        while start < head, passage.tokens[start].kind == .sign || passage.tokens[start].kind == .possessive {
            start += 1
        }
        return start
    }

    private static let adjectives: Set<String> = [
        "senior", "military", "government", "security", "local", "official", "intelligence", "defense", "defence",
        "police",
        "interior", "foreign", "ministry", "department", "state", "special", "prime", "top", "high", "ranking",
        "medical", "hospital", "kurdish", "federal",
        "provincial", "district", "town", "led", "backed", "affiliated", "pro", "transitional", "armed", "unnamed",
        "islamist",
        "jihadist", "shiite", "sunni", "alawite", "druze", "tribal", "the",
    ]

    /// "of Anbar's al-Rutbah district", "at the Iraqi prime minister's office".
    private func phraseEnd(
        _ passage: Passage, _ end: Int, _ sentence: Range<Int>, _ places: [PlaceMention], isArabic: Bool
    ) -> Int {
        if isArabic { return arabicEnd(passage, end, sentence, places) }
        guard end + 1 < sentence.upperBound, ["of", "at"].contains(passage.tokens[end].folded) else { return end }
        var limit = end + 1
        while limit < min(sentence.upperBound, end + 9) {
            let token = passage.tokens[limit]
            guard
                token.isCapitalized || token.kind == .possessive || token.text == "-" || token.folded == "the"
                    || places.contains(where: { $0.tokens.contains(limit) }) || Self.nouns.contains(token.folded)
            else { break }
            limit += 1
        }
        return limit > end + 1 && passage.tokens[limit - 1].folded != "the" ? limit : end
    }

    private static let nouns: Set<String> = [
        "office", "minister", "prime", "ministry", "district", "province", "governorate", "centre", "center",
        "institute",
        "media", "relations", "information", "police", "council", "of", "al", "el",
    ]

    /// Adjectives of nationality and the word for an office behind an Arabic noun ("مسؤول أمريكي", "وزير الداخلية العراقي").
    private func arabicEnd(_ passage: Passage, _ end: Int, _ sentence: Range<Int>, _ places: [PlaceMention]) -> Int {
        var limit = end
        while limit < min(sentence.upperBound, end + 4) {
            let word = passage.tokens[limit]
            let isPlace = places.contains { $0.tokens.contains(limit) }
            guard isPlace || (word.isArabic && Self.arabicNouns.contains(word.folded)) else { break }
            limit += 1
        }
        return limit
    }

    private static let arabicNouns: Set<String> = [
        "امني", "امنيه", "عسكري", "حكومي", "محلي", "الداخليه", "الدفاع", "الخارجيه", "العدل", "الوزراء", "بارز", "كبير",
        "رفيع",
        "طبي", "كردي", "طبيه", "محليه", "عسكريه", "عمليات", "حكوميه", "اعلامي", "الشرطه", "الامن", "باسم", "الرسمي",
        "المحلي",
    ]

    // MARK: - Governments

    /// A capital or a country that acts stands for its government.
    private func government(_ passage: Passage, at token: Int, _ places: [PlaceMention]) -> ActorMention? {
        guard
            let place = places.first(where: {
                $0.tokens.lowerBound == token && $0.kind == .metonym && !$0.country.isEmpty
            })
        else { return nil }
        let name = Self.governments[place.country] ?? "government of \(place.country)"
        let isParty = Self.parties.contains(place.country)
        return ActorMention(
            tokens: place.tokens, name: name, role: .authority, root: name, rootKind: isParty ? .party : .official,
            country: place.country, isAnonymous: false, rule: "government_by_metonym")
    }

    private static let governments = [
        "US": "US government", "SY": "Syrian government", "IQ": "Iraqi government", "TR": "Turkish government",
        "IR": "Iranian government", "IL": "Israeli government", "RU": "Russian government",
        "JO": "Jordanian government",
        "LB": "Lebanese government", "GB": "British government", "FR": "French government", "DE": "German government",
        "SA": "Saudi government",
    ]
    private static let parties: Set<String> = ["SY", "TR", "IL", "RU", "IR"]

    /// "the government", "government forces": that of which the text spoke before.
    private func sameGovernment(
        _ passage: Passage, at token: Int, _ sentence: Range<Int>, _ known: ActorMention?
    ) -> ActorMention? {
        guard let known, Self.governmentWords.contains(passage.tokens[token].folded) else { return nil }
        var end = token + 1
        while end < sentence.upperBound, Self.governmentForces.contains(passage.tokens[end].folded) { end += 1 }
        return ActorMention(
            tokens: token..<end, name: known.root, role: .authority, root: known.root, rootKind: known.rootKind,
            country: known.country, isAnonymous: false, rule: "government_named_before")
    }

    private static let governmentWords: Set<String> = ["government", "gov't", "gov’t", "الحكومه"]
    private static let governmentForces: Set<String> = ["forces", "troops", "soldiers", "army"]

    // MARK: - Joining

    /// A group right before a role belongs to it ("CENTCOM commander"): the group speaks.
    private static func joined(_ actors: [ActorMention], _ passage: Passage) -> [ActorMention] {
        var joined: [ActorMention] = []
        for actor in actors {
            guard let last = joined.last, last.rule == "named_group", actor.rule == "role",
                last.tokens.upperBound == actor.tokens.lowerBound || isJoint(last, actor, passage)
            else {
                joined.append(actor)
                continue
            }
            let tokens = last.tokens.lowerBound..<actor.tokens.upperBound
            let name = actor.role == .authority ? last.name : words(passage, tokens)
            joined[joined.count - 1] = ActorMention(
                tokens: tokens, name: name, role: last.role, root: actor.isAnonymous ? name : last.root,
                rootKind: actor.isAnonymous ? .anonymousOfficial : last.rootKind, country: last.country,
                isAnonymous: actor.isAnonymous, rule: "group_and_role")
        }
        return joined
    }

    private static func isJoint(_ a: ActorMention, _ b: ActorMention, _ passage: Passage) -> Bool {
        a.tokens.upperBound < b.tokens.lowerBound
            && (a.tokens.upperBound..<b.tokens.lowerBound).allSatisfy { passage.tokens[$0].kind == .possessive }
    }

    private static func words(_ passage: Passage, _ tokens: Range<Int>) -> String {
        var text = passage.text(tokens)
        text = text.replacing("U.S.", with: "US").replacing("\n", with: " ")
        for article in ["a ", "an ", "the ", "A ", "An ", "The "] where text.hasPrefix(article) {
            text = String(text.dropFirst(article.count))
        }
        // At the start of a sentence a word has a capital that is not its own.
        if let first = passage.tokens[tokens].first, first.isCapitalized, adjectives.contains(first.folded),
            text.hasPrefix(first.text)
        {
            text = first.text.lowercased() + text.dropFirst(first.text.count)
        }
        return text
    }
}

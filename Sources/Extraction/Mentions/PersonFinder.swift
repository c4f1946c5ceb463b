// SPDX-License-Identifier: Apache-2.0

/// Finds names of persons, so that none of their words is taken for a village.
struct PersonFinder {
    let passage: Passage
    let words: MentionWords
    /// Whether every word of the sentence has a capital, so that a capital says nothing.
    let isTitleCase: Bool
    let limit: Int

    private static let longest = 4
    /// Small words inside of names of persons.
    private static let particles: Set<String> = ["bin", "ibn", "van", "von", "de", "abu", "ould", "abd", "ul"]

    /// The tokens of the person that starts at a token.
    func person(at token: Int, from first: Int) -> Range<Int>? {
        if passage.tokens[token].isArabic { return arabicPerson(at: token, from: first) }
        guard passage.tokens[token].isCapitalized else { return nil }
        let isGiven = words.givenNames.contains(passage.tokens[token].folded)
        // In a title every word has a capital, the verb behind "envoy" too.
        let isNamed = isTitled(token, from: first) && (isGiven || !isTitleCase)
        if !isNamed, !isGiven, !isKunya(token) { return followedBySpeech(token, from: first) }
        let end = end(of: token)
        guard end > token + 1 || isNamed && !isTitleCase else { return nil }
        return token..<end
    }

    /// The last name of a person.
    func surname(_ person: Range<Int>) -> String? {
        guard person.count > 1, let last = person.last else { return nil }
        return passage.tokens[last].folded
    }

    private func end(of start: Int) -> Int {
        var place = start + 1, end = place, names = 1
        while place < limit, names < Self.longest {
            let token = passage.tokens[place]
            if token.isCapitalized, token.isSpaced || place > start + 1 {
                let isArticle = MentionWords.articles.contains(token.folded)
                if !isArticle, isNoPartOfPerson(token.folded) { break }
                if !isArticle {
                    names += 1
                    end = place + 1
                }
            } else if !MentionWords.articles.contains(token.folded), !Self.particles.contains(token.folded),
                !(NameFinder.hyphens.contains(token.text) && !token.isSpaced),
                !(token.text == "." && !token.isSpaced && passage.tokens[place - 1].text.count == 1)
            {
                break
            }
            place += 1
        }
        return end
    }

    private func isNoPartOfPerson(_ word: String) -> Bool {
        words.unitKinds.contains(word) || words.demonyms.contains(word) || words.personVerbs.contains(word)
            || isTitleCase && words.actorVerbs.contains(word)
    }

    /// Right behind a title: "President Ahmed al-Sharaa", "commander Brad Cooper".
    private func isTitled(_ token: Int, from first: Int) -> Bool {
        var before = token
        while before > first, passage.tokens[before - 1].text == "." { before -= 1 }
        guard let title = words.titles.match(passage, endingAt: before, from: first) else { return false }
        // "governor of Anbar" has "of" between; "chief Raqqa" is none.
        return title.tokens.upperBound == before
    }

    /// "Abu Bakr al-Baghdadi": a name by a son, with more behind it.
    private func isKunya(_ token: Int) -> Bool {
        let word = passage.tokens[token].folded
        guard word == "abu" || word == "umm", token + 3 < limit, passage.tokens[token + 1].isCapitalized else {
            return false
        }
        let next = passage.tokens[token + 2]
        return MentionWords.articles.contains(next.folded) && next.isWord
    }

    /// Two or three capitalised words before a verb of speech, or before a comma with what the person is.
    private func followedBySpeech(_ token: Int, from first: Int) -> Range<Int>? {
        guard !isTitleCase, token == first || !passage.tokens[token - 1].isCapitalized,
            !words.prepositions.contains(passage.tokens[token].folded),
            !words.common.contains(passage.tokens[token].folded)
        else { return nil }
        var end = token
        while end < limit, end - token < 3, passage.tokens[end].isCapitalized { end += 1 }
        guard end - token >= 2, end < limit else { return nil }
        let next = passage.tokens[end]
        if words.personVerbs.contains(next.folded), next.isWord { return token..<end }
        guard next.text == ",", end + 2 < limit, ["a", "an", "the"].contains(passage.tokens[end + 1].folded) else {
            return nil
        }
        let role = (end + 2..<min(end + 6, limit)).contains { words.titles.contains(passage.tokens[$0].folded) }
        return role ? token..<end : nil
    }

    /// A given name or a title with the one or two words behind it.
    private func arabicPerson(at token: Int, from first: Int) -> Range<Int>? {
        if let given = words.givenNames.match(passage, at: token, before: limit) {
            let end = given.tokens.upperBound
            guard end < limit, passage.tokens[end].isArabic, isArabicName(end) else {
                return given.tokens
            }
            return token..<end + 1
        }
        guard let title = words.titles.match(passage, at: token, before: limit) else { return nil }
        let name = title.tokens.upperBound
        guard name < limit, words.givenNames.match(passage, at: name, before: limit) != nil else { return nil }
        return token..<name
    }

    /// Not every word behind a given name belongs to it: "محمد في الموصل".
    private func isArabicName(_ token: Int) -> Bool {
        let word = passage.tokens[token].folded
        return !words.arabicPrepositions.contains(word) && !words.kindsBefore.contains(word)
            && !words.actorVerbs.contains(word)
    }
}

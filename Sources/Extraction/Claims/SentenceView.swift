// SPDX-License-Identifier: Apache-2.0

import Articles
import Geo
import Incidents

/// A sentence with all that was found in it: what the rules of claims look at.
struct SentenceView {
    let passage: Passage
    /// Number of the sentence in the passage.
    let number: Int
    /// Its tokens.
    let range: Range<Int>
    /// Places, dates, counts and actors whose first token lies in it, in order.
    let places: [PlaceMention]
    let times: [TimeExpression]
    let counts: [CountExpression]
    let actors: [ActorMention]
    /// Starts of clauses, the first at the start of the sentence.
    private let clauseStarts: [Int]

    init(
        _ passage: Passage, _ number: Int, places: [PlaceMention], times: [TimeExpression], counts: [CountExpression],
        actors: [ActorMention]
    ) {
        self.passage = passage
        self.number = number
        range = passage.sentences[number]
        let dateline = Self.datelineEnd(passage, passage.sentences[number], number, places)
        self.places = places.filter { $0.tokens.lowerBound >= dateline }
        self.times = times.filter { $0.tokens.lowerBound >= dateline }
        self.counts = counts
        self.actors = actors
        clauseStarts = Self.clauses(passage, range)
    }

    /// Behind `BEIRUT, Feb 3 (Desk) -`: from where and when a report was sent says nothing of what it tells.
    private static func datelineEnd(
        _ passage: Passage, _ range: Range<Int>, _ number: Int, _ places: [PlaceMention]
    ) -> Int {
        let isFirst = number == 0 || passage.blocks[number - 1] != passage.blocks[number]
        guard isFirst, let place = places.first, place.tokens.lowerBound <= range.lowerBound + 1 else {
            return range.lowerBound
        }
        let words = range.prefix(18)
        guard
            let dash = words.first(where: {
                ["-", "–", "—"].contains(passage.tokens[$0].text) && passage.tokens[$0].isSpaced
            }),
            dash + 1 < range.upperBound, passage.tokens[dash + 1].isSpaced,
            (range.lowerBound..<dash).allSatisfy({ isOfDateline(passage.tokens[$0]) })
        else { return range.lowerBound }
        return dash + 1
    }

    private static func isOfDateline(_ token: Token) -> Bool {
        token.kind == .number || token.isCapitalized || token.isArabic
            || [",", ".", "(", ")", "/", ":", "،"].contains(token.text)
    }

    /// What kind of block it stands in.
    var kind: BlockKind { passage.kinds[number] }
    /// The number of its block in the article.
    var block: Int { passage.blocks[number] }

    /// The clause of a token.
    func clause(of token: Int) -> Range<Int> {
        let index = (clauseStarts.partitioningIndex { $0 > token }) - 1
        let start = clauseStarts[max(index, 0)]
        let end = index + 1 < clauseStarts.count ? clauseStarts[index + 1] : range.upperBound
        return start..<end
    }

    /// Tokens before and behind some, as far as the sentence has them: up to `before` and `behind` of them, and themselves.
    func window(_ tokens: Range<Int>, before: Int, behind: Int) -> Range<Int> {
        max(range.lowerBound, tokens.lowerBound - before)..<min(range.upperBound, tokens.upperBound + behind)
    }

    /// Up to so many tokens right before a token.
    func before(_ token: Int, _ count: Int) -> Range<Int> { max(range.lowerBound, token - count)..<token }

    /// How many clauses start between two tokens.
    func clauses(between a: Int, and b: Int) -> Int {
        clauseStarts.count { $0 > min(a, b) && $0 <= max(a, b) }
    }

    /// The first token from which a phrase of the list stands in the tokens.
    func first(_ list: PhraseList, in tokens: Range<Int>) -> Range<Int>? {
        for token in tokens {
            if let found = list.match(passage, at: token, before: tokens.upperBound) { return found.tokens }
        }
        return nil
    }

    /// Whether a phrase of the list ends right before a token, with at most `gap` words between.
    func precedes(_ list: PhraseList, _ token: Int, gap: Int = 0) -> Bool {
        for end in stride(from: token, through: max(range.lowerBound, token - gap), by: -1)
        where list.match(passage, endingAt: end, from: range.lowerBound) != nil {
            return true
        }
        return false
    }

    private static let openers: Set<String> = [
        ";", ":", "—", "–", "while", "but", "although", "though", "whereas", "after", "before", "when", "because",
        "however",
        "resulting", "following", "which", "who", "whose", "where", "amid", "despite", "saying", "adding", "killing",
        "injuring", "wounding", "including", "بينما", "لكن", "فيما", "بعد", "قبل", "حيث", "الذي", "التي", "اثر", "مما",
    ]

    private static func clauses(_ passage: Passage, _ range: Range<Int>) -> [Int] {
        var starts = [range.lowerBound]
        for token in range.dropFirst() where isStart(token, passage, range) { starts.append(token) }
        return starts
    }

    /// A word that opens a clause, or a comma or `and` with a verb of its own that only a reading as a whole could tell:
    /// there, `and that`, `, and` and `and <pronoun>` are taken.
    private static func isStart(_ token: Int, _ passage: Passage, _ range: Range<Int>) -> Bool {
        let word = passage.tokens[token].folded
        if openers.contains(word) { return true }
        guard word == "and" || word == "as", token + 1 < range.upperBound else { return false }
        if word == "as" {
            return !["many", "much", "well", "saying", "part", "it", "of"].contains(passage.tokens[token + 1].folded)
                && passage.tokens[token - 1].folded != "well" && passage.tokens[token - 1].folded != "many"
        }
        return passage.tokens[token - 1].text == ","
            || ["that", "it", "they", "he", "she", "had", "has", "have", "was", "were"].contains(
                passage.tokens[token + 1].folded)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Cuts tokens into sentences: at `.`, `!`, `?` and their Arabic forms with the quotation marks behind them, not behind
/// abbreviations, initials and numbers of lists.
struct SentenceCutter {
    private(set) var sentences: [Range<Int>] = []

    private static let ends: Set<String> = [".", "!", "?", "؟", "۔", "…", "。"]
    private static let closers: Set<String> = ["\"", "”", "’", "»", ")", "]", "'"]
    /// A sentence without an end is cut here: rules look at sentences as a whole, and what is longer is none.
    static let longest = 300
    /// Titles and short forms that a point follows without an end.
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "adm", "gen", "lt", "col", "maj", "brig", "capt", "cpt", "sgt", "cpl", "pvt",
        "gov", "sen", "rep", "pres", "st", "vs", "etc", "no", "nos", "vol", "approx", "ca", "cf", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "km", "dept", "est", "fig", "inc", "ltd", "co",
        "jr", "sr", "rev", "hon", "amb", "cmdr", "spc",
    ]

    /// Adds the sentences of the tokens from `first` on.
    mutating func cut(_ tokens: [Token], from first: Int) {
        var start = first, place = first
        while place < tokens.count {
            if Self.ends.contains(tokens[place].text), isEnd(place, tokens, start: start) {
                while place + 1 < tokens.count,
                    Self.closers.contains(tokens[place + 1].text) || Self.ends.contains(tokens[place + 1].text),
                    !tokens[place + 1].isSpaced
                {
                    place += 1
                }
                sentences.append(start..<place + 1)
                start = place + 1
            } else if isEndWithAbbreviation(place, tokens) || place + 1 - start >= Self.longest {
                sentences.append(start..<place + 1)
                start = place + 1
            }
            place += 1
        }
        if start < tokens.count { sentences.append(start..<tokens.count) }
    }

    private func isEnd(_ point: Int, _ tokens: [Token], start: Int) -> Bool {
        guard point > start else { return false }
        guard tokens[point].text == "." else { return true }
        let before = tokens[point - 1]
        if tokens[point].isSpaced { return true }
        if before.isWord, before.text.count == 1, before.isCapitalized { return false }
        if Self.abbreviations.contains(before.folded), point + 1 < tokens.count, tokens[point + 1].isSpaced {
            return !(tokens[point + 1].isCapitalized || tokens[point + 1].kind == .number)
        }
        guard point + 1 < tokens.count else { return true }
        return tokens[point + 1].isSpaced || Self.closers.contains(tokens[point + 1].text)
            || tokens[point + 1].isCapitalized
    }

    /// `... in the U.S. The ...`: the point of an abbreviation ends the sentence where a word that names nothing follows.
    private func isEndWithAbbreviation(_ place: Int, _ tokens: [Token]) -> Bool {
        guard tokens[place].isWord, tokens[place].text.hasSuffix("."), place + 1 < tokens.count else { return false }
        return Self.openers.contains(tokens[place + 1].text)
    }

    private static let openers: Set<String> = [
        "The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "This", "These", "That", "But", "However", "We",
        "I",
        "As", "For", "By", "After", "Before", "Since", "When", "While",
    ]
}

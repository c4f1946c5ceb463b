// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// A name of the gazetteers that tokens spell.
struct NameHit {
    /// Its tokens, the article and signs inside of it included.
    let tokens: Range<Int>
    /// What bears it, the best known first.
    let known: [KnownName]
    /// Whether it is one of the world's names, not of the study's.
    let isOfWorld: Bool
    /// How many words it has without articles.
    let words: Int
    /// A letter that Arabic writes together with the name was taken off: `في` as `ب`.
    let proclitic: Character?
    /// Whether the text lacks the article of the spelling, or has one more.
    let isArticleOff: Bool

    var prominence: Double { known.first?.prominence ?? 0 }
    var best: KnownName? { known.first }
}

/// Finds the longest known name that starts at a token.
struct NameFinder: Sendable {
    private let home: Gazetteer
    private let world: Gazetteer?
    /// Keys of first words of names in Arabic letters, and the most words of such a name.
    private let arabicStarts: [[UInt8]: Int]

    private static let longest = 6

    init(home: Gazetteer, world: Gazetteer?) {
        self.home = home
        self.world = world
        var starts: [[UInt8]: Int] = [:]
        for gazetteer in [home, world].compactMap({ $0 }) {
            gazetteer.forEachSpelling { name in
                guard Self.isArabic(name) else { return }
                let words = name.split(separator: " ")
                guard let first = words.first else { return }
                let key = Gazetteer.wordKey(String(first))
                starts[key] = min(max(starts[key] ?? 0, words.count), Self.longest)
            }
        }
        arabicStarts = starts
    }

    /// The longest name at a token that ends before `limit`.
    func name(in passage: Passage, at token: Int, before limit: Int) -> NameHit? {
        passage.tokens[token].isArabic
            ? arabicName(passage, token, limit) : latinName(passage, token, limit)
    }

    private func latinName(_ passage: Passage, _ start: Int, _ limit: Int) -> NameHit? {
        var key: [UInt8] = [], ends: [(end: Int, key: [UInt8], words: Int)] = []
        var place = start, words = 0
        while place < limit, words < Self.longest {
            let token = passage.tokens[place]
            if token.kind == .word {
                let isArticle = MentionWords.articles.contains(token.folded)
                guard token.isCapitalized || isArticle || Self.joins(token.folded) && place > start else { break }
                if !isArticle { key += Gazetteer.wordKey(token.text) }
                if token.isCapitalized, !isArticle, key.count >= 3 {
                    words += 1
                    ends.append((place + 1, key, words))
                }
            } else if !Self.isInside(passage, place, limit) {
                break
            }
            place += 1
        }
        for end in ends.reversed() {
            if let hit = hit(end.key, start..<end.end, words: end.words) { return hit }
        }
        return nil
    }

    private func hit(
        _ key: [UInt8], _ tokens: Range<Int>, words: Int, proclitic: Character? = nil, text: String = ""
    ) -> NameHit? {
        let ofStudy = places(key, in: home)
        var known = ofStudy
        if (ofStudy.first?.prominence ?? 0) < Self.famous {
            let ofWorld = places(key, in: world)
            if Self.isBetterKnown(ofWorld, than: ofStudy) { known = ofWorld }
        }
        guard !known.isEmpty else { return nil }
        let isOff = !text.isEmpty && !known.contains { $0.spelling.hasPrefix("ال") == text.hasPrefix("ال") }
        return NameHit(
            tokens: tokens, known: known, isOfWorld: ofStudy.isEmpty || known != ofStudy, words: words,
            proclitic: proclitic, isArticleOff: isOff)
    }

    private func places(_ key: [UInt8], in gazetteer: Gazetteer?) -> [KnownName] {
        gazetteer?.known(key: key).filter { $0.feature != .supranational } ?? []
    }

    /// From this prominence on a place of the study has no better known namesake.
    private static let famous = 0.6

    /// A capital of the world before a village of the study, and a city of it before a town of a neighbour.
    private static func isBetterKnown(_ world: [KnownName], than study: [KnownName]) -> Bool {
        guard let theirs = world.first else { return false }
        guard let ours = study.first else { return true }
        return theirs.prominence - ours.prominence >= (ours.isHome ? 0.35 : 0.1)
    }

    private func arabicName(_ passage: Passage, _ start: Int, _ limit: Int) -> NameHit? {
        for form in ArabicForms.forms(of: passage.tokens[start].text) {
            let first = Gazetteer.wordKey(form.text)
            guard let most = arabicStarts[first] else { continue }
            var key = first, ends: [(end: Int, key: [UInt8])] = [(start + 1, first)]
            for place in start + 1..<max(start + 1, min(start + most, limit)) {
                guard passage.tokens[place].isArabic else { break }
                key += Gazetteer.wordKey(passage.tokens[place].text)
                ends.append((place + 1, key))
            }
            for end in ends.reversed() {
                let tokens = start..<end.end
                if let hit = hit(
                    end.key, tokens, words: tokens.count, proclitic: form.proclitic, text: form.text)
                {
                    return hit
                }
            }
        }
        return nil
    }

    /// A hyphen or an apostrophe between two parts of a name ("al-Hol", "Deir ez-Zor").
    private static func isInside(_ passage: Passage, _ place: Int, _ limit: Int) -> Bool {
        let token = passage.tokens[place]
        guard hyphens.contains(token.text), !token.isSpaced, place + 1 < limit else { return false }
        let next = passage.tokens[place + 1]
        return next.kind == .word && !next.isSpaced
    }

    static let hyphens: Set<String> = ["-", "‐", "‑", "_", "’", "'", "`", "ʿ", "‘"]

    /// Small words inside of names ("Kingston upon Hull", "Republic of Iraq").
    private static func joins(_ word: String) -> Bool { word == "of" || word == "upon" || word == "de" || word == "i" }

    private static func isArabic(_ text: String) -> Bool {
        text.unicodeScalars.first.map { (0x600...0x77F).contains($0.value) } ?? false
    }
}

/// What a word in Arabic letters may be without the letters that are written together with it.
enum ArabicForms {
    /// The word itself, then without "and", then without "in", "to", "as".
    static func forms(of word: String) -> [(text: String, proclitic: Character?)] {
        var forms: [(String, Character?)] = [(word, nil)]
        var rest = word
        if let first = rest.first, first == "و" || first == "ف", rest.count > 3 {
            rest.removeFirst()
            forms.append((rest, "و"))
        }
        guard let first = rest.first, "بلك".contains(first), rest.count > 3 else { return forms }
        rest.removeFirst()
        // "To the" swallows the alef of the article.
        if first == "ل", rest.hasPrefix("ل") { rest = "ا" + rest }
        forms.append((rest, first))
        return forms
    }
}

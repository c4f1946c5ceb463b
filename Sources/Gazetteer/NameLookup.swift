// SPDX-License-Identifier: Apache-2.0

import Geo

extension Gazetteer {
    /// The best referent of the kinds that `accepts` for a context text such as a province column; spelling first,
    /// then sound, then, for governorates and countries, edits.
    func lookUp(_ text: String, context: SearchContext, where accepts: (FeatureClass) -> Bool) -> Referent? {
        guard text.utf8.count <= NameFolding.longestName else { return nil }
        if let coded = referent(code: text), accepts(coded.feature) { return coded }
        let keys = Phrase(text).stages.map { NameFolding.key(words: $0.words) }
        for hits in [index.exact, index.sounding(like:)] {
            for key in keys {
                if let found = best(hits(key), context: context, where: accepts) { return found }
            }
        }
        let area: (FeatureClass) -> Bool = { ($0 == .governorate || $0 == .country) && accepts($0) }
        for key in keys {
            let hits = index.within(edits: EditDistance.limit(forLength: key.count), of: key)
            if let found = best(hits, context: context, where: area) { return found }
        }
        return nil
    }

    /// Whether the whole text is a spelling of anything.
    func isKnown(_ text: String) -> Bool { isKnown(NameFolding.words(text)) }

    /// The same of folded words.
    func isKnown(_ words: [String]) -> Bool { !index.exact(NameFolding.key(words: words)).isEmpty }

    /// Spellings that may be slips of the pen: every word of five letters or more within the bound of its own
    /// length, shorter words equal, since "Kafr Hamra" is no misspelt "Kafr Hamza".
    func plausibleEdits(key: [UInt8], words: [String]) -> [NameIndex.Hit] {
        let limit = EditDistance.limit(forLength: key.count)
        return index.within(edits: limit, of: key).filter { hit in
            let spelling = NameFolding.words(referents[hit.referent].spelling(hit.spelling))
            return Self.areSlips(Self.nouns(words), Self.nouns(spelling), hit.quality)
        }
    }

    /// Facilities listed as "X camp" for a text that says "X refugee camp".
    func facilities(_ stage: Phrase.Stage) -> [NameIndex.Hit] {
        guard case .kind(let kind) = stage.hint, kind.isSite else { return [] }
        return index.exact(NameFolding.key(words: stage.words + [kind.rawValue]))
    }

    /// Spellings of the same sound, also without an article that is glued to the name. Regions, roads and countries
    /// must have as many words as the text, since "NE Syria" sounds like Nasiriyah.
    func soundAlikes(key: [UInt8], words: Int) -> [NameIndex.Hit] {
        let hits = index.sounding(like: key) + gluedArticle(key)
        return hits.filter { hit in
            let referent = referents[hit.referent]
            return referent.feature.isSettlement || referent.feature.isSite || referent.feature == .governorate
                || NameFolding.words(referent.spelling(hit.spelling)).count == words
        }
    }

    /// "Alraqqa", "Arraqqa", "Ashshaddadi": the name without article is as good as the same sound.
    private func gluedArticle(_ key: [UInt8]) -> [NameIndex.Hit] {
        guard let bare = Articles.withoutGluedArticle(key) else { return [] }
        let equal = index.exact(bare).map {
            NameIndex.Hit(referent: $0.referent, spelling: $0.spelling, quality: .transliterated)
        }
        return equal + index.sounding(like: bare)
    }

    private func best(
        _ hits: [NameIndex.Hit], context: SearchContext, where accepts: (FeatureClass) -> Bool
    ) -> Referent? {
        let fitting = hits.map { referents[$0.referent] }.filter { referent in
            accepts(referent.feature)
                && (context.country == nil || referent.country == context.country)
                && (context.province == nil || referent.feature == .country || referent.feature == .governorate
                    || referent.provinces.contains(context.province ?? ""))
        }
        return fitting.max { Self.rank($0, self) < Self.rank($1, self) }
    }

    private static func rank(_ referent: Referent, _ gazetteer: Gazetteer) -> (Int, Double, Int) {
        (gazetteer.isHome(referent) ? 1 : 0, referent.prominence, referent.population)
    }

    private static func nouns(_ words: [String]) -> [[UInt8]] {
        words.map { NameFolding.key(words: [$0]) }.filter { !Articles.isLatinArticle($0[...]) }
    }

    private static func areSlips(_ a: [[UInt8]], _ b: [[UInt8]], _ quality: MatchQuality) -> Bool {
        guard a.count == b.count else { return quality <= .edited(1) }
        return zip(a, b).allSatisfy { first, second in
            if first == second { return true }
            let limit = EditDistance.limit(forLength: min(first.count, second.count))
            return first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { EditDistance.bounded(first, $0, limit: limit) != nil }
            }
        }
    }
}

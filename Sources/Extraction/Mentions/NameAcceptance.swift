// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// How known a name has to be, and what has to speak for it, so that it is taken for a place.
extension SentenceScan {
    /// From here on a name needs nothing that speaks for it.
    private static let strong = 0.4
    /// The same for names outside of the study's countries, and for those that a preposition makes places.
    private static let strongAbroad = 0.55, known = 0.25

    func accepts(_ hit: NameHit, _ cues: PlaceCues) -> Bool {
        guard uses("cue") else { return true }
        if isTooLong(hit) { return false }
        return passage.tokens[hit.tokens.lowerBound].isArabic ? acceptsArabic(hit, cues) : acceptsLatin(hit, cues)
    }

    private func isTooLong(_ hit: NameHit) -> Bool { hit.tokens.contains { mark($0) != .free } }

    private func isCommon(_ hit: NameHit) -> Bool {
        guard uses("common_word") else { return false }
        if hit.words == 1 {
            return hit.tokens.contains { place in
                words.common.contains(passage.tokens[place].folded)
                    && !MentionWords.articles.contains(passage.tokens[place].folded)
            }
        }
        return words.common.contains(passage.folded(hit.tokens))
    }

    private func isStrong(_ hit: NameHit) -> Bool {
        guard let best = hit.best else { return false }
        if best.feature == .country || best.feature == .supranational { return true }
        return best.prominence >= (best.isHome && !hit.isOfWorld ? Self.strong : Self.strongAbroad)
            || hit.isOfWorld
    }

    private func acceptsLatin(_ hit: NameHit, _ cues: PlaceCues) -> Bool {
        if isCommon(hit), !(hit.tokens.count > 1 && cues.isAny && !isTitleCase) { return acceptsCommon(hit, cues) }
        // "Jaysh al-Islam": a small article behind another capital goes on with a name.
        if cues.isRunBefore, !passage.tokens[hit.tokens.lowerBound].isCapitalized, cues.kindBefore == nil {
            return false
        }
        if isNisba(hit), !cues.isKindSaid, !cues.isFirmPreposition { return false }
        if isStrong(hit) {
            if cues.isRunAfter, cues.isRunBefore { return false }
            if cues.isRunAfter, hit.isOfWorld || !cues.isAny { return cues.isFirmPreposition }
            return !(cues.isRunBefore && hit.isOfWorld && !cues.hasContainer)
        }
        if cues.isKindSaid { return !cues.isRunBefore || cues.kindBefore != nil }
        if cues.isRunBefore || cues.isRunAfter { return false }
        if hit.words > 1 || hit.prominence >= Self.known, !isTitleCase { return true }
        return cues.isAny || hit.words > 1
    }

    private func acceptsCommon(_ hit: NameHit, _ cues: PlaceCues) -> Bool {
        if cues.isRunBefore || cues.isRunAfter { return false }
        // "Georgia's president" has a country, "Chad" alone may be a man.
        if hit.best?.feature == .country, token(hit.tokens.upperBound)?.kind == .possessive { return true }
        if cues.kindBefore != nil || cues.unitAfter != nil { return hit.best?.isHome == true || isStrong(hit) }
        if hit.best?.feature.isFacility == true, cues.siteAfter != nil { return true }
        if isTitleCase { return false }
        return isStrong(hit) && (cues.isFirmPreposition || cues.hasContainer || cues.siteAfter != nil)
            && hit.tokens.lowerBound > range.lowerBound
    }

    /// "al-Baghdadi": a name of persons by where they are from.
    private func isNisba(_ hit: NameHit) -> Bool {
        guard let last = hit.tokens.last, hit.words == 1 else { return false }
        let word = passage.tokens[last].folded
        return word.hasSuffix("i") && word.count > 5 && hit.tokens.count > 1 && hit.best?.feature != .governorate
    }

    private func acceptsArabic(_ hit: NameHit, _ cues: PlaceCues) -> Bool {
        let text = passage.tokens[hit.tokens.lowerBound].folded
        if isCommon(hit) || isCommonForm(hit) {
            return cues.kindBefore != nil && !hit.isArticleOff
                || hit.best?.feature == .governorate && cues.isAny && !hit.isArticleOff
        }
        if words.needsCue.contains(text) || words.needsCue.contains(bareWord(hit)) {
            return cues.isAny && !hit.isArticleOff
        }
        if words.capitals.contains(text) { return true }
        if hit.isArticleOff, hit.words == 1 { return cues.kindBefore != nil && isStrong(hit) }
        if hit.proclitic != nil, hit.words == 1, text.count < 5, !cues.isListed { return false }
        if hit.isOfWorld, hit.best?.feature != .country {
            return cues.kindBefore != nil || cues.isAny && (text.count > 4 || hit.words > 1)
        }
        if isStrong(hit) { return true }
        if cues.kindBefore != nil || hit.words > 1 { return true }
        let least = isOfStudy(hit) ? Self.known : Self.strongAbroad - 0.05
        return hit.prominence >= least && (cues.hasPreposition || cues.isListed)
    }

    private func isOfStudy(_ hit: NameHit) -> Bool { hit.known.contains { $0.isHome } }

    private func bareWord(_ hit: NameHit) -> String {
        guard hit.words == 1, hit.proclitic != nil else { return "" }
        return ArabicForms.forms(of: passage.tokens[hit.tokens.lowerBound].text).last.map { WordFolding.fold($0.text) }
            ?? ""
    }

    /// The word without the letters that are written together with it is an ordinary one.
    private func isCommonForm(_ hit: NameHit) -> Bool {
        guard hit.proclitic != nil, hit.words == 1, uses("common_word") else { return false }
        let forms = ArabicForms.forms(of: passage.tokens[hit.tokens.lowerBound].text)
        return forms.contains { words.common.contains(WordFolding.fold($0.text)) }
    }
}

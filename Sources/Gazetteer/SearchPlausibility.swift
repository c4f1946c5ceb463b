// SPDX-License-Identifier: Apache-2.0

/// Which of the candidates that a name meets the text can mean.
extension Search {
    /// Candidates that bear the name itself, without those that a word of the text contradicts.
    func literal(_ candidates: [Candidate], stage: Phrase.Stage) -> [Candidate] {
        let possible = named(candidates, by: stage).filter { !KindContradiction.holds($0.referent, stage) }
        guard stage.hint == .kind(.district), stage.isKindStated else { return possible }
        // A district that is not listed is around the town of its name, not the whole province of that name.
        let isListed = possible.contains { $0.referent.feature == .district }
        let towns = possible.filter { $0.referent.feature.isSettlement }
        return isListed || towns.isEmpty ? possible : towns
    }

    /// What a word for a kind of place may be the name of, where it stands alone behind another such word: a unit ("région du
    /// Centre").
    private func named(_ candidates: [Candidate], by stage: Phrase.Stage) -> [Candidate] {
        guard stage.words.count < 3, GenericWords.areGeneric(stage.words), !isWholeText(stage) else {
            return candidates
        }
        return candidates.filter { Self.isUnit($0.referent.feature) }
    }

    private func isWholeText(_ stage: Phrase.Stage) -> Bool { stage.words == phrase.stages.first?.words }

    static func isUnit(_ feature: FeatureClass) -> Bool {
        feature == .governorate || feature == .district || feature == .country || feature == .vernacularRegion
    }

    /// Candidates that are met by sound or with edits and may be meant.
    func plausible(_ candidates: [Candidate], stage: Phrase.Stage) -> [Candidate] {
        let plausible = WideAreas.withoutUnlikely(candidates, stage: stage).filter {
            isSlipOfSettlement($0) && !KindContradiction.holds($0.referent, stage)
        }
        return context.isOpen ? plausible.filter(isLikely) : plausible
    }

    /// Villages are many, and most names sound like another or are a letter or two away from it: only a likeness, and of edits
    /// the same consonants or one slip in a long name, speak for one of them.
    private func isSlipOfSettlement(_ candidate: Candidate) -> Bool {
        guard candidate.referent.feature == .village else { return true }
        let name = NameFolding.key(words: candidate.stage.words)
        guard case .edited = candidate.quality else {
            return EditDistance.likeness(name, candidate.spellingKey) >= Self.leastLikeness
        }
        let spelling = candidate.spellingKey
        return Skeleton.of(name) == Skeleton.of(spelling)
            || EditDistance.letters(name, spelling) == 1 && !Skeleton.isShort(name) && name.count > 8
    }

    private static let leastLikeness = 0.6

    /// Whether a spelling that is met by sound or with edits may be meant where nothing tells where to look: in the study's
    /// countries, and with the consonants of the text or one slip of the pen in a long name.
    private func isLikely(_ candidate: Candidate) -> Bool {
        let referent = candidate.referent
        guard gazetteer.isHome(referent) || referent.feature == .country else { return false }
        guard case .edited = candidate.quality else { return true }
        let name = NameFolding.key(words: candidate.stage.words)
        let spelling = candidate.spellingKey
        // Of short names, each letter makes another one.
        if Skeleton.isShort(name) {
            return Self.isWidelyKnown(referent.feature) && Skeleton.of(name) == Skeleton.of(spelling)
        }
        return Skeleton.of(name) == Skeleton.of(spelling) || EditDistance.letters(name, spelling) == 1
    }

    private static func isWidelyKnown(_ feature: FeatureClass) -> Bool {
        feature == .city || feature == .governorate || feature == .country || feature == .vernacularRegion
    }
}

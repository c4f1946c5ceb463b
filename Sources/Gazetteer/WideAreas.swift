// SPDX-License-Identifier: Apache-2.0

/// Provinces, countries, rivers and regions met by sound or with edits: an unknown village is easily turned into one of them,
/// and then everything that happened there is spread over a province.
enum WideAreas {
    /// The candidates without wide areas that a word for another kind contradicts, that have other consonants than the text, or
    /// beside which something smaller is written more alike.
    static func withoutUnlikely(_ candidates: [Candidate], stage: Phrase.Stage) -> [Candidate] {
        guard candidates.contains(where: { isWide($0.referent.feature) }) else { return candidates }
        let written = NameFolding.key(words: stage.words), name = Articles.withoutGluedArticle(written) ?? written
        let skeletons = [Skeleton.of(written), Skeleton.of(name)]
        let small = candidates.filter { !isWide($0.referent.feature) }.map {
            EditDistance.likeness($0.spellingKey, name)
        }
        return candidates.filter { candidate in
            guard isWide(candidate.referent.feature) else { return true }
            let key = candidate.spellingKey, likeness = EditDistance.likeness(key, name)
            return !small.contains { $0 > likeness } && !contradicts(candidate.referent.feature, stage)
                && skeletons.contains(Skeleton.of(key)) && likeness >= leastLikeness
        }
    }

    static func isWide(_ feature: FeatureClass) -> Bool {
        switch feature {
        case .governorate, .country, .supranational, .vernacularRegion, .river, .road, .border: true
        default: false
        }
    }

    /// Whether the text names a kind that such an area is not of.
    private static func contradicts(_ feature: FeatureClass, _ stage: Phrase.Stage) -> Bool {
        let kinds = stage.hint?.kinds ?? []
        return !kinds.isEmpty && !kinds.contains(feature)
    }

    /// Names of one sound that are also written alike: "Ninewa" and "Nineveh", not "Sudan" and "Sweden".
    private static let leastLikeness = 0.6
}

/// Words for a kind of place that a referent of the name cannot be of: a river is no province, and a village no city.
enum KindContradiction {
    /// Whether the text states a kind, and the referent is of another one that the text cannot mean.
    ///
    /// A site that is not listed counts near the town of its name, and a district around it; the province or the country of the
    /// name says nothing of where it is.
    static func holds(_ referent: Referent, _ stage: Phrase.Stage) -> Bool {
        let feature = referent.feature
        if stage.isNeighbour { return feature != .village && feature != .town && feature != .suburb }
        let kinds = stage.hint?.kinds ?? []
        guard stage.isKindStated, !kinds.isEmpty, !kinds.contains(feature), stage.offset == nil else { return false }
        if kinds == [.village] { return feature == .city || WideAreas.isWide(feature) }
        if kinds.allSatisfy(UnitNames.isUnit) { return isLine(feature) }
        if kinds == [.river] || kinds == [.road] { return feature != .river && feature != .road }
        return WideAreas.isWide(feature)
    }

    private static func isLine(_ feature: FeatureClass) -> Bool {
        feature == .river || feature == .road || feature == .border
    }
}

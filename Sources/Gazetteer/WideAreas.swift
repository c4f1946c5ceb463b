// SPDX-License-Identifier: Apache-2.0

/// Provinces, countries, rivers and regions met by sound or with edits: an unknown village is easily turned into one of them,
/// and then everything that happened there is spread over a province.
enum WideAreas {
    /// The candidates without wide areas that a word for another kind contradicts, that have other consonants than the text, or
    /// beside which something smaller has the very consonants.
    static func withoutUnlikely(_ candidates: [Candidate], stage: Phrase.Stage) -> [Candidate] {
        guard candidates.contains(where: { isWide($0.referent.feature) }) else { return candidates }
        let name = NameFolding.key(words: stage.words), skeleton = Skeleton.of(name)
        let small = candidates.filter { !isWide($0.referent.feature) }
        let isSmallMeant = small.contains { Skeleton.of(key(of: $0)) == skeleton }
        return candidates.filter { candidate in
            guard isWide(candidate.referent.feature) else { return true }
            return !isSmallMeant && !contradicts(candidate.referent.feature, stage)
                && Skeleton.of(key(of: candidate)) == skeleton && isNear(key(of: candidate), name)
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

    private static func key(of candidate: Candidate) -> [UInt8] {
        NameFolding.key(words: NameFolding.words(candidate.referent.spelling(candidate.hit.spelling)))
    }

    /// Whether two names of one sound are also written much alike: "Ninewa" and "Nineveh", not "Sudan" and "Sweden".
    private static func isNear(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let limit = max(1, min(a.count, b.count) / 3)
        return a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { EditDistance.bounded(a, $0, limit: limit) != nil }
        }
    }
}

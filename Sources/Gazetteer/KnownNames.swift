// SPDX-License-Identifier: Apache-2.0

/// What bears a name by its very spelling: enough to tell whether words of a running text may name a place, for a
/// hundredth of what an answer of `resolve` costs.
package struct KnownName: Sendable, Hashable {
    /// Key of the place, unit, region or line.
    package let id: String
    /// The spelling that the words met.
    package let spelling: String
    /// Kind.
    package let feature: FeatureClass
    /// ISO 3166-1 alpha-2; empty for what lies in no country or in several.
    package let country: String
    /// ISO 3166-2 of the first province that it lies in; empty where its source names none.
    package let province: String
    /// How widely known it is, 0 to 1.
    package let prominence: Double
    /// Whether the study is about its country.
    package let isHome: Bool
}

extension Gazetteer {
    /// The key of one word of a name, of which the keys of several are joined; empty for an article.
    package static func wordKey(_ word: String) -> [UInt8] {
        let folded = NameFolding.fold(word)
        if Articles.isLatinArticle(folded[...]) { return [] }
        return NameFolding.key(folded: folded)
    }

    /// What bears the name of which this is the key, the best known first.
    package func known(key: [UInt8]) -> [KnownName] {
        var seen: Set<Int> = []
        let names = index.exact(key).filter { seen.insert($0.referent).inserted }.map { hit in
            let referent = referents[hit.referent]
            return KnownName(
                id: referent.id, spelling: referent.spelling(hit.spelling), feature: referent.feature,
                country: referent.country, province: referent.provinces.first ?? "",
                prominence: referent.prominence, isHome: isHome(referent))
        }
        return names.sorted { ($0.prominence, $1.id) > ($1.prominence, $0.id) }
    }

    /// Calls the body with each spelling of each name.
    package func forEachSpelling(_ body: (String) -> Void) {
        for referent in referents {
            body(referent.name)
            referent.variants.forEach(body)
        }
    }
}

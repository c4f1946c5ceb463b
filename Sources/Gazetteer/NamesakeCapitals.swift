// SPDX-License-Identifier: Apache-2.0

import Geo

/// Governorates named after their capital: each spelling of one is a spelling of the other.
///
/// Sources list "Hassake" for the city alone and "Raqa" for the governorate alone; without this the rule "the
/// governorate unless the text says city" would depend on who wrote which list.
enum NamesakeCapitals {
    private static let leastFame = 0.5

    /// The referents with the spellings of namesakes joined.
    /// - Parameter locator: tells the province of a town whose source does not.
    static func sharingSpellings(_ referents: [Referent], _ locator: ProvinceLocator) -> [Referent] {
        var joined = referents
        let governorates = referents.indices.filter { referents[$0].feature == .governorate }
        for capital in referents.indices where isCapitalLike(referents[capital]) {
            let home = locator.province(of: referents[capital])
            let around = governorates.filter { referents[$0].id == home }
            guard let governorate = namesake(of: referents[capital], among: around, referents) else { continue }
            let city = referents[capital], province = referents[governorate]
            joined[capital] = city.with(variants: city.variants + [province.name] + province.variants)
            let others = joined[governorate].variants + ([city.name] + city.variants).filter { !namesTown($0) }
            joined[governorate] = joined[governorate].with(variants: others)
        }
        return joined
    }

    /// Whether a spelling says that it is a town's ("New York City"), so that it is no name of the province.
    private static func namesTown(_ name: String) -> Bool {
        let words = NameFolding.words(name)
        let kinds =
            (GenericWords.trailing(words[...])?.meaning.kinds ?? [])
            + (GenericWords.leading(words[...])?.meaning.kinds ?? [])
        return kinds.contains { $0.isSettlement }
    }

    private static func isCapitalLike(_ referent: Referent) -> Bool {
        referent.feature.isSettlement && referent.feature != .suburb && referent.prominence >= leastFame
    }

    /// The governorate whose own name, with or without the word for its kind, is among the spellings of the city.
    private static func namesake(of city: Referent, among candidates: [Int], _ referents: [Referent]) -> Int? {
        candidates.first { governorate in
            let name = referents[governorate].name,
                names = Set(([name] + UnitNames.plainNames(name)).map(Gazetteer.nameKey))
            return ([city.name] + city.variants).contains { names.contains(Gazetteer.nameKey($0)) }
        }
    }
}

extension Gazetteer {
    /// What kinds of places bear a name.
    package enum Bearers: Sendable { case town, province, townAndProvince, none }

    /// Whether towns and villages, provinces, or a town and its province bear the name as it is written.
    package func bearers(of name: String) -> Bearers {
        let key = NameFolding.key(words: NameFolding.words(name))
        let features = index.exact(key).map { referents[$0.referent] }.filter(isHome).map(\.feature)
        let isTown = features.contains { $0.isSettlement && $0 != .suburb }
        switch (isTown, features.contains(.governorate)) {
        case (true, true): return .townAndProvince
        case (true, false): return .town
        case (false, true): return .province
        case (false, false): return .none
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// Governorates named after their capital: each spelling of one is a spelling of the other.
///
/// Sources list "Hassake" for the city alone and "Raqa" for the governorate alone; without this the rule "the
/// governorate unless the text says city" would depend on who wrote which list.
enum NamesakeCapitals {
    private static let leastFame = 0.5

    /// The referents with the spellings of namesakes joined.
    static func sharingSpellings(_ referents: [Referent]) -> [Referent] {
        var joined = referents
        for capital in referents.indices where isCapitalLike(referents[capital]) {
            guard let governorate = namesake(of: referents[capital], in: referents) else { continue }
            let city = referents[capital], province = referents[governorate]
            joined[capital] = city.with(variants: city.variants + [province.name] + province.variants)
            let others = joined[governorate].variants + [city.name] + city.variants
            joined[governorate] = joined[governorate].with(variants: others)
        }
        return joined
    }

    private static func isCapitalLike(_ referent: Referent) -> Bool {
        referent.feature.isSettlement && referent.feature != .suburb && referent.prominence >= leastFame
            && !referent.provinces.isEmpty
    }

    /// Its governorate, when the governorate's own name is among the spellings of the city.
    private static func namesake(of city: Referent, in referents: [Referent]) -> Int? {
        let candidates = referents.indices.filter {
            referents[$0].feature == .governorate && city.provinces.contains(referents[$0].id)
        }
        return candidates.first { governorate in
            let name = referents[governorate].name,
                names = Set(([name] + UnitNames.plainNames(name)).map(UnitNames.key))
            return ([city.name] + city.variants).contains { names.contains(UnitNames.key($0)) }
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

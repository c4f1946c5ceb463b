// SPDX-License-Identifier: Apache-2.0

import Geo

/// Names of units without the word for their kind: publishers write "Kharkiv Oblast", "Région du Sahel" or the name alone, and
/// which of them did must not decide what "Kharkiv" means.
enum UnitNames {
    /// The referents with the plain names of provinces and districts among their spellings; a name that another unit of the
    /// level has as its own stays that unit's ("Kyiv" beside "Kyiv Oblast").
    static func withPlainNames(_ referents: [Referent]) -> [Referent] {
        let taken = ownNames(referents), cities = cityNames(referents)
        return referents.map { referent in
            guard isUnit(referent.feature) else { return referent }
            let known = Set(([referent.name] + referent.variants).map(Gazetteer.nameKey))
            let own = plainNames(referent.name)
            // "Mosul Governorate" is another name of Ninewa, and Mosul the city all the same.
            let others = referent.variants.flatMap(plainNames).filter { !cities.contains(Gazetteer.nameKey($0)) }
            let plain = (own + others).filter { name in
                let key = Gazetteer.nameKey(name)
                return !known.contains(key) && taken[Spot(referent, key)].map { $0 == referent.id } != false
            }
            return plain.isEmpty
                ? referent : referent.with(variants: referent.variants + Gazetteer.distinctNames(plain))
        }
    }

    /// The name without words for a kind of unit, and with its direction in one spelling; none where nothing is to be taken off.
    static func plainNames(_ name: String) -> [String] {
        let bare = withoutKind(name)
        let directions = [name, bare ?? ""].compactMap(CompassWords.canonical)
        return (bare.map { [$0] } ?? []) + directions
    }

    private static func withoutKind(_ name: String) -> String? {
        let words = NameFolding.words(Elision.split(name))
        var rest = words[...]
        if let (meaning, count) = GenericWords.trailing(rest), namesUnit(meaning) { rest = rest.dropLast(count) }
        if let (meaning, count) = GenericWords.leading(rest), namesUnit(meaning) { rest = rest.dropFirst(count) }
        guard rest.count < words.count, !rest.isEmpty, !GenericWords.areGeneric(rest) else { return nil }
        return asWritten(name, rest, of: words)
    }

    /// The words that remain as the name writes them, where its words can be told.
    static func asWritten(_ name: String, _ rest: ArraySlice<String>, of words: [String]) -> String {
        let written = name.split { $0 == " " || $0 == "-" }
        guard written.count == words.count else { return rest.joined(separator: " ") }
        return written[rest.indices].joined(separator: " ")
    }

    private static func namesUnit(_ meaning: GenericWords.Meaning) -> Bool { meaning.kinds.contains(where: isUnit) }

    static func isUnit(_ feature: FeatureClass) -> Bool { feature == .governorate || feature == .district }

    /// A name at a level of a country.
    private struct Spot: Hashable {
        let feature: FeatureClass
        let country: String
        let key: [UInt8]

        init(_ referent: Referent, _ key: [UInt8]) {
            (feature, country, self.key) = (referent.feature, referent.country, key)
        }
    }

    private static func ownNames(_ referents: [Referent]) -> [Spot: String] {
        var names: [Spot: String] = [:]
        for referent in referents where isUnit(referent.feature) {
            let spot = Spot(referent, Gazetteer.nameKey(referent.name))
            names[spot] = names[spot] ?? referent.id
        }
        return names
    }

    private static func cityNames(_ referents: [Referent]) -> Set<[UInt8]> {
        Set(referents.lazy.filter { $0.feature == .city }.flatMap { [$0.name] + $0.variants }.map(Gazetteer.nameKey))
    }
}

/// Landscapes that several provinces share by name: North, South and West Darfur are Darfur.
enum SharedLandscapes {
    /// A region of common speech for each name that two or more provinces of a country have behind a point of the compass, and
    /// that nothing else bears.
    static func regions(of provinces: [Region], known: Set<[UInt8]>) -> [VernacularRegion] {
        let named = provinces.compactMap { province in landscape(of: province).map { (province, $0) } }
        let groups = Dictionary(grouping: named) { "\($0.0.country)/\($0.1.lowercased())" }
        return groups.sorted { $0.key < $1.key }.compactMap { _, members in
            guard members.count > 1, let name = members.first?.1, !known.contains(Gazetteer.nameKey(name)) else {
                return nil
            }
            let ids = members.map(\.0.id).sorted(), country = members[0].0.country
            let region = Region(
                id: "landscape:\(country.lowercased())-\(name.lowercased())", country: country, nameEnglish: name,
                area: MultiPolygon([]))
            return VernacularRegion(region: region, provinces: ids)
        }
    }

    /// What follows the point of the compass, without the word for the kind.
    private static func landscape(of province: Region) -> String? {
        let plain = UnitNames.plainNames(province.nameEnglish).first ?? province.nameEnglish
        for name in [province.nameEnglish, plain] {
            let words = NameFolding.words(name)
            guard let (_, count) = CompassWords.leading(words[...]) else { continue }
            return UnitNames.asWritten(name, words.dropFirst(count), of: words)
        }
        return nil
    }
}

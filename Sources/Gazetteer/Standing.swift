// SPDX-License-Identifier: Apache-2.0

import Geo

/// What a part of a place text can stand for by its exact spelling: whether it is the place, or an area around it.
struct Standing {
    /// Referents of the kind that the text names, or of all kinds; empty for unknown names.
    let referents: [Referent]

    /// Looks the text up; of the stated country alone, where one is stated.
    init(_ text: String, country: String?, _ gazetteer: Gazetteer) {
        if text == text.uppercased(), let coded = gazetteer.referent(code: text.filter { $0 != " " }) {
            referents = [coded]
            return
        }
        for stage in Phrase(text).stages {
            let found = Self.known(stage, country, gazetteer)
            guard !found.isEmpty else { continue }
            referents = found
            return
        }
        referents = []
    }

    private static func known(_ stage: Phrase.Stage, _ country: String?, _ gazetteer: Gazetteer) -> [Referent] {
        let hits = gazetteer.index.exact(NameFolding.key(words: stage.words))
        let all = Set(hits.map(\.referent)).sorted().map { gazetteer.referents[$0] }.filter {
            country == nil || $0.country.isEmpty || $0.country == country
        }
        let kinds = stage.hint?.kinds ?? []
        return kinds.lazy.map { kind in all.filter { Search.isKind($0.feature, kind) } }.first { !$0.isEmpty } ?? all
    }

    /// Levels at which it is known: 3 a province, 2 a district or a city, 1 a town, 0 a village, a suburb, a site.
    var levels: Set<Int> { Set(referents.compactMap { Self.level($0.feature) }) }

    private static func level(_ feature: FeatureClass) -> Int? {
        switch feature {
        case .governorate, .vernacularRegion: 3
        case .district, .city: 2
        case .town: 1
        case .country, .supranational, .river, .road, .border: nil
        default: 0
        }
    }

    /// Whether it may be a place of a position, so that it can stand in a list beside another.
    var isPlace: Bool { referents.contains { $0.feature.isSettlement || $0.feature.isSite } }

    /// Whether it is known as an area alone: a country, or a province of which no town has the name.
    var isAreaOnly: Bool { !referents.isEmpty && !isPlace && referents.contains { Self.isUnit($0.feature) } }

    /// Whether it may be a country.
    var isCountry: Bool { referents.contains { $0.feature == .country } }

    private static func isUnit(_ feature: FeatureClass) -> Bool { feature == .country || feature == .governorate }

    /// Whether a country, province or district of this name holds a place of the other's name. Unknown names are taken to
    /// lie in countries and provinces.
    /// `countsDistricts` is false where the sign between them is that of a list.
    func contains(_ other: Standing, _ gazetteer: Gazetteer, countsDistricts: Bool = true) -> Bool {
        if other.referents.isEmpty { return referents.contains { Self.isUnit($0.feature) } }
        return referents.contains { area in
            (countsDistricts || Self.isUnit(area.feature))
                && other.referents.contains { Self.area(area, holds: $0, other, gazetteer) }
        }
    }

    private static func area(_ area: Referent, holds place: Referent, _ other: Standing, _ gazetteer: Gazetteer) -> Bool
    {
        switch area.feature {
        case .country: return place.feature != .country && place.country == area.id
        case .governorate:
            guard !isUnit(place.feature) else { return false }
            if !place.provinces.isEmpty { return place.provinces.contains(area.id) }
            return place.coordinate.map { gazetteer.locator.lies($0, in: area.id, margin: Meters(0)) } == true
        case .district:
            // A town that gives its name to a district of its own is a neighbour, however near.
            guard !other.referents.contains(where: { $0.feature == .district }), place.feature.isSettlement,
                place.country == area.country, let seat = area.coordinate, let position = place.coordinate
            else { return false }
            return seat.distance(to: position) <= area.uncertainty
        default: return false
        }
    }

    /// Whether both may be names of one place.
    func isSame(as other: Standing) -> Bool {
        referents.contains { one in
            other.referents.contains { two in
                if one.id == two.id { return true }
                guard let a = one.coordinate, let b = two.coordinate, one.feature.isSettlement, two.feature.isSettlement
                else { return false }
                return a.distance(to: b) < Self.oneTown
            }
        }
    }

    /// Two settlements nearer than this to each other are read as one town with two names.
    private static let oneTown = Meters.kilometers(5)
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// What a name can stand for, whatever its source, in the one form that the ranking works on.
struct Referent: Sendable {
    /// How an event there is spread.
    enum Spread: Sendable {
        /// Around the place's own position.
        case point
        /// Around the position of another place: the town that a facility belongs to.
        case host(String)
        /// Over polygons with these ids.
        case regions([String])
        /// Over a disc cut to the referent's province.
        case disc(Meters)
        /// Over a strip along a named line.
        case line
        /// Counted, never drawn.
        case none
    }

    let id: String
    let name: String
    private(set) var variants: [String]
    let feature: FeatureClass
    let country: String
    /// Provinces that it lies in: none when only the polygons can say, several for a region.
    private(set) var provinces: [String]
    let coordinate: Coordinate?
    let population: Int
    let prominence: Double
    let uncertainty: Meters
    let isRestricted: Bool
    let spread: Spread

    /// Whether it is a district with a polygon.
    var isDistrictArea: Bool {
        guard feature == .district, case .regions = spread else { return false }
        return true
    }

    func with(variants: [String]) -> Referent {
        var copy = self
        copy.variants = variants
        return copy
    }

    func with(provinces: [String]) -> Referent {
        var copy = self
        copy.provinces = provinces
        return copy
    }

    /// What spellings of each name have in common.
    var nameKeys: Set<[UInt8]> { Set(([name] + variants).map(Gazetteer.nameKey)) }

    /// All spellings as they are compared.
    var foldedNames: Set<[UInt8]> { Set(([name] + variants).map { NameFolding.fold($0) }.filter { !$0.isEmpty }) }

    /// The spelling with this ordinal: 0 is the name itself.
    func spelling(_ ordinal: Int) -> String { ordinal == 0 ? name : variants[ordinal - 1] }
}

extension Referent {
    init(_ place: Place) {
        self.init(
            id: place.id, name: place.name, variants: place.variants, feature: place.feature, country: place.country,
            provinces: place.province.map { [$0] } ?? [], coordinate: place.coordinate,
            population: place.population, prominence: place.prominence ?? Self.prominence(of: place),
            uncertainty: place.uncertainty, isRestricted: place.isRestricted,
            spread: Self.spread(of: place))
    }

    init(province: Region, coordinate: Coordinate?, uncertainty: Meters) {
        self.init(
            id: province.id, name: province.nameEnglish,
            variants: [province.nameArabic] + province.aliases, feature: .governorate, country: province.country,
            provinces: [province.id], coordinate: coordinate, population: 0, prominence: 1,
            uncertainty: uncertainty, isRestricted: false, spread: .regions([province.id]))
    }

    init(country: Region) {
        self.init(
            id: country.id, name: country.nameEnglish, variants: [country.nameArabic] + country.aliases,
            feature: .country, country: country.id, provinces: [], coordinate: nil, population: 0, prominence: 1,
            uncertainty: .kilometers(500), isRestricted: false, spread: .none)
    }

    init(_ district: District) {
        self.init(
            id: district.id, name: district.name, variants: district.variants, feature: .district,
            country: district.country, provinces: [district.province], coordinate: district.seat, population: 0,
            prominence: Prominence.district, uncertainty: district.radius, isRestricted: false,
            spread: .disc(district.radius))
    }

    init(districtArea: Region, province: String?, coordinate: Coordinate?, uncertainty: Meters) {
        self.init(
            id: districtArea.id, name: districtArea.nameEnglish,
            variants: [districtArea.nameArabic] + districtArea.aliases, feature: .district,
            country: districtArea.country, provinces: province.map { [$0] } ?? [], coordinate: coordinate,
            population: 0, prominence: Prominence.district + 0.01, uncertainty: uncertainty, isRestricted: false,
            spread: .regions([districtArea.id]))
    }

    init(_ vernacular: VernacularRegion, coordinate: Coordinate?, uncertainty: Meters) {
        let region = vernacular.region
        self.init(
            id: region.id, name: region.nameEnglish,
            variants: [region.nameArabic] + region.aliases
                + ([region.nameEnglish] + region.aliases).compactMap(CompassWords.canonical),
            feature: .vernacularRegion, country: region.country, provinces: vernacular.provinces,
            coordinate: coordinate, population: 0, prominence: Prominence.region, uncertainty: uncertainty,
            isRestricted: false,
            spread: .regions(region.area.isEmpty ? vernacular.provinces : [region.id]))
    }

    init(_ line: NamedLine, uncertainty: Meters) {
        self.init(
            id: line.id, name: line.name, variants: line.variants, feature: line.feature, country: "",
            provinces: [], coordinate: nil, population: 0, prominence: Prominence.region, uncertainty: uncertainty,
            isRestricted: false, spread: .line)
    }

    private static func prominence(of place: Place) -> Double {
        Prominence.of(place.feature, population: place.population)
    }

    private static func spread(of place: Place) -> Spread {
        if place.coordinate == nil { return .none }
        if let host = place.host { return .host(host) }
        return place.isRestricted ? .disc(Restriction.radius) : .point
    }
}

/// How widely known a place is, 0 to 1: the prior of the ranking. All values are judgements; only their order and
/// distances matter.
enum Prominence {
    static let district = 0.2
    static let region = 0.8

    /// Prior by kind, for settlements by population.
    static func of(_ feature: FeatureClass, population: Int) -> Double {
        switch feature {
        case .governorate, .country, .supranational: 1
        case .vernacularRegion, .river, .road, .border: region
        case .crossing, .base, .camp: 0.45
        case .prison, .airport: 0.4
        case .site, .district: 0.25
        case .suburb: 0.3
        case .city, .town, .village: max(leastKnown(feature), 0.1 * decimalDigits(of: population))
        }
    }

    private static func leastKnown(_ feature: FeatureClass) -> Double {
        feature == .city ? 0.5 : feature == .town ? 0.25 : 0.15
    }

    /// log10 with two decimals by counting digits and interpolating, so that no platform's log decides a tie.
    private static func decimalDigits(of number: Int) -> Double {
        var digits = 0.0
        var rest = Double(max(number, 1))
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        return digits + (rest - 1) / 9
    }
}

/// What stands for a facility that has no host town: a disc around its position rounded to a tenth of a degree.
enum Restriction {
    static let radius = Meters.kilometers(10)

    /// The position to a tenth of a degree, about 10 km: no building can be read from it.
    static func rounded(_ coordinate: Coordinate) -> Coordinate {
        Coordinate(
            longitude: (coordinate.longitude * 10).rounded() / 10, latitude: (coordinate.latitude * 10).rounded() / 10)
            ?? coordinate
    }
}

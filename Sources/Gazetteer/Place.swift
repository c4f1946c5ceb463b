// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A named place that has one position: a settlement, a facility, a crossing, a site, or a country's label.
public struct Place: Sendable, Hashable {
    /// Stable key, for instance `geonames:99072` or `place:rabia-ninewa`.
    public let id: String
    /// The name under which results show it.
    public let name: String
    /// Other names and spellings in any script.
    public var variants: [String]
    /// ISO 3166-1 alpha-2 of the country; empty for what is larger than a country.
    public let country: String
    /// ISO 3166-2 of the province that the source states; nil when it states none (the polygons decide then).
    public let province: String?
    /// Position; nil for countries and larger.
    public let coordinate: Coordinate?
    /// Kind.
    public let feature: FeatureClass
    /// Whether it is the capital of its country.
    public var isCapital = false
    /// Number of people; 0 when unknown.
    public let population: Int
    /// How widely known the place is, 0 to 1, where the source says it; nil derives it from kind and population.
    public let prominence: Double?
    /// Radius in metres within which the true position lies.
    public let uncertainty: Meters
    /// Whether the place's own position must not leave the product.
    public let isRestricted: Bool
    /// Id of the town that stands for a restricted place; nil stands for a disc around its rounded position.
    public let host: String?

    /// Takes the parts as they are; facilities are restricted whatever `isRestricted` says.
    public init(
        id: String, name: String, variants: [String] = [], country: String, province: String? = nil,
        coordinate: Coordinate?, feature: FeatureClass, population: Int = 0, prominence: Double? = nil,
        uncertainty: Meters = Meters(2000), isRestricted: Bool = false, host: String? = nil
    ) {
        self.id = id
        self.name = name
        self.variants = variants
        self.country = country
        self.province = province
        self.coordinate = coordinate
        self.feature = feature
        self.population = population
        self.prominence = prominence
        self.uncertainty = uncertainty
        self.isRestricted = isRestricted || feature.isFacility
        self.host = host
    }
}

/// A second-level unit for which no polygon is at hand: a disc around its seat, cut to its province.
public struct District: Sendable, Hashable {
    /// Stable key, for instance `district:al-qaim`.
    public let id: String
    /// English name.
    public let name: String
    /// Other names and spellings in any script.
    public let variants: [String]
    /// ISO 3166-1 alpha-2 of the country.
    public let country: String
    /// ISO 3166-2 of the province that the disc is cut to.
    public let province: String
    /// Position of the seat.
    public let seat: Coordinate
    /// Radius of the disc.
    public let radius: Meters

    /// Takes the parts as they are.
    public init(
        id: String, name: String, variants: [String] = [], country: String, province: String, seat: Coordinate,
        radius: Meters = .kilometers(30)
    ) {
        self.id = id
        self.name = name
        self.variants = variants
        self.country = country
        self.province = province
        self.seat = seat
        self.radius = radius
    }
}

/// A region of common speech ("western Anbar"): a polygon drawn by hand, or a union of provinces.
public struct VernacularRegion: Sendable, Hashable {
    /// Name, key, country and area; the area is empty for a union of provinces.
    public let region: Region
    /// ISO 3166-2 of the provinces that it is a union of, or that its polygon touches.
    public let provinces: [String]

    /// Takes the parts as they are.
    public init(region: Region, provinces: [String]) {
        self.region = region
        self.provinces = provinces
    }
}

/// A river, a road or a border: an event there is spread over a strip on both sides.
public struct NamedLine: Sendable, Hashable {
    /// Stable key, for instance `river:euphrates`.
    public let id: String
    /// English name.
    public let name: String
    /// Other names and spellings in any script.
    public let variants: [String]
    /// `river`, `road` or `border`.
    public let feature: FeatureClass
    /// Lines in lon/lat degrees.
    public let lines: [[PlanarPoint]]

    /// Takes the parts as they are.
    public init(id: String, name: String, variants: [String] = [], feature: FeatureClass, lines: [[PlanarPoint]]) {
        self.id = id
        self.name = name
        self.variants = variants
        self.feature = feature
        self.lines = lines
    }
}

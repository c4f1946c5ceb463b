// SPDX-License-Identifier: Apache-2.0

/// What kind of thing a name of the gazetteer stands for.
public enum FeatureClass: String, Sendable, Hashable, CaseIterable {
    /// A first-level unit: governorate, province.
    case governorate
    /// A second-level unit: qada, mantiqah, district.
    case district
    /// A populated place that is the seat of a governorate or has at least 100 000 people.
    case city
    /// A smaller populated place of more than local fame.
    case town
    /// A village or hamlet.
    case village
    /// A part of a city.
    case suburb
    /// A camp of displaced people or refugees.
    case camp
    /// A prison or detention centre.
    case prison
    /// A military base.
    case base
    /// A civil airfield.
    case airport
    /// A border crossing.
    case crossing
    /// A dam, field, plant, shrine, hill: a site that reports name, and that is not a facility to be masked.
    case site
    /// A river, lake or canal.
    case river
    /// A road.
    case road
    /// A land border.
    case border
    /// A region of common speech, without official limits.
    case vernacularRegion = "vernacular-region"
    /// A sovereign state.
    case country
    /// Larger than a country.
    case supranational

    /// Whether the coordinates of such a place stay inside the product: facilities count at town or district
    /// precision.
    public var isFacility: Bool { self == .camp || self == .prison || self == .base }

    /// Whether people of the place's name live there: cities, towns, villages and suburbs.
    public var isSettlement: Bool { self == .city || self == .town || self == .village || self == .suburb }

    /// Whether it is a place of one position that is no settlement.
    var isSite: Bool { isFacility || self == .airport || self == .crossing || self == .site }
}

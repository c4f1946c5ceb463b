// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A place text of a report, with what else the report says about where it is.
public struct PlaceQuery: Sendable, Hashable {
    /// The place text as written: a name, a phrase ("near Rutba", "western Anbar"), an ISO 3166-2 or OCHA code.
    public var name: String
    /// Country as ISO 3166-1 alpha-2 or as a name.
    public var country: String?
    /// Province as ISO 3166-2, OCHA code or name; it overrides the polygons.
    public var province: String?
    /// District name.
    public var district: String?
    /// A position near which the place is expected; it only ranks.
    public var near: Coordinate?
    /// The least precision that the report claims; the result is never more precise.
    public var precision: LocationPrecision?
    /// Whether the name stands where towns do, so that of a town and its province of one name the town is meant; any word
    /// of the text overrules it.
    public var isTown = false

    /// Takes the parts as they are.
    public init(
        name: String, country: String? = nil, province: String? = nil, district: String? = nil,
        near: Coordinate? = nil, precision: LocationPrecision? = nil
    ) {
        self.name = name
        self.country = country
        self.province = province
        self.district = district
        self.near = near
        self.precision = precision
    }
}

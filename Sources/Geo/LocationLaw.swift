// SPDX-License-Identifier: Apache-2.0

/// UCDP's code of how exactly a place is known (GED codebook), 1 exact to 7 supranational.
public enum LocationPrecision: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// A named town, village or street.
    case exact = 1
    /// Within about 25 km of a named place.
    case near = 2
    /// A second-level unit (district).
    case district = 3
    /// A first-level unit (province, governorate).
    case province = 4
    /// A fuzzy region, a river or a road.
    case region = 5
    /// A country: counted, never drawn.
    case country = 6
    /// Larger than a country: excluded.
    case supranational = 7

    /// Orders from exact to vague.
    public static func < (a: LocationPrecision, b: LocationPrecision) -> Bool { a.rawValue < b.rawValue }
}

/// Where an event may have happened, as a probability law of mass one (method: location precision).
public enum LocationLaw: Sendable, Hashable {
    /// A Gaussian around a position; `sigma` is the standard deviation along each axis.
    case point(Coordinate, sigma: Meters)
    /// Anywhere in an area, spread mass-preservingly, never as a peak at its centre.
    case area(AreaLaw)
    /// Known to a country or less: counted, never drawn.
    case unlocated
}

/// The shape over which an imprecise event is spread.
public enum AreaLaw: Sendable, Hashable {
    /// The union of the regions with these ids (provinces, districts, vernacular regions).
    case regions([String])
    /// A disc around a seat, cut to a region: what stands for a district where no district polygon is given.
    case disc(center: Coordinate, radius: Meters, within: String)
    /// A river or a road with a distance on either side; `line` is the id of a named line of the gazetteer.
    case buffer(line: String, distance: Meters)
    /// What a report drew, in lon/lat degrees: an area as it is, lines and points with a distance around them.
    case shape(Geometry, distance: Meters)
}

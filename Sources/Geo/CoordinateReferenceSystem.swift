// SPDX-License-Identifier: Apache-2.0

/// The definition of a coordinate reference system, in any form that PROJ reads (`EPSG:3857`, a PROJ string, WKT).
///
/// Only `GeoIO` interprets it; here it is a name that travels with a grid.
public struct CoordinateReferenceSystem: Sendable, Hashable {
    /// What PROJ is given.
    public let definition: String

    /// Takes the definition as it is; `GeoIO` rejects one that PROJ does not know.
    public init(_ definition: String) { self.definition = definition }

    /// Longitude and latitude in degrees on WGS 84, in this axis order.
    public static let geographic = CoordinateReferenceSystem("OGC:CRS84")
    /// Web Mercator, the system of the released rasters and tiles.
    public static let webMercator = CoordinateReferenceSystem("EPSG:3857")

    /// Lambert azimuthal equal-area on WGS 84, metres, centred on the given point (degrees).
    public static func lambertEqualArea(latitude: Double, longitude: Double) -> CoordinateReferenceSystem {
        CoordinateReferenceSystem(
            "+proj=laea +lat_0=\(latitude) +lon_0=\(longitude) +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs")
    }
}

// SPDX-License-Identifier: Apache-2.0

/// A position on the WGS 84 ellipsoid in degrees.
///
/// Axis order everywhere in RiskMap is longitude, latitude (x, y), as in GeoJSON; the argument labels say it again
/// because swapped axes are the most common fault in incident tables.
public struct Coordinate: Sendable, Hashable {
    /// Degrees east, -180 to 180.
    public let longitude: Double
    /// Degrees north, -90 to 90.
    public let latitude: Double

    /// Returns nil when either value is not finite or lies outside its range.
    public init?(longitude: Double, latitude: Double) {
        guard longitude >= -180, longitude <= 180, latitude >= -90, latitude <= 90 else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }

    /// The same position as a planar point (x = longitude, y = latitude).
    public var point: PlanarPoint { PlanarPoint(x: longitude, y: latitude) }

    /// Great-circle distance in metres on the sphere of mean radius 6 371 008.8 m (haversine).
    ///
    /// Within 0.6 % of the geodesic; used for ranking and messages, never for the surface.
    public func distance(to other: Coordinate) -> Meters {
        let degree = Double.pi / 180
        let halfLatitude = (other.latitude - latitude) * degree / 2
        let halfLongitude = (other.longitude - longitude) * degree / 2
        let cosines = Trigonometry.cos(latitude * degree) * Trigonometry.cos(other.latitude * degree)
        let latitudeTerm = Trigonometry.sin(halfLatitude) * Trigonometry.sin(halfLatitude)
        let longitudeTerm = Trigonometry.sin(halfLongitude) * Trigonometry.sin(halfLongitude)
        let chord = latitudeTerm + cosines * longitudeTerm
        return Meters(2 * 6_371_008.8 * Trigonometry.asin(min(1, chord.squareRoot())))
    }

    /// The position at a distance in metres along the great circle that starts in a direction, in degrees clockwise from
    /// north, on the sphere of `distance(to:)`.
    ///
    /// Within 0.6 % of the distance of the geodesic's end. Nil when a number is not finite.
    public func moved(by distance: Meters, bearing: Double) -> Coordinate? {
        let degree = Double.pi / 180
        let arc = distance.value / 6_371_008.8
        let (sine, cosine) = (Trigonometry.sin(latitude * degree), Trigonometry.cos(latitude * degree))
        let north = Trigonometry.cos(bearing * degree), east = Trigonometry.sin(bearing * degree)
        let height = sine * Trigonometry.cos(arc) + cosine * Trigonometry.sin(arc) * north
        let turn = Trigonometry.atan2(east * Trigonometry.sin(arc) * cosine, Trigonometry.cos(arc) - sine * height)
        let turned = longitude + turn / degree
        return Coordinate(
            longitude: turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned,
            latitude: Trigonometry.asin(max(-1, min(1, height))) / degree)
    }
}

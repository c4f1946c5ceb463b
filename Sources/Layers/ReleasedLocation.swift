// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A location law as a tier may show it.
public enum ReleasedLocation: Sendable, Hashable {
    /// A Gaussian around a rounded position; `sigma` in metres along each axis.
    case point(longitude: Double, latitude: Double, sigma: Double)
    /// Anywhere in the union of these regions.
    case regions([String])
    /// Anywhere in a disc (radius in metres) cut to a region.
    case disc(longitude: Double, latitude: Double, radius: Double, within: String)
    /// Anywhere within a distance (metres) of a named line.
    case buffer(line: String, distance: Double)
    /// Anywhere in a shape that the report drew.
    case shape(ReleasedShape)
    /// Counted, never drawn.
    case unlocated
}

extension ReleasePolicy {
    /// What may be told about where an event happened.
    ///
    /// - Parameters:
    ///   - law: the law as the gazetteer gave it.
    ///   - access: of the event's source.
    ///   - isFacility: the place is marked restricted in the gazetteer (a prison, a camp, a base).
    ///   - area: the district or province that stands for the place where its point may not be shown.
    public func released(_ law: LocationLaw, access: SourceAccess, isFacility: Bool, area: AreaLaw) -> ReleasedLocation
    {
        switch law {
        case .unlocated: .unlocated
        // A drawn shape may be as telling as a point.
        case .area(.shape) where !mayShowPoint(access) || (isFacility && !mayShowFacilities): released(area)
        case .area(let law): released(law)
        case .point where !mayShowPoint(access) || (isFacility && !mayShowFacilities): released(area)
        case .point(let coordinate, let sigma):
            .point(
                longitude: rounded(coordinate.longitude), latitude: rounded(coordinate.latitude),
                sigma: sigma.value)
        }
    }

    /// An area law with its coordinates rounded as an event point's are.
    public func released(_ law: AreaLaw) -> ReleasedLocation {
        switch law {
        case .regions(let ids): .regions(ids)
        case .disc(let center, let radius, let region):
            .disc(
                longitude: rounded(center.longitude), latitude: rounded(center.latitude), radius: radius.value,
                within: region)
        case .buffer(let line, let distance): .buffer(line: line, distance: distance.value)
        case .shape(let geometry, let distance): .shape(ReleasedShape(geometry, distance: distance, rounded: rounded))
        }
    }

    /// Degrees rounded to the decimals of the tier, halves away from zero.
    public func rounded(_ degrees: Double) -> Double {
        let factor = Self.powersOfTen[eventDecimals]
        return (degrees * factor).rounded() / factor
    }

    /// The point with both coordinates rounded.
    public func rounded(_ point: PlanarPoint) -> PlanarPoint {
        PlanarPoint(x: rounded(point.x), y: rounded(point.y))
    }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
}

extension ReleasedLocation: Codable {
    private enum Kind: String, Codable { case point, regions, disc, buffer, shape, unlocated }

    private enum CodingKeys: String, CodingKey {
        case kind, longitude, latitude, regions, within, line, shape
        case sigma = "sigma_m"
        case radius = "radius_m"
        case distance = "distance_m"
    }

    /// Reads an object with a member `kind` and the members of that kind.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double { try members.decode(Double.self, forKey: key) }
        switch try members.decode(Kind.self, forKey: .kind) {
        case .point:
            self = .point(
                longitude: try number(.longitude), latitude: try number(.latitude), sigma: try number(.sigma))
        case .regions: self = .regions(try members.decode([String].self, forKey: .regions))
        case .disc:
            self = .disc(
                longitude: try number(.longitude), latitude: try number(.latitude), radius: try number(.radius),
                within: try members.decode(String.self, forKey: .within))
        case .buffer:
            self = .buffer(line: try members.decode(String.self, forKey: .line), distance: try number(.distance))
        case .shape: self = .shape(try members.decode(ReleasedShape.self, forKey: .shape))
        case .unlocated: self = .unlocated
        }
    }

    /// Writes an object with a member `kind` and the members of that kind.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .point(let longitude, let latitude, let sigma):
            try members.encode(Kind.point, forKey: .kind)
            try members.encode(longitude, forKey: .longitude)
            try members.encode(latitude, forKey: .latitude)
            try members.encode(sigma, forKey: .sigma)
        case .regions(let ids):
            try members.encode(Kind.regions, forKey: .kind)
            try members.encode(ids, forKey: .regions)
        case .disc(let longitude, let latitude, let radius, let region):
            try members.encode(Kind.disc, forKey: .kind)
            try members.encode(longitude, forKey: .longitude)
            try members.encode(latitude, forKey: .latitude)
            try members.encode(radius, forKey: .radius)
            try members.encode(region, forKey: .within)
        case .buffer(let line, let distance):
            try members.encode(Kind.buffer, forKey: .kind)
            try members.encode(line, forKey: .line)
            try members.encode(distance, forKey: .distance)
        case .shape(let shape):
            try members.encode(Kind.shape, forKey: .kind)
            try members.encode(shape, forKey: .shape)
        case .unlocated: try members.encode(Kind.unlocated, forKey: .kind)
        }
    }
}

extension ReleasedLocation {
    /// How exactly the place is known, in the word that its JSON has for it.
    var precision: String {
        switch self {
        case .point: "point"
        case .regions: "regions"
        case .disc: "disc"
        case .buffer: "buffer"
        case .shape: "shape"
        case .unlocated: "unlocated"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo
public import JSON

/// One feature of a GeoJSON file.
public struct TileFeature: Sendable, Hashable {
    /// The file's `id`, or the 1-based position in the file.
    public let id: JSONValue
    /// Members of `properties` in the order of the file.
    public let properties: [JSONValue.Member]
    /// Lon/lat degrees; nil where the file has none.
    public let geometry: Geometry?
    /// West, south, east, north in degrees; nil without a geometry.
    public let bounds: FeatureBounds?
    /// The geometry as the file writes it.
    public let geometryJSON: JSONValue

    /// The feature as a GeoJSON object with an `id`.
    public var json: JSONValue {
        ["type": "Feature", "id": id, "properties": .object(properties), "geometry": geometryJSON]
    }

    /// The id as it stands in an address.
    public var key: String {
        switch id {
        case .string(let text): text
        case .number(let digits): digits
        default: ""
        }
    }
}

/// A rectangle that may be a single point or a line.
public struct FeatureBounds: Sendable, Hashable {
    /// Degrees.
    public let west: Double, south: Double, east: Double, north: Double

    init?(_ points: some Sequence<PlanarPoint>) {
        var west = Double.infinity, south = Double.infinity, east = -Double.infinity, north = -Double.infinity
        for point in points {
            west = min(west, point.x)
            south = min(south, point.y)
            east = max(east, point.x)
            north = max(north, point.y)
        }
        guard west <= east else { return nil }
        (self.west, self.south, self.east, self.north) = (west, south, east, north)
    }

    /// Whether the two share any point.
    public func intersects(_ extent: Extent) -> Bool {
        west <= extent.maxX && extent.minX <= east && south <= extent.maxY && extent.minY <= north
    }
}

/// A GeoJSON file that cannot be served.
public struct FeatureFileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; holds no path.
    public let description: String
}

/// The features of a GeoJSON file (RFC 7946), all in memory.
public struct FeatureCollection: Sendable {
    /// Features in the order of the file.
    public let features: [TileFeature]
    private let positions: [String: Int]

    /// Reads a `FeatureCollection`.
    /// - Throws: `JSONFault` for other text than JSON, `FeatureFileFault` for other JSON.
    public init(geoJSON bytes: [UInt8]) throws {
        guard let entries = try JSONValue.parse(bytes)["features"]?.elements else {
            throw FeatureFileFault(description: "not a GeoJSON FeatureCollection: it has no 'features'")
        }
        try self.init(features: entries.enumerated().map { try Self.feature($1, number: $0 + 1) })
    }

    /// Takes the features as they are; of two with one id the first is found by it.
    init(features: [TileFeature]) {
        self.features = features
        positions = Dictionary(features.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The feature of an id.
    public func feature(id: String) -> TileFeature? { positions[id].map { features[$0] } }

    private static func feature(_ json: JSONValue, number: Int) throws -> TileFeature {
        let geometryJSON = json["geometry"] ?? .null
        let geometry: Geometry?
        do {
            geometry = geometryJSON == .null ? nil : try GeoJSONGeometry.read(geometryJSON)
        } catch {
            throw FeatureFileFault(description: "feature \(number): \(error)")
        }
        var properties: [JSONValue.Member] = []
        if case .object(let members) = json["properties"] ?? .null { properties = members }
        return TileFeature(
            id: json["id"] ?? .number(String(number)), properties: properties, geometry: geometry,
            bounds: geometry.flatMap { FeatureBounds($0.points) }, geometryJSON: .encoded(geometryJSON.bytes))
    }
}

/// Reads GeoJSON geometries; positions keep their first two numbers.
public enum GeoJSONGeometry {
    /// The geometry of a GeoJSON object; geometry collections are not read.
    /// - Throws: `FeatureFileFault` for an unknown type or coordinates of another form.
    public static func read(_ json: JSONValue) throws -> Geometry {
        let coordinates = json["coordinates"] ?? .null
        switch json["type"]?.text {
        case "Point": return .point(try point(coordinates))
        case "MultiPoint": return .multiPoint(try list(coordinates).map(point))
        case "LineString": return .lines([try line(coordinates)])
        case "MultiLineString": return .lines(try list(coordinates).map(line))
        case "Polygon": return .area(MultiPolygon([try polygon(coordinates)]))
        case "MultiPolygon": return .area(MultiPolygon(try list(coordinates).map(polygon)))
        default: throw FeatureFileFault(description: "not a GeoJSON geometry of a known type")
        }
    }

    private static func list(_ json: JSONValue) throws -> [JSONValue] {
        guard let values = json.elements else {
            throw FeatureFileFault(description: "'coordinates' is not an array of the depth its type asks for")
        }
        return values
    }

    private static func point(_ json: JSONValue) throws -> PlanarPoint {
        let numbers = try list(json)
        guard numbers.count >= 2, let x = numbers[0].double, let y = numbers[1].double, x.isFinite, y.isFinite else {
            throw FeatureFileFault(description: "a position needs two finite numbers")
        }
        return PlanarPoint(x: x, y: y)
    }

    private static func line(_ json: JSONValue) throws -> [PlanarPoint] {
        let points = try list(json).map(point)
        guard points.count >= 2 else { throw FeatureFileFault(description: "a line needs two positions") }
        return points
    }

    private static func polygon(_ json: JSONValue) throws -> Polygon {
        let rings = try list(json).map(line)
        guard let shell = rings.first, rings.allSatisfy({ $0.count >= 4 && $0.first == $0.last }) else {
            throw FeatureFileFault(description: "a polygon needs closed rings of at least four positions")
        }
        return Polygon(shell: shell, holes: Array(rings.dropFirst()))
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Features with one set of fields, in lon/lat degrees, ready to be written.
public struct VectorLayer: Sendable, Hashable {
    /// Name inside the file.
    public let name: String
    /// What a reader should know; empty for nothing.
    public let summary: String
    /// Further statements about the layer (licence, as-of date, digest), in order.
    public let metadata: [LayerMetadata]
    /// Fields in the order in which they are written.
    public let fields: [FieldDefinition]
    /// Features in the order in which they are written.
    public let features: [Feature]
    /// What all geometries are; nil to be told by them.
    public let shape: Shape?

    /// The one kind of geometry of a layer: programs tell a layer's kind from it, and hide what is of another.
    public enum Shape: Sendable, Hashable { case points, lines, areas }

    /// Takes the parts as they are; writing checks each value against its field.
    public init(
        name: String, summary: String = "", metadata: [LayerMetadata] = [], fields: [FieldDefinition],
        features: [Feature], shape: Shape? = nil
    ) {
        self.shape = shape
        self.name = name
        self.summary = summary
        self.metadata = metadata
        self.fields = fields
        self.features = features
    }

    /// One object with its attributes.
    public struct Feature: Sendable, Hashable {
        /// Stable key, written as GeoJSON's `id`; other formats number their features from 1.
        public let id: String?
        /// In lon/lat degrees; nil for an object without a place.
        public let geometry: Geometry?
        /// One value per field.
        public let values: [FieldValue]
        /// How it is drawn where a file says so itself, as an OGR feature style; empty for nothing said.
        public var drawing = ""

        /// Takes the parts as they are.
        public init(id: String? = nil, geometry: Geometry?, values: [FieldValue]) {
            self.id = id
            self.geometry = geometry
            self.values = values
        }
    }
}

extension VectorLayer {
    /// The same features with coordinates of so many decimals; areas are repaired where rounding made a ring cross itself.
    /// - Throws: `GeoIOError` where an area cannot be repaired.
    public func rounded(toDecimals decimals: Int) throws(GeoIOError) -> VectorLayer {
        var rounded: [Feature] = []
        for feature in features {
            var other = Feature(
                id: feature.id, geometry: try feature.geometry?.rounded(toDecimals: decimals), values: feature.values)
            other.drawing = feature.drawing
            rounded.append(other)
        }
        return VectorLayer(
            name: name, summary: summary, metadata: metadata, fields: fields, features: rounded, shape: shape)
    }
}

extension Geometry {
    /// Nil for an area that has no width left.
    fileprivate func rounded(toDecimals decimals: Int) throws(GeoIOError) -> Geometry? {
        func rounded(_ point: PlanarPoint) -> PlanarPoint {
            PlanarPoint(x: point.x.rounded(toDecimals: decimals), y: point.y.rounded(toDecimals: decimals))
        }
        switch self {
        case .point(let point): return .point(rounded(point))
        case .multiPoint(let points): return .multiPoint(points.map(rounded))
        case .lines(let lines): return .lines(lines.map { $0.map(rounded) })
        case .area(let area):
            let area = try RoundedArea(area, decimals: decimals).area
            return area.isEmpty ? nil : .area(area)
        }
    }
}

/// One statement about a layer.
public struct LayerMetadata: Sendable, Hashable {
    /// Name, a member of the top level of GeoJSON.
    public let name: String
    /// The text.
    public let value: String

    /// Takes both as they are.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Name and type of an attribute.
public struct FieldDefinition: Sendable, Hashable {
    /// What a field holds.
    public enum FieldType: String, Sendable, Hashable { case text, integer, real, boolean, json }

    /// Name of the attribute.
    public let name: String
    /// What its values are.
    public let type: FieldType

    /// Takes both as they are.
    public init(name: String, type: FieldType) {
        self.name = name
        self.type = type
    }
}

/// The value of one attribute.
public enum FieldValue: Sendable, Hashable {
    /// No value, whatever the field's type.
    case null
    /// Any text without zero bytes.
    case text(String)
    /// A whole number; beyond 2^53 either way clients would round it, and writing refuses it.
    case integer(Int)
    /// A finite number, written with at most 15 significant digits: round it before to what it is good for.
    case real(Double)
    /// Truth value.
    case boolean(Bool)
    /// A JSON object or array, written as such where the format can.
    case json(JSONMember)
}

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

    /// Takes the parts as they are; writing checks each value against its field.
    public init(
        name: String, summary: String = "", metadata: [LayerMetadata] = [], fields: [FieldDefinition],
        features: [Feature]
    ) {
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

        /// Takes the parts as they are.
        public init(id: String? = nil, geometry: Geometry?, values: [FieldValue]) {
            self.id = id
            self.geometry = geometry
            self.values = values
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

// SPDX-License-Identifier: Apache-2.0

import Geo
public import GeoIO

/// Features ready to be written, with what the rules of release need to know about them.
public struct FeatureLayer: Sendable {
    /// What the features are; the rules differ.
    public enum Kind: Sendable, Hashable, CaseIterable {
        case provinces, districts, isobands
        /// Incidents known to a place.
        case incidentPoints
        /// Incidents known to an area, or to no place at all.
        case incidentAreas
        case routes
    }

    /// What the features are.
    public var kind: Kind
    /// What a reader calls the layer.
    public var title: TextByLanguage
    /// Features, fields and name.
    public var vector: VectorLayer
    /// Makes the same features with one value in each column, for formats that hold tables; nil where `vector` has no
    /// others. Few builds want them, and of a large table they are as large again.
    public var table: (@Sendable () throws -> VectorLayer)?
    /// Palette by which the features are drawn; empty when none is.
    public var style: String
    /// How the features are drawn.
    public var drawing: FeatureStyle?

    /// Takes the parts as they are.
    public init(kind: Kind, title: TextByLanguage, vector: VectorLayer, style: String = "") {
        self.kind = kind
        self.title = title
        self.vector = vector
        self.style = style
    }

    /// Stem of the file names.
    public var name: String { vector.name }
}

/// Formats in which features are written besides GeoJSON.
public enum ExtraFormat: String, Sendable, Hashable, CaseIterable {
    /// OGC GeoPackage.
    case gpkg
    /// OGC KML.
    case kml
    /// Comma-separated values with a row of HXL tags.
    case hxl

    /// End of the file name.
    public var fileExtension: String { self == .hxl ? "hxl.csv" : rawValue }
}

/// Builds a feature's values in the order of its fields.
struct FeatureColumns<Value>: Sendable {
    let columns: [(field: FieldDefinition, value: @Sendable (Value) throws -> FieldValue)]

    init(_ columns: [(String, FieldDefinition.FieldType, @Sendable (Value) throws -> FieldValue)]) {
        self.columns = columns.map { (FieldDefinition(name: $0.0, type: $0.1), $0.2) }
    }

    private init(columns: [(field: FieldDefinition, value: @Sendable (Value) throws -> FieldValue)]) {
        self.columns = columns
    }

    /// With more columns behind one.
    func inserting(
        _ more: [(field: FieldDefinition, value: @Sendable (Value) throws -> FieldValue)], after name: String
    ) -> FeatureColumns {
        guard let index = columns.firstIndex(where: { $0.field.name == name }) else { return self }
        return FeatureColumns(columns: columns[...index] + more + columns[(index + 1)...])
    }

    var fields: [FieldDefinition] { columns.map(\.field) }

    func values(_ value: Value) throws -> [FieldValue] { try columns.map { try $0.value(value) } }
}

extension FieldValue {
    /// The number rounded to a number of decimals, or null.
    static func rounded(_ number: Double?, _ decimals: Int) -> FieldValue {
        guard let number, number.isFinite else { return .null }
        return .real(number.rounded(toDecimals: decimals))
    }

    static func optional(_ number: Int?) -> FieldValue { number.map { .integer($0) } ?? .null }

    static func optional(_ text: String?) -> FieldValue { text.map { .text($0) } ?? .null }

    static func json(encoding value: some Encodable) throws -> FieldValue {
        .json(try JSONMember(encoding: value))
    }
}

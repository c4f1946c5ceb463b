// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Writes the features of one layer into an open dataset.
struct LayerWriter {
    private let layer: VectorLayer
    private let path: String
    private let format: VectorFormat
    private let handle: OGRLayerH
    /// Positions of the fields by name: a driver may have fields of its own before ours.
    private var positions: [Int32] = []
    /// Position of the field that becomes GeoJSON's `id`.
    private var keyPosition: Int32?
    /// Position of the field that becomes the name of a placemark.
    private var namePosition: Int32?
    /// All geometries are made multi-part where one is.
    private let type: OGRwkbGeometryType

    init(_ layer: VectorLayer, in dataset: Dataset, path: String, format: VectorFormat) throws(GeoIOError) {
        self.layer = layer
        self.path = path
        self.format = format
        let reference = try SpatialReference(.geographic)
        let options = try format.layerOptions(layer)
        let type = layer.commonType
        self.type = type
        handle = try ErrorCapture.run { errors throws(GeoIOError) in
            let made = withStringList(options) {
                GDALDatasetCreateLayer(dataset.handle, layer.name, reference.handle, type, $0)
            }
            guard let made, errors.failures.isEmpty else { throw .unwritable(path: path, reason: errors.reason) }
            return made
        }
        try addFields()
        if case .geoPackage = format { addMetadata() }
    }

    func write() throws(GeoIOError) {
        for (index, feature) in layer.features.enumerated() {
            guard feature.values.count == layer.fields.count else {
                throw fault(index, "\(feature.values.count) values for \(layer.fields.count) fields")
            }
            try write(feature, index)
        }
    }

    private func write(_ feature: VectorLayer.Feature, _ index: Int) throws(GeoIOError) {
        let made = OGR_F_Create(OGR_L_GetLayerDefn(handle))
        defer { OGR_F_Destroy(made) }
        for (position, value) in feature.values.enumerated() {
            do {
                try AttributeWriter(feature: made, position: positions[position], format: format)
                    .set(value, as: layer.fields[position].type)
            } catch {
                throw fault(index, "field '\(layer.fields[position].name)': \(error.reason)")
            }
        }
        if let keyPosition, let id = feature.id { OGR_F_SetFieldString(made, keyPosition, id) }
        if let namePosition { OGR_F_SetFieldString(made, namePosition, name(of: feature)) }
        if !feature.drawing.isEmpty { OGR_F_SetStyleString(made, feature.drawing) }
        let geometry = try geometry(of: feature, index)
        // The driver would leave the feature out without a word.
        if format == .flatGeobuf, geometry == nil { throw fault(index, "the format holds no feature without a place") }
        if let geometry { OGR_F_SetGeometryDirectly(made, geometry) }
        try ErrorCapture.run { errors throws(GeoIOError) in
            guard OGR_L_CreateFeature(handle, made) == OGRERR_NONE, errors.failures.isEmpty else {
                throw fault(index, errors.reason)
            }
        }
    }

    /// A geometry that the feature will own.
    private func geometry(of feature: VectorLayer.Feature, _ index: Int) throws(GeoIOError) -> OGRGeometryH? {
        guard var geometry = feature.geometry else { return nil }
        if let bad = geometry.firstVertex(where: { !(abs($0.x) <= 360 && abs($0.y) <= 90.000_001) }) {
            throw fault(index, "x = \(bad.x), y = \(bad.y) is not a longitude and a latitude")
        }
        if case .geoJSON(let precision) = format, case .area(let area) = geometry {
            geometry = .area(try RoundedArea(area, decimals: precision).area)
        }
        if geometry.isEmpty { return nil }
        let made = try OGRGeometry(geometry).withHandle { OGR_G_Clone($0) }
        return switch geometry {
        case .area: OGR_G_ForceToMultiPolygon(made)
        case .lines: OGR_G_ForceToMultiLineString(made)
        case .point, .multiPoint: type == wkbMultiPoint ? OGR_G_ForceToMultiPoint(made) : made
        }
    }

    private func name(of feature: VectorLayer.Feature) -> String {
        guard case .kml(let field?, _, _) = format, let index = layer.fields.firstIndex(where: { $0.name == field }),
            case .text(let text) = feature.values[index]
        else { return "" }
        return text
    }

    private mutating func addFields() throws(GeoIOError) {
        for field in layer.fields { positions.append(try addField(field.name, field.type)) }
        if case .geoJSON = format, layer.hasKeys { keyPosition = try addField(VectorLayer.keyField, .text) }
        if case .kml(.some, _, _) = format { namePosition = try addField("Name", .text) }
    }

    /// - Returns: the field's position.
    private func addField(_ name: String, _ type: FieldDefinition.FieldType) throws(GeoIOError) -> Int32 {
        let definition = OGR_Fld_Create(name, type.ogrType(in: format))
        defer { OGR_Fld_Destroy(definition) }
        OGR_Fld_SetSubType(definition, type.ogrSubtype)
        try ErrorCapture.run { errors throws(GeoIOError) in
            guard OGR_L_CreateField(handle, definition, 0) == OGRERR_NONE else {
                throw .unwritable(path: path, reason: "field '\(name)': \(errors.reason)")
            }
        }
        let position = OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(handle), name)
        guard position >= 0 else { throw .unwritable(path: path, reason: "the format takes no field '\(name)'") }
        return position
    }

    private func addMetadata() {
        for item in layer.metadata { GDALSetMetadataItem(handle, item.name, item.value, nil) }
    }

    private func fault(_ index: Int, _ reason: String) -> GeoIOError {
        .unwritable(path: path, reason: "layer '\(layer.name)', feature \(index + 1): \(reason)")
    }
}

extension FieldDefinition.FieldType {
    fileprivate func ogrType(in format: VectorFormat) -> OGRFieldType {
        switch self {
        case .text, .json: OFTString
        case .integer: if case .kml = format { OFTInteger } else { OFTInteger64 }
        case .real: OFTReal
        case .boolean: OFTInteger
        }
    }

    fileprivate var ogrSubtype: OGRFieldSubType {
        switch self {
        case .json: OFSTJSON
        case .boolean: OFSTBoolean
        case .text, .integer, .real: OFSTNone
        }
    }
}

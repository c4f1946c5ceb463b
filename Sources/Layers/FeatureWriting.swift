// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

extension BuildWriter {
    /// Writes `NAME.geojson` and the extra formats.
    ///
    /// - Returns: the catalog's entry.
    /// - Throws: `ReleaseViolation` for features that the tier does not allow, `GeoIOError` when a file cannot be
    ///   written.
    public func write(_ layer: FeatureLayer, also formats: [ExtraFormat] = []) throws -> CatalogLayer {
        let vector = stamped(layer.vector)
        var files: [String] = []
        let decimals = layer.kind.isOfEvents ? policy.eventDecimals : policy.areaDecimals
        let main = "\(layer.name).geojson"
        if wants(main) {
            try VectorWriter.write(vector, to: path(main), format: .geoJSON(coordinatePrecision: decimals))
            files.append(main)
        }
        let extra = ExtraFormat.allCases.map { (format: $0, name: "\(layer.name).\($0.fileExtension)") }
            .filter { formats.contains($0.format) && wants($0.name) }
        if !extra.isEmpty {
            let table = try stamped(layer.table?() ?? layer.vector).rounded(toDecimals: decimals)
            for (format, name) in extra {
                try write(table, named: name, as: format, layer: layer)
                files.append(name)
            }
        }
        files += try writeStyles(layer)
        return CatalogLayer(
            name: layer.name, kind: .vector, title: layer.title, summary: vector.summary,
            units: TextByLanguage(en: ""), style: layer.style, tier: policy.tier, files: files.map(file),
            extent: Self.extent(vector), statistics: nil, featureCount: vector.features.count)
    }

    /// Files of a layer of features, wanted or not, by the name of the layer.
    public static func featureFiles(_ name: String) -> [String] {
        ["\(name).geojson"] + ExtraFormat.allCases.map { "\(name).\($0.fileExtension)" }
            + StyleExport.ofFeatures.map { path(of: $0, named: "\(name).\($0.rawValue)") }
    }

    private func writeStyles(_ layer: FeatureLayer) throws -> [String] {
        guard let drawing = layer.drawing else { return [] }
        var names: [String] = []
        for export in StyleExport.ofFeatures {
            let attribution = provenance.attributions.joined(separator: "; ")
            let path = Self.path(of: export, named: "\(layer.name).\(export.rawValue)")
            guard wants(path),
                let text = try export.text(of: drawing, source: "\(layer.name).geojson", attribution: attribution)
            else {
                continue
            }
            try write(Data(text.utf8), to: path)
            names.append(path)
        }
        return names
    }

    private func write(_ vector: VectorLayer, named name: String, as format: ExtraFormat, layer: FeatureLayer) throws {
        switch format {
        case .gpkg:
            try VectorWriter.write(
                [vector] + styleTables(of: layer), to: path(name), format: .geoPackage(date: provenance.asOf))
        case .kml:
            let style = VectorFormat.kml(
                nameField: layer.kind.nameField, title: "\(layer.title.main), \(provenance.asOf)",
                description: ([vector.summary] + provenance.notices).joined(separator: "\n"))
            try VectorWriter.write(layer.drawn(vector), to: path(name), format: style)
        case .hxl:
            try write(Data(HXLTable.text(vector, notice: provenance.notices.joined(separator: " ")).utf8), to: name)
        }
    }

    /// The table in which QGIS finds the style that a layer of a GeoPackage opens with.
    private func styleTables(of layer: FeatureLayer) -> [VectorLayer] {
        guard let drawing = layer.drawing else { return [] }
        let columns: [(String, FieldDefinition.FieldType, FieldValue)] = [
            ("f_table_catalog", .text, .text("")), ("f_table_schema", .text, .text("")),
            ("f_table_name", .text, .text(layer.name)), ("f_geometry_column", .text, .text("geometry")),
            ("styleName", .text, .text("default")), ("styleQML", .text, .text(QMLFeatureStyle.text(drawing))),
            ("styleSLD", .text, .text(SLDFeatureStyle.text(drawing))), ("useAsDefault", .boolean, .boolean(true)),
            ("description", .text, .text(layer.title.main)), ("owner", .text, .text("")), ("ui", .text, .null),
            ("update_time", .text, .text("\(provenance.asOf)T00:00:00Z")),
        ]
        return [
            VectorLayer(
                name: VectorLayer.styleTable, fields: columns.map { FieldDefinition(name: $0.0, type: $0.1) },
                features: [VectorLayer.Feature(geometry: nil, values: columns.map(\.2))])
        ]
    }

    private func stamped(_ layer: VectorLayer) -> VectorLayer {
        VectorLayer(
            name: layer.name, summary: layer.summary,
            metadata: layer.metadata
                + provenance.items(tier: policy.tier).map { LayerMetadata(name: $0.0, value: $0.1) },
            fields: layer.fields, features: layer.features, shape: layer.shape)
    }

    /// West, south, east, north of all features; empty when no feature has a place.
    private static func extent(_ layer: VectorLayer) -> [Double] {
        var points: [PlanarPoint] = []
        for feature in layer.features { feature.geometry?.appendPoints(to: &points) }
        return Extent(around: points)?.degrees ?? []
    }
}

extension Geometry {
    /// Points, lines and shells; holes lie inside.
    fileprivate func appendPoints(to points: inout [PlanarPoint]) {
        switch self {
        case .point(let point): points.append(point)
        case .multiPoint(let members): points += members
        case .lines(let lines): for line in lines { points += line }
        case .area(let area): for polygon in area.polygons { points += polygon.shell }
        }
    }
}

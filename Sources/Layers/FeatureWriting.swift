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
        var files = ["\(layer.name).geojson"]
        let decimals = layer.kind == .incidents ? policy.eventDecimals : policy.areaDecimals
        try VectorWriter.write(vector, to: path(files[0]), format: .geoJSON(coordinatePrecision: decimals))
        for format in ExtraFormat.allCases where formats.contains(format) {
            let name = "\(layer.name).\(format.fileExtension)"
            try write(vector, named: name, as: format, kind: layer.kind)
            files.append(name)
        }
        return CatalogLayer(
            name: layer.name, kind: .vector, title: layer.title, summary: vector.summary,
            units: BilingualText(en: "", ar: ""), style: layer.style, tier: policy.tier, files: files.map(file),
            extent: Self.extent(vector), statistics: nil, featureCount: vector.features.count)
    }

    private func write(_ vector: VectorLayer, named name: String, as format: ExtraFormat, kind: FeatureLayer.Kind)
        throws
    {
        switch format {
        case .gpkg: try VectorWriter.write(vector, to: path(name), format: .geoPackage(date: provenance.asOf))
        case .kml: try VectorWriter.write(vector, to: path(name), format: .kml(nameField: Self.nameField(kind)))
        case .hxl: try write(Data(HXLTable.text(vector).utf8), to: name)
        }
    }

    private static func nameField(_ kind: FeatureLayer.Kind) -> String {
        switch kind {
        case .provinces, .districts: "name_en"
        case .isobands: "label_en"
        case .incidents, .routes: "title"
        }
    }

    private func stamped(_ layer: VectorLayer) -> VectorLayer {
        VectorLayer(
            name: layer.name, summary: layer.summary,
            metadata: layer.metadata
                + provenance.items(tier: policy.tier).map { LayerMetadata(name: $0.0, value: $0.1) },
            fields: layer.fields, features: layer.features)
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

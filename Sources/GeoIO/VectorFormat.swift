// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo
import JSON

/// A vector format with what is to be decided for it.
public enum VectorFormat: Sendable, Hashable {
    /// RFC 7946 with this many decimals per coordinate (7 are a centimetre, 2 a kilometre).
    case geoJSON(coordinatePrecision: Int)
    /// OGC GeoPackage; `date` stands as the day of the last change, so that the same input gives the same bytes.
    case geoPackage(date: CalendarDay)
    /// OGC KML; `nameField` becomes the placemark's name, title and description head the document.
    case kml(nameField: String?, title: String = "", description: String = "")
    /// FlatGeobuf with a spatial index; it holds no feature without a place, and writing refuses one.
    case flatGeobuf

    var driver: String {
        switch self {
        case .geoJSON: "GeoJSON"
        case .geoPackage: "GPKG"
        case .kml: "LIBKML"
        case .flatGeobuf: "FlatGeobuf"
        }
    }

    /// Whether one file holds several layers.
    var holdsSeveralLayers: Bool {
        switch self {
        case .geoPackage, .kml: true
        case .geoJSON, .flatGeobuf: false
        }
    }

    var datasetOptions: [String] {
        switch self {
        case .geoPackage: ["ADD_GPKG_OGR_CONTENTS=NO"]
        case .kml(_, let title, let description):
            (title.isEmpty ? [] : ["NAME=\(title)"]) + (description.isEmpty ? [] : ["DESCRIPTION=\(description)"])
        case .geoJSON, .flatGeobuf: []
        }
    }

    func layerOptions(_ layer: VectorLayer) throws(GeoIOError) -> [String] {
        switch self {
        case .geoJSON(let precision):
            var options = ["RFC7946=YES", "COORDINATE_PRECISION=\(precision)", "SIGNIFICANT_FIGURES=15"]
            if !layer.summary.isEmpty { options.append("DESCRIPTION=\(layer.summary)") }
            if layer.hasKeys { options += ["ID_FIELD=\(VectorLayer.keyField)", "ID_TYPE=String"] }
            guard !layer.metadata.isEmpty else { return options }
            return options + [
                "NATIVE_DATA=\(layer.topLevelMembers)", "NATIVE_MEDIA_TYPE=application/vnd.geo+json",
            ]
        case .geoPackage where layer.name == VectorLayer.styleTable: return ["FID=id"]
        case .geoPackage: return ["DESCRIPTION=\(layer.summary)", "GEOMETRY_NAME=geometry"]
        case .kml: return ["FOLDER=YES"]
        case .flatGeobuf:
            return layer.summary.isEmpty ? [] : ["DESCRIPTION=\(layer.summary)"]
        }
    }
}

extension VectorLayer {
    /// The table of a GeoPackage in which programs keep styles.
    public static let styleTable = "layer_styles"

    /// GDAL takes GeoJSON's `id` from a field, which it then leaves out of the properties.
    static let keyField = "feature key"

    var hasKeys: Bool { features.contains { $0.id != nil } }

    /// The metadata as members of a feature collection.
    fileprivate var topLevelMembers: String {
        let members = metadata.map { ",\(JSONValue.quoted($0.name)):\(JSONValue.quoted($0.value))" }
        return #"{"type":"FeatureCollection"\#(members.joined())}"#
    }

    /// The one OGR type of all geometries; `wkbUnknown` for a mixture, `wkbNone` where there is none.
    var commonType: OGRwkbGeometryType {
        switch shape {
        case .points: return features.contains { $0.geometry?.isMultiPoint ?? false } ? wkbMultiPoint : wkbPoint
        case .lines: return wkbMultiLineString
        case .areas: return wkbMultiPolygon
        case nil: break
        }
        let types = Set(features.compactMap { $0.geometry?.collectedType.rawValue })
        guard types.count <= 1 else { return wkbUnknown }
        return types.first.map { OGRwkbGeometryType($0) } ?? wkbNone
    }
}

extension Geometry {
    fileprivate var isMultiPoint: Bool { if case .multiPoint = self { true } else { false } }

    /// Whether it has no part at all.
    var isEmpty: Bool {
        switch self {
        case .point: false
        case .multiPoint(let points): points.isEmpty
        case .lines(let lines): lines.isEmpty
        case .area(let area): area.isEmpty
        }
    }

    fileprivate var collectedType: OGRwkbGeometryType {
        switch self {
        case .point: wkbPoint
        case .multiPoint: wkbMultiPoint
        case .lines: wkbMultiLineString
        case .area: wkbMultiPolygon
        }
    }
}

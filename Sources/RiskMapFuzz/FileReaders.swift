// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import JSON
import Studies
import TileEncoding

extension FuzzedReader {
    /// A study, with a calibration of earlier versions beside it that is in order.
    static let study = FuzzedReader(
        name: "study",
        sources: [
            "Sources/Studies/StudyFile.swift", "Sources/Studies/StudyValueReader.swift",
            "Sources/Studies/ResolvedStudy.swift", "Sources/Incidents/FieldMapping.swift",
        ],
        prepare: { _ = try Workplace.studyFolder() }
    ) { bytes in
        let folder = try Workplace.studyFolder()
        _ = try ResolvedStudy(file: Workplace.write(bytes, to: "\(folder)/input.yaml"))
    }

    /// A calibration of earlier versions.
    static let calibration = FuzzedReader(name: "calibration", sources: ["Sources/Studies/StudyFile.swift"]) { bytes in
        _ = try ResolvedStudy.calibration(at: Workplace.write(bytes, to: "\(Workplace.folder)/calibration.yaml"))
    }

    /// JSON: what was read and written again must be read as the same value.
    static let json = FuzzedReader(
        name: "json", sources: ["Sources/JSON/JSONParser.swift", "Sources/JSON/JSONValue.swift"]
    ) { bytes in
        let value = try JSONValue.parse(bytes)
        let again = try? JSONValue.parse(value.bytes)
        Promise.keep(again == value, "\(value) was written as \(String(decoding: value.bytes, as: UTF8.self))")
    }

    /// GeoJSON as the server reads it, down to the tiles made of it, and as a study reads it through GDAL.
    static let geoJSON = FuzzedReader(
        name: "geojson",
        sources: [
            "Sources/TileEncoding/FeatureCollection.swift", "Sources/TileEncoding/VectorPyramid.swift",
            "Sources/GeoIO/VectorSource.swift", "Sources/GeoIO/VectorLayerReader.swift",
            "Sources/GeoIO/FeatureGeometryReader.swift", "Sources/GeoIO/OGRGeometry.swift",
            "Sources/GeoIO/WKBReader.swift", "Sources/GeoIO/VectorField.swift",
        ]
    ) { bytes in
        let collection = try FeatureCollection(geoJSON: bytes)
        for feature in collection.features {
            let json = try? JSONValue.parse(feature.json.bytes)
            Promise.keep(json != nil, "feature \(feature.key) was not written as JSON")
        }
        let pyramid = VectorPyramid(name: "f", collection: collection)
        for (zoom, x, y) in [(0, 0, 0), (6, 39, 25)] {
            for set in [TileMatrixSet.webMercatorQuad, .worldCRS84Quad] {
                if let tile = TileID(set, zoom: zoom, column: x, row: y) { _ = pyramid.tile(tile) }
            }
        }
        try readWithGDAL(bytes)
    }

    /// Binary geometries: no vertex may be made of nothing.
    static let wkb = FuzzedReader(name: "wkb", sources: ["Sources/GeoIO/WKBReader.swift"]) { bytes in
        let reader = try bytes.withUnsafeBytes { bytes throws(GeometryFault) in try WKBReader(bytes) }
        let inLines = reader.lines.reduce(0) { $0 + $1.count }
        let inAreas = reader.polygons.reduce(0) { $0 + $1.shell.count + $1.holes.reduce(0) { $0 + $1.count } }
        let vertices = reader.points.count + inLines + inAreas
        Promise.keep(vertices * 16 <= bytes.count, "\(vertices) vertices from \(bytes.count) bytes")
    }

    private static func readWithGDAL(_ bytes: [UInt8]) throws {
        let source = VectorSource(path: try Workplace.write(bytes, to: "\(Workplace.folder)/input.geojson"))
        let columns = try source.columns().names.count
        try source.forEachRecord(onFault: { _ in }) { record in
            Promise.keep(record.values.count == columns, "\(record.values.count) values for \(columns) columns")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// Writes vector layers. The same input gives the same bytes; a file appears under its name only when it is complete.
public enum VectorWriter {
    /// Writes one layer. Throws `unwritable` for what the place or the format cannot take, naming feature and field.
    ///
    /// GeoJSON follows RFC 7946: shells run counter-clockwise, `null` stands for a missing geometry or value. Areas
    /// are rounded first and repaired where rounding made a ring cross itself; one that has no width left at that
    /// precision becomes `null`. GDAL would read a text that is itself valid JSON as an object or array; such a text
    /// gets a blank at its end.
    public static func write(_ layer: VectorLayer, to path: String, format: VectorFormat) throws(GeoIOError) {
        try write([layer], to: path, format: format)
    }

    /// Writes several layers to one file, which GeoPackage and KML can hold.
    public static func write(_ layers: [VectorLayer], to path: String, format: VectorFormat) throws(GeoIOError) {
        guard layers.count == 1 || format.holdsSeveralLayers && !layers.isEmpty else {
            throw .invalidArgument(
                what: "\(path): \(layers.count) layers in one \(format.driver) file",
                remedy: "Write one file per layer, or a GeoPackage")
        }
        if case .geoJSON(let precision) = format, !(0...15).contains(precision) {
            throw .invalidArgument(what: "\(precision) decimals per coordinate", remedy: "Give 0 to 15")
        }
        if case .kml = format, layers.count == 1, layers[0].features.count > LongKML.part {
            return try LongKML(layers[0], format).write(to: path)
        }
        try OutputFile(path).write { memoryPath throws(GeoIOError) in
            try write(layers, through: memoryPath, path, format)
        }
    }

    /// Writes to a file of GDAL's memory what will stand at `path`.
    static func write(
        _ layers: [VectorLayer], through memoryPath: String, _ path: String, _ format: VectorFormat
    ) throws(GeoIOError) {
        try withFixedDate(format) { () throws(GeoIOError) in
            let dataset = try create(memoryPath, format)
            for layer in layers { try LayerWriter(layer, in: dataset, path: path, format: format).write() }
            try dataset.close(path: memoryPath)
        }
    }

    private static func create(_ path: String, _ format: VectorFormat) throws(GeoIOError) -> Dataset {
        try ErrorCapture.run { errors throws(GeoIOError) in
            let made = withStringList(format.datasetOptions) {
                GDALCreate(GDALGetDriverByName(format.driver), path, 0, 0, 0, GDT_Unknown, $0)
            }
            guard let made else { throw .unwritable(path: path, reason: errors.reason) }
            return Dataset(owning: made)
        }
    }

    /// GeoPackage records when it was changed; the caller's day stands for that.
    private static func withFixedDate(
        _ format: VectorFormat, _ body: () throws(GeoIOError) -> Void
    ) throws(GeoIOError) {
        guard case .geoPackage(let date) = format else { return try body() }
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "\(date)T00:00:00.000Z")
        defer { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil) }
        try body()
    }
}

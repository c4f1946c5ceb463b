// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Foundation
public import Geo

/// Any vector source that GDAL reads: GeoJSON, GeoPackage, FlatGeobuf, CSV, `PG:` connections and others.
public struct VectorSource: Sendable {
    /// File path or connection.
    public let path: String
    /// Layer to read; nil stands for the only one.
    public let layer: String?
    /// Driver options, `NAME=VALUE`.
    public let openOptions: [String]
    /// System of a layer that states none; nil stands for longitude and latitude on WGS 84.
    public let assumedCRS: CoordinateReferenceSystem?

    /// Names a source; nothing is opened yet.
    public init(
        path: String, layer: String? = nil, openOptions: [String] = [], assumedCRS: CoordinateReferenceSystem? = nil
    ) {
        self.path = path
        self.layer = layer
        self.openOptions = openOptions
        self.assumedCRS = assumedCRS
    }

    /// The driver options, with the encoding of a shapefile that states none.
    var options: [String] {
        openOptions.contains { $0.hasPrefix("ENCODING=") } ? openOptions : openOptions + DBFEncoding(path: path).options
    }

    /// What a reader of the source should know: an encoding that was told from the bytes, and a shapefile whose positions are
    /// taken for degrees because nothing says what they are.
    public var remarks: [String] {
        let isStated = openOptions.contains { $0.hasPrefix("ENCODING=") }
        let encoding = isStated ? nil : DBFEncoding(path: path).remark
        return [encoding, unstatedSystem, WorkbookCalendar(path: path).remark].compactMap { $0 }
    }

    private var unstatedSystem: String? {
        guard path.pathEnding == "shp", !path.hasPrefix("/vsi"), assumedCRS == nil else { return nil }
        let stem = path.dropLast(4), files = FileManager.default
        guard files.fileExists(atPath: path),
            !["prj", "PRJ"].contains(where: { files.fileExists(atPath: "\(stem).\($0)") })
        else { return nil }
        return "no .prj file states the coordinate system, and positions were read as longitude and latitude"
    }

    /// The document of a KMZ file, which is an archive of them: the only one, or the one that `layer` names. Other sources are
    /// themselves.
    /// - Throws: `GeoIOError.ambiguousLayer` where there are several and none is named.
    func inArchive() throws(GeoIOError) -> VectorSource {
        let documents = ArchiveFile.documents(ofKMZ: path)
        guard !documents.isEmpty else { return self }
        let named = documents.filter { $0 == layer || $0.lastPathName == layer }
        guard let document = documents.count == 1 ? documents[0] : named.first else {
            throw .ambiguousLayer(path: path, known: documents)
        }
        return VectorSource(
            path: "/vsizip/\(path)/\(document)", layer: named.isEmpty ? layer : nil, openOptions: openOptions,
            assumedCRS: assumedCRS)
    }

    /// The attribute columns, in the order of the layer.
    public func columns() throws(GeoIOError) -> RecordColumns { try VectorLayerReader(self).columns }

    /// Names of all layers of the source.
    public func layerNames() throws(GeoIOError) -> [String] {
        let source = try inArchive()
        return try VectorLayerReader.layerNames(
            of: Dataset(opening: source.path, kind: .vector, options: source.options))
    }

    /// Names and columns of all layers, or of the chosen one, by one opening.
    func outline() throws(GeoIOError) -> [(layer: String, columns: RecordColumns)] {
        // A database may hold layers that it does not list, and listing them takes time.
        if let layer { return [(layer, try columns())] }
        let dataset = try Dataset(opening: path, kind: .vector, options: options)
        return (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index in
            GDALDatasetGetLayer(dataset.handle, index)
        }.map { handle in
            let columns = RecordColumns(VectorField.all(of: handle).map(\.name))
            return (layer: String(cString: OGR_L_GetName(handle)), columns: columns)
        }
    }

    /// Streams the features in the order of the source, one in memory at a time.
    ///
    /// Values become text: reals in their shortest exact form (integral ones without a fraction), dates as
    /// `YYYY-MM-DD`, times after a `T`, truth values as `true` and `false`, lists joined with `;`, null and missing
    /// values as the empty text. Geometries are carried to `targetCRS` (x = longitude or easting); curves become
    /// segments, Z and M are dropped, invalid polygons come as they are. A record's origin has the 1-based number of
    /// the feature as its line, or the number of the row in its sheet. A feature whose geometry cannot be used (not finite, no image in the target, no
    /// longitude or latitude, mixed kinds) goes to `onFault`; without it, it ends the reading as `badFeature`.
    /// - Throws: `GeoIOError` of the reading, and what the closures throw.
    public func forEachRecord(
        targetCRS: CoordinateReferenceSystem = .geographic,
        onFault: ((GeoIOError) throws -> Void)? = nil,
        _ body: (Record) throws -> Void
    ) throws {
        let reader = try VectorLayerReader(self)
        let geometries = try FeatureGeometryReader(layer: reader, targetCRS: targetCRS)
        while let feature = try reader.nextFeature() {
            let origin = RecordOrigin(file: SourceName.shown(path), line: reader.line(of: feature))
            let geometry: Geometry?
            do {
                geometry = try geometries.geometry(of: feature, origin: origin)
            } catch {
                guard let onFault else { throw error }
                try onFault(error)
                continue
            }
            let values = try reader.values(of: feature)
            try body(Record(columns: reader.columns, values: values, geometry: geometry, origin: origin))
        }
    }
}

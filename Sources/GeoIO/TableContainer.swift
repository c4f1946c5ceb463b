// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
public import Tables

/// The tables in a file, whatever it is: delimited text, plain JSON, the layers or sheets that GDAL reads, or an archive of
/// such files. What the columns mean is no matter of it.
public struct TableContainer: Sendable {
    /// One table of a container.
    public struct Member: Sendable {
        /// Layer, sheet or file in the archive; empty where the file is one table.
        public let name: String
        /// Its rows.
        public let rows: any RowSource
    }

    private let path: String
    private let layer: String?
    private let encoding: TextEncoding?

    /// Names a file or a connection. `layer` chooses a layer, a sheet, or a file of an archive; `encoding` is that of
    /// delimited text where it is not told by its bytes.
    public init(path: String, layer: String? = nil, encoding: TextEncoding? = nil) {
        self.path = path
        self.layer = layer
        self.encoding = encoding
    }

    /// The tables: all of them, or the one that was chosen.
    /// - Throws: `GeoIOError` or `TableError` when the file cannot be opened, `GeoIOError.unknownLayer` for a choice that is
    ///   not there.
    public func members() throws -> [Member] {
        let shown = SourceName.shown(path)
        if !path.hasPrefix("/vsi") {
            if Self.texts.contains(path.pathEnding) { return [Member(name: "", rows: text(TableReader(path: path)))] }
            if path.pathEnding == "zip", !path.lowercased().hasSuffix(".shp.zip"),
                !path.lowercased().hasSuffix(".gdb.zip"),
                !path.lowercased().hasSuffix(".gpkg.zip")
            {
                return try zipped()
            }
            let documents = ArchiveFile.documents(ofKMZ: path)
            if documents.count > 1 { return try archived(documents) }
            if path.pathEnding == "gz" { return try single(name: shown, virtual: "/vsigzip/" + path) }
        }
        return try single(name: shown, virtual: path)
    }

    private static let texts: Set<String> = ["csv", "tsv", "txt"]
    private static let archives = ["/vsizip/", "/vsitar/", "/vsigzip/"]

    /// A file that may be read by its bytes: text or JSON; all else is GDAL's.
    private func single(name: String, virtual: String) throws -> [Member] {
        let inner = name.pathEnding == "gz" ? String(name.dropLast(3)).pathEnding : virtual.pathEnding
        let isInside = Self.archives.contains(where: virtual.hasPrefix)
        if isInside, Self.texts.contains(inner) {
            return [Member(name: "", rows: text(TableReader(name: name, bytes: try ArchiveFile.bytes(of: virtual))))]
        }
        if ["json", "jsonl", "ndjson"].contains(inner), isInside || Dataset.isPlainFile(virtual),
            let rows = try plainJSON(name: name, virtual)
        {
            return [Member(name: "", rows: rows)]
        }
        return try layers(of: virtual, name: name)
    }

    private func text(_ reader: TableReader) -> TableReader {
        var reader = reader
        reader.encoding = encoding
        return reader
    }

    private func plainJSON(name: String, _ file: String) throws -> StreamedRows? {
        guard !file.hasPrefix("/vsi") || Self.archives.contains(where: file.hasPrefix) else { return nil }
        let bytes = try ArchiveFile.bytes(of: file)
        guard !bytes.isEmpty else { return nil }
        return try JSONTable.rows(name: name, bytes: bytes)
    }

    private func zipped() throws -> [Member] {
        let files = ArchiveFile.members(ofZip: path).filter { Dataset.Kind.vector.drivers(for: $0) != nil }
        let known = files.filter { file in
            // The table beside a shapefile is part of it.
            file.pathEnding != "dbf" || !files.contains(String(file.dropLast(3)) + "shp")
        }
        return try archived(known)
    }

    /// The tables of all files of an archive. The choice may be a file, or a table as the list of them calls it.
    private func archived(_ files: [String]) throws -> [Member] {
        if files.isEmpty { throw GeoIOError.noLayers(path: path) }
        guard let layer else { return try files.flatMap(tables) }
        let chosen = files.filter { $0 == layer || $0.lastPathName == layer }
        if !chosen.isEmpty { return try chosen.flatMap(tables) }
        let known = try files.flatMap(tables)
        let named = known.filter { $0.name == layer || $0.name.hasSuffix(", \(layer)") }
        if named.isEmpty { throw GeoIOError.unknownLayer(path: path, layer: layer, known: known.map(\.name)) }
        return named
    }

    private func tables(of file: String) throws -> [Member] {
        let whole = TableContainer(path: path, layer: nil, encoding: encoding)
        return try whole.single(name: "\(path)/\(file)", virtual: "/vsizip/\(path)/\(file)").map { member in
            Member(name: member.name.isEmpty ? file : "\(file), \(member.name)", rows: member.rows)
        }
    }

    private func layers(of file: String, name: String) throws -> [Member] {
        let source = try VectorSource(path: file, layer: layer).inArchive(), file = source.path
        let outline = try source.outline()
        if outline.isEmpty { throw GeoIOError.noLayers(path: name) }
        return outline.map { found in
            let rows = rows(of: file, layer: found.layer, columns: found.columns, name: name)
            return Member(name: outline.count == 1 ? "" : found.layer, rows: rows)
        }
    }

    private func rows(of file: String, layer: String, columns: RecordColumns, name: String) -> StreamedRows {
        let source = VectorSource(path: file, layer: layer)
        let lacking = FeaturePage(path: file).lacking
        return StreamedRows(name: name, columns: columns, remarks: source.remarks, lacking: lacking) { body in
            try withoutActuallyEscaping(body) { body in
                try source.forEachRecord(
                    onFault: { fault in
                        guard case .badFeature(let origin, let reason) = fault else { throw fault }
                        let row = MalformedRow(origin: origin, column: nil, reason: .badGeometry(reason))
                        try body(.malformed(row))
                    },
                    { try body(.record($0)) })
            }
        }
    }
}

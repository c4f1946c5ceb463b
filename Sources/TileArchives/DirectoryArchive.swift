// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import JSON
import TileEncoding

/// Files `ZOOM/COLUMN/ROW.png` in a folder, with `tile.json`: what any web server can hand out.
public struct DirectoryArchive: TileArchive {
    private let place: ArchivePlace
    private var path: String { place.path }
    private var partial: String { place.partial }
    private let metadata: TileSetMetadata
    private var known: Set<String> = []

    /// Starts a folder; one of that name must not exist.
    /// - Throws: `TileArchiveError` when the folder cannot be made or holds anything else.
    public init(path: String, metadata: TileSetMetadata) throws {
        place = try ArchivePlace(path: path, replacing: nil)
        self.metadata = metadata
        try makeFolder(partial)
    }

    private func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw TileArchiveError(path, "its folder cannot be made")
        }
    }

    /// Writes one file.
    /// - Throws: `TileArchiveError` when the tile cannot be written.
    public mutating func add(_ tile: TileID, bytes: [UInt8]) throws {
        let folder = "\(partial)/\(tile.zoom)/\(tile.column)"
        if known.insert(folder).inserted { try makeFolder(folder) }
        let file = "\(folder)/\(tile.row).\(metadata.isVector ? "pbf" : "png")"
        // A plain web server sends no Content-Encoding, so vector tiles are stored unzipped.
        let plain = metadata.isVector ? Deflate.gunzip(bytes) ?? bytes : bytes
        guard FileManager.default.createFile(atPath: file, contents: Data(plain)) else {
            throw TileArchiveError(path, "the disk is full or not writable")
        }
    }

    /// Writes `tile.json` and puts the folder in place.
    /// - Throws: `TileArchiveError` when the folder cannot be put in place.
    public mutating func finish() throws {
        let document: JSONValue = [
            "tilejson": "3.0.0", "name": .string(metadata.title), "description": .string(metadata.summary),
            "attribution": .string(metadata.attribution), "scheme": "xyz",
            "tiles": [.string("{z}/{x}/{y}.\(metadata.isVector ? "pbf" : "png")")],
            "minzoom": .double(Double(metadata.zooms.lowerBound)),
            "maxzoom": .double(Double(metadata.zooms.upperBound)),
            "bounds": .array(metadata.bounds.map(JSONValue.double)),
        ]
        let whole = metadata.isVector ? document.merging(["vector_layers": metadata.vectorLayers]) : document
        guard FileManager.default.createFile(atPath: "\(partial)/tile.json", contents: Data(whole.bytes)) else {
            throw TileArchiveError(path, "the disk is full or not writable")
        }
        try place.put()
    }

    /// Removes the unfinished folder.
    public mutating func discard() { place.discard() }
}

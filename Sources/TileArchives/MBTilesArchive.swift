// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import Geo
import JSON
import TileEncoding

/// MBTiles 1.3: one SQLite file, rows counted from the south.
public struct MBTilesArchive: TileArchive {
    private let place: ArchivePlace
    private var path: String { place.path }
    private let database: DatabaseQueue
    private var pending: [(tile: TileID, bytes: [UInt8])] = []

    /// Tiles that are written in one transaction.
    private static let batch = 500

    /// Starts a file, which replaces one of that name when it is finished.
    /// - Throws: `TileArchiveError` when the file cannot be made or would replace another kind of file.
    public init(path: String, metadata: TileSetMetadata) throws {
        // The application id of the file's header (sqlite.org/fileformat2.html), "MPBX".
        place = try ArchivePlace(path: path, replacing: .init(offset: 68, bytes: [0x4D, 0x50, 0x42, 0x58]))
        do {
            database = try DatabaseQueue(path: place.partial)
            try database.write { database in
                try database.execute(sql: "PRAGMA application_id = 0x4d504258")
                try database.execute(sql: "CREATE TABLE metadata (name TEXT, value TEXT)")
                try database.execute(
                    sql: """
                        CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
                        CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
                        CREATE UNIQUE INDEX name ON metadata (name);
                        """)
                for (name, value) in Self.rows(metadata) {
                    try database.execute(sql: "INSERT INTO metadata VALUES (?, ?)", arguments: [name, value])
                }
            }
        } catch {
            place.discard()
            throw TileArchiveError(path, "the file cannot be made there")
        }
    }

    private static func rows(_ metadata: TileSetMetadata) -> [(String, String)] {
        let bounds = metadata.bounds
        let center = "\((bounds[0] + bounds[2]) / 2),\((bounds[1] + bounds[3]) / 2),\(metadata.centerZoom)"
        var rows = [
            ("name", metadata.title), ("format", metadata.isVector ? "pbf" : "png"),
            ("bounds", bounds.map { "\($0)" }.joined(separator: ",")), ("center", center),
            ("minzoom", String(metadata.zooms.lowerBound)), ("maxzoom", String(metadata.zooms.upperBound)),
            ("attribution", metadata.attribution), ("description", metadata.summary), ("type", "overlay"),
            ("version", "1"),
        ]
        if metadata.isVector {
            let json: JSONValue = ["vector_layers": metadata.vectorLayers]
            rows.append(("json", String(decoding: json.bytes, as: UTF8.self)))
        }
        return rows
    }

    /// Adds one row.
    /// - Throws: `TileArchiveError` when tiles cannot be written.
    public mutating func add(_ tile: TileID, bytes: [UInt8]) throws {
        pending.append((tile, bytes))
        if pending.count >= Self.batch { try flush() }
    }

    private mutating func flush() throws {
        let tiles = pending
        pending = []
        do {
            try database.write { database in
                let statement = try database.cachedStatement(sql: "INSERT INTO tiles VALUES (?, ?, ?, ?)")
                for (tile, bytes) in tiles {
                    try statement.execute(
                        arguments: [tile.zoom, tile.column, tile.rowFromSouth, Data(bytes)])
                }
            }
        } catch {
            throw TileArchiveError(path, "the disk is full or not writable")
        }
    }

    /// Writes what is pending and puts the file in place.
    /// - Throws: `TileArchiveError` when the file cannot be finished or put in place.
    public mutating func finish() throws {
        try flush()
        do { try database.close() } catch { throw TileArchiveError(path, "the file cannot be closed") }
        try place.put()
    }

    /// Removes the unfinished file.
    public mutating func discard() {
        try? database.close()
        place.discard()
    }
}

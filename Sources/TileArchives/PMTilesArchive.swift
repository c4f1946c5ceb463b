// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import JSON
import TileEncoding

/// PMTiles version 3: one file that a browser reads by ranges from any static store.
///
/// Written here because no library among Debian's or Swift's writes it; the layout follows the specification at
/// github.com/protomaps/PMTiles, and the tests read it back with an independent reader's rules.
public struct PMTilesArchive: TileArchive {
    private let place: ArchivePlace
    /// The tiles alone, before their number is known.
    private let tiles: ArchivePlace
    private var path: String { place.path }
    private let metadata: TileSetMetadata
    private let data: FileHandle
    private var dataLength: UInt64 = 0
    private var entries: [PMTilesDirectory.Entry] = []
    private var known: [[UInt8]: (offset: UInt64, length: UInt32)] = [:]
    private var addressed = 0

    /// Equal tiles are stored once; those above this size hardly ever repeat and are not remembered.
    private static let largestRemembered = 2048

    /// Starts a file, which replaces one of that name when it is finished.
    /// - Throws: `TileArchiveError` when the file cannot be made or would replace another kind of file.
    public init(path: String, metadata: TileSetMetadata) throws {
        let signature = ArchivePlace.Signature(offset: 0, bytes: Array("PMTiles".utf8))
        place = try ArchivePlace(path: path, replacing: signature)
        tiles = try ArchivePlace(path: path, replacing: signature)
        self.metadata = metadata
        guard FileManager.default.createFile(atPath: tiles.partial, contents: nil),
            let data = FileHandle(forUpdatingAtPath: tiles.partial)
        else { throw TileArchiveError(path, "the file cannot be made there") }
        self.data = data
    }

    /// Adds one tile; ids must ascend.
    /// - Throws: `TileArchiveError` when the tile cannot be written.
    public mutating func add(_ tile: TileID, bytes: [UInt8]) throws {
        let id = HilbertCurve.id(tile)
        addressed += 1
        let place = try known[bytes] ?? append(bytes)
        if var last = entries.last, last.offset == place.offset, last.id + UInt64(last.run) == id {
            last.run += 1
            entries[entries.count - 1] = last
        } else {
            entries.append(.init(id: id, offset: place.offset, length: place.length, run: 1))
        }
    }

    private mutating func append(_ bytes: [UInt8]) throws -> (offset: UInt64, length: UInt32) {
        do { try data.write(contentsOf: Data(bytes)) } catch { throw TileArchiveError(path, "the disk is full") }
        let place = (dataLength, UInt32(bytes.count))
        dataLength += UInt64(bytes.count)
        if bytes.count <= Self.largestRemembered { known[bytes] = place }
        return place
    }

    /// Writes header, directories and metadata before the tiles and puts the file in place.
    /// - Throws: `TileArchiveError` when the file cannot be finished or put in place.
    public mutating func finish() throws {
        let (root, leaves) = PMTilesDirectory.encode(entries)
        let json = Deflate.gzip(document.bytes, level: .archive)
        let front = header(root: root.count, json: json.count, leaves: leaves.count) + root + json + leaves
        do {
            guard FileManager.default.createFile(atPath: place.partial, contents: Data(front)),
                let file = FileHandle(forWritingAtPath: place.partial)
            else { throw TileArchiveError(path, "the disk is full or not writable") }
            try file.seekToEnd()
            try data.seek(toOffset: 0)
            while let part = try data.read(upToCount: 1 << 20), !part.isEmpty { try file.write(contentsOf: part) }
            try file.close()
            try data.close()
        } catch {
            throw TileArchiveError(path, "the disk is full or not writable")
        }
        try place.put()
        tiles.discard()
    }

    /// Removes the unfinished file.
    public mutating func discard() {
        try? data.close()
        tiles.discard()
        place.discard()
    }

    private var document: JSONValue {
        let common: JSONValue = [
            "name": .string(metadata.title), "description": .string(metadata.summary),
            "attribution": .string(metadata.attribution), "type": "overlay", "version": "1",
        ]
        return metadata.isVector ? common.merging(["vector_layers": metadata.vectorLayers]) : common
    }

    /// The 127 bytes at the front (specification, section 3).
    private func header(root: Int, json: Int, leaves: Int) -> [UInt8] {
        func little(_ value: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: value.littleEndian) { Array($0) }
        }
        func degrees(_ value: Double) -> [UInt8] { little(Int32(clamping: Int(checked: (value * 1e7).rounded()) ?? 0)) }
        let jsonStart = 127 + root, leafStart = jsonStart + json, dataStart = leafStart + leaves
        let contents = Set(entries.map(\.offset)).count
        var bytes = Array("PMTiles".utf8) + [3]
        for (offset, length) in [(127, root), (jsonStart, json), (leafStart, leaves), (dataStart, Int(dataLength))] {
            bytes += little(UInt64(offset)) + little(UInt64(length))
        }
        for count in [addressed, entries.count, contents] { bytes += little(UInt64(count)) }
        // Clustered, directories gzipped; tiles gzipped or as they are; vector or PNG.
        bytes += [1, 2, metadata.isVector ? 2 : 1, metadata.isVector ? 1 : 2]
        bytes += [UInt8(metadata.zooms.lowerBound), UInt8(metadata.zooms.upperBound)]
        let bounds = metadata.bounds
        bytes += bounds.flatMap(degrees)
        bytes.append(UInt8(metadata.centerZoom))
        return bytes + degrees((bounds[0] + bounds[2]) / 2) + degrees((bounds[1] + bounds[3]) / 2)
    }
}

/// Directories of a PMTiles file.
enum PMTilesDirectory {
    struct Entry: Hashable {
        var id: UInt64
        var offset: UInt64
        var length: UInt32
        /// Tiles in a row with these contents; 0 in the root for a leaf directory.
        var run: UInt32
    }

    /// The root directory must fit into the first 16 384 bytes with the header.
    private static let largestRoot = 16_384 - 127
    private static let firstLeafSize = 4096

    static func encode(_ entries: [Entry]) -> (root: [UInt8], leaves: [UInt8]) {
        let whole = directory(entries)
        if whole.count <= largestRoot { return (whole, []) }
        var size = firstLeafSize
        while true {
            var leaves: [UInt8] = []
            var root: [Entry] = []
            for start in stride(from: 0, to: entries.count, by: size) {
                let leaf = directory(Array(entries[start..<min(start + size, entries.count)]))
                root.append(
                    Entry(id: entries[start].id, offset: UInt64(leaves.count), length: UInt32(leaf.count), run: 0))
                leaves += leaf
            }
            let bytes = directory(root)
            if bytes.count <= largestRoot { return (bytes, leaves) }
            size *= 2
        }
    }

    /// Columns of numbers: ids as differences, runs, lengths, offsets (0 where an entry follows the one before it).
    private static func directory(_ entries: [Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(UInt64(entries.count), to: &bytes)
        var last: UInt64 = 0
        for entry in entries {
            append(entry.id - last, to: &bytes)
            last = entry.id
        }
        for entry in entries { append(UInt64(entry.run), to: &bytes) }
        for entry in entries { append(UInt64(entry.length), to: &bytes) }
        for (index, entry) in entries.enumerated() {
            let follows =
                index > 0 && entry.offset == entries[index - 1].offset + UInt64(entries[index - 1].length)
            append(follows ? 0 : entry.offset + 1, to: &bytes)
        }
        return Deflate.gzip(bytes, level: .archive)
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GRDB
import JSON
import TestSupport
import Testing
import TileEncoding

@testable import TileArchives

@Suite struct HilbertCurveTests {
    @Test func firstTilesAreThoseOfTheSpecification() {
        let first = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0)]
        #expect(first.map { HilbertCurve.id(zoom: $0.0, column: $0.1, row: $0.2) } == [0, 1, 2, 3, 4, 5])
        #expect(HilbertCurve.id(zoom: 12, column: 3423, row: 1763) == 19_078_479)
    }

    @Test func everyTileOfALevelHasItsOwnPlaceNextToANeighbour() {
        let side = 16
        var places = [UInt64: (Int, Int)]()
        for x in 0..<side { for y in 0..<side { places[HilbertCurve.id(zoom: 4, column: x, row: y)] = (x, y) } }
        #expect(places.count == side * side && places.keys.min() == 85 && places.keys.max() == 340)
        for id in UInt64(85)..<340 {
            let (a, b) = (places[id]!, places[id + 1]!)
            #expect(abs(a.0 - b.0) + abs(a.1 - b.1) == 1)
        }
    }
}

@Suite struct TileArchiveTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    private let metadata = TileSetMetadata(
        name: "risk", title: "Risk", summary: "S", attribution: "A", bounds: [40, 30, 48, 36], zooms: 0...3,
        isVector: false)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// All tiles of the first zooms in the order of the archive; half of them are alike, as empty ones are.
    private func tiles() -> [(tile: TileID, bytes: [UInt8])] {
        var ids: [TileID] = []
        for zoom in 0...3 {
            for column in 0..<(1 << zoom) {
                for row in 0..<(1 << zoom) {
                    if let id = TileID(zoom: zoom, column: column, row: row) { ids.append(id) }
                }
            }
        }
        ids.sort { HilbertCurve.id($0) < HilbertCurve.id($1) }
        return ids.map { id -> (tile: TileID, bytes: [UInt8]) in (id, bytes(of: id)) }
    }

    private func bytes(of id: TileID) -> [UInt8] {
        id.column.isMultiple(of: 2) ? [7, 7] : Array("\(id.zoom)/\(id.column)/\(id.row)".utf8)
    }

    @Test func pmtilesAreFoundByIdAndEqualOnesStoredOnce() throws {
        let path = folder.appendingPathComponent("a.pmtiles").path
        var archive = try PMTilesArchive(path: path, metadata: metadata)
        let all = tiles()
        for (tile, bytes) in all { try archive.add(tile, bytes: bytes) }
        try archive.finish()
        let reader = try PMTilesReader(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        for (tile, bytes) in all { #expect(reader.tile(HilbertCurve.id(tile)) == bytes) }
        #expect(reader.tile(85) == nil)
        #expect(reader.counts[0] == UInt64(all.count) && reader.counts[2] < reader.counts[0])
        #expect(FileManager.default.fileExists(atPath: path + ".partial") == false)
    }

    @Test func largeDirectoriesHaveLeaves() throws {
        var random = SystemRandomNumberGenerator()
        var offset: UInt64 = 0
        let entries = (0..<30_000).map { index -> PMTilesDirectory.Entry in
            defer { offset += 100_000 }
            return .init(
                id: UInt64(index) * 3, offset: offset, length: UInt32.random(in: 1...99_999, using: &random), run: 1)
        }
        let (root, leaves) = PMTilesDirectory.encode(entries)
        #expect(root.count <= 16_384 - 127 && !leaves.isEmpty)
        let rows = PMTilesReader.directory(Deflate.gunzip(root) ?? [])
        let found = rows.flatMap { row -> [PMTilesDirectory.Entry] in
            let start = Int(row.offset), end = start + Int(row.length)
            return PMTilesReader.directory(Deflate.gunzip(Array(leaves[start..<end])) ?? [])
        }
        #expect(found == entries && rows.allSatisfy { $0.run == 0 })
    }

    @Test func mbtilesCountRowsFromTheSouth() throws {
        let path = folder.appendingPathComponent("a.mbtiles").path
        var archive = try MBTilesArchive(path: path, metadata: metadata)
        for (tile, bytes) in tiles() { try archive.add(tile, bytes: bytes) }
        try archive.finish()
        let (count, bytes, name) = try DatabaseQueue(path: path).read { database in
            (
                try Int.fetchOne(database, sql: "SELECT count(*) FROM tiles"),
                try Data.fetchOne(
                    database,
                    sql: "SELECT tile_data FROM tiles WHERE zoom_level = 3 AND tile_column = 5 AND tile_row = 1"),
                try String.fetchOne(database, sql: "SELECT value FROM metadata WHERE name = 'format'")
            )
        }
        #expect(count == 85 && name == "png")
        #expect(bytes == Data("3/5/6".utf8))
    }

    @Test func foldersHoldFilesAndADescription() throws {
        let path = folder.appendingPathComponent("tiles").path
        var archive = try DirectoryArchive(path: path, metadata: metadata)
        for (tile, bytes) in tiles() { try archive.add(tile, bytes: bytes) }
        #expect(FileManager.default.fileExists(atPath: path) == false, "nothing stands there before the end")
        try archive.finish()
        #expect(FileManager.default.contents(atPath: "\(path)/3/5/6.png") == Data("3/5/6".utf8))
        let json = try JSONValue.parse(Array(FileManager.default.contents(atPath: "\(path)/tile.json") ?? Data()))
        #expect(json["maxzoom"]?.double == 3)
        #expect(throws: TileArchiveError.self) { try DirectoryArchive(path: path, metadata: metadata) }
    }

    @Test func unwritablePlacesAreTold() {
        #expect(throws: TileArchiveError.self) { try PMTilesArchive(path: "/nowhere/a.pmtiles", metadata: metadata) }
        #expect(throws: TileArchiveError.self) { try MBTilesArchive(path: "/nowhere/a.mbtiles", metadata: metadata) }
        #expect(throws: TileArchiveError.self) { try DirectoryArchive(path: "/proc/nowhere", metadata: metadata) }
    }

    @Test func discardingLeavesNothing() throws {
        let path = folder.appendingPathComponent("b.pmtiles").path
        var archive = try PMTilesArchive(path: path, metadata: metadata)
        try archive.add(try #require(TileID(zoom: 0, column: 0, row: 0)), bytes: [1])
        archive.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}

/// Reads a PMTiles file by the rules of the specification, written apart from the writer.
private struct PMTilesReader {
    let bytes: [UInt8]
    let counts: [UInt64]
    private let root: [PMTilesDirectory.Entry]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        try #require(bytes.starts(with: Array("PMTiles".utf8) + [3]))
        func number(_ start: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) } }
        counts = [number(72), number(80), number(88)]
        let start = Int(number(8)), end = start + Int(number(16))
        try #require(number(48) == 0, "this reader knows no leaves")
        let dataStart = number(56)
        root = Self.directory(Deflate.gunzip(Array(bytes[start..<end])) ?? []).map {
            .init(id: $0.id, offset: $0.offset + dataStart, length: $0.length, run: $0.run)
        }
    }

    func tile(_ id: UInt64) -> [UInt8]? {
        guard let entry = root.last(where: { $0.id <= id }), id < entry.id + UInt64(entry.run) else { return nil }
        return Array(bytes[Int(entry.offset)..<Int(entry.offset) + Int(entry.length)])
    }

    static func directory(_ bytes: [UInt8]) -> [PMTilesDirectory.Entry] {
        var rest = bytes[...]
        func varint() -> UInt64 {
            var value: UInt64 = 0, shift: UInt64 = 0
            while let byte = rest.popFirst() {
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { break }
                shift += 7
            }
            return value
        }
        let count = Int(varint())
        var id: UInt64 = 0
        let ids = (0..<count).map { _ -> UInt64 in
            id += varint()
            return id
        }
        let runs = (0..<count).map { _ in UInt32(varint()) }, lengths = (0..<count).map { _ in UInt32(varint()) }
        var entries: [PMTilesDirectory.Entry] = []
        for index in 0..<count {
            let value = varint()
            let offset = value == 0 ? entries[index - 1].offset + UInt64(entries[index - 1].length) : value - 1
            entries.append(.init(id: ids[index], offset: offset, length: lengths[index], run: runs[index]))
        }
        return entries
    }
}

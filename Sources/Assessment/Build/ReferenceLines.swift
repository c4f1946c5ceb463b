// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Studies

/// Borders, rivers and roads of a study in degrees, as sheets and the base map show them.
struct ReferenceLines {
    /// What a line is; a rank is 1 for the greatest.
    enum Kind: Hashable {
        case border
        case disputedBorder
        case river(rank: Int)
        case road(rank: Int)
    }

    /// Lines of one record.
    struct Entry {
        let kind: Kind
        let name: String
        let parts: [[PlanarPoint]]
    }

    /// The least of the roads that a sheet has room for.
    static let lastSheetRoad = 3

    let entries: [Entry]

    /// - Throws: `GeoIOError` when a layer cannot be read.
    init(study: ResolvedStudy) throws {
        let geodata = study.study.geodata
        let borders = try geodata.borders.map { try Self.borders(at: study.path($0)) } ?? []
        let rivers = try geodata.rivers.map { try Self.rivers(at: study.path($0)) } ?? []
        let roads = try geodata.roads.map { try Self.roads(at: study.path($0)) } ?? []
        entries = borders + rivers + roads
    }

    private static func borders(at path: String) throws -> [Entry] {
        try lines(at: path) { record, parts in
            let kind = (record["featurecla"] ?? "").lowercased()
            // Natural Earth's overlay limits bound areas of special status; they are no borders.
            if kind.contains("overlay") { return nil }
            let isAgreed = kind.isEmpty || kind.hasPrefix("international")
            return Entry(kind: isAgreed ? .border : .disputedBorder, name: "", parts: parts)
        }
    }

    private static func rivers(at path: String) throws -> [Entry] {
        try lines(at: path) { record, parts in
            Entry(kind: .river(rank: rank(record["scalerank"])), name: record["name"] ?? "", parts: parts)
        }
    }

    /// By OpenStreetMap's classes, else Natural Earth's ranks, else all alike; what is neither a road for through traffic nor
    /// one between villages would crowd any map.
    private static func roads(at path: String) throws -> [Entry] {
        let ranks = ["motorway": 1, "trunk": 2, "primary": 3, "secondary": 4, "tertiary": 5]
        return try lines(at: path) { record, parts in
            let plain = record["scalerank"].map { rank($0) } ?? lastSheetRoad
            guard let rank = record["highway"].map({ ranks[$0] }) ?? plain else { return nil }
            return Entry(kind: .road(rank: rank), name: "", parts: parts)
        }
    }

    private static func lines(at path: String, _ entry: (Record, [[PlanarPoint]]) -> Entry?) throws -> [Entry] {
        var entries: [Entry] = []
        try VectorSource(path: path).forEachRecord { record in
            guard case .lines(let parts)? = record.geometry, let made = entry(record, parts) else { return }
            entries.append(made)
        }
        return entries
    }

    /// Natural Earth ranks lines 0 (greatest) to 10; a map tells three ranks apart.
    private static func rank(_ text: String?) -> Int {
        let rank = text.flatMap { Double($0) } ?? 6
        return rank <= 4 ? 1 : rank <= 7 ? 2 : 3
    }
}

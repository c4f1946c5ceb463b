// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO

/// Reads regions of common speech and lines drawn by hand (`regions.geojson`).
enum VernacularReader {
    /// Members id, name_en, name_ar, aliases, country, provinces (joined by `|`), kind (`region`, `road`, `river`).
    /// A region without geometry is the union of its provinces.
    static func read(_ path: String) throws -> (regions: [VernacularRegion], lines: [NamedLine]) {
        var regions: [VernacularRegion] = []
        var lines: [NamedLine] = []
        try VectorSource(path: path).forEachRecord { record in
            let row = FieldReader(record)
            let kind = try row.text("kind")
            switch (kind, record.geometry) {
            case ("region", nil), ("region", .area): regions.append(try region(row))
            case ("road", .lines(let parts)): lines.append(try line(row, .road, parts))
            case ("river", .lines(let parts)): lines.append(try line(row, .river, parts))
            default:
                throw row.bad("kind", kind, expected: "region with an area or none, or road or river with a line")
            }
        }
        return (regions, lines)
    }

    private static func region(_ row: FieldReader) throws -> VernacularRegion {
        let provinces = row.list("provinces")
        guard !provinces.isEmpty else { throw row.bad("provinces", "", expected: "codes of provinces joined by |") }
        var area = MultiPolygon([])
        if case .area(let drawn)? = row.record.geometry { area = drawn }
        return VernacularRegion(
            region: Region(
                id: try row.text("id"), country: row.record["country"] ?? "", nameEnglish: try row.text("name_en"),
                nameArabic: row.record["name_ar"] ?? "", aliases: row.list("aliases"), area: area),
            provinces: provinces)
    }

    private static func line(_ row: FieldReader, _ feature: FeatureClass, _ parts: [[PlanarPoint]]) throws -> NamedLine
    {
        NamedLine(
            id: try row.text("id"), name: try row.text("name_en"),
            variants: [row.record["name_ar"] ?? ""] + row.list("aliases"), feature: feature, lines: parts)
    }
}

/// Reads rivers and borders of the base map as named lines.
struct LineReader {
    let aliases: AliasTable

    /// Pieces of one river join under the id that `aliases` gives to their names, or under their own name.
    func rivers(_ path: String) throws -> [NamedLine] {
        var parts: [String: [[PlanarPoint]]] = [:]
        var names: [String: String] = [:]
        var order: [String] = []
        try VectorSource(path: path).forEachRecord { record in
            guard let name = record["name"], case .lines(let pieces)? = record.geometry else { return }
            let known = aliases.id(ofSpelling: name)
            let id = known?.hasPrefix("river:") == true ? known ?? "" : "river:" + Self.slug(name)
            if parts[id] == nil {
                order.append(id)
                names[id] = name
            }
            parts[id, default: []] += pieces
        }
        return order.map { id in
            let own = aliases.spellings(of: id, source: [names[id] ?? id])
            let name = own.first ?? id
            let variants = own.dropFirst() + (own.contains { $0.hasSuffix("River") } ? [] : [name + " River"])
            return NamedLine(id: id, name: name, variants: Array(variants), feature: .river, lines: parts[id] ?? [])
        }
    }

    /// Land borders by the countries on both sides, under every usual form ("Iraqi-Syrian border").
    func borders(_ path: String) throws -> [NamedLine] {
        var parts: [[String]: [[PlanarPoint]]] = [:]
        try VectorSource(path: path).forEachRecord { record in
            guard let left = record["adm0_left"], let right = record["adm0_right"], left != right,
                case .lines(let pieces)? = record.geometry
            else { return }
            parts[[left, right].sorted(), default: []] += pieces
        }
        return parts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { sides, lines in
            let names = Self.borderNames(sides[0], sides[1])
            return NamedLine(
                id: "border:" + Self.slug(sides.joined(separator: "-")), name: names[0],
                variants: Array(names.dropFirst()), feature: .border, lines: lines)
        }
    }

    private static func borderNames(_ a: String, _ b: String) -> [String] {
        let adjectives = [CountryAdjectives.english(a), CountryAdjectives.english(b)]
        var names = ["\(a)-\(b) border", "\(b)-\(a) border", "border between \(a) and \(b)"]
        names += ["border between \(b) and \(a)", "border of \(a) and \(b)", "border of \(b) and \(a)"]
        names += ["\(adjectives[0])-\(adjectives[1]) border", "\(adjectives[1])-\(adjectives[0]) border"]
        names += ["\(a)-\(adjectives[1]) border", "\(b)-\(adjectives[0]) border"]
        if let first = arabic[a], let second = arabic[b] {
            names += ["الحدود \(first) \(second)", "الحدود \(second) \(first)"]
        }
        return names
    }

    private static let arabic = [
        "Iraq": "العراقية", "Syria": "السورية", "Turkey": "التركية", "Iran": "الإيرانية", "Jordan": "الأردنية",
        "Lebanon": "اللبنانية", "Saudi Arabia": "السعودية", "Kuwait": "الكويتية",
    ]

    private static func slug(_ name: String) -> String {
        name.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    }
}

// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Gazetteer
import Geo
import GeoIO

/// What a map picture shows below and above its surface, brought to the plane of the computing grid once for all maps.
struct BaseMap {
    let provinces: [MapArea]
    let countries: [MapArea]
    let lines: [MapLine]
    let towns: [MapTown]

    /// At most so many towns, the most populous first: more would be a gazetteer, not a map.
    private static let townLimit = 24

    /// - Throws: `GeoIOError` when a layer cannot be read or brought to the plane.
    init(study: ResolvedStudy, gazetteer: Gazetteer, transform: CoordinateTransform) throws {
        let content = gazetteer.content
        provinces = try content.provinces.filter { study.isAssessed($0.country) }.map { try Self.area($0, transform) }
        countries = try content.countries.map { try Self.area($0, transform) }
        let geodata = study.study.geodata
        let borders = try geodata.borders.map { try Self.borders(at: study.path($0), transform) } ?? []
        let rivers = try geodata.rivers.map { try Self.rivers(at: study.path($0), transform) } ?? []
        lines = borders + rivers
        towns = try Self.towns(content.places.filter { study.isAssessed($0.country) }, transform)
    }

    private static func area(_ region: Region, _ transform: CoordinateTransform) throws -> MapArea {
        MapArea(
            nameEnglish: region.nameEnglish, nameArabic: Self.shortArabic(region.nameArabic),
            area: try transform.transform(region.area, maximumEdge: 0.1))
    }

    /// On a map of provinces the word for province says nothing.
    private static func shortArabic(_ name: String) -> String {
        name.hasPrefix("محافظة ") ? String(name.dropFirst("محافظة ".count)) : name
    }

    private static func borders(at path: String, _ transform: CoordinateTransform) throws -> [MapLine] {
        var lines: [MapLine] = []
        try VectorSource(path: path).forEachRecord { record in
            guard case .lines(let parts)? = record.geometry else { return }
            let kind = (record["featurecla"] ?? "").lowercased()
            let isDisputed = ["disput", "indefinite", "line of control", "breakaway"].contains { kind.contains($0) }
            lines.append(
                MapLine(
                    kind: isDisputed ? .disputedBorder : .border,
                    lines: try transform.transform(parts, maximumEdge: 0.1)))
        }
        return lines
    }

    private static func rivers(at path: String, _ transform: CoordinateTransform) throws -> [MapLine] {
        var lines: [MapLine] = []
        try VectorSource(path: path).forEachRecord { record in
            guard case .lines(let parts)? = record.geometry else { return }
            // Natural Earth ranks rivers 0 (greatest) to 10; a map of this scale tells three ranks apart.
            let rank = min(3, max(1, (Int(record["scalerank"] ?? "") ?? 6) / 2))
            lines.append(
                MapLine(
                    kind: .river(rank: rank), name: record["name"] ?? "",
                    lines: try transform.transform(parts, maximumEdge: nil)))
        }
        return lines
    }

    private static func towns(_ places: [Place], _ transform: CoordinateTransform) throws -> [MapTown] {
        let settled = places.filter { $0.feature.isSettlement && $0.feature != .suburb && $0.coordinate != nil }
        let largest = settled.sorted { ($1.population, $0.id) < ($0.population, $1.id) }.prefix(townLimit)
        let capitals = Dictionary(grouping: largest, by: \.country).compactMapValues { $0.first?.id }
        return try largest.compactMap { place in
            guard let coordinate = place.coordinate else { return nil }
            let rank = capitals[place.country] == place.id ? 1 : place.population >= 500_000 ? 2 : 3
            return MapTown(
                nameEnglish: place.name, nameArabic: "", position: try transform.transform(coordinate.point),
                rank: rank)
        }
    }
}

extension ResolvedStudy {
    /// Whether the evidence covers the country.
    func isAssessed(_ country: String) -> Bool { study.assessed.contains(country) }
}

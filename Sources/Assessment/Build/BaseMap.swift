// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Gazetteer
import Geo
import GeoIO
import Layers
import Studies

/// What a map picture shows below and above its surface, brought to the plane of the computing grid once for all maps.
struct BaseMap {
    let provinces: [MapArea]
    let countries: [MapArea]
    let lines: [MapLine]
    let towns: [MapTown]

    /// At most so many towns, the most populous first: more would be a gazetteer, not a map.
    private static let townLimit = 24
    /// Towns nearer to a larger one than this would crowd the map.
    private static let townSpacing = Meters.kilometers(30)

    /// - Throws: `GeoIOError` when a layer cannot be read or brought to the plane.
    init(
        study: ResolvedStudy, gazetteer: Gazetteer, withheld: Set<String>, transform: CoordinateTransform,
        wording: Wording
    ) throws {
        let content = gazetteer.content
        provinces = try content.provinces.filter { study.isAssessed($0.country) }.map { province in
            var area = try Self.area(province, Self.name(province, wording), transform)
            area.isAssessed = !withheld.contains(province.id)
            return area
        }
        // The provinces' names say where the study is; its countries need none.
        countries = try content.countries.map { country in
            let name = study.isAssessed(country.id) ? TextByLanguage(en: "") : Self.countryName(country, study, wording)
            return try Self.area(country, name, transform)
        }
        let geodata = study.study.geodata
        let borders = try geodata.borders.map { try Self.borders(at: study.path($0), transform) } ?? []
        let rivers = try geodata.rivers.map { try Self.rivers(at: study.path($0), transform) } ?? []
        let roads = try geodata.roads.map { try Self.roads(at: study.path($0), transform) } ?? []
        lines = borders + rivers + roads
        towns = try Self.towns(
            content.places.filter { study.isAssessed($0.country) }, in: wording.first, transform)
    }

    private static func area(
        _ region: Region, _ name: TextByLanguage, _ transform: CoordinateTransform
    ) throws -> MapArea {
        MapArea(name: name, area: try transform.transform(region.area, maximumEdge: 0.1))
    }

    /// What an area is called in the languages of the map: in the first as the layer calls it at all, in the second where
    /// the layer has a name of it that is another one.
    private static func name(_ region: Region, _ wording: Wording) -> TextByLanguage {
        var known: [String] = []
        return TextByLanguage(
            wording.languages.map { language in
                let own = region.names[language.code] ?? ""
                let name = own.isEmpty && language == wording.first ? region.nameEnglish : own
                let short = language == .arabic ? shortArabic(name) : name
                defer { known.append(short) }
                return (language, known.contains(short) ? "" : short)
            })
    }

    /// As the layer calls a country, else as the library does in the languages that a study states.
    private static func countryName(
        _ region: Region, _ study: ResolvedStudy, _ wording: Wording
    ) -> TextByLanguage {
        let isStated = study.study.languages != nil && !region.nameEnglish.isEmpty
        return TextByLanguage(
            wording.languages.map { language in
                let own = region.names[language.code] ?? ""
                let isNamed = !own.isEmpty || language == .english || !isStated
                return (language, isNamed ? own : wording.countryName(region.id, in: language))
            })
    }

    /// On a map of provinces the word for province says nothing.
    private static func shortArabic(_ name: String) -> String {
        name.hasPrefix("محافظة ") ? String(name.dropFirst("محافظة ".count)) : name
    }

    private static func borders(at path: String, _ transform: CoordinateTransform) throws -> [MapLine] {
        var lines: [MapLine] = []
        try forEachLine(at: path) { record, parts in
            let kind = (record["featurecla"] ?? "").lowercased()
            // Natural Earth's overlay limits bound areas of special status; they are no borders.
            if kind.contains("overlay") { return }
            lines.append(
                MapLine(
                    kind: kind.isEmpty || kind.hasPrefix("international") ? .border : .disputedBorder,
                    lines: try transform.transform(parts, maximumEdge: 0.1)))
        }
        return lines
    }

    private static func rivers(at path: String, _ transform: CoordinateTransform) throws -> [MapLine] {
        var lines: [MapLine] = []
        try forEachLine(at: path) { record, parts in
            lines.append(
                MapLine(
                    kind: .river(rank: naturalEarthRank(record["scalerank"])), name: riverName(record["name"] ?? ""),
                    lines: try transform.transform(parts, maximumEdge: nil)))
        }
        return lines
    }

    /// By OpenStreetMap's classes, else Natural Earth's ranks, else all alike; lesser roads would crowd a map of this
    /// scale.
    private static func roads(at path: String, _ transform: CoordinateTransform) throws -> [MapLine] {
        let ranks = ["motorway": 1, "trunk": 2, "primary": 3]
        var lines: [Int: [[PlanarPoint]]] = [:]
        try forEachLine(at: path) { record, parts in
            let plain = record["scalerank"].map { naturalEarthRank($0) } ?? 3
            guard let rank = record["highway"].map({ ranks[$0] }) ?? plain else { return }
            lines[rank, default: []] += try transform.transform(parts, maximumEdge: nil)
        }
        return lines.sorted { $0.key > $1.key }.map { MapLine(kind: .road(rank: $0.key), lines: $0.value) }
    }

    private static func forEachLine(at path: String, _ body: (Record, [[PlanarPoint]]) throws -> Void) throws {
        try VectorSource(path: path).forEachRecord { record in
            if case .lines(let parts)? = record.geometry { try body(record, parts) }
        }
    }

    /// Natural Earth ranks lines 0 (greatest) to 10; a map of this scale tells three ranks apart.
    private static func naturalEarthRank(_ text: String?) -> Int {
        let rank = text.flatMap { Double($0) } ?? 6
        return rank <= 4 ? 1 : rank <= 7 ? 2 : 3
    }

    /// The two great rivers are named, once and in English; others would crowd the map.
    private static func riverName(_ name: String) -> String {
        let names = ["Euphrates": "Euphrates", "Al Furat": "Euphrates", "Tigris": "Tigris", "Dijlah": "Tigris"]
        return names[name] ?? ""
    }

    /// The best known settlements, none of them a suburb of another.
    private static func towns(
        _ places: [Place], in language: Language, _ transform: CoordinateTransform
    ) throws -> [MapTown] {
        let settled = places.filter { $0.feature.isSettlement && $0.feature != .suburb && $0.population > 0 }
            .sorted { (rank($1), $1.population, $0.id) < (rank($0), $0.population, $1.id) }
        var chosen: [(place: Place, coordinate: Coordinate)] = []
        for place in settled where chosen.count < townLimit {
            guard let coordinate = place.coordinate else { continue }
            if chosen.contains(where: { $0.coordinate.distance(to: coordinate) < townSpacing }) { continue }
            chosen.append((place, coordinate))
        }
        return try chosen.map { place, coordinate in
            MapTown(
                name: TextByLanguage([(language, place.name)]), position: try transform.transform(coordinate.point),
                rank: place.isCapital ? 1 : place.population >= 500_000 ? 2 : 3)
        }
    }

    /// Capitals first, then what the table says of how known a place is.
    private static func rank(_ place: Place) -> Double { place.isCapital ? 2 : place.prominence ?? 0 }
}

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
        study: ResolvedStudy, gazetteer: Gazetteer, names: ReferenceNames, withheld: Set<String>,
        transform: CoordinateTransform
    ) throws {
        let content = gazetteer.content
        provinces = try content.provinces.filter { study.isAssessed($0.country) }.map { province in
            var area = try Self.area(province, names.name(of: province), transform)
            area.isAssessed = !withheld.contains(province.id)
            return area
        }
        // The provinces' names say where the study is; its countries need none.
        countries = try content.countries.map { country in
            let name = study.isAssessed(country.id) ? TextByLanguage(en: "") : names.countryName(of: country)
            return try Self.area(country, name, transform)
        }
        lines = try Self.lines(try ReferenceLines(study: study), transform)
        towns = try Self.towns(content.places.filter { study.isAssessed($0.country) }, names, transform)
    }

    private static func area(
        _ region: Region, _ name: TextByLanguage, _ transform: CoordinateTransform
    ) throws -> MapArea {
        MapArea(name: name, area: try transform.transform(region.area, maximumEdge: 0.1))
    }

    /// Borders and rivers one by one; roads of a rank together, the least first, and only those that a sheet has room for.
    private static func lines(_ lines: ReferenceLines, _ transform: CoordinateTransform) throws -> [MapLine] {
        var drawn: [MapLine] = []
        var roads: [Int: [[PlanarPoint]]] = [:]
        for entry in lines.entries {
            switch entry.kind {
            case .border:
                drawn.append(MapLine(kind: .border, lines: try transform.transform(entry.parts, maximumEdge: 0.1)))
            case .disputedBorder:
                drawn.append(
                    MapLine(kind: .disputedBorder, lines: try transform.transform(entry.parts, maximumEdge: 0.1)))
            case .river(let rank):
                drawn.append(
                    MapLine(
                        kind: .river(rank: rank), name: riverName(entry.name),
                        lines: try transform.transform(entry.parts, maximumEdge: nil)))
            case .road(let rank) where rank <= ReferenceLines.lastSheetRoad:
                roads[rank, default: []] += try transform.transform(entry.parts, maximumEdge: nil)
            case .road: continue
            }
        }
        return drawn
            + roads.sorted { $0.key > $1.key }.map { MapLine(kind: .road(rank: $0.key), lines: $0.value) }
    }

    /// The two great rivers are named, once and in English; others would crowd the map.
    private static func riverName(_ name: String) -> String {
        let names = ["Euphrates": "Euphrates", "Al Furat": "Euphrates", "Tigris": "Tigris", "Dijlah": "Tigris"]
        return names[name] ?? ""
    }

    /// The best known settlements, none of them a suburb of another.
    private static func towns(
        _ places: [Place], _ names: ReferenceNames, _ transform: CoordinateTransform
    ) throws -> [MapTown] {
        let settled = places.filter {
            $0.feature.isSettlement && $0.feature != .suburb && $0.population > 0 && !$0.isRestricted
        }
        .sorted { (rank($1), $1.population, $0.id) < (rank($0), $0.population, $1.id) }
        var chosen: [(place: Place, coordinate: Coordinate)] = []
        for place in settled where chosen.count < townLimit {
            guard let coordinate = place.coordinate else { continue }
            if chosen.contains(where: { $0.coordinate.distance(to: coordinate) < townSpacing }) { continue }
            chosen.append((place, coordinate))
        }
        return try chosen.map { place, coordinate in
            MapTown(
                name: names.name(of: place), position: try transform.transform(coordinate.point),
                rank: place.isCapital ? 1 : place.population >= 500_000 ? 2 : 3)
        }
    }

    /// Capitals first, then what the table says of how known a place is.
    private static func rank(_ place: Place) -> Double { place.isCapital ? 2 : place.prominence ?? 0 }
}

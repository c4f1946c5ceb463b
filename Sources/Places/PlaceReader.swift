// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Reads places with a position: GeoNames' populated places, airfields, border crossings.
struct PlaceReader {
    let aliases: AliasTable
    /// ISO 3166-2 by country and statistical code ("IQ07"), which GeoNames uses.
    let provinceOfCode: [String: String]

    /// GeoNames columns: geonameid, name, country, admin1, lat, lon, population, alternates joined by `|`.
    func places(_ path: String) throws -> [Place] {
        var places: [Place] = []
        try NameTable(path: path, required: ["geonameid", "name", "country", "lat", "lon"])
            .forEachRow { places.append(try populatedPlace($0)) }
        return places
    }

    /// Airfields: icao, name, city, country, lat, lon. Those named as bases are facilities.
    func airports(_ path: String) throws -> [Place] {
        var places: [Place] = []
        try NameTable(path: path, required: ["icao", "name", "country", "lat", "lon"]).forEachRow { row in
            let name = try row.text("name")
            let isBase = ["Air Base", "Army", "Airbase"].contains { name.contains($0) }
            places.append(
                Place(
                    id: "icao:\(try row.text("icao"))", name: name,
                    variants: [Self.without(" International", name)], country: try row.text("country"),
                    coordinate: try row.requiredCoordinate("lon", "lat"), feature: isBase ? .base : .airport,
                    uncertainty: .kilometers(2)))
        }
        return places
    }

    /// Crossings: name and other_names, parts joined by " / " and `|`; the first country leads.
    func crossings(_ path: String) throws -> [Place] {
        var places: [Place] = []
        try NameTable(path: path, required: ["name", "country_a", "lat", "lon"]).forEachRow { row in
            let name = try row.text("name")
            let sides = name.split(separator: "/").map { Self.trimmed($0) }
            places.append(
                Place(
                    id: "crossing:\(places.count + 1)", name: name,
                    variants: sides + sides.map { $0 + " crossing" } + row.list("other_names"),
                    country: try row.text("country_a"), coordinate: try row.requiredCoordinate("lon", "lat"),
                    feature: .crossing, uncertainty: .kilometers(5)))
        }
        return places
    }

    private func populatedPlace(_ row: FieldReader) throws -> Place {
        let id = "geonames:\(try row.text("geonameid"))", country = try row.text("country")
        let fix = aliases.fixes[id]
        // A town's alternates may hold the names of the units that it is the seat of.
        let alternates = row.list("alternates").filter { name in
            ![" District", " Governorate", " Province"].contains { name.hasSuffix($0) }
        }
        let population = try row.wholeNumber("population") ?? 0
        return Place(
            id: id, name: try row.text("name"), variants: aliases.spellings(of: id, source: alternates),
            country: country, province: fix?.province ?? row.record["admin1"].flatMap { provinceOfCode[country + $0] },
            coordinate: try fix?.coordinate ?? row.requiredCoordinate("lon", "lat"),
            feature: population >= 100_000 ? .city : population == 0 || population >= 5000 ? .town : .village,
            population: population, prominence: aliases.prominence[id],
            uncertainty: fix?.uncertainty ?? .kilometers(2))
    }

    private static func without(_ word: String, _ name: String) -> String { name.replacing(word, with: "") }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}

/// Reads seats and radii that stand for districts (`districts.csv`).
enum DistrictReader {
    /// Columns id, name, name_ar, aliases, country, province, seat_lat, seat_lon, radius_km.
    static func districts(_ path: String) throws -> [District] {
        var districts: [District] = []
        let required = ["id", "name", "country", "province", "seat_lat", "seat_lon", "radius_km"]
        try NameTable(path: path, required: required).forEachRow { row in
            guard let radius = try row.length("radius_km", unit: 1000), radius.value > 0 else {
                throw row.bad("radius_km", row.record["radius_km"] ?? "", expected: "a positive number of kilometres")
            }
            districts.append(
                District(
                    id: try row.text("id"), name: try row.text("name"),
                    variants: [row.record["name_ar"] ?? ""] + row.list("aliases"), country: try row.text("country"),
                    province: try row.text("province"), seat: try row.requiredCoordinate("seat_lon", "seat_lat"),
                    radius: radius))
        }
        return districts
    }
}

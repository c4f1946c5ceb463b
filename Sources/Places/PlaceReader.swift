// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// Reads places with a position: GeoNames' populated places, airfields, border crossings.
struct PlaceReader {
    let aliases: AliasTable
    /// ISO 3166-2 by country and statistical code ("IQ07"), which GeoNames uses.
    let provinceOfCode: [String: String]

    /// Keys of the provinces, which a table may name.
    let provinces: Set<String>
    /// Countries, which tell where a place lies that names none.
    let countries: [Region]

    /// Populated places of any of the forms of `PlaceFile`, and what of the file was not used.
    func places(_ path: String) throws -> (places: [Place], notes: [String]) {
        var places: [Place] = [], bad: (count: Int, first: String) = (0, "")
        var index: ProvinceIndex?
        var faults: [GazetteerFileError] = []
        try PlaceFile(path: path).forEachRow { row in
            if Self.hasBadPopulation(row) {
                if bad.count == 0 { bad.first = "\(row.record.origin): '\(row.record["population"] ?? "")'" }
                bad.count += 1
            }
            do {
                try place(row, &index).map { places.append($0) }
            } catch let error as GazetteerFileError {
                faults.append(error)
            }
        }
        // One row without a name must not cost the list; a list of such rows is another one.
        if let first = faults.first, faults.count > places.count { throw first }
        if places.isEmpty { throw GazetteerFileError.noPlaces(file: path) }
        let note =
            "\(path): \(bad.count) populations are no numbers and were left out, the first in \(bad.first); the places stay."
        let left = faults.first.map {
            "\(path): \(faults.count) \(faults.count == 1 ? "row is no place and was" : "rows are no places and were") left out, the first: \($0)"
        }
        return (places, (bad.count == 0 ? [] : [note]) + (left.map { [$0] } ?? []))
    }

    /// The place of a row; nil outside of all countries that the study knows, where it can be no place of it.
    private func place(_ row: FieldReader, _ index: inout ProvinceIndex?) throws -> Place? {
        var country = row.record["country"] ?? ""
        if country.isEmpty, let position = try row.coordinate("lon", "lat") {
            let known = index ?? ProvinceIndex(countries, forManyPositions: true)
            index = known
            country = known.region(at: position) ?? ""
        }
        return country.isEmpty ? nil : try populatedPlace(row, country: country)
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

    private func populatedPlace(_ row: FieldReader, country: String) throws -> Place {
        let origin = row.record.origin
        let id =
            row.record["id"].flatMap { $0.contains(":") ? $0 : nil } ?? row.record["geonameid"].map { "geonames:\($0)" }
            ?? "\(origin.file.lastPathName):\(origin.line)"
        let fix = aliases.fixes[id]
        // A town's alternates may hold the names of the units that it is the seat of.
        let alternates = row.list("alternates").filter { name in
            ![" District", " Governorate", " Province"].contains { name.hasSuffix($0) }
        }
        let population = Self.population(row)
        var place = Place(
            id: id, name: try row.text("name"), variants: aliases.spellings(of: id, source: alternates),
            country: country, province: fix?.province ?? province(row, country),
            coordinate: try fix?.coordinate ?? row.requiredCoordinate("lon", "lat"),
            feature: Self.feature(code: row.record["feature_code"], population: population),
            population: population, prominence: try aliases.prominence[id] ?? prominence(row),
            uncertainty: fix?.uncertainty ?? .kilometers(2))
        place.isCapital = row.record["feature_code"] == "PPLC"
        return place
    }

    /// Volunteers write names and guesses into this column, which must not cost the place.
    private static func population(_ row: FieldReader) -> Int {
        guard let text = row.record["population"] else { return 0 }
        let digits = text.filter { $0 != " " && $0 != "," && $0 != "'" && $0 != "\u{A0}" }
        return Double(digits).flatMap { (0...1e10).contains($0) ? Int(checked: $0.rounded()) : nil } ?? 0
    }

    /// Whether a row states a population that is no number.
    private static func hasBadPopulation(_ row: FieldReader) -> Bool {
        row.record["population"].map { population(row) == 0 && Double($0) != 0 } ?? false
    }

    private func province(_ row: FieldReader, _ country: String) -> String? {
        if let stated = row.record["iso3166_2"], provinces.contains(stated) { return stated }
        return row.record["admin1"].flatMap { provinceOfCode[country + $0] }
    }

    /// How known a place is, where the table says it.
    private func prominence(_ row: FieldReader) throws -> Double? {
        guard let stated = try row.number("prominence") else { return nil }
        guard (0...1).contains(stated) else {
            throw row.bad("prominence", row.record["prominence"] ?? "", expected: "a number from 0 to 1")
        }
        return stated
    }

    /// By the code of GeoNames where there is one; in a list without codes only seats have no population.
    private static func feature(code: String?, population: Int) -> FeatureClass {
        if population >= 100_000 { return .city }
        guard let code, !code.isEmpty else { return population == 0 || population >= 5000 ? .town : .village }
        switch code {
        case "PPLC", "PPLA": return .city
        case "PPLA2", "PPLA3", "PPLA4", "PPLG": return .town
        case "PPLX": return .suburb
        default: return population >= 5000 ? .town : .village
        }
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

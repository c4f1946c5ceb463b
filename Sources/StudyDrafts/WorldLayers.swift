// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
import Places

/// The layers of the whole world that come with the program: countries, first-level units, borders, rivers, towns.
struct WorldLayers {
    /// A country with its names by language.
    struct Country {
        let code: String
        let names: [String: String]
        let area: MultiPolygon

        var name: String { names["en"] ?? code }
    }

    /// Folder of the layers.
    let folder: String
    /// All countries.
    let countries: [Country]

    /// Languages of the layers' columns `name_..`.
    static let languages = ["en", "ar", "fr", "es", "ru", "uk", "ku"]

    /// - Throws: `StudyDraftError.noWorldLayers` where they are not beside the program.
    init(folder: String) throws {
        guard FileManager.default.fileExists(atPath: "\(folder)/countries.fgb") else {
            throw StudyDraftError.noWorldLayers(folder: folder)
        }
        self.folder = folder
        countries = try Self.countries("\(folder)/countries.fgb")
    }

    /// The country of a code (two or three letters) or of a name in any of the languages.
    /// - Throws: `StudyDraftError.unknownCountry` with the names near it.
    func country(_ text: String) throws -> Country {
        let code = CountryCode.alpha2(text)
        if text.allSatisfy({ $0.isASCII && $0.isLetter }), text.count == 2 || text.count == 3,
            let found = countries.first(where: { $0.code == code })
        {
            return found
        }
        let key = Gazetteer.nameKey(text)
        if let code = Self.otherNames[key], let found = countries.first(where: { $0.code == code }) { return found }
        if let found = countries.first(where: { $0.names.values.contains { Gazetteer.nameKey($0) == key } }) {
            return found
        }
        throw StudyDraftError.unknownCountry(text, near: near(key))
    }

    /// Names by which countries go that are not those of the layer.
    private static let otherNames: [[UInt8]: String] = {
        let names = [
            "TR": "Turkey", "CI": "Ivory Coast|Cote d'Ivoire", "MM": "Burma|Myanmar",
            "CD": "DRC|DR Congo|Democratic Republic of the Congo|Congo-Kinshasa|Zaire",
            "CG": "Congo|Republic of the Congo|Congo-Brazzaville", "US": "USA|United States of America|America",
            "GB": "UK|Great Britain|Britain", "RU": "Russian Federation", "CZ": "Czech Republic", "SZ": "Swaziland",
            "CV": "Cape Verde", "PS": "Palestine|State of Palestine|Occupied Palestinian Territory",
            "SY": "Syrian Arab Republic", "LA": "Laos|Lao PDR", "KR": "South Korea|Republic of Korea",
            "KP": "North Korea|DPRK", "VN": "Viet Nam", "IR": "Iran|Islamic Republic of Iran",
            "TZ": "United Republic of Tanzania", "BO": "Bolivia", "VE": "Venezuela",
            "MK": "Macedonia|North Macedonia", "TL": "East Timor|Timor-Leste", "CF": "CAR|RCA", "AE": "UAE|Emirates",
        ]
        var codes: [[UInt8]: String] = [:]
        for (code, list) in names {
            for name in list.split(separator: "|") { codes[Gazetteer.nameKey(String(name))] = code }
        }
        return codes
    }()

    private func near(_ key: [UInt8]) -> [String] {
        let likeness = countries.map { ($0.name, Gazetteer.likeness($0.name, key)) }.sorted { $0.1 > $1.1 }
        return likeness.prefix(3).filter { $0.1 > 0.5 }.map(\.0)
    }

    private static func countries(_ path: String) throws -> [Country] {
        var countries: [Country] = []
        try VectorSource(path: path).forEachRecord { record in
            guard let code = record["iso_a2"], case .area(let area)? = record.geometry else { return }
            countries.append(Country(code: code, names: names(of: record), area: area))
        }
        return countries.sorted { $0.code < $1.code }
    }

    private static func names(of record: Record) -> [String: String] {
        let named = languages.compactMap { language in record["name_\(language)"].map { (language, $0) } }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The first-level units of a country.
    func units(of country: String) throws -> [DraftUnit] {
        var units: [DraftUnit] = []
        try VectorSource(path: "\(folder)/admin1.fgb").forEachRecord { record in
            guard record["country"] == country, let id = record["id"], case .area(let area)? = record.geometry else {
                return
            }
            var unit = DraftUnit(id: id, name: record["name"] ?? record["name_en"] ?? id, area: area)
            unit.iso = record["iso3166_2"] ?? ""
            unit.kind = record["kind"] ?? ""
            unit.names = Self.names(of: record)
            unit.spellings = record["aliases"].map { $0.split(separator: "|").map(String.init) } ?? []
            units.append(unit)
        }
        return units.sorted { $0.id < $1.id }
    }
}

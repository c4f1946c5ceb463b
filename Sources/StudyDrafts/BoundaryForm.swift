// SPDX-License-Identifier: Apache-2.0

import Geo

/// The attribute names of one publisher of administrative boundaries: where codes, names and countries stand.
struct BoundaryForm: Sendable {
    /// A name, and in which language it is.
    struct Name: Sendable {
        /// How a language is known.
        enum Language: Sendable {
            case fixed(String)
            /// The value of a column tells it.
            case column(String)
        }

        let column: String
        let language: Language
    }

    /// Who publishes layers of this form.
    let publisher: String
    /// 1 for first-level units, 2 for second-level ones; nil where the columns do not tell.
    let level: Int?
    /// Columns that may be the key, the likeliest first.
    let keys: [String]
    /// Column of ISO 3166-2 codes; nil for none.
    var iso: String?
    /// Column of the main name.
    let name: String
    /// Names in stated languages.
    var names: [Name] = []
    /// Columns of further spellings, joined by `|` or `;`.
    var spellings: [String] = []
    /// Column of the country; nil for none.
    var country: String?
    /// Column of the word for the kind of unit; nil for none.
    var kind: String?
    /// Column of a text that tells the level by a number in it; nil for none.
    var levelText: String?

    /// The form whose columns are there; nil for a layer of none.
    static func told(by columns: [String]) -> BoundaryForm? {
        let known = Set(columns)
        return humanitarian(columns) ?? currentHumanitarian(known) ?? geoBoundaries(known) ?? gadm(known)
            ?? whosOnFirst(columns) ?? naturalEarth(known) ?? plain(columns)
    }

    /// What was guessed, for the reader.
    var sentence: String {
        let names = ([name] + names.map(\.column)).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let parts =
            ["key \(keys[0])", "names \(names.joined(separator: ", "))"] + (iso.map { ["ISO codes \($0)"] } ?? [])
            + (country.map { ["country \($0)"] } ?? [])
        return "\(publisher): \(parts.joined(separator: ", "))"
    }
}

extension BoundaryForm {
    /// OCHA's common operational data sets until 2024: `ADM1_PCODE`, `ADM1_EN`.
    private static func humanitarian(_ columns: [String]) -> BoundaryForm? {
        guard let level = (1...4).last(where: { columns.contains("ADM\($0)_PCODE") }) else { return nil }
        let prefix = "ADM\(level)_"
        let names = columns.filter { $0.hasPrefix(prefix) && $0.count == prefix.count + 2 }
        let main = ["EN", "FR", "ES", "PT"].lazy.map { prefix + $0 }.first(where: names.contains) ?? names.first
        guard let main else { return nil }
        return BoundaryForm(
            publisher: "OCHA COD-AB", level: level, keys: ["\(prefix)PCODE"], name: main,
            names: names.map { Name(column: $0, language: .fixed(language(String($0.suffix(2))))) },
            spellings: columns.filter { $0.hasPrefix("ADM\(level)ALT") || $0 == "\(prefix)REF" },
            country: columns.contains("ADM0_PCODE") ? "ADM0_PCODE" : nil)
    }

    /// The same since 2025: `adm1_pcode`, `adm1_name`, languages in `lang`.
    private static func currentHumanitarian(_ known: Set<String>) -> BoundaryForm? {
        guard let level = (1...4).last(where: { known.contains("adm\($0)_pcode") && known.contains("adm\($0)_name") })
        else { return nil }
        let numbers = ["", "1", "2", "3"].filter { known.contains("adm\(level)_name\($0)") }
        return BoundaryForm(
            publisher: "OCHA COD-AB", level: level, keys: ["adm\(level)_pcode"], name: "adm\(level)_name",
            names: numbers.map { Name(column: "adm\(level)_name\($0)", language: .column("lang\($0)")) },
            spellings: ["adm\(level)_ref_name"], country: known.contains("adm0_pcode") ? "adm0_pcode" : nil)
    }

    private static func geoBoundaries(_ known: Set<String>) -> BoundaryForm? {
        guard known.contains("shapeName") else { return nil }
        return BoundaryForm(
            publisher: "geoBoundaries", level: nil, keys: ["shapeISO", "shapeID"].filter(known.contains),
            iso: known.contains("shapeISO") ? "shapeISO" : nil, name: "shapeName",
            country: known.contains("shapeGroup") ? "shapeGroup" : nil,
            levelText: known.contains("shapeType") ? "shapeType" : nil)
    }

    private static func gadm(_ known: Set<String>) -> BoundaryForm? {
        guard let level = (1...5).last(where: { known.contains("GID_\($0)") && known.contains("NAME_\($0)") }) else {
            return nil
        }
        return BoundaryForm(
            publisher: "GADM", level: level, keys: ["GID_\(level)"],
            iso: known.contains("ISO_\(level)") ? "ISO_\(level)" : nil, name: "NAME_\(level)",
            spellings: ["NL_NAME_\(level)", "VARNAME_\(level)"].filter(known.contains),
            country: known.contains("GID_0") ? "GID_0" : nil,
            kind: known.contains("ENGTYPE_\(level)") ? "ENGTYPE_\(level)" : nil)
    }

    private static func whosOnFirst(_ columns: [String]) -> BoundaryForm? {
        guard columns.contains("wof:name"), columns.contains("wof:id") else { return nil }
        let preferred = columns.filter { $0.hasPrefix("name:") && $0.hasSuffix("_x_preferred") }
        return BoundaryForm(
            publisher: "Who's On First", level: nil, keys: ["wof:id"], iso: "wof:concordances", name: "wof:name",
            names: preferred.map { Name(column: $0, language: .fixed(language(String($0.dropFirst(5).prefix(3))))) },
            spellings: columns.filter { $0.hasPrefix("name:") && $0.hasSuffix("_x_variant") },
            country: "wof:country",
            kind: ["label:eng_x_preferred_placetype", "meso:type_local"].first(where: columns.contains),
            levelText: columns.contains("wof:placetype") ? "wof:placetype" : nil)
    }

    private static func naturalEarth(_ known: Set<String>) -> BoundaryForm? {
        guard known.contains("iso_3166_2"), known.contains("name") else { return nil }
        let languages = ["en", "ar", "fr", "es", "ru", "uk", "ku"].filter { known.contains("name_\($0)") }
        return BoundaryForm(
            publisher: "Natural Earth", level: 1, keys: ["iso_3166_2", "adm1_code", "ne_id"].filter(known.contains),
            iso: "iso_3166_2", name: "name",
            names: languages.map { Name(column: "name_\($0)", language: .fixed($0)) },
            spellings: ["name_alt", "name_local", "woe_name", "gn_name"].filter(known.contains),
            country: ["iso_a2", "adm0_a3"].first(where: known.contains), kind: "type_en")
    }

    /// A layer of no known publisher: a column that is called like a code, and one that is called like a name.
    private static func plain(_ columns: [String]) -> BoundaryForm? {
        func column(_ names: [String]) -> String? {
            names.lazy.compactMap { name in columns.first { $0.lowercased() == name } }.first
        }
        guard
            let name = column(["name_en", "name", "adm1_name", "adm2_name", "nom", "nombre", "nome", "title", "label"])
        else { return nil }
        let keys = [
            "iso", "iso_code", "iso3166_2", "pcode", "p_code", "code", "id", "wof_id", "geonameid", "fid", "objectid",
        ].compactMap { column([$0]) }
        return BoundaryForm(
            publisher: "a layer of its own form", level: nil, keys: keys + [name],
            iso: column(["iso", "iso_code", "iso3166_2"]), name: name,
            names: ["en", "ar", "fr", "es", "ru", "uk", "ku"].compactMap { language in
                column(["name_\(language)", "name:\(language)"]).map { Name(column: $0, language: .fixed(language)) }
            },
            spellings: ["aliases", "alternates", "alt_name", "names"].compactMap { column([$0]) },
            country: column(["country", "iso_a2", "country_code", "adm0_a3", "iso_a3"]), kind: column(["kind", "type"]))
    }

    /// ISO 639-1 of the codes that publishers have: three letters, and the country's for Ukrainian.
    static func language(_ code: String) -> String {
        let known = [
            "eng": "en", "ara": "ar", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ukr": "uk", "ua": "uk",
            "kur": "ku", "kmr": "ku", "ckb": "ckb", "por": "pt",
        ]
        return known[code.lowercased()] ?? code.lowercased()
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Tables

/// Which column of a table of reports is what, guessed from their names in some languages.
struct MappingGuess {
    /// A field of the mapping, and the column for it.
    private(set) var columns: [(field: String, column: String)] = []
    /// The distinct values of the column of types with the code that each one seems to mean; nil where none is known.
    private(set) var types: [(value: String, type: EventType?)] = []
    /// Names of all columns.
    let names: [String]
    /// Whether the rows bring their geometry.
    private(set) var hasGeometry = false

    /// Rows among which the header is looked for, below titles.
    private static let mostTitles = 20

    /// The guess of a table, with the header where it has columns for what a table of reports cannot lack.
    static func of(_ rows: any RowSource) throws -> MappingGuess {
        let first = try MappingGuess(rows)
        guard first.missing != nil else { return first }
        let others = try rows.headerCandidates(mostTitles).lazy.map { try MappingGuess($0.source) }
        return others.first { $0.missing == nil } ?? first
    }

    init(_ rows: any RowSource) throws {
        let found = try rows.columns()
        names = found.names
        hasGeometry = try Self.hasGeometry(rows)
        for (field, words) in Self.words {
            if let column = names.first(where: { name in words.contains(Self.folded(name)) }) {
                columns.append((field, column))
            }
        }
        preferRegions()
        takeDistrictsAsPlaces()
        if let column = self["type"] { types = try Self.types(column, rows) }
    }

    /// Where a table has both, the region is of the first level and the province of the second (Burkina Faso).
    private mutating func preferRegions() {
        guard let region = names.first(where: { ["region", "регион"].contains(Self.folded($0)) }),
            let province = names.first(where: { ["province", "provincia", "departement"].contains(Self.folded($0)) })
        else { return }
        columns.removeAll { $0.field == "province" || $0.field == "district" && $0.column == province }
        columns.append(("province", region))
        if self["district"] == nil { columns.append(("district", province)) }
    }

    /// Where a table says no more than the municipality, its seat is what can be found by that name.
    private mutating func takeDistrictsAsPlaces() {
        guard self["place"] == nil, self["town"] == nil, self["position"] == nil, self["longitude"] == nil,
            !hasGeometry, let index = columns.firstIndex(where: { $0.field == "district" })
        else { return }
        columns[index].field = "place"
    }

    /// The column of a field; nil where none is called so.
    subscript(_ field: String) -> String? { columns.first { $0.field == field }?.column }

    /// Columns of which nothing is made.
    var unused: [String] { names.filter { name in !name.isEmpty && !columns.contains { $0.column == name } } }

    /// The first field that a table of reports cannot lack and that no column is called; nil where all are there.
    var missing: String? {
        if self["date"] == nil { return "the date" }
        let isPlaced = ["place", "town", "district", "province", "position"].contains { self[$0] != nil }
        return isPlaced || hasGeometry || self["longitude"] != nil && self["latitude"] != nil
            ? nil : "the place or the position"
    }

    private static func hasGeometry(_ rows: any RowSource) throws -> Bool {
        var has = false
        do {
            try rows.forEachRow { row in
                guard case .record(let record) = row else { return }
                has = record.geometry != nil
                throw FirstRow()
            }
        } catch is FirstRow {}
        return has
    }

    /// Ends a reading of which one row is wanted.
    private struct FirstRow: Error {}

    private static let mostTypes = 60

    private static func types(_ column: String, _ rows: any RowSource) throws -> [(String, EventType?)] {
        var seen: [String] = []
        try rows.forEachRow { row in
            guard case .record(let record) = row, let value = record[column], !seen.contains(value),
                seen.count < mostTypes
            else { return }
            seen.append(value)
        }
        return seen.map { ($0, EventWords.type(of: $0)) }
    }

    /// Small letters without blanks, dashes, accents and signs.
    private static func folded(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
                    $0.properties.isAlphabetic || ("0"..."9").contains($0)
                }))
    }

    /// Names of columns as they are folded.
    private static let words: [(field: String, names: Set<String>)] = [
        ("id", "id incidentid eventid no numero n nr identifiant código идентификатор"),
        (
            "date",
            "fechadelhecho تاريخالحادث start fechadelincidente datadoincidente tarihi date eventdate incidentdate dateincident datedelincident datevenement dateevenement fecha data tarih day дата التاريخ تاريخ dateofincident startdate datestart datededebut"
        ),
        ("date_end", "enddate dateend datedefin datefin fechafin датаокончания"),
        ("latitude", "latitude lat y latitud широта خطالعرض gpslatitude latitudegps"),
        ("longitude", "longitude lon long lng x longitud долгота довгота خطالطول gpslongitude longitudegps"),
        (
            "position",
            "gps position coordinates coords coordonnees coordenadas geopoint latlon gpslocation координаты الاحداثيات"
        ),
        (
            "place",
            "cidade ilha aldeia yer koy mahalle place location placename locationname site lieu lugar lieuincident localite locality village villages villagename settlement مكان المكان الموقع القرية место місце населенныйпункт населенийпункт"
        ),
        ("town", "town city ville ciudad город місто المدينة"),
        (
            "district",
            "ilce distrito concelho district admin2 adm2 admin2name adm2name commune cercle raion territoire arrondissement municipio municipality locality2 район قضاء المديرية county departement department"
        ),
        (
            "province",
            "il provincias province admin1 adm1 admin1name adm1name region state governorate oblast estado departamento provincia wilaya область المحافظة محافظة الولاية"
        ),
        ("country", "ulke country pays pais страна країна البلد الدولة"),
        (
            "type",
            "event evento tipodeevento tipoevento типсобытия типподії typedevenement tipodeincidente tur olay type eventtype incidenttype category typedincident typeincident typeevenement nature tipo categorie categoria тип вид نوع نوعالحادث typeofincident"
        ),
        (
            "best",
            "fatalities deaths killed dead morts tues nbmorts nombredemorts victimes victims muertos погибло убито загинуло القتلى عددالقتلى"
        ),
        ("root_source", "source sources fuente источник джерело المصدر reportedby"),
    ].map { field, words in (field, Set(words.split(separator: " ").map { folded(String($0)) })) }
}

/// Words by which tables name what happened.
enum EventWords {
    /// The type that a text seems to mean; nil where no word of it is known. The first list that has a word of it decides.
    static func type(of text: String) -> EventType? {
        let words = text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.isAlphabetic || $0 == " "
        }
        let plain = String(String.UnicodeScalarView(words))
        if let exact = EventType(rawValue: text.lowercased().replacing(" ", with: "_")) { return exact }
        let parts = plain.split(separator: " ").map(String.init)
        return lists.first { $0.stems.contains { matches($0, plain, parts) } }?.type
    }

    /// Whether a word of the text begins with the stem, behind the Arabic article too; short stems are whole words ("ied" is not
    /// in "died").
    private static func matches(_ stem: String, _ text: String, _ words: [String]) -> Bool {
        if stem.contains(" ") { return text.contains(stem) }
        return words.contains { word in
            let bare = word.hasPrefix("ال") ? String(word.dropFirst(2)) : word
            return stem.count < 4 ? bare == stem : bare.hasPrefix(stem) || word.hasPrefix(stem)
        }
    }

    private static let lists: [(type: EventType, stems: [String])] = [
        (.suicideAttack, "suicide|kamikaze|suicida|смертник|انتحاري"),
        (
            .ied,
            "ied|mine|mina|landmine|explosive device|engin explosif|eei|artefacto|мина|міна|взрыв|вибух|explosao|explosion|عبوة|لغم"
        ),
        (
            .airStrike,
            "air strike|airstrike|drone|shelling by air|frappe|bombardeo aereo|авиаудар|авіаудар|беспилотн|غارة|قصف جوي"
        ),
        (.abduction, "abduct|kidnap|enlevement|rapt|secuestr|sequestr|похищ|викрад|خطف|اختطاف|disappear|hostage|otage"),
        (.arrest, "arrest|detention|detenci|арест|арешт|اعتقال"),
        (.riot, "riot|emeute|mob|disturbio|беспоряд|заворушен|شغب"),
        (.protest, "protest|demonstration|manifestation|manifestaci|протест|مظاهرة|احتجاج"),
        (.cache, "cache|weapons found|arms found|тайник"),
        (
            .violenceAgainstCivilians,
            "civilian|killing|murder|assassinat|homicid|execution|attack on aid|aid worker|violence sexuelle|sexual|looting|pillage|robbery|braquage|extorsion|vol |massacre|civil|убийств|вбивств|мирн|مدني|قتل|اغتيال|banditry|теракт|терор|cinayet"
        ),
        (
            .battle,
            "battle|clash|fight|combat|affrontement|enfrentamiento|attack|attaque|ataque|assault|shelling|artiller|rocket|mortar|bombard|tir|обстрел|обстріл|бой|бій|атак|столкновен|зіткнен|сутичк|нападен|напад|confronto|catisma|saldiri|اشتباك|هجوم|قصف|armed|incursion|ambush|embuscade"
        ),
    ].map { type, stems in (type, stems.split(separator: "|").map(String.init)) }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Places

/// Reads a layer of administrative units in any publisher's form.
struct BoundaryReader {
    /// Units of one country in one file.
    struct Layer {
        let file: String
        let form: BoundaryForm
        /// 1 or more; nil where neither the columns nor the records tell.
        var level: Int?
        var units: [DraftUnit] = []
        /// What was left out or mended.
        var notes: [String] = []
    }

    /// ISO 3166-1 alpha-2 of the country that is read; units of others are left out.
    let country: String
    /// Its area on the base map, which tells where a layer names no country; nil to take all units of such a layer.
    var area: MultiPolygon?

    /// - Throws: `StudyDraftError` for a layer whose columns are not known, or that has nothing of the country; `GeoIOError`.
    func read(_ path: String) throws -> Layer {
        let source = VectorSource(path: path)
        let columns = try source.columns().names
        guard let form = BoundaryForm.told(by: columns) else {
            throw StudyDraftError.unknownBoundaries(file: path, columns: columns)
        }
        var layer = Layer(file: path, form: form, level: form.level), others: Set<String> = [], left = LeftOut()
        layer.notes += source.remarks.map { "\(path.lastPathName): \($0)." }
        try source.forEachRecord { record in
            if layer.level == nil { layer.level = level(of: record, form) }
            if let other = foreign(record, form) {
                others.insert(other)
            } else {
                try unit(of: record, form, &left).map { layer.units.append($0) }
            }
        }
        guard !layer.units.isEmpty else {
            throw StudyDraftError.noUnits(file: path, country: country, others: others.sorted())
        }
        layer.notes += left.notes(in: path)
        chooseKeys(&layer)
        return layer
    }

    // MARK: Records

    /// What was not taken of a layer, by reason.
    private struct LeftOut {
        var past = 0, empty = 0, mended = 0, elsewhere = 0

        func notes(in path: String) -> [String] {
            [
                (past, "units that are no more, left out"), (empty, "units without a name or an area, left out"),
                (mended, "units whose boundary crosses itself, mended"),
                (elsewhere, "units outside of the country, left out; no column names their country"),
            ].filter { $0.0 > 0 }.map { "\(path.lastPathName): \($0.0) \($0.1)." }
        }
    }

    /// Whether most of a unit, or its middle, lies in the country as the base map has it.
    private func isInside(_ unit: DraftUnit) throws -> Bool {
        guard let area else { return true }
        if let middle = try GeometryOperations.interiorPoint(of: unit.area), area.contains(middle) { return true }
        let shared = try GeometryOperations.intersection(unit.area, area)
        return GeometryOperations.area(of: shared) > GeometryOperations.area(of: unit.area) / 2
    }

    /// The code of another country that a record belongs to; nil for one of ours or without a country.
    private func foreign(_ record: Record, _ form: BoundaryForm) -> String? {
        // "NA" is Namibia here, and no missing value.
        guard let stated = form.country.flatMap({ record[$0] }), !stated.hasPrefix("-") else { return nil }
        let code = CountryCode.alpha2(stated)
        return code == country ? nil : code
    }

    private func unit(of record: Record, _ form: BoundaryForm, _ left: inout LeftOut) throws -> DraftUnit? {
        if PastRecord.isPast(record) {
            left.past += 1
            return nil
        }
        guard let name = text(form.name, record), case .area(var area)? = record.geometry, !area.isEmpty else {
            left.empty += 1
            return nil
        }
        if try GeometryOperations.validityProblem(of: area) != nil {
            area = try GeometryOperations.makeValid(area)
            left.mended += 1
        }
        var unit = DraftUnit(id: "", name: Self.spaced(name, form), area: area)
        unit.iso = iso(of: record, form)
        unit.kind = form.kind.flatMap { text($0, record) }?.lowercased() ?? ""
        unit.spellings = form.spellings.flatMap { list($0, record) } + [name]
        for entry in form.names {
            if let language = language(of: entry, record), let text = list(entry.column, record).first {
                unit.names[language] = unit.names[language] ?? text
                unit.spellings += list(entry.column, record).dropFirst()
            }
        }
        unit.keys = form.keys.map { text($0, record) ?? "" }
        return unit
    }

    private func language(of name: BoundaryForm.Name, _ record: Record) -> String? {
        switch name.language {
        case .fixed(let language): language
        case .column(let column): text(column, record).map(BoundaryForm.language)
        }
    }

    private func iso(of record: Record, _ form: BoundaryForm) -> String {
        guard let column = form.iso, let value = text(column, record) else { return "" }
        let code = column == "wof:concordances" ? Self.concordance(value) : value
        return Self.isISO(code, of: country) ? code : ""
    }

    private struct Concordances: Decodable {
        let iso: String?
        enum CodingKeys: String, CodingKey { case iso = "iso:id" }
    }

    private static func concordance(_ json: String) -> String {
        (try? JSONDecoder().decode(Concordances.self, from: Data(json.utf8)))?.iso ?? ""
    }

    /// Whether a text is an ISO 3166-2 code of the country.
    static func isISO(_ code: String, of country: String) -> Bool {
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == country && (1...3).contains(parts[1].count)
            && parts[1].allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    }

    private func level(of record: Record, _ form: BoundaryForm) -> Int? {
        guard let value = form.levelText.flatMap({ text($0, record) })?.lowercased() else { return nil }
        if let digit = value.compactMap(\.wholeNumberValue).first { return digit }
        return ["region": 1, "macrocounty": 1, "county": 2, "localadmin": 3][value]
    }

    /// The text of a column without the marks that publishers have for "none".
    private func text(_ column: String, _ record: Record) -> String? {
        record[column].flatMap { ["NA", "-99", "-1", "(null)", "null", "NULL", "<Null>"].contains($0) ? nil : $0 }
    }

    private func list(_ column: String, _ record: Record) -> [String] {
        guard let text = text(column, record) else { return [] }
        return text.split { $0 == "|" || $0 == ";" }.map { String($0.trimmingPrefix(while: \.isWhitespace)) }
    }

    /// GADM's GeoJSON has lost the blanks inside of names: "NorthDarfur".
    private static func spaced(_ name: String, _ form: BoundaryForm) -> String {
        guard form.publisher == "GADM", !name.contains(" ") else { return name }
        var spaced = "", previous: Character?
        for letter in name {
            if letter.isUppercase, previous?.isLowercase == true { spaced.append(" ") }
            spaced.append(letter)
            previous = letter
        }
        return spaced
    }

    // MARK: Keys

    /// Keys that every unit has and no two share: ISO codes, else the first such column of the form, else numbers.
    private func chooseKeys(_ layer: inout Layer) {
        func areKeys(_ values: [String]) -> Bool { !values.contains("") && Set(values).count == values.count }
        let codes = layer.units.map(\.iso)
        let column = layer.form.keys.indices.first { column in areKeys(layer.units.map { $0.keys[column] }) }
        for index in layer.units.indices {
            let own = column.map { layer.units[index].keys[$0] }
            layer.units[index].id = areKeys(codes) ? codes[index] : own ?? "\(country)~\(index + 1)"
            if areKeys(codes), let own, own != codes[index] { layer.units[index].code = own }
        }
        if column == nil, !areKeys(codes) {
            layer.notes.append("\(layer.file.lastPathName): no column is a key of all units; they were numbered.")
        }
    }
}

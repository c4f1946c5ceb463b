// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import GeoIO
import Studies

/// Reads polygon layers of administrative units, the shipped ones or a user's.
struct RegionReader {
    let aliases: AliasTable

    /// Units of a layer.
    struct Units {
        var regions: [Region] = []
        /// ISO 3166-2 by country and statistical code ("IQ07"), where the layer has a column `fips`.
        var ofStatisticalCode: [String: String] = [:]
        /// Keys of the units by their other codes, in capitals.
        var codes: [String: String] = [:]
        /// What was joined or left out.
        var notes: [String] = []
    }

    /// First-level units: those without code that `aliases` knows join their province.
    func provinces(_ file: RegionFile) throws -> Units {
        var units = try regions(file, codes: aliases.codes)
        for (name, id) in aliases.merges.sorted(by: { $0.key < $1.key }) {
            guard let from = units.regions.firstIndex(where: { $0.id == name }),
                let into = units.regions.firstIndex(where: { $0.id == id })
            else { continue }
            let joined = try GeometryOperations.union([units.regions[into].area, units.regions[from].area])
            units.regions[into] = units.regions[into].with(area: joined)
            units.regions.remove(at: from)
            units.notes.append("\(file.file): \(name) was joined to \(id).")
        }
        return units
    }

    /// Units in the order of the layer.
    /// - Throws: `GazetteerFileError` for a missing column, an empty area, or a key that comes twice.
    /// - Parameter codes: keys of other publishers, and what the study calls their units.
    func regions(_ file: RegionFile, codes: [String: String] = [:]) throws -> Units {
        let source = VectorSource(path: file.file, layer: file.layer)
        try requireColumns(file, source)
        var units = Units()
        var seen: Set<String> = []
        var nameless: [String] = [], translated: [String] = []
        try source.forEachRecord { record in
            guard var region = try region(record, file, &units, &nameless) else { return }
            if let id = codes[region.id], id != region.id {
                translated.append("\(region.id) as \(id)")
                region = region.with(id: id, aliases: aliases.spellings(of: id, source: region.aliases))
            }
            guard seen.insert(region.id).inserted else {
                throw GazetteerFileError.badUnit(origin: record.origin, id: region.id, reason: "comes twice")
            }
            for code in (file.codes ?? []).compactMap({ record[$0] }) { units.codes[code.uppercased()] = region.id }
            units.regions.append(region)
        }
        if !translated.isEmpty {
            units.notes.append(
                "\(file.file): \(translated.count) keys of \(file.id) were read as those of the study: "
                    + translated.prefix(3).joined(separator: ", ") + (translated.count > 3 ? " and others." : "."))
        }
        units.notes += source.remarks.map { "\(file.file): \($0)." }
        if !nameless.isEmpty {
            units.notes.append(
                "\(file.file): \(nameless.count) units have no value in \(file.id) and were left out: "
                    + nameless.prefix(3).joined(separator: ", ") + (nameless.count > 3 ? " and others." : "."))
        }
        if units.regions.isEmpty { throw GazetteerFileError.noUnits(file: file.file, column: file.id) }
        return units
    }

    private func requireColumns(_ file: RegionFile, _ source: VectorSource) throws {
        let columns = try source.columns()
        let named = [file.id, file.nameEnglish, file.nameArabic, file.aliases, file.country].compactMap(\.self)
        let names = (file.names ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        for name in named + names + (file.codes ?? [])
        where columns.position(of: name) == nil {
            throw GazetteerFileError.missingColumn(file: file.file, column: name, known: columns.names)
        }
    }

    private func region(
        _ record: Record, _ file: RegionFile, _ units: inout Units, _ nameless: inout [String]
    ) throws -> Region? {
        guard let name = record[file.nameEnglish] else {
            if record[file.id] == nil || record[file.id] == "-1" { return nil }
            throw FieldReader(record).bad(file.nameEnglish, "", expected: "a name")
        }
        guard let id = record[file.id] ?? (aliases.merges[name] != nil ? name : nil) else {
            nameless.append(name)
            return nil
        }
        let area = try area(of: record, id: id, &units)
        let country = CountryCode.alpha2(file.country.flatMap { record[$0] } ?? id)
        if let code = record["fips"], code.utf8.count == 4 { units.ofStatisticalCode[country + code.suffix(2)] = id }
        let others = (file.names ?? [:]).compactMapValues { record[$0] }
        // A name in any language is a spelling that reports may use.
        let spellings = others.sorted { $0.key < $1.key }.map(\.value).filter { $0 != name }
        let listed = file.aliases.map { FieldReader(record).list($0) } ?? []
        return Region(
            id: id, country: country, nameEnglish: name, nameArabic: file.nameArabic.flatMap { record[$0] } ?? "",
            names: others, aliases: aliases.spellings(of: id, source: listed + spellings), area: area)
    }
}

extension RegionReader {
    /// The area of a unit; one that crosses itself is mended, and a note says so.
    private func area(of record: Record, id: String, _ units: inout Units) throws -> MultiPolygon {
        let empty = GazetteerFileError.badUnit(origin: record.origin, id: id, reason: "has no area")
        guard case .area(let area)? = record.geometry, !area.isEmpty else { throw empty }
        guard let problem = try GeometryOperations.validityProblem(of: area) else { return area }
        let mended = try GeometryOperations.makeValid(area)
        if mended.isEmpty { throw empty }
        units.notes.append(
            "\(record.origin): the boundary of \(id) is not valid (\(problem)); it was mended. Check its shape.")
        return mended
    }
}

extension Region {
    func with(id: String, aliases: [String]) -> Region {
        Region(
            id: id, country: country, nameEnglish: nameEnglish, nameArabic: nameArabic, names: names, aliases: aliases,
            area: area)
    }

    func with(area: MultiPolygon) -> Region {
        Region(
            id: id, country: country, nameEnglish: nameEnglish, nameArabic: nameArabic, names: names, aliases: aliases,
            area: area)
    }
}

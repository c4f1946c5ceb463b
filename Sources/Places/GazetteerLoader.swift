// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
import Geo
import GeoIO
import Studies
import Tables

/// Reads the files of names and boundaries into a gazetteer.
public struct GazetteerLoader {
    private let files: GazetteerFiles
    private let rules: LocationRules
    private let homeCountries: [String]?

    /// Reads nothing yet.
    /// - Parameter homeCountries: those that the study assesses, of which names may be misspelt; nil for the usual ones.
    public init(files: GazetteerFiles, rules: LocationRules = LocationRules(), homeCountries: [String]? = nil) {
        self.files = files
        self.rules = rules
        self.homeCountries = homeCountries
    }

    /// Reads all files.
    /// - Throws: `TableError`, `GeoIOError` or `GazetteerFileError`, each with the file and the line or feature.
    public func load() throws -> Gazetteer {
        let aliases = try files.aliases.map { try AliasTable(path: $0) } ?? AliasTable()
        let units = RegionReader(aliases: aliases)
        var content = Gazetteer.Content()
        content.rules = rules
        if let homeCountries { content.homeCountries = homeCountries }
        content.codes = aliases.codes
        let provinces = try units.provinces(files.provinces)
        content.provinces = provinces.regions
        let countries = try units.regions(files.countries)
        content.countries = countries.regions
        let districts = try files.districts.map { try units.regions($0) } ?? RegionReader.Units()
        content.districtAreas = districts.regions
        for units in [provinces, districts] { content.codes.merge(units.codes) { own, _ in own } }
        let places = PlaceReader(
            aliases: aliases, provinceOfCode: provinces.ofStatisticalCode, provinces: Set(content.provinces.map(\.id)),
            countries: countries.regions)
        let listed = try listedPlaces(places)
        content.places = try listed.places + placesOfFiles(places) + aliases.places
        if let path = files.districtSeats { content.districts = try DistrictReader.districts(path) }
        try addRegionsAndLines(aliases, to: &content)
        try refuseForeignKeys(content)
        content.notes =
            provinces.notes + countries.notes + districts.notes
            + listed.notes + aliases.notes(known: Set(Self.ids(of: content)))
        return Gazetteer(content)
    }

    /// The populated places of all files, each once, with what was noted.
    func mergedPlaces() throws -> (places: [Place], notes: [String]) {
        let aliases = try files.aliases.map { try AliasTable(path: $0) } ?? AliasTable()
        let units = RegionReader(aliases: aliases)
        let provinces = try units.provinces(files.provinces)
        let reader = PlaceReader(
            aliases: AliasTable(), provinceOfCode: provinces.ofStatisticalCode,
            provinces: Set(provinces.regions.map(\.id)), countries: try units.regions(files.countries).regions)
        return try listedPlaces(reader)
    }

    /// Provinces with keys that nothing else of the study uses: whatever is known to the province would fall on none.
    private func refuseForeignKeys(_ content: Gazetteer.Content) throws {
        let provinces = Set(content.provinces.map(\.id))
        let named = content.districts.map { ($0.country, $0.province) }
        for (country, references) in Dictionary(grouping: named, by: \.0).sorted(by: { $0.key < $1.key }) {
            guard let known = content.provinces.first(where: { $0.country == country }),
                !references.contains(where: { provinces.contains($0.1) })
            else { continue }
            throw GazetteerFileError.foreignKeys(
                file: files.provinces.file, column: files.provinces.id, known: known.id, named: references[0].1)
        }
    }

    private func placesOfFiles(_ reader: PlaceReader) throws -> [Place] {
        try (files.airports.map(reader.airports) ?? []) + (files.crossings.map(reader.crossings) ?? [])
    }

    /// The populated places of all files, each once, and how many were in several.
    private func listedPlaces(_ reader: PlaceReader) throws -> (places: [Place], notes: [String]) {
        var merger = PlaceMerger(), notes: [String] = []
        for path in files.places {
            let (found, remarks) = try reader.places(path), repeats = merger.repeats
            notes += remarks
            if files.places.count == 1 { return (found, notes) }
            merger.add(found)
            notes.append(
                "\(path): \(found.count) places, \(found.count - (merger.repeats - repeats)) of them in no file before it."
            )
        }
        return (merger.places, notes)
    }

    private func addRegionsAndLines(_ aliases: AliasTable, to content: inout Gazetteer.Content) throws {
        let reader = LineReader(aliases: aliases)
        if let path = files.regions {
            let found = try VernacularReader.read(path)
            content.vernacularRegions = found.regions
            content.lines = found.lines
        }
        if let path = files.rivers { content.lines += try reader.rivers(path) }
        if let path = files.borders { content.lines += try reader.borders(path) }
    }

    private static func ids(of content: Gazetteer.Content) -> [String] {
        content.places.map(\.id) + content.provinces.map(\.id) + content.countries.map(\.id)
            + content.lines.map(\.id) + content.districts.map(\.id) + content.vernacularRegions.map(\.region.id)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Gazetteer
public import Studies

/// Paths of everything that a gazetteer is made of, as GDAL and the table reader take them.
public struct GazetteerFiles: Sendable {
    /// First-level units.
    public var provinces: RegionFile
    /// Countries.
    public var countries: RegionFile
    /// Second-level units of the user; nil for none.
    public var districts: RegionFile?
    /// Tables and layers of our own formats; nil for none.
    public var districtSeats, regions, aliases, airports, crossings, rivers, borders: String?

    /// Files of populated places, the one that knows most first.
    public var places: [String]

    /// Takes the paths of a study's geodata section; `path` makes them absolute.
    public init(_ geodata: GeodataSection, path: (String) -> String) {
        func located(_ file: RegionFile) -> RegionFile {
            var file = file
            file.file = path(file.file)
            return file
        }
        provinces = located(geodata.provinces)
        countries = located(geodata.countries)
        districts = geodata.districts.map(located)
        districtSeats = geodata.districtSeats.map(path)
        regions = geodata.regions.map(path)
        places = geodata.places?.paths.map(path) ?? []
        aliases = geodata.aliases.map(path)
        airports = geodata.airports.map(path)
        crossings = geodata.crossings.map(path)
        rivers = geodata.rivers.map(path)
        borders = geodata.borders.map(path)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
@testable import Places
import PlacesFixtures
@testable import Studies
import Tables
import TestSupport
import Testing

/// Writes a file into a folder of its own and returns its path.
private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gazetteer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: name)
    try Data(text.utf8).write(to: path)
    return path.path
}

private func districts(_ features: String) throws -> String {
    try file("adm2.geojson", #"{"type":"FeatureCollection","features":[\#(features)]}"#)
}

private func square(_ code: String, _ name: String, _ west: Double, _ south: Double) -> String {
    let ring = "[[\(west),\(south)],[\(west + 0.5),\(south)],[\(west + 0.5),\(south + 0.5)],"
    return #"{"type":"Feature","properties":{"ADM2_PCODE":"\#(code)","ADM2_EN":"\#(name)","ADM0_PCODE":"IQ"},"#
        + #""geometry":{"type":"Polygon","coordinates":[\#(ring)[\#(west),\#(south + 0.5)],[\#(west),\#(south)]]]}}"#
}

private func unitFile(_ path: String) throws -> RegionFile {
    var units = try BuiltInGazetteer.files().provinces
    units = RegionFile(
        file: path, layer: nil, id: "ADM2_PCODE", nameEnglish: "ADM2_EN", nameArabic: nil, aliases: nil,
        country: "ADM0_PCODE")
    return units
}

@Test func usersDistrictPolygonsLeadBeforeDiscs() throws {
    var files = try BuiltInGazetteer.files()
    files.districts = try unitFile(try districts(square("IQG01D01", "Al-Qaim", 40.9, 34.1)))
    let gazetteer = try GazetteerLoader(files: files).load()
    let match = try #require(gazetteer.resolve(PlaceQuery(name: "al-Qaim district")).match)
    #expect(match.law == .area(.regions(["IQG01D01"])))
    #expect(match.precision == .district && match.iso3166_2 == "IQ-AN")
    #expect(gazetteer.area(id: "IQG01D01") != nil)
}

@Test(
    "A file that is no table of names is refused, though it has no row", arguments: ["places", "airports", "crossings"])
func tablesWithoutRows(_ kind: String) throws {
    var files = try BuiltInGazetteer.files()
    let path = try file("a.csv", kind == "places" ? "geonameid,country\n" : #"{"1": {"name": "Mosul"}}"#)
    switch kind {
    case "places": files.places = [path]
    case "airports": files.airports = path
    default: files.crossings = path
    }
    #expect {
        try GazetteerLoader(files: files).load()
    } throws: { error in
        guard case GazetteerFileError.missingColumn(path, _, _) = error else { return false }
        return true
    }
}

@Test func wrongColumnsAndEmptyUnitsAreNamed() throws {
    var files = try BuiltInGazetteer.files()
    let one = square("IQG01D01", "Al-Qaim", 40.9, 34.1)
    files.districts = try unitFile(try districts(one))
    files.districts?.nameEnglish = "NAME"
    #expect {
        try GazetteerLoader(files: files).load()
    } throws: { error in
        guard case GazetteerFileError.missingColumn(_, "NAME", let known) = error else { return false }
        return known.contains("ADM2_EN")
    }
    files.districts = try unitFile(try districts(one + "," + one))
    #expect {
        try GazetteerLoader(files: files).load()
    } throws: { "\($0)".contains("comes twice") }
    let hollow = #"{"type":"Feature","properties":{"ADM2_PCODE":"X1","ADM2_EN":"X","ADM0_PCODE":"IQ"},"geometry":null}"#
    files.districts = try unitFile(try districts(one + "," + hollow))
    #expect {
        try GazetteerLoader(files: files).load()
    } throws: { "\($0)".contains("has no area") }
}

@Test(arguments: [
    ("alias,place_id,kind,lat,lon,feature\nX,place:x,place,abc,40,town\n", "lat"),
    ("alias,place_id,kind,lat,lon,feature\nX,place:x,place,95,40,town\n", "latitude"),
    ("alias,place_id,kind,lat,lon,feature\nX,place:x,place,35,40,castle\n", "feature"),
    ("alias,place_id,kind\nX,place:x,rename\n", "kind"), ("alias,kind\nX,name\n", "place_id"),
])
func badRowsOfTheAliasTableAreLocated(text: String, mention: String) throws {
    let path = try file("aliases.csv", text)
    #expect {
        try AliasTable(path: path)
    } throws: { error in
        "\(error)".contains("aliases.csv") && "\(error)".contains(mention) && error is GazetteerFileError
    }
}

@Test func missingFilesAreNamed() throws {
    var files = try BuiltInGazetteer.files()
    files.places = ["/nowhere/places.csv"]
    #expect { try GazetteerLoader(files: files).load() } throws: { "\($0)".contains("/nowhere/places.csv") }
    files = try BuiltInGazetteer.files()
    files.provinces.file = "/nowhere/admin1.gpkg"
    #expect { try GazetteerLoader(files: files).load() } throws: { "\($0)".contains("/nowhere/admin1.gpkg") }
}

@Test func rowsForAbsentPlacesAreReported() throws {
    var files = try BuiltInGazetteer.files()
    files.aliases = try file("aliases.csv", "alias,place_id,kind\nNowhere,geonames:1,name\n")
    let notes = try GazetteerLoader(files: files).load().content.notes
    #expect(notes.contains { $0.contains("geonames:1") && $0.contains(":2") })
}

@Test func everyRowOfOurTablesNamesItsSource() throws {
    let folder = Repository.root.appending(path: "geodata")
    for name in ["aliases.csv", "districts.csv"] {
        try TableReader(path: folder.appending(path: name).path).forEachRecord { record in
            #expect(record["source"] != nil, "\(record.origin)")
        }
    }
    try VectorSource(path: folder.appending(path: "regions.geojson").path).forEachRecord { record in
        #expect(record["source"] != nil, "\(record.origin)")
    }
    #expect(try BuiltInGazetteer.load().content.notes.allSatisfy { !$0.contains("row unused") })
}

/// Two provinces with keys of a publisher.
private func provinces(_ first: String, _ second: String) throws -> RegionFile {
    var units = try unitFile(
        try districts([square(first, "Ninewa", 42, 36), square(second, "Al Anbar", 41, 33)].joined(separator: ",")))
    units.country = "ADM0_PCODE"
    return units
}

@Test func keysThatTheAliasesListAreReadAsIsoCodes() throws {
    var files = try BuiltInGazetteer.files()
    files.provinces = try provinces("IQG15", "IQG01")
    let gazetteer = try GazetteerLoader(files: files).load()
    #expect(gazetteer.content.provinces.map(\.id) == ["IQ-NI", "IQ-AN"])
    #expect(gazetteer.content.notes.contains { $0.contains("2 keys of ADM2_PCODE") && $0.contains("IQG15 as IQ-NI") })
    #expect(gazetteer.resolve(PlaceQuery(name: "Nineveh", precision: .province)).match?.iso3166_2 == "IQ-NI")
}

@Test func keysThatNothingElseUsesAreRefused() throws {
    var files = try BuiltInGazetteer.files()
    files.provinces = try provinces("IQ9901", "IQ9902")
    #expect {
        try GazetteerLoader(files: files).load()
    } throws: { error in
        guard case GazetteerFileError.foreignKeys(_, "ADM2_PCODE", "IQ9901", let named) = error else { return false }
        return named.hasPrefix("IQ-") && "\(error)".contains("ISO 3166-2")
    }
    // Without files that name provinces otherwise, any keys will do.
    files.districtSeats = nil
    #expect(try GazetteerLoader(files: files).load().content.provinces.count == 2)
}

@Test(
    "Country codes of two and three letters, and keys that start with one",
    arguments: [
        ("UKR", "UA"), ("CAF", "CF"), ("TCD", "TD"), ("COD", "CD"), ("PAK", "PK"), ("SDN", "SD"), ("BFA", "BF"),
        ("IRQ", "IQ"),
        ("IQ-AN", "IQ"), ("SY08", "SY"), ("sd", "SD"), ("PSX", "PS"), ("UA", "UA"),
    ])
func countryCodes(code: String, country: String) { #expect(CountryCode.alpha2(code) == country) }

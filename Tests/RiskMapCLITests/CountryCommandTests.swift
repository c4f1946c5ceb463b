// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("riskmap init of a country, places add", .serialized)
struct CountryCommandTests {
    private static let table = """
        Relevé des incidents,,,
        date,localité,département,type
        2026-03-01,Jacmel,Sud-Est,Enlèvement
        2026-03-04,Gonaïves,Artibonite,Affrontement armé
        2026-03-05,,Nippes,Attaque

        """

    @Test("A country and a table of names become a map that answers, without an editor")
    func countryAndTable() throws {
        let work = try Workplace()
        try work.write(Self.table, to: "incidents.csv")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: work.path("incidents.csv"))
        let made = try work.run("init", "haiti", "--country", "HT", "--incidents", "incidents.csv", "--language", "fr")
        #expect(made.status == 0, "\(made.error)")
        #expect(made.output.contains("haiti/study.yaml is ready to build"))
        let copied = try FileManager.default.attributesOfItem(atPath: work.path("haiti/reports/incidents.csv"))
        #expect(copied[.posixPermissions] as? Int == 0o600)
        #expect(try work.text("haiti/study.yaml").contains("as_of: 2026-03-05\n"))
        let built = try work.run("build", "--study", "haiti/study.yaml", "--out", "map", "--cell", "10km")
        #expect(built.status == 0, "\(built.error)")
        // A study without corridors has no layer of them, and answers all the same.
        #expect(!FileManager.default.fileExists(atPath: work.path("map/routes.geojson")))
        let answer = try work.run("query", "Nippes", "--dir", "map", "--format", "json")
        #expect(answer.status == 0, "\(answer.error)")
        #expect(answer.output.contains("\"incidents\" : 1"))
        #expect(answer.output.contains("\"incidents_reaching_in\" : 0"))
        let west = try work.run("query", "--at", "18.234,-72.535", "--dir", "map")
        #expect(west.status == 0, "\(west.error)")
    }

    @Test("What cannot be made is said, and nothing is left")
    func refusals() throws {
        let work = try Workplace()
        let unknown = try work.run("init", "x", "--country", "Atlantis")
        #expect(unknown.status == 1 && unknown.error.contains("'Atlantis' is no country that is known"))
        let language = try work.run("init", "x", "--country", "HT", "--language", "xx")
        #expect(language.status == 64 && language.error.contains("known are en (English)"))
        try work.write("a,b\n1,2\n", to: "odd.csv")
        let odd = try work.run("init", "x", "--country", "HT", "--incidents", "odd.csv")
        #expect(odd.status == 1 && odd.error.contains("no column is known as the date"))
        let alone = try work.run("init", "x", "--incidents", "odd.csv")
        #expect(alone.status == 64)
        #expect(try work.entries() == ["odd.csv", "study"])
    }

    @Test("Files of places become one table, which the study names")
    func places() throws {
        let work = try Workplace()
        #expect(try work.run("init", "haiti", "--country", "HT").status == 0)
        try work.write(
            "place_name,latitude,longitude,pop\nVillage Un,18.5,-72.6,300\n,18.4,-72.5,\nJacmel,18.2342,-72.5347,\n",
            to: "more.csv")
        let added = try work.run("places", "add", "more.csv", "--study", "haiti/study.yaml")
        #expect(added.status == 0, "\(added.error)")
        #expect(added.output.contains("1 row is no place and was left out"))
        #expect(try work.text("haiti/study.yaml").contains("\n  places: places-joined.csv\n"))
        let found = try work.run("geocode", "Village Un", "Jacmel", "--study", "haiti/study.yaml")
        #expect(found.status == 0 && found.output.contains("Village Un") && found.output.contains("Jacmel"))
    }

    @Test("A check says where places and boundaries can be had")
    func publishers() throws {
        let work = try Workplace()
        let checked = try work.run("check", "study/study.yaml", "--format", "json")
        #expect(checked.output.contains("\"publishers\""))
    }
}

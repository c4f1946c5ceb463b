// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Gazetteer
import Geo
import Layers
@testable import Places
@testable import Studies
import TestSupport
import Testing

@Suite("One spelling for a place on maps")
struct ReferenceNamesTests {
    private static let arabicAndEnglish = Wording(languages: [.english, .arabic])

    private static func names(_ wording: Wording = arabicAndEnglish) throws -> (Gazetteer, ReferenceNames) {
        let study = try ResolvedStudy(file: BuiltInBuild.file), gazetteer = try study.loadGazetteer()
        return (gazetteer, ReferenceNames(study: study, gazetteer: gazetteer, wording: wording))
    }

    private static func place(_ id: String, _ gazetteer: Gazetteer) throws -> Place {
        try #require(gazetteer.content.places.first { $0.id == id }, "\(id)")
    }

    @Test("A town that gives its name to its province is written as the province is")
    func shared() throws {
        let (gazetteer, names) = try Self.names()
        var shared = 0
        for province in gazetteer.content.provinces where ["IQ", "SY"].contains(province.country) {
            let name = names.name(of: province), key = Gazetteer.nameKey(province.nameEnglish)
            let towns = ReferenceNames.settlements(of: gazetteer.content).filter { place in
                place.coordinate.flatMap { gazetteer.province(at: $0)?.id } == province.id
                    && ([place.name] + place.variants).contains { Gazetteer.nameKey($0) == key }
            }
            guard let town = towns.first else { continue }
            shared += 1
            #expect(names.name(of: town).en == name.en, "\(town.name)")
            #expect(names.name(of: town).ar == name.ar, "\(town.name)")
        }
        #expect(shared > 15)
    }

    @Test(
        "Towns have their Arabic name",
        arguments: [
            ("Baghdad", "بغداد"), ("Mosul", "الموصل"), ("Amman", "عمان"), ("Damascus", "دمشق"), ("Aleppo", "حلب"),
            ("Qamishli", "القامشلي"), ("Kirkuk", "كركوك"), ("Dohuk", "دهوك"), ("Fallujah", "الفلوجة"),
        ])
    func arabic(english: String, arabic: String) throws {
        let (gazetteer, names) = try Self.names()
        let town = try #require(
            ReferenceNames.settlements(of: gazetteer.content).first { names.name(of: $0).en == english })
        #expect(names.name(of: town).ar == arabic)
    }

    @Test("Of a list of spellings the careful Arabic one that sounds like the name is taken, or none")
    func scripts() {
        #expect(ScriptNames.name(in: .arabic, of: ["Amman", "ئاممان", "عمّان"]) == "عمان")
        #expect(ScriptNames.name(in: .arabic, of: ["Raqqa", "الرقه", "الرقة"]) == "الرقة")
        #expect(ScriptNames.name(in: .arabic, of: ["Erbil", "ھەولێر", "اربيل", "أربيل"]) == "أربيل")
        #expect(ScriptNames.name(in: .arabic, of: ["Sadr City", "مدينة الصدر"]) == "مدينة الصدر")
        #expect(ScriptNames.name(in: .arabic, of: ["Tigris", "نهر دجلة"]) == "دجلة")
        #expect(ScriptNames.name(in: .arabic, of: ["Tabriz", "تبریز"]) == "", "Persian letters")
        #expect(ScriptNames.name(in: .arabic, of: []) == "")
        #expect(ScriptNames.name(in: .ukrainian, of: ["Kyiv", "Киев", "Київ"]) == "Київ")
        #expect(ScriptNames.name(in: .russian, of: ["Kyiv", "Київ", "Киев"]) == "Киев")
        #expect(ScriptNames.name(in: .french, of: ["Aleppo", "Alep"]) == "")
    }

    @Test("Where the study has Arabic countries have Arabic names, and one language never stands twice")
    func countries() throws {
        let (gazetteer, names) = try Self.names()
        for country in gazetteer.content.countries {
            let name = names.countryName(of: country)
            #expect(name.ar.contains { $0.isArabicLetter } && !name.en.contains { $0.isArabicLetter }, "\(country.id)")
        }
        let (other, english) = try Self.names(Wording(languages: [.english]))
        #expect(try english.name(of: Self.place("geonames:98182", other)).languages == [.english])
    }
}

extension Character {
    fileprivate var isArabicLetter: Bool { unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) } }
}

@Suite("When towns appear on the base map")
struct ReferenceTownsTests {
    private func place(
        _ id: String, _ longitude: Double, _ population: Int, _ feature: FeatureClass = .town, isCapital: Bool = false,
        prominence: Double? = nil
    ) throws -> Place {
        let coordinate = try #require(Coordinate(longitude: longitude, latitude: 33))
        var place = Place(
            id: id, name: id, country: "IQ", coordinate: coordinate, feature: feature, population: population,
            prominence: prominence)
        place.isCapital = isCapital
        return place
    }

    private func zooms(_ places: [Place], isAssessed: Bool = true) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: ReferenceTowns(places) { _ in isAssessed }.towns.map { ($0.place.id, $0.firstZoom) })
    }

    @Test("By capital, people and kind, each a step earlier where nothing more important is near")
    func tiers() throws {
        let zooms = zooms([
            try place("capital", 44, 5_000_000, isCapital: true), try place("village", 44.5, 0, .village),
            try place("large", 44.3, 350_000), try place("desert", 40, 30_000),
        ])
        #expect(zooms["capital"] == 4)
        // 0.3 degrees are 13.7 pixels at level 6 and 27 at level 7: the capital is near on all levels that it could gain.
        #expect(zooms["large"] == 6)
        // Nothing within 110 pixels: two levels earlier than its people make it.
        #expect(zooms["desert"] == 7)
        // At level 11 half a degree is 728 pixels: alone.
        #expect(try #require(zooms["village"]) <= 11)
    }

    @Test("What a table calls a town in the middle of a city comes with the city's own map")
    func parts() throws {
        let zooms = zooms([
            try place("Mosul", 43.13, 1_683_000, .city, prominence: 0.9),
            try place("New Mosul", 43.105, 2_065_597), try place("far", 43.9, 2_000_000),
        ])
        #expect(zooms["Mosul"] == 5 && zooms["New Mosul"] == 10)
        #expect(try #require(zooms["far"]) <= 6)
    }

    @Test("Places without people and nothing at all are no fault")
    func empty() throws {
        #expect(ReferenceTowns([]) { _ in true }.towns.isEmpty)
        #expect(try zooms([place("a", 44, 0, .village), place("b", 44, 0, .village)]).count == 2)
        #expect(try zooms([place("a", 44, 30_000)], isAssessed: false)["a"] == 8)
    }
}

@Suite("The base map of the built-in study")
struct ReferenceBuildTests {
    private func features(_ name: String) throws -> [[String: Any]] {
        try BuiltInBuild.build().output.features(name)
    }

    private func properties(_ feature: [String: Any]) -> [String: Any] {
        feature["properties"] as? [String: Any] ?? [:]
    }

    @Test("The catalog lists its files, which are small")
    func catalog() throws {
        let output = try BuiltInBuild.build().output
        let reference = try #require(try Catalog.read(folder: output.folder).reference)
        #expect(reference.languages == [.english, .arabic] && reference.notes.isEmpty)
        #expect(
            reference.files.map(\.path) == [
                "reference/areas.geojson", "reference/lines.geojson", "reference/labels.geojson",
            ])
        for file in reference.files {
            #expect(try output.data(file.path).count == file.bytes)
            #expect(file.bytes < 1_000_000, "\(file.path)")
        }
        #expect(try features("reference/labels.geojson").count == reference.labelCount)
        #expect(try Catalog.read(folder: output.folder).layers.allSatisfy { !$0.name.hasPrefix("reference") })
    }

    @Test("It names no prison, camp, base or corridor, and nothing beyond the study")
    func nothingHidden() throws {
        let study = try ResolvedStudy(file: BuiltInBuild.file), gazetteer = try study.loadGazetteer()
        let hidden = gazetteer.content.places.filter { $0.isRestricted || !$0.feature.isSettlement }
        #expect(hidden.contains { $0.feature == .prison } && hidden.contains { $0.feature == .camp })
        let labels = try features("reference/labels.geojson"), ids = Set(labels.compactMap { $0["id"] as? String })
        #expect(ids.isDisjoint(with: hidden.map(\.id)))
        let kinds = Set(labels.compactMap { properties($0)["kind"] as? String })
        #expect(kinds == ["country", "province", "capital", "city", "town", "village", "river"])
        let lines = Set(try features("reference/lines.geojson").compactMap { properties($0)["kind"] as? String })
        #expect(lines == ["border", "disputed-border", "river", "road"])
        #expect(!labels.contains { properties($0)["name_en"] as? String == "Berlin" })
    }

    @Test("Borders among neighbours are told from the study's, and disputed ones stay disputed")
    func borders() throws {
        let lines = try features("reference/lines.geojson").map(properties)
        func count(_ kind: String, outer: Bool) -> Int {
            lines.count { $0["kind"] as? String == kind && $0["outer"] as? Bool == outer }
        }
        #expect(count("border", outer: false) > 0 && count("border", outer: true) > 0)
        #expect(count("disputed-border", outer: false) + count("disputed-border", outer: true) > 0)
    }

    @Test("The most important come first, and all have a place in their range of levels")
    func order() throws {
        let labels = try features("reference/labels.geojson").map(properties)
        let towns = labels.filter { ["capital", "city", "town", "village"].contains($0["kind"] as? String) }
        let zooms = towns.compactMap { $0["first_zoom"] as? Int }
        #expect(zooms == zooms.sorted() && zooms.count == towns.count)
        #expect(labels.first?["kind"] as? String == "country")
    }
}

@Suite("The base map of a small study")
struct SmallReferenceTests {
    @Test("A study without rivers, roads, borders and places has a base map of its areas")
    func bare() throws {
        let study = try SquareStudy(), resolved = try study.resolved()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let writer = BuildWriter(
            folder: folder, policy: ReleasePolicy(tier: .public),
            provenance: Provenance(
                title: "T", softwareVersion: "1", inputDigest: "d", asOf: resolved.asOf,
                period: DayInterval(resolved.asOf), method: "m", attributions: []))
        let names = try resolved.texts()
        let reference = try ReferenceBuilder(
            study: resolved, gazetteer: try resolved.loadGazetteer(), wording: names.wording
        ).write(writer)
        #expect(reference.files.count == 3 && reference.files.allSatisfy { $0.bytes > 0 })
        let areas = try BuildFiles(folder: folder).features("reference/areas.geojson")
        #expect(areas.count >= 2)
    }
}

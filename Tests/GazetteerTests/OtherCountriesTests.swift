// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Gazetteer

@Suite("Names and words of other countries")
struct OtherCountriesTests {
    private func key(_ name: String) -> [UInt8] { NameFolding.key(folded: NameFolding.fold(name)) }

    @Test(
        "Spellings that differ by letters of a script are one",
        arguments: [
            ("ґалаґан", "Ґалаґан"), ("Ґалаґан", "Галаган"), ("Ёлкино", "Елкино"), ("Kofar Danja", "Ƙofar Ɗanja"),
            ("Beregadugu", "Bɛrɛgadugu"), ("ኣዲስ", "አዲስ"), ("መቀለ", "መቐለ"), ("St Marc", "Saint-Marc"),
            ("Cayes", "Les Cayes"),
            ("Les Gonaïves", "Gonaïves"), ("ﺍﻟﻤﻮﺻﻞ", "الموصل"), ("ﻻﻡ", "لام"), ("Київ", "київ"),
        ])
    func folding(_ one: String, _ other: String) {
        #expect(key(one) == key(other))
        #expect(!key(one).isEmpty)
    }

    @Test(
        "A word for a kind is taken off, in many languages",
        arguments: [
            ("Khartoum state", "khartoum", FeatureClass.governorate), ("région du Sahel", "sahel", .governorate),
            ("Харківська область", "харківська", .governorate), ("Bakhmut raion", "bakhmut", .district),
            ("province d'Oudalan", "oudalan", .governorate), ("محلية كتم", "كتم", .district),
            ("village de Solhan", "solhan", .village), ("місто Харків", "харків", .city),
            ("Muş ili", "mus", .governorate),
        ])
    func kinds(_ text: String, _ name: String, _ kind: FeatureClass) {
        let stages = Phrase(text).stages
        let named = stages.filter { $0.hint?.kinds.first == kind }.map(\.words)
        #expect(named.contains(NameFolding.words(name)), "\(stages.map(\.words))")
    }

    @Test("Letters that Arabic writes together with a name are tried without, never with less than three left")
    func proclitics() {
        #expect(Proclitics.without("وبغداد") == "بغداد")
        #expect(Proclitics.without("للرقه") == "الرقه")
        #expect(Proclitics.without("باب") == nil)
        #expect(Proclitics.without("موصل") == nil)
    }

    @Test("An apostrophe parts a French particle from the name, and nothing else")
    func elision() {
        #expect(Elision.split("province d'Oudalan") == "province d Oudalan")
        #expect(Elision.split("l’Est") == "l Est")
        #expect(Elision.split("Fada N'Gourma") == "Fada N'Gourma")
        #expect(Elision.split("Ma'arrat") == "Ma'arrat")
    }

    /// Three provinces that share a landscape, an oblast with its city, and units that are called by points of the compass.
    private static let gazetteer: Gazetteer = {
        var content = Gazetteer.Content()
        content.homeCountries = ["AA"]
        content.provinces = [
            SmallGazetteer.square("AA-1", country: "AA", "North Dar", 0, 0, 5, 5),
            SmallGazetteer.square("AA-2", country: "AA", "South Dar", 5, 0, 10, 5),
            SmallGazetteer.square("AA-3", country: "AA", "Karkiv Oblast", 10, 0, 15, 5),
            SmallGazetteer.square("AA-4", country: "AA", "Est", 15, 0, 20, 5),
        ]
        content.districtAreas = [
            SmallGazetteer.square("D1", country: "AA", "Yatenga", 1, 1, 2, 2),
            SmallGazetteer.square("D2", country: "AA", "Bambar", 3, 3, 4, 4),
        ]
        content.codes = ["AA01": "AA-1"]
        content.places = [
            Place(
                id: "geonames:7", name: "Karkiv", country: "AA", coordinate: SmallGazetteer.at(12, 2), feature: .city,
                population: 900_000),
            Place(
                id: "p:v", name: "Watenga", variants: ["Yatenga"], country: "AA", coordinate: SmallGazetteer.at(18, 1),
                feature: .village),
            Place(
                id: "p:b", name: "Bambari", variants: ["Bambar"], country: "AA",
                coordinate: SmallGazetteer.at(3.5, 3.5), feature: .town),
        ]
        return Gazetteer(content)
    }()

    private func resolve(_ text: String, isTown: Bool = false) -> Resolution {
        var query = PlaceQuery(name: text)
        query.isTown = isTown
        return Self.gazetteer.resolve(query)
    }

    @Test("What several provinces share by name is a region of them")
    func landscape() throws {
        let match = try #require(resolve("Dar").match)
        #expect(match.law == .area(.regions(["AA-1", "AA-2"])))
        #expect(resolve("Northern Dar").match?.placeID == "AA-1")
    }

    @Test("Whether a publisher writes the word for the unit decides nothing")
    func plainNames() {
        #expect(resolve("Karkiv").match?.placeID == "AA-3")
        #expect(resolve("Karkiv oblast").match?.placeID == "AA-3")
        #expect(resolve("Karkiv region").match?.placeID == "AA-3")
        #expect(resolve("Karkiv city").match?.placeID == "geonames:7")
        #expect(resolve("Karkiv", isTown: true).match?.placeID == "geonames:7")
        #expect(resolve("Karkiv oblast", isTown: true).match?.placeID == "AA-3")
    }

    @Test("A point of the compass alone is a name only where a unit bears it")
    func compass() {
        #expect(resolve("Est").match?.placeID == "AA-4")
        #expect(resolve("Nord").match == nil)
        #expect(resolve("غرب").match == nil)
    }

    @Test("A unit's own name leads before a village whose list of spellings has it")
    func ownNames() {
        #expect(resolve("Yatenga").match?.placeID == "D1")
        #expect(resolve("province du Yatenga").match?.placeID == "D1")
    }

    @Test("A district is found by the spellings of the town that it is called after")
    func districtOfTown() throws {
        let match = try #require(resolve("sous-préfecture de Bambari").match)
        #expect(match.placeID == "D2" && match.law == .area(.regions(["D2"])))
    }

    @Test("Units are found by their other codes, places by their number at GeoNames")
    func codes() {
        #expect(resolve("AA01").match?.placeID == "AA-1")
        #expect(resolve("D1").match?.placeID == "D1")
        #expect(resolve("geonames:7").match?.placeID == "geonames:7")
    }

    @Test("A sound-alike turns no village into a province that a word for another kind contradicts")
    func soundAlikes() {
        #expect(resolve("village of Qarkiv").match?.placeID != "AA-3")
        #expect(resolve("Qarkiv").match?.placeID == "AA-3")
    }

    @Test("Names without context are less sure the more namesakes there are")
    func confidence() throws {
        var content = Gazetteer.Content()
        content.homeCountries = ["AA"]
        content.provinces = [SmallGazetteer.square("AA-1", country: "AA", "Land", 0, 0, 10, 5)]
        content.places = [
            Place(
                id: "p:1", name: "Manyname", country: "AA", coordinate: SmallGazetteer.at(1, 1), feature: .city,
                population: 300_000),
            Place(
                id: "p:2", name: "Manyname", country: "AA", coordinate: SmallGazetteer.at(9, 1), feature: .town,
                population: 4_000),
            Place(
                id: "p:3", name: "Onename", country: "AA", coordinate: SmallGazetteer.at(5, 1), feature: .city,
                population: 300_000),
        ]
        let gazetteer = Gazetteer(content)
        let many = try #require(gazetteer.resolve(PlaceQuery(name: "Manyname")).match)
        let one = try #require(gazetteer.resolve(PlaceQuery(name: "Onename")).match)
        let stated = try #require(gazetteer.resolve(PlaceQuery(name: "Manyname", province: "AA-1")).match)
        #expect(many.score < one.score && one.score < stated.score + 1e-9)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Gazetteer

@Suite struct NamePrefixesTests {
    private let gazetteer: Gazetteer
    private let prefixes: NamePrefixes

    init() throws {
        var content = Gazetteer.Content()
        content.homeCountries = ["AA"]
        content.codes = ["AAX01": "AA-WE"]
        let square = [(0.0, 0.0), (9, 0), (9, 9), (0, 9), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        content.provinces = [
            Region(
                id: "AA-WE", country: "AA", nameEnglish: "Westland", nameArabic: "الغرب",
                area: MultiPolygon([Polygon(shell: square)]))
        ]
        func place(
            _ id: String, _ name: String, _ people: Int, _ feature: FeatureClass = .town, country: String = "AA",
            also variants: [String] = []
        ) throws -> Place {
            let position = try #require(Coordinate(longitude: 2, latitude: 3))
            return Place(
                id: id, name: name, variants: variants, country: country, coordinate: position, feature: feature,
                population: people)
        }
        content.places = try [
            place("p:qaim", "Al-Qā’im", 90_000, also: ["القائم", "Qaim", "XQX", "alqaym"]),
            place("p:deir", "Deir ez-Zor", 200_000, .city, also: ["دير الزور"]), place("p:deira", "Deira", 300),
            place("p:zorro", "Zorro", 100), place("p:camp", "Deir camp", 70_000, .camp),
            place("p:abroad", "Deirdre", 900_000, .city, country: "BB"),
        ]
        content.lines = [NamedLine(id: "road:deir", name: "Deir highway", feature: .road, lines: [])]
        gazetteer = Gazetteer(content)
        prefixes = NamePrefixes(gazetteer)
    }

    private func found(_ text: String, limit: Int = 9) -> [String] {
        gazetteer.matches(beginning: text, in: prefixes, limit: limit).map(\.placeID)
    }

    @Test(
        "Any spelling is met by how it begins: articles, accents, capitals, Arabic",
        arguments: ["q", "Qai", "al-q", "al qa", "AlQ", "qāʼim", "ق", "الق", "قائم", "القائم"])
    func spellings(text: String) { #expect(found(text).first == "p:qaim") }

    @Test("The best known comes first, then later words, then other countries; never a camp")
    func order() {
        #expect(found("dei") == ["p:deir", "road:deir", "p:deira", "p:abroad"])
        #expect(found("zor") == ["p:zorro", "p:deir"])
        #expect(found("deir", limit: 1) == ["p:deir"])
        #expect(found("camp").isEmpty)
    }

    @Test("An article that is not finished is the beginning of another word as well")
    func openArticles() {
        #expect(found("deir e") == ["p:deir"] && found("deir ez") == ["p:deir"] && found("deir ez z") == ["p:deir"])
        #expect(found("deir al zor") == ["p:deir"])
        #expect(found("دير الز") == ["p:deir"])
    }

    @Test("Codes count, airports and names that machines made do not")
    func codes() {
        #expect(found("aa-w") == ["AA-WE"] && found("AAX0") == ["AA-WE"] && found("الغر") == ["AA-WE"])
        #expect(found("xq").isEmpty && found("alqay").isEmpty)
    }

    @Test("Nothing begins with nothing, nor with what is no letter", arguments: ["", " ", "--", "\u{0}", "٪", "😀"])
    func nothing(text: String) { #expect(found(text).isEmpty) }

    @Test("Texts longer than any name find nothing")
    func long() {
        #expect(found(String(repeating: "q", count: 300)).isEmpty)
        #expect(found("q", limit: 0).isEmpty)
    }

    @Test("Keys mean what they are the keys of, but for those of facilities")
    func keys() {
        #expect(gazetteer.isCode("road:deir", of: "road:deir") && gazetteer.isCode("p:deira", of: "p:deira"))
        #expect(!gazetteer.isCode("p:camp", of: "p:camp") && !gazetteer.isCode("deira", of: "p:deira"))
        #expect(gazetteer.resolve(PlaceQuery(name: "p:deira")).match?.placeID == "p:deira")
        #expect(gazetteer.resolve(PlaceQuery(name: "p:camp")).match?.placeID != "p:camp")
    }
}

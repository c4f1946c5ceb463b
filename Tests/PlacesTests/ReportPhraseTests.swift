// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import PlacesFixtures
import Testing

/// A phrase of a report, with the country or province that stands beside it, and the province in which it must lie.
private struct Phrase: CustomTestStringConvertible, Sendable {
    let text: String
    let country, province: String?
    let expected: String?
    var testDescription: String { text }

    init(_ text: String, country: String? = nil, province: String? = nil, _ expected: String?) {
        self.text = text
        self.country = country
        self.province = province
        self.expected = expected
    }

    func match() throws -> Match? {
        try BuiltInGazetteer.load().resolve(PlaceQuery(name: text, country: country, province: province)).match
    }
}

private let borderPhrases: [Phrase] = [
    .init("near the Iraqi border in Deir ez-Zor", country: "Syria", "SY-DY"),
    .init("near the Turkish border, Idlib", country: "Syria", "SY-ID"),
    .init("near the Syrian border, Nineveh", country: "Iraq", "IQ-NI"),
    .init("Idlib near the Turkish border", country: "Syria", "SY-ID"),
    .init("Deir ez-Zor, along the border with Iraq", country: "Syria", "SY-DY"),
    .init("on the Syria border in Anbar", country: "Iraq", "IQ-AN"),
    .init("دير الزور قرب الحدود العراقية", country: "Syria", "SY-DY"),
    .init("الأنبار على الحدود مع سوريا", country: "Iraq", "IQ-AN"),
    .init("Hasakah, près de la frontière turque", country: "Syria", "SY-HA"),
    .init("Haseke, Türkiye sınırı yakınında", country: "Syria", "SY-HA"),
    .init("al-Qaim, near the Syrian border", "IQ-AN"),
    .init("Iraqi-Syrian border, Deir ez-Zor", country: "Syria", "SY-DY"),
    .init("near the Syrian border", province: "Nineveh", "IQ-NI"),
    .init("Syrian-Turkish border town of Tal Abyad", country: "Syria", "SY-RA"),
    .init("the Iraqi city of Mosul", "IQ-NI"), .init("القائم الحدودية مع سوريا", country: "Iraq", "IQ-AN"),
]

@Test(arguments: borderPhrases)
private func aNeighbourOfTheBorderIsNotThePlace(phrase: Phrase) throws {
    let match = try #require(try phrase.match())
    #expect(match.iso3166_2 == phrase.expected && match.law != .unlocated)
    #expect(phrase.country == nil || match.country == (phrase.country == "Iraq" ? "IQ" : "SY"))
}

@Test func aBorderAloneIsTheStripInTheStatedCountry() throws {
    let gazetteer = try BuiltInGazetteer.load()
    for text in [
        "near the Iraqi border", "border with Iraq", "border area between Iraq and Syria", "the Iraqi-Syrian border",
        "على الحدود العراقية",
    ] {
        let match = try #require(gazetteer.resolve(PlaceQuery(name: text, country: "Syria")).match, "\(text)")
        #expect(match.law == .area(.buffer(line: "border:iraq-syria", distance: .kilometers(10))), "\(text)")
        #expect(match.country == "SY", "\(text)")
    }
    let near = gazetteer.resolve(PlaceQuery(name: "20 km from the Turkish border", country: "Syria")).match
    #expect(near?.law == .area(.buffer(line: "border:syria-turkey", distance: .kilometers(26))))
    let rabia = gazetteer.resolve(PlaceQuery(name: "Rabia border crossing with Syria", country: "Iraq")).match
    #expect(rabia?.iso3166_2 == "IQ-NI")
    let crossing = try #require(gazetteer.resolve(PlaceQuery(name: "Nasib border crossing", country: "Syria")).match)
    #expect(crossing.iso3166_2 == "SY-DR")
}

private let addresses: [Phrase] = [
    .init("Iraq, Anbar, Rutbah", "IQ-AN"), .init("Syria, Aleppo, Manbij", "SY-HL"),
    .init("Iraq/Nineveh/Mosul", "IQ-NI"), .init("Iraq > Nineveh > Mosul", "IQ-NI"),
    .init("Syria - Aleppo - Manbij", "SY-HL"), .init("Nineveh, Mosul", "IQ-NI"), .init("Mosul, Nineveh, Iraq", "IQ-NI"),
    .init("العراق، نينوى، الموصل", "IQ-NI"), .init("Syrie / Alep / Manbij", "SY-HL"), .init("Rutbah, Anbar", "IQ-AN"),
    .init("Kirkuk, Hawija", "IQ-KI"), .init("Hawija; Kirkuk", "IQ-KI"), .init("Baghdad, Sadr City", "IQ-BG"),
]

@Test(arguments: addresses)
private func addressesAreReadFromEitherEnd(phrase: Phrase) throws {
    let match = try #require(try phrase.match())
    #expect(match.iso3166_2 == phrase.expected && match.precision <= .near, "\(match.name) \(match.precision)")
}

@Test func listsAreTheirPlacesTogether() throws {
    let gazetteer = try BuiltInGazetteer.load()
    func match(_ name: String) -> Match? { gazetteer.resolve(PlaceQuery(name: name)).match }
    let both = match("Mosul and Kirkuk")?.law
    #expect(both == .area(.regions(["IQ-KI", "IQ-NI"])))
    for text in [
        "Mosul; Kirkuk", "Mosul, Kirkuk", "Mosul & Kirkuk", "Mosul/Kirkuk", "الموصل وكركوك", "Mossoul et Kirkouk",
        "Musul ve Kerkük", "Kirkuk, Mosul",
    ] {
        #expect(match(text)?.law == both, "\(text)")
    }
    #expect(match("Raqqa, Hasakah")?.law == .area(.regions(["SY-HA", "SY-RA"])))
    for text in ["Fallujah, Ramadi", "Fallujah / Ramadi", "Mosul, Tal Afar and Sinjar", "Mosul & Sinjar"] {
        guard case .area(.disc(_, let radius, _)) = match(text)?.law else {
            Issue.record("\(text) is no disc")
            continue
        }
        #expect(radius > .kilometers(20), "\(text)")
    }
    #expect(match("Kobane/Ayn al Arab town")?.precision == .exact, "two names of one town")
}

/// Distances on the map: Baghdad to 100 km west of it ends near Ramadi, in Anbar.
@Test func distancesLeadIntoOtherProvinces() throws {
    let gazetteer = try BuiltInGazetteer.load()
    let phrases = [
        ("100 km west of Baghdad", "IQ-AN", 30.0), ("60 km south of Mosul", "IQ-NI", 18),
        ("12 miles east of Mosul", "IQ-NI", 6),
        ("25 km northeast of Palmyra", "SY-HI", 8), ("5km west of Kirkuk", "IQ-KI", 3), ("50km N Baghdad", nil, 15),
        ("50 كم شمال بغداد", nil, 15), ("Bağdat'ın 100 km batısında", "IQ-AN", 30),
        ("à 100 km à l'ouest de Bagdad", "IQ-AN", 30),
    ]
    for (text, province, sigma) in phrases {
        let match = try #require(gazetteer.resolve(PlaceQuery(name: text)).match, "\(text)")
        guard case .point(_, let found) = match.law else {
            Issue.record("\(text) is no point")
            continue
        }
        #expect(found == .kilometers(sigma), "\(text)")
        #expect(province == nil || match.iso3166_2 == province, "\(text)")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import PlacesFixtures
import Testing

/// What a text means where nothing else is stated.
private func resolve(
    _ name: String, country: String? = nil, province: String? = nil, district: String? = nil
) throws -> Resolution {
    try BuiltInGazetteer.load().resolve(
        PlaceQuery(name: name, country: country, province: province, district: district))
}

/// A word for a kind of place, in any language, is the name of none.
@Test(arguments: [
    "center", "City center", "the centre", "mosque", "main road", "Old City", "airport", "school", "house", "market",
    "hospital", "neighbourhood", "district", "checkpoint", "bridge", "the old market", "girls school", "village",
    "المدينة القديمة", "وسط المدينة", "السوق", "مدرسة", "centre ville", "marché", "la mosquée", "école primaire",
    "centro", "рынок",
])
func wordsForAKindNameNoPlace(_ text: String) throws {
    guard case .unknown(let suggestions, let reason) = try resolve(text) else {
        Issue.record("\(text) was taken for a place")
        return
    }
    #expect(reason.contains("names none") && suggestions.isEmpty, "\(text): \(reason)")
}

/// Beside a name they say what of it is meant.
@Test(arguments: [
    "Center of Mosul", "centre of Mosul", "Mosul city center", "Old City, Mosul", "Mosul (Old City)", "market, Mosul",
    "school of Mosul", "mosque in Mosul", "the main market of Mosul", "Mosul, market", "Mosul - city center",
    "Iraq, Nineveh, Mosul, school", "Al-Salam neighbourhood, Mosul", "المدينة القديمة، الموصل",
])
func wordsForAKindBesideAName(_ text: String) throws {
    let match = try #require(try resolve(text).match, "\(text)")
    #expect(match.name == "Mosul" && match.iso3166_2 == "IQ-NI", "\(text): \(match.name)")
    #expect(match.precision <= .district, "\(text)")
}

@Test func wordsForAKindInAStatedArea() throws {
    // A name where one is spelt so there.
    #expect(try resolve("Old City", country: "PS").match?.country == "PS")
    guard case .fallback(let match, _) = try resolve("market", province: "Basra") else {
        Issue.record("the province stands for a market in it")
        return
    }
    #expect(match.iso3166_2 == "IQ-BA")
}

/// Names of the same sound far away, and of other consonants, are not meant.
@Test(arguments: ["Al-Salam", "Salam", "السلام", "Al-Rashid", "Mosqu", "Moskow"])
func soundsAloneCarryNobodyAway(_ text: String) throws {
    #expect(try resolve(text).match == nil, "\(text)")
}

@Test(arguments: ["Mossul", "Falujah", "Mosel", "Kirkok", "Tikreet"])
func spellingsThatAreNotListedAreDoubtful(_ text: String) throws {
    let open = try #require(try resolve(text).match, "\(text)")
    if open.quality > .folded { #expect(open.isDoubtful, "\(text)") }
    let home = try resolve(text, country: "IQ").match
    #expect(home?.isDoubtful != true, "\(text)")
}

@Test func namesFarFromTheTownAroundThem() throws {
    guard case .fallback(let match, let reason) = try resolve("Al-Karama, Mosul") else {
        Issue.record("a namesake in another province was taken")
        return
    }
    #expect(match.name == "Mosul" && reason.contains("not near Mosul"), "\(reason)")
}

/// Several provinces in one column, whatever stands between them, are all of them meant.
@Test(arguments: [
    "Nineveh, Kirkuk", "Kirkuk / Nineveh", "Kirkuk & Nineveh", "Nineveh|Kirkuk", "Nineveh; Kirkuk", "Nineveh + Kirkuk",
    "Nineveh and Kirkuk", "Nineveh - Kirkuk", "نينوى وكركوك", "نينوى، كركوك", "Nineveh et Kirkuk",
])
func severalProvinces(_ text: String) throws {
    let both: [LocationLaw] = [.area(.regions(["IQ-KI", "IQ-NI"]))]
    // The province column alone, as rows that know no more have it.
    for country in [nil, "Iraq"] {
        let alone = try resolve(text, country: country, province: text).match
        #expect(alone.map { both.contains($0.law) } == true, "\(text): \(alone?.name ?? "nothing")")
        // A place that is not known lies in any of them, and a known one where it lies.
        let unknown = try resolve("Foobarville", country: country, province: text).match
        #expect(unknown.map { both.contains($0.law) } == true, "\(text): \(unknown?.name ?? "nothing")")
        for (name, province) in [("Mosul", "IQ-NI"), ("Hawija", "IQ-KI")] {
            #expect(try resolve(name, country: country, province: text).match?.iso3166_2 == province, "\(text)")
        }
        guard case .fallback = try resolve("Ramadi", country: country, province: text) else {
            Issue.record("Ramadi lies in neither of \(text)")
            return
        }
    }
}

@Test func otherListsOfProvinces() throws {
    for (text, ids) in [
        ("Anbar & Salah al-Din", ["IQ-AN", "IQ-SD"]), ("Hama|Homs", ["SY-HI", "SY-HM"]),
        ("Homs, Hama and Idlib", ["SY-HI", "SY-HM", "SY-ID"]), ("Anbar / Deir ez-Zor", ["IQ-AN", "SY-DY"]),
    ] {
        #expect(try resolve(text, province: text).match?.law == .area(.regions(ids)), "\(text)")
    }
    // One province with its country, or in two spellings, is one.
    for text in ["Nineveh, Iraq", "Nineveh (Ninawa)", "Nineveh Governorate", "Salah al-Din", "Deir ez-Zor"] {
        #expect(try resolve(text, province: text).match?.feature == .governorate, "\(text)")
    }
    let districts = try resolve("Sinjar / Hawija", district: "Sinjar / Hawija").match
    #expect(districts?.law == .area(.regions(["IQ-KI", "IQ-NI"])))
}

@Test func manyGenericWordsAreAnsweredAtOnce() throws {
    let text = "market" + String(repeating: ", de la", count: 30) + ", Old City, the market"
    #expect(try resolve(text).match == nil)
    #expect(try resolve(String(repeating: "market, ", count: 31)).match == nil)
}

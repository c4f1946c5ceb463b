// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Testing

private let gazetteer = SmallGazetteer.make()

private func resolve(_ name: String, country: String? = nil, province: String? = nil) -> Resolution {
    gazetteer.resolve(PlaceQuery(name: name, country: country, province: province))
}

@Test(arguments: [
    "Harbour, Eastland, Aland", "Aland, Eastland, Harbour", "Eastland, Aland, Harbour", "Aland/Eastland/Harbour",
    "Aland > Eastland > Harbour", "Aland - Eastland - Harbour", "Aland – Eastland – Harbour", "Aland | Harbour",
    "Aland: Harbour", "Eastland; Harbour", "Aland → Eastland → Harbour", "Eastland/Harbour", "Aland، Eastland، Harbour",
    "Aland\\Eastland\\Harbour", "Harbour (Eastland)", "AA-EA, Harbour", "Aland, Harbour", "Aland-Eastland-Harbour",
    "Eastland -- Harbour",
])
func theMostSpecificPartOfAnAddressIsThePlace(text: String) throws {
    guard case .resolved(let match) = resolve(text) else {
        Issue.record("\(text) is not resolved")
        return
    }
    #expect(match.placeID == "p:harbour" && match.iso3166_2 == "AA-EA")
    #expect(match.law == .point(SmallGazetteer.at(7, 2), sigma: .kilometers(2)))
}

@Test func areasInFrontOfANameChooseBetweenItsHomonyms() {
    #expect(resolve("Aland, Eastland, Twinham").match?.placeID == "p:twin-east")
    #expect(resolve("Westland/Twinham").match?.placeID == "p:twin-west")
    guard case .fallback(let province, let reason) = resolve("Aland, Eastland, Nothingham") else {
        Issue.record("no fallback")
        return
    }
    #expect(province.placeID == "AA-EA" && reason.contains("Nothingham"))
}

/// Harbour (7, 2) and Edgeville (5.02, 2.5) are towns of Eastland: the disc between them, as of "between ... and".
@Test(arguments: [
    "Harbour, Edgeville", "Harbour; Edgeville", "Harbour & Edgeville", "Harbour and Edgeville", "Harbour و Edgeville",
    "Harbour et Edgeville", "Harbour ve Edgeville", "Harbour û Edgeville", "Harbour، Edgeville",
    "Harbour؛ Edgeville", "Eastland: Harbour, Edgeville", "Harbour and Edgeville, Aland",
])
func everySeparatorMakesTheSameList(text: String) throws {
    let match = try #require(resolve(text).match)
    let between = try #require(resolve("between Harbour and Edgeville").match)
    #expect(match.law == between.law && match.iso3166_2 == "AA-EA" && match.precision == .region)
    #expect(match.name == "Harbour - Edgeville")
}

@Test func aListOfThreeHasAllItsPlaces() throws {
    let all = try #require(resolve("Harbour, Edgeville and Westland city").match)
    #expect(all.law == .area(.regions(["AA-EA", "AA-WE"])) && all.iso3166_2 == nil)
    #expect(resolve("Westland and Eastland provinces").match?.law == all.law)
    #expect(resolve("Westland, Eastland").match?.law == .area(.regions(["AA-EA", "AA-WE"])))
    #expect(resolve("Harbour and Edgeville and Westland").match?.law == .area(.regions(["AA-EA", "AA-WE"])))
}

@Test func whatIsNoListStaysOnePlace() {
    #expect(resolve("Twinham, Westland").match?.placeID == "p:twin-west")
    #expect(resolve("Harbour, the market").match?.placeID == "p:harbour")
    #expect(resolve("Harbour, Harbour").match?.placeID == "p:harbour")
    #expect(resolve("Harbour/Al-Harbor").match?.placeID == "p:harbour")
    #expect(resolve("Harbour (Al-Harbor)").match?.placeID == "p:harbour")
}

@Test func aNoteSaysStatedOfColumnsAlone() {
    guard case .fallback(_, let stated) = resolve("Harbour", province: "AA-WE") else {
        Issue.record("the contradiction was used")
        return
    }
    #expect(stated.contains("not in the stated AA-WE"))
    guard case .fallback(_, let named) = resolve("Fort Stone (Eastland)") else {
        Issue.record("the contradiction was used")
        return
    }
    #expect(named.contains("not in AA-EA, which the text names") && !named.contains("stated"))
}

@Test func aStatedCountryIsNotOverwritten() {
    #expect(resolve("Beland", country: "AA").match == nil)
    #expect(resolve("Beland").match?.country == "BB")
    #expect(resolve("Aland", country: "AA").match?.country == "AA")
    #expect(resolve("Long River", country: "AA").match?.country == "AA")
}

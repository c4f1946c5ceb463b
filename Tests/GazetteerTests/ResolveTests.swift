// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Testing

private let gazetteer = SmallGazetteer.make()

private func resolve(
    _ name: String, country: String? = nil, province: String? = nil, district: String? = nil,
    near: Coordinate? = nil, precision: LocationPrecision? = nil
) -> Resolution {
    gazetteer.resolve(
        PlaceQuery(
            name: name, country: country, province: province, district: district, near: near, precision: precision))
}

@Test func aProvincesNameMeansTheProvinceUnlessTheTextSaysCity() throws {
    let province = try #require(resolve("Westland").match)
    #expect(province.placeID == "AA-WE")
    #expect(province.law == .area(.regions(["AA-WE"])))
    #expect(province.precision == .province)
    #expect(province.runnersUp.first?.placeID == "p:westland")
    let city = try #require(resolve("Westland city").match)
    #expect(city.placeID == "p:westland")
    #expect(city.law == .point(SmallGazetteer.at(2, 2), sigma: .kilometers(2)))
    #expect(try #require(resolve("Westland governorate").match).placeID == "AA-WE")
}

@Test func twoEquallyGoodPlacesFarApartAreAmbiguous() throws {
    guard case .ambiguous(let matches) = resolve("Twinham") else {
        Issue.record("a silent guess")
        return
    }
    #expect(Set(matches.map(\.placeID)) == ["p:twin-west", "p:twin-east"])
    #expect(matches.allSatisfy { !$0.name.isEmpty })
    #expect(!matches[0].reasons.isEmpty)
    #expect(resolve("Twinham", province: "AA-EA").match?.placeID == "p:twin-east")
    #expect(resolve("Twinham, Westland").match?.placeID == "p:twin-west")
    #expect(resolve("Twinham (Eastland)").match?.placeID == "p:twin-east")
    #expect(resolve("Twinham in Eastland").match?.placeID == "p:twin-east")
    #expect(resolve("Twinham", near: SmallGazetteer.at(9, 3.9)).match?.placeID == "p:twin-east")
}

@Test func anUnknownVillageFallsBackToWhatIsKnown() throws {
    guard case .fallback(let province, let reason) = resolve("Nothingham", province: "Eastland") else {
        Issue.record("no fallback")
        return
    }
    #expect(province.placeID == "AA-EA")
    #expect(province.law == .area(.regions(["AA-EA"])))
    #expect(reason.contains("Nothingham"))
    let district = try #require(resolve("Nothingham", province: "AA-EA", district: "Harbour").match)
    #expect(
        district.law
            == .area(.disc(center: SmallGazetteer.at(7, 2), radius: .kilometers(40), within: "AA-EA")))
    guard case .unknown = resolve("Nothingham") else {
        Issue.record("a place from nothing")
        return
    }
}

@Test func aContradictionIsReportedAndNotUsed() throws {
    guard case .fallback(let match, let reason) = resolve("Harbour", province: "AA-WE") else {
        Issue.record("the contradiction was used")
        return
    }
    #expect(match.placeID == "AA-WE")
    #expect(reason.contains("AA-EA") && reason.contains("AA-WE"))
    #expect(match.runnersUp.contains { $0.placeID == "p:harbour" })
    #expect(resolve("Harbour", country: "BB").match == nil)
}

@Test func aStatedProvinceOverridesThePolygonNearTheBoundary() throws {
    let plain = try #require(resolve("Edgeville").match)
    #expect(plain.iso3166_2 == "AA-EA")
    #expect(plain.isBoundaryAmbiguous)
    let stated = try #require(resolve("Edgeville", province: "Westland").match)
    #expect(stated.iso3166_2 == "AA-WE")
    #expect(stated.placeID == "p:edge")
    #expect(!(try #require(resolve("Harbour").match).isBoundaryAmbiguous))
}

@Test func facilitiesNeverShowTheirOwnPosition() throws {
    let camp = try #require(resolve("Harbour camp").match)
    #expect(camp.isRestricted)
    #expect(camp.coordinate == SmallGazetteer.at(7, 2))
    #expect(camp.precision == .near)
    let base = try #require(resolve("Fort Stone").match)
    #expect(base.isRestricted)
    #expect(base.coordinate == SmallGazetteer.at(3.1, 3.5))
    #expect(
        base.law == .area(.disc(center: SmallGazetteer.at(3.1, 3.5), radius: .kilometers(10), within: "AA-WE")))
    let unlisted = try #require(resolve("Harbour prison").match)
    #expect(unlisted.isRestricted && unlisted.precision == .near)
}

@Test func districtsRegionsLinesAndCountries() throws {
    let district = try #require(resolve("Harbour district").match)
    #expect(district.precision == .district && district.placeID == "district:harbour")
    let unlisted = try #require(resolve("Edgeville district").match)
    #expect(
        unlisted.law
            == .area(.disc(center: SmallGazetteer.at(5.02, 2.5), radius: .kilometers(30), within: "AA-EA")))
    for text in ["northern Aland", "north Aland", "the north of Aland", "Northern  ALAND area"] {
        #expect(
            resolve(text).match?.law == .area(.regions(["AA-WE", "AA-EA"])), "\(text)")
    }
    let river = try #require(resolve("along the Long River").match)
    #expect(river.law == .area(.buffer(line: "river:long", distance: .kilometers(10))))
    #expect(river.precision == .region)
    let country = try #require(resolve("Aland").match)
    #expect(country.law == .unlocated && country.precision == .country)
    let world = try #require(resolve("Oldworld").match)
    #expect(world.law == .unlocated && world.precision == .supranational)
}

@Test("A district's polygon stands before the seat of that name, however far its middle lies")
func polygonsOfDistricts() throws {
    let area = SmallGazetteer.square("U7", country: "AA", "Harbour", 6.9, 0.1, 9.9, 4.9)
    let gazetteer = SmallGazetteer.make(districtAreas: [area])
    for text in ["Harbour district", "district of Harbour"] {
        let match = try #require(gazetteer.resolve(PlaceQuery(name: text, country: "AA")).match, "\(text)")
        #expect(match.law == .area(.regions(["U7"])), "\(text)")
    }
    // In another province it is another district, and which one is meant cannot be told.
    let other = SmallGazetteer.square("U8", country: "AA", "Harbour", 0.1, 0.1, 4.9, 4.9)
    let query = PlaceQuery(name: "Harbour district", country: "AA")
    guard case .ambiguous = SmallGazetteer.make(districtAreas: [other]).resolve(query) else {
        Issue.record("two districts of one name in two provinces were told apart")
        return
    }
}

@Test func wordsAroundAName() throws {
    for text in ["near Harbour", "outskirts of Harbour", "15 km south of Harbour", "Harbour area", "eastern Harbour"] {
        let match = try #require(resolve(text).match, "\(text)")
        #expect(match.placeID == "p:harbour" && match.precision == .near, "\(text)")
    }
    for text in ["near Westland", "5 km north of Westland", "outside Westland", "10 miles from Westland"] {
        let match = try #require(resolve(text).match, "\(text)")
        #expect(match.placeID == "p:westland" && match.precision == .near, "\(text)")
    }
    let between = try #require(resolve("between Harbour and Edgeville").match)
    #expect(between.precision == .region)
    guard case .area(.disc(let center, _, let province)) = between.law else {
        Issue.record("no disc between places of one province")
        return
    }
    #expect(center == SmallGazetteer.at(6.01, 2.25) && province == "AA-EA")
    let apart = try #require(resolve("between Harbour and Westland city").match)
    #expect(apart.law == .area(.regions(["AA-EA", "AA-WE"])))
}

@Test func theReportsPrecisionIsNeverExceeded() throws {
    #expect(resolve("Harbour", precision: .exact).match?.precision == .exact)
    #expect(resolve("Harbour", precision: .near).match?.precision == .near)
    #expect(resolve("Harbour", precision: .province).match?.law == .area(.regions(["AA-EA"])))
    #expect(resolve("Harbour", precision: .country).match?.law == .unlocated)
    #expect(resolve("Westland", precision: .exact).match?.precision == .province)
}

@Test func codesAreReadAndTrapsRefused() {
    #expect(resolve("AA-WE").match?.placeID == "AA-WE")
    #expect(resolve("AAX01").match?.placeID == "AA-WE")
    #expect(resolve("Harbour", province: "AAX01").match?.placeID == "AA-WE", "contradiction: the province stands")
    for trap in ["IQ-G08", "SY.08"] {
        guard case .unknown(_, let reason) = resolve(trap) else {
            Issue.record("\(trap) was read")
            continue
        }
        #expect(reason.contains("OCHA"))
    }
}

@Test func misspellingsAreFoundAndGuarded() throws {
    let slip = try #require(resolve("Hargour").match)
    #expect(slip.placeID == "p:harbour" && slip.quality == .edited(1))
    #expect(try #require(resolve("al-harbor").match).quality <= .folded)
    // Names abroad may not be misspelt, and short words need exactness.
    #expect(resolve("Portby").match?.placeID == "p:abroad")
    #expect(resolve("Portvy").match == nil)
    guard case .unknown(let suggestions, _) = resolve("Hxrbxurx") else {
        Issue.record("three edits are no misspelling")
        return
    }
    #expect(suggestions.contains { $0.placeID == "p:harbour" })
}

@Test func hostileInputIsAnsweredAtOnce() {
    let hostile = [
        "", " ", "\u{0}", "\u{7}\u{1B}[31m", "🙂", String(repeating: "a", count: 10_000_000),
        String(repeating: "and ", count: 60), String(repeating: "near ", count: 50), "((((((", ",,,,,,", "between and",
        "of of of of", "km", "5 km", "north", "north of", "/", "\u{202E}luos\u{202C}",
        String(repeating: "ا", count: 120),
        "al", "al-", "city", "city of", "the",
    ]
    for text in hostile {
        if case .resolved(let match) = resolve(text) { Issue.record("\(text.prefix(20)) became \(match.placeID)") }
    }
    #expect(resolve("Harbour", country: "\u{0}", province: String(repeating: "x", count: 100_000)).match != nil)
}

@Test func aTextThatOnlyMentionsAPlaceFallsBackToIt() throws {
    #expect(resolve("mayor of Harbour").match?.placeID == "district:harbour")
    #expect(resolve("unnamed bases in Aland").match?.law == .unlocated)
    guard case .unknown = resolve("unnamed bases", country: "AA") else {
        Issue.record("a stated country alone locates nothing")
        return
    }
}

@Test func spellingsOfAGovernorateAndItsCapitalAreShared() {
    var content = SmallGazetteer.make().content
    content.places = content.places.map { place in
        guard place.id == "p:westland" else { return place }
        return Place(
            id: place.id, name: place.name, variants: ["Vestlandia"], country: place.country, province: "AA-WE",
            coordinate: place.coordinate, feature: .city, population: 500_000)
    }
    let gazetteer = Gazetteer(content)
    #expect(gazetteer.resolve(PlaceQuery(name: "Vestlandia")).match?.placeID == "AA-WE")
    #expect(gazetteer.resolve(PlaceQuery(name: "Vestlandia city")).match?.placeID == "p:westland")
}

@Test func anArticleMayBeGluedToTheName() {
    #expect(resolve("Alharbour").match?.placeID == "p:harbour")
    #expect(resolve("Elwestland").match?.placeID == "AA-WE")
}

@Test func theSameQueryGivesTheSameAnswer() {
    let again = SmallGazetteer.make()
    for name in ["Twinham", "Harbour", "Westland", "Nothing", "between Harbour and Edgeville"] {
        #expect(again.resolve(PlaceQuery(name: name)) == resolve(name), "\(name)")
    }
}

/// A province may bear a word for a kind of place as its name; a town of that name needs its area.
@Test func provincesThatAreCalledLikeAKindOfPlace() throws {
    var content = SmallGazetteer.make().content
    content.provinces.append(SmallGazetteer.square("AA-CE", country: "AA", "Centre", 0, 10, 5, 15))
    content.places.append(
        Place(id: "p:market", name: "Market", country: "AA", coordinate: SmallGazetteer.at(2, 3), feature: .town))
    let gazetteer = Gazetteer(content)
    for query in [
        PlaceQuery(name: "Centre"), PlaceQuery(name: "centre", precision: .province), PlaceQuery(name: "Centre, Aland"),
    ] {
        #expect(gazetteer.resolve(query).match?.placeID == "AA-CE", "\(query.name)")
    }
    #expect(gazetteer.resolve(PlaceQuery(name: "Market")).match == nil)
    #expect(gazetteer.resolve(PlaceQuery(name: "Market", province: "Westland")).match?.placeID == "p:market")
}

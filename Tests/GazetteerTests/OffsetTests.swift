// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Testing

private let gazetteer = SmallGazetteer.make()

private func match(_ name: String, country: String? = nil, province: String? = nil) -> Match? {
    gazetteer.resolve(PlaceQuery(name: name, country: country, province: province)).match
}

private func point(_ match: Match?) -> (position: Coordinate, sigma: Meters)? {
    guard case .point(let position, let sigma) = match?.law else { return nil }
    return (position, sigma)
}

/// Harbour lies at 7 E, 2 N; a degree of longitude is 111.195 km times cos 2 degrees there, so 100 km are 0.8999 degrees.
@Test(arguments: [
    "100 km west of Harbour", "100km W Harbour", "100 km to the west of Harbour", "Harbour, 100 km west",
    "about 100 kilometres west of Harbour", "Harbour (100 km W)", "100,0 km west from Harbour",
    "90-110 km west of Harbour",
    "100 كم غرب Harbour", "على بعد ١٠٠ كم غربي Harbour", "غرب Harbour بـ 100 كم", "100 كلم إلى الغرب من Harbour",
    "à 100 km à l'ouest de Harbour", "100 km à l’ouest de Harbour", "Harbour'un 100 km batısında",
    "100 km li rojavayê Harbour",
    "62.1371 miles west of Harbour", "100,000 m west of Harbour", "Eastland, 100 km west of Harbour",
    "100-km west of Harbour",
])
func aDistanceAndADirectionMoveThePoint(text: String) throws {
    let found = try #require(match(text)), moved = try #require(point(found))
    #expect(abs(moved.position.longitude - 6.1001) < 0.001 && abs(moved.position.latitude - 2) < 0.001)
    #expect(moved.sigma == .kilometers(30))
    #expect(found.coordinate == moved.position && found.uncertainty == .kilometers(60))
    #expect(found.iso3166_2 == "AA-EA" && found.name == "100 km W of Harbour")
}

@Test(arguments: [
    ("60 km N of Harbour", 0.0), ("60 km NNE of Harbour", 22.5), ("60 km north-east of Harbour", 45),
    ("60 km NE of Harbour", 45), ("60 km شمال شرق Harbour", 45), ("60 km au nord-est de Harbour", 45),
    ("60 km east-north-east of Harbour", 67.5), ("60 km SE of Harbour", 135), ("60 km southwards of Harbour", 180),
    ("60 km güneybatısında Harbour", 225), ("60 km north northwest of Harbour", 337.5),
])
func sixteenDirectionsAreRead(text: String, bearing: Double) throws {
    let moved = try #require(point(match(text)))
    let expected = try #require(SmallGazetteer.at(7, 2).moved(by: .kilometers(60), bearing: bearing))
    #expect(moved.position.distance(to: expected) < Meters(1), "\(moved.position)")
    #expect(moved.sigma == .kilometers(18))
}

@Test(arguments: [
    ("500 m north of Harbour", 0.5, 3.0), ("5 km north of Harbour", 5, 3), ("2,5 km north of Harbour", 2.5, 3),
    ("12 miles north of Harbour", 19.312, 6), ("25 km north of Harbour", 25, 8),
    ("10 to 20 km north of Harbour", 15, 5),
])
func theDoubtGrowsWithTheDistance(text: String, kilometers: Double, sigma: Double) throws {
    let moved = try #require(point(match(text)))
    #expect(abs(moved.position.distance(to: SmallGazetteer.at(7, 2)).kilometers - kilometers) < 0.001)
    #expect(moved.sigma == .kilometers(sigma))
}

/// Edgeville lies 2 km east of the boundary: 60 km west of it is Westland, whatever province the town has.
@Test func theProvinceIsThatOfTheMovedPointUnlessStated() throws {
    #expect(match("60 km west of Edgeville")?.iso3166_2 == "AA-WE")
    #expect(match("60 km west of Edgeville", province: "Westland")?.iso3166_2 == "AA-WE")
    #expect(match("5 km west of Edgeville", province: "Eastland")?.iso3166_2 == "AA-EA")
    #expect(match("60 km west of Edgeville, Westland")?.name == "60 km W of Edgeville")
    let across = try #require(match("100 km east of Harbour", country: "AA"))
    #expect(across.country == "AA" && across.iso3166_2 == "AA-EA")
}

@Test func aDistanceAloneIsADiscBeyondIt() throws {
    for text in [
        "30 km from Harbour", "within 30 km of Harbour", "30 km away from Harbour", "Harbour, 30 km away",
        "على بعد 30 كم من Harbour", "à 30 km de Harbour", "30 km Harbour",
    ] {
        let found = try #require(match(text), "\(text)")
        let disc = LocationLaw.area(
            .disc(center: SmallGazetteer.at(7, 2), radius: .kilometers(39), within: "AA-EA"))
        #expect(found.law == disc && found.iso3166_2 == "AA-EA" && found.uncertainty == .kilometers(39), "\(text)")
    }
    let boundary = try #require(match("30 km from Edgeville"))
    #expect(boundary.iso3166_2 == nil && boundary.country == "AA")
    #expect(
        boundary.law
            == .area(.disc(center: SmallGazetteer.at(5.02, 2.5), radius: .kilometers(39), within: "AA")))
    #expect(match("30 km from Edgeville, Westland")?.iso3166_2 == "AA-WE")
}

@Test func aWordWithoutADistanceIsAWiderLaw() throws {
    for text in [
        "near Harbour", "outside Harbour", "northwest of Harbour", "NW of Harbour", "غرب Harbour", "قرب Harbour",
        "près de Harbour", "au nord de Harbour", "Harbour'un kuzeyinde", "Harbour yakınlarında", "li bakurê Harbour",
        "some kilometres from Harbour",
    ] {
        let found = try #require(match(text), "\(text)"), place = try #require(point(found), "\(text)")
        #expect(place.position == SmallGazetteer.at(7, 2) && place.sigma == .kilometers(12.5), "\(text)")
        #expect(found.uncertainty == .kilometers(25) && found.precision == .near, "\(text)")
    }
    let part = match("eastern Harbour")
    #expect(point(part)?.sigma == .kilometers(2) && part?.uncertainty == .kilometers(4), "a part of the town")
    #expect(point(match("a few miles outside Harbour"))?.sigma == .kilometers(12.5))
    #expect(point(match("Harbour"))?.sigma == .kilometers(2))
}

/// What stands before the distance is a noun, a river, or a town that the distance describes.
@Test func aDistanceBelongsToTheNameBehindIt() throws {
    for text in [
        "a village 100 km west of Harbour", "Long River, 100 km west of Harbour", "checkpoint 100 km W of Harbour",
    ] {
        #expect(point(match(text))?.sigma == .kilometers(30), "\(text)")
        #expect(match(text)?.name == "100 km W of Harbour", "\(text)")
    }
    let town = match("Edgeville, 220 km west of Harbour")
    #expect(town?.placeID == "p:edge" && point(town)?.sigma == .kilometers(2))
}

@Test func numbersOfNamesAreNoDistances() throws {
    var content = SmallGazetteer.make().content
    content.vernacularRegions.append(
        VernacularRegion(
            region: Region(
                id: "region:55", country: "AA", nameEnglish: "55 km zone", area: SmallGazetteer.west.area),
            provinces: ["AA-WE"]))
    let gazetteer = Gazetteer(content)
    for text in ["55 km zone", "the 55 km zone"] {
        #expect(gazetteer.resolve(PlaceQuery(name: text)).match?.placeID == "region:55")
    }
    let area = try #require(match("100 km west of Westland governorate"))
    #expect(area.law == .area(.regions(["AA-WE"])), "an area has no point from which a distance counts")
}

@Test(arguments: ["ten kilometres north of Harbour", "Ten km N of Harbour", "عشرة كيلومترات شمال Harbour"])
func numbersInWordsAreRead(text: String) throws {
    let moved = try #require(point(match(text)))
    #expect(abs(moved.position.distance(to: SmallGazetteer.at(7, 2)).kilometers - 10) < 0.001)
}

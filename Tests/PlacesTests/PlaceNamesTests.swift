// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import PlacesFixtures
import Testing

/// A name, the province it must lie in, and the position from general maps; nil for a province itself.
private struct Expected: CustomTestStringConvertible, Sendable {
    let name: String
    let province: String
    let position: (latitude: Double, longitude: Double)?
    var testDescription: String { name }

    init(_ name: String, _ province: String, _ latitude: Double? = nil, _ longitude: Double? = nil) {
        self.name = name
        self.province = province
        position = latitude.flatMap { latitude in longitude.map { (latitude, $0) } }
    }
}

private let places: [Expected] = [
    .init("Anbar", "IQ-AN"), .init("Al Anbar", "IQ-AN"), .init("Nineveh", "IQ-NI"), .init("Ninawa", "IQ-NI"),
    .init("Ninewa", "IQ-NI"), .init("al-Qaim", "IQ-AN", 34.37, 41.09), .init("Al Qa'im", "IQ-AN", 34.37, 41.09),
    .init("Husaybah", "IQ-AN", 34.39, 40.99), .init("al-Rutbah", "IQ-AN", 33.04, 40.28),
    .init("Rutba", "IQ-AN", 33.04, 40.28), .init("Hasakah", "SY-HA"), .init("Hassakeh", "SY-HA"),
    .init("Hasaka", "SY-HA"), .init("Hasakeh", "SY-HA"), .init("Al-Hassakah", "SY-HA"),
    .init("al-Shaddadi", "SY-HA", 36.06, 40.73), .init("Shaddadi", "SY-HA", 36.06, 40.73),
    .init("Shadadah", "SY-HA", 36.06, 40.73), .init("al-Hol", "SY-HA", 36.39, 41.15),
    .init("al Hawl", "SY-HA", 36.39, 41.15), .init("Diyala", "IQ-DI"), .init("Kirkuk", "IQ-KI"),
    .init("Saladin", "IQ-SD"), .init("Salah ad-Din", "IQ-SD"), .init("Raqqa", "SY-RA"),
    .init("Deir ez-Zor", "SY-DY"), .init("Deir Ezzor", "SY-DY"), .init("Sinjar", "IQ-NI", 36.32, 41.87),
    .init("Rabia", "IQ-NI", 36.79, 42.10), .init("Yarubiyah", "SY-HA", 36.81, 42.06),
    .init("Rumaylan", "SY-HA", 37.0, 41.95), .init("Rmeilan", "SY-HA", 37.0, 41.95),
    .init("Faysh Khabur", "IQ-DA", 37.07, 42.38), .init("Semalka", "SY-HA", 37.09, 42.37),
    .init("al-Tanf", "SY-HI", 33.49, 38.66), .init("al-Waleed", "IQ-AN", 33.43, 38.93),
    .init("Trebil", "IQ-AN", 32.72, 38.99), .init("Ain al-Asad", "IQ-AN", 33.79, 42.44),
    .init("Hawija", "IQ-KI", 35.33, 43.77), .init("Baghuz", "SY-DY", 34.45, 40.97),
    .init("Qamishli", "SY-HA", 37.05, 41.23), .init("Qamishlo", "SY-HA", 37.05, 41.23),
    .init("Mosul", "IQ-NI", 36.34, 43.13), .init("Tal Afar", "IQ-NI", 36.38, 42.45),
    .init("Abu Kamal", "SY-DY", 34.45, 40.92), .init("Albukamal", "SY-DY", 34.45, 40.92),
    .init("الأنبار", "IQ-AN"), .init("نينوى", "IQ-NI"), .init("الحسكة", "SY-HA"),
    .init("القائم", "IQ-AN", 34.37, 41.09), .init("الرطبة", "IQ-AN", 33.04, 40.28),
    .init("الشدادي", "SY-HA", 36.06, 40.73), .init("الهول", "SY-HA", 36.39, 41.15),
]

@Test(arguments: places)
private func wellKnownNamesResolve(expected: Expected) throws {
    let gazetteer = try BuiltInGazetteer.load()
    guard case .resolved(let match) = gazetteer.resolve(PlaceQuery(name: expected.name)) else {
        Issue.record("\(expected.name) is not resolved")
        return
    }
    #expect(match.iso3166_2 == expected.province)
    if let (latitude, longitude) = expected.position {
        let there = try #require(Coordinate(longitude: longitude, latitude: latitude))
        #expect(try #require(match.coordinate).distance(to: there) < .kilometers(5))
        #expect(match.precision <= .district)
    } else {
        #expect(match.law == .area(.regions([expected.province])))
    }
}

/// Faults of the raw tables that our own corrects.
@Test func knownFaultsOfTheSourcesAreRepaired() throws {
    let gazetteer = try BuiltInGazetteer.load()
    func id(_ name: String) -> String? { gazetteer.resolve(PlaceQuery(name: name)).match?.placeID }
    #expect(id("Mosul") == "geonames:99072", "not its suburb with more people")
    #expect(id("Dahuk") == "IQ-DA", "the boundary file also gives this name to Ninewa")
    #expect(id("At-Ta'mim") == "IQ-KI")
    #expect(id("Damascus") == "SY-DI", "not the countryside around it")
    #expect(id("Jordan") == "JO")
    #expect(id("IQG08") == "IQ-BG" && id("SY08") == "SY-HA")
    #expect(id("IQ-G08") == nil)
    let rabia = try #require(gazetteer.resolve(PlaceQuery(name: "Rabia")).match)
    #expect(rabia.runnersUp.contains { $0.iso3166_2 == "SY-LA" })
    #expect(gazetteer.resolve(PlaceQuery(name: "Rabia", province: "Latakia")).match?.iso3166_2 == "SY-LA")
    let separationZone = try #require(Coordinate(longitude: 35.86, latitude: 33.1))
    #expect(gazetteer.province(at: separationZone)?.id == "SY-QU")
    #expect(gazetteer.resolve(PlaceQuery(name: "Baghdad")).match?.placeID == "IQ-BG")
    #expect(gazetteer.resolve(PlaceQuery(name: "Baghdad city")).match?.placeID == "geonames:98182")
}

@Test func phrasesOfReportsGetTheirLaw() throws {
    let gazetteer = try BuiltInGazetteer.load()
    func law(_ name: String) -> LocationLaw? { gazetteer.resolve(PlaceQuery(name: name)).match?.law }
    let northeast = LocationLaw.area(.regions(["SY-HA", "SY-RA", "SY-DY"]))
    for text in ["northeast Syria", "north-eastern Syria", "Northeastern Syria", "شمال شرق سوريا", "Rojava"] {
        #expect(law(text) == northeast, "\(text)")
    }
    #expect(law("Kurdistan Region") == .area(.regions(["IQ-DA", "IQ-AR", "IQ-SU"])))
    #expect(law("western Anbar") == .area(.regions(["region:western-anbar"])))
    #expect(law("the Iraqi-Syrian border") == .area(.buffer(line: "border:iraq-syria", distance: .kilometers(10))))
    #expect(law("Euphrates valley") == .area(.buffer(line: "river:euphrates", distance: .kilometers(10))))
    for text in ["Iraq", "Syria", "the Middle East", "United States"] { #expect(law(text) == .unlocated, "\(text)") }
    for text in ["Badia", "Hamrin mountains", "al-Jazeera region", "eastern Syria", "western Iraq", "M4 highway"] {
        guard case .area = law(text) else {
            Issue.record("\(text) has no area")
            continue
        }
    }
}

@Test func westernAnbarHoldsTheBorderTowns() throws {
    let gazetteer = try BuiltInGazetteer.load()
    let area = try #require(gazetteer.area(id: "region:western-anbar"))
    for name in ["al-Qaim", "Rutba", "Akashat"] {
        let position = try #require(gazetteer.resolve(PlaceQuery(name: name)).match?.coordinate)
        #expect(area.contains(position.point), "\(name)")
    }
    let ramadi = try #require(gazetteer.resolve(PlaceQuery(name: "Ramadi")).match?.coordinate)
    #expect(!area.contains(ramadi.point))
}

/// Every id that a law can name has a shape, and every disc reaches its province.
@Test func lawsNameShapesThatExist() throws {
    let gazetteer = try BuiltInGazetteer.load()
    let content = gazetteer.content
    let provinces = Set(content.provinces.map(\.id))
    for vernacular in content.vernacularRegions {
        #expect(provinces.isSuperset(of: vernacular.provinces), "\(vernacular.region.id)")
    }
    for district in content.districts {
        #expect(provinces.contains(district.province), "\(district.id)")
        let match = gazetteer.resolve(PlaceQuery(name: district.name + " district", province: district.province)).match
        switch match?.law {
        case .area(.disc(_, let radius, let within)):
            #expect(radius > .kilometers(1) && within == district.province, "\(district.id)")
        case .area(.regions(let ids)):
            // The generalised polygon ends short of the seat: the province stands for the district, and says so.
            #expect(ids == [district.province] && match?.reasons.contains { $0.contains("does not reach") } == true)
        default: Issue.record("\(district.id) has no area")
        }
    }
    for place in content.places where place.id.hasPrefix("place:") {
        if let province = place.province { #expect(provinces.contains(province), "\(place.id)") }
        if let host = place.host { #expect(content.places.contains { $0.id == host }, "\(place.id): \(host)") }
    }
    for line in content.lines { #expect(line.lines.allSatisfy { $0.count > 1 } && !line.lines.isEmpty, "\(line.id)") }
}

/// Our own facilities are stored at their host town or at a tenth of a degree: no site point exists to leak.
@Test func facilitiesAreStoredCoarsely() throws {
    let content = try BuiltInGazetteer.load().content
    let positions = Set(content.places.filter { $0.feature.isSettlement }.compactMap(\.coordinate).map(rounded))
    for place in content.places where place.feature.isFacility && place.id.hasPrefix("place:") {
        let position = try #require(place.coordinate)
        let isTenth =
            abs(position.longitude * 10 - (position.longitude * 10).rounded()) < 1e-9
            && abs(position.latitude * 10 - (position.latitude * 10).rounded()) < 1e-9
        #expect(isTenth || place.host != nil && positions.contains(rounded(position)), "\(place.id)")
    }
}

private func rounded(_ coordinate: Coordinate) -> String {
    "\((coordinate.longitude * 100).rounded()) \((coordinate.latitude * 100).rounded())"
}

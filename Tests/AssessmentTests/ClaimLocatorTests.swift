// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Gazetteer
import Geo
import Incidents
import PlacesFixtures
@testable import Studies
import Testing

@Suite("Places of claims")
struct ClaimLocatorTests {
    @Test(
        "A build places a phrase by the law that geocode tells",
        arguments: [
            ("100 km west of Baghdad", "Iraq"), ("30 km from Hit", "Iraq"), ("near Rutbah", "Iraq"),
            ("northwest of Raqqa", "Syria"), ("eastern Mosul", "Iraq"), ("Iraq, Anbar, Rutbah", "Iraq"),
            ("near the Iraqi border in Deir ez-Zor", "Syria"), ("Mosul; Kirkuk", "Iraq"), ("Mosul district", "Iraq"),
        ])
    func sameLaw(name: String, country: String) throws {
        let gazetteer = try BuiltInGazetteer.load()
        var locator = ClaimLocator(gazetteer: gazetteer, lengths: try SquareStudy().resolved().lengths)
        let place = locator.locate(ClaimedPlace(name: name, country: country, precision: .exact))
        let query = PlaceQuery(name: name, country: country, precision: .exact)
        let match = try #require(gazetteer.resolve(query).match)
        #expect(place.law == match.law && place.law != .unlocated)
        #expect(place.province == match.iso3166_2 && place.country == (country == "Iraq" ? "IQ" : "SY"))
        #expect(!place.note.contains("stated"))
    }

    @Test("A neighbour's name alone is not drawn, and the stated country stays")
    func neighbor() throws {
        var locator = ClaimLocator(
            gazetteer: try BuiltInGazetteer.load(), lengths: try SquareStudy().resolved().lengths)
        let place = locator.locate(ClaimedPlace(name: "Iraq", country: "Syria", precision: .exact))
        #expect(place.law == .unlocated && place.country == "SY")
    }

    @Test("A wider region counts where it comes near the position; a namesake elsewhere is not drawn")
    func namesakesOfRegions() throws {
        var locator = ClaimLocator(
            gazetteer: try BuiltInGazetteer.load(), lengths: try SquareStudy().resolved().lengths)
        func place(_ name: String, _ longitude: Double, _ latitude: Double) -> LocatedPlace {
            locator.locate(
                ClaimedPlace(
                    name: name, country: "Iraq", precision: .region,
                    coordinate: Coordinate(longitude: longitude, latitude: latitude)))
        }
        // Baiji is a town of Salah al-Din; Rutbah lies in Anbar, 300 km away.
        let far = place("Baiji Basin Area", 40.28, 33.04)
        #expect(far.law == .area(.regions(["IQ-AN"])) && far.province == "IQ-AN")
        #expect(far.note.contains("no wider region 'Baiji Basin Area'"))
        let near = place("Nineveh Plains", 43.3, 36.5)
        #expect(near.law != .area(.regions(["IQ-NI"])) && near.note.isEmpty)
    }
}

@Suite("What is assumed of places is said")
struct PlaceAssumptionTests {
    @Test(
        "Fallbacks and contradictions leave a note",
        arguments: [
            ("Foobarville", "", "Kirkuk", "IQ-KI", "not in the gazetteer"),
            ("Sinjar", "Sinjar", "Basra", "IQ-BA", "not in the stated IQ-BA"),
            ("Mosul", "Hawija", "", "IQ-NI", "the stated district"),
            ("Mosul", "Foobardistrict", "", "IQ-NI", "the stated district"),
            ("Mosuul", "", "", "IQ-NI", "doubtful"),
            ("Mosul", "Mosul", "Nineveh", "IQ-NI", ""), ("Mosul", "", "", "IQ-NI", ""),
        ])
    func notes(_ name: String, _ district: String, _ province: String, _ found: String, _ note: String) throws {
        var locator = ClaimLocator(
            gazetteer: try BuiltInGazetteer.load(), lengths: try SquareStudy().resolved().lengths)
        let place = locator.locate(
            ClaimedPlace(name: name, district: district, province: province, country: "", precision: .near))
        #expect(place.province == found, "\(name)")
        #expect(note.isEmpty ? place.note.isEmpty : place.note.contains(note), "\(place.note)")
    }

    @Test("A position with a list of provinces lies in one of them, which is no unknown province")
    func lists() throws {
        var locator = ClaimLocator(
            gazetteer: try BuiltInGazetteer.load(), lengths: try SquareStudy().resolved().lengths)
        let place = locator.locate(
            ClaimedPlace(
                name: "", province: "Nineveh, Kirkuk", country: "", precision: .near,
                coordinate: Coordinate(longitude: 43.1189, latitude: 36.335)))
        #expect(place.province == "IQ-NI" && place.note.isEmpty)
    }
}

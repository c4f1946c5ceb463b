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
}

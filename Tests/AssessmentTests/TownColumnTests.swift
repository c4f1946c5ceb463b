// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Gazetteer
import Geo
import Incidents
import PlacesFixtures
@testable import Studies
import Testing

@Suite("Columns of towns")
struct TownColumnTests {
    private func claims(_ names: [String], file: String = "a.csv") throws -> ClaimStore {
        let day = try #require(CalendarDay(parsing: "2026-01-05"))
        return ClaimStore(
            names.enumerated().map { number, name in
                Claim(
                    id: "\(number)", incidentID: "\(number)", conflictGroup: "", type: .battle,
                    place: ClaimedPlace(name: name, country: "Syria", precision: .exact), period: DayInterval(day),
                    datePrecision: .day, quantity: nil, actor: "",
                    attribution: Attribution(claimant: "", rootSource: "a", rootKind: .media, sourceID: "s"),
                    status: .reported, note: "", origin: RecordOrigin(file: file, line: number + 2))
            })
    }

    @Test("Among towns a name that a town and its province share is the town's, among provinces the province's")
    func neighbours() throws {
        let gazetteer = try BuiltInGazetteer.load()
        let towns = try claims(["Raqqa", "Tabqa", "Manbij", "Kobani", "Palmyra"])
        #expect(TownColumns.places(of: towns, gazetteer).map(\.name) == ["Raqqa"])
        let mixed = try claims(["Raqqa", "Tabqa", "Hasakah", "Anbar", "Nineveh"])
        #expect(TownColumns.places(of: mixed, gazetteer).isEmpty)
        #expect(TownColumns.places(of: try claims(["Raqqa"]), gazetteer).isEmpty)
    }

    @Test("Such a place is drawn as the town, and its note says why; a mapping may say it for the column")
    func placing() throws {
        let gazetteer = try BuiltInGazetteer.load()
        let place = ClaimedPlace(name: "Raqqa", country: "Syria", precision: .exact)
        var locator = ClaimLocator(gazetteer: gazetteer, lengths: try SquareStudy().resolved().lengths)
        #expect(locator.locate(place).precision == .province)
        locator = ClaimLocator(gazetteer: gazetteer, lengths: try SquareStudy().resolved().lengths)
        locator.townPlaces = [place]
        #expect(locator.locate(place).precision == .exact)
        #expect(locator.locate(place).note == TownColumns.note)
        let stated = ClaimedPlace(name: "Raqqa", country: "Syria", precision: .exact, isTown: true)
        #expect(locator.locate(stated).precision == .exact && locator.locate(stated).note.isEmpty)
    }
}

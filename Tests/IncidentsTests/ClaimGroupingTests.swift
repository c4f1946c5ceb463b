// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

private func number(
    _ best: Double?, min: Double? = nil, max: Double? = nil, _ bound: QuantityBound = .exact,
    _ kind: CountKind = .increment, unit: String = "persons"
) -> Quantity? {
    Quantity(min: min, best: best, max: max, unit: unit, bound: bound, kind: kind)
}

private let town = GroupedPlace(key: "town", provinces: ["SY-HA"], country: "SY", precision: .near)
private let otherTown = GroupedPlace(key: "other", provinces: ["SY-HA"], country: "SY", precision: .exact)
private let farTown = GroupedPlace(key: "far", provinces: ["SY-RA"], country: "SY", precision: .exact)
private let province = GroupedPlace(key: "SY-HA", provinces: ["SY-HA"], country: "SY", precision: .province)
private let region = GroupedPlace(key: "northeast", provinces: ["SY-HA", "SY-RA"], country: "SY", precision: .region)
private let syria = GroupedPlace(key: "SY", country: "SY", precision: .country)
private let iraq = GroupedPlace(key: "IQ", country: "IQ", precision: .country)

private func claim(
    _ type: EventType, _ place: GroupedPlace, _ first: String = "2026-01-14", _ last: String? = nil,
    _ quantity: Quantity? = nil, actor: String = "", root: String = "r", source: String = "s", order: Int = 0,
    incident: String? = nil
) throws -> Groupable {
    Groupable(
        type: type, place: place, period: try days(first, last ?? first), quantity: quantity, actor: actor,
        rootSource: root, sourceID: source, order: order, incidentID: incident)
}

/// The incidents as lists of positions, whatever their numbers.
private func groups(_ claims: [Groupable]) -> [[Int]] { ClaimGrouping(claims).members(of: claims).map { $0.sorted() } }

@Suite("Claims without a key of their event are grouped by rule")
struct ClaimGroupingTests {
    /// One escape in five numbers, its recapture, a transfer that five articles tell, its running total and the plan.
    private func dossier() throws -> [Groupable] {
        let week = ("2026-01-14", "2026-01-21")
        var claims = try [
            claim(.prisonBreak, town, week.0, week.1, number(1500, .approximate), root: "A", source: "1", order: 1),
            claim(.prisonBreak, town, week.0, week.1, number(nil, min: 1000, .lower), root: "A", source: "2", order: 1),
            claim(.prisonBreak, town, week.0, week.1, number(120), root: "B", source: "1", order: 2),
            claim(.prisonBreak, town, week.0, week.1, number(150, .approximate), root: "B", source: "2", order: 2),
            claim(
                .attackOnPrison, province, "2026-01-01", "2026-01-31", number(nil, max: 200, .upper), root: "C",
                source: "2", order: 3),
            claim(.arrest, town, week.0, week.1, number(81), root: "B", source: "1", order: 3),
            claim(.arrest, town, week.0, week.1, number(81), root: "B", source: "2", order: 4),
        ]
        for (source, place) in zip(["1", "2", "3", "4", "5"], [region, province, province, syria, province]) {
            claims.append(
                try claim(.transfer, place, "2026-01-21", nil, number(150), root: "C", source: source, order: 10))
        }
        claims += try [
            claim(
                .transfer, iraq, "2026-01-21", "2026-02-07", number(2225, .exact, .cumulative), source: "3", order: 12),
            claim(
                .transfer, iraq, "2026-01-21", "2026-02-07", number(2200, .approximate, .cumulative), source: "5",
                order: 13),
            claim(.transfer, syria, "2026-01-21", nil, number(nil, max: 7000, .upper, .plan), source: "1", order: 14),
            claim(.transfer, region, "2026-01-21", nil, number(7000, .approximate, .plan), source: "2", order: 15),
        ]
        return claims
    }

    @Test func oneDossierHasFiveIncidents() throws {
        let claims = try dossier(), found = ClaimGrouping(claims)
        #expect(groups(claims) == [[0, 1, 2, 3, 4], [5, 6], [7, 8, 9, 10, 11], [14, 15], [12, 13]])
        #expect(found.count == 5)
        #expect(found.conflictGroups[0] == "escaped" && found.conflictGroups[5] == "arrested")
        #expect(Set(found.conflictGroups[0..<4]) == ["escaped"] && Set(found.conflictGroups[7..<12]) == ["moved"])
        #expect(found.conflictGroups[12] == "moved so far" && found.conflictGroups[14] == "moved (planned)")
    }

    /// Every one of many orders gives the same incidents with the same numbers.
    @Test func theOrderOfRowsDoesNotMatter() throws {
        let claims = try dossier(), numbers = ClaimGrouping(claims).incidents
        var order = Array(claims.indices), state: UInt64 = 7
        for _ in 0..<50 {
            for index in order.indices.reversed() where index > 0 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                order.swapAt(index, Int(state >> 33) % (index + 1))
            }
            let shuffled = ClaimGrouping(order.map { claims[$0] })
            #expect(shuffled.incidents == order.map { numbers[$0] })
        }
    }

    /// "In Syria" is either of two; with a number it is the one with the number.
    @Test func aVaguePlaceJoinsTheOnlyCandidate() throws {
        let one = try claim(.battle, town),
            two = try claim(.battle, farTown, "2026-01-14", nil, number(3, unit: "deaths"))
        let vague = try claim(.battle, syria),
            told = try claim(.battle, syria, "2026-01-14", nil, number(3, unit: "deaths"))
        #expect(groups([one, vague]) == [[0, 1]])
        #expect(groups([one, two, vague]).count == 3)
        #expect(ClaimGrouping([one, two, told]).count == 2)
        #expect(ClaimGrouping([one, two, told]).incidents[1] == ClaimGrouping([one, two, told]).incidents[2])
        // Vague claims that mean neither are one incident, not several.
        #expect(ClaimGrouping([one, two, vague, vague]).count == 3)
        // A country and another number are no sign of one event.
        let other = try claim(.battle, syria, "2026-01-14", nil, number(30, unit: "deaths"))
        #expect(ClaimGrouping([two, other]).count == 2)
    }

    @Test func placesThatExcludeEachOtherStayApart() throws {
        #expect(ClaimGrouping(try [claim(.battle, town), claim(.battle, farTown)]).count == 2)
        #expect(ClaimGrouping(try [claim(.battle, town), claim(.battle, otherTown)]).count == 2)
        #expect(ClaimGrouping(try [claim(.battle, syria), claim(.battle, iraq)]).count == 2)
        #expect(
            ClaimGrouping(try [claim(.battle, otherTown), claim(.battle, province), claim(.battle, region)]).count == 1)
    }

    @Test(arguments: [(0.01, 1), (0.1, 2), (0.2, 2)])
    func townsAreOneWithinTwoKilometres(_ degrees: Double, _ count: Int) throws {
        var a = otherTown, b = farTown
        b.provinces = a.provinces
        a.coordinate = Coordinate(longitude: 41, latitude: 36)
        b.coordinate = Coordinate(longitude: 41, latitude: 36 + degrees)
        #expect(ClaimGrouping(try [claim(.battle, a), claim(.battle, b)]).count == count)
        // 11 km are "near", 22 too; 33 are not.
        a.precision = .near
        #expect(ClaimGrouping(try [claim(.battle, a), claim(.battle, b)]).count == 1)
        b.coordinate = Coordinate(longitude: 41, latitude: 36.3)
        #expect(ClaimGrouping(try [claim(.battle, a), claim(.battle, b)]).count == 2)
    }

    /// One report has the day of the event, another that of the news. Daily attacks are not chained.
    @Test func oneDayApartIsOneEventIfNobodyTellsOfTwo() throws {
        func attack(_ day: Int, _ source: String, _ deaths: Double? = nil) throws -> Groupable {
            try claim(
                .ied, otherTown, "2026-01-\(10 + day)", nil, deaths.flatMap { number($0, unit: "deaths") },
                source: source)
        }
        #expect(ClaimGrouping(try [attack(0, "a"), attack(1, "b")]).count == 1)
        #expect(ClaimGrouping(try [attack(0, "a"), attack(2, "b")]).count == 2)
        #expect(ClaimGrouping(try [attack(0, "a"), attack(1, "a")]).count == 2)
        #expect(ClaimGrouping(try [attack(0, "a"), attack(1, "b"), attack(2, "c")]).count == 3)
        #expect(ClaimGrouping(try [attack(0, "a", 3), attack(1, "b", 9)]).count == 2)
        #expect(ClaimGrouping(try [attack(0, "a", 3), attack(1, "b", 3)]).count == 1)
    }

    /// A month holds two attacks and means neither.
    @Test func aVagueTimeJoinsTheOnlyCandidate() throws {
        let first = try claim(.ied, otherTown, "2026-01-03"), second = try claim(.ied, otherTown, "2026-01-20")
        let month = try claim(.ied, otherTown, "2026-01-01", "2026-01-31")
        #expect(ClaimGrouping([first, month]).count == 1)
        #expect(ClaimGrouping([first, second, month]).count == 3)
        #expect(ClaimGrouping([first, second, month, month]).count == 3)
    }

    @Test func partiesThatExcludeEachOtherStayApart() throws {
        func raid(_ actor: String, _ deaths: Double? = nil) throws -> Groupable {
            try claim(
                .battle, otherTown, "2026-01-14", nil, deaths.flatMap { number($0, unit: "deaths") }, actor: actor)
        }
        #expect(ClaimGrouping(try [raid("Green Front"), raid("Red Army")]).count == 2)
        #expect(ClaimGrouping(try [raid("Green Front"), raid("fighters of the Green Front")]).count == 1)
        #expect(ClaimGrouping(try [raid("Green Free Front"), raid("GFF")]).count == 1)
        #expect(ClaimGrouping(try [raid("Iraqi forces"), raid("Iraq")]).count == 1)
        #expect(ClaimGrouping(try [raid("Green Front"), raid("")]).count == 1)
        // Their number says that they speak about one event.
        #expect(ClaimGrouping(try [raid("Green Front", 7), raid("Red Army", 7)]).count == 1)
    }

    /// A toll that grows is one bombing in two numbers; what has been moved so far is no single transfer.
    @Test func runningTotalsOfAnEventStayWithIt() throws {
        let bombs = try [
            claim(.ied, otherTown, "2026-01-14", nil, number(5, unit: "deaths")),
            claim(.ied, otherTown, "2026-01-14", nil, number(9, .exact, .cumulative, unit: "deaths")),
        ]
        let found = ClaimGrouping(bombs)
        #expect(found.count == 1 && found.conflictGroups == ["killed", "killed so far"])
        let moved = try [
            claim(.transfer, province, "2026-01-21", nil, number(150)),
            claim(.transfer, province, "2026-01-21", nil, number(400, .exact, .cumulative)),
        ]
        #expect(ClaimGrouping(moved).count == 2)
    }

    /// A transfer is one, whether a report names where it starts or where it ends.
    @Test func aTransferHasTwoEnds() throws {
        var whole = try claim(.transfer, town, "2026-01-21", nil, number(150))
        whole.destination = iraq
        var elsewhere = try claim(.transfer, farTown, "2026-01-21", nil, number(150))
        elsewhere.destination = iraq
        let arrived = try claim(.transfer, iraq, "2026-01-21", nil, number(150))
        #expect(ClaimGrouping([whole, arrived]).count == 1)
        #expect(ClaimGrouping([whole, elsewhere]).count == 2)
    }

    /// Rows that state their incident keep it, and others join it.
    @Test func statedIncidentsTakeOthersIn() throws {
        let claims = try [
            claim(.battle, town, order: 1, incident: "X"), claim(.ied, farTown, order: 2, incident: "X"),
            claim(.battle, syria, order: 3), claim(.battle, town, order: 4, incident: "Y"),
        ]
        let found = ClaimGrouping([claims[0], claims[1], try claim(.ied, farTown, order: 5)])
        #expect(found.incidents == [0, 0, 0])
        // Two stated ones are never made one, and a claim that may mean either means none.
        #expect(ClaimGrouping(claims).incidents == [0, 0, 1, 2])
    }

    /// Two publications tell of each of many days: as many events as days.
    @Test func manyClaimsOfManyDays() throws {
        let start = try day("2020-01-01")
        let claims = (0..<6_000).map { number in
            Groupable(
                type: .ied, place: otherTown, period: DayInterval(start.advanced(by: 3 * (number / 2))),
                sourceID: number.isMultiple(of: 2) ? "a" : "b", order: number)
        }
        #expect(ClaimGrouping(claims).count == 3_000)
    }

    @Test func nothingIsNoIncident() {
        let none = ClaimGrouping([])
        #expect(none.count == 0 && none.incidents.isEmpty && none.members(of: []).isEmpty)
    }

    /// A claim without a place is known by its number alone.
    @Test func withoutAPlaceTheNumberTells() throws {
        let moved = try claim(.transfer, province, "2026-01-21", nil, number(150))
        let same = try claim(.transfer, .unsaid, "2026-01-21", nil, number(150))
        let other = try claim(.transfer, .unsaid, "2026-01-21", nil, number(90))
        #expect(ClaimGrouping([moved, same]).count == 1)
        #expect(ClaimGrouping([moved, other]).count == 2)
    }
}

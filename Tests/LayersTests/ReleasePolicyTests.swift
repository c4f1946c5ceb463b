// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Testing

@testable import Layers

@Suite struct ReleasePolicyTests {
    private let open = ReleasePolicy(tier: .public)
    private let partner = ReleasePolicy(tier: .partner)
    private let inside = ReleasePolicy(tier: .internal)

    @Test func tiersAreOrdered() {
        #expect(ReleaseTier.public < .partner && ReleaseTier.partner < .internal)
        #expect(ReleaseTier(rawValue: "internal") == .internal)
        #expect(!open.needsToken && partner.needsToken && inside.needsToken)
    }

    @Test func restrictedEventsWait() throws {
        let day = try #require(CalendarDay(parsing: "2026-02-15"))
        #expect(!open.mayAppear(endedOn: day.advanced(by: -13), asOf: day, access: .restricted))
        #expect(open.mayAppear(endedOn: day.advanced(by: -14), asOf: day, access: .restricted))
        #expect(!partner.mayAppear(endedOn: day.advanced(by: -2), asOf: day, access: .restricted))
        #expect(partner.mayAppear(endedOn: day.advanced(by: -3), asOf: day, access: .restricted))
        #expect(inside.mayAppear(endedOn: day, asOf: day, access: .restricted))
        #expect(open.mayAppear(endedOn: day, asOf: day, access: .open))
        // Still under way.
        #expect(open.mayAppear(endedOn: day.advanced(by: 9), asOf: day, access: .open))
        #expect(!open.mayAppear(endedOn: day.advanced(by: 9), asOf: day, access: .restricted))
    }

    @Test func smallFiguresOfPeopleAreNotStated() {
        #expect(open.exposedPeople(99, access: .restricted) == nil)
        #expect(open.exposedPeople(100, access: .restricted) == 100)
        #expect(open.exposedPeople(3, access: .open) == 3)
        #expect(inside.exposedPeople(3, access: .restricted) == 3)
    }

    @Test func rowsUnderTermsAreExportedInNoTier() {
        for policy in [open, partner, inside] {
            #expect(!policy.mayExportRow(.aggregatesOnly))
            #expect(policy.mayExportRow(.redistributable))
        }
    }

    @Test func locationsAreCoarsened() throws {
        let place = try #require(Coordinate(longitude: 40.98951, latitude: 34.39254))
        let province = AreaLaw.regions(["IQ-AN"])
        let law = LocationLaw.point(place, sigma: Meters(2000))
        func released(_ policy: ReleasePolicy, _ access: SourceAccess, _ facility: Bool = false) -> ReleasedLocation {
            policy.released(law, access: access, isFacility: facility, area: province)
        }
        #expect(released(open, .open) == .point(longitude: 40.99, latitude: 34.39, sigma: 2000))
        #expect(released(partner, .open) == .point(longitude: 40.99, latitude: 34.393, sigma: 2000))
        #expect(released(inside, .restricted) == .point(longitude: 40.98951, latitude: 34.39254, sigma: 2000))
        #expect(released(open, .restricted) == .regions(["IQ-AN"]))
        #expect(released(partner, .restricted) == .regions(["IQ-AN"]))
        #expect(released(open, .open, true) == .regions(["IQ-AN"]))
        #expect(released(inside, .open, true) == .point(longitude: 40.98951, latitude: 34.39254, sigma: 2000))
        #expect(open.released(.unlocated, access: .open, isFacility: false, area: province) == .unlocated)
        let disc = LocationLaw.area(.disc(center: place, radius: Meters(30_000), within: "IQ-AN"))
        #expect(
            open.released(disc, access: .open, isFacility: false, area: province)
                == .disc(longitude: 40.99, latitude: 34.39, radius: 30_000, within: "IQ-AN"))
    }

    @Test(arguments: [
        ReleasedLocation.point(longitude: 1.25, latitude: -2, sigma: 2000), .regions(["IQ-AN", "SY-DY"]),
        .disc(longitude: 1, latitude: 2, radius: 3, within: "IQ-AN"), .buffer(line: "Euphrates", distance: 10_000),
        .unlocated,
    ])
    func locationsSurviveTheirFile(location: ReleasedLocation) throws {
        let data = try StableJSON.encode(location)
        #expect(try StableJSON.decode(ReleasedLocation.self, from: data) == location)
    }

    @Test func aStudyThatBreaksItsTierIsRefusedWithEveryReason() throws {
        let request = ReleaseRequest(
            eventDecimals: 4, restrictedDelayDays: 1, corridorWidth: .kilometers(5), routeLines: true,
            facilities: true, exportedAggregateSources: ["acled"])
        let refusal = #expect(throws: ReleaseViolation.self) { try open.check(request) }
        #expect(refusal?.sentences.count == 6)
        #expect(refusal?.description.contains("at most 2 decimals, not 4") == true)
        #expect(refusal?.description.contains("'acled'") == true)
        let inner = #expect(throws: ReleaseViolation.self) { try inside.check(request) }
        #expect(inner?.sentences == ["The terms of source 'acled' allow aggregates only; its rows cannot be exported."])
        try open.check(ReleaseRequest())
        try open.check(ReleaseRequest(eventDecimals: 1, corridorWidth: .kilometers(20)))
    }
}

@Suite struct ReleaseThresholdTests {
    private func zone(_ id: String, _ group: String, _ events: Int, _ sources: Int, _ restricted: Int) -> ZoneEvidence {
        ZoneEvidence(id: id, group: group, events: events, rootSources: sources, withheldEvents: restricted)
    }

    @Test(arguments: [(3, 2, 1, false), (2, 2, 1, true), (3, 1, 3, true), (1, 1, 0, false), (0, 0, 0, false)])
    func fewEventsOrSourcesAreBelow(events: Int, sources: Int, restricted: Int, isBelow: Bool) {
        let policy = ReleasePolicy(tier: .public)
        #expect(policy.isBelowThreshold(zone("a", "IQ", events, sources, restricted)) == isBelow)
        #expect(!ReleasePolicy(tier: .internal).isBelowThreshold(zone("a", "IQ", events, sources, restricted)))
    }

    @Test func aSingleGapTakesASecondZoneWithIt() {
        let zones = [
            zone("IQ-AN", "IQ", 1, 1, 1), zone("IQ-NI", "IQ", 9, 3, 0), zone("IQ-DI", "IQ", 4, 2, 0),
            zone("IQ-MU", "IQ", 0, 0, 0), zone("SY-HA", "SY", 5, 2, 2),
        ]
        #expect(ReleasePolicy(tier: .public).withheld(zones) == ["IQ-AN", "IQ-DI"])
        #expect(ReleasePolicy(tier: .internal).withheld(zones) == [])
    }

    @Test func twoGapsHideEachOther() {
        let zones = [zone("b", "IQ", 1, 1, 1), zone("a", "IQ", 2, 1, 2), zone("c", "IQ", 8, 4, 0)]
        #expect(ReleasePolicy(tier: .partner).withheld(zones) == ["a", "b"])
    }

    @Test func aLoneZoneIsWithheldAlone() {
        #expect(ReleasePolicy(tier: .public).withheld([zone("a", "IQ", 1, 1, 1)]) == ["a"])
    }
}

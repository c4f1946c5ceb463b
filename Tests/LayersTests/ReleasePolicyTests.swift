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

    /// Words of a restricted source, or of one that may not be passed on, are refused before anything is written, whatever
    /// the tier and wherever they stand.
    @Test(arguments: ReleaseTier.allCases)
    func wordsOfRestrictedSourcesAreRefused(_ tier: ReleaseTier) throws {
        let policy = ReleasePolicy(tier: tier)
        func passage(_ quote: String?, _ access: SourceAccess = .open, _ terms: RowTerms = .redistributable)
            -> ClaimPassage
        {
            ClaimPassage(sourceID: "s", file: "page.txt", start: 3, end: 9, quote: quote, access: access, terms: terms)
        }
        func table(_ passage: ClaimPassage, inProvince: Bool) -> ContributionTable {
            var incident = Samples.incident(.unlocated)
            incident.claims[0].passage = passage
            let part = Contribution(kind: .incident, id: "i1", title: "t", share: 1, claims: incident.claims)
            return ContributionTable(
                asOf: "2026-03-01", tier: tier, inputDigest: "", components: [], uniformWeight: 0,
                provinces: inProvince ? ["XX-KE": [part]] : [:], incidents: inProvince ? [] : [incident])
        }
        let long = String(repeating: "x", count: 301)
        for inProvince in [false, true] {
            for passage in [
                passage("words", .restricted), passage("words", .open, .aggregatesOnly), passage(long),
            ] {
                #expect(throws: ReleaseViolation.self) { try policy.check(table(passage, inProvince: inProvince)) }
            }
            #expect(throws: Never.self) { try policy.check(table(passage("words"), inProvince: inProvince)) }
            #expect(throws: Never.self) { try policy.check(table(passage(nil, .open), inProvince: inProvince)) }
        }
    }

    @Test func passagesAreCutBetweenWords() {
        #expect(ClaimPassage.cut(" two\n words ") == "two words")
        let exact = String(repeating: "ab ", count: 99) + "abc"
        #expect(ClaimPassage.cut(exact) == exact && exact.unicodeScalars.count == 300)
        let long = ClaimPassage.cut(exact + "d")
        #expect(long == String(repeating: "ab ", count: 98) + "ab\u{2026}")
        // A word may end where the cut falls, and one that is too long is cut itself.
        let fits = String(repeating: "ab ", count: 99) + "ab c"
        #expect(ClaimPassage.cut(fits) == String(repeating: "ab ", count: 99) + "ab\u{2026}")
        #expect(ClaimPassage.cut(String(repeating: "x", count: 400)).unicodeScalars.count == 300)
        // Scalars count, not letters.
        #expect(ClaimPassage.cut(String(repeating: "e\u{301}", count: 200)).unicodeScalars.count == 300)
        #expect(ClaimPassage.cut("") == "")
    }

    @Test func passagesAreMembersOfTheirClaim() throws {
        var claim = ContributingClaim(id: "c", text: "t", claimant: "x", source: "y")
        let plain = try StableJSON.compact(claim)
        #expect(!plain.contains("source_id"))
        claim.passage = ClaimPassage(sourceID: "s", file: "page.txt", start: 3, end: 9, quote: "words")
        let text = try StableJSON.compact(claim)
        #expect(
            text.contains("\"char_start\":3") && text.contains("\"quote\":\"words\"")
                && text.contains("\"source_id\":\"s\""))
        #expect(try JSONDecoder().decode(ContributingClaim.self, from: Data(text.utf8)) == claim)
        #expect(try JSONDecoder().decode(ContributingClaim.self, from: Data(plain.utf8)).passage == nil)
        #expect(claim.withoutQuote.passage?.start == 3 && claim.withoutQuote.passage?.quote == nil)
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

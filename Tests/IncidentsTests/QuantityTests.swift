// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test func refusesWhatCannotBe() {
        #expect(Quantity(min: nil, best: nil, max: nil, unit: "", bound: .exact) == nil)
        #expect(Quantity(min: -1, best: nil, max: nil, unit: "", bound: .exact) == nil)
        #expect(Quantity(min: 5, best: 4, max: nil, unit: "", bound: .range) == nil)
        #expect(Quantity(min: 5, best: nil, max: 4, unit: "", bound: .range) == nil)
        #expect(Quantity(min: nil, best: .infinity, max: nil, unit: "", bound: .exact) == nil)
    }

    @Test func equalityIgnoresTheMarkOfAbsence() throws {
        let a = try #require(Quantity(min: 1, best: nil, max: 3, unit: "persons", bound: .range))
        let b = try #require(Quantity(min: 1, best: nil, max: 3, unit: "persons", bound: .range))
        #expect(a == b && a.hashValue == b.hashValue && a.best == nil)
    }

    @Test func readsAsText() throws {
        func text(_ min: Double?, _ best: Double?, _ max: Double?, _ bound: QuantityBound) -> String? {
            Quantity(min: min, best: best, max: max, unit: "persons", bound: bound)?.description
        }
        #expect(text(nil, 150, nil, .exact) == "150 persons")
        #expect(text(nil, 1500, nil, .approximate) == "about 1,500 persons")
        #expect(text(nil, 1, nil, .exact) == "1 person" && text(nil, 1, nil, .lower) == "more than 1 persons")
        #expect(text(1000, nil, nil, .lower) == "more than 1,000 persons")
        #expect(text(nil, nil, 7000, .upper) == "up to 7,000 persons")
        #expect(text(1, 2, 4, .range) == "1 to 4 persons (best 2)")
        #expect(text(43_250, nil, 1_043_250, .range) == "43,250 to 1,043,250 persons")
    }

    /// A million claims must fit into far less than a gibibyte.
    @Test func claimsAreCompact() { #expect(MemoryLayout<Claim>.stride <= 400) }

    /// What few claims have goes with them from incident to incident, and tells them apart.
    @Test func whatFewClaimsHaveGoesWithThem() throws {
        let text = """
            claim_id,type,place,where_prec,date_start,root_source,root_kind,source_id,destination,quote
            c1,transfer,Here,1,2026-01-19,r,media,s,There,They were taken there.
            c2,transfer,Here,1,2026-01-19,r,media,s,,

            """
        let claims = try Reading(text: text, .claims).claims
        let moved = claims[0].of(incident: "i", conflictGroup: "moved")
        #expect(moved.quote == "They were taken there." && moved.movement?.destination == "There")
        #expect(moved.incidentID == "i" && moved.conflictGroup == "moved" && moved != claims[0])
        #expect(ClaimStore([moved])[0] == moved && claims[1].quote.isEmpty)
        var other = moved
        other.movement = nil
        #expect(other != moved && other.quote == moved.quote)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Testing

/// A claim with what a test cares about.
private func claim(
    _ id: String, of incident: String = "i", group: String = "", type: EventType = .prisonBreak,
    _ first: String = "2026-01-14", _ last: String = "2026-01-21", root: String = "a", kind: RootSourceKind = .party,
    source: String = "s", precision: LocationPrecision = .near, status: ClaimStatus = .reported,
    quantity: Quantity? = nil
) throws -> Claim {
    Claim(
        id: id, incidentID: incident, conflictGroup: group, type: type,
        place: ClaimedPlace(name: "Somewhere", precision: precision), period: try days(first, last),
        datePrecision: .week, quantity: quantity, actor: "",
        attribution: Attribution(claimant: "", rootSource: root, rootKind: kind, sourceID: source), status: status,
        note: "", origin: RecordOrigin(file: "t", line: 1))
}

private func number(
    _ bound: QuantityBound, _ number: Double, _ kind: CountKind = .increment
) -> Quantity? {
    switch bound {
    case .lower: Quantity(min: number, best: nil, max: nil, unit: "persons", bound: bound, kind: kind)
    case .upper: Quantity(min: nil, best: nil, max: number, unit: "persons", bound: bound, kind: kind)
    default: Quantity(min: nil, best: number, max: nil, unit: "persons", bound: bound, kind: kind)
    }
}

private func incident(_ claims: [Claim]) throws -> Incident { try #require(GroupedIncidents(claims).incidents.first) }

@Suite("Claims become incidents")
struct GroupingTests {
    /// The five claims of the escape: each root source gets one interval.
    @Test func conflictingClaimsStayApart() throws {
        let escape = try incident([
            claim("1", group: "n", root: "SDF", quantity: number(.approximate, 1500)),
            claim("2", group: "n", root: "SDF", quantity: number(.lower, 1000)),
            claim("3", group: "n", root: "Damascus", quantity: number(.exact, 120)),
            claim("4", group: "n", root: "Damascus", quantity: number(.approximate, 150)),
            claim("5", group: "n", root: "US", quantity: number(.upper, 200)),
        ])
        let group = try #require(escape.conflictGroups.first)
        #expect(escape.claims.count == 5 && escape.conflictGroups.count == 1)
        #expect(group.witnesses.map(\.rootSource) == ["SDF", "Damascus", "US"])
        #expect(group.witnesses.map(\.interval.min) == [1000, 120, 120])
        #expect(zip(group.witnesses.map(\.interval.max), [1650, 165, 200]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(group.isInConflict && escape.claimsInConflict == 5)
        #expect(abs(try #require(escape.count).median - 163.2) < 1e-9)
        #expect(escape.rootSources == ["SDF", "Damascus", "US"])
    }

    @Test func oneFactToldFiveTimesIsNoConflict() throws {
        let moved = try incident(
            (1...5).map { try claim("\($0)", group: "n", root: "CENTCOM", quantity: number(.exact, 150)) })
        #expect(moved.claimsInConflict == 0 && moved.rootSources == ["CENTCOM"])
        #expect(moved.count?.median == 150)
    }

    @Test func roundedNumbersAgree() throws {
        let held = try incident([
            claim("1", group: "n", root: "a", quantity: number(.exact, 8950)),
            claim("2", group: "n", root: "b", quantity: number(.approximate, 9000)),
        ])
        #expect(held.claimsInConflict == 0)
    }

    @Test func aBoundAloneOpensTowardsNothingElse() throws {
        let most = try incident([claim("1", quantity: number(.upper, 200))])
        #expect(most.conflictGroups[0].witnesses[0].interval == CountInterval(min: 0, best: nil, max: 200))
        let least = try incident([claim("1", quantity: number(.lower, 100))])
        #expect(abs(least.conflictGroups[0].witnesses[0].interval.max - 110) < 1e-9)
    }

    /// 150, 2,225 and 7,000 are three kinds of count: only what the event did counts, and nothing is summed.
    @Test func kindsOfCountAreNeverAdded() throws {
        let mixed = try incident([
            claim("1", group: "moved", quantity: number(.exact, 150)),
            claim("2", group: "received", quantity: number(.exact, 2225, .cumulative)),
            claim("3", group: "plan", quantity: number(.upper, 7000, .plan)),
            claim("4", group: "held", quantity: number(.exact, 8950, .stock)),
        ])
        #expect(mixed.count?.median == 150)
        let deadAndHurt = try incident([
            claim("1", group: "dead", quantity: number(.exact, 7)),
            claim("2", group: "hurt", quantity: number(.exact, 20)),
        ])
        #expect(deadAndHurt.count?.median == 20)
        #expect(try incident([claim("1", quantity: number(.exact, 7000, .plan))]).count == nil)
    }

    @Test func periodIsWhatAllAllowOrAllThatAnyAllows() throws {
        let month = try incident([
            claim("1", "2026-01-01", "2026-01-31"), claim("2", "2026-01-21", "2026-01-21"),
        ])
        #expect(month.period == DayInterval(try day("2026-01-21")))
        let apart = try incident([claim("1", "2026-01-01", "2026-01-02"), claim("2", "2026-01-05", "2026-01-06")])
        #expect(apart.period == (try days("2026-01-01", "2026-01-06")))
    }

    @Test func orderAndMembership() throws {
        let grouped = GroupedIncidents([
            try claim("1", of: "b"), try claim("2", of: "a"), try claim("3", of: "b"), try claim("4", of: "c"),
            try claim("5", of: "a"),
        ])
        #expect(grouped.incidents.map(\.id) == ["b", "a", "c"])
        #expect(grouped.incidents.map { $0.claims.map(\.id) } == [["1", "3"], ["2", "5"], ["4"]])
    }

    @Test func laterThanTheAsOfDate() throws {
        let grouped = GroupedIncidents(
            [
                try claim("1", of: "a", "2026-01-14", "2026-01-21"),
                try claim("2", of: "b", "2026-02-16", "2026-02-17"),
                try claim("3", of: "a", "2026-02-20", "2026-02-21"),
                try claim("4", of: "c", "2026-02-10", "2026-02-20"),
            ], asOf: try day("2026-02-15"))
        #expect(grouped.incidents.map(\.id) == ["a", "c"])
        #expect(grouped.laterClaims == 2 && grouped.laterIncidents == 1)
        #expect(GroupedIncidents([]).incidents.isEmpty)
    }

    @Test func headersTitlesAndBestPlace() throws {
        let header = IncidentHeader(id: "i", title: "Escape", type: .prisonBreak)
        let grouped = GroupedIncidents(
            [
                try claim("1", type: .attackOnPrison, precision: .province), try claim("2", precision: .near),
                try claim("3", precision: .near), try claim("4", of: "x", type: .ied),
            ], headers: ["i": header])
        #expect(grouped.incidents.map(\.title) == ["Escape", "Improvised explosive device, Somewhere"])
        #expect(grouped.incidents.map(\.type) == [.prisonBreak, .ied])
        #expect(grouped.incidents[0].mostPreciseClaim.id == "2")
    }
}

@Suite("Weights")
struct WeightTests {
    private let model: WeightModel

    init() throws {
        let machine = Source(
            id: "ai", publisher: "", title: "", date: nil, address: "", access: .open, redistributionAllowed: true,
            terms: "", rootNote: "", aiGenerated: true)
        model = WeightModel(
            severity: try SeverityTable(Evidence.severity), reliability: try ReliabilityTable(Evidence.reliability),
            sources: [machine])
    }

    /// 1 + log10(121) = 3.083 and 1 + log10(1501) = 4.176: a 12.5-fold dispute weighs 1.355 times as much.
    @Test func countsEnterByTheirLogarithm() {
        let low = EventWeight(severity: 1, count: 120, reliability: 1).value
        let high = EventWeight(severity: 1, count: 1500, reliability: 1).value
        #expect(abs(low - 3.083) < 5e-4 && abs(high - 4.176) < 5e-4 && abs(high / low - 1.355) < 5e-4)
        #expect(EventWeight(severity: 0.8, count: 0, reliability: 0.5).value == 0.4)
    }

    @Test func independentRootsCountOnce() throws {
        let one = try incident([claim("1", root: "a"), claim("2", root: "a")])
        #expect(abs(model.reliability(of: one) - 0.5) < 1e-12)
        let three = try incident([claim("1", root: "a"), claim("2", root: "b"), claim("3", root: "c", kind: .official)])
        #expect(abs(model.reliability(of: three) - (1 - 0.5 * 0.5 * 0.3)) < 1e-12)
    }

    @Test func machineWrittenPagesAddLittle() throws {
        let alone = try incident([claim("1", kind: .party, source: "ai")])
        #expect(abs(model.reliability(of: alone) - 0.2) < 1e-12)
        let confirmed = try incident([claim("1", kind: .party, source: "ai"), claim("2", kind: .party)])
        #expect(abs(model.reliability(of: confirmed) - 0.5) < 1e-12)
    }

    /// Escape: 0.6 (1 + log10(1 + 163.2)) (1 - 0.5^3).
    @Test func theWholeWeight() throws {
        let escape = try incident([
            claim("1", group: "n", root: "SDF", quantity: number(.approximate, 1500)),
            claim("2", group: "n", root: "SDF", quantity: number(.lower, 1000)),
            claim("3", group: "n", root: "Damascus", quantity: number(.exact, 120)),
            claim("4", group: "n", root: "Damascus", quantity: number(.approximate, 150)),
            claim("5", group: "n", root: "US", kind: .anonymousOfficial, quantity: number(.upper, 200)),
        ])
        let expected = 0.6 * (1 + log10(164.2)) * 0.875
        #expect(abs(model.weight(of: escape).value - expected) < 1e-9)
    }

    @Test func aStatedReasonMakesItZero() throws {
        let header = IncidentHeader(id: "i", title: "x", type: .battle, zeroReason: "a yearly total")
        let grouped = GroupedIncidents([try claim("1", type: .battle)], headers: ["i": header])
        #expect(grouped.incidents.map { model.weight(of: $0).value } == [0])
    }

    @Test func tablesMustBeWhole() {
        var values = Evidence.severity
        values["ied"] = nil
        #expect(throws: IncidentInputError.badWeight(table: "severity", key: "ied", value: "")) {
            try SeverityTable(values)
        }
        values["ied"] = .nan
        #expect(throws: IncidentInputError.self) { try SeverityTable(values) }
        values["ied"] = 1.5
        #expect(throws: IncidentInputError.badWeight(table: "severity", key: "ied", value: "1.5")) {
            try SeverityTable(values)
        }
        #expect(throws: IncidentInputError.self) { try ReliabilityTable(["rumour": 0.1]) }
    }
}

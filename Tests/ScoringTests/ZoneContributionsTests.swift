// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Scoring

@Suite struct ZoneContributionsTests {
    let base = RiskSurfaceTests()

    /// Three zones, one of them with partly covered cells.
    var zones: [AreaFootprint] {
        let partial = AreaFootprint(indices: [4000, 4001, 4002, 4100], fractions: [0.25, 1, 0.5, 0.125])
        return [
            square(25, column: 0, row: 0, grid: base.grid), square(6, column: 63, row: 2, grid: base.grid), partial,
        ]
    }

    func corridors() throws -> RouteProximity {
        let grid = base.grid
        let distances = (0..<grid.count).map { Float(abs(5000 * ($0 % grid.columns) - 100_000)) }
        let running = period("2026-01-21", "2026-02-20")
        let one = RouteCorridor(
            distanceToLine: Raster(grid: grid, values: distances), halfWidth: .kilometers(10), period: running)
        let two = RouteCorridor(
            distanceToLine: Raster(grid: grid, values: distances.reversed()), halfWidth: .kilometers(10),
            period: running)
        return try RouteProximity(grid: grid, corridors: [one, two], model: RouteModel(), asOf: base.asOf)
    }

    @Test(arguments: [ImprecisePolicy.informed, .uniform, .centroid])
    func partsSumToTheMean(policy: ImprecisePolicy) throws {
        let surface = try RiskSurface(
            evidence: base.evidence(points: 80, areas: 12), stack: fewEventsStack(),
            settings: SurfaceSettings(imprecise: policy))
        let routes = try corridors()
        let raised = try routes.applied(to: surface.intensity)
        for (zone, parts) in zip(zones, surface.contributions(to: zones, routes: routes)) {
            let mean =
                zip(zone.indices, zone.fractions).reduce(0.0) { $0 + Double(raised.values[Int($1.0)]) * Double($1.1) }
                / zone.cellCount
            #expect(abs(parts.mean - mean) < 1e-5 * mean)
            let sum = parts.events.reduce(0) { $0 + $1.value } + parts.uniform + parts.routes.reduce(0, +)
            #expect(abs(sum - mean) < 1e-4 * mean)
            #expect(zip(parts.events, parts.events.dropFirst()).allSatisfy { $0.value >= $1.value })
            #expect(parts.routes.contains { $0 > 0 })
        }
    }

    @Test func theLargestAreListedAndTheRestIsSummedUp() throws {
        let surface = try RiskSurface(evidence: base.evidence(points: 80, areas: 12), stack: fewEventsStack())
        for (all, some) in zip(surface.contributions(to: zones), surface.contributions(to: zones, most: 7)) {
            #expect(all.rest == 0 && all.events.count > 7)
            #expect(some.events == Array(all.events.prefix(7)))
            let rest = all.events.dropFirst(7).reduce(0) { $0 + $1.value }
            #expect(abs(some.rest - rest) <= 1e-12 * rest)
            #expect(some.mean == all.mean && some.uniform == all.uniform)
        }
    }

    /// More events than are gone through at once: each pile of equal events adds as much as one event of its weight.
    @Test func eventsBeyondOneBatchCountAlike() throws {
        let few = base.evidence(points: 5, areas: 1), copies = 12_000
        let many = few.events.flatMap { [EventMass](repeating: $0, count: copies) }
        let one = try RiskSurface(evidence: few, stack: single(10), settings: SurfaceSettings(imprecise: .uniform))
        let all = try RiskSurface(
            evidence: SurfaceEvidence(grid: few.grid, asOf: few.asOf, events: many, footprints: few.footprints),
            stack: single(10), settings: SurfaceSettings(imprecise: .uniform))
        let zone = [zones[0]]
        let wanted = one.contributions(to: zone)[0], found = all.contributions(to: zone, most: 3)[0]
        let sum = wanted.events.reduce(0) { $0 + $1.value } * Double(copies)
        #expect(abs(found.events.reduce(found.rest) { $0 + $1.value } - sum) < 1e-5 * sum)
        let first = try #require(wanted.events.first)
        #expect(found.events.map(\.event) == (0..<3).map { first.event * copies + $0 })
    }

    @Test func anEventAddsWhatItsRemovalTakesAway() throws {
        // With all of history in one kernel and N scaled back, leaving an event out changes the mean by its part.
        let full = base.evidence(points: 30, areas: 3)
        let stack = try single(10)
        let settings = SurfaceSettings(imprecise: .uniform)
        let surface = try RiskSurface(evidence: full, stack: stack, settings: settings)
        let parts = surface.contributions(to: zones)[0]
        let weights = full.events.reduce(0) { $0 + $1.weight }
        for removed in [0, 7, 31] {
            var events = Array(full.events)
            let gone = events.remove(at: removed)
            let rest = SurfaceEvidence(grid: full.grid, asOf: full.asOf, events: events, footprints: full.footprints)
            let without = try RiskSurface(evidence: rest, stack: stack, settings: settings)
            let scale =
                surface.expected.total / without.expected.total * (weights - gone.weight) / weights
            let difference = parts.mean - without.contributions(to: zones)[0].mean * scale
            let value = parts.events.first { $0.event == removed }?.value ?? 0
            #expect(abs(value - difference) < 1e-4 * parts.mean)
        }
    }

    /// A few events are split as they are among all.
    @Test func someEventsAddWhatTheyAddAmongAll() throws {
        let evidence = base.evidence(points: 30, areas: 3)
        let surface = try RiskSurface(evidence: evidence, stack: fewEventsStack())
        let wanted: Set = [0, 7, 31]
        let all = ZoneSplit(of: surface), some = ZoneSplit(of: surface, among: wanted)
        for zone in zones {
            let whole = all.contributions(to: zone), part = some.contributions(to: zone)
            let expected = whole.events.filter { wanted.contains($0.event) }
            #expect(part.mean == whole.mean && part.uniform == whole.uniform)
            #expect(!expected.isEmpty && part.events.map(\.event) == expected.map(\.event))
            for (one, other) in zip(part.events, expected) { #expect(abs(one.value - other.value) < 1e-9 * whole.mean) }
        }
        #expect(ZoneSplit(of: surface, among: []).contributions(to: zones[0]).events.isEmpty)
    }

    @Test func anEmptyZoneHasNoParts() throws {
        let surface = try RiskSurface(evidence: base.evidence(points: 5), stack: fewEventsStack())
        let parts = surface.contributions(to: [AreaFootprint(indices: [], fractions: [])])[0]
        #expect(parts.mean == 0 && parts.events.isEmpty && parts.uniform == 0)
    }
}

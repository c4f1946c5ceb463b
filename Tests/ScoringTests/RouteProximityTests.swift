// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import Testing

@testable import Scoring

@Suite struct RouteProximityTests {
    let grid = testGrid(columns: 4, rows: 1)
    var distance: Raster<Float> { Raster(grid: grid, values: [0, 10_000, 20_000, 40_000]) }

    @Test func theDistanceCountsFromTheCorridorArea() throws {
        let corridor = RouteCorridor(
            distanceToLine: distance, halfWidth: .kilometers(10), period: period("2026-01-21", "2026-02-12"))
        let proximity = try RouteProximity(
            grid: grid, corridors: [corridor], model: RouteModel(), asOf: day("2026-02-01"))
        let expected: [Double] = [1, 1, exp(-1), exp(-3)]
        for (value, wanted) in zip(proximity.factor.values, expected) { #expect(abs(Double(value) - wanted) < 1e-7) }
        let intensity = Raster<Float>(grid: grid, values: [2, 0, 2, 2])
        let raised = try proximity.applied(to: intensity).values
        #expect(raised[0] == 3)
        #expect(raised[1] == 0)  // a route alone makes no risk
        #expect(abs(raised[2] - Float(2 * (1 + 0.5 * exp(-1)))) < 1e-6)
    }

    @Test func aCorridorFadesAfterItsUse() {
        let use = period("2026-01-21", "2026-02-12")
        let fading = { RouteProximity.fading(of: use, asOf: day($0), halfLifeDays: 30) }
        #expect(fading("2026-01-20") == 0)
        #expect(fading("2026-01-21") == 1)
        #expect(fading("2026-02-12") == 1)
        let mean = (3...25).map { exp2(-Double($0) / 30) }.reduce(0, +) / 23
        #expect(abs(fading("2026-02-15") - mean) < 1e-12)
        #expect(abs(fading("2026-03-17") - mean / 2) < 1e-12)
    }

    @Test func theStrongestCorridorCountsNotTheSum() throws {
        let running = period("2026-01-01", "2026-12-31")
        let near = RouteCorridor(distanceToLine: distance, halfWidth: Meters(0), period: running)
        let flipped = Raster<Float>(grid: grid, values: distance.values.reversed())
        let other = RouteCorridor(distanceToLine: flipped, halfWidth: Meters(0), period: running)
        let proximity = try RouteProximity(
            grid: grid, corridors: [near, other, near], model: RouteModel(), asOf: day("2026-06-01"))
        #expect(proximity.factor.values.max() == 1)
        #expect(proximity.leading == [0, 0, 1, 1])
    }

    @Test func anotherGridIsRefused() {
        let corridor = RouteCorridor(
            distanceToLine: Raster(grid: testGrid(columns: 2, rows: 1), values: [0, 0]), halfWidth: Meters(0),
            period: period("2026-01-01", "2026-12-31"))
        #expect(throws: SurfaceFault.gridMismatch(what: "corridor 1")) {
            try RouteProximity(grid: grid, corridors: [corridor], model: RouteModel(), asOf: day("2026-06-01"))
        }
    }
}

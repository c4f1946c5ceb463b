// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import TestSupport
import Testing

@testable import Scoring

/// The shares that serve until a study has been fitted.
func fewEventsStack() throws -> SurfaceStack {
    let parts: [(halfLife: Double?, kilometers: Double, share: Double)] = [
        (30, 4, 0.20), (30, 10, 0.25), (365, 4, 0.15), (nil, 10, 0.25), (365, 30, 0.10),
    ]
    let components = parts.map {
        SurfaceComponent(halfLifeDays: $0.halfLife, bandwidth: .kilometers($0.kilometers), share: $0.share)
    }
    return try SurfaceStack(components: components, uniformShare: 0.05)
}

/// A stack of one kernel.
func single(_ kilometers: Double) throws -> SurfaceStack {
    try SurfaceStack(
        components: [SurfaceComponent(halfLifeDays: nil, bandwidth: .kilometers(kilometers), share: 1)],
        uniformShare: 0)
}

/// A square block of cells.
func square(_ side: Int, column: Int, row: Int, grid: Grid) -> AreaFootprint {
    let indices = (row..<row + side).flatMap { row in
        (column..<column + side).map { Int32(grid.index(column: $0, row: row)) }
    }
    return AreaFootprint(indices: indices, fractions: indices.map { _ in 1 })
}

func total(_ raster: Raster<Float>) -> Double {
    raster.values.reduce(0) { $0 + Double($1) } * raster.grid.cellAreaSquareKilometers / 1000
}

@Suite struct RiskSurfaceTests {
    let asOf = day("2026-02-15")
    let grid = testGrid(columns: 100, rows: 80)

    func evidence(points: Int, areas: Int = 0, seed: UInt64 = 1) -> SurfaceEvidence {
        var random = SplitMix(seed: seed)
        var events = (0..<points).map { _ in
            EventMass(
                location: .point(
                    PlanarPoint(
                        x: Double.random(in: 0..<500_000, using: &random),
                        y: Double.random(in: 0..<400_000, using: &random)), sigma: Meters(2000)),
                weight: Double.random(in: 0.1..<3, using: &random),
                period: DayInterval(asOf.advanced(by: -Int.random(in: 0..<500, using: &random))))
        }
        for area in 0..<areas {
            events.append(
                EventMass(
                    location: .area(footprint: area % 3), weight: 1.5,
                    period: DayInterval(asOf.advanced(by: -area))))
        }
        let footprints = [
            square(20, column: 10, row: 10, grid: grid), square(8, column: 60, row: 0, grid: grid),
            square(30, column: 70, row: 50, grid: grid),
        ]
        return SurfaceEvidence(grid: grid, asOf: asOf, events: events, footprints: footprints)
    }

    @Test(arguments: ImprecisePolicy.allCases)
    func cellsTimesTheirAreaSumToTheExpectedEvents(policy: ImprecisePolicy) throws {
        let surface = try RiskSurface(
            evidence: evidence(points: 40, areas: 9), stack: fewEventsStack(),
            settings: SurfaceSettings(imprecise: policy))
        #expect(abs(total(surface.intensity) - surface.expected.total) < 1e-4 * surface.expected.total)
        #expect(surface.intensity.values.allSatisfy { $0 > 0 && $0.isFinite })
        #expect(surface.ignored.dropped.count == (policy == .drop ? 9 : 0))
    }

    @Test func withoutEdgeCorrectionMassIsLostAtTheEdge() throws {
        let corner = EventMass(
            location: .point(PlanarPoint(x: 1, y: 1), sigma: Meters(0)), weight: 1, period: DayInterval(asOf))
        let evidence = SurfaceEvidence(grid: grid, asOf: asOf, events: [corner])
        let kept = try RiskSurface(evidence: evidence, stack: single(20))
        let lost = try RiskSurface(evidence: evidence, stack: single(20), settings: SurfaceSettings(edge: .none))
        #expect(abs(total(kept.intensity) / kept.expected.total - 1) < 1e-4)
        #expect(abs(total(lost.intensity) / lost.expected.total - 0.25) < 1e-4)
    }

    @Test func oneEventByHand() throws {
        // In the middle of a cell of a wide grid, today: N = 0.5 ln 2 + 0.5 * 30 / 365 times weight 2.
        let center = grid.center(column: 50, row: 40)
        let event = EventMass(location: .point(center, sigma: .kilometers(6)), weight: 2, period: DayInterval(asOf))
        let surface = try RiskSurface(
            evidence: SurfaceEvidence(grid: grid, asOf: asOf, events: [event]), stack: single(8))
        let expected = log(2) + 30.0 / 365
        #expect(abs(surface.expected.total - expected) < 1e-12)
        // sigma^2 = 36 + 64 km^2; the cell's mean is the square of an integral over +-2.5 km.
        let inside = erf(2.5 / (10 * 2.0.squareRoot()))
        let peak = Double(surface.intensity[column: 50, row: 40])
        #expect(abs(peak / (expected * inside * inside / 25 * 1000) - 1) < 2e-5)
    }

    @Test func spreadingOverAProvinceKeepsItFromPeaking() throws {
        // A province of 138,501 km2 against the peak of a Gaussian at its centre: A / (2 pi h^2).
        for (bandwidth, ratio) in [(10.0, 220.4), (20, 55.1), (30, 24.5)] {
            #expect(abs(138_501 / (2 * .pi * bandwidth * bandwidth) - ratio) < 0.05)
        }
        // On a grid: 75 x 75 cells of 5 km are 140,625 km2, with a cell's centre in the middle. The interior of the spread is flat at N / A.
        let grid = testGrid(columns: 160, rows: 160)
        let indices = (40..<115).flatMap { row in (40..<115).map { Int32(grid.index(column: $0, row: row)) } }
        let province = AreaFootprint(indices: indices, fractions: indices.map { _ in 1 })
        let event = EventMass(location: .area(footprint: 0), weight: 1, period: DayInterval(asOf))
        let evidence = SurfaceEvidence(grid: grid, asOf: asOf, events: [event], footprints: [province])
        for (bandwidth, ratio) in [(10.0, 223.8), (20, 55.95), (30, 24.87)] {
            let spread = try RiskSurface(evidence: evidence, stack: single(bandwidth))
            let centroid = try RiskSurface(
                evidence: evidence, stack: single(bandwidth), settings: SurfaceSettings(imprecise: .centroid))
            let peaks = Double(centroid.intensity.values.max()!) / Double(spread.intensity.values.max()!)
            // The cell's mean at the peak is lower than the peak by cell^2 / (12 h^2), and the wide kernel wears the
            // plateau down by a hair.
            #expect(abs(peaks / (ratio * (1 - 25 / (12 * bandwidth * bandwidth))) - 1) < 0.01)
            #expect(spread.intensity.values.max()! < Float(spread.expected.total / 140_625 * 1000 * 1.0001))
        }
    }

    @Test func theMassOfAnAreaIsKeptExactlyBeforeSmoothing() throws {
        let evidence = evidence(points: 60, areas: 3)
        let placed = PlacedEvents(evidence, policy: .informed)
        let information = SpreadLaw.Information(
            evidence: evidence, precise: placed.points, settings: SurfaceSettings())
        #expect(information != nil)
        for law in [SpreadLaw(information: information), SpreadLaw(information: nil)] {
            for footprint in evidence.footprints {
                let shares = law.shares(of: footprint)
                #expect(shares.count == footprint.indices.count)
                #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
                #expect(shares.allSatisfy { $0 > 0 })
            }
        }
    }

    @Test func informedSpreadFollowsPreciseEventsAndKeepsAFifthEven() {
        let footprint = AreaFootprint(indices: [0, 1, 2, 3], fractions: [1, 1, 0.5, 0.5])
        let law = SpreadLaw(
            information: .init(eventDensity: [0, 3, 2, 0], populationRoot: nil, uniformShare: 0.2))
        // Even: 1/3, 1/3, 1/6, 1/6. Informed: masses 0, 3, 1, 0 of 4.
        let expected = [0.2 / 3, 0.2 / 3 + 0.6, 0.2 / 6 + 0.2, 0.2 / 6]
        for (share, wanted) in zip(law.shares(of: footprint), expected) { #expect(abs(share - wanted) < 1e-12) }
        let people = SpreadLaw(
            information: .init(eventDensity: [0, 3, 2, 0], populationRoot: [4, 0, 0, 0], uniformShare: 0))
        for (share, wanted) in zip(people.shares(of: footprint), [0.5, 0.375, 0.125, 0]) {
            #expect(abs(share - wanted) < 1e-12)
        }
        let blank = SpreadLaw(information: .init(eventDensity: [0, 0, 0, 0], populationRoot: nil, uniformShare: 0.2))
        #expect(blank.shares(of: footprint).first == 1.0 / 3)
    }

    @Test func fewerThanTwentyPreciseEventsDoNotInform() throws {
        let few = try RiskSurface(evidence: evidence(points: 19, areas: 3), stack: fewEventsStack())
        let even = try RiskSurface(
            evidence: evidence(points: 19, areas: 3), stack: fewEventsStack(),
            settings: SurfaceSettings(imprecise: .uniform))
        #expect(few.intensity == even.intensity)
        let enough = try RiskSurface(evidence: evidence(points: 20, areas: 3), stack: fewEventsStack())
        let evenToo = try RiskSurface(
            evidence: evidence(points: 20, areas: 3), stack: fewEventsStack(),
            settings: SurfaceSettings(imprecise: .uniform))
        #expect(enough.intensity != evenToo.intensity)
    }

    @Test func aComponentWithoutMassLeavesItsShareToTheUniformPart() throws {
        let stack = try SurfaceStack(
            components: [
                SurfaceComponent(halfLifeDays: 7, bandwidth: .kilometers(10), share: 0.5),
                SurfaceComponent(halfLifeDays: nil, bandwidth: .kilometers(10), share: 0.4),
            ], uniformShare: 0.1)
        let old = EventMass(
            location: .point(PlanarPoint(x: 250_000, y: 200_000), sigma: Meters(2000)), weight: 1,
            period: DayInterval(day("1980-01-01")))
        let recent = EventMass(location: old.location, weight: 1, period: DayInterval(asOf))
        let settings = SurfaceSettings(baselineDays: 20_000)
        let faded = try RiskSurface(
            evidence: SurfaceEvidence(grid: grid, asOf: asOf, events: [old]), stack: stack, settings: settings)
        let fresh = try RiskSurface(
            evidence: SurfaceEvidence(grid: grid, asOf: asOf, events: [recent]), stack: stack, settings: settings)
        #expect(abs(faded.uniformIntensity * 200 / faded.expected.total - 0.6) < 1e-9)  // window 200,000 km2
        #expect(abs(fresh.uniformIntensity * 200 / fresh.expected.total - 0.1) < 1e-9)
    }

    @Test func nothingHappenedMeansZeroEverywhere() throws {
        let surface = try RiskSurface(
            evidence: SurfaceEvidence(grid: grid, asOf: asOf, events: []), stack: fewEventsStack())
        #expect(surface.intensity.values.allSatisfy { $0 == 0 })
        #expect(surface.expected.total == 0)
    }

    @Test func whatIsLeftOutIsNamed() throws {
        let location = EventMass.Location.point(PlanarPoint(x: 1000, y: 1000), sigma: Meters(2000))
        let events = [
            EventMass(location: location, weight: 0, period: DayInterval(asOf)),
            EventMass(location: location, weight: 1, period: DayInterval(asOf.advanced(by: 1))),
            EventMass(
                location: .point(PlanarPoint(x: -1, y: 0), sigma: Meters(2000)), weight: 1, period: DayInterval(asOf)),
            EventMass(location: .area(footprint: 0), weight: 1, period: DayInterval(asOf)),
            EventMass(location: location, weight: 1, period: DayInterval(asOf)),
        ]
        let empty = AreaFootprint(indices: [], fractions: [])
        let surface = try RiskSurface(
            evidence: SurfaceEvidence(grid: grid, asOf: asOf, events: events, footprints: [empty]),
            stack: fewEventsStack())
        #expect(surface.ignored.weightless == [0])
        #expect(surface.ignored.afterAsOf == [1])
        #expect(surface.ignored.outsideWindow == [2])
        #expect(surface.ignored.emptyFootprint == [3])
        #expect(abs(total(surface.intensity) - surface.expected.total) < 1e-4 * surface.expected.total)
    }

    @Test func sameInputSameBitsOnAnyNumberOfThreads() throws {
        let evidence = evidence(points: 200, areas: 30)
        let first = try RiskSurface(evidence: evidence, stack: fewEventsStack())
        for threads in 1...3 {
            let again = try RiskSurface(
                evidence: evidence, stack: fewEventsStack(), settings: SurfaceSettings(threads: threads))
            #expect(again.intensity == first.intensity)
        }
    }

    @Test func nonsenseIsRefused() throws {
        let location = EventMass.Location.point(PlanarPoint(x: 0, y: .nan), sigma: Meters(1))
        for event in [
            EventMass(location: location, weight: 1, period: DayInterval(asOf)),
            EventMass(location: .area(footprint: 1), weight: 1, period: DayInterval(asOf)),
            EventMass(location: .area(footprint: 0), weight: -1, period: DayInterval(asOf)),
            EventMass(location: .area(footprint: 0), weight: .infinity, period: DayInterval(asOf)),
        ] {
            let evidence = SurfaceEvidence(
                grid: grid, asOf: asOf, events: [event], footprints: [AreaFootprint(indices: [0], fractions: [1])])
            #expect(throws: SurfaceFault.self) { try RiskSurface(evidence: evidence, stack: fewEventsStack()) }
        }
        #expect(throws: SurfaceFault.self) { try SurfaceStack(components: [], uniformShare: 0.9) }
        #expect(throws: SurfaceFault.self) { try single(0) }
        #expect(throws: SurfaceFault.self) { try single(.nan) }
    }
}

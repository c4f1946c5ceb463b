// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces
import Testing

@testable import Scoring

@Suite struct LadderTests {
    private func check(
        _ values: [(cell: Int, events: Double, placeWeeks: Double)], _ table: LadderTable, nearTowns: Bool
    ) throws {
        let ground = try LadderExample.ground(nearTowns: nearTowns)
        let ladder = Ladder<Double>(table: table, ground: ground)
        let events = ladder.shares(LadderExample.evidence(on: ground, .events))
        let placeWeeks = ladder.shares(LadderExample.evidence(on: ground, .placeWeeks))
        for (cell, event, placeWeek) in values {
            let index = LadderExample.index(cell)
            #expect((events[index] / event - 1).magnitude < 1e-9, "events of cell \(cell)")
            #expect((placeWeeks[index] / placeWeek - 1).magnitude < 1e-9, "place-weeks of cell \(cell)")
        }
        #expect((events.reduce(0, +) - 1).magnitude < 1e-12)
    }

    @Test func firstFormMeetsTheWorkedExample() throws { try check(LadderExample.first, .first, nearTowns: false) }

    @Test func regularFormMeetsTheWorkedExample() throws { try check(LadderExample.regular, .regular, nearTowns: true) }

    @Test func placeWeeksShareTheEventsOfACellAndWeek() throws {
        let ground = try LadderExample.ground()
        #expect(LadderExample.evidence(on: ground, .placeWeeks).weights == LadderExample.placeWeeks)
    }

    @Test(arguments: [
        (LadderTable.first, LadderExample.firstTrace, false), (.regular, LadderExample.regularTrace, true),
    ])
    func eachStepMeetsTheWorkedExample(table: LadderTable, trace: [[Double]], nearTowns: Bool) throws {
        let ground = try LadderExample.ground(nearTowns: nearTowns)
        let evidence = LadderExample.evidence(on: ground, .events)
        var expected = trace[...]
        let ladder = Ladder<Double>(table: table, ground: ground)
        let fields = LadderFields<Double>(cells: ground.grid.count)
        var climb = LadderClimb(ladder, CellMass(evidence, ladder), in: fields)
        _ = climb.climb { rung in
            for (cell, value) in zip([50, 497, 0], expected.removeFirst()) {
                #expect((rung.shares[LadderExample.index(cell)] / rung.sum / value - 1).magnitude < 1e-9)
            }
        }
        #expect(expected.isEmpty)
    }

    @Test func aStartNearTownsFallsWithTheSquareOfTheDistance() throws {
        let ground = try LadderExample.ground(nearTowns: true)
        for (cell, share) in LadderExample.starts {
            #expect((ground.start[LadderExample.index(cell)] / share - 1).magnitude < 1e-12)
        }
        #expect(LadderGround.nearTowns(kilometers: [0, 2, .infinity]) == [0.25, 0.0625, 0.25])
    }

    @Test func anImpreciseEventIsSpreadOverItsArea() throws {
        let ground = try LadderExample.ground()
        let shares = Ladder<Double>(table: .first, ground: ground).shares(
            LadderExample.evidence(on: ground, .events, imprecise: true))
        for ((cell, _, _), value) in zip(LadderExample.first, LadderExample.imprecise) {
            #expect((shares[LadderExample.index(cell)] / value - 1).magnitude < 1e-9)
        }
    }

    @Test func aLadderHasTheStepsOfItsGroundUnlessOthersAreStated() throws {
        let whole = try LadderExample.ground()
        let ground = try LadderGround(grid: whole.grid, zones: whole.zones, table: .first)
        let evidence = LadderExample.evidence(on: whole, .events)
        let first = Ladder<Double>(table: .first, ground: whole).shares(evidence)
        #expect(Ladder<Double>(ground: ground).shares(evidence) == first)
        #expect(Ladder<Double>(ground: whole).shares(evidence) != first)
        #expect(Ladder<Double>(table: .regular, ground: ground).shares(evidence) != first)
    }

    @Test func withOneZoneItsStepsDoNothing() throws {
        let ground = try LadderExample.ground(twoZones: false)
        let shares = Ladder<Double>(table: .first, ground: ground).shares(LadderExample.evidence(on: ground, .events))
        for ((cell, _, _), value) in zip(LadderExample.first, LadderExample.oneZone) {
            #expect((shares[LadderExample.index(cell)] / value - 1).magnitude < 1e-9)
        }
    }

    @Test(arguments: [1, 2, 3])
    func floatsStayWithinAThousandthOfDoubles(threads: Int) throws {
        for (table, nearTowns) in [(LadderTable.first, false), (.regular, true)] {
            let ground = try LadderExample.ground(nearTowns: nearTowns)
            let evidence = LadderExample.evidence(on: ground, .events)
            let exact = Ladder<Double>(table: table, ground: ground).shares(evidence)
            let floats = Ladder<Float>(table: table, ground: ground, threads: threads).shares(evidence)
            for (a, b) in zip(exact, floats) { #expect((Double(b) / a - 1).magnitude < 1e-3) }
            #expect(floats == Ladder<Float>(table: table, ground: ground, threads: 1).shares(evidence))
        }
    }

    @Test func whetherCellsWithMassAreFewOrManyTheFieldIsTheSame() throws {
        let grid = Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 5000, columns: 40, rows: 90)!
        let ground = try LadderGround(
            grid: grid,
            zones: (0..<grid.count).map {
                (3..<36).contains($0 % 40) && (5..<88).contains($0 / 40) ? Int16($0 / 1800) : -1
            })
        var generator = SeededGenerator(seed: 4)
        for count in [3, 60, 3000] {
            let events = (0..<count).map { _ in
                LadderEvent(
                    place: .cell(Int32(Int.random(in: 0..<grid.count, using: &generator))),
                    age: Double(Int.random(in: 1...900, using: &generator)))
            }
            let evidence = LadderEvidence(events, on: ground, counting: .events)
            let exact = Ladder<Double>(ground: ground).shares(evidence)
            let floats = Ladder<Float>(ground: ground, threads: 2).shares(evidence)
            for (a, b) in zip(exact, floats) where a > 0 { #expect((Double(b) / a - 1).magnitude < 1e-3) }
            #expect(zip(exact, floats).allSatisfy { ($0 == 0) == ($1 == 0) })
        }
    }

    @Test func aMarginThatIsNotAssessedChangesNothing() throws {
        let small = try LadderExample.ground(nearTowns: true), wide = 40, margin = (row: 7, column: 4)
        func moved(_ cell: Int) -> Int { (cell / 30 + margin.row) * wide + cell % 30 + margin.column }
        let grid = Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 5000, columns: wide, rows: 33)!
        var zones = [Int16](repeating: -1, count: grid.count), start = [Double](repeating: 0, count: grid.count)
        for cell in small.zones.indices {
            (zones[moved(cell)], start[moved(cell)]) = (small.zones[cell], small.start[cell])
        }
        let ground = try LadderGround(grid: grid, zones: zones, start: start)
        let evidence = LadderExample.evidence(on: small, .events)
        let away = LadderEvidence(
            evidence.events.map { event in
                guard case .cell(let cell) = event.place else { return event }
                return LadderEvent(place: .cell(Int32(moved(Int(cell)))), age: event.age)
            }, on: ground, counting: .events)
        let shares = Ladder<Float>(ground: ground).shares(away)
        for (cell, share) in Ladder<Float>(ground: small).shares(evidence).enumerated() {
            #expect((shares[moved(cell)] / share - 1).magnitude < 1e-5)
        }
        let place = disc(50, small.grid), nearby = Array(0..<5)
        let here = Ladder<Float>(ground: small).explanation(of: place, evidence, nearby: nearby)
        let there = Ladder<Float>(ground: ground).explanation(
            of: place.map { (moved($0.cell), $0.share) }, away, nearby: nearby)
        for (a, b) in zip(here.events, there.events) { #expect((a.share - b.share).magnitude < 1e-5) }
    }

    @Test func cellsThatAreNotAssessedHoldNothing() throws {
        let whole = try LadderExample.ground()
        let zones = whole.zones.indices.map { $0 % 30 < 20 ? Int16(0) : -1 }
        let ground = try LadderGround(grid: whole.grid, zones: zones)
        let evidence = LadderExample.evidence(on: ground, .events)
        let shares = Ladder<Double>(ground: ground).shares(evidence)
        #expect(evidence.events.count < LadderExample.events.count)
        for (share, zone) in zip(shares, zones) { #expect((share > 0) == (zone >= 0)) }
        #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
        #expect(throws: SurfaceFault.nothingPositive) {
            try LadderGround(grid: whole.grid, zones: zones.map { _ in -1 })
        }
    }

    @Test func withoutEventsTheStartStays() throws {
        let ground = try LadderExample.ground(nearTowns: true)
        let none = LadderEvidence([], on: ground, counting: .events)
        for (share, start) in zip(Ladder<Double>(ground: ground).shares(none), ground.start) {
            #expect((share - start).magnitude < 1e-15)
        }
    }

    // MARK: Why

    /// Ten kilometres around a cell of the open plane, ten by ten sub-cells each, as the example has it.
    private func disc(_ cell: Int, _ grid: Grid) -> [(cell: Int, share: Double)] {
        let center = LadderExample.index(cell)
        return (0..<grid.count).compactMap { index in
            let dx = index % grid.columns - center % grid.columns, dy = index / grid.columns - center / grid.columns
            let inside = (0..<100).count { sub in
                let x = Double(dx) - 0.45 + 0.1 * Double(sub % 10), y = Double(dy) - 0.45 + 0.1 * Double(sub / 10)
                return x * x + y * y <= 4
            }
            return inside > 0 ? (index, Double(inside) / 100) : nil
        }
    }

    @Test func sharesOfEventsMeetTheWorkedExample() throws {
        let ground = try LadderExample.ground()
        let evidence = LadderExample.evidence(on: ground, .events)
        let explanation = Ladder<Double>(table: .first, ground: ground).explanation(
            of: disc(50, ground.grid), evidence, nearby: [0, 1, 2, 3, 4])
        let scale = LadderExample.explained.value / explanation.share
        #expect((explanation.share - 0.41808259434704526).magnitude < 1e-9)
        #expect((explanation.background * scale / LadderExample.explained.background - 1).magnitude < 1e-7)
        for ((_, share), expected) in zip(explanation.events, LadderExample.explainedShares) {
            #expect((share * scale / expected - 1).magnitude < 1e-7)
        }
    }

    @Test func backgroundAndEventsSumToTheShare() throws {
        let ground = try LadderExample.ground(nearTowns: true)
        let evidence = LadderExample.evidence(on: ground, .events)
        let ladder = Ladder<Float>(ground: ground)
        for cell in [50, 252, 497, 652] {
            let explanation = ladder.explanation(
                of: disc(cell, ground.grid), evidence, nearby: Array(evidence.events.indices))
            let sum = explanation.events.reduce(explanation.background) { $0 + $1.share }
            #expect((sum / explanation.share - 1).magnitude < 1e-3)
        }
    }

    @Test func clocksMultiplyToTheShare() throws {
        let ground = try LadderExample.ground(nearTowns: true)
        let evidence = LadderExample.evidence(on: ground, .events)
        let place = disc(50, ground.grid)
        let explanation = Ladder<Double>(ground: ground).explanation(of: place, evidence, nearby: [])
        #expect(explanation.factors.map(\.halfLifeDays) == [nil, 365, 30, 7])
        let climbed = explanation.factors.reduce(explanation.start) { $0 * $1.factor }
        #expect((0.99 * climbed + 0.01 * explanation.start - explanation.share).magnitude < 1e-12)
        // The 4th clock's step behind the cell alone stands in the example's trace.
        let cell = Ladder<Double>(ground: ground).explanation(
            of: [(LadderExample.index(50), 1)], evidence, nearby: [])
        let record = cell.start * cell.factors[0].factor
        #expect((record / LadderExample.regularTrace[3][0] - 1).magnitude < 1e-9)
    }
}

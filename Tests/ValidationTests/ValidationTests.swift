// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Scoring
import Testing

@testable import Validation

@Suite struct ValidationTests {
    static let grid = Grid(
        crs: .lambertEqualArea(latitude: 34.5, longitude: 42), originX: -15_000, originY: 20_000, cellSize: 5000,
        columns: 10, rows: 8)!
    private let day = CalendarDay(year: 2024, month: 7, day: 1)!

    private func ground(_ assessed: (Int) -> Bool = { _ in true }) throws -> LadderGround {
        try LadderGround(grid: Self.grid, zones: (0..<Self.grid.count).map { assessed($0) ? 0 : -1 })
    }

    /// An event in the middle of a cell, some days from `day` on.
    private func event(_ column: Int, _ row: Int, _ days: Int, lasting length: Int = 1) -> EventRecord.Event {
        let first = day.advanced(by: days)
        return EventRecord.Event(
            place: .cell(Int32(Self.grid.index(column: column, row: row))),
            point: Self.grid.center(column: column, row: row),
            days: DayInterval(first: first, last: first.advanced(by: length - 1))!)
    }

    /// A busy corner, a quiet one, and a few in between.
    private var history: [EventRecord.Event] {
        (1...120).map { event($0 % 5 == 0 ? 7 : 1, $0 % 7 == 0 ? 5 : 2, -3 * $0) }
    }

    // MARK: What is known

    @Test func nothingBehindTheOriginIsKnown() throws {
        let ground = try ground()
        let later = [event(8, 7, 0), event(8, 7, 40), event(8, 7, -1, lasting: 2)]
        let before = Forecast(EventRecord(ground: ground, events: history), on: day)
        let after = Forecast(EventRecord(ground: ground, events: later + history), on: day)
        #expect(before.eventShares == after.eventShares)
        #expect(before.placeWeekShares == after.placeWeekShares)
        #expect(before.eventRate == after.eventRate && before.placeWeekRate == after.placeWeekRate)
        let known = Forecast(EventRecord(ground: ground, events: [event(8, 7, -1)] + history), on: day)
        #expect(known.eventShares != before.eventShares)
    }

    @Test func targetsBeginWithinTheHorizonAndAreNotTooLong() throws {
        let record = EventRecord(
            ground: try ground(),
            events: [
                event(0, 0, -1), event(1, 0, 0), event(2, 0, 29), event(3, 0, 30), event(4, 0, 2, lasting: 31),
                event(5, 0, 2, lasting: 32), event(6, 0, -1, lasting: 2),
            ])
        #expect(Set(FoldTargets(record: record, origin: day, horizon: .month).cells) == [1, 2, 4])
        #expect(Set(FoldTargets(record: record, origin: day, horizon: .week).cells) == [1, 4])
    }

    @Test func originsFitTheirHorizonInWhole() {
        let days = DayInterval(first: day, last: day.advanced(by: 89))!
        #expect(ValidationPlan(days: days).origins == [day, day.advanced(by: 30), day.advanced(by: 60)])
        #expect(ValidationPlan(days: DayInterval(first: day, last: day.advanced(by: 88))!).origins.count == 2)
        #expect(ValidationPlan(days: DayInterval(day)).origins.isEmpty)
        let short = ValidationPlan(days: DayInterval(first: day.advanced(by: -3650), last: day.advanced(by: 3650))!)
            .within(days)
        #expect(short.origins.allSatisfy { day < $0 && $0 <= days.last } && !short.origins.isEmpty)
        let last = ValidationPlan(last: 12, of: days, models: [.ladder])
        #expect(last.origins == [day.advanced(by: 30), day.advanced(by: 60)])
    }

    @Test func aBackTestStatesWhatAWholeValidationStates() throws {
        // Wide enough that there are cells around which the whole disc is assessed.
        let grid = Grid(
            crs: Self.grid.crs, originX: 0, originY: 150_000, cellSize: 5000, columns: 30, rows: 30)!
        let events = (1...700).map { number -> EventRecord.Event in
            let (column, row) = (number % 5 == 0 ? 17 : 11, number % 7 == 0 ? 15 : 12)
            return EventRecord.Event(
                place: .cell(Int32(grid.index(column: column, row: row))), point: grid.center(column: column, row: row),
                days: DayInterval(day.advanced(by: -number)))
        }
        let record = EventRecord(
            ground: try LadderGround(grid: grid, zones: [Int16](repeating: 0, count: grid.count)), events: events)
        let days = DayInterval(first: day.advanced(by: -700), last: day.advanced(by: -1))!
        let test = try #require(BackTest(record: record, days: days))
        let plan = ValidationPlan(last: 12, of: days, models: [.ladder])
        #expect(test.origins == plan.origins)
        let whole = Validation(record: record, plan: plan).run()
        for score in test.scores {
            let other = try #require(
                whole.chances.first { $0.key == ChanceKey(radius: .twentyFive, horizon: score.horizon) })
            #expect(score.cases == other.cases && score.happened == other.happened)
            #expect((score.logScore - other.logScore).magnitude < 1e-9 && score.classes == other.classes)
        }
        #expect(BackTest(record: record, days: DayInterval(first: day.advanced(by: -200), last: day)!) == nil)
    }

    @Test func aBackTestOfUnitsAsksWhetherAnythingHappenedInThem() throws {
        // The left half has an event every third day, the right half one in all.
        let cells = Array(0..<Int32(Self.grid.count))
        let halves = [true, false].map { isLeft in
            let inside = cells.filter { (Int($0) % Self.grid.columns < 5) == isLeft }
            return AreaFootprint(indices: inside, fractions: [Float](repeating: 1, count: inside.count))
        }
        let days = DayInterval(first: day.advanced(by: -600), last: day.advanced(by: -1))!
        func test(_ place: (Int) -> LadderEvent.Place) throws -> BackTest {
            let events = (1...200).map { number in
                EventRecord.Event(
                    place: number == 20 ? .area(1) : place(number), point: nil,
                    days: DayInterval(day.advanced(by: -3 * number)), isLocated: true)
            }
            let record = EventRecord(
                ground: try ground(), events: events, footprints: halves, evenly: [0, 1], firstDay: days.first)
            return try #require(BackTest(record: record, days: days, units: halves))
        }
        let byArea = try test { _ in .area(0) }
        let month = try #require(byArea.month)
        // Twelve days tried, two units: the left one each time, the right one once.
        #expect(month.cases == 24 && (month.happened - 13.0 / 24).magnitude < 1e-12)
        #expect(month.logScore < month.flatLogScore && byArea.failure == nil)
        let byCell = try test { _ in .cell(Int32(Self.grid.index(column: 2, row: 4))) }
        #expect(byCell.month?.cases == 24 && byCell.month?.happened == month.happened)
    }

    // MARK: Shares

    @Test func countsMixTheCellsWithAnEvenShare() throws {
        let ground = try ground { $0 < 4 }
        let record = EventRecord(ground: ground, events: [event(0, 0, -10), event(0, 0, -80), event(2, 0, -400)])
        let models = ModelShares(record: record, day: day, forecast: Forecast(record, on: day))
        func first(_ model: ForecastModel) -> [Double] { models.shares(model).prefix(5).map { Double($0) } }
        func expect(_ model: ForecastModel, _ expected: [Double]) {
            for (a, b) in zip(first(model), expected) { #expect((a - b).magnitude < 1e-7) }
        }
        expect(.uniform, [0.25, 0.25, 0.25, 0.25, 0])
        expect(.counts(days: 30, floor: 20), [0.85, 0.05, 0.05, 0.05, 0])
        expect(.counts(days: 90, floor: 20), [0.85, 0.05, 0.05, 0.05, 0])
        expect(.counts(days: nil, floor: 20), [0.8 * 2 / 3 + 0.05, 0.05, 0.8 / 3 + 0.05, 0.05, 0])
        // Nothing in the window: evenly.
        expect(.counts(days: 9, floor: 5), [0.25, 0.25, 0.25, 0.25, 0])
    }

    @Test func everyModelSharesOutOne() throws {
        let record = EventRecord(ground: try ground { $0 % 10 != 3 }, events: history)
        let models = ModelShares(record: record, day: day, forecast: Forecast(record, on: day))
        for model in ForecastModel.all {
            let shares = models.shares(model)
            let sum: Double = shares.reduce(0) { $0 + Double($1) }
            #expect((sum - 1).magnitude < 1e-5, "\(model.name)")
            #expect(shares[3] == 0 && shares.allSatisfy { $0 >= 0 })
        }
    }

    // MARK: Scores

    @Test func blocksLieOnMultiplesOfTheirSide() throws {
        // The grid starts at -15 km: its first column is the eastern half of a block.
        let blocks = ScoringBlocks(ground: try ground(), side: 2)
        #expect(blocks.block[0] != blocks.block[1] && blocks.block[1] == blocks.block[2])
        #expect(blocks.block[1] == blocks.block[11] && blocks.block[11] != blocks.block[21])
        #expect(blocks.area.count == 6 * 4)
        #expect((blocks.area[0] - 2.0 / 80).magnitude < 1e-12)
        #expect((blocks.sums([Float](repeating: 0.0125, count: 80)).reduce(0, +) - 1).magnitude < 1e-6)
    }

    @Test func aLogScoreIsMeasuredAgainstAnEvenSpread() throws {
        let ground = try ground { $0 < 4 }
        let blocks = ScoringBlocks(ground: ground, side: 1)
        let shares: [Float] = [0.5, 0.25, 0.125, 0.125] + [Float](repeating: 0, count: 76)
        let score = FoldScore(
            shares: shares, blocks: blocks, cells: [0, 1, 2], areas: [[(0, 1), (1, 1)]], evenShare: 0.25)
        let logScore: Double = log(2) + log(0.5)
        #expect((score.logScore - logScore).magnitude < 1e-12)
        #expect((score.impreciseLogScore - log(0.75 / 0.5)).magnitude < 1e-12)
        #expect(score.targets == 3 && score.impreciseTargets == 1)
        // An impossible event is dear, not infinite.
        let impossible = FoldScore(shares: shares.reversed(), blocks: blocks, cells: [0], areas: [], evenShare: 0.25)
        #expect(impossible.logScore < -20 && impossible.logScore.isFinite)
    }

    @Test func hitsAreCountedInTheDensestTenth() throws {
        // 80 cells: 1 % holds none, 5 % four, 10 % eight.
        let blocks = ScoringBlocks(ground: try ground(), side: 1)
        let shares = (0..<80).map { Float(80 - $0) / 3240 }
        let score = FoldScore(shares: shares, blocks: blocks, cells: [0, 3, 4, 7, 8, 8], areas: [], evenShare: 1 / 80)
        #expect(score.hits == [0, 2, 4])
        #expect(score.bestHits == [0, 5, 6])
        #expect(zip(score.chosen, [0, 0.05, 0.1]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    }

    @Test func eventsAreFoundFromTheDensestCellDown() throws {
        // Four cells, a quarter of the area each; the two in the middle are equal.
        let blocks = ScoringBlocks(ground: try ground { $0 < 4 }, side: 1)
        let order = DensityOrder([0.1, 0.2, 0.2, 0.5], blocks)
        // Half of the densest cell finds half of its event; the two equal ones are searched together.
        let found = order.found([1, 3, 0, 1], within: [0.125, 0.25, 0.5, 0.75, 1])
        #expect(zip(found, [0.5, 1, 2.5, 4, 5]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
        #expect(order.leastExpectedHalf == [0, 2])
        // An even forecast finds what it searches, wherever events are.
        let even = DensityOrder([0.25, 0.25, 0.25, 0.25], blocks).found([4, 0, 0, 0], within: [0.1, 0.5])
        #expect(zip(even, [0.4, 2]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
        #expect(SearchedAreas.shares.count == 31 && SearchedAreas.shares.last == 1)
        #expect((SearchedAreas.shares[0] - 0.001).magnitude < 1e-15)
    }

    @Test func missesAreSummedBySquare() throws {
        // 50 by 40 km from -15 to 35 km and from -20 to 20 km: one square on each side of both axes.
        let ground = try ground { [0, 9, 70, 71].contains($0) }
        var tally = MissTally(ground, scoring: ScoringBlocks(ground: ground, side: 1))
        var shares = [Float](repeating: 0, count: 80)
        (shares[0], shares[9], shares[70], shares[71]) = (0.5, 0.25, 0.125, 0.125)
        tally.add(shares: shares, expected: 8, cells: [0, 0, 71])
        tally.add(shares: shares, expected: 8, cells: [9, 71])
        let misses = tally.misses
        #expect(misses.squares.map(\.expected) == [8, 4, 4] && misses.squares.map(\.observed) == [2, 1, 2])
        #expect(misses.squares[1].extent == Extent(minX: 0, minY: 0, maxX: 50_000, maxY: 50_000))
        #expect(misses.squares[2].extent == Extent(minX: -50_000, minY: -50_000, maxX: 0, maxY: 0))
        // Cells 70 and 71: the middle of both, and 71 lies in the half where least was expected.
        #expect(misses.squares[2].middle == PlanarPoint(x: -10_000, y: -17_500))
        #expect(misses.surprises == [Misses.Surprise(place: PlanarPoint(x: -7500, y: -17_500), events: 2)])
    }

    @Test func placesAreHitByExactDistance() throws {
        let outcomes = Outcomes(ground: try ground { $0 != 11 }, radius: .ten)
        let counts = outcomes.counts([Self.grid.center(column: 3, row: 3)])
        for column in 0..<10 {
            for row in 0..<8 where (column, row) != (1, 1) {
                let squared = (column - 3) * (column - 3) + (row - 3) * (row - 3)
                #expect(counts[row * 10 + column] == (squared <= 4 ? 1 : 0), "\(column), \(row)")
            }
        }
        #expect(counts[11] == 0)
        #expect(outcomes.counts([PlanarPoint(x: 1e9, y: -1e9)]).allSatisfy { $0 == 0 })
    }

    @Test func referencesAreWorkedByHand() {
        // Two places, three windows, the latest first.
        let past = PastWindows(hits: [[true, false], [true, false], [false, false]], cells: [0, 1])
        let mean: Double = 1 / 3
        let three: [Double] = [(2 + mean) / 4, mean / 4], one: [Double] = [0.75, 0.25]
        #expect(past.climatology(windows: 3) == three)
        #expect(past.climatology(windows: 1) == one)
        // After a hit: hit once of once. After none: hit once of three.
        #expect(past.persistence(windows: 3) == [1, mean])
    }

    @Test func chancesAreTalliedByClass() {
        var tally = ChanceTally()
        for hit in [true, false, false, false] {
            tally.add(chance: 0.3, references: [0.25, 0.5, 0.5, 0.5], happened: hit)
        }
        tally.add(chance: 0, references: [0.25, 0.5, 0.5, 0.5], happened: false)
        #expect((tally.brier - (0.49 + 3 * 0.09)).magnitude < 1e-12)
        let logScore: Double = -log(0.3) - 3 * log(0.7) - log1p(-1e-6)
        #expect((tally.logScore - logScore).magnitude < 1e-12)
        #expect(tally.classes[3].cases == 4 && tally.classes[3].happened == 0.25 && tally.classes[3].holds)
        #expect((tally.calibrationError - 0.8 * 0.05).magnitude < 1e-12)
        var twice = tally
        twice.add(tally)
        #expect(twice.cases == 10 && (twice.calibrationError - tally.calibrationError).magnitude < 1e-12)
    }

    @Test func rankedProbabilityScoresAreWorkedByHand() {
        // A mean of nothing says none with certainty.
        let none = EventCount(mean: 0, area: .province, horizon: .month)
        #expect(IntervalTally.crps(none, 0) == 0 && IntervalTally.crps(none, 2) == 2)
        var tally = IntervalTally()
        tally.add(none, observed: 0)
        tally.add(none, observed: 2)
        #expect(tally.inside == [1, 1, 1] && tally.crps == 2 && tally.observed == 2)
    }

    // MARK: Whole runs

    private func run(_ models: [ForecastModel]) throws -> ValidationResult {
        let days = DayInterval(first: day.advanced(by: -180), last: day)!
        let record = EventRecord(ground: try ground(), events: history)
        return Validation(record: record, plan: ValidationPlan(days: days, models: models)).run()
    }

    @Test func eventsThatComeBackAreForecast() throws {
        let result = try run(ForecastModel.all)
        let scores = Dictionary(uniqueKeysWithValues: result.models.map { ($0.model, $0) })
        #expect(result.targets.precise == 60)
        #expect((scores[.uniform]?.logScore ?? 1).magnitude < 1e-5)
        #expect((scores[.ladder]?.logScore ?? 0) > 2)
        let difference = try #require(result.difference(of: .ladder))
        #expect(difference.baseline.isBaseline && difference.low <= difference.difference)
        #expect(difference.difference <= difference.high)
        // No disc of 25 km lies in a ground of 50 by 40 km for the most part.
        #expect(result.chances.map(\.key.radius) == [.ten, .ten])
        for chances in result.chances {
            let cases = chances.classes.reduce(0) { $0 + $1.cases }
            #expect(cases > 0 && cases == chances.cases)
        }
    }

    @Test func foldsAndCurvesAddUpToTheWhole() throws {
        let result = try run(ForecastModel.all)
        let difference = try #require(result.difference(of: .ladder))
        let folds = result.folds(of: .ladder, against: difference.baseline)
        #expect(folds.count == 6 && folds.reduce(0) { $0 + $1.targets } == 60)
        let mean: Double = folds.reduce(0) { $0 + ($1.difference ?? 0) * Double($1.targets) } / 60
        #expect((mean - difference.difference).magnitude < 1e-9)
        #expect(result.folds(of: .ladder, against: .counts(days: 1, floor: 1)).isEmpty)
        for model in result.models {
            #expect(zip(model.found, model.found.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
            #expect((model.found.last ?? 0) > 1 - 1e-9, "\(model.model.name)")
        }
        let misses = try #require(result.misses)
        #expect(misses.squares.reduce(0) { $0 + $1.observed } == 60)
        #expect(try run([.uniform]).misses == nil)
    }

    @Test func aRunDoesNotDependOnItsOtherModels() throws {
        let alone = try run([.ladder]).models[0], together = try run(ForecastModel.all).models[0]
        #expect(alone.logScore == together.logScore && alone.accuracyIndex == together.accuracyIndex)
        #expect(try run([.uniform]).chances.isEmpty)
        #expect(try run([.ladder]).difference(of: .ladder) == nil)
    }
}

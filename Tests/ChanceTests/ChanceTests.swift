// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Scoring
import Testing

@Suite struct ChanceTests {
    /// Twelve events of a worked example: age in days and weight as place-weeks.
    private static let ages: [Double] = [400, 200, 40, 3, 3, 20, 19, 0, 0, 0, 0, 0]

    // MARK: Chance

    /// The constants of the ladder's first form, with the chances that its worked example gives for expected place-weeks.
    @Test(arguments: [
        (0.3398222196855972 * 1.087604816685666, 0.26129155862462194),
        (0.0221936489337414 * 1.087604816685666, 0.01989202779534527),
    ])
    func chancesMeetTheWorkedExample(expected: Double, chance: Double) {
        let model = ChanceModel(excess: 1.20, size: 9.02)
        #expect((model.chance(expected: expected) - chance).magnitude < 1e-12)
    }

    @Test func anInfiniteSizeIsPoisson() {
        let model = ChanceModel(excess: 0.5, size: .infinity)
        #expect((model.chance(expected: 0.5) - (1 - exp(-1))).magnitude < 1e-15)
        #expect((ChanceModel(excess: 0.5, size: 1e9).chance(expected: 0.5) - (1 - exp(-1))).magnitude < 1e-8)
        #expect(model.chance(expected: 0) == 0)
        #expect(model.chance(expected: 1e9) == 1)
    }

    @Test func chancesRiseWithRadiusAndHorizon() {
        for horizon in Horizon.allCases {
            for radius in ChanceRadius.allCases {
                let model = ChanceModel.regular(radius, horizon)
                let chances = [0.01, 0.1, 1, 10].map { model.chance(expected: $0) }
                #expect(chances == chances.sorted() && chances[3] < 1)
            }
        }
    }

    @Test func aLowerBoundBelongsToItsClass() {
        let classes = [0, 0.00999, 0.01, 0.05, 0.1999, 0.2, 0.5, 0.8, 1].map { ChanceClass(chance: $0).rawValue }
        #expect(classes == [0, 0, 1, 2, 2, 3, 4, 5, 5])
        #expect(ChanceClass.from5.percent == 5..<20 && ChanceClass.from80.percent == 80..<100)
    }

    @Test func aRadiusNeedsCellsOfHalfOfIt() {
        #expect(ChanceRadius.ten.isKnown(cellSize: 5000) && !ChanceRadius.ten.isKnown(cellSize: 5001))
        #expect(ChanceRadius.twentyFive.isKnown(cellSize: 12_500) && !ChanceRadius.twentyFive.isKnown(cellSize: 13_000))
    }

    // MARK: Rate

    @Test func aConstantRateIsFound() {
        // One event a day for a record of any length, seen from its end.
        for days in [40, 100, 400, 2000] {
            let events = (0..<days).map { (age: Double($0) + 0.5, weight: 1.0) }
            let rate = EventRate(events: events, record: RecordedDays(length: Double(days)))
            #expect((rate.perDay - 1).magnitude < 0.01, "\(days) days: \(rate.perDay)")
        }
    }

    @Test func aGapInTheRecordIsNoQuiet() {
        let events = (0..<400).filter { !(50..<250).contains($0) }.map { (age: Double($0) + 0.5, weight: 1.0) }
        let blind = EventRate(events: events, record: RecordedDays(length: 400))
        let seeing = EventRate(events: events, record: RecordedDays(length: 400, gaps: [50..<250]))
        #expect((seeing.perDay - 1).magnitude < 0.01)
        #expect(blind.perDay < 0.97)
    }

    @Test func withoutEventsNothingIsExpected() {
        #expect(EventRate(events: [], record: RecordedDays(length: 100)).expected(days: 30) == 0)
        #expect(EventRate(events: [(age: 3, weight: 1)], record: RecordedDays(length: 0)).perDay == 0)
    }

    // MARK: Numbers

    @Test(arguments: [
        (0.7932434531871326, 0, 4), (0.827131563720013, 0, 4), (0.47545543959679765, 0, 3),
        (0.26620155108934057, 0, 2), (0.056049499727036725, 0, 0),
    ])
    func intervalsMeetTheWorkedExample(mean: Double, low: Int, high: Int) {
        let count = EventCount(mean: mean, area: .disc25, horizon: .month)
        #expect(count.ninety == low...high)
    }

    @Test func probabilitiesSumToOneAndMeetTheQuantiles() {
        for mean in [0.01, 0.5, 3, 40, 900] {
            let count = EventCount(mean: mean, area: .province, horizon: .month)
            var sum = 0.0, expected = 0.0, number = 0
            while sum < 1 - 1e-9, number < 1_000_000 {
                let probability = count.probability(of: number)
                sum += probability
                expected += Double(number) * probability
                number += 1
            }
            #expect((expected / mean - 1).magnitude < 1e-4)
            let high = count.quantile(0.95)
            let upTo = (0...high).reduce(0) { $0 + count.probability(of: $1) }
            #expect(upTo >= 0.95 - 1e-9 && upTo - count.probability(of: high) < 0.95)
        }
        #expect(EventCount(mean: 0, area: .disc10, horizon: .week).ninety == 0...0)
    }

    // MARK: Doubt

    /// Quantiles of SciPy's gamma.ppf.
    @Test(arguments: [
        (0.5, 0.05, 0.00393214000001952 / 2), (0.5, 0.95, 3.841458820694124 / 2), (1.0, 0.05, 0.05129329438755058),
        (1.0, 0.95, 2.995732273553991), (10.0, 0.05, 5.425405697091292), (10.0, 0.95, 15.705216422115283),
    ])
    func doubtFollowsTheGammaDistribution(shape: Double, share: Double, quantile: Double) {
        // 1/v = 1/(0.5 + 0.3 o) + 1/(10 + n) + 0.03 solved for o where n is beyond all bounds.
        let observed = (1 / (1 / shape - 0.03) - 0.5) / 0.3
        let doubt = RateDoubt(observed: observed, recent: 1e300)
        #expect((doubt.factor(share) * shape / quantile - 1).magnitude < 1e-9)
    }

    @Test func ratiosOfManyRatesAreThoseOfEach() {
        var ratios = DoubtRatios()
        for observed in [0, 1e-9, 0.003, 0.4, 0.41, 1, 7.7, 60, 1e3, 1e6] {
            for recent in [0, 3, 250.0] {
                let doubt = RateDoubt(observed: observed, recent: recent)
                #expect((ratios.ratio(doubt) / doubt.ratio - 1).magnitude < 1e-5)
            }
        }
    }

    @Test func doubtShrinksWithEvents() {
        let ratios = [0.0, 1, 10, 1000].map { RateDoubt(observed: $0, recent: 100).ratio }
        #expect(ratios == ratios.sorted(by: >))
        #expect(ratios[0] > 100 && ratios[3] < 3)
    }

    // MARK: Refusal

    @Test func theRuleRefusesByItsFirstReason() {
        #expect(ChanceAllowance(systematic: true, events: 50, days: 30, behind: 30) == .full)
        #expect(ChanceAllowance(systematic: true, events: 49, days: 30, behind: 0) == .classesOnly(events: 49))
        #expect(ChanceAllowance(systematic: true, events: 10, days: 30, behind: 0) == .classesOnly(events: 10))
        #expect(ChanceAllowance(systematic: true, events: 9, days: 30, behind: 0) == .refused(.tooFewEvents(9)))
        #expect(
            ChanceAllowance(systematic: true, events: 99, days: 29, behind: 0) == .refused(.recordTooShort(days: 29)))
        #expect(
            ChanceAllowance(systematic: true, events: 99, days: 99, behind: 31) == .refused(.recordEndedEarly(days: 31))
        )
        #expect(ChanceAllowance(systematic: false, events: 99, days: 99, behind: 0) == .refused(.notSystematic))
    }

    @Test func fewReportsAllowTheWidestStatementAlone() {
        let few = ChanceAllowance.classesOnly(events: 12)
        let allowed = ChanceRadius.allCases.flatMap { radius in Horizon.allCases.map { few.allows(radius, $0) } }
        #expect(allowed == [false, false, false, true])
    }

    // MARK: Change

    @Test func aChangeIsMarkedOnlyWhereReportsBearItOut() {
        let before = EventCount(mean: 4, area: .province, horizon: .month)
        let high = before.quantile(0.975)
        #expect(RateChange(before: before, after: 8, reported: high + 1).mark == .up)
        #expect(RateChange(before: before, after: 8, reported: high).mark == nil)
        #expect(RateChange(before: before, after: 5, reported: high + 1).mark == nil)
        #expect(RateChange(before: before, after: 2, reported: high + 1).mark == nil)
        let many = EventCount(mean: 400, area: .province, horizon: .month)
        #expect(RateChange(before: many, after: 200, reported: many.quantile(0.025) - 1).mark == .down)
        #expect((RateChange(before: many, after: 200, reported: 0).logRatio + log(2)).magnitude < 1e-12)
    }
}

@Suite struct DiscSumTests {
    private let grid = Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 5000, columns: 21, rows: 17)!

    /// The areas in cells of ten by ten sub-cells' discs, from a worked example.
    @Test(arguments: [(ChanceRadius.ten, 12.64), (.twentyFive, 78.6)])
    func aDiscHasItsArea(radius: ChanceRadius, cells: Double) {
        let disc = DiscSum(radius: radius.meters, cellSize: 5000)
        #expect((disc.cellCount - cells).magnitude < 1e-5)
        let sums = disc.sums([Float](repeating: 1, count: grid.count), on: grid)
        #expect((Double(sums[grid.index(column: 10, row: 8)]) - cells).magnitude < 1e-4)
        #expect(sums[0] < sums[grid.index(column: 10, row: 8)] / 2)
    }

    @Test func sumsAndCellsAgree() {
        let disc = DiscSum(radius: .kilometers(25), cellSize: 5000)
        let field = (0..<grid.count).map { Float(($0 * 7919) % 101) }
        let sums = disc.sums(field, on: grid)
        for cell in [0, 20, 25, 178, grid.count - 1] {
            let sum = disc.cells(around: cell, on: grid).reduce(0) { $0 + $1.share * Double(field[$1.cell]) }
            #expect((Double(sums[cell]) / sum - 1).magnitude < 1e-5)
        }
    }

    // MARK: What is known by area

    /// Two zones of 10 x 5 cells, one above the other.
    private func twoZones() throws -> LadderGround {
        let grid = Grid(
            crs: CoordinateReferenceSystem("EPSG:6933"), originX: 0, originY: 50_000, cellSize: 5000, columns: 10,
            rows: 10)!
        return try LadderGround(grid: grid, zones: (0..<100).map { $0 < 50 ? 0 : 1 })
    }

    @Test func eventsKnownByAreaOrCountryCountForTheNumberWhereTheyAreLocated() throws {
        let ground = try twoZones(), day = CalendarDay(daysSinceEpoch: 20_000)
        let upper = AreaFootprint(indices: Array(0..<50), fractions: [Float](repeating: 1, count: 50))
        func record(_ isLocated: Bool?, unplaced: Int) -> EventRecord {
            EventRecord(
                ground: ground,
                events: (1...60).map {
                    EventRecord.Event(
                        place: .area(0), point: nil, days: DayInterval(day.advanced(by: -$0)), isLocated: isLocated)
                }, footprints: [upper], evenly: [0],
                unplaced: (0..<unplaced).map { day.advanced(by: -1 - $0) },
                firstDay: day.advanced(by: -400))
        }
        let vague = Forecast(record(nil, unplaced: 0), on: day)
        #expect(vague.eventRate.perDay == 0 && vague.allowances.map(\.isRefused) == [true, true])
        let located = Forecast(record(true, unplaced: 12), on: day)
        // The rule of a zone counts what is known to lie in it.
        #expect(located.allowances == [.full, .refused(.tooFewEvents(0))])
        // The rate is that of the same ages, wherever they are.
        let ages = ((1...60).map(Double.init) + (1...12).map(Double.init)).map { (age: $0, weight: 1.0) }
        let rate = EventRate(events: ages, record: RecordedDays(length: 400))
        #expect((located.eventRate.perDay / rate.perDay - 1).magnitude < 1e-12)
        #expect((located.placeWeekRate.perDay / rate.perDay - 1).magnitude < 1e-12)
        // Unplaced events are at no place.
        let without = Forecast(record(true, unplaced: 0), on: day)
        #expect(located.eventShares == without.eventShares)
        // What happens on the day or later is not known.
        #expect(record(true, unplaced: 12).unplaced(before: day.advanced(by: -6)).count == 6)
    }

    @Test func aZoneOfAnAreaIsThatOfMostOfIt() throws {
        let ground = try twoZones()
        let areas = [
            AreaFootprint(indices: [48, 49, 50], fractions: [1, 1, 1]),
            AreaFootprint(indices: [50, 40], fractions: [1, 0.5]),
        ]
        let record = EventRecord(ground: ground, events: [], footprints: areas)
        #expect(record.zone(ofArea: 0) == 0 && record.zone(ofArea: 1) == 1)
    }

    @Test func aRuleWithoutItsNumberSaysTheSame() {
        #expect(ChanceAllowance.refused(.tooFewEvents(3)).untold == .refused(.tooFewEvents(nil)))
        #expect(ChanceAllowance.classesOnly(events: 12).untold == .classesOnly(events: nil))
        #expect(ChanceAllowance.full.untold == .full)
        #expect(ChanceAllowance.refused(.recordEndedEarly(days: 40)).untold == .refused(.toldEndsEarly(days: 40)))
        #expect(
            "\(ChanceAllowance.Reason.tooFewEvents(nil))".hasPrefix("too few reports: fewer than 10 located events"))
        #expect("\(ChanceAllowance.Reason.tooFewEvents(3))".hasPrefix("too few reports: 3 located events"))
    }
}

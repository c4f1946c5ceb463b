// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
public import Scoring

/// What a record says on a day of the days to come: shares of the cells, the number in all, and what may be stated.
public struct Forecast: Sendable {
    /// The record.
    public let record: EventRecord
    /// The day: nothing that ended on it or later is known.
    public let day: CalendarDay
    /// Days of the record before the day.
    public let recorded: RecordedDays
    /// Every event 1: for expected numbers.
    public let events: LadderEvidence
    /// Share of each cell in the events to come.
    public let eventShares: [Float]
    /// Share of each cell in the place-weeks to come: for chances.
    public let placeWeekShares: [Float]
    /// Events per day in all.
    public let eventRate: EventRate
    /// Place-weeks per day in all.
    public let placeWeekRate: EventRate
    /// What may be stated in each zone.
    public let allowances: [ChanceAllowance]
    /// Precise mass on the clock of 30 days.
    private let recentMass: Double

    /// - Parameters:
    ///   - day: the day from which on the forecast holds.
    ///   - behind: days from the end of the record to the day of the map.
    public init(
        _ record: EventRecord, on day: CalendarDay, table: LadderTable = .regular, behind: Int = 0, threads: Int = 1
    ) {
        self.record = record
        self.day = day
        recorded = RecordedDays(length: Double(max(0, day.days(since: record.firstDay))))
        let ladder = Ladder<Float>(table: table, ground: record.ground, threads: threads)
        events = record.evidence(before: day)
        let placeWeeks = events.counting(.placeWeeks)
        eventShares = ladder.shares(events)
        placeWeekShares = ladder.shares(placeWeeks)
        let clocks = table == .first ? EventRate.firstClocks : EventRate.regularClocks
        let precise = Self.precise(events)
        eventRate = EventRate(events: precise, record: recorded, clocks: clocks)
        placeWeekRate = EventRate(events: Self.precise(placeWeeks), record: recorded, clocks: clocks)
        recentMass = EventRate.mass(precise, halfLife: 30)
        allowances = Self.allowances(events, on: record.ground, days: recorded, behind: behind)
    }

    private static func precise(_ evidence: LadderEvidence) -> [(age: Double, weight: Double)] {
        evidence.events.indices.filter(evidence.isPrecise).map { (evidence.events[$0].age, evidence.weights[$0]) }
    }

    private static func allowances(
        _ evidence: LadderEvidence, on ground: LadderGround, days: RecordedDays, behind: Int
    ) -> [ChanceAllowance] {
        var counts = [Int](repeating: 0, count: ground.zoneCount)
        for event in evidence.events where event.age <= 365 {
            if case .cell(let cell) = event.place { counts[Int(ground.zones[Int(cell)])] += 1 }
        }
        return counts.map {
            ChanceAllowance(systematic: true, events: $0, days: Int(checked: days.length) ?? 0, behind: behind)
        }
    }

    // MARK: Chance

    /// Around each cell's centre the chance of at least one event, 0 to 1; NaN where the cell is not assessed.
    public func chances(_ radius: ChanceRadius, _ horizon: Horizon) -> [Float] {
        let model = ChanceModel.regular(radius, horizon)
        let expected = placeWeekRate.expected(days: horizon.days)
        let sums = disc(radius).sums(placeWeekShares, on: record.ground.grid)
        return zip(sums, record.ground.zones).map { share, zone in
            zone >= 0 ? Float(model.chance(expected: expected * Double(share))) : .nan
        }
    }

    /// The same around one cell.
    public func chance(around cell: Int, _ radius: ChanceRadius, _ horizon: Horizon) -> Double {
        ChanceModel.regular(radius, horizon).chance(
            expected: placeWeekRate.expected(days: horizon.days) * Ladder.sum(placeWeekShares, over: disc(radius, cell))
        )
    }

    /// Share of the disc around a cell that is assessed.
    public func assessedShare(around cell: Int, _ radius: ChanceRadius) -> Double {
        let disc = disc(radius)
        let assessed = disc.cells(around: cell, on: record.ground.grid).filter { record.ground.isAssessed($0.cell) }
        return assessed.reduce(0) { $0 + $1.share } / disc.cellCount
    }

    // MARK: Numbers

    /// The number of events around a cell.
    public func count(around cell: Int, _ radius: ChanceRadius, _ horizon: Horizon) -> EventCount {
        EventCount(
            mean: eventRate.expected(days: horizon.days) * Ladder.sum(eventShares, over: disc(radius, cell)),
            area: EventCount.Area(radius), horizon: horizon)
    }

    /// The number of events in an area.
    public func count(in area: AreaFootprint, _ horizon: Horizon) -> EventCount {
        EventCount(
            mean: eventRate.expected(days: horizon.days) * Self.sum(eventShares, area), area: .province,
            horizon: horizon)
    }

    /// How well the rate around a cell is known.
    public func doubt(around cell: Int, _ radius: ChanceRadius) -> RateDoubt {
        RateDoubt(observed: Ladder.sum(observed, over: disc(radius, cell)), recent: recentMass)
    }

    /// Precise mass of each cell on the clock of a year.
    private var observed: [Float] {
        var mass = [Float](repeating: 0, count: record.ground.grid.count)
        for (event, weight) in zip(events.events, events.weights) {
            if case .cell(let cell) = event.place { mass[Int(cell)] += Float(weight) * Float(exp2(-event.age / 365)) }
        }
        return mass
    }

    // MARK: Sums

    private func disc(_ radius: ChanceRadius) -> DiscSum {
        DiscSum(radius: radius.meters, cellSize: record.ground.grid.cellSize)
    }

    private func disc(_ radius: ChanceRadius, _ cell: Int) -> [(cell: Int, share: Double)] {
        disc(radius).cells(around: cell, on: record.ground.grid)
    }

    private static func sum(_ shares: [Float], _ area: AreaFootprint) -> Double {
        // checked: numbers of cells
        zip(area.indices, area.fractions).reduce(0) { $0 + Double($1.1) * Double(shares[Int($1.0)]) }
    }
}

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
    ///   - systematic: whether the record was declared to be one.
    ///   - gaps: stretches without collection, as ages in days.
    ///   - behind: days from the end of the record to the day of the map.
    public init(
        _ record: EventRecord, on day: CalendarDay, table: LadderTable = .regular, systematic: Bool = true,
        gaps: [Range<Double>] = [], behind: Int = 0, threads: Int = 1
    ) {
        self.record = record
        self.day = day
        recorded = RecordedDays(length: Double(max(0, day.days(since: record.firstDay))), gaps: gaps)
        let ladder = Ladder<Float>(table: table, ground: record.ground, threads: threads)
        events = record.evidence(before: day, counting: .events)
        let placeWeeks = record.evidence(before: day, counting: .placeWeeks)
        eventShares = ladder.shares(events)
        placeWeekShares = ladder.shares(placeWeeks)
        let clocks = table == .first ? EventRate.firstClocks : EventRate.regularClocks
        eventRate = EventRate(events: Self.precise(events), record: recorded, clocks: clocks)
        placeWeekRate = EventRate(events: Self.precise(placeWeeks), record: recorded, clocks: clocks)
        recentMass = EventRate.mass(Self.precise(events), halfLife: 30)
        allowances = Self.allowances(events, on: record.ground, systematic: systematic, days: recorded, behind: behind)
    }

    private static func precise(_ evidence: LadderEvidence) -> [(age: Double, weight: Double)] {
        evidence.events.indices.filter(evidence.isPrecise).map { (evidence.events[$0].age, evidence.weights[$0]) }
    }

    private static func allowances(
        _ evidence: LadderEvidence, on ground: LadderGround, systematic: Bool, days: RecordedDays,
        behind: Int
    ) -> [ChanceAllowance] {
        var counts = [Int](repeating: 0, count: ground.zoneCount)
        for event in evidence.events where event.age <= 365 {
            if case .cell(let cell) = event.place { counts[Int(ground.zones[Int(cell)])] += 1 }
        }
        return counts.map {
            ChanceAllowance(systematic: systematic, events: $0, days: Int(checked: days.length) ?? 0, behind: behind)
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
            expected: placeWeekRate.expected(days: horizon.days) * Self.sum(placeWeekShares, disc(radius, cell)))
    }

    /// Around each cell's centre the share of the disc that is assessed.
    public func assessedShares(_ radius: ChanceRadius) -> [Float] {
        let disc = disc(radius)
        let assessed = record.ground.zones.map { $0 >= 0 ? Float(1) : 0 }
        return disc.sums(assessed, on: record.ground.grid).map { $0 / Float(disc.cellCount) }
    }

    // MARK: Numbers

    /// The number of events around a cell.
    public func count(around cell: Int, _ radius: ChanceRadius, _ horizon: Horizon) -> EventCount {
        EventCount(
            mean: eventRate.expected(days: horizon.days) * Self.sum(eventShares, disc(radius, cell)),
            area: EventCount.Area(radius), horizon: horizon)
    }

    /// The number of events in an area.
    public func count(in area: AreaFootprint, _ horizon: Horizon) -> EventCount {
        EventCount(
            mean: eventRate.expected(days: horizon.days) * Self.sum(eventShares, area), area: .province,
            horizon: horizon)
    }

    /// The chance of at least one event in an area: what its number leaves for none.
    public func chance(in area: AreaFootprint, _ horizon: Horizon) -> Double {
        1 - count(in: area, horizon).probability(of: 0)
    }

    /// How well the rate around a cell is known.
    public func doubt(around cell: Int, _ radius: ChanceRadius) -> RateDoubt {
        RateDoubt(observed: Self.sum(observed, disc(radius, cell)), recent: recentMass)
    }

    /// The same around each cell, as the ratio P95 / P05; NaN where the cell is not assessed.
    public func doubtRatios(_ radius: ChanceRadius) -> [Float] {
        let sums = disc(radius).sums(observed, on: record.ground.grid)
        return zip(sums, record.ground.zones).map { mass, zone in
            zone >= 0 ? Float(RateDoubt(observed: Double(mass), recent: recentMass).ratio) : .nan
        }
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

    static func sum(_ shares: [Float], _ cells: [(cell: Int, share: Double)]) -> Double {
        cells.reduce(0) { $0 + $1.share * Double(shares[$1.cell]) }
    }

    static func sum(_ shares: [Float], _ area: AreaFootprint) -> Double {
        // checked: numbers of cells
        zip(area.indices, area.fractions).reduce(0) { $0 + Double($1.1) * Double(shares[Int($1.0)]) }
    }
}

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
    /// Share of each cell in the events to come.
    public let eventShares: [Float]
    /// Events per day in all.
    public let eventRate: EventRate
    /// What chances come from.
    private let places: PlaceForecast
    /// Precise mass on the clock of 30 days.
    private let recentMass: Double

    /// - Parameters:
    ///   - day: the day from which on the forecast holds.
    ///   - behind: days from the end of the record to the day of the map.
    public init(_ record: EventRecord, on day: CalendarDay, behind: Int = 0, threads: Int = 1) {
        self.record = record
        self.day = day
        let places = PlaceForecast(record, on: day, behind: behind, threads: threads)
        self.places = places
        eventShares = Ladder<Float>(ground: record.ground, threads: threads).shares(places.events)
        let rated = PlaceForecast.rated(places.events, of: record, on: day)
        eventRate = EventRate(
            events: rated, record: places.recorded, clocks: PlaceForecast.clocks(record.ground.table))
        recentMass = EventRate.mass(rated, halfLife: 30)
    }

    /// Days of the record before the day.
    public var recorded: RecordedDays { places.recorded }
    /// Every event 1: for expected numbers.
    public var events: LadderEvidence { places.events }
    /// Share of each cell in the place-weeks to come: for chances.
    public var placeWeekShares: [Float] { places.shares }
    /// Place-weeks per day in all.
    public var placeWeekRate: EventRate { places.rate }
    /// What may be stated in each zone.
    public var allowances: [ChanceAllowance] { places.allowances }

    /// Positions of the precise events within a distance of a point.
    public func events(within distance: Meters, of center: PlanarPoint) -> [Int] {
        events.events.indices.filter { index in
            guard let point = record.events[index].point else { return false }
            let dx = point.x - center.x, dy = point.y - center.y
            return dx * dx + dy * dy <= distance.value * distance.value
        }
    }

    // MARK: Chance

    /// Around each cell's centre the chance of at least one event, 0 to 1; NaN where the cell is not assessed.
    public func chances(_ radius: ChanceRadius, _ horizon: Horizon) -> [Float] { places.chances(radius, horizon) }

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
        doubt(observed: Ladder.sum(observed, over: disc(radius, cell)))
    }

    /// How well a rate is known behind which so much precise mass stands on the clock of a year.
    public func doubt(observed: Double) -> RateDoubt { RateDoubt(observed: observed, recent: recentMass) }

    /// Share of the events to come around each cell.
    public func shares(_ radius: ChanceRadius) -> [Float] { disc(radius).sums(eventShares, on: record.ground.grid) }

    /// Precise mass around each cell on the clock of a year.
    public func observed(_ radius: ChanceRadius) -> [Float] { disc(radius).sums(observed, on: record.ground.grid) }

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

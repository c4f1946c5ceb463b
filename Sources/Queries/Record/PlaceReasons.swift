// SPDX-License-Identifier: Apache-2.0

public import Chance
public import Geo
import Scoring

/// Why a place, the 25 km around it, has its number: by factors, and by the events within 50 km.
public struct PlaceReasons: Sendable {
    /// Events expected in the whole area in 30 days.
    public let whole: Double
    /// The place's share if nothing were known, and the factor of being near to or far from towns.
    public let even: Double, nearTowns: Double
    /// By what each clock multiplies it.
    public let clocks: [(halfLifeDays: Double?, factor: Double)]
    /// What is there without the events within 50 km, as a share of the number.
    public let background: Double
    /// What each event within 50 km adds, by its position in the evidence, as a share of the number; an old one that recent
    /// ones belie takes away. With the background they sum to 1.
    public let events: [(event: Int, share: Double)]
    /// The same by age: upper bound in days (nil: older), number of events, share.
    public let ages: [(upTo: Int?, events: Int, share: Double)]

    /// Events farther away belong to the background.
    public static let reach = Meters(50_000)
    /// Upper bounds of the ages by which events are summed up.
    private static let ageBounds: [Int?] = [7, 30, 365, nil]

    /// - Parameter cell: an assessed cell.
    public init(_ forecast: Forecast, around cell: Int) {
        let ground = forecast.record.ground, grid = ground.grid
        let center = grid.center(column: cell % grid.columns, row: cell / grid.columns)
        let disc = DiscSum(radius: ChanceRadius.twentyFive.meters, cellSize: grid.cellSize)
        let place = disc.cells(around: cell, on: grid).filter { ground.isAssessed($0.cell) }
        let explanation = Ladder<Float>(ground: ground).explanation(
            of: place, forecast.events, nearby: forecast.events(within: Self.reach, of: center))
        whole = forecast.eventRate.expected(days: Horizon.month.days)
        even = place.reduce(0) { $0 + $1.share } / Double(ground.assessedCount)
        nearTowns = explanation.start / even
        clocks = explanation.factors
        background = explanation.background / explanation.share
        events = Self.shares(explanation)
        ages = Self.byAge(events, forecast)
    }

    /// The nodes miss a few per cent where every event of a record lies at one place; what all of them add is exact.
    private static func shares(_ explanation: LadderExplanation) -> [(event: Int, share: Double)] {
        let added = explanation.events.reduce(0) { $0 + $1.share }
        let correction = added > 0 ? max(0, explanation.share - explanation.background) / added : 1
        return explanation.events.map { ($0.event, correction * $0.share / explanation.share) }
    }

    private static func byAge(
        _ events: [(event: Int, share: Double)], _ forecast: Forecast
    ) -> [(upTo: Int?, events: Int, share: Double)] {
        var ages = ageBounds.map { (upTo: $0, events: 0, share: 0.0) }
        for (event, share) in events {
            let age = forecast.events.events[event].age
            let position = ageBounds.firstIndex { bound in bound.map { age <= Double($0) } ?? true } ?? 0
            ages[position].events += 1
            ages[position].share += share
        }
        return ages
    }
}

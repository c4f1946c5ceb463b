// SPDX-License-Identifier: Apache-2.0

public import Geo
import Scoring

/// How the expected number has changed in the last 30 days of a record: what is said now beside what the same rule said then.
public struct RecentChange: Sendable {
    /// Days between both statements, and days ahead of each.
    public static let horizon = Horizon.month

    private let now, before: Forecast
    /// Positions of the precise events that were reported in between, among those of the record.
    private let between: [Int]

    /// - Parameter now: a forecast.
    public init(since now: Forecast, threads: Int = 1) {
        self.now = now
        let day = now.day.advanced(by: -Self.horizon.rawValue)
        before = Forecast(now.record, on: day, threads: threads)
        let record = now.record
        between = (record.known(before: day).upperBound..<record.known(before: now.day).upperBound).filter {
            record.events[$0].point != nil
        }
    }

    /// Whether a zone's rule allowed numbers on the earlier day.
    private func isKnown(_ zone: Int) -> Bool { before.allowances[zone] == .full }

    /// The change in an area of a zone; nil where nothing was said on the earlier day.
    /// - Parameter reported: precise events of the area in the days between.
    public func change(in area: AreaFootprint, zone: Int, reported: Int) -> RateChange? {
        guard isKnown(zone) else { return nil }
        return RateChange(
            before: before.count(in: area, Self.horizon), after: now.count(in: area, Self.horizon).mean,
            reported: reported)
    }

    /// Around each cell's centre the natural logarithm of the ratio within 25 km where the change is marked and 0 where it is
    /// not; NaN where the cell is not assessed or nothing was said on the earlier day.
    public var marks: [Float] {
        let ground = now.record.ground, reported = reportedAround
        let (earlier, later) = (means(before), means(now))
        return ground.zones.indices.map { cell in
            guard ground.isAssessed(cell), isKnown(Int(ground.zones[cell])) else { return .nan }
            let change = RateChange(
                before: EventCount(mean: earlier[cell], area: .disc25, horizon: Self.horizon), after: later[cell],
                reported: Int(reported[cell]))
            return change.mark == nil ? 0 : Float(change.logRatio)
        }
    }

    private func means(_ forecast: Forecast) -> [Double] {
        let rate = forecast.eventRate.expected(days: Self.horizon.days)
        return forecast.shares(.twentyFive).map { rate * Double($0) }
    }

    /// Precise events in between within 25 km of each cell's centre, by exact distance.
    private var reportedAround: [Int32] {
        Surroundings(ground: now.record.ground, radius: ChanceRadius.twentyFive.meters)
            .counts(between.compactMap { now.record.events[$0].point })
    }
}

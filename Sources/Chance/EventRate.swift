// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Events per day of a whole area, by the rule of the ladder in time: the year's rate, then corrected by shorter and
/// shorter memories.
///
/// m_h = sum of w 2^(-age/h) over the precise events, x_h the same sum over the recorded days; r = m_365 / x_365, then for
/// each shorter half-life h: r (a + m_h) / (a + r x_h), with a = 10.
public struct EventRate: Sendable, Hashable {
    /// Expected events per day.
    public let perDay: Double

    /// Half-lives behind the year's, in days: of the regular ladder.
    public static let regularClocks: [Double] = [30, 7]
    /// Those of the ladder's first form.
    public static let firstClocks: [Double] = [90, 30, 14, 7]
    private static let caution = 10.0

    /// - Parameters:
    ///   - events: age in days and weight of each precise event.
    ///   - record: the days on which events were collected.
    ///   - clocks: half-lives behind the year's, in falling order.
    public init(
        events: some Collection<(age: Double, weight: Double)>, record: RecordedDays,
        clocks: [Double] = Self.regularClocks
    ) {
        let exposure = record.exposure(halfLife: 365)
        var rate = exposure > 0 ? Self.mass(events, halfLife: 365) / exposure : 0
        for halfLife in clocks where rate > 0 {
            rate *=
                (Self.caution + Self.mass(events, halfLife: halfLife))
                / (Self.caution + rate * record.exposure(halfLife: halfLife))
        }
        perDay = rate
    }

    /// The sum of the weights, halved with each half-life of age.
    static func mass(_ events: some Collection<(age: Double, weight: Double)>, halfLife: Double) -> Double {
        events.reduce(0) { $0 + $1.weight * exp2(-$1.age / halfLife) }
    }

    /// Expected events in the days ahead.
    public func expected(days: Double) -> Double { perDay * days }
}

/// The days before the as-of day on which a record was kept.
public struct RecordedDays: Sendable, Hashable {
    /// Days before the as-of day from which on it was kept; infinite for ever.
    public let length: Double
    /// Stretches without collection as ages in days: from the newer end to the older.
    public let gaps: [Range<Double>]

    /// Takes the parts as they are; gaps lie within the length.
    public init(length: Double, gaps: [Range<Double>] = []) {
        self.length = length
        self.gaps = gaps
    }

    /// (h / ln 2) (1 - 2^(-L/h)) without the gaps: without it short records are under-stated.
    func exposure(halfLife: Double) -> Double {
        func until(_ age: Double) -> Double { halfLife / log(2) * (1 - exp2(-age / halfLife)) }
        return gaps.reduce(until(length)) { $0 - (until($1.upperBound) - until($1.lowerBound)) }
    }
}

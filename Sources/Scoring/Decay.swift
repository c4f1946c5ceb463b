// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// How much an event still counts at the as-of date.
public enum Decay {
    /// Mean of 2^(-age / halfLife) over the days of the period that are not after the as-of date; 1 without a
    /// half-life; 0 when the whole period lies after it.
    ///
    /// A period that runs past the as-of date belongs to an event that was reported by then, so only its days so far
    /// are possible. The sum over days is a geometric series, taken in closed form.
    public static func weight(of period: DayInterval, asOf: CalendarDay, halfLifeDays: Double?) -> Double {
        guard let known = knownPart(of: period, asOf: asOf) else { return 0 }
        guard let halfLifeDays else { return 1 }
        let rate = log(2) / halfLifeDays
        let youngest = exp(-rate * Double(asOf.days(since: known.last)))
        if known.length == 1 { return youngest }
        return youngest * expm1(-rate * Double(known.length)) / expm1(-rate) / Double(known.length)
    }

    /// Share of the period's days, as far as they are not after the as-of date, that lie in the last `days` days, the
    /// as-of date included.
    public static func shareWithin(days: Int, of period: DayInterval, asOf: CalendarDay) -> Double {
        guard let known = knownPart(of: period, asOf: asOf),
            let window = DayInterval(first: asOf.advanced(by: 1 - days), last: asOf),
            let common = known.intersection(window)
        else { return 0 }
        return Double(common.length) / Double(known.length)
    }

    private static func knownPart(of period: DayInterval, asOf: CalendarDay) -> DayInterval? {
        DayInterval(first: period.first, last: min(period.last, asOf))
    }
}

/// `Decay.weight` for one half-life, with the weights of single days worked out beforehand: millions of events have a
/// few thousand ages.
struct DecayTable {
    /// A century and more; older days are worked out one by one.
    private static let longest = 40_000

    private let asOf: CalendarDay
    private let halfLifeDays: Double?
    /// Weight of a day by its age.
    private let days: [Double]

    init(asOf: CalendarDay, halfLifeDays: Double?, oldest: CalendarDay) {
        self.asOf = asOf
        self.halfLifeDays = halfLifeDays
        let ages = 0...min(max(0, asOf.days(since: oldest)), Self.longest)
        days = ages.map {
            Decay.weight(of: DayInterval(asOf.advanced(by: -$0)), asOf: asOf, halfLifeDays: halfLifeDays)
        }
    }

    func weight(of period: DayInterval) -> Double {
        let age = asOf.days(since: period.first)
        if period.length == 1, days.indices.contains(age) { return days[age] }
        return Decay.weight(of: period, asOf: asOf, halfLifeDays: halfLifeDays)
    }
}

/// The expected weighted events per 30 days, which scale the surface.
public struct ExpectedEvents: Sendable, Hashable {
    /// ln 2 times the sum of w 2^(-age / half-life), scaled from one half-life to 30 days: a kernel over time that
    /// integrates to one, times 30 days.
    public let recent: Double
    /// Sum of w over the baseline window, scaled to 30 days.
    public let baseline: Double
    /// The weighted mean of both: what the surface sums to.
    public let total: Double

    /// Sums over the events with the settings' bands.
    public init(of events: some Sequence<EventMass>, asOf: CalendarDay, settings: SurfaceSettings) {
        var recent = 0.0, baseline = 0.0
        for event in events {
            recent +=
                event.weight
                * Decay.weight(of: event.period, asOf: asOf, halfLifeDays: settings.recentHalfLifeDays)
            baseline += event.weight * Decay.shareWithin(days: settings.baselineDays, of: event.period, asOf: asOf)
        }
        self.recent = recent * log(2) * 30 / settings.recentHalfLifeDays
        self.baseline = baseline * 30 / Double(settings.baselineDays)
        total = settings.recentShare * self.recent + (1 - settings.recentShare) * self.baseline
    }
}

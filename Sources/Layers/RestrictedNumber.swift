// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How many restricted events of a country wait to be told for an area: they count for the number of its record, and for no
/// place (docs/decisions/0021).
public struct RestrictedNumber: Sendable, Hashable, CustomStringConvertible {
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// A half-month, or the calendar year of what is older than the window.
    public var period: DayInterval
    /// Number of events, at least 1.
    public var events: Int

    /// For a digest.
    public var description: String { "\(country) \(period.first)/\(period.last): \(events)" }

    /// The numbers by country and time. A country whose events would be too few to be told together has none.
    /// - Parameter country: of a province, by its key.
    public static func numbers(
        of waiting: [RestrictedEvent], windowFirst: CalendarDay, country: (String) -> String?
    ) -> [RestrictedNumber] {
        let byCountry = Dictionary(grouping: waiting) { country($0.province) ?? "" }
        return byCountry.keys.sorted().flatMap { key -> [RestrictedNumber] in
            let events = byCountry[key] ?? []
            guard !key.isEmpty, RestrictedThreshold.isMet(by: events) else { return [] }
            let byPeriod = Dictionary(grouping: events) { $0.halfMonth.told(windowFirst: windowFirst) }
            return byPeriod.map { RestrictedNumber(country: key, period: $0.key, events: $0.value.count) }
                .sorted { ($0.period.first, $0.period.last) < ($1.period.first, $1.period.last) }
        }
    }
}

extension HalfMonth {
    /// The days that stand for the half-month: its own inside the window, those of its year before it.
    fileprivate func told(windowFirst: CalendarDay) -> DayInterval {
        guard first < windowFirst, let start = CalendarDay(year: year, month: 1, day: 1),
            let end = CalendarDay(year: year, month: 12, day: 31), let whole = DayInterval(first: start, last: end)
        else { return days }
        return whole
    }
}

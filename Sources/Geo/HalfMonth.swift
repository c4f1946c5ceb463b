// SPDX-License-Identifier: Apache-2.0

/// The first 15 days of a month, or the rest of it: the finest time that is told of restricted events.
public struct HalfMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first day: the 1st or the 16th.
    public let first: CalendarDay

    /// The half-month that holds a day.
    public init(containing day: CalendarDay) {
        let date = day.components.day
        first = day.advanced(by: (date > 15 ? 16 : 1) - date)
    }

    /// The last day: the 15th or the last of the month.
    public var last: CalendarDay {
        let (year, month, date) = first.components
        return first.advanced(by: (date == 1 ? 15 : CalendarDay.length(ofMonth: month, year: year)) - date)
    }

    /// The half-month after this one.
    public var next: HalfMonth { HalfMonth(containing: last.advanced(by: 1)) }

    /// The calendar year.
    public var year: Int { first.components.year }

    /// All its days.
    public var days: DayInterval { DayInterval(first).union(DayInterval(last)) }

    /// Orders by time.
    public static func < (a: HalfMonth, b: HalfMonth) -> Bool { a.first < b.first }

    /// `first/last`, as ISO 8601 writes an interval.
    public var description: String { "\(first)/\(last)" }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// The days of a series, and what is made of each.
public struct SeriesPlan: Sendable, Hashable {
    /// Days for which builds are made, the earliest first.
    public let days: [CalendarDay]
    /// Days from one to the next.
    public let step: Int
    /// Whether only what had been published by each day counts on it.
    public let isAsKnownThen: Bool

    /// More days than this are no series that anybody looks at, and more than a server takes.
    public static let mostDays = 4000

    /// - Parameters:
    ///   - first: the first day.
    ///   - last: no day lies after it; it is one itself where whole steps lead to it.
    ///   - step: days from one to the next, 1 or more.
    /// - Returns: nil where the last day lies before the first, or there are too many.
    public init?(from first: CalendarDay, to last: CalendarDay, step: Int, isAsKnownThen: Bool = false) {
        guard step >= 1, first <= last, last.days(since: first) / step < Self.mostDays else { return nil }
        days = stride(from: 0, through: last.days(since: first), by: step).map(first.advanced)
        self.step = step
        self.isAsKnownThen = isAsKnownThen
    }

    /// Days of a step such as `7d`, `2w` or `7`; nil for anything else.
    public static func step(parsing text: String) -> Int? {
        let units: [Character: Int] = ["d": 1, "w": 7]
        let unit = text.last.flatMap { units[$0] }, digits = unit == nil ? text[...] : text.dropLast()
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int(digits), count > 0
        else { return nil }
        return count * (unit ?? 1)
    }
}

/// Why a day of a series could not be built. The days before it are whole.
public struct SeriesFailure: Error, CustomStringConvertible {
    /// The day.
    public let day: CalendarDay
    /// What stopped it.
    public let reason: any Error

    /// The day and the reason.
    public var description: String { "\(day): \(reason)" }
}

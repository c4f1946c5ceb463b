// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How a table writes its days.
public enum DateFormat: String, Sendable, Hashable, CaseIterable, Codable {
    /// `2026-01-19`, with or without a time behind it.
    case iso = "YYYY-MM-DD"
    /// `19/01/2026`, `19.1.2026`, `19-01-2026`.
    case dayMonthYear = "DD/MM/YYYY"
    /// `01/19/2026`.
    case monthDayYear = "MM/DD/YYYY"
    /// `19 January 2026`, `19-Jan-2026`.
    case dayNameYear = "DD MONTH YYYY"

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// The day; nil when the text has another form or there is no such day.
    public func day(from text: String) -> CalendarDay? {
        if self == .iso { return CalendarDay(parsing: text) }
        let parts = text.split { $0 == "/" || $0 == "." || $0 == "-" || $0 == " " }
        guard parts.count == 3, parts[2].count == 4, let year = Int(parts[2]) else { return nil }
        switch self {
        case .iso: return nil
        case .dayMonthYear: return Self.day(year, Int(parts[1]), Int(parts[0]))
        case .monthDayYear: return Self.day(year, Int(parts[0]), Int(parts[1]))
        case .dayNameYear: return Self.day(year, Self.month(named: parts[1]), Int(parts[0]))
        }
    }

    private static func day(_ year: Int, _ month: Int?, _ day: Int?) -> CalendarDay? {
        guard let month, let day else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    private static func month(named name: Substring) -> Int? {
        guard name.count >= 3 else { return nil }
        return months.firstIndex(of: String(name.prefix(3)).lowercased()).map { $0 + 1 }
    }
}

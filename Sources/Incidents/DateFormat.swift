// SPDX-License-Identifier: Apache-2.0

/// How a study says that a table writes its days. Forms that can be read in one way only are read whatever it says; it
/// decides where day and month could be exchanged.
public enum DateFormat: String, Sendable, Hashable, CaseIterable, Codable {
    /// `2026-01-19`, with or without a time behind it.
    case iso = "YYYY-MM-DD"
    /// `19/01/2026`, `19.1.2026`, `19-01-26`.
    case dayMonthYear = "DD/MM/YYYY"
    /// `01/19/2026`.
    case monthDayYear = "MM/DD/YYYY"
    /// `26/01/19`.
    case yearMonthDay = "YY/MM/DD"
    /// `2026-19-01`: the day before the month.
    case yearDayMonth = "YYYY-DD-MM"
    /// `19 January 2026`, `19-Jan-2026`.
    case dayNameYear = "DD MONTH YYYY"
    /// `20260119`.
    case compact = "YYYYMMDD"

    /// The order of numbers that it states; nil where it states none.
    public var order: DayOrder? {
        switch self {
        case .dayMonthYear: .dayMonthYear
        case .monthDayYear: .monthDayYear
        case .yearMonthDay: .yearMonthDay
        case .yearDayMonth: .yearDayMonth
        case .iso, .dayNameYear, .compact: nil
        }
    }

    /// The format of a text, in any case; throws with the known ones.
    public init(stated text: String) throws(IncidentInputError) {
        guard let format = Self.allCases.first(where: { $0.rawValue == text.uppercased() }) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badMapping(field: "date_format", problem: "'\(text)' is not one of \(known)")
        }
        self = format
    }
}

extension DateCalendar {
    /// The calendar of a text; throws with the known ones.
    public init(stated text: String) throws(IncidentInputError) {
        guard let calendar = Self(rawValue: text.lowercased()) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badMapping(field: "calendar", problem: "'\(text)' is not one of \(known)")
        }
        self = calendar
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo

/// The calendar that a table counts its years in.
public enum DateCalendar: String, Sendable, Hashable, CaseIterable, Codable {
    /// The common one.
    case gregorian
    /// The Hijri calendar of Saudi Arabia.
    case umAlQura = "islamic-umalqura"
    /// The Solar Hijri calendar of Iran and Afghanistan.
    case persian

    var foundation: Calendar {
        var calendar: Calendar
        switch self {
        case .gregorian: calendar = Calendar(identifier: .gregorian)
        case .umAlQura: calendar = Calendar(identifier: .islamicUmmAlQura)
        case .persian: calendar = Calendar(identifier: .persian)
        }
        if let utc = TimeZone(secondsFromGMT: 0) { calendar.timeZone = utc }
        return calendar
    }

    /// The day of three numbers; nil where there is none.
    package func day(year: Int, month: Int, day: Int) -> CalendarDay? {
        if self == .gregorian { return CalendarDay(year: year, month: month, day: day) }
        let wanted = DateComponents(year: year, month: month, day: day)
        let calendar = foundation
        guard (1...9999).contains(year), let date = calendar.date(from: wanted) else { return nil }
        let found = calendar.dateComponents([.year, .month, .day], from: date)
        guard found.year == year, found.month == month, found.day == day else { return nil }
        return Int(checked: (date.timeIntervalSince1970 / 86_400).rounded(.down))
            .map { CalendarDay(daysSinceEpoch: $0) }
    }

    /// The days of a month; nil where there is none.
    package func month(_ month: Int, year: Int) -> DayInterval? {
        guard let first = day(year: year, month: month, day: 1) else { return nil }
        let next = month == 12 ? day(year: year + 1, month: 1, day: 1) : day(year: year, month: month + 1, day: 1)
        return next.flatMap { DayInterval(first: first, last: $0.advanced(by: -1)) }
    }

    /// The days of a year; nil where there is none.
    package func year(_ year: Int) -> DayInterval? {
        guard let first = day(year: year, month: 1, day: 1), let next = day(year: year + 1, month: 1, day: 1) else {
            return nil
        }
        return DayInterval(first: first, last: next.advanced(by: -1))
    }

    /// The year of this calendar that the first day of a common year lies in.
    package func year(ofGregorian year: Int) -> Int {
        guard self != .gregorian, let day = CalendarDay(year: year, month: 7, day: 1) else { return year }
        let date = Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400)
        return foundation.component(.year, from: date)
    }

    /// What it is called in a sentence.
    var title: String {
        switch self {
        case .gregorian: "common"
        case .umAlQura: "Hijri"
        case .persian: "Solar Hijri"
        }
    }
}

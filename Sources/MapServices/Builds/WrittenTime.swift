// SPDX-License-Identifier: Apache-2.0

import Geo

/// A day or a time of a day as ISO 8601 writes them in requests: `2026-02-15`, `2026-02-15T10:30:00.000Z`.
enum WrittenTime {
    /// The day, in universal time where a zone is stated; nil for what is no time of any day.
    static func day(_ text: some StringProtocol) -> CalendarDay? {
        guard let day = CalendarDay(parsing: text) else { return nil }
        let rest = Array(text.utf8.dropFirst(11))
        guard text.utf8.count > 10 else { return day }
        let zoneStart = rest.firstIndex { [0x5A, 0x7A, 0x2B, 0x2D].contains($0) } ?? rest.count
        guard let minutes = minutesOfDay(rest[..<zoneStart]), let offset = offset(rest[zoneStart...]) else {
            return nil
        }
        let universal = minutes - offset
        return day.advanced(by: universal < 0 ? -1 : universal >= 24 * 60 ? 1 : 0)
    }

    /// The days of a day, a time, a month (`2026-02`) or a year (`2026`); nil for what is none.
    static func days(_ text: some StringProtocol) -> DayInterval? {
        if let day = day(text) { return DayInterval(day) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts[0].utf8.count == 4, parts.count < 3, parts.count == 1 || parts[1].utf8.count == 2,
            parts.allSatisfy({ isDigits(Array($0.utf8)[...]) }), let year = Int(parts[0]),
            let first = CalendarDay(year: year, month: parts.count == 2 ? Int(parts[1]) ?? 0 : 1, day: 1)
        else { return nil }
        let (_, month, _) = first.components
        let lastMonth = parts.count == 2 ? month : 12
        return CalendarDay(year: year, month: lastMonth, day: CalendarDay.length(ofMonth: lastMonth, year: year))
            .flatMap { DayInterval(first: first, last: $0) }
    }

    /// `hh`, `hh:mm`, `hh:mm:ss` or with a fraction of seconds; 24:00 is the beginning of the next day.
    private static func minutesOfDay(_ text: ArraySlice<UInt8>) -> Int? {
        let fraction = text.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
        let parts = fraction[0].split(separator: 0x3A, omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), fraction.count == 1 || (parts.count == 3 && isDigits(fraction[1])),
            let hour = twoDigits(parts[0]), let minute = parts.count > 1 ? twoDigits(parts[1]) : 0,
            let second = parts.count > 2 ? twoDigits(parts[2]) : 0,
            minute < 60, second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0)
        else { return nil }
        return hour * 60 + minute
    }

    /// Minutes east of universal time: nothing, `Z`, `+03:00`, `+0300` or `+03`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        guard let sign = text.first else { return 0 }
        if sign == 0x5A || sign == 0x7A { return text.count == 1 ? 0 : nil }
        let digits = text.dropFirst().filter { $0 != 0x3A }, colons = text.count - 1 - digits.count
        guard digits.count == 2 || digits.count == 4, colons == 0 || (colons == 1 && text.count == 6),
            let hours = twoDigits(digits.prefix(2)), let minutes = digits.count == 4 ? twoDigits(digits.suffix(2)) : 0,
            hours <= 14, minutes < 60
        else { return nil }
        return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func isDigits(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func twoDigits(_ text: some Collection<UInt8>) -> Int? {
        let digits = Array(text)
        guard digits.count == 2, isDigits(digits[...]) else { return nil }
        return Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)
    }
}

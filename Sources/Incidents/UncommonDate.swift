// SPDX-License-Identifier: Apache-2.0

/// Dates that few tables have: ISO weeks, military date-time groups, words before the time, eras behind the year. They
/// are tried where the common forms do not fit.
enum UncommonDate {
    // Made once: a pattern in the code of a function is made anew at each use, which takes longer than to match it.
    nonisolated(unsafe) private static let weekForm = /(?i)(\d{4})-?W(\d{2})(?:-?([1-7]))?/
    nonisolated(unsafe) private static let groupForm = /(\d{2})(\d{2})(\d{2})\s?([A-Z])\s?([A-Z]{3})\s?(\d{4}|\d{2})/
    nonisolated(unsafe) private static let wordForm =
        /(?i)(.*\d[^\d]*?),?\s+(?:at|à|a las|às|um|в|о|الساعة)\s+(\d{1,2}[:hH].*)/
    nonisolated(unsafe) private static let eraForm = /(?i)(.*\d)\s*(A\.?\s?H\.?|H|هـ|ه|S\.?\s?H\.?|A\.?\s?D\.?|B?CE|م)/
    nonisolated(unsafe) private static let hijriEra = /(?i)\d\s*(?:A\.?\s?H\.?|هـ)$/
    nonisolated(unsafe) private static let hijriYear = /\b1[34]\d\d\b/
    nonisolated(unsafe) private static let quarterForm = /(?i)\bQ[1-4]\b|\b[1-4]Q\b|\bquarter\b|\btrimestre\b|\bквартал/
    nonisolated(unsafe) private static let weekWord = /(?i)\bweek\b|\bsemaine\b|\bsemana\b|\bнедел|أسبوع/
    nonisolated(unsafe) private static let timeForm = /\d{1,2}:\d{2}.*/

    /// The text must be plain. Nil where it is none of these forms.
    static func read(_ text: String) -> DateText.Outcome? {
        week(text) ?? dateTimeGroup(text) ?? wordBeforeTime(text) ?? era(text) ?? unread(text)
    }

    /// `2026-W03`, `2026W03`, `2026-W03-2`.
    private static func week(_ text: String) -> DateText.Outcome? {
        guard let found = text.wholeMatch(of: weekForm)?.output,
            let year = Int(found.1), let week = Int(found.2)
        else { return nil }
        return .date(.week(year: year, week: week, day: found.3.flatMap { Int($0) }), nil)
    }

    /// `051430CJAN2026`: day, time, letter of the zone, month and year.
    private static func dateTimeGroup(_ text: String) -> DateText.Outcome? {
        guard let found = text.uppercased().wholeMatch(of: groupForm)?.output, let letter = found.4.utf8.first else {
            return nil
        }
        return DateText.common("\(found.1) \(found.5) \(found.6) \(found.2):\(found.3)\(zone(letter))")
    }

    /// The zone of a letter: A to M without J lie east of Greenwich, N to Y west; J is the time of the place.
    private static func zone(_ letter: UInt8) -> String {
        let hours: Int
        switch letter {
        case 0x41...0x49: hours = Int(letter) - 0x40
        case 0x4B...0x4D: hours = Int(letter) - 0x41
        case 0x4E...0x59: hours = 0x4D - Int(letter)
        case 0x5A: hours = 0
        default: return ""
        }
        return (hours < 0 ? "-" : "+") + (abs(hours) < 10 ? "0" : "") + "\(abs(hours)):00"
    }

    /// `5 January 2026 at 23:30`.
    private static func wordBeforeTime(_ text: String) -> DateText.Outcome? {
        guard let found = text.wholeMatch(of: wordForm)?.output else { return nil }
        return DateText.common("\(found.1) \(found.2)")
    }

    /// `1 Ramadan 1446 AH`, `5 January 2026 CE`: the letters of an era add nothing where the date is read without them.
    private static func era(_ text: String) -> DateText.Outcome? {
        if let found = text.wholeMatch(of: eraForm)?.output {
            let outcome = DateText.common(String(found.1))
            if case .date = outcome { return outcome }
        }
        let isHijri = text.contains(hijriEra) || text.contains(hijriYear)
        guard isHijri, text.contains(where: \.isLetter) else { return nil }
        return .unread("a day of the Hijri calendar, of whose month no such name is known")
    }

    /// What speaks of time and is no date.
    private static func unread(_ text: String) -> DateText.Outcome? {
        if text.contains(quarterForm) {
            return .unread("a quarter of a year")
        }
        if text.contains(weekWord) {
            return .unread("a week in words (2026-W03 is read)")
        }
        if text.wholeMatch(of: timeForm) != nil { return .unread("a time of day without a day") }
        return nil
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

extension DateReading {
    /// What should be known of a date that was read: a day of the week that is another, and a day that is stated as
    /// approximate.
    func remarks(_ text: String, _ days: DayInterval) -> [String] {
        var remarks: [String] = []
        let plain = WrittenText.plain(text)
        if DateText.isApproximate(plain) {
            remarks.append("dates that are stated as approximate were read as they stand")
        }
        if days.length == 1, let day = MonthNames.all.weekday(in: plain), days.first.weekday != day {
            remarks.append("the day of the week is another than that of the date; the date counts")
        }
        return remarks
    }

    /// Says so where an event goes on long after the day of the map.
    func remark(onEndOf period: DayInterval) -> String? {
        guard let asOf, period.first <= asOf, period.last.days(since: asOf) > Self.longAfter else { return nil }
        return "the event ends more than \(Self.longAfter) days after the as-of day \(asOf)"
    }

    private static let longAfter = 31
}

extension CalendarDay {
    /// 0 for a Sunday to 6 for a Saturday; day 0 since 1970 was a Thursday.
    var weekday: Int { ((daysSinceEpoch + 4) % 7 + 7) % 7 }
}

extension DateText {
    /// Whether words or signs say that a date is not exact: `~5 January 2026`, `circa 5 January 2026`, `5 January 2026?`.
    static func isApproximate(_ text: String) -> Bool { exact(text) != text }

    /// The text without such words and signs.
    static func exact(_ text: String) -> String {
        guard
            text.utf8.last == UInt8(ascii: "?") || text.utf8.last == UInt8(ascii: ")")
                || text.utf8.first.map({ $0 < 0x30 || $0 > 0x39 }) == true
        else { return text }
        let begun = text.replacing(
            /^(?i)(?:[~≈±]|(?:circa|ca\.?|c\.|about|around|approximately|approx\.?|environ|vers(?: le)?|hacia|cerca de|около|примерно|близько|حوالي|نحو)\s)\s*/,
            with: "")
        return WrittenText.trimmed(begun.replacing(/\s*(?:\?|\(\?\)|\((?i:approx\.?|approximate|circa)\))$/, with: ""))
    }
}

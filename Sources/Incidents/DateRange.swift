// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Two dates in one cell, each completed by what it leaves to the other.
struct DateRange: Equatable {
    let first: String
    let last: String
    /// The texts where one year is written and the range crosses the turn of it; nil where each date has its own.
    var acrossYears: [String]?
    /// Days from the first to the last, where the cell writes both in one month.
    var span: Int?

    /// What `read` makes of the likeliest range that it can read; nil where the text is none. The text must be plain
    /// (`WrittenText.plain`).
    static func first<Found>(in text: String, _ read: (DateRange) -> Found?) -> Found? {
        if let range = daysOfMonth(text), let found = read(range) { return found }
        for separator in separators {
            guard let parts = parts(of: text, at: separator) else { continue }
            for range in completions(parts.first, parts.last) {
                if let found = read(range) { return found }
            }
        }
        return nil
    }

    /// The two dates of a cell that is a range; empty for other texts.
    static func dates(in text: String) -> [WrittenDate] {
        first(in: text) { range in
            guard case .date(let first, _) = DateText.read(range.first),
                case .date(let last, _) = DateText.read(range.last)
            else { return nil }
            return [first, last]
        } ?? []
    }

    private static func parts(of text: String, at separator: String) -> (first: String, last: String)? {
        let parts = text.components(separatedBy: separator).map { WrittenText.trimmed($0) }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (withoutBeginning(parts[0]), parts[1])
    }

    /// The text without its times of day, and how many they were. Times that name a zone stay: the day may be another there.
    static func withoutTimes(_ text: String) -> (rest: String, times: Int) {
        guard text.contains(":") else { return (text, 0) }
        let found = text.matches(of: timeOfDay).count
        let rest = text.replacing(timeOfDay, with: "").replacing(openEnd, with: "")
        return (WrittenText.trimmed(rest), found)
    }

    /// Whether the second of two times of one day is before the first: `22:00 - 02:00`.
    static func endsNextDay(_ text: String) -> Bool {
        let times = text.matches(of: hourAndMinute).map { found -> Int in
            let half = found.output.3?.lowercased(), hour = Int(found.output.1) ?? 0
            let hours = half == nil ? hour : hour % 12 + (half == "p" ? 12 : 0)
            return hours * 60 + (Int(found.output.2) ?? 0)
        }
        return times.count == 2 && times[1] < times[0]
    }

    // Made once: a pattern in the code of a function is made anew at each use, which takes longer than to match it.
    nonisolated(unsafe) private static let daysForm =
        /(?i)((?:.*?[^\d])?)(\d{1,2})(?:st|nd|rd|th|er|\.)?\s*(?:-|&|\b(?:to|until|till|through|and|au|à|al|bis|по|до|إلى|الى|حتى)\b)\s*(\d{1,2})([^\d].*)?/
    nonisolated(unsafe) private static let timeOfDay =
        // checked: the mark stands in a pattern
        /[T\s,]*\b(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s*(?i:am|pm)\b)?(?!\s*(?:[:zZ+]|UTC|GMT|\d))/
    nonisolated(unsafe) private static let openEnd = /\s*(?:-|\bto|\buntil)\s*$/
    nonisolated(unsafe) private static let hourAndMinute = /(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(?i:(a|p)\.?m))?/
    nonisolated(unsafe) private static let beginning = /^(?i)(?:from|between|du|de|del|с|з|من)\s+/
    nonisolated(unsafe) private static let dayAlone = /\d{1,2}/
    nonisolated(unsafe) private static let yearFirst = /(\d{4}[-\/.]\d{1,2}[-\/.])(\d{1,2})/
    nonisolated(unsafe) private static let dayFirst = /(\d{1,2})((?:[-\/.]|\s)\D*\d.*|\s\D+\d.*)/
    nonisolated(unsafe) private static let yearAlone = /\b\d{4}\b/
    nonisolated(unsafe) private static let digits = /\d+/
    nonisolated(unsafe) private static let short = /(\d{1,2}([.\/-])\d{1,2})\.?/
    nonisolated(unsafe) private static let full = /\d{1,2}([.\/-])\d{1,2}[.\/-](\d{4}|\d{2})(?:\D.*)?/

    private static let separators = [
        " to ", " - ", " & ", " à ", " until ", " till ", " through ", " and ", " au ", " al ", " bis ", " по ", " до ",
        " إلى ",
        " الى ", " حتى ",
        "..", "/", "-",
    ]

    private static func withoutBeginning(_ text: String) -> String {
        text.replacing(beginning, with: "")
    }

    // MARK: What the dates share

    /// Days that share the name of a month and a year: `Jan 5-7, 2026`, `5 to 7 January 2026`, `5.-7.1.2026`.
    private static func daysOfMonth(_ text: String) -> DateRange? {
        guard let found = text.wholeMatch(of: daysForm)?.output, let first = Int(found.2), let last = Int(found.3),
            first < last
        else { return nil }
        let prefix = withoutBeginning(String(found.1)), rest = found.4 ?? ""
        return DateRange(first: "\(prefix)\(found.2)\(rest)", last: "\(prefix)\(found.3)\(rest)", span: last - first)
    }

    private static func completions(_ first: String, _ last: String) -> [DateRange] {
        let isBareNumber = first.utf8.count <= 2 && first.allSatisfy(\.isNumber)
        let whole = isBareNumber ? [] : [DateRange(first: first, last: last)]
        return whole + endings(first, last)
            + [numbers(first, last), followingYear(first, last), lastDay(first, last)].compactMap { $0 }
    }

    /// The second date is a day alone, of the month of the first: `2026-01-25 to 27`, `25/01/2026 - 27`.
    private static func lastDay(_ first: String, _ last: String) -> DateRange? {
        guard last.wholeMatch(of: dayAlone) != nil, let day = Int(last) else { return nil }
        if let found = first.wholeMatch(of: yearFirst)?.output, let start = Int(found.2) {
            return DateRange(first: first, last: "\(found.1)\(last)", span: day - start)
        }
        guard let found = first.wholeMatch(of: dayFirst)?.output,
            let start = Int(found.1)
        else { return nil }
        return DateRange(first: first, last: "\(last)\(found.2)", span: day - start)
    }

    /// The first date ends as the second does: `5 - 10 February 2026`, `28 December - 3 January 2026`.
    private static func endings(_ first: String, _ last: String) -> [DateRange] {
        let words = last.split(separator: " ").map(String.init)
        return stride(from: words.count - 1, through: 1, by: -1).map { count in
            let ending = words.suffix(count).joined(separator: " ")
            return DateRange(
                first: "\(first) \(ending)", last: last, acrossYears: ["\(first) \(moved(ending, by: -1))", last])
        }
    }

    /// Day and month in numbers, of which one has no year: `28.12. - 3.1.2026`, `28/12/2025 - 3/1`.
    private static func numbers(_ first: String, _ last: String) -> DateRange? {
        if let day = first.wholeMatch(of: short)?.output, let other = last.wholeMatch(of: full)?.output,
            day.2 == other.1
        {
            let stem = "\(day.1)\(day.2)", year = String(other.2)
            return DateRange(first: stem + year, last: last, acrossYears: [stem + moved(year, by: -1), last])
        }
        if let day = last.wholeMatch(of: short)?.output, let other = first.wholeMatch(of: full)?.output,
            day.2 == other.1
        {
            let stem = "\(day.1)\(day.2)", year = String(other.2)
            return DateRange(first: first, last: stem + year, acrossYears: [first, stem + moved(year, by: 1)])
        }
        return nil
    }

    /// The second date names its month, and its year stands with the first: `28 December 2025 - 3 January`.
    private static func followingYear(_ first: String, _ last: String) -> DateRange? {
        guard last.contains(where: \.isLetter), let year = first.firstMatch(of: yearAlone)?.output else { return nil }
        let next = moved(String(year), by: 1)
        return DateRange(first: first, last: "\(last) \(year)", acrossYears: [first, "\(last) \(next)"])
    }

    /// The text with its last number, a year of four or two digits, moved.
    private static func moved(_ text: String, by years: Int) -> String {
        guard let found = text.matches(of: digits).last, let year = Int(found.output) else { return text }
        let digits = found.output.count, moved = digits == 2 ? (year + years + 100) % 100 : year + years
        return text.replacingCharacters(in: found.range, with: String(format: "%0\(digits)d", moved))
    }
}

extension DateReading {
    /// A range across the turn of a year that names one year is no longer than half a year: what is longer may as well be
    /// two dates the wrong way round.
    private static let mostDaysAcrossYears = 184

    /// The days from the first of one date to the last of another; nil where the text is no range.
    func range(_ text: String) -> Outcome? {
        if let outcome = DateRange.first(in: text, outcome) { return outcome }
        let days = DateRange.withoutTimes(text)
        // Two times of one day: `5 January 2026 10:00 - 12:00`.
        if days.times == 2, case .days(let found) = single(days.rest) {
            return .days(DateRange.endsNextDay(text) ? found.longerByADay : found)
        }
        return days.times > 0 ? DateRange.first(in: days.rest, outcome) : nil
    }

    private func outcome(of range: DateRange) -> Outcome? {
        switch (single(range.first), single(range.last)) {
        case (.fault, _), (_, .fault): return nil
        case (.ambiguous, _), (_, .ambiguous): return .ambiguous
        case (.days(let start), .days(let end)):
            if let span = range.span {
                guard start.length == 1, end.length == 1, end.first.days(since: start.first) == span else { return nil }
            }
            return (DayInterval(first: start.first, last: end.last) ?? acrossYears(range)).map { .days($0) }
                ?? .fault(.endBeforeStart)
        }
    }

    private func acrossYears(_ range: DateRange) -> DayInterval? {
        guard let texts = range.acrossYears, case .days(let start) = single(texts[0]),
            case .days(let end) = single(texts[1]), let days = DayInterval(first: start.first, last: end.last)
        else { return nil }
        return days.length <= Self.mostDaysAcrossYears ? days : nil
    }
}

extension DayInterval {
    /// The same with the day behind it, of a single day.
    fileprivate var longerByADay: DayInterval {
        length == 1 ? DayInterval(first: first, last: first.advanced(by: 1)) ?? self : self
    }
}

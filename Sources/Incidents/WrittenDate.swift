// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// In which order a table writes day, month and year where all three are numbers.
public enum DayOrder: String, Sendable, Hashable, CaseIterable, Codable {
    /// `19/01/2026`.
    case dayMonthYear = "DD/MM/YYYY"
    /// `01/19/2026`.
    case monthDayYear = "MM/DD/YYYY"
    /// `26/01/19`, where the year has two digits.
    case yearMonthDay = "YY/MM/DD"
    /// `2026-19-01`.
    case yearDayMonth = "YYYY-DD-MM"
}

/// What one text says of a date, before the order of its numbers, its century and its calendar are settled.
enum WrittenDate: Hashable {
    /// Year, month and day; 0 for a month or day that is not known.
    case parts(year: Int, month: Int, day: Int, yearDigits: Int, calendar: DateCalendar?)
    /// Three numbers whose order the column must tell.
    case numbers(Int, Int, Int, yearDigits: Int, separator: Character)
    /// Days since 1899-12-30, as spreadsheets count; the fraction is the time of day.
    case serial(Double)
    /// Seconds since 1970.
    case epoch(Double)
    /// Week of a year by ISO 8601, and its day from Monday = 1; nil for the whole week.
    case week(year: Int, week: Int, day: Int?)
    /// Day of a year, counted from 1.
    case ordinal(year: Int, day: Int)
}

/// Reads one date and what stands behind it.
enum DateText {
    enum Outcome: Hashable {
        case date(WrittenDate, WrittenTime?)
        case badTime
        case none
        /// What it is instead, in words that follow "this is".
        case unread(String)
    }

    /// The text must be plain (`WrittenText.plain`).
    static func read(_ text: String) -> Outcome {
        guard text.utf8.count <= 80 else { return .none }
        if WrittenText.isFormula(text) { return .unread("a formula without a stored value") }
        let text = whole(text)
        let outcome = common(text)
        if case .date = outcome { return outcome }
        return UncommonDate.read(text) ?? outcome
    }

    /// Without what says that the date is not exact, and the point that some languages put behind the year.
    private static func whole(_ text: String) -> String {
        let exact = exact(text)
        guard exact.hasSuffix("."), exact.contains(/\d\.\s?\d{1,2}\.\s?\d{2,4}\.$/) else { return exact }
        return String(exact.dropLast())
    }

    /// The forms that most tables have.
    static func common(_ text: String) -> Outcome {
        let text = withColon(text), parts = split(text)
        guard let written = date(written: parts.date) else { return .none }
        return parts.isTimeGood ? .date(written, parts.time) : .badTime
    }

    // MARK: Times

    /// `10h30` as `10:30`, `10h` and `18 Uhr` at the end as `10:00` and `18:00`.
    private static func withColon(_ text: String) -> String {
        if !text.utf8.contains(UInt8(ascii: ":")), let last = text.utf8.last,
            [UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "m")].contains(last | 0x20),
            let found = text.wholeMatch(of: /(?i)(.*\d\D+\d+[\s,]\s*)(\d{1,2})\s*(Uhr|hrs|hours|heures|horas|am|pm)/)?
                .output
        {
            let half = found.3.lowercased()
            return "\(found.1)\(found.2):00" + (half == "am" || half == "pm" ? " \(half)" : "")
        }
        var bytes = Array(text.utf8)
        for place in bytes.indices.dropFirst()
        where bytes[place] | 0x20 == UInt8(ascii: "h") && isDigit(bytes[place - 1]) {
            if place == bytes.count - 1 {
                bytes.replaceSubrange(place..., with: ":00".utf8)
            } else if isDigit(bytes[place + 1]) {
                bytes[place] = UInt8(ascii: ":")
            } else {
                continue
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The date and the time behind it.
    private static func split(_ text: String) -> (date: String, time: WrittenTime?, isTimeGood: Bool) {
        guard let colon = text.firstIndex(of: ":") else {
            // `2026-02-10T` is a date that lost its time.
            return text.last == "T" ? (String(text.dropLast()), nil, false) : (text, nil, true)
        }
        let before = text[..<colon]
        let hourStart = before.lastIndex { !$0.isNumber }.map { text.index(after: $0) } ?? text.startIndex
        var date = WrittenText.trimmed(text[..<hourStart])
        while let last = date.last, last == "T" || last == "," || last == "t" { date.removeLast() }
        let time = time(String(text[hourStart...]))
        return (WrittenText.trimmed(date), time, time != nil)
    }

    private static func time(_ text: String) -> WrittenTime? {
        var text = text
        return text.withUTF8 { WrittenTime($0) }
    }

    /// Seconds since midnight of a text that is a time and nothing else: `02:00`, `2h05`, `2:00 PM`, `0200`, and the fraction
    /// of a day by which spreadsheets keep a time.
    static func timeAlone(_ text: String) -> Int? {
        let plain = withColon(WrittenText.trimmed(WrittenText.plain(text)))
        if plain.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            guard plain.utf8.count == 4 || plain.utf8.count == 6, let number = Int(plain) else { return nil }
            let clock = plain.utf8.count == 4 ? number * 100 : number
            guard clock / 10_000 < 24, clock / 100 % 100 < 60, clock % 100 < 60 else { return nil }
            return clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
        }
        if plain.hasPrefix("0."), let fraction = Double(plain), fraction < 1 {
            // Of numbers drawn at random, one in fifty is so near a minute.
            let minutes = fraction * 1440
            guard abs(minutes - minutes.rounded()) < 0.01 else { return nil }
            return Int(checked: minutes.rounded()).map { $0 * 60 }
        }
        guard plain.contains(":"), plain.utf8.first.map({ $0 < 0x3A }) == true else { return nil }
        return time(plain)?.seconds
    }

    // MARK: Dates

    private static func date(written text: String) -> WrittenDate? {
        if text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }), let single = number(text) { return single }
        var numbers: [(value: Int, digits: Int)] = [], words: [String] = [], separators: [Character] = []
        var wordPlace = 0
        for token in tokens(text) {
            switch token {
            case .number(let value, let digits): numbers.append((value, digits))
            case .word(let word):
                if words.isEmpty { wordPlace = numbers.count }
                words.append(word)
            case .separator(let sign): separators.append(sign)
            }
        }
        if words.isEmpty { return allNumbers(numbers, separators) }
        // `Jan-26`, as spreadsheets show a month; a day of it they show as `26-Jan`.
        if numbers.count == 1, numbers[0].digits == 2, wordPlace == 0, separators == ["-"] || separators == ["/"],
            let month = month(words)
        {
            return .parts(
                year: numbers[0].value, month: month.number, day: 0, yearDigits: 2, calendar: month.calendar)
        }
        // "5-12 January" are two days and no year.
        if numbers.count == 2, numbers[1].digits <= 2, separators.count(where: { $0 == "-" }) == 1,
            wordPlace != 1
        {
            return nil
        }
        return named(numbers, words, wordPlace)
    }

    /// A single number: `20260210`, `202602`, `2026`, a serial of a spreadsheet, seconds or milliseconds since 1970.
    private static func number(_ text: String) -> WrittenDate? {
        let whole = text.prefix { $0 != "." }
        // `20260210.0`, as programs write a column with gaps, is whole.
        let hasFraction = text.dropFirst(whole.count).contains { $0 != "." && $0 != "0" }
        guard let value = Int(whole), text.count(where: { $0 == "." }) <= 1 else { return nil }
        if !hasFraction, whole.count == 8, let date = compact(value) { return date }
        if !hasFraction, whole.count == 6, (1900...2199).contains(value / 100), (1...12).contains(value % 100) {
            return .parts(year: value / 100, month: value % 100, day: 0, yearDigits: 4, calendar: nil)
        }
        if !hasFraction, whole.count == 4, value > 0 {
            return .parts(year: value, month: 0, day: 0, yearDigits: 4, calendar: nil)
        }
        switch whole.count {
        case 5: return (10_000...80_000).contains(value) ? Double(text).map { .serial($0) } : nil
        case 9, 10: return Double(text).map { .epoch($0) }
        case 12, 13: return Double(text).map { .epoch($0 / 1000) }
        default: return nil
        }
    }

    private static func compact(_ value: Int) -> WrittenDate? {
        let year = value / 10_000, month = value / 100 % 100, day = value % 100
        guard (1300...2999).contains(year), month <= 12, day <= 31 else { return nil }
        return .parts(year: year, month: month, day: day, yearDigits: 4, calendar: nil)
    }

    private static func allNumbers(_ numbers: [(value: Int, digits: Int)], _ separators: [Character]) -> WrittenDate? {
        guard let separator = separators.first, separators.count == numbers.count - 1,
            separators.allSatisfy({ $0 == separator })
        else { return nil }
        let values = numbers.map(\.value), digits = numbers.map(\.digits)
        if numbers.count == 2 {
            if digits[0] == 4, digits[1] == 3 { return .ordinal(year: values[0], day: values[1]) }
            guard separator != " ", separator != "," else { return nil }
            if digits[0] == 4 { return month(values[1], values[0]) }
            return digits[1] == 4 && separator != "-" || digits[1] == 4 && digits[0] <= 2
                ? month(values[0], values[1]) : nil
        }
        guard numbers.count == 3, digits[1] <= 2 else { return nil }
        if digits[0] == 4, digits[2] <= 2 {
            return .parts(year: values[0], month: values[1], day: values[2], yearDigits: 4, calendar: nil)
        }
        guard digits[0] <= 2, digits[2] == 4 || digits[2] == 2 else { return nil }
        return .numbers(values[0], values[1], values[2], yearDigits: digits[2], separator: separator)
    }

    private static func month(_ month: Int, _ year: Int) -> WrittenDate? {
        month <= 12 ? .parts(year: year, month: month, day: 0, yearDigits: 4, calendar: nil) : nil
    }

    /// Numbers around the name of a month: `19 January 2026`, `Jan 19, 2026`, `2026 Jan 19`, `January 2026`.
    private static func named(_ numbers: [(value: Int, digits: Int)], _ words: [String], _ place: Int) -> WrittenDate? {
        guard let month = month(words) else { return nil }
        func parts(_ day: Int, _ year: (value: Int, digits: Int)) -> WrittenDate? {
            guard year.digits == 4 || year.digits == 2, day <= 31 else { return nil }
            return .parts(
                year: year.value, month: month.number, day: day, yearDigits: year.digits, calendar: month.calendar)
        }
        switch numbers.count {
        case 1: return numbers[0].digits == 4 ? parts(0, numbers[0]) : nil
        case 2 where numbers[0].digits == 4: return parts(numbers[1].value, numbers[0])
        case 2 where numbers[0].digits <= 2: return parts(numbers[0].value, numbers[1])
        default: return nil
        }
    }

    /// The one month of the words; days of the week and fillers are left out, and two names of one month are one.
    private static func month(_ words: [String]) -> MonthNames.Month? {
        let names = MonthNames.all
        if let month = names.month(words) { return month }
        var rest = words.filter { !names.isFiller($0) }[...], found: MonthNames.Month?
        while !rest.isEmpty {
            let length = [2, 1].first { $0 <= rest.count && names.month(rest.prefix($0)) != nil }
            guard let length, let month = names.month(rest.prefix(length)), found == nil || found == month else {
                return nil
            }
            found = month
            rest = rest.dropFirst(length)
        }
        return found
    }

    // MARK: Pieces

    private enum Token {
        case number(Int, digits: Int)
        case word(String)
        case separator(Character)
    }

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isNumber {
                let digits = rest.prefix { $0.isNumber }
                rest = rest.dropFirst(digits.count)
                guard digits.count < 10, let value = Int(digits) else { return [] }
                // "5th", "1er", "3-го"
                let ending = rest.prefix { $0.isLetter }
                if ordinals.contains(ending.lowercased()) { rest = rest.dropFirst(ending.count) }
                tokens.append(.number(value, digits: digits.count))
            } else if first.isLetter || first == "'" || first == "ʻ" {
                let word = rest.prefix { $0.isLetter || $0 == "'" || $0 == "ʻ" || $0 == "’" }
                rest = rest.dropFirst(word.count)
                tokens.append(.word(String(word)))
            } else {
                let run = rest.prefix { !$0.isNumber && !$0.isLetter }
                rest = rest.dropFirst(run.count)
                let signs = run.filter { !$0.isWhitespace }
                if signs.count > 1, Set(signs).count > 1 { return [] }
                if signs.count > 1 { return [] }
                tokens.append(.separator(signs.first ?? " "))
            }
        }
        return tokens
    }

    private static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "re", "º", "ème", "го"]
}

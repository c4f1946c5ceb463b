// SPDX-License-Identifier: Apache-2.0

import Geo

/// Days as pages and feeds write them.
enum WrittenDay {
    /// The day of a value of meta data: ISO 8601, RFC 822 or words. The day that is written counts, in whatever zone.
    static func day(in value: String) -> CalendarDay? {
        let value = String(value.prefix(80))
        if let day = CalendarDay(parsing: String(value.drop { $0 == " " || $0 == "\n" }.prefix(10))) { return day }
        return reading(Folding.folded(value))?.day
    }

    /// A day that a folded line tells, and whether nothing else is said but weekday, time and words around dates.
    static func reading(_ folded: [UInt8]) -> (day: CalendarDay, isAlone: Bool)? {
        guard hasYear(folded) else { return nil }
        let words = self.words(folded)
        guard words.count <= 40 else { return nil }
        for index in words.indices {
            guard let (day, used) = day(words, at: index) else { continue }
            let rest = words[..<index] + words[(index + used)...]
            return (day, rest.allSatisfy(isDateWord))
        }
        return nil
    }

    /// Whether four digits stand together: without a year nothing is a day.
    private static func hasYear(_ folded: [UInt8]) -> Bool {
        var digits = 0
        for byte in folded {
            digits = PhraseFinder.isDigit(byte) ? digits + 1 : 0
            if digits == 4 { return true }
        }
        return false
    }

    private static func day(_ words: [Substring], at index: Int) -> (CalendarDay, Int)? {
        if let day = joined(words[index]) { return (day, 1) }
        guard index + 1 < words.count else { return nil }
        let first = words[index], second = words[index + 1]
        if let month = month(first), let number = number(second, 1...31) {
            return dated(year: following(words, index + 2), month, number, used: 3)
        }
        guard let number = number(first, 1...31) else { return nil }
        // "21 كانون الثاني 2026": two words, and either may follow the other name of the month after a slash.
        for length in [2, 1] where index + length < words.count {
            guard let month = month(words[(index + 1)...(index + length)].joined(separator: " ")) else { continue }
            var next = index + 1 + length
            for length in [2, 1] where next + length <= words.count {
                guard Self.month(words[next..<(next + length)].joined(separator: " ")) == month else { continue }
                next += length
                break
            }
            return dated(year: following(words, next), month, number, used: next - index + 1)
        }
        return nil
    }

    private static func dated(year: Int?, _ month: Int, _ day: Int, used: Int) -> (CalendarDay, Int)? {
        guard let year, let day = CalendarDay(year: year, month: month, day: day) else { return nil }
        return (day, used)
    }

    private static func following(_ words: [Substring], _ index: Int) -> Int? {
        index < words.count ? number(words[index], 1900...2199) : nil
    }

    /// `2026-01-21`, `2026/1/21`, and `21/01/2026` where only one order gives a day.
    private static func joined(_ word: Substring) -> CalendarDay? {
        let date = word.prefix { $0 != "t" }
        let parts = date.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." })
        guard parts.count == 3, date.utf8.count >= 8 else { return nil }
        if let year = number(parts[0], 1900...2199), let month = number(parts[1], 1...12) {
            return number(parts[2], 1...31).flatMap { CalendarDay(year: year, month: month, day: $0) }
        }
        guard let year = number(parts[2], 1900...2199), let a = number(parts[0], 1...31),
            let b = number(parts[1], 1...31), a > 12 || b > 12 || a == b
        else { return nil }
        return CalendarDay(year: year, month: a > 12 ? b : a, day: a > 12 ? a : b)
    }

    private static func number(_ word: Substring, _ range: ClosedRange<Int>) -> Int? {
        var digits = word
        for ending in ["st", "nd", "rd", "th"] where digits.hasSuffix(ending) { digits = digits.dropLast(2) }
        guard digits.utf8.count <= 4, let number = Int(digits), range.contains(number), digits.first != "+" else {
            return nil
        }
        return number
    }

    static func month(_ word: some StringProtocol) -> Int? {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : String(word)
        return months[word]
    }

    private static func words(_ folded: [UInt8]) -> [Substring] {
        // Two names of one month stand with a slash between; dates of figures keep theirs.
        var folded = folded
        for index in folded.indices.dropFirst().dropLast() where folded[index] == UInt8(ascii: "/") {
            if !PhraseFinder.isDigit(folded[index - 1]), !PhraseFinder.isDigit(folded[index + 1]) {
                folded[index] = 0x20
            }
        }
        let text = String(decoding: folded, as: UTF8.self)
        return text.split { " ,|،()•·\u{FFFD}".contains($0) }
    }

    private static func isDateWord(_ word: Substring) -> Bool {
        if word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x3A || $0 == 0x2B || $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }) {
            return true
        }
        let bare = word.filter { $0 != ":" && $0 != "." }
        return around.contains(bare)
            || bare.dropLast(2).allSatisfy(\.isNumber) && (bare.hasSuffix("am") || bare.hasSuffix("pm"))
    }

    private static func table(_ rows: [String]) -> [String: Int] {
        var months: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            for name in row.split(separator: "|") {
                months[String(decoding: Folding.folded(name), as: UTF8.self)] = index + 1
            }
        }
        return months
    }

    private static let months = table([
        "january|jan|يناير|كانون الثاني|جانفي", "february|feb|فبراير|شباط|فيفري", "march|mar|مارس|آذار",
        "april|apr|أبريل|ابريل|إبريل|نيسان|أفريل", "may|مايو|أيار|ماي", "june|jun|يونيو|يونيه|حزيران|جوان",
        "july|jul|يوليو|يوليه|تموز|جويلية", "august|aug|أغسطس|آب|أوت", "september|sept|sep|سبتمبر|أيلول|شتنبر",
        "october|oct|أكتوبر|تشرين الأول|تشرين الاول", "november|nov|نوفمبر|تشرين الثاني|نونبر",
        "december|dec|ديسمبر|كانون الأول|كانون الاول|دجنبر",
    ])

    private static let around: Set<String> = {
        let words =
            "published|updated|posted|last|on|at|date|modified|created|release|issued|time|gmt|utc|est|edt|bst|cet|ast|et|"
            + "am|pm|a.m|p.m|ist|pst|pdt|hrs|h|local|of|the|first|monday|tuesday|wednesday|thursday|friday|saturday|"
            + "sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|نشر|نشرت|في|بتاريخ|تاريخ|النشر|آخر|تحديث|الساعة|"
            + "الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|يوم|م|ص|هـ|توقيت|غرينتش|جرينتش|مكة|بتوقيت|نشر في"
        return Set(words.split(separator: "|").map { String(decoding: Folding.folded($0), as: UTF8.self) })
    }()
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Dates of the calendar: days, months, years.
extension TimeGrammar {
    struct MonthWord {
        let month: Int
        let calendar: DateCalendar
        let end: Int
        let isShort: Bool
        let isDoubtful: Bool
    }

    /// The name of a month at a place, with the point of a short one.
    func month(at place: Int) -> MonthWord? {
        let word = text.word(place)
        if let number = TimeWords.months[word] {
            let isDoubtful = TimeWords.doubtfulMonths.contains(word)
            guard text.isCapitalized(place) || !isDoubtful else { return nil }
            return MonthWord(
                month: number, calendar: .gregorian, end: place + 1, isShort: false,
                isDoubtful: isDoubtful || !text.isCapitalized(place))
        }
        guard text.isCapitalized(place) else { return nil }
        if let number = TimeWords.hijriMonths[word] {
            return MonthWord(month: number, calendar: .umAlQura, end: place + 1, isShort: false, isDoubtful: true)
        }
        guard let number = TimeWords.shortMonths[word] else { return nil }
        let hasPoint = text.word(place + 1) == "." && !text.isSpaced(place + 1)
        return MonthWord(
            month: number, calendar: .gregorian, end: place + (hasPoint ? 2 : 1), isShort: true, isDoubtful: true)
    }

    /// "January 21, 2026", "Jan. 21-23", "January 2026", "January".
    func monthDate(at place: Int, inRange: Bool = false) -> TimeReading? {
        guard let month = month(at: place) else { return nil }
        var date = WrittenDay(month: month.month, calendar: month.calendar)
        let start = text.word(month.end) == "the" && text.ordinalDay(month.end + 1) != nil ? month.end + 1 : month.end
        if let day = text.dayNumber(start), !isCount(start), !isClock(start) {
            date.day = day
            var end = start + 1
            if let last = lastDay(after: day, at: end) {
                date.lastDay = last.day
                end = last.end
            }
            if let year = year(behindDate: end, in: month.calendar) {
                date.year = year.year
                end = year.end
            }
            return resolved(date, place..<end, "date")
        }
        if let year = year(behindDate: month.end, in: month.calendar) {
            date.year = year.year
            return resolved(date, place..<year.end, "month")
        }
        guard !month.isShort, inRange || isMonthAlone(place, month) else { return nil }
        return resolved(date, place..<month.end, "month")
    }

    private func isMonthAlone(_ place: Int, _ month: MonthWord) -> Bool {
        let before = text.word(place - 1)
        guard month.isDoubtful else { return before != "black" && !text.isDash(place - 1) }
        if TimeWords.strictMonthCues.contains(before) || text.isDash(place - 1) && text.word(place - 2) == "mid" {
            return true
        }
        if month.calendar == .umAlQura, month.month == 9 {
            // Ramadan is a name of persons too: nothing that is named stands beside it.
            return !text.isCapitalized(place - 1) && !text.isCapitalized(place + 1)
                && !TimeWords.speech.contains(text.word(place + 1))
        }
        if before == "and" || before == "to" || before == "or" { return self.month(at: place - 2) != nil }
        return TimeWords.monthCues.contains(before) && !text.isCapitalized(place + 1)
    }

    /// "21 January 2026", "the 21st of January", "3 and 5 January", "11-13 Dec.".
    func dayMonth(at place: Int) -> TimeReading? {
        let first = text.word(place) == "the" && text.ordinalDay(place + 1) != nil ? place + 1 : place
        guard let day = text.dayNumber(first), !text.isWord(first - 1, in: TimeWords.countCues) else { return nil }
        var date = WrittenDay(day: day), end = first + 1
        while let last = dayJoined(at: end), last.day > date.lastDay ?? day {
            date.lastDay = last.day
            end = last.end
        }
        if text.word(end) == "of" || text.isDash(end) && !text.isSpaced(end) { end += 1 }
        guard let month = month(at: end) else { return nil }
        date.month = month.month
        date.calendar = month.calendar
        end = month.end
        let next = text.isDash(end) && !text.isSpaced(end) && text.number(end + 1).map { $0 > 999 } == true
        if let year = year(behindDate: next ? end + 1 : end, in: month.calendar) {
            date.year = year.year
            end = year.end
        }
        return resolved(date, place..<end, "date")
    }

    /// A further day of a list or a range: `-13`, `and 5`, `, 4`.
    private func dayJoined(at place: Int) -> (day: Int, end: Int)? {
        guard text.isDash(place) || ["and", "to", "or", "through", "until", ",", "/", "&"].contains(text.word(place)),
            let day = text.dayNumber(place + 1)
        else { return nil }
        return (day, place + 2)
    }

    /// The last day behind `Month day`: nothing that is counted may follow it.
    private func lastDay(after day: Int, at place: Int) -> (day: Int, end: Int)? {
        var found: (day: Int, end: Int)?
        var next = place
        while let last = dayJoined(at: next), last.day > found?.day ?? day, month(at: last.end) == nil,
            !isCount(last.end - 1), !text.isWord(next, in: ["/", "until"]), !isClock(last.end - 1),
            text.isDash(next) || !text.isLowercaseWord(last.end)
                || TimeWords.afterDays.contains(text.word(last.end))
        {
            found = last
            next = last.end
        }
        return found
    }

    /// Whether the number at a place counts things: a noun of people or things stands behind it.
    func isCount(_ place: Int) -> Bool { TimeWords.counted.contains(text.word(place + 1)) }

    /// The year behind a day or a month, with its comma.
    private func year(behindDate place: Int, in calendar: DateCalendar) -> (year: Int, end: Int)? {
        let start = [",", "of"].contains(text.word(place)) ? place + 1 : place
        let years = calendar == .gregorian ? 1000...2999 : 1000...1600
        guard let year = text.number(start), years.contains(year), !isCount(start) else { return nil }
        let end = start + 1
        return (year, calendar == .umAlQura && ["ah", "a.h."].contains(text.word(end)) ? end + 1 : end)
    }
}

/// Dates in digits and years.
extension TimeGrammar {
    /// "2026-01-21", "21/1/2026", "21.1.2026".
    func numericDate(at place: Int) -> TimeReading? {
        if let parts = pointedParts(place) { return numeric(parts, [], place..<place + 1) }
        guard let a = text.digits(place), a.rest.isEmpty, a.count <= 4,
            text.isSign(place + 1, ["/", "-", "\u{2011}"]), text.word(place + 3) == text.word(place + 1),
            (1...4).allSatisfy({ !text.isSpaced(place + $0) }), let b = text.digits(place + 2), b.rest.isEmpty,
            let c = text.digits(place + 4), c.rest.isEmpty || c.rest.hasPrefix("t"), c.count <= 4
        else { return nil }
        if text.word(place + 5) == text.word(place + 1), !text.isSpaced(place + 5) { return nil }
        if text.isSign(place - 1, ["/", "-"]), !text.isSpaced(place) { return nil }
        return numeric([a.value, b.value, c.value], [a.count, c.count], place..<place + 5)
    }

    private func pointedParts(_ place: Int) -> [Int]? {
        guard text.sentence.contains(place), text.tokens[place].kind == .number else { return nil }
        let parts = text.tokens[place].text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2 else { return nil }
        let numbers = parts.compactMap { part in
            TimeText.digits(of: String(part)).flatMap { $0.count == part.count ? $0.value : nil }
        }
        return numbers.count == 3 ? numbers : nil
    }

    private func numeric(_ parts: [Int], _ counts: [Int], _ tokens: Range<Int>) -> TimeReading? {
        guard parts.count == 3 else { return nil }
        if counts.first == 4 {
            guard CalendarDay(year: parts[0], month: parts[1], day: parts[2]) != nil else { return nil }
            let date = WrittenDay(day: parts[2], month: parts[1], year: parts[0])
            return resolved(date, tokens, "numeric_date")
        }
        let last = counts.last ?? 4
        guard last == 4 || last == 2 else { return nil }
        let year = last == 2 ? 2000 + parts[2] : parts[2]
        let readings = [(parts[0], parts[1]), (parts[1], parts[0])].filter {
            CalendarDay(year: year, month: $0.1, day: $0.0) != nil
        }
        guard let first = readings.first else { return nil }
        var reading = resolved(WrittenDay(day: first.0, month: first.1, year: year), tokens, "numeric_date")
        if readings.count == 2, !isDayFirst, parts[0] != parts[1],
            let other = CalendarDay(year: year, month: readings[1].1, day: readings[1].0)
        {
            reading.interval = reading.interval?.union(DayInterval(other))
            reading.rules.append("day_or_month_first")
            reading.date = nil
        }
        return reading
    }

    /// "2017", "2003-2009", "2003–09", "the 1990s", "the 20th century", "575 B.C.".
    func years(at place: Int) -> TimeReading? {
        let start = text.word(place) == "the" ? place + 1 : place
        if let span = decadeOrCentury(at: start) {
            let date = WrittenDay(year: span.first, lastYear: span.last)
            return resolved(date, place..<span.end, span.rule)
        }
        guard start == place, let digits = text.digits(place), digits.rest.isEmpty, !digits.isPrefixed else {
            return nil
        }
        if let end = beforeChrist(at: place + 1) {
            return TimeReading(place..<end, "before_christ", precision: .year)
        }
        guard digits.count == 4, isYear(digits.value, at: place) else { return nil }
        var date = WrittenDay(year: digits.value), end = place + 1
        if let last = lastYear(after: digits.value, at: end) {
            date.lastYear = last.year
            end = last.end
        }
        return resolved(date, place..<end, date.lastYear == nil ? "year" : "years")
    }

    private func decadeOrCentury(at place: Int) -> (first: Int, last: Int, end: Int, rule: String)? {
        let start = text.isSign(place, ["'", "’", "‘"]) ? place + 1 : place
        guard let digits = text.digits(start) else { return nil }
        if digits.rest == "s", digits.value % 10 == 0 {
            if digits.count == 4, (1000...2090).contains(digits.value) {
                return (digits.value, digits.value + 9, start + 1, "decade")
            }
            if digits.count == 2, start > place, (20...90).contains(digits.value) {
                return (1900 + digits.value, 1909 + digits.value, start + 1, "decade")
            }
        }
        guard digits.count <= 2, (1...22).contains(digits.value), text.word(start + 1) == "century",
            ["st", "nd", "rd", "th"].contains(digits.rest)
        else { return nil }
        return (digits.value * 100 - 99, digits.value * 100, start + 2, "century")
    }

    private func beforeChrist(at place: Int) -> Int? {
        ["bc", "b.c", "b.c.", "bce", "b.c.e."].contains(text.word(place)) ? place + 1 : nil
    }

    /// Whether four digits are a year: one of our time where nothing counts with it, another where words say so.
    private func isYear(_ value: Int, at place: Int) -> Bool {
        let before = text.word(place - 1)
        if text.isSign(place + 1, ["/"]), !text.isSpaced(place + 1), lastYear(after: value, at: place + 1) == nil {
            return false
        }
        if text.isSign(place - 1, ["/", "-", ".", ":", "_"]), !text.isSpaced(place),
            text.digits(place - 2) != nil || text.word(place - 1) == "/"
        {
            return false
        }
        if text.word(place + 1) == ":" && text.digits(place + 2) != nil && !text.isSpaced(place + 2) { return false }
        if isArabicCount(place) || isCount(place) || before == "of" && isPlural(place + 1) { return false }
        if (1900...2099).contains(value) { return !TimeWords.countCues.contains(before) }
        return (1000...2999).contains(value) && TimeWords.yearCues.contains(before) && !isPlural(place + 1)
    }

    /// Whether an Arabic noun is counted: years in digits alone stand behind a preposition, and no noun follows a number
    /// that opens a clause.
    private func isArabicCount(_ place: Int) -> Bool {
        guard text.sentence.contains(place + 1), text.tokens[place + 1].isArabic else { return false }
        let next = text.word(place + 1)
        if [
            "شخص", "شخصا", "مقاتل", "مقاتلا", "محتجز", "محتجزا", "معتقل", "معتقلا", "سجين", "سجينا", "عنصر", "عنصرا",
            "عايله", "اسره", "جندي", "جنديا", "نازح", "نازحا", "لاجي", "مدني", "مدنيا", "قتيل", "قتيلا", "طفل", "طفلا",
            "كيلومتر", "كيلومترا", "دولار", "متر", "مترا", "طن", "خيمه", "مليون",
        ].contains(next) {
            return true
        }
        return !text.isWord(place - 1, in: ["في", "منذ", "حتي", "خلال", "عام", "سنه", "بعد", "قبل", "من", "الي"])
            && !["و", "الي", "حتي", "في", "من", "ان", "علي", "م", "ه"].contains(next)
            && !(text.sentence.contains(place - 1) && text.tokens[place - 1].isArabic)
    }

    private func isPlural(_ place: Int) -> Bool { text.isLowercaseWord(place) && text.word(place).hasSuffix("s") }

    private func lastYear(after year: Int, at place: Int) -> (year: Int, end: Int)? {
        guard text.isDash(place) || text.isSign(place, ["/"]), let digits = text.digits(place + 1),
            digits.rest.isEmpty, !digits.isPrefixed
        else { return nil }
        if text.isDash(place + 2) && !text.isSpaced(place + 2) && text.digits(place + 3) != nil { return nil }
        let isTight = !text.isSpaced(place) && !text.isSpaced(place + 1)
        let last = digits.count == 4 ? digits.value : year / 100 * 100 + digits.value
        guard digits.count == 4 || digits.count == 2 && isTight, last > year, last - year <= 150 else { return nil }
        return (last, place + 2)
    }
}

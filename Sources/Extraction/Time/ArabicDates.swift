// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Dates in Arabic: days, months of three sets of names and of the Hijri calendar, years, parts of them.
extension TimeGrammar {
    private typealias Words = ArabicTimeWords

    /// Whether a place may start Arabic words about time.
    private func isArabic(_ place: Int) -> Bool {
        guard text.sentence.contains(place) else { return false }
        if text.tokens[place].isArabic { return true }
        guard text.tokens[place].kind == .number else { return false }
        return (1...4).contains { text.sentence.contains(place + $0) && text.tokens[place + $0].isArabic }
    }

    func arabicDate(at place: Int, inRange: Bool) -> TimeReading? {
        guard isArabic(place) else { return nil }
        return longest([
            arabicWeekday(at: place), arabicDay(at: place), arabicMonthReading(at: place, inRange: inRange),
            arabicYear(at: place), arabicPart(at: place), arabicSeason(at: place), arabicDecade(at: place),
        ])
    }

    struct ArabicMonth {
        let month: Int
        let calendar: DateCalendar
        let end: Int
        let isDoubtful: Bool
    }

    /// A month, with the name that another country has for it behind a stroke or in brackets.
    func arabicMonth(at place: Int) -> ArabicMonth? {
        let start = text.isWord(place, in: ["شهر"]) ? place + 1 : place
        guard let first = arabicMonthName(at: start) else { return nil }
        var end = first.end
        if text.isSign(end, ["/", "-", "–"]), let other = arabicMonthName(at: end + 1), other.month == first.month {
            end = other.end
        } else if text.isSign(end, ["("]), let other = arabicMonthName(at: end + 1), other.month == first.month,
            text.isSign(other.end, [")"])
        {
            end = other.end + 1
        }
        return ArabicMonth(
            month: first.month, calendar: first.calendar, end: end,
            isDoubtful: first.isDoubtful && start == place && end == first.end)
    }

    private func arabicMonthName(at place: Int) -> ArabicMonth? {
        for form in text.forms(place) {
            let pair = form + " " + text.word(place + 1)
            if let month = Words.monthPairs[pair] {
                return ArabicMonth(month: month, calendar: .gregorian, end: place + 2, isDoubtful: false)
            }
            if let month = Words.hijriPairs[pair] {
                return ArabicMonth(month: month, calendar: .umAlQura, end: place + 2, isDoubtful: false)
            }
            let isDoubtful = Words.doubtfulMonths.contains(form)
            if let month = Words.months[form] {
                return ArabicMonth(month: month, calendar: .gregorian, end: place + 1, isDoubtful: isDoubtful)
            }
            if let month = Words.hijriMonths[form] {
                return ArabicMonth(month: month, calendar: .umAlQura, end: place + 1, isDoubtful: isDoubtful)
            }
        }
        return nil
    }

    /// "21 كانون الثاني 2026", "٢١ من يناير", "3 و5 آذار", "الحادي والعشرين من رمضان 1446".
    func arabicDay(at place: Int) -> TimeReading? {
        guard let first = arabicDayNumber(at: place) else { return nil }
        var date = WrittenDay(day: first.day), end = first.end
        while let last = arabicDayJoined(at: end), last.day > date.lastDay ?? first.day {
            date.lastDay = last.day
            end = last.end
        }
        if text.word(end) == "من" || text.isSign(end, ["/", "-"]) { end += 1 }
        guard let month = arabicMonth(at: end) else { return nil }
        date.month = month.month
        date.calendar = month.calendar
        return finished(date, place, month.end, "date")
    }

    private func arabicDayNumber(at place: Int) -> (day: Int, end: Int)? {
        if let digits = text.digits(place), digits.rest.isEmpty, digits.count <= 2, (1...31).contains(digits.value) {
            return (digits.value, place + 1)
        }
        guard let first = text.lookup(place, Words.ordinals) ?? text.lookup(place, ["العشرين": 20, "الثلاثين": 30]),
            first > 0
        else { return nil }
        let next = text.word(place + 1)
        if next == "عشر" { return (first + 10, place + 2) }
        if next == "والعشرين" || next == "والعشرون" { return (first + 20, place + 2) }
        if next == "والثلاثين" || next == "والثلاثون" { return (first + 30, place + 2) }
        return next == "من" ? (first, place + 1) : nil
    }

    private func arabicDayJoined(at place: Int) -> (day: Int, end: Int)? {
        if let digits = text.digits(place), digits.isPrefixed, digits.rest.isEmpty, digits.count <= 2,
            (1...31).contains(digits.value)
        {
            return (digits.value, place + 1)
        }
        guard text.isDash(place) || ["و", "الي", "حتي", "،", ","].contains(text.word(place)),
            let day = text.dayNumber(place + 1)
        else { return nil }
        return (day, place + 2)
    }

    /// The year and the adjective behind a day or a month.
    private func finished(_ date: WrittenDay, _ place: Int, _ end: Int, _ rule: String) -> TimeReading {
        var date = date
        if let year = arabicYearNumber(at: end, calendar: date.calendar) {
            date.year = year.year
            if year.isHijri { date.calendar = .umAlQura }
            return resolved(date, place..<year.end, rule)
        }
        var side: TimeSide?, last = end
        if let adjective = direction(at: end) {
            side = adjective < 0 ? .past : adjective > 0 ? .future : .nearest
            last = end + 1
        }
        return resolved(date, place..<last, rule, side: side)
    }

    /// "عام 2014", "من عام 2014", "2014م", "1446هـ".
    private func arabicYearNumber(at place: Int, calendar: DateCalendar = .gregorian)
        -> (year: Int, isHijri: Bool, end: Int)?
    {
        var start = place
        if text.isSign(start, ["،", ",", "/", "-"]) || text.word(start) == "من" { start += 1 }
        let hasWord = text.isWord(start, in: ["عام", "سنه", "العام", "السنه"])
        if hasWord { start += 1 }
        guard let digits = text.digits(start), digits.count == 4, (1000...2999).contains(digits.value),
            !digits.isPrefixed
        else { return nil }
        var end = start + 1, sign = digits.rest
        if sign.isEmpty, ["ه", "م", "هجري", "هجريه", "ميلادي", "ميلاديه", "للهجره"].contains(text.word(end)) {
            sign = text.word(end)
            end += 1
        }
        let isHijri = sign.hasPrefix("ه") || sign == "للهجره" || calendar == .umAlQura && digits.value < 1700
        guard sign.isEmpty || isHijri || sign.hasPrefix("م") else { return nil }
        if text.word(start - 1) != "عام", !hasWord, sign.isEmpty, digits.value < 1300 { return nil }
        return (digits.value, isHijri, end)
    }

    private func arabicMonthReading(at place: Int, inRange: Bool) -> TimeReading? {
        guard let month = arabicMonth(at: place) else { return nil }
        let date = WrittenDay(month: month.month, calendar: month.calendar)
        let reading = finished(date, place, month.end, "month")
        if reading.end > month.end || inRange || !month.isDoubtful || month.end > place + 1 { return reading }
        return text.isWord(place - 1, in: Words.monthCues) ? reading : nil
    }

    private func arabicYear(at place: Int) -> TimeReading? {
        if text.isWord(place, in: ["عامي", "العامين", "سنتي"]), let first = text.number(place + 1),
            let last = text.digits(text.word(place + 2) == "و" ? place + 3 : place + 2), last.count == 4,
            first < last.value
        {
            let end = text.word(place + 2) == "و" ? place + 4 : place + 3
            return resolved(WrittenDay(year: first, lastYear: last.value), place..<end, "years")
        }
        let hasWord = text.isWord(place, in: ["عام", "سنه", "العام", "السنه"])
        guard hasWord || text.digits(place)?.rest.isEmpty == false, let year = arabicYearNumber(at: place) else {
            return nil
        }
        var date = WrittenDay(year: year.year, calendar: year.isHijri ? .umAlQura : .gregorian), end = year.end
        if text.isDash(end) || text.isSign(end, ["/"]), let last = text.number(end + 1), last > year.year,
            last - year.year < 150
        {
            date.lastYear = last
            end += 2
        }
        return resolved(date, place..<end, date.lastYear == nil ? "year" : "years")
    }

    /// "الأربعاء", "يوم الخميس الماضي", "اليوم الأربعاء", "الأربعاء 21 كانون الثاني 2026".
    func arabicWeekday(at place: Int) -> TimeReading? {
        let start = text.isWord(place, in: ["يوم", "نهار"]) ? place + 1 : place
        guard let weekday = text.lookup(start, Words.weekdays) else { return nil }
        var next = start + 1
        var way: Int?
        if let adjective = direction(at: next) {
            way = adjective
            next += 1
        }
        let end = next
        if text.isSign(next, ["،", ",", "(", "/"]) || text.isWord(next, in: ["الموافق", "الموافقه"]) { next += 1 }
        if let found = longest([arabicDay(at: next), numericDate(at: next)]), var date = found.date, date.day != nil {
            date.weekday = weekday
            let closed = text.isSign(found.end, [")"]) && text.isSign(next - 1, ["("]) ? found.end + 1 : found.end
            return resolved(date, place..<closed, "weekday_date")
        }
        let date = WrittenDay(weekday: weekday)
        guard let way, way != 0, let published = resolver.published else {
            return resolved(date, place..<end, "weekday")
        }
        let from = TimeResolver(published: published.advanced(by: way))
        let days = from.days(of: date, way < 0 ? .past : .future)?.days
        return TimeReading(place..<end, "directed_date", interval: days, date: date)
    }

    /// -1 for "الماضي", 0 for "الحالي", 1 for "المقبل"; nil for other words.
    func direction(at place: Int) -> Int? {
        let word = text.word(place)
        if Words.past.contains(word) { return -1 }
        if Words.future.contains(word) { return 1 }
        return Words.present.contains(word) ? 0 : nil
    }
}

/// Parts of periods in Arabic.
extension TimeGrammar {
    /// "أواخر 2025", "منتصف الشهر الجاري", "الأسبوع الأول من آذار", "الربع الثالث من 2025".
    private func arabicPart(at place: Int) -> TimeReading? {
        guard let part = arabicPartWord(at: place) else { return nil }
        let next = text.word(part.end) == "من" ? part.end + 1 : part.end
        guard let target = arabicTarget(at: next) else { return nil }
        let days = target.interval.flatMap { TimeResolver.part(part.part, of: $0) }
        return TimeReading(place..<target.end, "part", interval: days, precision: days == nil ? .month : nil)
    }

    private func arabicPartWord(at place: Int) -> (part: TimePart, end: Int)? {
        if let part = text.lookup(place, ArabicTimeWords.parts) { return (part, place + 1) }
        guard let ordinal = ArabicTimeWords.ordinals[text.word(place + 1)], text.word(place + 2) == "من" else {
            return nil
        }
        if text.isWord(place, in: ["الاسبوع"]) { return (ordinal == 0 ? .lastWeek : .week(ordinal), place + 2) }
        if text.isWord(place, in: ["النصف"]) { return (.half(ordinal == 1 ? 1 : 2), place + 2) }
        if text.isWord(place, in: ["الربع"]) { return (.quarter(ordinal == 0 ? 4 : min(4, ordinal)), place + 2) }
        return nil
    }

    private func arabicTarget(at place: Int) -> TimeReading? {
        if let month = arabicMonthReading(at: place, inRange: true) { return month }
        if let year = arabicYear(at: place) ?? years(at: place) ?? arabicDecade(at: place) { return year }
        if let period = arabicPeriod(at: place) { return period }
        guard let unit = text.lookup(place, Self.definiteUnits), unit != .day else { return nil }
        return TimeReading(place..<place + 1, "this_period", interval: resolver.period(unit, moved: 0))
    }

    /// "صيف 2014", "شتاء عام 2015".
    private func arabicSeason(at place: Int) -> TimeReading? {
        guard let season = text.lookup(place, ArabicTimeWords.seasons),
            let year = arabicYear(at: place + 1) ?? years(at: place + 1), let number = year.date?.year
        else { return nil }
        return resolved(WrittenDay(season: season, year: number), place..<year.end, "season")
    }

    /// "تسعينيات القرن الماضي", "الثمانينيات", "القرن الماضي".
    private func arabicDecade(at place: Int) -> TimeReading? {
        for form in text.forms(place) {
            let plain = form.hasPrefix("ال") ? String(form.dropFirst(2)) : form
            guard let first = ArabicTimeWords.decades[plain] else { continue }
            let isLong = text.word(place + 1) == "القرن" && ["الماضي", "العشرين"].contains(text.word(place + 2))
            return resolved(WrittenDay(year: first, lastYear: first + 9), place..<place + (isLong ? 3 : 1), "decade")
        }
        return nil
    }

    static let definiteUnits: [String: TimeUnit] = [
        "اليوم": .day, "الاسبوع": .week, "الشهر": .month, "العام": .year, "السنه": .year, "القرن": .century,
        "العقد": .decade,
    ]
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Days, periods and stretches of time in Arabic that are told from the day of publication.
extension TimeGrammar {
    private typealias Words = ArabicTimeWords

    func arabicRelative(at place: Int) -> TimeReading? {
        guard text.sentence.contains(place), text.tokens[place].isArabic else { return nil }
        return longest([
            arabicRelativeDay(at: place), arabicPeriod(at: place), arabicStretch(at: place), arabicAgo(at: place),
            arabicDayPart(at: place), arabicEarlier(at: place),
        ])
    }

    private func relativeDayWord(at place: Int) -> (offset: Int, end: Int)? {
        let next = text.word(place + 1)
        if text.isWord(place, in: ["اول"]), next == "امس" { return (-2, place + 2) }
        if text.isWord(place, in: ["اول"]), next == "من", text.word(place + 2) == "امس" { return (-2, place + 3) }
        if text.isWord(place, in: ["امس", "الامس", "البارحه"]) {
            return next == "الاول" ? (-2, place + 2) : (-1, place + 1)
        }
        if text.isWord(place, in: ["بعد"]), next == "غد" { return (2, place + 2) }
        if text.isWord(place, in: ["غدا", "الغد"]) { return (1, place + 1) }
        guard text.isWord(place, in: ["اليوم", "الليله"]) else { return nil }
        if text.isWord(place, in: ["الليله"]), next == "الماضيه" { return (-1, place + 2) }
        return (0, place + 1)
    }

    /// "اليوم", "أمس الثلاثاء", "أول أمس", "غدا الجمعة", and "ذلك اليوم", which is another day.
    private func arabicRelativeDay(at place: Int) -> TimeReading? {
        if ["ذلك", "تلك", "نفس"].contains(text.word(place)),
            Self.definiteUnits[text.word(place + 1)] != nil || text.word(place + 1) == "الليله"
        {
            return TimeReading(place..<place + 2, "anaphora", meaning: .vague)
        }
        let start = ["هذا", "هذه", "يوم"].contains(text.word(place)) ? place + 1 : place
        guard let word = relativeDayWord(at: start) else { return nil }
        if ["التالي", "السابق", "الاول", "الثاني", "نفسه", "ذاته"].contains(text.word(word.end)), word.offset == 0 {
            return TimeReading(place..<word.end + 1, "anaphora", meaning: .vague)
        }
        let day = resolver.period(.day, moved: word.offset)
        var reading = TimeReading(place..<word.end, "relative_day", interval: day, precision: .day)
        guard let weekday = text.lookup(word.end, Words.weekdays) else { return reading }
        reading = reading.widened(to: place..<word.end + 1, rule: "weekday")
        if let named = arabicWeekday(at: word.end), named.date?.day != nil { reading.tokens = place..<named.end }
        if let day, day.first.weekday != weekday {
            reading.interval = day.union(DayInterval(day.first.nearest(weekday: weekday)))
            reading.isContradictory = true
            reading.precision = nil
        }
        return reading
    }

    /// "الأسبوع الماضي", "هذا الشهر", "العام المقبل", "الشهر الجاري".
    func arabicPeriod(at place: Int) -> TimeReading? {
        let isThis = ["هذا", "هذه"].contains { text.isWord(place, in: [$0]) }
        let start = isThis ? place + 1 : place
        guard let unit = text.lookup(start, Self.definiteUnits), unit != .day else { return nil }
        let adjective = text.word(start + 1)
        if ["السابق", "التالي", "نفسه", "ذاته", "السابقه", "التاليه"].contains(adjective) {
            return TimeReading(place..<start + 2, "anaphora", meaning: .vague)
        }
        guard let way = isThis ? 0 : direction(at: start + 1) else { return nil }
        var days = resolver.period(unit, moved: way)
        let isPart = text.lookup(place - 1, Words.parts) != nil || text.word(place - 1) == "من"
        if way == 0, !isPart, side(at: place) != .future { days = days.map(resolver.untilPublished) }
        let end = isThis && direction(at: start + 1) != 0 ? start + 1 : start + 2
        return TimeReading(
            place..<end, "relative_period", interval: days, precision: days == nil ? nil : unit.precision)
    }

    private static let pluralUnits: [String: TimeUnit] = [
        "الساعات": .hour, "الايام": .day, "الاسابيع": .week, "الاشهر": .month, "الشهور": .month, "السنوات": .year,
        "الاعوام": .year, "العقود": .decade,
    ]
    private static let dualUnits: [String: TimeUnit] = [
        "اليومين": .day, "الاسبوعين": .week, "الشهرين": .month, "العامين": .year, "السنتين": .year, "العقدين": .decade,
    ]

    /// "الأيام الماضية", "الساعات الـ24 الماضية", "الأشهر الثلاثة المقبلة", "العامين الماضيين".
    private func arabicStretch(at place: Int) -> TimeReading? {
        if let unit = text.lookup(place, Self.dualUnits), let way = direction(at: place + 1), way != 0 {
            return TimeReading(place..<place + 2, "stretch", interval: resolver.stretch(unit, 2 * way))
        }
        guard let unit = text.lookup(place, Self.pluralUnits) else { return nil }
        var next = place + 1, count: Int?
        if let digits = text.digits(next), digits.rest.isEmpty {
            count = digits.value
            next += 1
        } else if text.word(next).hasPrefix("ال"), let number = definiteNumber(text.word(next)) {
            count = number
            next += 1
        } else if text.word(next) == "ال", let number = text.number(next + 1) {
            count = number
            next += 2
        }
        if ArabicTimeWords.fewAdjectives.contains(text.word(next)) { next += 1 }
        guard let way = direction(at: next), way != 0 else { return nil }
        guard let count else { return fewUnits(unit, way, place..<next + 1) }
        return TimeReading(place..<next + 1, "stretch", interval: resolver.stretch(unit, way * count))
    }

    private func definiteNumber(_ word: String) -> Int? {
        let plain = String(word.dropFirst(2))
        return Words.numbers[plain] ?? Words.tens[plain]
    }

    /// A number and its unit: "ثلاثة أيام", "15 يوما", "أسبوعين", "خمسة وعشرين عاما", "بضعة أيام", "عام".
    private func arabicCount(at place: Int) -> (unit: TimeUnit, count: Int?, end: Int, isCounted: Bool)? {
        if let unit = text.lookup(place, Words.units) {
            let isDual = text.forms(place).contains { Words.duals.contains($0) }
            let end =
                ["واحد", "واحده", "كامل", "كامله", "كاملين"].contains(text.word(place + 1)) ? place + 2 : place + 1
            return (unit.unit, unit.count, end, isDual || unit.count != nil && end > place + 1)
        }
        guard let number = arabicNumber(at: place), let unit = text.lookup(number.end, Words.units) else { return nil }
        return (unit.unit, number.value, number.end + 1, true)
    }

    private func arabicNumber(at place: Int) -> (value: Int?, end: Int)? {
        if let digits = text.digits(place), digits.rest.isEmpty, digits.count <= 4 { return (digits.value, place + 1) }
        if text.isWord(place, in: ["بضعه", "بضع", "عده"]) { return (nil, place + 1) }
        if let tens = text.lookup(place, Words.tens) { return (tens, place + 1) }
        guard let ones = text.lookup(place, Words.numbers) else { return nil }
        let next = text.word(place + 1)
        if next == "عشر" || next == "عشره" { return (ones + 10, place + 2) }
        if next.hasPrefix("و"), let tens = Words.tens[String(next.dropFirst())] { return (ones + tens, place + 2) }
        return (ones, place + 1)
    }

    /// "قبل ثلاثة أيام", "منذ أسبوعين"; "قبل يومين من الهجوم" is told from something else.
    private func arabicAgo(at place: Int) -> TimeReading? {
        let isSince = text.isWord(place, in: ["منذ"])
        guard isSince || text.isWord(place, in: ["قبل"]) else { return nil }
        let start = ["نحو", "حوالي", "قرابه", "اكثر"].contains(text.word(place + 1)) ? place + 2 : place + 1
        guard let count = arabicCount(at: text.word(start) == "من" ? start + 1 : start),
            arabicDate(at: count.end - 1, inRange: false) == nil
        else { return nil }
        if text.word(count.end) == "من" || text.word(count.end) == "علي" {
            return TimeReading(place..<count.end, "anaphora", meaning: .vague)
        }
        let number = TimeCount(least: count.count, most: count.count, end: count.end)
        var reading = ago(count.unit, number, place..<count.end, rule: "arabic_ago")
        if isSince, let from = reading.interval, let published = resolver.published {
            reading.interval = DayInterval(first: from.first, last: max(published, from.first))
        }
        return reading
    }

    /// "لمدة ثلاثة أسابيع", "15 يوما", "أسبوعين"; years behind a word of age are none.
    func arabicDuration(at place: Int) -> TimeReading? {
        guard let count = arabicCount(at: place), text.digits(count.end) == nil else { return nil }
        if count.unit == .year, text.isWord(place - 1, in: Words.ages) || text.isWord(place - 2, in: Words.ages) {
            return nil
        }
        if text.word(count.end) == "من", text.word(count.end + 1) == "العمر" { return nil }
        if count.isCounted || text.isWord(place - 1, in: Words.durationCues) {
            guard
                !text.isWord(place, in: ["يوم", "شهر", "سنه", "عام"]) || text.lookup(count.end, Words.weekdays) == nil,
                arabicMonth(at: place) == nil
            else { return nil }
            let isAfter = text.isWord(place - 1, in: ["بعد"])
            return TimeReading(place..<count.end, "duration", meaning: isAfter ? .vague : .duration)
        }
        return nil
    }

    /// "صباح اليوم", "فجر الخميس", "مساء أمس", "ليلة 3 آذار", "الساعة 10 صباحا".
    private func arabicDayPart(at place: Int, depth: Int = 0) -> TimeReading? {
        guard depth < 2 else { return nil }
        var next = place
        if text.isWord(next, in: ["ساعات", "الساعات", "وقت"]),
            ["الفجر", "الصباح", "مبكر", "متاخر"].contains(text.word(next + 1))
        {
            next += 2
        } else if text.isWord(next, in: ["منتصف"]), ["ليل", "ليله", "نهار"].contains(text.word(next + 1)) {
            next += 2
        } else if text.isWord(next, in: Words.dayParts) {
            next += 1
        } else {
            return nil
        }
        if text.word(next) == "من" { next += 1 }
        guard
            let day = longest([
                arabicRelativeDay(at: next), arabicWeekday(at: next), arabicDay(at: next),
                arabicDayPart(at: next, depth: depth + 1),
            ]), day.meaning == .days
        else { return nil }
        return day.widened(to: place..<day.end, rule: "part_of_day")
    }

    /// "في وقت سابق اليوم", "وقت سابق من هذا الشهر".
    private func arabicEarlier(at place: Int) -> TimeReading? {
        guard text.isWord(place, in: ["وقت"]), ["سابق", "لاحق"].contains(text.word(place + 1)) else { return nil }
        let start = text.word(place + 2) == "من" ? place + 3 : place + 2
        guard let day = longest([arabicRelativeDay(at: start), arabicPeriod(at: start), arabicWeekday(at: start)])
        else {
            return TimeReading(place..<place + 2, "adverb", meaning: .vague)
        }
        var reading = day.widened(to: place..<day.end)
        if text.word(place + 1) == "سابق" { reading.interval = reading.interval.map(resolver.untilPublished) }
        return reading
    }

    /// Behind "كل يوم جمعة", "كل أسبوع", "كل ثلاثة أشهر", "أيام الجمعة".
    func arabicRecurring(at place: Int) -> Int? {
        if text.isWord(place, in: ["ايام"]), text.lookup(place + 1, Words.weekdays) != nil { return place + 2 }
        guard text.isWord(place, in: ["كل"]) else { return nil }
        var next = place + 1
        if let count = arabicCount(at: next) { next = count.end }
        if Words.bareWeekdays.contains(text.word(next)) { return next + 1 }
        return next > place + 1 ? next : nil
    }
}

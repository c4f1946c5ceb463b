// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Parts of months and years, quarters, seasons.
extension TimeGrammar {
    /// "late 2025", "the first week of March", "Q3 2025", "the summer of 2014", "year-end".
    func period(at place: Int) -> TimeReading? {
        let start = text.word(place) == "the" ? place + 1 : place
        return longest([partOf(place, start), quarter(place, start), season(place, start), yearEnd(place)])
    }

    private static let plainParts: [String: TimePart] = [
        "early": .early, "mid": .mid, "late": .late, "beginning": .start, "start": .start, "end": .end,
        "middle": .mid, "close": .end, "outset": .start,
    ]

    private func partOf(_ place: Int, _ start: Int) -> TimeReading? {
        guard let first = part(at: start) else { return nil }
        var parts = [first.part], next = first.end
        let joint = text.isDash(next) && text.word(next + 1) == "to" ? next + 1 : next
        if text.word(joint) == "to" {
            let from = text.isDash(joint + 1) ? joint + 2 : joint + 1
            if let second = part(at: from) {
                parts.append(second.part)
                next = second.end
            }
        }
        if text.isDash(next) || text.word(next) == "of" || text.word(next) == "in" && !isPlainAdjective(first.part) {
            next += 1
        }
        guard let target = target(at: next, from: place) else { return nil }
        var reading = TimeReading(place..<target.end, "part")
        reading.rules += target.rules.filter { $0 != "part" }
        reading.precision = target.interval == nil ? .month : nil
        let days = target.interval.map { whole in parts.compactMap { TimeResolver.part($0, of: whole) } } ?? []
        reading.interval = days.reduce(days.first) { $0?.union($1) }
        return reading
    }

    private func isPlainAdjective(_ part: TimePart) -> Bool { part == .early || part == .mid || part == .late }

    private func part(at place: Int) -> (part: TimePart, end: Int)? {
        let word = text.word(place), next = text.word(place + 1)
        if let plain = Self.plainParts[word] {
            // "the end of 2025" says it with "of"; "early 2025" without.
            let needsOf = !isPlainAdjective(plain)
            return needsOf && next != "of" && !text.isDash(place + 1) ? nil : (plain, place + 1)
        }
        let ordinal = TimeWords.ordinals[word] ?? (["last", "final", "latter"].contains(word) ? 0 : nil)
        guard let ordinal else { return nil }
        switch next {
        case "half": return (.half(ordinal == 1 ? 1 : 2), place + 2)
        case "quarter": return (.quarter(ordinal == 0 ? 4 : min(ordinal, 4)), place + 2)
        case "week" where text.word(place + 2) == "of" || text.word(place + 2) == "in":
            return (ordinal == 0 ? .lastWeek : .week(ordinal), place + 2)
        case "days" where text.word(place + 2) == "of":
            return ordinal < 2 ? (ordinal == 0 ? .lastDays : .firstDays, place + 2) : nil
        default: return nil
        }
    }

    /// What a part may be of: a month, years, a season, a period beside the publication.
    private func target(at place: Int, from start: Int) -> TimeReading? {
        let side = side(at: start)
        if let month = monthDate(at: place, inRange: true), let date = month.date, date.day == nil {
            return resolved(date, month.tokens, "month", side: side)
        }
        if let date = years(at: place) ?? season(place, text.word(place) == "the" ? place + 1 : place) { return date }
        if let relative = relativePeriod(at: place), relative.meaning == .days { return relative }
        guard ["the", "this"].contains(text.word(place)), let unit = TimeWords.unit[text.word(place + 1)],
            unit == .week || unit == .month || unit == .year || unit == .decade || unit == .century
        else { return nil }
        return TimeReading(place..<place + 2, "this_period", interval: resolver.period(unit, moved: 0))
    }

    private func quarter(_ place: Int, _ start: Int) -> TimeReading? {
        let word = text.word(start)
        guard word.count == 2, word.first == "q", let number = word.last?.wholeNumberValue, (1...4).contains(number)
        else { return nil }
        let next = text.word(start + 1) == "of" ? start + 2 : start + 1
        guard let year = years(at: next), year.date?.lastYear == nil else { return nil }
        let days = year.interval.flatMap { TimeResolver.part(.quarter(number), of: $0) }
        return TimeReading(place..<year.end, "quarter", interval: days)
    }

    private func season(_ place: Int, _ start: Int) -> TimeReading? {
        let word = text.word(start)
        guard let season = TimeWords.seasons[word] else { return nil }
        let next = [",", "of"].contains(text.word(start + 1)) ? start + 2 : start + 1
        if let year = years(at: next), let written = year.date, let first = written.year {
            let date = WrittenDay(season: season, year: first, lastYear: written.lastYear)
            return resolved(date, place..<year.end, "season")
        }
        let cue = text.word(place - 1)
        guard word != "fall", !text.isCapitalized(start), ["in", "since", "by", "during", "until"].contains(cue),
            text.word(start + 1) != "of"
        else { return nil }
        return resolved(WrittenDay(season: season), place..<start + 1, "season")
    }

    private func yearEnd(_ place: Int) -> TimeReading? {
        let unit = TimeWords.unit[text.word(place)]
        guard unit == .year || unit == .month, let unit, text.isDash(place + 1), text.word(place + 2) == "end" else {
            return nil
        }
        let days = resolver.period(unit, moved: 0).flatMap { TimeResolver.part(.end, of: $0) }
        return TimeReading(place..<place + 3, "part", interval: days)
    }

    private static let holidays: [(words: [String], month: Int, day: Int, calendar: DateCalendar)] = [
        (["christmas", "day"], 12, 25, .gregorian), (["christmas", "eve"], 12, 24, .gregorian),
        (["new", "year's", "day"], 1, 1, .gregorian), (["new", "year's", "eve"], 12, 31, .gregorian),
        (["nowruz"], 3, 21, .gregorian), (["newroz"], 3, 21, .gregorian), (["christmas"], 12, 25, .gregorian),
        (["eid", "al", "-", "fitr"], 10, 1, .umAlQura), (["eid", "al", "-", "adha"], 12, 10, .umAlQura),
        (["ashura"], 1, 10, .umAlQura),
        (["عيد", "الفطر"], 10, 1, .umAlQura), (["عيد", "الاضحي"], 12, 10, .umAlQura),
    ]

    /// Feasts with a day of their own, of the year of publication or beside them.
    func holiday(at place: Int) -> TimeReading? {
        if text.word(place) == "9", text.word(place + 1) == "/", text.word(place + 2) == "11", !isClock(place) {
            let isAlone = !text.isSign(place + 3, ["/"]) && !text.isSign(place - 1, ["/"])
            let date = WrittenDay(day: 11, month: 9, year: 2001)
            return isAlone ? resolved(date, place..<place + 3, "named_day") : nil
        }
        guard text.isCapitalized(place) || text.isWord(place, in: ["عيد"]) else { return nil }
        for holiday in Self.holidays where text.isWord(place, in: [holiday.words[0]]) {
            guard let end = end(ofHoliday: holiday.words, at: place) else { continue }
            var date = WrittenDay(day: holiday.day, month: holiday.month, calendar: holiday.calendar)
            if holiday.calendar == .gregorian, let year = text.number(end), (1900...2099).contains(year) {
                date.year = year
                return resolved(date, place..<end + 1, "named_day")
            }
            return resolved(date, place..<end, "named_day")
        }
        return nil
    }

    /// `Year's` is a word and its possessive.
    private func end(ofHoliday words: [String], at place: Int) -> Int? {
        var next = place + 1
        for word in words.dropFirst() {
            if word == "year's" {
                guard text.word(next) == "year", text.word(next + 1).hasSuffix("s") else { return nil }
                next += 2
            } else {
                guard text.word(next) == word else { return nil }
                next += 1
            }
        }
        return next
    }
}

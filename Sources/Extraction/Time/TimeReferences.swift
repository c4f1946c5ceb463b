// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Hours and parts of a day, time that comes again, references to what was said before.
extension TimeGrammar {
    /// Behind a clock time: "06:30 GMT", "0600 hours", "10 a.m. local time", "3pm", "10 o'clock".
    private func clockEnd(at place: Int) -> Int? {
        guard text.sentence.contains(place), text.tokens[place].kind == .number else { return nil }
        if let digits = text.digits(place), digits.rest.isEmpty, digits.count <= 2, digits.value < 25,
            text.word(place + 1) == ":", !text.isSpaced(place + 1), !text.isSpaced(place + 2),
            let minutes = text.digits(place + 2), minutes.count == 2, minutes.value < 60,
            minutes.rest.isEmpty || Self.zones.contains(minutes.rest)
        {
            let hasSeconds = text.word(place + 3) == ":" && text.digits(place + 4)?.count == 2
            return zoneEnd(hasSeconds ? place + 5 : place + 3)
        }
        guard let digits = text.digits(place) else { return nil }
        let next = text.word(place + 1)
        if digits.count == 4, digits.value < 2401, digits.value % 100 < 60 {
            if ["z", "hrs", "h", "hours", "gmt"].contains(digits.rest) { return zoneEnd(place + 1) }
            return digits.rest.isEmpty && ["hours", "hrs", "gmt", "utc", "z"].contains(next) && isHour(digits.value)
                ? zoneEnd(place + 2) : nil
        }
        guard digits.count <= 2, digits.value < 25 else { return nil }
        let minutes = digits.rest.hasPrefix(".") ? String(digits.rest.dropFirst().drop(while: \.isNumber)) : digits.rest
        if ["am", "pm"].contains(minutes) { return zoneEnd(place + 1) }
        guard minutes.isEmpty else { return nil }
        if ["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "o’clock", "gmt", "utc"].contains(next) {
            return zoneEnd(place + 2)
        }
        return nil
    }

    /// `2000 hours` may be a number of hours: a clock has its leading zero or a half.
    private func isHour(_ value: Int) -> Bool { value < 1000 || value % 100 != 0 || (1000...2400).contains(value) }

    private static let zones: Set<String> = [
        "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "gmt", "utc", "z", "hrs", "hours", "est", "edt", "bst", "cet", "h",
    ]

    private func zoneEnd(_ place: Int) -> Int {
        var end = place
        while Self.zones.contains(text.word(end)) { end += 1 }
        if text.word(end) == "local", text.word(end + 1) == "time" { return end + 2 }
        if text.isSign(end, ["("]), Self.zones.contains(text.word(end + 1)), text.isSign(end + 2, [")"]) {
            return end + 3
        }
        return end
    }

    func isClock(_ place: Int) -> Bool { clockEnd(at: place) != nil }

    /// "10 a.m. on Sunday": the day where one is said, else nothing that the calendar knows.
    func clock(at place: Int) -> TimeReading? {
        guard let end = clockEnd(at: place) else { return nil }
        return withDay(place, end, rule: "clock")
    }

    /// "the morning", "early hours of Sunday morning", "the night of 3 May", "dawn on Friday", "midnight".
    func dayPart(at place: Int) -> TimeReading? {
        let start = text.word(place) == "the" ? place + 1 : place
        var next = start, hasAdjective = false
        if ["early", "late", "daylight", "small", "mid"].contains(text.word(next)) {
            hasAdjective = true
            next += 1
            if text.isDash(next) { next += 1 }
        }
        let word = text.word(next)
        guard TimeWords.dayParts.contains(word) || hasAdjective && word == "hours" else {
            guard hasAdjective, ["early", "late"].contains(text.word(start)) else { return nil }
            let day = text.word(next) == "on" ? next + 1 : next
            return shortDay(at: day).map { $0.widened(to: place..<$0.end, rule: "part_of_day") }
        }
        if let dated = withDay(place, next + 1, rule: "part_of_day"), dated.meaning == .days { return dated }
        let stands = ["noon", "midday", "midnight", "dawn", "dusk", "nightfall", "daybreak", "sunset", "sunrise"]
        guard hasAdjective || start > place || stands.contains(word) && isBehindPreposition(place),
            !text.isDash(next + 1), text.word(next + 1) != "of", !isBeforeNoun(next + 1, word)
        else { return nil }
        return TimeReading(place..<next + 1, "part_of_day", meaning: .vague)
    }

    private func isBehindPreposition(_ place: Int) -> Bool {
        ["at", "before", "after", "until", "by", "around", "from", "to", "since", "between", "and"].contains(
            text.word(place - 1))
    }

    /// "The night raid", "the evening news": the part of the day belongs to a noun.
    private func isBeforeNoun(_ place: Int, _ word: String) -> Bool {
        word != "hours" && text.isLowercaseWord(place) && !TimeWords.afterDays.contains(text.word(place))
            && !["he", "she", "it", "they", "we", "i", "where", "a", "the", "until", "because", "then"].contains(
                text.word(place))
    }

    /// An hour with the day behind it.
    private func withDay(_ place: Int, _ end: Int, rule: String) -> TimeReading? {
        var next = end
        if text.isSign(next, [","]) { next += 1 }
        if ["on", "of", "in"].contains(text.word(next)) { next += 1 }
        if text.word(next) == "the", let part = dayPartBare(next + 1) { next = part }
        if ["on", "of"].contains(text.word(next)) { next += 1 }
        guard let day = shortDay(at: next), !text.isDash(end) else {
            return TimeReading(place..<end, rule, meaning: .vague)
        }
        return day.widened(to: place..<day.end, rule: rule)
    }

    private func dayPartBare(_ place: Int) -> Int? {
        TimeWords.dayParts.contains(text.word(place)) ? place + 1 : nil
    }

    /// A day that an hour may belong to.
    private func shortDay(at place: Int) -> TimeReading? {
        guard
            let first = longest([
                numericDate(at: place), weekdayDate(at: place), dayMonth(at: place), monthDate(at: place),
                relative(at: place), arabicDate(at: place, inRange: false), arabicRelative(at: place),
            ]), first.isDay
        else { return nil }
        return withHour(first)
    }

    /// Takes the part of the day and the hour behind a day: "Sunday morning", "Friday at 10 a.m.".
    func withHour(_ reading: TimeReading) -> TimeReading {
        guard reading.isDay else { return reading }
        var end = reading.end
        if let part = dayPartBare(end) { end = part }
        var next = end
        if text.isSign(next, [","]) { next += 1 }
        if ["at", "around", "about"].contains(text.word(next)) { next += 1 }
        if let clock = clockEnd(at: next) { end = clock }
        return end > reading.end ? reading.widened(to: reading.tokens.lowerBound..<end, rule: "hour") : reading
    }

    /// "every Friday", "each month", "on Sundays", "daily", "per week", "twice a week", "every two weeks".
    func recurring(at place: Int) -> TimeReading? {
        let word = text.word(place)
        if TimeWords.pluralWeekdays.contains(word) {
            return TimeReading(place..<place + 1, "recurring", meaning: .recurring)
        }
        if TimeWords.repeating.contains(word) {
            return TimeReading(place..<place + 1, "adverb", meaning: .recurring)
        }
        if let end = arabicRecurring(at: place) { return TimeReading(place..<end, "recurring", meaning: .recurring) }
        guard ["every", "each", "per"].contains(word) else { return nil }
        var next = place + 1
        if ["other", "single", "second"].contains(text.word(next)) { next += 1 }
        if let count = quantity(at: next), unitWord(at: count.end) != nil { next = count.end }
        let isTime =
            unitWord(at: next) != nil || TimeWords.weekdays[text.word(next)] != nil
            || TimeWords.dayParts.contains(text.word(next)) || TimeWords.seasons[text.word(next)] != nil
            || TimeWords.months[text.word(next)] != nil && text.isCapitalized(next)
        guard isTime, word != "per" || unitWord(at: next) != nil else { return nil }
        if text.isWord(next + 1, in: ["morning", "night", "evening"]) { next += 1 }
        return TimeReading(place..<next + 1, "recurring", meaning: .recurring)
    }

    /// "that day", "the same week", "the following morning", "the first week", "the day after".
    func reference(at place: Int) -> TimeReading? {
        var next = place
        let isThe = text.word(place) == "the"
        if isThe { next += 1 }
        let word = text.word(next)
        let isKnown =
            isThe ? ["same", "following", "next", "previous", "preceding", "very"].contains(word) : word == "that"
        if isKnown || word == "same" && text.word(place - 1) == "that" {
            next += 1
            if ["same", "very"].contains(text.word(next)) { next += 1 }
            guard let end = referred(next) else { return ordinalUnit(place) }
            return TimeReading(place..<end, "anaphora", meaning: .vague)
        }
        if isThe, ["day", "night", "week", "month", "year"].contains(word),
            ["before", "after"].contains(text.word(next + 1))
        {
            return TimeReading(place..<next + 2, "anaphora", meaning: .vague)
        }
        return isThe ? ordinalUnit(place) : nil
    }

    private func referred(_ place: Int) -> Int? {
        if let unit = unitWord(at: place), !unit.isPlural, unit.unit != .second, unit.unit != .minute {
            return unit.end
        }
        return dayPartBare(place)
    }

    private func ordinalUnit(_ place: Int) -> TimeReading? {
        let word = text.word(place + 1)
        guard TimeWords.ordinals[word] != nil || ["final", "last", "opening"].contains(word) else { return nil }
        let count = quantity(at: place + 2)
        guard let unit = unitWord(at: count?.end ?? place + 2), !unit.unit.isShorterThanDay || count != nil else {
            return nil
        }
        guard word != "last" || text.word(unit.end) == "of" else { return nil }
        return TimeReading(place..<unit.end, "ordinal_unit", meaning: .vague)
    }

    /// "recently", "at the time": the rule's name lets a table leave them out.
    func adverb(at place: Int) -> TimeReading? {
        guard text.sentence.contains(place) else { return nil }
        if text.isWord(place, in: TimeWords.adverbs) {
            return TimeReading(place..<place + 1, "adverb", meaning: .vague)
        }
        guard let phrases = text.lookup(place, TimeWords.adverbPhrases) else { return nil }
        for phrase in phrases {
            if let end = text.end(of: phrase, at: place + 1), relative(at: place + 1)?.end ?? 0 <= end {
                return TimeReading(place..<end, "adverb", meaning: .vague)
            }
        }
        return nil
    }
}

extension TimeReading {
    /// Whether it names a day that an hour may belong to.
    var isDay: Bool {
        guard meaning == .days else { return false }
        if rules.first == "relative_day" { return true }
        guard let date else { return false }
        return date.lastDay == nil && (date.day != nil || date.weekday != nil)
    }
}

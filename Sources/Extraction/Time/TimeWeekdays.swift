// SPDX-License-Identifier: Apache-2.0

import Incidents

import Geo

/// Days of the week, alone and beside a date, and ranges of dates.
extension TimeGrammar {
    /// "Wednesday", "Wednesday, Jan. 21, 2026", "Sunday morning, 5 May"; short names only with a date behind them.
    func weekdayDate(at place: Int) -> TimeReading? {
        let short = text.isCapitalized(place) ? TimeWords.shortWeekdays[text.word(place)] : nil
        guard let weekday = TimeWords.weekdays[text.word(place)] ?? short else { return nil }
        var end = place + 1
        if short != nil, text.word(end) == ".", !text.isSpaced(end) { end += 1 }
        if let dated = date(behindWeekday: weekday, from: place, at: end) { return dated }
        guard short == nil, !isName(place) else { return nil }
        let side = text.word(place - 1) == "coming" ? TimeSide.future : nil
        return resolved(WrittenDay(weekday: weekday), place..<end, "weekday", side: side)
    }

    /// "The Sunday Times", "Bloody Sunday".
    private func isName(_ place: Int) -> Bool {
        let papers: Set<String> = ["times", "telegraph", "mirror", "express", "post", "mail", "herald"]
        return text.isCapitalized(place + 1) && papers.contains(text.word(place + 1))
            || ["bloody", "black", "palm", "ash"].contains(text.word(place - 1)) && text.isCapitalized(place - 1)
    }

    private func date(behindWeekday weekday: Int, from place: Int, at end: Int) -> TimeReading? {
        var next = end
        if TimeWords.dayParts.contains(text.word(next)) { next += 1 }
        let isBracketed = text.isSign(next, ["("])
        if isBracketed || text.isSign(next, [","]) { next += 1 }
        if ["on", "the"].contains(text.word(next)), text.ordinalDay(next + 1) == nil { next += 1 }
        guard let found = longest([monthDate(at: next), dayMonth(at: next), numericDate(at: next)]),
            var date = found.date, date.day != nil
        else { return nil }
        date.weekday = weekday
        let last = isBracketed && text.isSign(found.end, [")"]) ? found.end + 1 : found.end
        var reading = resolved(date, place..<last, "weekday_date", side: side(at: place))
        reading.rules.append(contentsOf: found.rules.filter { !reading.rules.contains($0) })
        return reading
    }

    /// "from 2013 to 2014", "between 3 and 5 January", "January-March 2025", "Monday to Friday", "2011–present".
    func range(at place: Int) -> TimeReading? {
        let opener = text.word(place)
        let isOpened = ["from", "between"].contains(opener) || text.isWord(place, in: ["من", "بين"])
        let isBetween = opener == "between" || text.isWord(place, in: ["بين"])
        guard let first = unit(at: isOpened ? place + 1 : place, inRange: isOpened || startsMonths(place)) else {
            return isOpened ? dayRange(at: place) : nil
        }
        let joint = text.word(first.end)
        let isJoint =
            text.isDash(first.end) || ["to", "through", "until", "till", "الي", "حتي"].contains(joint)
            || isBetween && (joint == "and" || joint == "و")
        let isPrefixed = isBetween && text.tokens.indices.contains(first.end) && joint.hasPrefix("و") && joint != "و"
        guard isJoint || isPrefixed else { return dayRange(at: place) }
        if let open = openRange(place, first) { return open }
        guard let last = unit(at: isPrefixed ? first.end : first.end + 1, inRange: true) else { return nil }
        return joined(first, last, place..<last.end, isOpened: isOpened)
    }

    /// Whether a month and a joint follow, so that a month alone may be read without other words ("May to July 2025").
    private func startsMonths(_ place: Int) -> Bool {
        guard let first = month(at: place) else { return false }
        let hasJoint = text.isDash(first.end) || ["to", "through", "until"].contains(text.word(first.end))
        return hasJoint && month(at: first.end + 1) != nil
    }

    /// "between 3 and 5 January", of which the days are one reading behind the opening word.
    private func dayRange(at place: Int) -> TimeReading? {
        guard ["from", "between"].contains(text.word(place)) || text.isWord(place, in: ["من", "بين"]),
            let days = longest([
                dayMonth(at: place + 1), monthDate(at: place + 1), arabicDate(at: place + 1, inRange: true),
            ]), days.date?.lastDay != nil, !text.isDash(place + 2)
        else { return nil }
        return days.widened(to: place..<days.end, rule: "range")
    }

    private func openRange(_ place: Int, _ first: TimeReading) -> TimeReading? {
        let start = text.word(first.end + 1) == "the" ? first.end + 2 : first.end + 1
        guard ["present", "now", "الان", "today"].contains(text.word(start)), first.date != nil else { return nil }
        var reading = TimeReading(place..<start + 1, "range", precision: .year)
        reading.interval = first.interval.flatMap { from in
            resolver.published.flatMap { DayInterval(first: from.first, last: $0) }
        }
        reading.precision = nil
        return reading
    }

    private func joined(_ first: TimeReading, _ last: TimeReading, _ tokens: Range<Int>, isOpened: Bool)
        -> TimeReading?
    {
        guard first.meaning == .days, last.meaning == .days else {
            return isOpened && first.meaning != .duration ? vagueRange(first, last, tokens) : nil
        }
        var reading = TimeReading(tokens, "range")
        reading.isContradictory = first.isContradictory || last.isContradictory
        guard let from = first.date, let to = last.date, from.calendar == to.calendar else {
            let areParts = first.rules.first == "part" && last.rules.first == "part"
            guard isOpened || areParts, !(first.date?.day != nil && last.date == nil) else { return nil }
            reading.interval = span(first.interval, last.interval)
            return reading
        }
        guard isOpened || from.shape == to.shape && from.lastYear == nil else { return nil }
        let (start, end) = completed(from, to)
        let side = side(at: tokens.lowerBound)
        let ending = resolver.days(of: end, side)
        var beginning = resolver.days(of: start, side)
        if start.year == nil, start.weekday != nil || start.month != nil, let ending {
            beginning = TimeResolver(published: ending.days.last).days(of: start, .past)
        }
        reading.interval = span(beginning?.days, ending?.days)
        reading.isContradictory = beginning?.isContradictory ?? false || ending?.isContradictory ?? false
        // Two dates that do not follow each other are no range.
        return reading.interval == nil && start.year != nil && end.year != nil ? nil : reading
    }

    private func vagueRange(_ first: TimeReading, _ last: TimeReading, _ tokens: Range<Int>) -> TimeReading? {
        guard first.meaning == .vague, last.meaning == .vague else { return nil }
        return TimeReading(tokens, "range", meaning: .vague)
    }

    private func span(_ first: DayInterval?, _ last: DayInterval?) -> DayInterval? {
        guard let first, let last, first.first <= last.last else { return nil }
        return DayInterval(first: first.first, last: last.last)
    }

    /// Each takes what only the other says: the month, the year.
    private func completed(_ first: WrittenDay, _ last: WrittenDay) -> (WrittenDay, WrittenDay) {
        var first = first, last = last
        if first.month != nil, first.year == nil, let year = last.year, let month = last.month ?? first.month {
            first.year = (first.month ?? 1, first.day ?? 1) <= (month, last.day ?? 31) ? year : year - 1
        }
        if last.month != nil, last.year == nil, let year = first.year {
            last.year = (first.month ?? 1, first.day ?? 1) <= (last.month ?? 12, last.day ?? 31) ? year : year + 1
        }
        return (first, last)
    }

    /// "since 2014", "until 12 February": a bound with the date that it sets.
    func bound(at place: Int) -> TimeReading? {
        let since = text.word(place) == "since" || text.isWord(place, in: ["منذ"])
        let until = ["until", "till"].contains(text.word(place)) || text.isWord(place, in: ["حتي", "لغايه"])
        guard since || until else { return nil }
        var start = place + 1
        while ["at", "least", "approximately", "about", "around", "roughly", "as"].contains(text.word(start)) {
            start += 1
        }
        guard let inner = unit(at: start, inRange: true), inner.meaning == .days,
            inner.rules.first != "arabic_ago"
        else { return nil }
        var reading = inner.widened(to: place..<inner.end)
        reading.date = nil
        reading.rules.insert(since ? "since" : "until", at: 0)
        guard since else { return reading }
        reading.precision = nil
        reading.interval = inner.interval.flatMap { from in
            resolver.published.flatMap { DayInterval(first: from.first, last: $0) }
        }
        return reading
    }
}

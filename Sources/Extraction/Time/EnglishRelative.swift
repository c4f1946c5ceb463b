// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Days and periods that are told from the day of publication.
extension TimeGrammar {
    /// "yesterday", "this morning", "last week", "over the past week", "earlier this month", "so far this year".
    func relative(at place: Int) -> TimeReading? {
        longest([
            relativeDay(at: place), thisPart(at: place), relativePeriod(at: place), directedDate(at: place),
            stretch(at: place), inPeriod(at: place), weekend(at: place),
        ])
    }

    private static let relativeDays: [String: Int] = [
        "today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0,
    ]

    private func relativeDay(at place: Int) -> TimeReading? {
        let start = text.word(place) == "the" ? place + 1 : place
        if text.word(start) == "day", ["before", "after"].contains(text.word(start + 1)),
            let offset = Self.relativeDays[text.word(start + 2)], abs(offset) == 1
        {
            let days = resolver.period(.day, moved: text.word(start + 1) == "before" ? offset - 1 : offset + 1)
            return TimeReading(place..<start + 3, "relative_day", interval: days, precision: .day)
        }
        guard let offset = Self.relativeDays[text.word(place)] else { return nil }
        if text.word(place) == "overnight" {
            return TimeReading(place..<place + 1, "last_night", interval: resolver.stretch(.day, -1), precision: .days)
        }
        var end = place + 1
        if abs(offset) == 1, TimeWords.dayParts.contains(text.word(end)) { end += 1 }
        let days = resolver.period(.day, moved: offset)
        return TimeReading(place..<end, "relative_day", interval: days, precision: .day)
    }

    /// "this morning", "last night", "early this morning".
    private func thisPart(at place: Int) -> TimeReading? {
        guard ["this", "last"].contains(text.word(place)), TimeWords.dayParts.contains(text.word(place + 1)) else {
            return nil
        }
        if text.word(place) == "this" {
            let day = resolver.period(.day, moved: 0)
            return TimeReading(place..<place + 2, "relative_day", interval: day, precision: .day)
        }
        guard ["night", "evening"].contains(text.word(place + 1)) else { return nil }
        return TimeReading(place..<place + 2, "last_night", interval: resolver.stretch(.day, -1), precision: .days)
    }

    private static let directions: [String: Int] = [
        "last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "current": 0, "upcoming": 1,
    ]

    /// "last week", "this year", "next month": the unit of the calendar.
    func relativePeriod(at place: Int) -> TimeReading? {
        let start = text.word(place) == "the" && text.word(place + 1) == "current" ? place + 1 : place
        guard let direction = Self.directions[text.word(start)], text.word(place - 1) != "the",
            let unit = TimeWords.unit[text.word(start + 1)], !unit.isShorterThanDay, unit != .day,
            text.word(start + 1) != "weekend"
        else { return nil }
        guard ["last", "next", "this", "current"].contains(text.word(start)) else { return nil }
        var days = resolver.period(unit, moved: direction)
        if direction == 0, side(at: place) != .future, !isHalved(place) {
            days = days.map { resolver.untilPublished(sinceSunday($0, unit)) }
        }
        let precision = days == nil ? nil : unit.precision
        return TimeReading(place..<start + 2, "relative_period", interval: days, precision: precision)
    }

    /// Whether "early" or "end of" stands before, which needs the whole of a period.
    private func isHalved(_ place: Int) -> Bool {
        ["early", "mid", "late", "of", "later", "-"].contains(text.word(place - 1))
    }

    /// "This week" of a report starts on Sunday in America: the day before its Monday is allowed.
    private func sinceSunday(_ days: DayInterval, _ unit: TimeUnit) -> DayInterval {
        unit == .week ? days.union(DayInterval(days.first.advanced(by: -1))) : days
    }

    /// "last Friday", "next June", "last summer", "this past Sunday".
    private func directedDate(at place: Int) -> TimeReading? {
        guard let direction = Self.directions[text.word(place)] else { return nil }
        var start = place + 1, way = direction
        if text.word(place) == "this", let second = Self.directions[text.word(start)], second != 0 {
            way = second
            start += 1
        }
        guard var date = directed(at: start) else { return nil }
        let side = way < 0 ? TimeSide.past : way > 0 ? .future : side(at: place)
        if way == 0, date.weekday != nil { return resolved(date, place..<start + 1, "weekday", side: thisSide(place)) }
        guard way != 0, let published = resolver.published else {
            return resolved(date, place..<start + 1, "directed_date", side: side)
        }
        // "Last" and "next" step out of the day, the month or the season of the publication.
        let here = resolver.days(of: date, .nearest)?.days
        var from = published
        if let here, here.contains(published) {
            from = way < 0 ? here.first.advanced(by: -2) : here.last.advanced(by: 1)
            if date.weekday != nil, way < 0 { from = published.advanced(by: -1) }
        }
        let days = TimeResolver(published: from).days(of: date, side)?.days
        date.year = nil
        return TimeReading(place..<start + 1, "directed_date", interval: days, date: date)
    }

    /// "This Friday" is still to come, but where the words tell of the past it is the one of this week.
    private func thisSide(_ place: Int) -> TimeSide {
        side(at: place) == .future || !TimeWords.speech.contains(text.word(place - 1)) ? .future : .past
    }

    private func directed(at place: Int) -> WrittenDay? {
        if let weekday = TimeWords.weekdays[text.word(place)] { return WrittenDay(weekday: weekday) }
        if let month = month(at: place), !month.isShort, text.dayNumber(month.end) == nil {
            return WrittenDay(month: month.month, calendar: month.calendar)
        }
        return TimeWords.seasons[text.word(place)].map { WrittenDay(season: $0) }
    }

    /// "the past week", "the last 24 hours", "the next two months", "recent days", "the coming weeks".
    private func stretch(at place: Int) -> TimeReading? {
        var start = text.word(place) == "the" ? place + 1 : place
        if text.word(start) == "most", text.word(start + 1) == "recent" { start += 1 }
        let word = text.word(start)
        let isThisPast = word == "this" && text.word(start + 1) == "past"
        if isThisPast { start += 1 }
        let isRecent = word == "recent"
        guard isRecent || Self.directions[text.word(start)].map({ $0 != 0 }) == true else { return nil }
        let sign = isRecent ? -1 : Self.directions[text.word(start)] ?? -1
        let count = quantity(at: start + 1)
        guard let unit = unitWord(at: count?.end ?? start + 1) else { return nil }
        if !unit.isPlural, count == nil || count?.most == 1 {
            let isWhole = text.word(place) == "the" || isThisPast || word == "past" || word == "coming"
            guard isWhole, !isRecent, unit.unit != .day || text.word(start) == "past" else { return nil }
            return stretch(unit.unit, sign, place..<unit.end)
        }
        guard unit.isPlural else { return nil }
        if let count, let most = count.most { return stretch(unit.unit, sign * most, place..<unit.end) }
        var end = unit.end
        if text.word(end) == "and", let second = unitWord(at: end + 1), second.isPlural { end = second.end }
        return fewUnits(unit.unit, sign, place..<end)
    }

    private func stretch(_ unit: TimeUnit, _ count: Int, _ tokens: Range<Int>) -> TimeReading {
        TimeReading(
            tokens, "stretch", interval: resolver.stretch(unit, count),
            precision: abs(count) == 1 && !unit.isShorterThanDay ? unit.precision : nil)
    }

    /// "Recent days" are a week, "recent weeks" four; months and years without a number stay open.
    func fewUnits(_ unit: TimeUnit, _ sign: Int, _ tokens: Range<Int>) -> TimeReading {
        let isKnown = unit.isShorterThanDay || unit == .day || unit == .week
        guard isKnown, sign < 0 else { return TimeReading(tokens, "few_units", meaning: .vague) }
        switch unit {
        case .week: return TimeReading(tokens, "few_units", interval: resolver.stretch(.week, -4), precision: .month)
        case .day: return TimeReading(tokens, "few_units", interval: resolver.stretch(.day, -7), precision: .week)
        default: return TimeReading(tokens, "few_units", interval: resolver.stretch(.day, -1), precision: .days)
        }
    }

    /// "earlier this month", "later in the day", "so far this year", "earlier today", "this year so far".
    private func inPeriod(at place: Int) -> TimeReading? {
        let word = text.word(place), isSoFar = word == "so" && text.word(place + 1) == "far"
        guard isSoFar || word == "earlier" || word == "later" || word == "early" || word == "late" else { return nil }
        let start = isSoFar ? place + 2 : place + 1
        if let day = relativeDay(at: start) ?? thisPart(at: start), start > place {
            return day.widened(to: place..<day.end)
        }
        if !isSoFar, text.word(start) == "that" || text.word(start) == "the" && text.word(start + 1) == "same",
            let unit = TimeWords.unit[text.word(text.word(start) == "that" ? start + 1 : start + 2)], unit != .second
        {
            let end = text.word(start) == "that" ? start + 2 : start + 3
            return TimeReading(place..<end, "anaphora", meaning: .vague)
        }
        guard word != "early", word != "late" else { return nil }
        let isThe = text.word(start) == "in" && text.word(start + 1) == "the"
        guard isThe || text.word(start) == "this", let unit = TimeWords.unit[text.word(isThe ? start + 2 : start + 1)],
            !unit.isShorterThanDay
        else { return nil }
        let end = isThe ? start + 3 : start + 2
        let whole = resolver.period(unit, moved: 0)
        let days = word == "later" ? whole.flatMap(afterPublished) : whole.map(resolver.untilPublished)
        return TimeReading(
            place..<end, isSoFar ? "so_far" : "in_period", interval: days, precision: days == nil ? unit.precision : nil
        )
    }

    private func afterPublished(_ days: DayInterval) -> DayInterval? {
        resolver.published.flatMap { DayInterval(first: $0, last: days.last) }
    }

    /// "over the weekend", "last weekend", "this weekend".
    private func weekend(at place: Int) -> TimeReading? {
        guard let word = Optional(text.word(place)), ["the", "last", "next", "this"].contains(word),
            text.word(place + 1) == "weekend"
        else { return nil }
        guard let published = resolver.published else {
            return TimeReading(place..<place + 2, "weekend", precision: .days)
        }
        let isAhead = word == "next" || side(at: place) == .future
        let base = word == "last" && published.weekday % 6 == 0 ? published.advanced(by: -2) : published
        let saturday = isAhead ? base.next(weekday: 6) : base.last(weekday: 6)
        let days = DayInterval(first: saturday, last: saturday.advanced(by: 1))
        return TimeReading(place..<place + 2, "weekend", interval: days)
    }
}

extension TimeUnit {
    /// How exactly one unit places an event.
    var precision: DatePrecision {
        switch self {
        case .second, .minute, .hour, .day: .day
        case .week: .week
        case .month: .month
        case .year, .decade, .century: .year
        }
    }
}

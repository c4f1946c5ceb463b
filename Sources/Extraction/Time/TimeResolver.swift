// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Turns what is written into days, seen from the day of publication.
struct TimeResolver: Sendable {
    let published: CalendarDay?

    /// Most days after the publication that "the nearest past date" may lie: clocks of the world differ by a day.
    private static let clockSlack = 1
    /// Most days ahead that a weekday may choose the coming year instead of the past one.
    private static let weekdayReach = 183

    /// The days of a written date and whether its weekday contradicts it; nil where nothing says which year or week.
    func days(of date: WrittenDay, _ side: TimeSide) -> (days: DayInterval, isContradictory: Bool)? {
        guard date.day != nil || date.month != nil || date.year != nil || date.season != nil else {
            return weekday(date, side).map { (DayInterval($0), false) }
        }
        guard let days = dated(date, side) else { return nil }
        guard let weekday = date.weekday, days.length == 1 else { return (days, false) }
        if days.first.weekday == weekday { return (days, false) }
        if date.year == nil, side == .past, let ahead = dated(date, .future), let published,
            ahead.first.weekday == weekday, ahead.first.days(since: published) <= Self.weekdayReach
        {
            return (ahead, false)
        }
        return (days.union(DayInterval(days.first.nearest(weekday: weekday))), true)
    }

    /// The day of a weekday alone: within the week before the publication, which counts itself, or after it.
    private func weekday(_ date: WrittenDay, _ side: TimeSide) -> CalendarDay? {
        guard let weekday = date.weekday, let published else { return nil }
        return side == .future ? published.next(weekday: weekday) : published.last(weekday: weekday)
    }

    private func dated(_ date: WrittenDay, _ side: TimeSide) -> DayInterval? {
        if let year = date.year { return days(of: date, in: year) }
        guard let published else { return nil }
        let base = date.calendar.year(ofGregorian: published.components.year)
        let reach = Self.reach(of: date)
        let found = (base - reach...base + reach).compactMap { days(of: date, in: $0) }
        let past = found.last { $0.first.days(since: published) <= Self.clockSlack }
        let future = found.first { $0.last >= published }
        switch side {
        case .past: return past
        case .future: return future
        case .nearest:
            guard let past, let future else { return past ?? future }
            return published.days(since: past.last) <= future.first.days(since: published) ? past : future
        }
    }

    /// How many years around the publication have to be asked: a leap day may be eight years away, the thirtieth of a
    /// Hijri month a few.
    private static func reach(of date: WrittenDay) -> Int {
        if date.calendar != .gregorian { return (date.lastDay ?? date.day ?? 1) > 29 ? 4 : 2 }
        return date.month == 2 && (date.lastDay ?? date.day ?? 1) > 28 ? 9 : 2
    }

    private func days(of date: WrittenDay, in year: Int) -> DayInterval? {
        if let season = date.season { return Self.days(of: season, year: year, lastYear: date.lastYear) }
        guard let month = date.month else {
            guard let first = date.calendar.year(year), let last = date.calendar.year(date.lastYear ?? year) else {
                return nil
            }
            return DayInterval(first: first.first, last: last.last)
        }
        guard let day = date.day else { return date.calendar.month(month, year: year) }
        guard let first = date.calendar.day(year: year, month: month, day: day) else { return nil }
        guard let lastDay = date.lastDay else { return DayInterval(first) }
        return date.calendar.day(year: year, month: month, day: lastDay).flatMap { DayInterval(first: first, last: $0) }
    }

    private static func days(of season: Season, year: Int, lastYear: Int?) -> DayInterval? {
        let first = DateCalendar.gregorian.month(season.rawValue, year: year)
        let lastMonth = season == .winter ? 2 : season.rawValue + 2
        let last = DateCalendar.gregorian.month(lastMonth, year: season == .winter ? year + 1 : year)
        guard let first, let last else { return nil }
        return DayInterval(first: first.first, last: last.last)
    }

    /// A part of days, by their length: of a week, a month, a year, a decade or more.
    static func part(_ part: TimePart, of days: DayInterval) -> DayInterval? {
        switch days.length {
        case ..<20: partOfWeek(part, days)
        case ..<60: partOfMonth(part, days)
        case ..<400: partOfYear(part, days)
        default: partOfYears(part, days)
        }
    }

    /// Early and late as three tenths of the years of a decade or a century.
    private static func partOfYears(_ part: TimePart, _ days: DayInterval) -> DayInterval? {
        let first = days.first.components.year, last = days.last.components.year
        let share = max(1, (last - first + 1) * 3 / 10), half = (first + last) / 2
        return switch part {
        case .early, .start: years(first, first + share - 1)
        case .mid: years(first + share, last - share)
        case .late, .end: years(last - share + 1, last)
        case .half(let number): number == 1 ? years(first, half) : years(half + 1, last)
        default: nil
        }
    }

    private static func years(_ first: Int, _ last: Int) -> DayInterval? {
        guard let start = DateCalendar.gregorian.year(first), let end = DateCalendar.gregorian.year(last) else {
            return nil
        }
        return DayInterval(first: start.first, last: end.last)
    }

    private static func partOfWeek(_ part: TimePart, _ days: DayInterval) -> DayInterval? {
        let length = days.length
        return switch part {
        case .early, .start, .firstDays: days.slice(0, 2)
        case .mid: days.slice(2, length - 3) ?? days
        case .late, .end, .lastDays: days.slice(length - 3, length - 1)
        case .half(let half): half == 1 ? days.slice(0, length / 2 - 1) : days.slice(length / 2, length - 1)
        case .quarter, .week, .lastWeek: nil
        }
    }

    private static func partOfMonth(_ part: TimePart, _ days: DayInterval) -> DayInterval? {
        let last = days.length - 1
        switch part {
        case .early, .start: return days.slice(0, 9)
        case .mid: return days.slice(10, 19)
        case .late, .end: return days.slice(20, last)
        case .half(let half): return half == 1 ? days.slice(0, 14) : days.slice(15, last)
        case .week(let week): return week > 4 ? days.slice(28, last) : days.slice(week * 7 - 7, week * 7 - 1)
        case .lastWeek: return days.slice(last - 6, last)
        case .firstDays: return days.slice(0, 4)
        case .lastDays: return days.slice(last - 4, last)
        case .quarter: return nil
        }
    }

    private static func partOfYear(_ part: TimePart, _ days: DayInterval) -> DayInterval? {
        switch part {
        case .early: months(1, 3, of: days)
        case .mid: months(5, 8, of: days)
        case .late: months(10, 12, of: days)
        case .start: months(1, 1, of: days)
        case .end: months(12, 12, of: days)
        case .half(let half): half == 1 ? months(1, 6, of: days) : months(7, 12, of: days)
        case .quarter(let quarter): months(quarter * 3 - 2, quarter * 3, of: days)
        case .week(let week): days.slice(week * 7 - 7, week * 7 - 1)
        case .lastWeek: days.slice(days.length - 7, days.length - 1)
        case .firstDays: days.slice(0, 4)
        case .lastDays: days.slice(days.length - 5, days.length - 1)
        }
    }

    /// Months of a year; for a year of another calendar or a season their share of it.
    private static func months(_ first: Int, _ last: Int, of days: DayInterval) -> DayInterval? {
        let start = days.first.components
        guard start.month == 1, start.day == 1, days.length > 360,
            let from = DateCalendar.gregorian.month(first, year: start.year),
            let to = DateCalendar.gregorian.month(last, year: start.year)
        else { return days.slice((first - 1) * days.length / 12, last * days.length / 12 - 1) }
        return DayInterval(first: from.first, last: to.last)
    }
}

extension TimeResolver {
    /// The calendar's unit that holds the publication, moved by whole units: this week, last month, next year.
    func period(_ unit: TimeUnit, moved by: Int) -> DayInterval? {
        guard let published, abs(by) <= 1000 else { return nil }
        let (year, month, _) = published.components
        switch unit {
        case .second, .minute, .hour, .day: return DayInterval(published.advanced(by: by))
        case .week:
            let monday = published.advanced(by: -((published.weekday + 6) % 7) + 7 * by)
            return DayInterval(first: monday, last: monday.advanced(by: 6))
        case .month:
            let months = year * 12 + month - 1 + by
            return DateCalendar.gregorian.month(months % 12 + 1, year: months / 12)
        case .year: return DateCalendar.gregorian.year(year + by)
        case .decade: return Self.years((year / 10 + by) * 10, (year / 10 + by) * 10 + 9)
        case .century: return Self.years((year / 100 + by) * 100 + 1, (year / 100 + by + 1) * 100)
        }
    }

    /// The part of days that is over, as words of the past mean it ("this week" on a Wednesday).
    func untilPublished(_ days: DayInterval) -> DayInterval {
        guard let published, days.contains(published) else { return days }
        return DayInterval(first: days.first, last: published) ?? days
    }

    /// The stretch of so many units that ends with the publication (`by` below zero) or starts with it.
    func stretch(_ unit: TimeUnit, _ count: Int) -> DayInterval? {
        guard let published, let other = moved(published, unit, count) else { return nil }
        return DayInterval(first: min(published, other), last: max(published, other))
    }

    /// A point so many units away from the publication, as exact as its unit: half a unit to either side.
    func point(_ unit: TimeUnit, _ count: Int) -> DayInterval? {
        guard let published, let day = moved(published, unit, count) else { return nil }
        let slack: Int
        switch unit {
        case .second, .minute: slack = 0
        // Half of the hours of a day lie on the day before.
        case .hour: return DayInterval(first: min(day, published), last: max(day, published))
        case .day: slack = 0
        case .week: slack = 3
        case .month: slack = 15
        case .year: slack = 182
        case .decade: slack = 1826
        case .century: slack = 18_262
        }
        return DayInterval(first: day.advanced(by: -slack), last: day.advanced(by: slack))
    }

    /// The day so many units later; the last one of the month where the month is too short.
    func moved(_ day: CalendarDay, _ unit: TimeUnit, _ count: Int) -> CalendarDay? {
        guard abs(count) < 100_000 else { return nil }
        switch unit {
        case .second, .minute: return day
        case .hour: return day.advanced(by: count < 0 ? -((23 - count) / 24) : (count + 23) / 24)
        case .day: return day.advanced(by: count)
        case .week: return day.advanced(by: 7 * count)
        case .month: return moved(day, months: count)
        case .year: return moved(day, months: 12 * count)
        case .decade: return moved(day, months: 120 * count)
        case .century: return moved(day, months: 1200 * count)
        }
    }

    private func moved(_ day: CalendarDay, months: Int) -> CalendarDay? {
        let (year, month, number) = day.components
        let moved = year * 12 + month - 1 + months
        guard moved >= 12, moved / 12 <= 9999 else { return nil }
        let length = CalendarDay.length(ofMonth: moved % 12 + 1, year: moved / 12)
        return CalendarDay(year: moved / 12, month: moved % 12 + 1, day: min(number, length))
    }
}

extension CalendarDay {
    /// Days from Sunday = 0; 1970-01-01 was a Thursday.
    var weekday: Int { ((daysSinceEpoch + 4) % 7 + 7) % 7 }

    /// The last day of that name, this one included.
    func last(weekday wanted: Int) -> CalendarDay { advanced(by: -((weekday - wanted + 7) % 7)) }

    /// The next day of that name, this one included.
    func next(weekday wanted: Int) -> CalendarDay { advanced(by: (wanted - weekday + 7) % 7) }

    /// The day of that name that is at most three days away.
    func nearest(weekday wanted: Int) -> CalendarDay { advanced(by: -3).next(weekday: wanted) }
}

extension DayInterval {
    /// The days from one place to another, counted from 0; nil where there are none.
    func slice(_ from: Int, _ to: Int) -> DayInterval? {
        DayInterval(first: first.advanced(by: max(0, from)), last: min(last, first.advanced(by: to)))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Units in which texts count time.
enum TimeUnit: Sendable, Hashable {
    case second, minute, hour, day, week, month, year, decade, century

    var isShorterThanDay: Bool { self == .second || self == .minute || self == .hour }
}

/// A part of a month, a year, a decade ("early 2025", "the first week of March").
enum TimePart: Sendable, Hashable {
    case early, mid, late, start, end
    case half(Int), quarter(Int), week(Int), lastWeek, firstDays, lastDays
}

/// Quarters of the year by their names.
enum Season: Int, Sendable {
    case spring = 3
    case summer = 6
    case autumn = 9
    case winter = 12
}

/// Which side of the publication a date without a year lies on.
enum TimeSide: Sendable {
    case past, future, nearest
}

/// What is written of a date: any of weekday, day, month, year.
struct WrittenDay: Sendable, Hashable {
    var weekday: Int?
    var day: Int?
    /// The last of several days ("3 and 5 January").
    var lastDay: Int?
    var month: Int?
    var season: Season?
    var year: Int?
    /// The last of several years ("2003-2009", "the 1990s").
    var lastYear: Int?
    var calendar = DateCalendar.gregorian

    /// Which of the parts are given: what ranges join has the same shape.
    var shape: [Bool] { [day != nil, month != nil || season != nil, day == nil && month == nil && year != nil] }
}

/// Words that were read as time, before they become an expression.
struct TimeReading: Sendable {
    var tokens: Range<Int>
    var meaning = TimeExpression.Meaning.days
    var interval: DayInterval?
    /// What the words say about exactness, where the length of the interval does not.
    var precision: DatePrecision?
    var isContradictory = false
    var rules: [String]
    /// What is written, where it is a date that a range may complete.
    var date: WrittenDay?

    init(
        _ tokens: Range<Int>, _ rule: String, meaning: TimeExpression.Meaning = .days, interval: DayInterval? = nil,
        precision: DatePrecision? = nil, date: WrittenDay? = nil
    ) {
        self.tokens = tokens
        self.meaning = meaning
        self.interval = interval
        self.precision = precision
        self.rules = [rule]
        self.date = date
    }

    var end: Int { tokens.upperBound }

    /// The same answer for more tokens.
    func widened(to tokens: Range<Int>, rule: String? = nil) -> TimeReading {
        var wide = self
        wide.tokens = tokens
        if let rule { wide.rules.append(rule) }
        return wide
    }

    var expression: TimeExpression {
        TimeExpression(
            tokens: tokens, meaning: meaning, interval: meaning == .days ? interval : nil,
            precision: precision ?? interval.map { DatePrecision(days: $0.length) } ?? .year,
            isContradictory: isContradictory, rules: rules)
    }
}

extension DatePrecision {
    /// How exactly an interval of so many days places an event.
    init(days: Int) {
        switch days {
        case ...1: self = .day
        case ...6: self = .days
        case ...8: self = .week
        case ...31: self = .month
        default: self = .year
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Articles

public import Geo
import Incidents

/// Finds what a text says about time and turns it into days.
///
/// Each sentence is read once from left to right; of the readings that start at a word the longest is taken. Days that
/// depend on the publication ("Wednesday", "last week", a date without a year) have an interval only where it is known.
public struct TimeReader: Sendable {
    private let resolver: TimeResolver

    /// Takes the day of publication; nil where it is not known.
    public init(published: CalendarDay?) { resolver = TimeResolver(published: published) }

    /// The expressions of a passage, in order and without overlap.
    public func expressions(in passage: Passage) -> [TimeExpression] {
        var found: [TimeExpression] = []
        for sentence in passage.sentences {
            let grammar = TimeGrammar(
                text: TimeText(passage.tokens, sentence), resolver: resolver, isDayFirst: passage.language == .arabic)
            var place = sentence.lowerBound
            while place < sentence.upperBound {
                if grammar.mayStart(at: place), let reading = grammar.reading(at: place) {
                    found.append(reading.expression)
                    place = max(place + 1, reading.end)
                } else {
                    place += 1
                }
            }
        }
        return found
    }
}

/// The rules, for one sentence.
struct TimeGrammar {
    let text: TimeText
    let resolver: TimeResolver
    /// Whether `3/4/2025` can only be the third of April.
    let isDayFirst: Bool

    /// The longest reading that starts at a token.
    func reading(at place: Int) -> TimeReading? {
        longest([
            bound(at: place), range(at: place), unit(at: place), duration(at: place), recurring(at: place),
            reference(at: place), adverb(at: place),
        ])
    }

    /// One date, period or relative day, without what joins two of them, but with the hour beside it.
    func unit(at place: Int, inRange: Bool = false) -> TimeReading? {
        let bare = longest([date(at: place, inRange: inRange), dayPart(at: place), clock(at: place)])
        return bare.map(withHour)
    }

    /// The same without hours: what "the morning of" may stand before.
    func date(at place: Int, inRange: Bool = false) -> TimeReading? {
        longest([
            numericDate(at: place), weekdayDate(at: place), dayMonth(at: place),
            monthDate(at: place, inRange: inRange), years(at: place), period(at: place), relative(at: place),
            holiday(at: place), arabicDate(at: place, inRange: inRange), arabicRelative(at: place),
        ])
    }

    func longest(_ readings: [TimeReading?]) -> TimeReading? {
        var best: TimeReading?
        for reading in readings {
            if let reading, reading.end > best?.end ?? 0 { best = reading }
        }
        return best
    }

    /// A reading of a written date.
    func resolved(_ date: WrittenDay, _ tokens: Range<Int>, _ rule: String, side: TimeSide? = nil) -> TimeReading {
        let answer = resolver.days(of: date, side ?? self.side(at: tokens.lowerBound))
        var reading = TimeReading(tokens, rule, interval: answer?.days, date: date)
        reading.isContradictory = answer?.isContradictory ?? false
        if reading.isContradictory { reading.rules.append("weekday_contradicts") }
        if reading.interval == nil { reading.precision = Self.precision(of: date) }
        if date.year == nil, date.month != nil { reading.rules.append("year_of_publication") }
        return reading
    }

    private static func precision(of date: WrittenDay) -> DatePrecision {
        if date.lastDay != nil { return .days }
        return date.day != nil || date.weekday != nil ? .day : date.month != nil ? .month : .year
    }

    /// On which side of the publication a date without a year lies, by the words before it.
    func side(at place: Int) -> TimeSide {
        let first = max(text.sentence.lowerBound, place - Self.cueReach)
        var index = place - 1
        while index >= first {
            if TimeWords.futureCues.contains(text.word(index)) { return .future }
            if TimeWords.speech.contains(text.word(index)) || text.word(index) == ";" { break }
            index -= 1
        }
        if text.isWord(place - 1, in: ["until", "till", "حتي", "لغايه"]) { return .nearest }
        guard text.isWord(place - 1, in: ["by", "before", "بحلول", "قبل"]) else { return .past }
        let around = first..<min(text.sentence.upperBound, place + Self.cueReach)
        return around.contains { ["was", "were", "had"].contains(text.word($0)) } ? .past : .nearest
    }

    /// How many tokens before a date a word of the future speaks of it.
    private static let cueReach = 12
}

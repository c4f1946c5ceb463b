// SPDX-License-Identifier: Apache-2.0

import Incidents

import Geo

/// How many units: `most` is nil where no number is said ("a few").
struct TimeCount {
    let least: Int?
    let most: Int?
    let end: Int
}

/// Stretches of time by number and unit, and what "ago" makes of them.
extension TimeGrammar {
    /// "three", "twenty-five", "18-24", "two or three", "20-plus", "a few", "several", "1,000".
    func quantity(at place: Int) -> TimeCount? {
        guard let first = plainNumber(at: place) else { return fewWords(at: place) }
        var end = first.end
        let isJoined = text.isDash(end) || ["to", "or"].contains(text.word(end))
        if isJoined, let second = plainNumber(at: end + 1) {
            return TimeCount(least: first.value, most: second.value ?? first.value, end: second.end)
        }
        if text.isDash(end), text.word(end + 1) == "plus" { end += 2 }
        if text.isSign(end, ["+"]) { end += 1 }
        if text.word(end) == "and", text.word(end + 1) == "a", text.word(end + 2) == "half" { end += 3 }
        if text.isDash(end), text.end(of: ["and", "-", "a", "-", "half"], at: end + 1) != nil { end += 6 }
        return TimeCount(least: first.value, most: first.value, end: end)
    }

    private func plainNumber(at place: Int) -> (value: Int?, end: Int)? {
        let word = text.word(place)
        if let tens = TimeWords.tens[word] {
            if text.isDash(place + 1), let ones = TimeWords.numbers[text.word(place + 2)], ones < 10 {
                return (tens + ones, place + 3)
            }
            return (tens, place + 1)
        }
        if let number = TimeWords.numbers[word] { return (number, place + 1) }
        guard text.sentence.contains(place), text.tokens[place].kind == .number else { return nil }
        if let digits = text.digits(place), digits.rest.isEmpty { return (digits.value, place + 1) }
        let plain = word.filter { $0 != "," && $0 != "٬" }
        guard let digits = TimeText.digits(of: plain) else { return nil }
        if digits.rest.isEmpty { return (digits.value, place + 1) }
        // `2.5 years` have no whole number.
        return digits.rest.hasPrefix(".") && digits.rest.dropFirst().allSatisfy(\.isNumber) ? (nil, place + 1) : nil
    }

    private func fewWords(at place: Int) -> TimeCount? {
        switch text.word(place) {
        case "few", "several", "many": return TimeCount(least: nil, most: nil, end: place + 1)
        case "couple": return couple(place)
        case "a":
            if text.word(place + 1) == "few" { return TimeCount(least: nil, most: nil, end: place + 2) }
            if text.word(place + 1) == "couple" { return couple(place + 1) }
            if text.word(place + 1) == "dozen" { return TimeCount(least: 12, most: 12, end: place + 2) }
            return nil
        case "half":
            let next = text.isDash(place + 1) ? place + 2 : place + 1
            guard ["a", "an"].contains(text.word(next)) else { return nil }
            return TimeCount(least: nil, most: nil, end: next + 1)
        default: return nil
        }
    }

    private func couple(_ place: Int) -> TimeCount {
        TimeCount(least: 2, most: 2, end: text.word(place + 1) == "of" ? place + 2 : place + 1)
    }

    struct UnitWord {
        let unit: TimeUnit
        let isPlural: Bool
        let end: Int
    }

    func unitWord(at place: Int) -> UnitWord? {
        let word = text.word(place)
        if let unit = TimeWords.units[word] { return UnitWord(unit: unit, isPlural: true, end: place + 1) }
        return TimeWords.unit[word].map { UnitWord(unit: $0, isPlural: false, end: place + 1) }
    }

    private static let fillers: Set<String> = [
        "more", "additional", "full", "straight", "consecutive", "whole", "long", "further", "extra", "other",
    ]
    /// Words before "a week", "one day", "days" that make them a stretch of time.
    private static let cues: Set<String> = [
        "for", "within", "over", "about", "nearly", "almost", "than", "least", "most", "in", "after", "lasted",
        "last", "lasting", "to", "took", "take", "takes", "spent", "another", "every", "around", "roughly",
        "approximately", "only", "just", "as", "of", "half", "some", "marks",
    ]

    /// "for three weeks", "10 years", "four-day", "two weeks ago", "a decade", "days, not weeks".
    func duration(at place: Int) -> TimeReading? {
        if let counted = countedUnits(at: place) { return counted }
        return longest([singleUnit(at: place), bareUnits(at: place), arabicDuration(at: place)])
    }

    private func countedUnits(at place: Int) -> TimeReading? {
        let start =
            text.word(place) == "another" || text.word(place) == "an" && text.word(place + 1) == "additional"
            ? place + 1 : place
        guard let count = quantity(at: start) else { return nil }
        var next = count.end
        if Self.fillers.contains(text.word(next)) { next += 1 }
        let isHyphened = text.isDash(next) && next == count.end
        if isHyphened { next += 1 }
        guard let unit = unitWord(at: next), unit.isPlural || isHyphened || count.most == 1 else { return nil }
        if isAge(unit, place) { return nil }
        if !unit.isPlural, !isHyphened, !hasCue(place), suffix(at: unit.end) == nil { return nil }
        if isHyphened, text.isDash(unit.end), text.word(unit.end + 1) == "long" {
            return TimeReading(place..<unit.end + 2, "duration", meaning: .duration)
        }
        let and = text.word(unit.end) == "and" ? self.quantity(at: unit.end + 1) : nil
        if let and, let second = unitWord(at: and.end), second.isPlural || and.most == 1 {
            return timed(unit.unit, TimeCount(least: nil, most: nil, end: 0), place, second.end)
        }
        return timed(unit.unit, count, place, unit.end)
    }

    /// "12 years old", "aged 12 years", "a 12-year-old", "years of age".
    private func isAge(_ unit: UnitWord, _ place: Int) -> Bool {
        if unit.unit != .year && unit.unit != .month && unit.unit != .week && unit.unit != .day { return false }
        if ["aged", "age", "ages"].contains(text.word(place - 1)) { return true }
        let next = text.isDash(unit.end) ? unit.end + 1 : unit.end
        if ["old", "olds"].contains(text.word(next)) { return true }
        return text.word(unit.end) == "of" && text.word(unit.end + 1) == "age"
    }

    private func hasCue(_ place: Int) -> Bool { Self.cues.contains(text.word(place - 1)) }

    private func suffix(at place: Int) -> String? {
        let word = text.word(place)
        if word == "from", text.word(place + 1) == "now" { return "from now" }
        return ["ago", "earlier", "later", "before", "after", "since", "long", "hence"].contains(word) ? word : nil
    }

    /// "a year ago", "a decade", "an hour later".
    private func singleUnit(at place: Int) -> TimeReading? {
        guard ["a", "an"].contains(text.word(place)) else { return nil }
        let isFull = ["full", "whole"].contains(text.word(place + 1))
        guard let unit = unitWord(at: isFull ? place + 2 : place + 1), !unit.isPlural,
            text.word(unit.end - 1) != "second", !isAge(unit, place), !text.isDash(unit.end)
        else { return nil }
        if suffix(at: unit.end) == nil, !hasCue(place) {
            let isRate = isCount(place - 2) || ["times", "once", "twice"].contains(text.word(place - 1))
            return isRate ? TimeReading(place..<unit.end, "rate", meaning: .recurring) : nil
        }
        return timed(unit.unit, TimeCount(least: 1, most: 1, end: unit.end), place, unit.end)
    }

    /// "days, not weeks", "for months", "weeks of fighting", "years ago".
    private func bareUnits(at place: Int) -> TimeReading? {
        guard let unit = unitWord(at: place), unit.isPlural, text.word(place) != "seconds" else { return nil }
        if let end = contrasted(unit.end) { return TimeReading(place..<end, "duration", meaning: .duration) }
        let suffix = suffix(at: unit.end)
        let before = text.word(place - 1)
        let isStretch = ["for", "within", "take", "takes", "took", "lasted", "in"].contains(before)
        guard isStretch || suffix == "ago" || suffix == "later" || suffix == "earlier" || text.word(unit.end) == "of"
        else { return nil }
        if text.word(unit.end) == "of", ["the", "these", "those", "per", "working"].contains(before) { return nil }
        return timed(unit.unit, TimeCount(least: nil, most: nil, end: unit.end), place, unit.end)
    }

    private func contrasted(_ place: Int) -> Int? {
        let next = text.word(place) == "," ? place + 1 : place
        guard ["not", "or"].contains(text.word(next)), let second = unitWord(at: next + 1), second.isPlural else {
            return nil
        }
        return second.end
    }

    /// What the words behind a number of units make of it.
    private func timed(_ unit: TimeUnit, _ count: TimeCount, _ place: Int, _ end: Int) -> TimeReading {
        switch suffix(at: end) {
        case "ago": return ago(unit, count, place..<end + 1)
        case "from now":
            let days = count.most.flatMap { resolver.point(unit, $0) }
            return TimeReading(place..<end + 2, "from_now", interval: days)
        case "earlier", "later": return TimeReading(place..<end + 1, "anaphora", meaning: .vague)
        case "long": return TimeReading(place..<end, "duration", meaning: .duration)
        default: return TimeReading(place..<end, "duration", meaning: .duration)
        }
    }

    /// "three days ago", "a few days ago"; "months ago" and "years ago" without a number stay open.
    func ago(_ unit: TimeUnit, _ count: TimeCount, _ tokens: Range<Int>, rule: String = "ago") -> TimeReading {
        guard let most = count.most, let least = count.least else {
            guard unit == .day || unit == .week || unit.isShorterThanDay else {
                return TimeReading(tokens, rule, meaning: .vague)
            }
            var reading = TimeReading(tokens, rule)
            reading.precision = unit == .week ? .year : .days
            if unit.isShorterThanDay {
                reading.interval = resolver.stretch(.day, -1)
            } else if let far = resolver.point(unit, -6), let near = resolver.point(unit, -2) {
                reading.interval = far.union(near)
            }
            return reading
        }
        let days = resolver.point(unit, -most).flatMap { far in resolver.point(unit, -least).map { far.union($0) } }
        return TimeReading(tokens, rule, interval: days)
    }
}

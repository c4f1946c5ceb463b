// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whole numbers in words, in the languages of reports: `five`, `twenty-five`, `a hundred and fifty`, `two dozen`,
/// `vingt-cinq`, `treinta y dos`, `двадцать пять`, `خمسة وعشرون`.
///
/// The library knows the words of each language. It reads the start of a text where the rest is no number, and some words
/// one behind the other as digits of a year, so that what it reads counts only where it would write the same.
enum SpelledNumber {
    private static let languages = ["en", "fr", "ar", "es", "ru", "uk"].map { Language($0) }
    private static let longest = 120

    /// Nil for a text that is no number from its first word to its last.
    static func value(_ text: String) -> Double? {
        guard text.utf8.count <= longest, text.contains(where: \.isLetter) else { return nil }
        let text = text.lowercased()
        for language in languages {
            if let number = language.whole(text) ?? language.composed(text) { return number }
        }
        return nil
    }

    /// The words of one language.
    private struct Language: @unchecked Sendable {
        // A formatter that nothing changes any more may be asked by several threads.
        private let formatter: NumberFormatter
        private let multipliers: [String: Double]
        private let isArabic: Bool

        init(_ name: String) {
            let formatter = NumberFormatter()
            formatter.numberStyle = .spellOut
            formatter.locale = Locale(identifier: name)
            self.formatter = formatter
            isArabic = name == "ar"
            multipliers = Self.multipliers(formatter)
        }

        /// Words behind a number that multiply it (`hundred`, `тысячи`), as the library writes them.
        private static func multipliers(_ formatter: NumberFormatter) -> [String: Double] {
            var found = dozens
            for size in [100, 1000, 1_000_000] as [Double] {
                for factor in [1, 2, 5] as [Double] {
                    let words = formatter.string(from: NSNumber(value: size * factor))?.split(separator: " ") ?? []
                    guard words.count == 2, let word = words.last else { continue }
                    found[WrittenText.key(word)] = size
                }
            }
            return found
        }

        private static let dozens = Dictionary(
            ["dozen", "dozens", "douzaine", "douzaines", "docena", "docenas", "дюжина", "дюжины", "дюжин"]
                .map { (WrittenText.key($0), 12.0) }, uniquingKeysWith: { first, _ in first })

        /// A text that the library would write in the same letters.
        func whole(_ text: String) -> Double? {
            let joined = isArabic ? text.replacing(" و ", with: " و") : text.replacing("'", with: "ʼ")
            for text in [joined, joined.replacing(" ", with: "-")] {
                guard let number = formatter.number(from: text), let written = formatter.string(from: number),
                    WrittenText.key(written) == WrittenText.key(text)
                else { continue }
                return number.doubleValue
            }
            return nil
        }

        /// A number of several words, or of one in another gender than the library writes.
        func composed(_ text: String) -> Double? {
            var sum = Sum(mayStartWithUnits: isArabic)
            let words = text.split { $0 == " " || $0 == "-" }.map(String.init)
            // An article alone counts nothing.
            guard words.contains(where: { !Self.articles.contains($0) }) else { return nil }
            for word in words where !Self.conjunctions.contains(word) {
                guard let (value, multiplies) = self.word(word), sum.add(value, multiplies: multiplies) else {
                    return nil
                }
            }
            return sum.value
        }

        private static let conjunctions: Set<String> = ["and", "et", "y", "e", "и", "і", "й", "و"]
        private static let articles: Set<String> = ["a", "an"]

        private func word(_ word: String) -> (value: Double, multiplies: Bool)? {
            let word = isArabic && word.hasPrefix("و") && word.count > 3 ? String(word.dropFirst()) : word
            if let size = multipliers[WrittenText.key(word)] { return (size, true) }
            if Self.articles.contains(word) { return (1, false) }
            if let digits = Int(word), digits > 0 { return (Double(digits), false) }
            guard word.first?.isLetter == true, let number = formatter.number(from: word),
                Self.isComplete(number)
            else { return nil }
            return (number.doubleValue, number.doubleValue >= 1000)
        }

        /// The library gives a floating number where it has read the start of a word alone (`tens`, `fivefold`).
        private static func isComplete(_ number: NSNumber) -> Bool { String(cString: number.objCType) != "d" }
    }

    /// Adds words from the left: `two thousand three hundred and five`.
    private struct Sum {
        /// Whether units may stand before tens, as in Arabic.
        let mayStartWithUnits: Bool
        private var thousands = 0.0, group = 0.0, smallest = Double.infinity
        private var isEmpty = true

        init(mayStartWithUnits: Bool) { self.mayStartWithUnits = mayStartWithUnits }

        var value: Double? { isEmpty ? nil : thousands + group }

        /// False where the word cannot stand here.
        mutating func add(_ value: Double, multiplies: Bool) -> Bool {
            defer { isEmpty = false }
            if multiplies, value >= 1000 {
                guard value < smallest else { return false }
                smallest = value
                thousands += max(group, 1) * value
                group = 0
                return true
            }
            if multiplies, group < value {
                group = max(group, 1) * value
                return true
            }
            guard isEmpty || fits(value) else { return false }
            group += value
            return true
        }

        /// Whether the places that the value fills are still free.
        private func fits(_ value: Double) -> Bool {
            let units = group.truncatingRemainder(dividingBy: 100)
            if mayStartWithUnits, (1...9).contains(units), (20...90).contains(value),
                value.truncatingRemainder(dividingBy: 10) == 0
            {
                return true
            }
            // "ten-five" are two numbers.
            if value < 10, units == 10 { return false }
            let size: Double = value < 10 ? 10 : value < 100 ? 100 : 1000
            return group.truncatingRemainder(dividingBy: size) == 0 && value < smallest
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Names of months in the languages of reports, as Foundation has them.
struct MonthNames: Sendable {
    /// A month with the calendar that has it.
    struct Month: Sendable, Hashable {
        let number: Int
        let calendar: DateCalendar
    }

    /// Languages and countries whose reports are read; Arabic has three sets of names.
    private static let locales = [
        "en", "ar_EG", "ar_SY", "ar_DZ", "fr", "es", "ru", "uk", "de", "tr", "fa", "it", "pt",
    ]

    /// All of them, made once.
    static let all = MonthNames()

    private let months: [String: Month]
    private let weekdays: Set<String>
    /// Days of the week from Sunday = 0, of names that mean one day in all languages and no month.
    private let weekdayNumbers: [String: Int]

    private init() {
        var months: [String: Month] = [:], weekdays: Set<String> = []
        var numbers: [String: Set<Int>] = [:]
        for calendar in [DateCalendar.gregorian, .umAlQura, .persian] {
            for locale in calendar == .gregorian ? Self.locales : ["en", "ar", "fa", "fr"] {
                let formatter = Self.formatter(locale, calendar)
                for names in Self.lists(of: formatter) {
                    for (index, name) in names.enumerated() {
                        let key = Self.key(name), month = Month(number: index + 1, calendar: calendar)
                        if !key.isEmpty, key.contains(where: \.isLetter), months[key] == nil { months[key] = month }
                    }
                }
                guard calendar == .gregorian else { continue }
                let days = formatter.weekdaySymbols + formatter.shortWeekdaySymbols
                weekdays.formUnion(days.map { WrittenText.key($0) })
                for (place, name) in days.enumerated() { numbers[WrittenText.key(name), default: []].insert(place % 7) }
            }
        }
        // Common English spellings beside those of the locale, and "of" as in "the 5th of May".
        months["sept"] = Month(number: 9, calendar: .gregorian)
        self.months = months
        weekdayNumbers = numbers.filter { $0.value.count == 1 && months[$0.key] == nil && $0.key.count > 1 }
            .compactMapValues(\.first)
        self.weekdays = weekdays.union(["of", "the", "de", "del", "le", "року", "года", "г", "р"])
    }

    private static func formatter(_ locale: String, _ calendar: DateCalendar) -> DateFormatter {
        let formatter = DateFormatter()
        var foundation = calendar.foundation
        foundation.locale = Locale(identifier: locale)
        formatter.locale = foundation.locale
        formatter.calendar = foundation
        return formatter
    }

    private static func lists(of formatter: DateFormatter) -> [[String]] {
        [
            formatter.monthSymbols, formatter.standaloneMonthSymbols, formatter.shortMonthSymbols,
            formatter.shortStandaloneMonthSymbols,
        ].map { $0 ?? [] }
    }

    /// Without the marks for hamza and ain, which few write in Latin letters.
    private static func key(_ name: String) -> String {
        WrittenText.key(name).filter { !"\u{2BB}\u{2BC}\u{2BE}\u{2BF}".contains($0) }
    }

    /// The month of one or two words (`كانون الثاني`); nil for other texts.
    func month(_ words: some Collection<String>) -> Month? {
        months[words.map { Self.key($0) }.joined()]
    }

    /// The day of the week that a text names, from Sunday = 0; nil where it names none or several.
    func weekday(in text: String) -> Int? {
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }
        let found = Set(words.compactMap { weekdayNumbers[WrittenText.key($0)] })
        return found.count == 1 ? found.first : nil
    }

    /// Whether a word of a date says nothing that its numbers do not.
    func isFiller(_ word: String) -> Bool { weekdays.contains(WrittenText.key(word)) }
}

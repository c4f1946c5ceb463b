// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// The languages of a study and what is said in them on sheets, in legends and in the catalog.
public struct Wording: Sendable, Hashable, Codable {
    /// The languages, the first first: one or two.
    public let languages: [Language]
    /// ISO 3166-1 of the country by whose custom months are called.
    public let country: String
    /// What the files of texts say, by language and name.
    private let phrases: [Language: [String: Phrase]]

    /// File in a build folder that carries the texts of its languages.
    public static let fileInBuild = "styles/texts.json"

    /// Takes the phrases as they are; those that lack are said in English.
    /// - Parameter languages: the first first; none stands for English.
    public init(languages: [Language], country: String = "", phrases: [Language: [String: Phrase]] = [:]) {
        self.languages = languages.isEmpty ? [.english] : languages
        self.country = country
        self.phrases = phrases
    }

    /// English alone.
    public static let english = Wording(languages: [.english])
    /// The languages of builds that carry no texts; what these do not say themselves is said in English.
    public static let ofEarlierBuilds = Wording(languages: [.english, .arabic])

    /// The same in one language alone.
    /// - Parameter more: phrases for what this one does not say in the language.
    package func alone(in language: Language, adding more: [String: Phrase] = [:]) -> Wording {
        var known = phrases
        known[language] = more.merging(phrases[language] ?? [:]) { _, own in own }
        return Wording(languages: [language], country: country, phrases: known)
    }

    /// Whether anything is said in the language.
    package func speaks(_ language: Language) -> Bool {
        language == .english || phrases[language]?.isEmpty == false
    }

    /// The language in which is said what there is room for once.
    public var first: Language { languages.first ?? .english }
    /// The languages and English, which catalogs always have.
    private var spoken: [Language] { languages.contains(.english) ? languages : languages + [.english] }

    /// The same texts, and more of them, in other languages.
    package func speaking(_ languages: [Language], adding more: [Language: [String: Phrase]]) -> Wording {
        Wording(languages: languages, country: country, phrases: phrases.merging(more) { own, _ in own })
    }

    /// The phrase in a language; nil for a second language of which nothing is known: English would stand there twice.
    private func phrase(_ name: String, _ language: Language) -> Phrase? {
        if let own = phrases[language]?[name] { return own }
        let isSilent = phrases[language] == nil && language != first && language != .english
        return isSilent ? nil : TextKey.english[name]
    }

    /// A sentence in one language.
    /// - Parameter count: the number at `{count}`, which decides about the plural form.
    public func text(
        _ key: TextKey, count: Int? = nil, _ values: [String: String] = [:], in language: Language
    ) -> String {
        guard let phrase = phrase(key.rawValue, language) else { return "" }
        let all = count.map { values.merging([Phrase.count: "\($0)"]) { own, _ in own } } ?? values
        return phrase.text(count: count.map(Double.init), all, in: language)
    }

    /// A sentence in all languages.
    public func text(
        _ key: TextKey, count: Int? = nil, _ values: (Language) -> [String: String] = { _ in [:] }
    ) -> TextByLanguage {
        TextByLanguage(in: spoken) { text(key, count: count, values($0), in: $0) }
    }

    /// The phrases whose names begin so, in one language and in order, by the rest of their names; in English where it lacks one.
    package func phrases(startingWith prefix: String, in language: Language) -> [(name: String, phrase: Phrase)] {
        TextKey.english.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }.map { name, english in
            (String(name.dropFirst(prefix.count)), phrases[language]?[name] ?? english)
        }
    }

    /// The statements that accompany every use.
    public var statements: Statements {
        Statements(absence: text(.absence), intendedUse: text(.intendedUse), boundaries: text(.boundaries))
    }
}

// MARK: Numbers and days

extension Wording {
    /// A day as it is written out: `15 February 2026`.
    public func day(_ day: CalendarDay, in language: Language) -> String {
        let (year, month, number) = day.components
        let written = number == 1 ? text(.firstOfMonth, in: language) : "\(number)"
        return text(
            .date, ["day": written, "month": months(language)[month - 1], "year": "\(year)"], in: language)
    }

    /// Names of the months as they stand within a date.
    private func months(_ language: Language) -> [String] {
        let formatter = DateFormatter()
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = language.locale(country)
        formatter.calendar = calendar
        formatter.locale = calendar.locale
        return formatter.monthSymbols
    }

    /// A number whose decimals are set off as the language does it.
    public func number(_ text: String, in language: Language) -> String {
        text.replacing(".", with: language.locale(country).decimalSeparator ?? ".")
    }

    /// A number with the sign of per cent.
    public func percent(_ text: String, in language: Language) -> String {
        self.text(.percent, ["number": number(text, in: language)], in: language)
    }

    /// The name of a country; empty where the library has none.
    public func countryName(_ code: String, in language: Language) -> String {
        language.locale("").localizedString(forRegionCode: code) ?? ""
    }
}

extension Language {
    /// Never that of the machine. Arabic calls months by country, and its texts here have the digits 0 to 9.
    fileprivate func locale(_ country: String) -> Locale {
        guard self == .arabic else { return Locale(identifier: code) }
        return Locale(identifier: country.isEmpty ? "ar_001@numbers=latn" : "ar_\(country)@numbers=latn")
    }
}

// MARK: Palettes

extension Wording {
    /// The phrases of palettes in English, taken apart once.
    private static let patterns = TextKey.english.filter { $0.key.hasPrefix(TextKey.palette) }
        .map { (name: $0.key, pattern: Pattern($0.value.forms[.other] ?? "")) }.sorted { $0.name < $1.name }

    /// The palette in the languages of the study: what it says itself, else what its English words are in the texts.
    public func worded(_ style: Style) -> Style { style.worded(worded) }

    /// A text of a palette in the languages of the study. What nobody has put into the first is said in English.
    public func worded(_ text: TextByLanguage) -> TextByLanguage {
        TextByLanguage(in: spoken) { language in
            translated(text, into: language) ?? (language == first ? text.main : "")
        }
    }

    /// The texts of a palette that are not known in a language of the study.
    public func unknown(in style: Style) -> [(text: String, language: Language)] {
        languages.flatMap { language in
            style.texts.filter { !$0.main.isEmpty && translated($0, into: language) == nil }.map { ($0.main, language) }
        }
    }

    /// Nil where neither the text nor a file of texts says it.
    private func translated(_ text: TextByLanguage, into language: Language) -> String? {
        if !text[language].isEmpty { return text[language] }
        guard text.en.contains(where: \.isLetter) else { return localized(text.en, language) }
        for (name, pattern) in Self.patterns {
            guard let values = pattern.values(in: text.en), let phrase = phrases[language]?[name] else { continue }
            return phrase.text(
                count: values[Phrase.count].flatMap { Double($0) }, values.mapValues { localized($0, language) },
                in: language)
        }
        return nil
    }

    /// A number with or without a sign of per cent.
    private func localized(_ text: String, _ language: Language) -> String {
        text.hasSuffix(" %") ? percent(String(text.dropLast(2)), in: language) : number(text, in: language)
    }
}

extension TextKey {
    /// What a stamp says of a tier.
    public static func stamp(of tier: ReleaseTier) -> TextKey {
        switch tier {
        case .public: .tierPublic
        case .partner: .tierPartner
        case .internal: .tierInternal
        }
    }
}

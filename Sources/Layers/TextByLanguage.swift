// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A text in one language or several.
public struct TextByLanguage: Sendable, Hashable, Codable {
    /// The languages that there is a text in, the first first.
    public let languages: [Language]
    private let texts: [Language: String]

    /// Takes the texts as they are, the first first; empty ones are left out.
    public init(_ texts: [(language: Language, text: String)]) {
        let known = texts.filter { !$0.text.isEmpty }
        languages = known.map(\.language)
        self.texts = Dictionary(known.map { ($0.language, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    /// English, and Arabic where there is any.
    public init(en: String, ar: String = "") { self.init([(.english, en), (.arabic, ar)]) }

    /// The text in each of the languages.
    init(in languages: [Language], _ text: (Language) -> String) {
        self.init(languages.map { ($0, text($0)) })
    }

    /// The text in a language; empty where there is none.
    public subscript(language: Language) -> String { texts[language] ?? "" }

    /// English; empty where there is none.
    public var en: String { self[.english] }
    /// Arabic; empty where there is none.
    public var ar: String { self[.arabic] }
    /// The text in the first of its languages: what is shown where there is room for one.
    public var main: String { languages.first.map { self[$0] } ?? "" }

    /// The texts in some languages, these first, then English; all others are left out.
    public func arranged(for languages: [Language]) -> TextByLanguage {
        let order = languages.contains(.english) ? languages : languages + [.english]
        return TextByLanguage(in: order) { self[$0] }
    }

    /// Texts one after the other, language by language; those that lack in a language leave no gap there.
    public static func joined(_ texts: [TextByLanguage], separator: String = " ") -> TextByLanguage {
        var order: [Language] = []
        for language in texts.flatMap(\.languages) where !order.contains(language) { order.append(language) }
        return TextByLanguage(in: order) { language in
            texts.map { $0[language] }.filter { !$0.isEmpty }.joined(separator: separator)
        }
    }

    /// Reads a member for each language; English must be there.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Language.self)
        let order = [Language.english, .arabic] + members.allKeys.sorted { $0.code < $1.code }
        var texts = [(language: Language.english, text: try members.decode(String.self, forKey: .english))]
        for language in order.dropFirst() where !texts.contains(where: { $0.language == language }) {
            texts.append((language, try members.decodeIfPresent(String.self, forKey: language) ?? ""))
        }
        self.init(texts)
    }

    /// Writes English and Arabic always, as readers expect them: in place of English the first text where there is none, and
    /// an empty text for no Arabic. Other languages follow where they are.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Language.self)
        try members.encode(en.isEmpty ? main : en, forKey: .english)
        try members.encode(ar, forKey: .arabic)
        for language in languages where language != .english && language != .arabic {
            try members.encode(self[language], forKey: language)
        }
    }
}

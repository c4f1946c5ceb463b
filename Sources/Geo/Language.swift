// SPDX-License-Identifier: Apache-2.0

/// A language that sheets, legends and catalogs can be in.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable, CodingKey, CodingKeyRepresentable {
    case english = "en"
    case arabic = "ar"
    case french = "fr"
    case spanish = "es"
    case russian = "ru"
    case ukrainian = "uk"
    /// Kurmanji in Latin letters.
    case kurdish = "ku"

    /// ISO 639-1.
    public var code: String { rawValue }

    /// Whether its lines run from the right.
    public var isRightToLeft: Bool { self == .arabic }

    /// The name in English, for messages.
    public var englishName: String {
        switch self {
        case .english: "English"
        case .arabic: "Arabic"
        case .french: "French"
        case .spanish: "Spanish"
        case .russian: "Russian"
        case .ukrainian: "Ukrainian"
        case .kurdish: "Kurdish"
        }
    }

    /// All codes with their names, for messages.
    public static var known: String { allCases.map { "\($0.code) (\($0.englishName))" }.joined(separator: ", ") }
}

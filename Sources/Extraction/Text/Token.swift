// SPDX-License-Identifier: Apache-2.0

/// A word, a number or a sign of a text.
public struct Token: Sendable, Hashable {
    /// What it is made of.
    public enum Kind: Sendable, Hashable {
        /// Letters, with their marks and with digits among them (`F16`); the points of `U.S.` belong to it.
        case word
        /// Digits of any script with their separators (`7,000`, `١٥٠`, `2.5`).
        case number
        /// The `'s` of a possessive.
        case possessive
        /// One sign.
        case sign
    }

    /// What it is made of.
    public let kind: Kind
    /// As written, without invisible signs.
    public let text: String
    /// In small letters, without marks, Arabic letters in their plain form, as the lexicon has its words.
    public let folded: String
    /// First scalar, counted from the start of the passage.
    public let start: Int
    /// Behind the last scalar.
    public let end: Int
    /// First byte in UTF-8, counted from the start of the passage.
    public let byteStart: Int
    /// Behind the last byte.
    public let byteEnd: Int
    /// Whether a blank stands before it.
    public let isSpaced: Bool

    /// Whether it is a word.
    public var isWord: Bool { kind == .word }
    /// Whether it starts with a capital letter.
    public var isCapitalized: Bool { kind == .word && (text.unicodeScalars.first?.properties.isUppercase ?? false) }
    /// Whether all its letters are capitals, at least two.
    public var isAllCapitals: Bool {
        guard kind == .word else { return false }
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        return letters.count > 1 && letters.allSatisfy { $0.properties.isUppercase }
    }
    /// Whether it is written in Arabic letters.
    public var isArabic: Bool {
        kind == .word && (text.unicodeScalars.first.map { (0x600...0x77F).contains($0.value) } ?? false)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Makes spellings of one name equal: case, diacritics, apostrophes, hyphens, Arabic letter forms, articles.
///
/// Works on bytes, because an index of tens of thousands of spellings is folded each time a gazetteer is made.
enum NameFolding {
    /// Longest text that is read as a name; nothing on a map is longer.
    static let longestName = 256

    private static let space = UInt8(ascii: " ")

    /// Folded words joined by single spaces. Latin letters become `a` to `z`, Arabic letters their plain form, other
    /// scripts stay (Cyrillic and Greek in small letters).
    static func fold(_ text: some StringProtocol) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar.value, to: &folded) }
        if folded.last == space { folded.removeLast() }
        return folded
    }

    /// The folded words of a list, for tables of words.
    static func wordSet(_ list: String) -> Set<String> { Set(words(list)) }

    /// The folded words as texts.
    static func words(_ text: some StringProtocol) -> [String] {
        String(decoding: fold(text), as: UTF8.self).split(separator: " ").map(String.init)
    }

    /// The folded text without articles and spaces: what two spellings of one name have in common.
    static func key(folded: [UInt8]) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(folded.count)
        for word in folded.split(separator: space) where !Articles.isLatinArticle(word) {
            key += SaintWords.short(Articles.withoutArabicArticle(word))
        }
        // "Al" alone is a name, not an article without a noun.
        return key.isEmpty ? folded.filter { $0 != space } : key
    }

    /// The key of words that were folded before.
    static func key(words: some Sequence<String>) -> [UInt8] {
        var key: [UInt8] = []
        for word in words {
            let bytes = Array(word.utf8)[...]
            if !Articles.isLatinArticle(bytes) { key += SaintWords.short(Articles.withoutArabicArticle(bytes)) }
        }
        return key.isEmpty ? words.flatMap { Array($0.utf8) } : key
    }

    private static func append(_ scalar: UInt32, to folded: inout [UInt8]) {
        switch scalar {
        case 0x61...0x7A, 0x30...0x39: folded.append(UInt8(scalar))
        case 0x41...0x5A: folded.append(UInt8(scalar + 0x20))
        case 0x27, 0x60, 0xB4, 0x2018...0x201B, 0x2032, 0x02B0...0x036F, 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF:
            break  // apostrophes, modifier letters (ʿ ʾ), combining marks, invisible signs
        case 0x0600...0x06FF: ArabicLetters.append(scalar, to: &folded)
        case 0xFB50...0xFDFF, 0xFE70...0xFEFC: ArabicLetters.appendPresentation(scalar, to: &folded)
        case 0x0391...0x03AB: appendUTF8(scalar + 0x20, to: &folded)
        case 0x0400...0x052F: CyrillicLetters.append(scalar, to: &folded)
        case 0x1200...0x137F: EthiopicLetters.append(scalar, to: &folded)
        case 0xC0..<0x2B0, 0x1E00..<0x1F00:
            if let letter = LatinLetters.base(of: scalar) { folded.append(letter) } else { separate(&folded) }
        case 0x370...: isSeparator(scalar) ? separate(&folded) : appendUTF8(scalar, to: &folded)
        default: separate(&folded)
        }
    }

    /// Punctuation, spaces and symbols above ASCII: General Punctuation to Miscellaneous Symbols, the ideographic
    /// comma and stop, private use, and emoji.
    private static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2000...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF,
            0x1F000...:
            true
        default: false
        }
    }

    static func separate(_ folded: inout [UInt8]) {
        if let last = folded.last, last != space { folded.append(space) }
    }

    static func appendUTF8(_ scalar: UInt32, to folded: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        folded.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    }
}

extension Gazetteer {
    /// What spellings of one name have in common, for telling whether two files name one place.
    package static func nameKey(_ name: String) -> [UInt8] { NameFolding.key(folded: NameFolding.fold(name)) }

    /// The names that say something, without those that are one with an earlier one.
    package static func distinctNames(_ names: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return names.filter { !$0.isEmpty && seen.insert(nameKey($0)).inserted }
    }

    /// How much alike a name and what two spellings have in common are written, 0 to 1.
    package static func likeness(_ name: String, _ key: [UInt8]) -> Double { EditDistance.likeness(nameKey(name), key) }
}

// SPDX-License-Identifier: Apache-2.0

/// A place text cut at its separators, as an address ("Iraq > Anbar > Rutbah") or a list ("Mosul; Kirkuk") has them.
enum TextParts {
    /// What stands before a part.
    enum Separator {
        /// The start, a comma, a sign of hierarchy.
        case comma
        /// A semicolon, "&" or a word like "and": signs of a list.
        case list
        /// A slash, which joins names of one place as often as names of several.
        case slash
        /// A bracket, in which stands another name or an area around.
        case bracket
    }

    /// A piece of the text.
    struct Part {
        var text: String
        var separator: Separator
        /// Parts that the same word "and" joins have one number; others have their own.
        var sentence: Int
    }

    /// Whether a text has a sign or a word that may join several names.
    static func mayBeList(_ text: String) -> Bool {
        mayHoldSeparator(text) || text.contains("/") || text.contains("-") || joined(text).count > 1
    }

    /// The parts of a text at commas, brackets and the like, then at slashes and dashes.
    static func parts(of text: String) -> [Part] {
        guard mayHoldSeparator(text) else { return [Part(text: text, separator: .comma, sentence: 0)] }
        return cut(text, separator)
    }

    /// The parts of a part at slashes and at dashes between spaces.
    static func inner(of part: Part) -> [Part] {
        guard part.text.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") || $0 == 0xE2 })
        else { return [part] }
        var parts = cut(undashed(part.text)) { $0 == "/" ? .slash : $0 == "\u{1F}" ? .comma : nil }
        if !parts.isEmpty { parts[0].separator = part.separator }
        return parts
    }

    /// The names that "and" joins, in any of five languages; one when there is no such word.
    static func joined(_ text: String) -> [String] {
        let words = NameFolding.words(text)
        if words.count < 2 || words.contains("between") { return [text] }
        var names: [[String]] = [[]]
        for word in words {
            if conjunctions.contains(word), !(names.last ?? []).isEmpty {
                names.append([])
            } else if word.utf8.count > 6, word.utf8.starts(with: waw), !(names.last ?? []).isEmpty {
                names.append([String(word.unicodeScalars.dropFirst())])
            } else {
                names[names.count - 1].append(word)
            }
        }
        return names.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }

    private static let conjunctions: Set<String> = ["and", "or", "et", "ou", "ve", "veya", "u", "و", "او"]
    private static let waw = Array("و".utf8)

    private static func cut(_ text: String, _ separator: (Unicode.Scalar) -> Separator?) -> [Part] {
        var parts: [Part] = [], current = String.UnicodeScalarView(), before = Separator.comma
        func close() {
            let text = String(current)
            if !NameFolding.fold(text).isEmpty { parts.append(Part(text: text, separator: before, sentence: 0)) }
            current = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if let next = separator(scalar) {
                close()
                before = next
            } else {
                current.append(scalar)
            }
        }
        close()
        return parts
    }

    private static func separator(_ scalar: Unicode.Scalar) -> Separator? {
        switch scalar {
        case ",", "،", ">", "→", "»", "›", ":", "|", "\\", "\n", "\t", ")", "]": .comma
        case ";", "؛", "&", "+": .list
        case "(", "[": .bracket
        default: nil
        }
    }

    /// Dashes between spaces become a sign that no name holds, unless a road between two places is meant.
    private static func undashed(_ text: String) -> String {
        guard let (meaning, _) = GenericWords.trailing(NameFolding.words(text)[...]), meaning == .kind(.road) else {
            return [" - ", " -- ", " – ", " — "].reduce(text) { replaced($0, $1) }
        }
        return text
    }

    private static func replaced(_ text: String, _ dash: String) -> String {
        text.split(separator: dash, omittingEmptySubsequences: true).joined(separator: "\u{1F}")
    }

    /// One pass over the bytes: most names have no separator.
    private static func mayHoldSeparator(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x09, 0x0A, 0x26, 0x28, 0x29, 0x2B, 0x2C, 0x3A, 0x3B, 0x3E, 0x5B, 0x5C, 0x5D, 0x7C: return true
            // Of the Arabic comma and semicolon; arrows; guillemets.
            case 0x8C where previous == 0xD8, 0x9B where previous == 0xD8, 0xBB where previous == 0xC2: return true
            case 0xE2: return true
            default: previous = byte
            }
        }
        return false
    }
}

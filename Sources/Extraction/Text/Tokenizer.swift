// SPDX-License-Identifier: Apache-2.0

/// Cuts scalars into tokens.
///
/// Hyphens and apostrophes are signs of their own (`US`, `-`, `led`), but for the possessive `'s` and for an apostrophe
/// between letters (`Hay’at`, `don't`). Invisible signs inside of a word belong to its span and not to its text.
struct Tokenizer {
    private let scalars: [Unicode.Scalar]
    private(set) var tokens: [Token] = []
    private var place = 0
    private var limit = 0
    private var byte = 0
    private var isSpaced = true

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// Adds the tokens of a range of scalars, of which the first lies at a byte of the passage.
    mutating func read(_ range: Range<Int>, byteOffset: Int) {
        place = range.lowerBound
        limit = range.upperBound
        byte = byteOffset
        isSpaced = true
        while place < limit {
            let scalar = scalars[place]
            if Self.isLetter(scalar) {
                readWord()
            } else if Self.isDigit(scalar) {
                readNumber()
            } else if Self.isApostrophe(scalar), let length = possessiveLength() {
                add(.possessive, length: length)
            } else if Self.isBlank(scalar) {
                isSpaced = true
                skip()
            } else if WordFolding.isInvisible(scalar) || WordFolding.isMark(scalar) {
                skip()
            } else {
                add(.sign, length: 1)
            }
        }
    }

    private mutating func skip() {
        byte += UTF8.width(scalars[place])
        place += 1
    }

    private mutating func readWord() {
        var end = place
        var hasDots = false
        while end < limit {
            let scalar = scalars[end]
            if Self.isLetter(scalar) || Self.isDigit(scalar) || Self.isJoined(scalar) {
                end += 1
            } else if Self.isApostrophe(scalar), isInsideWord(end), !isPossessive(at: end) {
                end += 1
            } else if scalar == ".", isAbbreviation(from: place, to: end, hasDots: hasDots) {
                hasDots = true
                end += 1
            } else {
                break
            }
        }
        add(.word, length: end - place)
    }

    /// Whether a point belongs to a row of single letters (`U.S.`, `a.m.`).
    private func isAbbreviation(from start: Int, to point: Int, hasDots: Bool) -> Bool {
        guard point > start, Self.isLetter(scalars[point - 1]), scalars[point - 1].isASCII else { return false }
        let isSingle = point - 1 == start || scalars[point - 2] == "."
        guard isSingle else { return false }
        if hasDots { return true }
        return point + 2 < limit && Self.isLetter(scalars[point + 1]) && scalars[point + 2] == "."
    }

    private mutating func readNumber() {
        var end = place
        while end < limit {
            let scalar = scalars[end]
            if Self.isDigit(scalar) {
                end += 1
            } else if Self.isSeparator(scalar), end + 1 < limit, Self.isDigit(scalars[end + 1]) {
                end += 1
            } else if Self.isLetter(scalar) || Self.isJoined(scalar) {
                // `84th`, `30m`: one token that starts with digits.
                end += 1
            } else {
                break
            }
        }
        add(.number, length: end - place)
    }

    private mutating func add(_ kind: Token.Kind, length: Int) {
        var text = String.UnicodeScalarView()
        var bytes = 0
        for scalar in scalars[place..<place + length] {
            bytes += UTF8.width(scalar)
            if !WordFolding.isInvisible(scalar) { text.append(scalar) }
        }
        let word = String(text)
        tokens.append(
            Token(
                kind: kind, text: word, folded: Self.folded(word, kind), start: place,
                end: place + length, byteStart: byte, byteEnd: byte + bytes, isSpaced: isSpaced))
        place += length
        byte += bytes
        isSpaced = false
    }

    private static func folded(_ word: String, _ kind: Token.Kind) -> String {
        switch kind {
        case .sign: word
        case .possessive: "'s"
        case .word, .number: WordFolding.fold(word)
        }
    }

    /// The length of `'s` behind a word; nil elsewhere.
    private func possessiveLength() -> Int? { isPossessive(at: place) ? 2 : nil }

    private func isPossessive(at apostrophe: Int) -> Bool {
        guard apostrophe > 0, apostrophe + 1 < limit, Self.isWordEnd(scalars[apostrophe - 1]),
            scalars[apostrophe + 1] == "s" || scalars[apostrophe + 1] == "S"
        else { return false }
        return apostrophe + 2 >= limit || !Self.isLetter(scalars[apostrophe + 2])
    }

    private func isInsideWord(_ apostrophe: Int) -> Bool {
        apostrophe > place && apostrophe + 1 < limit && Self.isWordEnd(scalars[apostrophe - 1])
            && Self.isLetter(scalars[apostrophe + 1])
    }

    private static func isWordEnd(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isDigit(scalar) || isJoined(scalar) || scalar == "."
    }

    private static func isJoined(_ scalar: Unicode.Scalar) -> Bool {
        WordFolding.isMark(scalar) || WordFolding.isInvisible(scalar)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (scalar.value | 0x20) >= 0x61 && (scalar.value | 0x20) <= 0x7A }
        // Letters in mathematical and other styles are no letters of words: 𝕏 stands for the name of a network.
        return scalar.properties.isAlphabetic && !isMark(scalar) && !isDigit(scalar)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { WordFolding.isMark(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x30 && scalar.value <= 0x39 }
        return scalar.properties.generalCategory == .decimalNumber
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2C, 0x2E, 0x66B, 0x66C, 0x2019, 0xA0, 0x202F: true
        default: false
        }
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2BC}" || scalar == "\u{60}" || scalar == "\u{2018}"
    }
}

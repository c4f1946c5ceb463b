// SPDX-License-Identifier: Apache-2.0

/// The tokens of one sentence, asked by place; outside of the sentence there is the empty word.
struct TimeText {
    let tokens: [Token]
    let sentence: Range<Int>

    init(_ tokens: [Token], _ sentence: Range<Int>) {
        self.tokens = tokens
        self.sentence = sentence
    }

    /// The folded word at a place, without the point of `a.m.`'s end; empty outside of the sentence.
    func word(_ place: Int) -> String { sentence.contains(place) ? tokens[place].folded : "" }

    func isCapitalized(_ place: Int) -> Bool { sentence.contains(place) && tokens[place].isCapitalized }

    func isLowercaseWord(_ place: Int) -> Bool {
        sentence.contains(place) && tokens[place].isWord && !tokens[place].isCapitalized
    }

    func isSpaced(_ place: Int) -> Bool { !sentence.contains(place) || tokens[place].isSpaced }

    func isSign(_ place: Int, _ signs: Set<String>) -> Bool {
        sentence.contains(place) && tokens[place].kind == .sign && signs.contains(tokens[place].text)
    }

    static let dashes: Set<String> = ["-", "\u{2010}", "\u{2011}", "–", "—", "−"]

    func isDash(_ place: Int) -> Bool { isSign(place, Self.dashes) }

    /// The digits that a token starts with (`21`, `21st`, `و2015`, `ال24`) and what follows them.
    struct Digits {
        let value: Int
        let count: Int
        let rest: String
        /// Whether Arabic letters stand before the digits.
        let isPrefixed: Bool
    }

    func digits(_ place: Int) -> Digits? {
        guard sentence.contains(place) else { return nil }
        let token = tokens[place]
        guard token.kind == .number || token.isArabic else { return nil }
        return Self.digits(of: token.folded)
    }

    static func digits(of word: String) -> Digits? {
        var value = 0, count = 0, letters = 0
        var rest = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if rest.isEmpty, let digit = digit(scalar) {
                guard count < 9 else { return nil }
                value = value * 10 + digit
                count += 1
            } else if count == 0 {
                letters += 1
                guard letters < 4, (0x621...0x64A).contains(scalar.value) else { return nil }
            } else {
                rest.append(scalar)
            }
        }
        return count > 0 ? Digits(value: value, count: count, rest: String(rest), isPrefixed: letters > 0) : nil
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x30...0x39: Int(scalar.value) - 0x30
        case 0x660...0x669: Int(scalar.value) - 0x660
        case 0x6F0...0x6F9: Int(scalar.value) - 0x6F0
        default: nil
        }
    }

    /// A whole number of at most `count` digits, written in digits alone.
    func number(_ place: Int, digits most: Int = 4) -> Int? {
        guard let digits = digits(place), digits.rest.isEmpty, digits.count <= most else { return nil }
        return digits.value
    }

    private static let ordinalEnds: Set<String> = ["st", "nd", "rd", "th"]

    /// A day of a month: `21`, `21st`, `٢١`.
    func dayNumber(_ place: Int) -> Int? {
        guard let digits = digits(place), digits.count <= 2, (1...31).contains(digits.value) else { return nil }
        return digits.rest.isEmpty || Self.ordinalEnds.contains(digits.rest) ? digits.value : nil
    }

    /// A day of a month with its ending: `21st`.
    func ordinalDay(_ place: Int) -> Int? {
        guard let digits = digits(place), Self.ordinalEnds.contains(digits.rest) else { return nil }
        return dayNumber(place)
    }

    /// The word at a place in the forms that remain when the Arabic letters for "and", "in", "to", "so" are taken off.
    func forms(_ place: Int) -> [String] {
        guard sentence.contains(place) else { return [] }
        let word = tokens[place].folded
        guard tokens[place].isArabic else { return [word] }
        var forms = [word], rest = Substring(word)
        for _ in 0..<2 {
            if rest.hasPrefix("لل"), rest.count > 4 { forms.append("ال" + rest.dropFirst(2)) }
            guard rest.count > 3, let letter = rest.first, "وبلفك".contains(letter) else { break }
            rest = rest.dropFirst()
            forms.append(String(rest))
        }
        return forms
    }

    /// The first of the word's forms that a table knows.
    func lookup<Value>(_ place: Int, _ table: [String: Value]) -> Value? {
        guard sentence.contains(place) else { return nil }
        guard tokens[place].isArabic else { return table[tokens[place].folded] }
        for form in forms(place) { if let value = table[form] { return value } }
        return nil
    }

    /// Whether one of the word's forms is in a list.
    func isWord(_ place: Int, in list: Set<String>) -> Bool {
        guard sentence.contains(place) else { return false }
        guard tokens[place].isArabic else { return list.contains(tokens[place].folded) }
        return forms(place).contains { list.contains($0) }
    }

    /// Behind a fixed row of words that starts at a place; nil where it does not stand there.
    func end(of words: [String], at place: Int) -> Int? {
        for (offset, wanted) in words.enumerated() where word(place + offset) != wanted { return nil }
        return place + words.count
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// A distance as reports write it: "100 km", "2,5 kilometres", "10-15 miles", "٢٥ كم".
struct WrittenDistance {
    /// The distance; of a range, its middle.
    let distance: Meters
    /// The text without it, with `mark` in its place.
    let rest: String
    /// Whether it stands at the start or the end of the text.
    let isOutermost: Bool

    /// A sign that no name holds.
    static let mark: Character = "\u{1E}"

    /// The first distance of the text; nil when there is none. Other texts cost one pass or two over their bytes.
    static func first(in text: String) -> WrittenDistance? {
        guard mayHoldDigit(text) else { return mayHoldUnit(text) ? spelled(in: text) : nil }
        let scalars = Array(text.unicodeScalars)
        for start in scalars.indices where startsNumber(scalars, at: start) {
            var scanner = DistanceScanner(scalars, at: start)
            guard let distance = scanner.distance() else { continue }
            let before = String(String.UnicodeScalarView(scalars[..<start]))
            let after = String(String.UnicodeScalarView(scalars[scanner.position...]))
            return WrittenDistance(distance, before, after)
        }
        return nil
    }

    private init(_ distance: Meters, _ before: String, _ after: String) {
        self.distance = distance
        rest = before + String(Self.mark) + after
        isOutermost = NameFolding.fold(before).isEmpty || NameFolding.fold(after).isEmpty
    }

    /// "Ten kilometres", "عشرة كيلومترات".
    private static func spelled(in text: String) -> WrittenDistance? {
        let words = NameFolding.words(text)
        for (position, word) in words.enumerated().dropFirst() {
            guard let number = numbers[words[position - 1]], let unit = DistanceScanner.units[word] else { continue }
            return WrittenDistance(
                Meters(number * unit), words[..<(position - 1)].joined(separator: " "),
                words[(position + 1)...].joined(separator: " "))
        }
        return nil
    }

    /// Whether "km", "kilo" or "mile" may occur, in any script: one pass over the bytes.
    private static func mayHoldUnit(_ text: String) -> Bool {
        var last: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            let small = byte | 0x20
            if last.1 == UInt8(ascii: "k"), small == UInt8(ascii: "m") || small == UInt8(ascii: "i") { return true }
            if last == (UInt8(ascii: "m"), UInt8(ascii: "i")), small == UInt8(ascii: "l") { return true }
            // Kaf before meem, yaa or lam, meem before yaa: Arabic letters of two bytes, of which the last tell.
            if last == (0xA3, 0xF9), byte == 0x85 || byte == 0x8A || byte == 0x84 { return true }
            if last == (0xA5, 0xF9), byte == 0x8A { return true }
            last = (last.1, small)
        }
        return false
    }

    private static let numbers: [String: Double] = {
        let lists: [(Double, String)] = [
            (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five cinq خمسة beş"), (6, "six"), (7, "seven"),
            (8, "eight"), (9, "nine"), (10, "ten dix عشرة on"), (12, "twelve"), (15, "fifteen quinze"),
            (20, "twenty vingt عشرين عشرون yirmi"), (25, "twentyfive"), (30, "thirty trente ثلاثين ثلاثون otuz"),
            (40, "forty quarante أربعين kırk"), (50, "fifty cinquante خمسين elli"), (60, "sixty soixante ستين altmış"),
            (70, "seventy سبعين"), (80, "eighty ثمانين"), (90, "ninety تسعين"), (100, "hundred cent مئة مائة yüz"),
        ]
        var numbers: [String: Double] = [:]
        for (number, words) in lists {
            for word in NameFolding.words(words) { numbers[word] = number }
        }
        return numbers
    }()

    private static func mayHoldDigit(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            // Digits of ASCII; of Arabic and of Persian, which are two bytes.
            if byte >= 0x30 && byte <= 0x39 { return true }
            if previous == 0xD9 && byte >= 0xA0 && byte <= 0xA9 { return true }
            if previous == 0xDB && byte >= 0xB0 && byte <= 0xB9 { return true }
            previous = byte
        }
        return false
    }

    /// "M4" and "T2" are names.
    private static func startsNumber(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        guard DistanceScanner.digit(scalars[index]) != nil else { return false }
        guard index > 0 else { return true }
        let before = scalars[index - 1]
        return DistanceScanner.digit(before) == nil && !(before.isASCII && before.properties.isAlphabetic)
            && before != "." && before != ","
    }
}

/// Reads a number, or two of a range, and a unit of length.
struct DistanceScanner {
    private let scalars: [Unicode.Scalar]
    /// Where reading goes on.
    private(set) var position: Int

    init(_ scalars: [Unicode.Scalar], at position: Int) {
        self.scalars = scalars
        self.position = position
    }

    /// The distance that starts here; nil when a number or a unit is missing.
    mutating func distance() -> Meters? {
        guard var value = number() else { return nil }
        if let end = rangeEnd() { value = (value + end) / 2 }
        skipJoints()
        guard let unit = Self.units[word()], value.isFinite, value > 0 else { return nil }
        // "5 km2" is an area.
        if let next = current, Self.digit(next) != nil || next == "²" { return nil }
        let length = value * unit
        // Nothing is told from further away than this.
        return length <= 2_000_000 ? Meters(length) : nil
    }

    static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x30...0x39: Int(scalar.value - 0x30)
        case 0x0660...0x0669: Int(scalar.value - 0x0660)
        case 0x06F0...0x06F9: Int(scalar.value - 0x06F0)
        default: nil
        }
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Digits with a decimal point or comma; a comma before three digits parts thousands.
    private mutating func number() -> Double? {
        var text = digits()
        guard !text.isEmpty else { return nil }
        let start = position
        if let mark = current, [".", ",", "٫", "٬"].contains(mark) {
            position += 1
            let fraction = digits()
            if fraction.isEmpty { position = start }
            let isThousands = mark == "٬" || (mark == "," && fraction.count == 3)
            text += isThousands || fraction.isEmpty ? fraction : "." + fraction
        }
        return Double(text)
    }

    private mutating func digits() -> String {
        var text = ""
        while let digit = current.flatMap(Self.digit) {
            text += String(digit)
            position += 1
        }
        return text
    }

    /// The second number of "10-15", "10 to 15"; nil, and nothing read, when there is none.
    private mutating func rangeEnd() -> Double? {
        let start = position
        skipJoints()
        if let next = current, next.properties.isAlphabetic, !["to", "a", "الي", "or", "and"].contains(word()) {
            position = start
            return nil
        }
        skipJoints()
        if position > start, let end = number() { return end }
        position = start
        return nil
    }

    private mutating func skipJoints() {
        while let next = current, next.properties.isWhitespace || ["-", "–", "—", "‑"].contains(next) { position += 1 }
    }

    /// Letters, folded.
    private mutating func word() -> String {
        let start = position
        while let next = current, next.properties.isAlphabetic { position += 1 }
        return NameFolding.words(String(String.UnicodeScalarView(scalars[start..<position]))).joined()
    }

    /// Metres of each unit; words as they fold.
    static let units: [String: Double] = {
        let lists: [(Double, String)] = [
            (1000, "km kms kilometer kilometers kilometre kilometres kilomètre kilomètres kilometro kilo kilos klm"),
            (1000, "كم كلم ك كيلومتر كيلومترا كيلومترات كيلو كيلوا کیلۆمەتر کم kîlometre kîlometreyan km'den"),
            (1609.344, "mile miles mi mil mille milles ميل ميلا اميال"),
            (1852, "nm nmi"),
            (1, "m meter meters metre metres mètre mètres metro متر مترا امتار م مەتر"),
        ]
        var units: [String: Double] = [:]
        for (length, words) in lists {
            for word in NameFolding.words(words) { units[word] = length }
        }
        return units
    }()
}

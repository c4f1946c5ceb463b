// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers as people and programs write them.
enum WrittenNumber {
    /// A finite number with a decimal point or comma; nil for all else.
    static func decimal(_ text: String) -> Double? {
        if let number = Double(text) { return number.isFinite ? number : nil }
        let plain = joined(WrittenText.plain(text))
        let commas = plain.utf8.count { $0 == 0x2C }, points = plain.utf8.count { $0 == 0x2E }
        guard commas <= 1, commas + points <= 1 else { return nil }
        return Double(plain.replacing(",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Without the blanks between groups of three digits and behind a sign; other blanks are no part of a number.
    private static func joined(_ text: String) -> String {
        guard text.contains(" ") else { return text }
        guard text.wholeMatch(of: /[-+] ?\d[\d.,]*|[-+]? ?\d{1,3}(?: \d{3})+(?:[.,]\d+)?/) != nil else { return text }
        return text.replacing(" ", with: "")
    }

    /// A count, whose marks of thousands (`1,200`, `1 200`, `1.200.000`) mean what they say; `1.200` is read as 1.2, as
    /// programs write it, and `1,5` as 1.5.
    static func count(_ text: String) -> Double? {
        if let number = Double(text) { return number.isFinite ? number : nil }
        let plain = joined(WrittenText.plain(text)).replacing("'", with: "")
        if plain.wholeMatch(of: /-?\d{1,3}(?:,\d{3})+(?:\.\d+)?/) != nil {
            return decimal(plain.replacing(",", with: ""))
        }
        if plain.wholeMatch(of: /-?\d{1,3}(?:\.\d{3}){2,}/) != nil { return decimal(plain.replacing(".", with: "")) }
        return decimal(plain)
    }
}

/// Degrees as people write them.
struct WrittenDegrees: Hashable {
    /// Degrees, negative to the south and west.
    let value: Double
    /// `N`, `S`, `E` or `W`, where one is written.
    let side: Character?

    var isLatitude: Bool? { side.map { $0 == "N" || $0 == "S" } }

    /// Reads `36.335`, `36,335`, `36°20'06"N`, `N 36 20.1`, `36d20m6s N`, `36.335° north`; nil for all else.
    init?(_ text: String) {
        if let number = WrittenNumber.decimal(text) {
            self.init(value: number, side: nil)
            return
        }
        guard text.utf8.count <= 60 else { return nil }
        var rest = WrittenText.plain(text).uppercased()
        guard let side = Self.takeSide(&rest) else { return nil }
        // `36-20-06N`: with a side, dashes between digits are no signs.
        if side != " " { rest = rest.replacing(/(\d)-(?=\d)/) { "\($0.output.1) " } }
        guard let degrees = Self.degrees(rest) else { return nil }
        guard degrees >= 0 || side == " " else { return nil }
        self.init(value: side == "S" || side == "W" ? -degrees : degrees, side: side == " " ? nil : side)
    }

    private init(value: Double, side: Character?) {
        self.value = value
        self.side = side
    }

    /// Takes the side of the equator or of Greenwich off the text; a space stands for none, nil for two.
    private static func takeSide(_ text: inout String) -> Character? {
        for (word, letter) in [
            ("NORTH", "N"), ("SOUTH", "S"), ("EAST", "E"), ("WEST", "W"), ("NORD", "N"), ("SUD", "S"), ("EST", "E"),
            ("OUEST", "W"),
        ] as [(String, Character)]
        where text.hasSuffix(word) || text.hasPrefix(word) {
            text = text.replacing(word, with: String(letter))
            break
        }
        let sides: Set<Character> = ["N", "S", "E", "W"]
        let first = text.first.flatMap { sides.contains($0) ? $0 : nil }
        if first != nil { text.removeFirst() }
        // A last S may be that of seconds: 36d20m6s.
        var last: Character?
        if let sign = text.last, sides.contains(sign), !(sign == "S" && text.contains("M")) || text.hasSuffix(" S") {
            last = sign
            text.removeLast()
        }
        if first != nil, last != nil { return nil }
        return first ?? last ?? " "
    }

    /// One to three numbers: degrees, minutes, seconds.
    private static func degrees(_ text: String) -> Double? {
        let pattern =
            /\s*(-?\d+(?:[.,]\d+)?)\s*(?:[°ºD*˚]|DEG\.?)?(?:[\s:]*(\d+(?:[.,]\d+)?)\s*(?:['′’M´`]|MIN\.?)?(?:[\s:]*(\d+(?:[.,]\d+)?)\s*(?:["″”S]|''|′′|’’|SEC\.?)?)?)?\s*/
        guard let found = text.wholeMatch(of: pattern)?.output, let degrees = number(found.1) else { return nil }
        let minutes = found.2.map(number) ?? 0, seconds = found.3.map(number) ?? 0
        guard let minutes, let seconds, minutes < 60, seconds < 60 else { return nil }
        if found.2 != nil, degrees != degrees.rounded() { return nil }
        let size = abs(degrees) + minutes / 60 + seconds / 3600
        return found.1.hasPrefix("-") ? -size : size
    }

    private static func number(_ text: Substring) -> Double? { Double(text.replacing(",", with: ".")) }
}

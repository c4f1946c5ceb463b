// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Texts as people and programs write them, brought to ASCII digits, plain spaces and plain signs.
enum WrittenText {
    /// The text itself where it is ASCII; otherwise digits of any script become `0` to `9`, the Arabic decimal and
    /// thousands marks `.` and nothing, spaces of any width one space, dashes `-`, and marks of direction nothing.
    static func plain(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var plain = ""
        for scalar in text.unicodeScalars { append(scalar, to: &plain) }
        return trimmed(plain)
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.value {
        case 0x066B: text.append(".")
        case 0x066C, 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C, 0x00AD: break
        case 0x2010...0x2012, 0x2212, 0xFE63, 0xFF0D: text.append("-")
        // Long dashes stand between two values.
        case 0x2013...0x2015: text.append(" - ")
        case 0x060C: text.append(",")
        case 0x2044, 0x2215: text.append("/")
        default:
            if scalar.properties.isWhitespace {
                text.append(" ")
            } else if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
                text.append(String(Int(checked: digit) ?? 0))
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }

    /// Letters and digits alone, small, without marks above or below: what two spellings of one word share.
    static func key(_ text: some StringProtocol) -> String {
        var key = ""
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            // Hamza and madda are marks of their own after the decomposition; tatweel and vowel signs go.
            if scalar.properties.generalCategory == .nonspacingMark || scalar.value == 0x0640 { continue }
            key.unicodeScalars.append(scalar)
        }
        return key
    }

    /// Whether the text is a formula of a spreadsheet that was saved without its value: `=A2+1`.
    static func isFormula(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "="), text.utf8.count > 1 else { return false }
        return text.wholeMatch(of: /=\s*[-+(A-Za-z0-9$"'].*/) != nil
    }

    /// Whether the text says that nothing is known.
    static func saysNothing(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        if first >= 0x30, first <= 0x39 { return false }
        guard text.utf8.count < 40 else { return false }
        return unknown.contains(key(text))
    }

    /// Words for "not known", as keys; dashes, dots and question marks leave an empty key.
    private static let unknown: Set<String> = Set(
        [
            "", "na", "n/a", "nan", "null", "nil", "none", "unknown", "not known", "not stated", "not specified",
            "unspecified", "not available", "not applicable", "tbd", "unk", "missing", "غير معروف", "غير محدد", "مجهول",
            "غير متوفر", "inconnu", "inconnue", "non précisé", "nd", "desconocido", "desconocida", "sin datos",
            "неизвестно", "неизвестен", "нет данных", "невідомо", "немає даних", "نامشخص", "bilinmiyor",
        ].map { key($0) })
}

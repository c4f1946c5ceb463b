// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What words of texts and words of the lexicon have in common: small letters, no marks, Arabic letters in plain form.
enum WordFolding {
    /// The folded word.
    static func fold(_ word: some StringProtocol) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in word.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars where !isDropped(scalar) {
            folded.append(plain(scalar))
        }
        return String(folded)
    }

    /// Signs that are not seen: zero-width ones, marks of direction, soft hyphens.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFE00...0xFE0F: true
        default: false
        }
    }

    /// Combining marks of any script, and the stretching stroke of Arabic.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: scalar.value == 0x640
        }
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool { isInvisible(scalar) || isMark(scalar) }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x622, 0x623, 0x625, 0x671: "\u{627}"
        case 0x649, 0x6CC: "\u{64A}"
        case 0x629: "\u{647}"
        case 0x6A9: "\u{643}"
        default: scalar
        }
    }
}

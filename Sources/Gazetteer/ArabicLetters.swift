// SPDX-License-Identifier: Apache-2.0

/// Plain forms of the letters of the Arabic script, including Persian and Kurdish ones.
enum ArabicLetters {
    /// Appends the plain form of a scalar of the block U+0600 to U+06FF.
    ///
    /// Forms of alef become alef, taa marbuta becomes haa, alef maqsura and the Persian yaa become yaa, hamza and
    /// vowel marks and tatweel vanish: newspapers write names with and without all of these.
    static func append(_ scalar: UInt32, to folded: inout [UInt8]) {
        switch scalar {
        case 0x0622, 0x0623, 0x0625, 0x0671: NameFolding.appendUTF8(0x0627, to: &folded)
        case 0x0629, 0x06C0, 0x06C1, 0x06C2, 0x06C3, 0x06D5, 0x06BE: NameFolding.appendUTF8(0x0647, to: &folded)
        case 0x0649, 0x0626, 0x06CC, 0x06CD, 0x06CE, 0x06D0: NameFolding.appendUTF8(0x064A, to: &folded)
        case 0x0624, 0x06C4, 0x06C6, 0x06C7, 0x06CB: NameFolding.appendUTF8(0x0648, to: &folded)
        case 0x06A9, 0x06AA: NameFolding.appendUTF8(0x0643, to: &folded)
        case 0x06B5: NameFolding.appendUTF8(0x0644, to: &folded)
        case 0x0695: NameFolding.appendUTF8(0x0631, to: &folded)
        case 0x0660...0x0669: folded.append(UInt8(0x30 + scalar - 0x0660))
        case 0x06F0...0x06F9: folded.append(UInt8(0x30 + scalar - 0x06F0))
        case 0x0621, 0x0640, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8: break
        case 0x0620, 0x0627...0x064A, 0x066E...0x06D3, 0x06EE...0x06FF:
            NameFolding.appendUTF8(scalar, to: &folded)
        default: NameFolding.separate(&folded)
        }
    }

    /// Appends the plain form of a letter of the blocks of presentation forms, in which old typesetting systems write each
    /// letter as it is drawn at the start, in the middle or at the end of a word.
    static func appendPresentation(_ scalar: UInt32, to folded: inout [UInt8]) {
        guard let letters = presentation[scalar] else { return NameFolding.separate(&folded) }
        for letter in letters { append(letter, to: &folded) }
    }

    /// Letters in the order of Unicode's table and how many forms each has there: Arabic Presentation Forms-B, and of Forms-A
    /// the letters of Persian, Kurdish and Urdu.
    private static let presentation: [UInt32: [UInt32]] = {
        var table: [UInt32: [UInt32]] = [:]
        func fill(from first: UInt32, _ letters: [(letter: String, forms: Int)]) {
            var scalar = first
            for (letter, forms) in letters {
                for _ in 0..<forms {
                    table[scalar] = letter.unicodeScalars.map(\.value)
                    scalar += 1
                }
            }
        }
        fill(
            from: 0xFE80,
            [("ء", 1), ("آ", 2), ("أ", 2), ("ؤ", 2), ("إ", 2), ("ئ", 4), ("ا", 2)]
                + [("ب", 4), ("ة", 2)] + "تثجحخ".map { (String($0), 4) } + "دذرز".map { (String($0), 2) }
                + "سشصضطظعغفقكلمنه".map { (String($0), 4) } + [("و", 2), ("ى", 2), ("ي", 4)]
                + ["لآ", "لأ", "لإ", "لا"].map { ($0, 2) })
        fill(from: 0xFB56, [("پ", 4)])
        fill(from: 0xFB6A, [("ڤ", 4)])
        fill(from: 0xFB7A, [("چ", 4)])
        fill(from: 0xFB8A, [("ژ", 2), ("ڑ", 2), ("ک", 4), ("گ", 4)])
        fill(from: 0xFBA6, [("ه", 4), ("ه", 4), ("ي", 2)])
        fill(from: 0xFBD7, [("و", 2), ("و", 2), ("و", 2)])
        fill(from: 0xFBFC, [("ی", 4)])
        return table
    }()
}

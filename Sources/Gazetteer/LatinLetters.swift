// SPDX-License-Identifier: Apache-2.0

/// Base letters of the Latin script: `Ḩ` is `h`, `ā` is `a`.
///
/// The table follows Unicode's canonical decompositions, with the letters that have none (ı, ł, ø, ə ...) set by
/// resemblance. Composed letters are all that place names use; loose combining marks are dropped by the caller.
enum LatinLetters {
    /// The ASCII letter of a scalar of the blocks Latin-1 Supplement, Latin Extended-A and -B, IPA Extensions, and Latin
    /// Extended Additional; nil for any other scalar and for signs.
    static func base(of scalar: UInt32) -> UInt8? {
        let letter: UInt8 =
            switch scalar {
            case 0x0180..<0x2B0 where hooked[scalar] != nil: hooked[scalar] ?? noLetter
            case 0xC0..<0x250: table.utf8Start[Int(scalar - 0xC0)]
            case 0x1E00..<0x1F00: additional.utf8Start[Int(scalar - 0x1E00)]
            default: noLetter
            }
        return letter == noLetter ? nil : letter
    }

    /// Letters of African alphabets, which have no decomposition: those with hooks, open vowels, the n of "ng".
    private static let hooked: [UInt32: UInt8] = {
        let letters = [
            "a": "ɑ", "b": "ƁɓƀƂƃ", "d": "ƉƊɗɖƋƌ", "e": "ƎƏƐǝəɛ", "f": "Ƒƒ", "g": "Ɠɠ", "h": "ɦɥ", "i": "ƖƗɨɩ",
            "k": "Ƙƙ",
            "l": "ƚɬɫ", "m": "Ɯɯ", "n": "ƝƞɲɳŊŋ", "o": "ƆɔƟɵ", "p": "Ƥƥ", "r": "ɍɽɾ", "s": "ʂ", "t": "ƫƬƭƮʈ",
            "u": "Ʊʊʉ",
            "v": "Ʋʋ", "y": "Ƴƴ", "z": "Ƶƶʐ", "j": "ʝ", "x": "ɣƔ",
        ]
        var table: [UInt32: UInt8] = [:]
        for (base, forms) in letters {
            for scalar in forms.unicodeScalars { table[scalar.value] = base.utf8.first }
        }
        return table
    }()

    private static let noLetter = UInt8(ascii: ".")

    private static let table: StaticString = """
        aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg\
        gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
        ..............aa................oo.............uu............................aaiioouuuuuuuuuuaaa\
        aa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
        ................
        """

    private static let additional: StaticString = """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
        ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwya...s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
        """
}

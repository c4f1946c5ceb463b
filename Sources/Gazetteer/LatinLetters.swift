// SPDX-License-Identifier: Apache-2.0

/// Base letters of the Latin script: `Ḩ` is `h`, `ā` is `a`.
///
/// The table follows Unicode's canonical decompositions, with the letters that have none (ı, ł, ø, ə ...) set by
/// resemblance. Composed letters are all that place names use; loose combining marks are dropped by the caller.
enum LatinLetters {
    /// The ASCII letter of a scalar of the blocks Latin-1 Supplement, Latin Extended-A and -B, and Latin Extended
    /// Additional; nil for any other scalar and for signs.
    static func base(of scalar: UInt32) -> UInt8? {
        let letter: UInt8 =
            switch scalar {
            case 0xC0..<0x250: table.utf8Start[Int(scalar - 0xC0)]
            case 0x1E00..<0x1F00: additional.utf8Start[Int(scalar - 0x1E00)]
            default: noLetter
            }
        return letter == noLetter ? nil : letter
    }

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

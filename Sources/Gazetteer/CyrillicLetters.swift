// SPDX-License-Identifier: Apache-2.0

/// Small plain forms of the Cyrillic letters: `Ґ` and `ґ` are `г`, `Ё` is `е`, and letters that Unicode composes of a letter
/// and a mark are the letter.
enum CyrillicLetters {
    /// Appends the plain form of a scalar of the blocks U+0400 to U+052F.
    static func append(_ scalar: UInt32, to folded: inout [UInt8]) {
        let small = small(scalar)
        switch small {
        case 0x0450, 0x0451, 0x04D7: NameFolding.appendUTF8(0x0435, to: &folded)
        case 0x0491: NameFolding.appendUTF8(0x0433, to: &folded)
        case 0x0457: NameFolding.appendUTF8(0x0456, to: &folded)
        case 0x045E: NameFolding.appendUTF8(0x0443, to: &folded)
        case 0x045D, 0x0439: NameFolding.appendUTF8(0x0438, to: &folded)
        case 0x0482...0x0489: NameFolding.separate(&folded)
        default: NameFolding.appendUTF8(small, to: &folded)
        }
    }

    private static func small(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x0400...0x040F: scalar + 0x50
        case 0x0410...0x042F: scalar + 0x20
        // Beyond the alphabet of Russian, capital and small letters follow each other.
        case 0x0460...0x0481, 0x048A...0x04BF, 0x04D0...0x052F: scalar | 1
        case 0x04C1...0x04CE: (scalar + 1) & ~1
        default: scalar
        }
    }
}

/// Letters of the Ge'ez script of which Amharic and Tigrinya pronounce several alike.
enum EthiopicLetters {
    /// Appends the letter that stands for the sound.
    static func append(_ scalar: UInt32, to folded: inout [UInt8]) {
        if (0x1361...0x1368).contains(scalar) { return NameFolding.separate(&folded) }
        let plain =
            families.first { $0.letters.contains(scalar) }.map { scalar - $0.letters.lowerBound + $0.plain } ?? scalar
        NameFolding.appendUTF8(sameVowels[plain] ?? plain, to: &folded)
    }

    /// Rows of one consonant, and the row that stands for it.
    private static let families: [(letters: ClosedRange<UInt32>, plain: UInt32)] = [
        (0x1210...0x1216, 0x1200), (0x1280...0x1286, 0x1200), (0x12B8...0x12BE, 0x1200), (0x1220...0x1226, 0x1230),
        (0x12D0...0x12D6, 0x12A0), (0x1340...0x1346, 0x1338), (0x1250...0x1256, 0x1240),
    ]

    /// The fourth order of the gutturals sounds like the first.
    private static let sameVowels: [UInt32: UInt32] = [0x1203: 0x1200, 0x12A3: 0x12A0]
}

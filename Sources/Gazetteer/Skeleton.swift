// SPDX-License-Identifier: Apache-2.0

/// The consonants of a folded name: what a slip of the pen and another way of writing vowels leave as they are.
enum Skeleton {
    /// Latin letters by their sound, without vowels and doubled letters; Arabic letters without alif, waw, ya and their
    /// carriers of hamza.
    static func of(_ name: [UInt8]) -> [UInt8] {
        if let sound = Transliteration.keys(of: name).first {
            return sound.filter { !"aiu".utf8.contains($0) }
        }
        let weak: Set<Unicode.Scalar> = ["ا", "و", "ي", "ى", "ء", "ؤ", "ئ", "ه"]
        let strong = String(decoding: name, as: UTF8.self).unicodeScalars.filter { !weak.contains($0) }
        return strong.flatMap { Array(String($0).utf8) }
    }

    private static let longName = 7

    /// Whether a folded name is so short that each of its letters makes another name ("السلام", "الجلام"; "Salam",
    /// "Salma").
    static func isShort(_ name: [UInt8]) -> Bool {
        String(decoding: name, as: UTF8.self).unicodeScalars.count < longName
    }
}

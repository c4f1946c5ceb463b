// SPDX-License-Identifier: Apache-2.0

/// A coarse sound key: spellings of one Arabic or Kurdish name in Latin letters mostly have the same key.
///
/// Reduces q, k, c; kh, x; gh, g; dh, d; th, t; sh, ch, s; ph, f; doubled letters; vowels to three classes with
/// diphthongs (ay, ei: i; aw, ou: u); the ending -a, -ah, -e, -eh. `e` stands for a or i: such names have two keys.
enum Transliteration {
    /// Shortest folded name that has a key; shorter names look like words and need exactness.
    static let shortestName = 5
    private static let shortestKey = 3

    /// The one or two keys of a folded name without spaces; none for other scripts and short names.
    static func keys(of name: [UInt8]) -> [[UInt8]] {
        guard name.count >= shortestName, name.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return [] }
        let first = key(of: name, vowelE: UInt8(ascii: "a"))
        guard first.count >= shortestKey else { return [] }
        guard name.contains(UInt8(ascii: "e")) else { return [first] }
        let second = key(of: name, vowelE: UInt8(ascii: "i"))
        return first == second ? [first] : [first, second]
    }

    private static func key(of name: [UInt8], vowelE: UInt8) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(name.count)
        var position = 0
        while position < name.count {
            let letter = name[position]
            let next = position + 1 < name.count ? name[position + 1] : 0
            position += 1
            if let sound = digraph(letter, next) {
                position += 1
                append(sound, to: &key)
            } else {
                append(single(letter, vowelE: vowelE), to: &key)
            }
        }
        return withoutEnding(key)
    }

    private static func digraph(_ letter: UInt8, _ next: UInt8) -> UInt8? {
        switch (letter, next) {
        case (UInt8(ascii: "k"), UInt8(ascii: "h")): UInt8(ascii: "x")
        case (UInt8(ascii: "g"), UInt8(ascii: "h")): UInt8(ascii: "g")
        case (UInt8(ascii: "d"), UInt8(ascii: "h")): UInt8(ascii: "d")
        case (UInt8(ascii: "t"), UInt8(ascii: "h")): UInt8(ascii: "t")
        case (UInt8(ascii: "s"), UInt8(ascii: "h")), (UInt8(ascii: "c"), UInt8(ascii: "h")): UInt8(ascii: "s")
        case (UInt8(ascii: "p"), UInt8(ascii: "h")): UInt8(ascii: "f")
        case (UInt8(ascii: "d"), UInt8(ascii: "j")): UInt8(ascii: "j")
        default: nil
        }
    }

    private static func single(_ letter: UInt8, vowelE: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "q"), UInt8(ascii: "c"): UInt8(ascii: "k")
        case UInt8(ascii: "e"): vowelE
        case UInt8(ascii: "y"): UInt8(ascii: "i")
        case UInt8(ascii: "o"), UInt8(ascii: "w"): UInt8(ascii: "u")
        default: letter
        }
    }

    /// Appends a sound: doubled sounds are one, and an a next to an i or u is part of the diphthong.
    private static func append(_ sound: UInt8, to key: inout [UInt8]) {
        guard let last = key.last, last != sound else {
            if key.isEmpty { key.append(sound) }
            return
        }
        let a = UInt8(ascii: "a")
        if sound == a, isCloseVowel(last) { return }
        if last == a, isCloseVowel(sound) { key.removeLast() }
        if key.last != sound { key.append(sound) }
    }

    private static func isCloseVowel(_ sound: UInt8) -> Bool {
        sound == UInt8(ascii: "i") || sound == UInt8(ascii: "u")
    }

    private static func isVowel(_ sound: UInt8) -> Bool { sound == UInt8(ascii: "a") || isCloseVowel(sound) }

    private static func withoutEnding(_ key: [UInt8]) -> [UInt8] {
        var end = key.count
        if end > shortestKey, key[end - 1] == UInt8(ascii: "h"), isVowel(key[end - 2]) { end -= 1 }
        if end > shortestKey, key[end - 1] == UInt8(ascii: "a") { end -= 1 }
        return Array(key[..<end])
    }
}

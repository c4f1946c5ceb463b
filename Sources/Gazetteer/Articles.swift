// SPDX-License-Identifier: Apache-2.0

/// The Arabic article, which reports write in a dozen ways or leave out, and those of French and Spanish names.
enum Articles {
    /// Whether a folded word is the article in Latin letters, assimilated to the next consonant or not, or that of "Les Cayes"
    /// and "La Paz".
    static func isLatinArticle(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count <= 3, let first = word.first else { return false }
        let rest = word.dropFirst()
        switch first {
        case UInt8(ascii: "a"), UInt8(ascii: "e"): return endings.contains { rest.elementsEqual($0.utf8) }
        case UInt8(ascii: "i"), UInt8(ascii: "u"): return rest.elementsEqual("l".utf8)
        case UInt8(ascii: "l"): return romance.contains { rest.elementsEqual($0.utf8) }
        default: return false
        }
    }

    /// The word without a leading alef-lam when at least two letters remain.
    static func withoutArabicArticle(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        // Four bytes of alef and lam, and two for each letter of the rest.
        word.count >= 8 && word.starts(with: alefLam) ? word.dropFirst(4) : word
    }

    /// The name without an article written together with it ("alanbar", "arraqqa", "ashshaddadi"); nil when it has
    /// none or too little would remain to tell.
    static func withoutGluedArticle(_ name: [UInt8]) -> [UInt8]? {
        guard name.count >= 6, let first = name.first, first == UInt8(ascii: "a") || first == UInt8(ascii: "e") else {
            return nil
        }
        if name[1] == UInt8(ascii: "l") || name[1] == name[2] { return Array(name[2...]) }
        let hasDoubledDigraph = name[2] == UInt8(ascii: "h") && name[1] == name[3] && name[4] == UInt8(ascii: "h")
        return hasDoubledDigraph ? Array(name[3...]) : nil
    }

    private static let alefLam: [UInt8] = Array("ال".utf8)
    private static let romance = ["", "a", "e", "es", "os", "as"]
    private static let endings: [String] = ["l", "d", "r", "s", "t", "z", "n", "sh", "th", "dh", "ch"]
}

/// "Saint", "Sainte", "Ste" and "St" in names: one word.
enum SaintWords {
    /// The word in its shortest form.
    static func short(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard word.count >= 3, word.count <= 6, word.first == UInt8(ascii: "s"),
            forms.contains(where: word.elementsEqual)
        else { return word }
        return shortest
    }

    private static let shortest = Array("st".utf8)[...]
    private static let forms = ["ste", "saint", "sainte", "sankt", "santo", "santa"].map { Array($0.utf8) }
}

/// Words of one letter that Arabic writes together with the next: "and", "so", "in", "to".
enum Proclitics {
    /// The word without the first of them; nil where it has none or fewer than three letters would remain.
    static func without(_ word: String) -> String? {
        guard let first = word.unicodeScalars.first, letters.contains(first) else { return nil }
        let rest = word.unicodeScalars.dropFirst()
        guard rest.count >= 3 else { return nil }
        // "To the" swallows the alef of the article.
        return first == "ل" && rest.first == "ل" ? "ا" + String(rest) : String(rest)
    }

    private static let letters: Set<Unicode.Scalar> = ["و", "ف", "ب", "ل"]
}

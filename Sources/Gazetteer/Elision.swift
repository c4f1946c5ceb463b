// SPDX-License-Identifier: Apache-2.0

/// French particles and articles that lost their vowel: "province d'Oudalan", "l'Est".
enum Elision {
    /// The text with a space in place of the apostrophe behind a word that is `d` or `l` alone; other apostrophes belong to
    /// names ("Fada N'Gourma", "Ma'arrat").
    static func split(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0xE2 || $0 == 0xCA }) else { return text }
        var scalars = Array(text.unicodeScalars)
        for position in scalars.indices.dropFirst().dropLast() where apostrophes.contains(scalars[position]) {
            let isWord = position == 1 || !scalars[position - 2].properties.isAlphabetic
            if isWord, "dlDL".unicodeScalars.contains(scalars[position - 1]) { scalars[position] = " " }
        }
        var split = String.UnicodeScalarView()
        split.append(contentsOf: scalars)
        return String(split)
    }

    private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{2018}", "\u{02BC}"]
}

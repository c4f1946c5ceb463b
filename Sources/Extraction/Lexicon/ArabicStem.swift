// SPDX-License-Identifier: Apache-2.0

/// Arabic words without what is written in one with them. The same is taken from words of a list and of a text, so that it
/// does not matter where it takes too much.
enum ArabicStem {
    /// The words of a folded phrase.
    static func phrase(_ folded: String) -> String {
        folded.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
    }

    /// A folded word without a conjunction, the article and the ending of an object.
    static func word(_ folded: String) -> String {
        var letters = Array(folded.unicodeScalars)
        guard let first = letters.first, (0x600...0x77F).contains(first.value) else { return folded }
        if letters.count > 3, first == "و" || first == "ف" { letters.removeFirst() }
        for article in articles where letters.starts(with: article) && letters.count >= article.count + 3 {
            letters.removeFirst(article.count)
            break
        }
        if letters.count > 3, letters.last == "ا" { letters.removeLast() }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }

    private static let articles: [[Unicode.Scalar]] = ["بال", "كال", "ال", "لل"].map { Array($0.unicodeScalars) }
}

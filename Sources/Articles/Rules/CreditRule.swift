// SPDX-License-Identifier: Apache-2.0

/// Tells the words below a picture by the credit at their end: "(Photo: name/agency)", "(AP Photo/name)".
enum CreditRule {
    static func applies(_ folded: [UInt8], _ shape: LineShape) -> Bool {
        if shape.words <= 60,
            endings.contains(where: { folded.reversed().drop { $0 == 0x2E }.starts(with: $0.utf8.reversed()) })
        {
            return true
        }
        guard shape.words <= 90, let group = lastGroup(folded) else { return false }
        if contains(group, picture) { return true }
        // An agency alone may be the source of a paragraph: a slash makes it a credit.
        return shape.words <= 60 && group.contains(UInt8(ascii: "/")) && contains(group, agencies)
    }

    /// What stands in brackets at the end, without them.
    private static func lastGroup(_ folded: [UInt8]) -> ArraySlice<UInt8>? {
        let line = folded.reversed().drop { $0 == UInt8(ascii: ".") || $0 == 0x20 || $0 == UInt8(ascii: "\"") }.count
        guard line > 2 else { return nil }
        let (open, close): (UInt8, UInt8)
        switch folded[line - 1] {
        case UInt8(ascii: ")"): (open, close) = (UInt8(ascii: "("), UInt8(ascii: ")"))
        case UInt8(ascii: "]"): (open, close) = (UInt8(ascii: "["), UInt8(ascii: "]"))
        default: return nil
        }
        guard let start = folded[..<(line - 1)].lastIndex(of: open), line - start <= 120,
            !folded[start..<(line - 1)].contains(close)
        else { return nil }
        return folded[(start + 1)..<(line - 1)]
    }

    private static func contains(_ group: ArraySlice<UInt8>, _ words: [String]) -> Bool {
        words.contains { group.firstIndex(ofBytes: $0) != nil }
    }

    /// A credit that stands after the sentence without brackets.
    private static let endings = [
        ". file photo", ". file picture", ". file image", ". photo: file", "getty images", "صوره ارشيفيه",
    ]

    private static let picture = [
        "photo", "credit", "image", "picture", "screenshot", "screengrab", "courtesy", "getty", "file/", "illustration",
        "صوره", "تصوير", "غيتي", "جيتي", "ارشيف",
    ]
    private static let agencies = [
        "reuters", "afp", "ap/", "/ap", "epa", "anadolu", "xinhua", "via", "sana", "shutterstock", "afp/", "رويترز",
        "فرانس برس", "ا ف ب", "الاناضول",
    ]
}

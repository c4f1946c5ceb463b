// SPDX-License-Identifier: Apache-2.0

/// Finds what a line says by words and signs that pages share.
enum PhraseFinder {
    /// Longer lines are paragraphs.
    static let longest = 1000

    /// The phrase of a line of the given shape; nil for what an author wrote.
    static func phrase(in line: Substring, _ shape: LineShape) -> Phrase? {
        guard shape.bytes <= longest else { return nil }
        let folded = Folding.folded(line)
        if isSignature(folded) { return .signature }
        if let phrase = DisclosureRule.phrase(folded, shape) { return phrase }
        if folded.starts(with: "the post ".utf8), folded.firstIndex(ofBytes: " appeared first on ") != nil {
            return .sourceLine
        }
        if shape.words <= 14, let phrase = short(folded, shape) { return phrase }
        if let phrase = PhraseTable.shared.phrase(folded, words: shape.words), allows(phrase, shape) { return phrase }
        if CreditRule.applies(folded, shape) { return .credit }
        if isNamed(folded, line, shape) { return .byline }
        return shape.hashes > 0 && shape.hashes * 2 > shape.words ? .keywords : nil
    }

    /// A long line that ends a sentence is a paragraph, whatever it starts with.
    private static func allows(_ phrase: Phrase, _ shape: LineShape) -> Bool {
        switch phrase {
        case .copyright, .cookies, .newsletter, .keywords, .messageLink: true
        case .sourceLine, .byline: shape.innerEnds <= 1
        default: shape.innerEnds == 0 || !shape.endsSentence
        }
    }

    private static func short(_ folded: [UInt8], _ shape: LineShape) -> Phrase? {
        if isPager(folded) { return .pager }
        if isReadingTime(folded) { return .readingTime }
        if let reading = WrittenDay.reading(folded), reading.isAlone { return .dateLine }
        return isComments(folded) ? .commentsStart : nil
    }

    /// "1 of 1,289", "page 2 of 7", "2/7", a number alone.
    private static func isPager(_ folded: [UInt8]) -> Bool {
        var rest = folded[...]
        if rest.starts(with: "page ".utf8) { rest = rest.dropFirst(5) }
        rest = rest.drop(while: isDigit)
        guard rest.startIndex > folded.startIndex, rest.count < folded.count else { return false }
        if rest.isEmpty { return folded.count <= 4 }
        for middle in [" of ", "/", " / ", " من "] where rest.starts(with: middle.utf8) {
            let end = rest.dropFirst(middle.utf8.count)
            return !end.isEmpty && end.allSatisfy { isDigit($0) || $0 == 0x2C }
                && isDigit(folded.first { $0 > 0x20 } ?? 0)
                || !end.isEmpty && folded.starts(with: "page ".utf8)
        }
        return false
    }

    /// "2 min read", also where a button's words follow without a blank.
    private static func isReadingTime(_ folded: [UInt8]) -> Bool {
        if folded.starts(with: "reading time".utf8) || folded.starts(with: "وقت القراءه".utf8) { return true }
        var rest = folded.drop(while: isDigit)
        guard rest.count < folded.count else { return false }
        if rest.first == 0x20 || rest.first == 0x2D { rest = rest.dropFirst() }
        return [
            "min read", "mins read", "minute read", "minutes read", "minutes to read", "دقيقه قراءه", "دقائق قراءه",
        ]
        .contains { rest.starts(with: $0.utf8) } || rest.starts(with: "دقائق للقراءه".utf8)
    }

    /// "12 comments".
    private static func isComments(_ folded: [UInt8]) -> Bool {
        let rest = folded.drop(while: isDigit)
        guard rest.count < folded.count else { return false }
        return [" comments", " comment", " تعليقات", " تعليق"].contains { rest.elementsEqual($0.utf8) }
    }

    /// "— Name (@handle) Month D, YYYY".
    private static func isSignature(_ folded: [UInt8]) -> Bool {
        guard let first = folded.first, first == UInt8(ascii: "-"), folded.count <= 300,
            let open = folded.firstIndex(ofBytes: "(@")
        else { return false }
        return folded[open...].contains(UInt8(ascii: ")"))
    }

    /// "By Jane Doe and John Roe": names only.
    private static func isNamed(_ folded: [UInt8], _ line: Substring, _ shape: LineShape) -> Bool {
        guard shape.words >= 2, shape.words <= 14, !shape.endsSentence, folded.starts(with: "by ".utf8) else {
            return false
        }
        let small: Set<Substring> = [
            "by", "and", "in", "the", "of", "al", "el", "de", "bin", "ibn", "for", "at", "with", "van", "von",
        ]
        let words = line.split { $0 == " " || $0 == "\u{A0}" || $0 == "," || $0 == "|" }
        return words.allSatisfy { word in
            small.contains(Substring(word.lowercased())) || word.first?.isLowercase != true
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

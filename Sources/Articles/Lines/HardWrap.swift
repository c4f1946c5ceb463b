// SPDX-License-Identifier: Apache-2.0

/// Joins the lines of paragraphs that were broken at a fixed width.
///
/// A line was broken by a program where the first word of the next line would not have fitted: that holds for nearly
/// every line of a wrapped text and by chance for few lines of another. Where most lines end a sentence, each is a
/// paragraph.
struct HardWrap {
    let text: String
    /// Columns that the text was broken at.
    let width: Int

    /// Nil for a text that is not wrapped.
    init?(_ spans: [LineSpan], in text: String) {
        self.text = text
        let sample = spans.prefix(2000)
        var width = 0, broken = 0, full = 0, ended = 0
        for (line, next) in zip(sample, sample.dropFirst()) where !next.isApart {
            width = max(width, line.scalars.count)
        }
        guard (30...140).contains(width) else { return nil }
        for (line, next) in zip(sample, sample.dropFirst()) where !next.isApart {
            broken += 1
            if ShapeScanner.endsSentence(text.slice(line.bytes)) { ended += 1 }
            let word = Self.firstWord(of: next, in: text)
            if line.scalars.count + 1 + word >= width - 1 { full += 1 }
        }
        guard broken >= 3, full * 10 >= broken * 8, ended * 2 <= broken else { return nil }
        self.width = width
    }

    /// For text of a PDF, whose lines are always broken: the middle width of lines that are no labels.
    init(ofColumns spans: [LineSpan], in text: String) {
        self.text = text
        let widths = spans.map(\.scalars.count).filter { $0 >= 30 }.sorted()
        width = widths.isEmpty ? 0 : widths[widths.count / 2]
    }

    /// Lines of one paragraph become one span.
    func joined(_ spans: [LineSpan]) -> [LineSpan] {
        paragraphs(spans).map { range in
            var span = spans[range.lowerBound]
            let last = spans[range.upperBound]
            span.bytes = span.bytes.lowerBound..<last.bytes.upperBound
            span.scalars = span.scalars.lowerBound..<last.scalars.upperBound
            return span
        }
    }

    /// The lines of each paragraph, as ranges of their numbers.
    func paragraphs(_ spans: [LineSpan]) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for (number, span) in spans.enumerated() {
            if let last = ranges.last, continues(span, after: spans[number - 1]),
                span.bytes.upperBound - spans[last.lowerBound].bytes.lowerBound <= Article.longestBlock
            {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges
    }

    /// A short line ends its paragraph; an indent, a bullet or an empty line begins one.
    private func continues(_ line: LineSpan, after previous: LineSpan) -> Bool {
        guard !line.isApart,
            line.indent <= previous.indent + 1 || previous.indent > 0 && line.indent <= previous.indent,
            !isBullet(line)
        else { return false }
        if Self.runsOn(text.slice(previous.bytes), text.slice(line.bytes)) { return true }
        return previous.scalars.count + 1 + Self.firstWord(of: line, in: text) >= width * 7 / 10
    }

    /// Whether a sentence goes on from one line to the next.
    static func runsOn(_ line: Substring, _ next: Substring) -> Bool {
        guard let first = next.unicodeScalars.first, ShapeScanner.isSmall(first.value) else { return false }
        return !ShapeScanner.endsSentence(line)
    }

    private func isBullet(_ line: LineSpan) -> Bool {
        let start = text.slice(line.bytes).unicodeScalars.prefix(2).map(\.value)
        guard start.count == 2, start[1] == 0x20 else { return false }
        return start[0] == 0x2022 || start[0] == 0x2A || start[0] == 0x2D || start[0] == 0xB7
    }

    private static func firstWord(of line: LineSpan, in text: String) -> Int {
        var count = 0
        for scalar in text.slice(line.bytes).unicodeScalars {
            if ShapeScanner.isBlank(scalar.value) || count > 200 { break }
            count += 1
        }
        return count
    }
}

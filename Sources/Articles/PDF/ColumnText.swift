// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The text of a PDF with its paragraphs put together again, one a line.
struct ColumnText {
    private(set) var text = ""
    private(set) var notes: [String] = []

    init(_ output: String, most: Int) {
        let plain = Self.plain(output)
        var spans = LineScanner.spans(of: plain, most: most).spans
        let edges = PageEdges.edges(spans, in: plain)
        if !edges.isEmpty {
            spans = PageEdges.without(edges, spans)
            notes.append("page numbers and lines that repeat at the edges of pages were left out: \(edges.count)")
        }
        for index in spans.indices.dropFirst() where spans[index].startsPage {
            if HardWrap.runsOn(plain.slice(spans[index - 1].bytes), plain.slice(spans[index].bytes)) {
                spans[index].isApart = false
            }
        }
        let paragraphs = HardWrap(ofColumns: spans, in: plain).paragraphs(spans).map { range in
            Self.joined(spans[range].map { plain.slice($0.bytes) })
        }
        text = paragraphs.joined(separator: "\n\n")
    }

    /// Letters of fonts become letters, and marks of direction go, which a PDF has around each Arabic line.
    private static func plain(_ output: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in output.unicodeScalars {
            switch scalar.value {
            case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0: continue
            case 0xFB00...0xFB06, 0xFB50...0xFDFB, 0xFE70...0xFEFC:
                plain.append(contentsOf: String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars)
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// The lines of a paragraph as one, words that were parted at the end of a line put together.
    private static func joined(_ lines: [Substring]) -> String {
        var joined = ""
        for line in lines {
            if joined.hasSuffix("-"), let word = joined.split(separator: " ").last, isParted(word, line) {
                joined.removeLast()
                joined += line
            } else {
                joined += (joined.isEmpty || joined.hasSuffix("-") ? "" : " ") + line
            }
        }
        return joined
    }

    /// Whether a hyphen stands only because the line ended: small letters on both sides, and no word that is joined.
    private static func isParted(_ word: Substring, _ next: Substring) -> Bool {
        guard let first = next.first, first.isLowercase, word.dropLast().last?.isLowercase == true,
            word.first?.isLowercase == true
        else { return false }
        let following = next.prefix { $0.isLetter }.lowercased()
        return !Self.joinedWords.contains(following)
    }

    private static let joinedWords: Set<String> = [
        "led", "backed", "based", "held", "controlled", "run", "style", "old", "wide", "level", "term", "affiliated",
        "linked",
        "related", "made", "scale", "range", "profile", "owned", "and", "or", "to", "in", "day", "year", "month",
        "week",
    ]
}

/// Lines at the top and the bottom of pages that repeat, and page numbers.
enum PageEdges {
    static func edges(_ spans: [LineSpan], in text: String) -> Set<Int> {
        let starts = spans.indices.filter { $0 == 0 || spans[$0].startsPage }
        guard starts.count > 1 else { return [] }
        var places: [[UInt8]: [Int]] = [:]
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1] : spans.count
            for index in Set([start, start + 1, end - 2, end - 1]) where index >= start && index < end {
                let key = Folding.folded(text.slice(spans[index].bytes).prefix(200)).filter {
                    !PhraseFinder.isDigit($0)
                }
                places[key, default: []].append(index)
            }
        }
        let repeated = places.filter { $0.value.count * 2 >= starts.count && $0.value.count > 1 && $0.key.count <= 120 }
        return Set(repeated.values.joined())
    }

    /// The other lines; the first of a page stays known as such.
    static func without(_ edges: Set<Int>, _ spans: [LineSpan]) -> [LineSpan] {
        var kept: [LineSpan] = [], startsPage = false
        for (index, span) in spans.enumerated() {
            startsPage = startsPage || span.startsPage
            if edges.contains(index) { continue }
            var span = span
            span.startsPage = startsPage
            span.isApart = span.isApart || startsPage
            kept.append(span)
            startsPage = false
        }
        return kept
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Scores of what readers of texts find, the same as in Benchmarks/geoparsing_scores.py.
///
/// Spans match where they share at least half of the shorter one. Each expected span takes the one found span, not taken
/// yet, that shares most of it; the others are wrong, but for those that match a span that is left out of the count.
struct SpanScore: Equatable {
    /// Found and expected.
    var right = 0
    /// Found, and neither expected nor neutral.
    var wrong = 0
    /// Expected and not found.
    var missed = 0

    /// Share of what was found that is right; 0 where nothing was found.
    var precision: Double { Self.share(right, of: right + wrong) }
    /// Share of what was expected that was found.
    var recall: Double { Self.share(right, of: right + missed) }
    /// Harmonic mean of both.
    var f1: Double { Self.share(2 * right, of: 2 * right + wrong + missed) }
    /// How many were expected.
    var count: Int { right + missed }

    private static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    static func += (sum: inout SpanScore, other: SpanScore) {
        sum.right += other.right
        sum.wrong += other.wrong
        sum.missed += other.missed
    }
}

/// Spans of a text in Unicode scalars, compared.
enum SpanMatching {
    /// Whether both share at least half of the shorter one.
    static func matches(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        let shared = Self.shared(a, b)
        return shared > 0 && 2 * shared >= min(a.count, b.count)
    }

    /// How many characters both share; negative where they lie apart.
    static func shared(_ a: Range<Int>, _ b: Range<Int>) -> Int {
        min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound)
    }

    /// Compares what was found with what was expected.
    /// - Returns: the counts, and for each pair the expected and the found span.
    static func score(
        expected: [Range<Int>], found: [Range<Int>], neutral: [Range<Int>] = []
    ) -> (score: SpanScore, pairs: [(expected: Range<Int>, found: Range<Int>)]) {
        let expected = distinct(expected), found = distinct(found)
        var taken: Set<Int> = []
        var pairs: [(Range<Int>, Range<Int>)] = []
        for span in expected {
            let fitting = found.indices.filter { !taken.contains($0) && matches(span, found[$0]) }
            // The first of those that share alike, as in the other program.
            guard let best = fitting.max(by: { (shared(span, found[$0]), -$0) < (shared(span, found[$1]), -$1) }) else {
                continue
            }
            taken.insert(best)
            pairs.append((span, found[best]))
        }
        let wrong = found.indices.filter { number in
            !taken.contains(number) && !neutral.contains { matches(found[number], $0) }
        }
        let score = SpanScore(right: pairs.count, wrong: wrong.count, missed: expected.count - pairs.count)
        return (score, pairs)
    }

    /// In order, each once.
    static func distinct(_ spans: [Range<Int>]) -> [Range<Int>] {
        Set(spans).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// The spans that hold no other one of the list, and those that do.
    static func innermost(_ spans: [Range<Int>]) -> (kept: [Range<Int>], holders: [Range<Int>]) {
        let spans = distinct(spans)
        let holders = Set(
            spans.filter { outer in
                spans.contains {
                    $0 != outer && outer.lowerBound <= $0.lowerBound && $0.upperBound <= outer.upperBound
                }
            })
        return (spans.filter { !holders.contains($0) }, spans.filter(holders.contains))
    }
}

/// What the words of a marked span are.
enum MarkedText {
    private static let noNames: Set<Substring> = [
        "the", "a", "an", "its", "this", "that", "these", "those", "his", "her", "their", "our", "your", "my", "other",
        "another", "two", "three", "six", "more", "in", "of", "battle", "fort", "fortified", "summit", "positions",
        "fighting", "supply", "weapons", "isil", "isis", "daesh", "ied", "ieds", "vbied", "vbieds", "uav", "uavs",
        "arabic-speaking", "kurdish-speaking", "northern", "southern", "eastern", "western",
    ]
    private static let demonyms: Set<Substring> = [
        "iraqi", "syrian", "kuwaiti", "kurdish", "turkish", "iranian", "lebanese", "jordanian", "saudi", "british",
        "american", "russian", "french", "german", "arab", "isil-held", "isis-held", "u.s.-led", "us-led",
        "insurgent-held",
    ]
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    /// Whether a marked place has a name: a word that begins with a capital and is none of the words that make none.
    static func isNamed(_ text: String) -> Bool {
        text.split { $0.isWhitespace || ",;()\"".contains($0) }.contains { word in
            var bare = word[...]
            while bare.first == "." { bare.removeFirst() }
            while bare.last == "." { bare.removeLast() }
            for ending in ["\u{2019}s", "'s"] where bare.hasSuffix(ending) { bare.removeLast(2) }
            let lower = Substring(bare.lowercased())
            return bare.first?.isUppercase == true && !noNames.contains(lower) && !demonyms.contains(lower)
        }
    }

    /// The value of a number written plainly; nil for all else.
    static func plainNumber(_ text: String) -> Double? {
        let word = text.lowercased()
        if let value = small.firstIndex(of: word) { return Double(value) }
        let bare = word.filter { $0 != "," }
        guard bare.first?.isASCII == true, bare.first?.isNumber == true, bare.last != ".",
            bare.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
        else { return nil }
        return Double(bare)
    }
}

// SPDX-License-Identifier: Apache-2.0

/// Two numbers that are the ends of one: `3 to 5`, `10-15`, `between 3 and 5`, `three or four`.
struct CountRange {
    let parser: NumeralParser
    /// Tokens before it belong to something else.
    let first: Int

    private var passage: Passage { parser.passage }

    /// The number with its other end; refused where two numbers are joined and are no range (a score, a span of years).
    func extended(_ low: Numeral) -> (numeral: Numeral, rules: [String], isRefused: Bool) {
        let end = low.tokens.upperBound, word = parser.folded(end)
        guard !low.isRange, end < parser.limit else { return (low, [], false) }
        if parser.isJoined(end, Self.dashes) || Self.dashes.contains(word) {
            guard let high = parser.numeral(at: end + 1), isPair(low, high) else { return (low, [], false) }
            if low.mayBeYear, high.mayBeYear { return (upTo(high, from: low), [], true) }
            return joined(low, high) ?? (upTo(high, from: low), [], true)
        }
        if Self.opens.contains(parser.folded(opening(low))), let second = second(end, word) {
            return joined(low, second, from: opening(low)) ?? (low, [], false)
        }
        guard Self.between.contains(word), let high = parser.numeral(at: end + 1), isPair(low, high),
            word != "or" && word != "او" || high.least <= 3 * scaled(low, high).least, !isChange(low)
        else { return (low, [], false) }
        if low.mayBeYear, high.mayBeYear { return (upTo(high, from: low), [], true) }
        // `3 to 1` is a score.
        if word == "to", low.isDigits, low.least < 20, high.least < low.least, !isBehindFrom(low) {
            return (upTo(high, from: low), [], true)
        }
        return joined(low, high) ?? (low, [], false)
    }

    private static let dashes: Set<String> = ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}"]
    private static let between: Set<String> = ["to", "or", "إلى", "الي", "او", "حتي"]
    private static let opens: Set<String> = ["between", "بين", "مابين"]

    private func isPair(_ low: Numeral, _ high: Numeral) -> Bool {
        !high.isRange && !high.isDual && (low.unit.isEmpty || low.unit == high.unit || high.unit.isEmpty)
            && high.rule != "fraction" && low.rule != "fraction"
    }

    /// The token of "between", behind which a bound may stand ("between about 3 and 5").
    private func opening(_ low: Numeral) -> Int {
        var token = low.tokens.lowerBound
        if let bound = parser.words.before.match(passage, endingAt: token, from: first) {
            token = bound.tokens.lowerBound
        }
        return token - 1 >= first ? token - 1 : parser.limit
    }

    /// The second number behind "and".
    private func second(_ end: Int, _ word: String) -> Numeral? {
        let isArabic = passage.tokens[end].isArabic
        guard word == "and" || isArabic else { return nil }
        return parser.numeral(at: word == "and" || word == "و" ? end + 1 : end)
    }

    private func isBehindFrom(_ low: Numeral) -> Bool {
        let start = low.tokens.lowerBound
        return start - 1 >= first && ["from", "من"].contains(parser.folded(start - 1))
    }

    /// `rose from 100 to 200` tells two numbers.
    private func isChange(_ low: Numeral) -> Bool {
        let start = low.tokens.lowerBound
        guard isBehindFrom(low) else { return false }
        return (max(first, start - 6)..<start).contains { Self.changes.contains(parser.folded($0)) }
    }

    private static let changes: Set<String> = Set(
        """
        rose grew increased fell dropped expanded reduced cut climbed jumped declined decreased went up down raised swelled \
        shrank dwindled ارتفع ارتفعت انخفض انخفضت زاد تراجع تراجعت
        """.split { $0 == " " || $0 == "\n" }.map { WordFolding.fold($0) })

    /// `3 to 5 million` has its scale at the end.
    private func scaled(_ low: Numeral, _ high: Numeral) -> Numeral {
        var low = low
        if low.scale == 1, high.scale > 1, low.least < high.lead {
            low.least *= high.scale
            low.most = low.least
        }
        return low
    }

    private func upTo(_ high: Numeral, from low: Numeral) -> Numeral {
        var numeral = low
        numeral.tokens = low.tokens.lowerBound..<high.tokens.upperBound
        return numeral
    }

    private func joined(
        _ low: Numeral, _ high: Numeral, from start: Int? = nil
    ) -> (numeral: Numeral, rules: [String], isRefused: Bool)? {
        let low = scaled(low, high)
        guard low.least < high.least else { return nil }
        var numeral = upTo(high, from: low)
        if let start { numeral.tokens = start..<numeral.tokens.upperBound }
        numeral.most = high.least
        numeral.unit = low.unit.isEmpty ? high.unit : low.unit
        return (numeral, ["range"], false)
    }
}

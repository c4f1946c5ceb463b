// SPDX-License-Identifier: Apache-2.0

/// Places without a name, and regions that are told by who holds them.
extension SentenceScan {
    mutating func readUnnamed() {
        for place in range where passage.tokens[place].kind == .word && mark(place) != .embedded {
            if uses("held_region") { readHeldRegion(at: place) }
            if uses("facility") { readFacility(at: place) }
        }
    }

    private mutating func readHeldRegion(at place: Int) {
        if let match = words.heldRegions.match(passage, at: place, before: range.upperBound) {
            removeDemonyms(in: match.tokens)
            found.append(
                FoundMention(
                    tokens: match.tokens, name: match.tokens, kind: .vernacular, query: "", rules: ["held_region"]))
        }
    }

    private mutating func removeDemonyms(in tokens: Range<Int>) {
        guard !found.contains(where: { $0.holder != nil }) else { return }
        found.removeAll { $0.kind == .demonym && tokens.contains($0.tokens.lowerBound) }
    }

    private mutating func readFacility(at place: Int) {
        guard let match = words.facilities.match(passage, at: place, before: range.upperBound),
            !touchesName(match.tokens), place == range.lowerBound || !isInFacility(place)
        else { return }
        var start = match.tokens.lowerBound
        if words.bareFacilities.contains(passage.folded(match.tokens)) {
            guard isPlaced(match.tokens) else { return }
        }
        if let before = token(start - 1), before.folded == "\"" || before.text == "“" { start -= 1 }
        found.append(
            FoundMention(
                tokens: start..<match.tokens.upperBound, name: match.tokens, kind: .unnamedFacility,
                rules: ["facility"]))
    }

    private func isInFacility(_ place: Int) -> Bool { found.contains { $0.tokens.contains(place) } }

    /// "Shaddadi prison" has a name; so has "camps such as al-Hol".
    private func touchesName(_ tokens: Range<Int>) -> Bool {
        found.contains { mention in
            mention.kind != .demonym && mention.kind != .embedded && mention.kind != .metonym
                && (mention.tokens.upperBound == tokens.lowerBound || mention.tokens.overlaps(tokens))
        }
    }

    /// "bases in Iraq", "two other jails in eastern Syria": a place for which a name says where.
    private func isPlaced(_ tokens: Range<Int>) -> Bool {
        guard let next = token(tokens.upperBound), next.folded == "in" || next.folded == "في" else { return false }
        return found.contains {
            $0.kind.mayBeEventPlace && $0.tokens.lowerBound > tokens.upperBound
                && $0.tokens.lowerBound <= tokens.upperBound + 2
        }
    }
}

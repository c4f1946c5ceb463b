// SPDX-License-Identifier: Apache-2.0

/// A place text taken apart: the name in stages of fewer and fewer words, and what the rest says.
struct Phrase {
    /// One way to read the name: the words left, and what the words taken away say about it.
    struct Stage {
        let words: [String]
        let hint: GenericWords.Meaning?
        let isNear: Bool
        /// Whether the text means a part of the named area ("southern", "countryside").
        let isPart: Bool
    }

    /// Readings of the name, most literal first.
    let stages: [Stage]
    /// Further parts of the text that may name a country, province, district or town around it.
    let contexts: [String]
    /// Two names, when the text means a place between them or both of them.
    let pair: (String, String)?

    /// Takes a text apart; at most `NameFolding.longestName` bytes.
    init(_ text: String) {
        var segments = text.split { ",،;()[]؛\n\t|".contains($0) }.map(String.init)
        if segments.first?.contains("/") == true {
            segments.replaceSubrange(0...0, with: segments[0].split(separator: "/").map(String.init))
        }
        let words = segments.first.map { NameFolding.words($0) } ?? []
        let (head, tail) = Self.splitAtPreposition(words)
        pair = Self.pair(in: words) ?? Self.pair(joinedByDash: segments.first ?? "")
        contexts = (tail.isEmpty ? [] : [tail.joined(separator: " ")]) + segments.dropFirst()
        var reader = StageReader(whole: words)
        reader.read(head[...])
        stages = reader.stages
    }

    /// "X in Y", "X of Y": the name and its surroundings. A leading "city of X" stays whole.
    private static func splitAtPreposition(_ words: [String]) -> (head: [String], tail: [String]) {
        guard
            let position = words.dropFirst().firstIndex(where: { $0 == "in" || $0 == "of" || $0 == "inside" }),
            position + 1 < words.count,
            !StageReader.isRelation(words[..<position])
        else { return (words, []) }
        return (Array(words[..<position]), Array(words[(position + 1)...]))
    }

    /// "between X and Y", "X and Y", "X to Y road".
    private static func pair(in words: [String]) -> (String, String)? {
        let start = words.lastIndex(of: "between").map { $0 + 1 } ?? 0
        guard let middle = words[start...].firstIndex(where: { $0 == "and" || $0 == "to" }), middle > start,
            middle + 1 < words.count
        else { return nil }
        return (words[start..<middle].joined(separator: " "), words[(middle + 1)...].joined(separator: " "))
    }

    /// "X - Y road", "X–Y highway".
    private static func pair(joinedByDash text: String) -> (String, String)? {
        let words = NameFolding.words(text)
        guard let (meaning, count) = GenericWords.trailing(words[...]), meaning == .kind(.road) else { return nil }
        let parts = text.split { "-–—".contains($0) }
        guard parts.count == 2 else { return nil }
        let second = NameFolding.words(parts[1]).dropLast(count).joined(separator: " ")
        return second.isEmpty ? nil : (String(parts[0]), second)
    }
}

/// Strips relations, directions and generic words off a name, one at a time, and keeps each stage.
struct StageReader {
    private(set) var stages: [Phrase.Stage] = []
    private var hint: GenericWords.Meaning?
    private var isNear = false
    private var isPart = false

    init(whole words: [String]) { keep(words[...]) }

    /// Reads the words and appends the stages found.
    mutating func read(_ words: ArraySlice<String>) {
        var rest = words
        // Each round takes at least one word, so this ends.
        while let next = stripped(rest) {
            rest = next
            keep(rest)
        }
        if stages.last?.words != Array(rest) { keep(rest) }
    }

    /// Whether all words before "of" state a relation or a kind ("5 km south", "outskirts", "city").
    static func isRelation(_ words: ArraySlice<String>) -> Bool {
        words.allSatisfy { word in
            let probe = [word, "x"]
            return CompassWords.leading(probe[...]) != nil || GenericWords.leading(probe[...]) != nil
                || units.contains(word) || nearWords.contains(word) || fillers.contains(word) || isNumber(word)
        }
    }

    private mutating func keep(_ words: ArraySlice<String>) {
        guard !words.isEmpty, stages.last?.words != Array(words) || stages.last?.isNear != isNear else { return }
        stages.append(Phrase.Stage(words: Array(words), hint: hint, isNear: isNear, isPart: isPart))
    }

    private mutating func stripped(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        if let rest = withoutRelation(words) { return rest }
        if let (meaning, count) = GenericWords.trailing(words) {
            note(meaning)
            return words.dropLast(count)
        }
        if let (direction, count) = CompassWords.leading(words) {
            let rest = words.dropFirst(count)
            keep(([direction] + rest)[...])
            isPart = true
            return rest
        }
        guard let (meaning, count) = GenericWords.leading(words) else { return nil }
        note(meaning)
        return words.dropFirst(count)
    }

    /// Takes off "near", "in", "the", "5 km", and "south of".
    private mutating func withoutRelation(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        guard words.count > 1, let first = words.first else { return nil }
        let rest = words.dropFirst()
        if Self.fillers.contains(first) { return rest }
        if Self.nearWords.contains(first) || Self.units.contains(first) || Self.isNumber(first) {
            if !Self.isNumber(first) { noteNearness() }
            return rest
        }
        if let (direction, count) = CompassWords.leading(words), words.count > count + 1,
            ["of", "from"].contains(words[words.startIndex + count])
        {
            // "The north of Iraq" is a region, "north of Rutba" is somewhere near it.
            let named = words.dropFirst(count + 1)
            if !isNear { keep(([direction] + named)[...]) }
            noteNearness()
            return named
        }
        return nil
    }

    /// The outermost generic word decides: "Tal Abyad district countryside" is the district's.
    private mutating func note(_ meaning: GenericWords.Meaning) {
        switch meaning {
        case .around: isNear = true
        case .countryside: isPart = true
        case .kind, .none: if hint == nil { hint = meaning }
        }
    }

    /// What something is near to is a town, not the governorate of the same name.
    private mutating func noteNearness() {
        isNear = true
        if hint == nil { hint = .kind(.city) }
    }

    private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    private static let fillers: Set<String> = [
        "in", "at", "on", "the", "from", "to", "of", "inside", "within", "across", "into", "towards", "toward", "some",
        "a", "about", "approximately", "by", "في",
    ]
    private static let nearWords: Set<String> = [
        "near", "nearby", "outside", "around", "close", "next", "vicinity", "outskirts", "adjacent", "along", "beyond",
        "قرب",
    ]
    private static let units: Set<String> = [
        "km", "kms", "kilometers", "kilometres", "kilometer", "mile", "miles", "km2",
    ]
}

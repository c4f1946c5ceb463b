// SPDX-License-Identifier: Apache-2.0

import Geo

/// A place text taken apart: the name in stages of fewer and fewer words, and what the rest says.
struct Phrase {
    /// One way to read the name: the words left, and what the words taken away say about it.
    struct Stage {
        let words: [String]
        let hint: GenericWords.Meaning?
        let isNear: Bool
        /// Whether the text means a part of the named area ("southern", "countryside").
        let isPart: Bool
        /// How far from the named place the text means.
        var offset: Offset?
        /// Whether the text itself names the kind; else it is assumed of what lies near, or of the column.
        var isKindStated = false
        /// Whether the text names a neighbour of the place, "the lower" or "the western" of two.
        var isNeighbour = false
    }

    /// Readings of the name, most literal first.
    let stages: [Stage]
    /// Further parts of the text that may name a country, province, district or town around it.
    let contexts: [String]
    /// Two names, when the text means a place between them or both of them.
    let pair: (String, String)?
    /// Whether the text places something at a distance from the name.
    var hasOffset: Bool { stages.contains { $0.offset != nil } }

    /// Takes a text apart whose first part is the place; at most `NameFolding.longestName` bytes.
    init(_ text: String) {
        let parts = TextParts.parts(of: text).flatMap(TextParts.inner).map(\.text)
        self.init(parts.first ?? "", contexts: Array(parts.dropFirst()), measured: nil)
    }

    /// Takes the words of the place apart, and of a distance that was taken from them, where there is one.
    init(_ text: String, contexts: [String], measured: TextReading.Measured?, isTown: Bool = false) {
        var words = NameFolding.words(Elision.split(text)), offset: Offset?, isInflected = false
        if let measured {
            let reader = OffsetReader(words)
            if !reader.name.isEmpty, reader.isRelative || measured.isRelative {
                words = Array(reader.name)
                offset = Offset(distance: measured.distance, bearing: reader.bearing ?? measured.bearing)
                isInflected = reader.isInflected
            }
        }
        let (head, tail) = Self.splitAtPreposition(words)
        pair = offset == nil ? Self.pair(in: words) ?? Self.pair(joinedByDash: text) : nil
        self.contexts = (tail.isEmpty ? [] : [tail.joined(separator: " ")]) + contexts
        var reader = StageReader(whole: words, offset: offset, isInflected: isInflected, isTown: isTown)
        reader.read(head[...])
        stages = reader.stages
    }

    /// "X in Y", "X of Y": the name and its surroundings. A leading "city of X" stays whole.
    private static func splitAtPreposition(_ words: [String]) -> (head: [String], tail: [String]) {
        let position = words.indices.dropFirst().first {
            (words[$0] == "in" || words[$0] == "of" || words[$0] == "inside") && $0 + 1 < words.count
                && !StageReader.isRelation(words[..<$0])
        }
        guard let position else { return (words, []) }
        return (Array(words[..<position]), Array(words[(position + 1)...]))
    }

    /// "between X and Y", "entre X et Y", "X and Y", "X to Y road".
    private static func pair(in words: [String]) -> (String, String)? {
        let start = words.lastIndex(where: betweenWords.contains).map { $0 + 1 } ?? 0
        guard let middle = words[start...].firstIndex(where: { joins($0, isBetween: start > 0) }), middle > start,
            middle + 1 < words.count
        else { return nil }
        return (words[start..<middle].joined(separator: " "), words[(middle + 1)...].joined(separator: " "))
    }

    private static let betweenWords = NameFolding.wordSet("between entre بين між между")
    private static let betweenJoints = NameFolding.wordSet("et y e і та и و")

    /// Words as short as "y" join names only behind a word for "between".
    private static func joins(_ word: String, isBetween: Bool) -> Bool {
        word == "and" || word == "to" || isBetween && betweenJoints.contains(word)
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

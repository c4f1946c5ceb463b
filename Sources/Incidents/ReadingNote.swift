// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Something of a table that was read and should be known: an encoding, a count in words, a code that is new.
public struct ReadingNote: Sendable, Hashable, CustomStringConvertible {
    /// What it is.
    public let sentence: String
    /// In how many rows; 0 for the table as a whole.
    public internal(set) var count: Int
    /// Where first; line 0 for the table as a whole.
    public let first: RecordOrigin

    /// `file:line: what (n rows)`.
    public var description: String {
        if first.line == 0 { return "\(first.file): \(sentence)." }
        return "\(first): \(sentence) (\(count) row\(count == 1 ? "" : "s"))."
    }
}

/// Notes in the order in which they first came, equal ones counted.
public struct ReadingNotes: Sendable, Hashable {
    private static let most = 200
    private static let others = "further notes of other kinds"

    /// The notes.
    public private(set) var all: [ReadingNote] = []
    private var positions: [String: Int] = [:]

    /// None yet.
    public init() {}

    mutating func add(_ sentence: String, _ origin: RecordOrigin, count: Int = 1) {
        let key = origin.file + "\n" + sentence
        if let position = positions[key] {
            all[position].count += count
        } else if all.count < Self.most {
            positions[key] = all.count
            all.append(ReadingNote(sentence: sentence, count: count, first: origin))
        } else if sentence != Self.others {
            add(Self.others, origin, count: count)
        } else {
            // Room for one more is always there.
            positions[key] = all.count
            all.append(ReadingNote(sentence: sentence, count: count, first: origin))
        }
    }

    mutating func add(_ other: ReadingNotes) {
        for note in other.all { add(note.sentence, note.first, count: note.count) }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo
import Tables

/// What became of the rows of one or more tables. Rows are claims or rejections; where only what was known on a day is
/// asked for, the others are counted as well.
public struct ReadingSummary: Sendable, Hashable {
    /// Rows that became a claim.
    public private(set) var claims = 0
    /// Rows left out, by the code of the reason.
    public private(set) var rejectedByReason: [String: Int] = [:]
    /// Rows that were published, or whose events ended, after the day whose knowledge is asked for.
    public private(set) var notKnownYet = 0
    /// Rows that say nothing (delimiters alone, the header again); they are not among the rows read.
    public private(set) var skipped: [String: Int] = [:]
    /// What was read and should be known.
    public private(set) var notes = ReadingNotes()
    /// Those of the notes that put the whole in doubt, such as missing pages: they are told where nothing else is.
    public private(set) var doubts: [String] = []

    /// No rows yet.
    public init() {}

    /// Rows read: claims, rejections, and rows that were not known yet.
    public var rows: Int { claims + rejected + notKnownYet }
    /// Rows left out.
    public var rejected: Int { rejectedByReason.values.reduce(0, +) }
    /// Reasons and their counts, most frequent first, then by name.
    public var reasons: [(code: String, count: Int)] {
        rejectedByReason.map { (code: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    }

    /// Notes a claim.
    public mutating func noteClaim() { claims += 1 }

    /// Notes a rejection, or a row that was not known yet.
    public mutating func note(_ rejected: Rejected) {
        if case .notKnownYet = rejected.reason {
            notKnownYet += 1
        } else {
            rejectedByReason[rejected.reason.code, default: 0] += 1
        }
    }

    /// Notes that a claim gives way to a newer row of its event.
    public mutating func noteSuperseded(_ rejected: Rejected) {
        claims -= 1
        note(rejected)
    }

    /// Notes a row that says nothing.
    mutating func note(_ row: SkippedRow) { skipped[row.rawValue, default: 0] += 1 }

    /// Notes what should be known of a row, or with line 0 of a table.
    public mutating func note(_ sentence: String, at origin: RecordOrigin) { notes.add(sentence, origin) }

    /// Notes what puts a whole table in doubt.
    mutating func doubt(_ sentence: String, at origin: RecordOrigin) {
        note(sentence, at: origin)
        doubts.append("\(origin.file): \(sentence).")
    }

    /// Adds the counts of another table.
    public mutating func add(_ other: ReadingSummary) {
        claims += other.claims
        notKnownYet += other.notKnownYet
        skipped.merge(other.skipped, uniquingKeysWith: +)
        notes.add(other.notes)
        doubts += other.doubts
        rejectedByReason.merge(other.rejectedByReason, uniquingKeysWith: +)
    }
}

extension ReadingSummary: CustomStringConvertible {
    /// `21741 rows: 21737 claims, 4 rejected (min_above_max 4)`.
    public var description: String {
        let list = reasons.map { "\($0.code) \($0.count)" }.joined(separator: ", ")
        return "\(rows) rows: \(claims) claims, \(rejected) rejected" + (list.isEmpty ? "" : " (\(list))")
            + (notKnownYet == 0 ? "" : ", \(notKnownYet) not known yet")
    }
}

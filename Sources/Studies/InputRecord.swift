// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Incidents

/// What an input says of itself as a record: only a record that is kept without a gap allows chances and numbers.
package struct InputRecord: Sendable, Hashable {
    /// What a row counts, in words that follow "counts".
    package let counts: String
    /// First and last day; nil for that of the first event, and for the as-of day.
    package let first, last: CalendarDay?
    /// Days after which an event is published at the latest.
    package let delay: Int

    /// Longest delay that makes sense of a record.
    private static let mostDelay = 3_650

    /// Nil where the input is no record.
    /// - Throws: `StudyError` for a day or delay that is none.
    package init?(_ input: InputSection, format: Vocabulary, file: String) throws {
        guard input.systematic ?? (format.counts != nil) else { return nil }
        let reader = StudyValueReader(file: file)
        counts = input.counts ?? format.counts ?? "a report"
        first = try input.recordFirst.map { try reader.day($0, key: "record_first") }
        last = try input.recordLast.map { try reader.day($0, key: "record_last") }
        delay = input.publicationDelayDays ?? 0
        try reader.require(
            (0...Self.mostDelay).contains(delay),
            "input '\(input.name)': publication_delay_days must lie between 0 and \(Self.mostDelay)")
    }
}

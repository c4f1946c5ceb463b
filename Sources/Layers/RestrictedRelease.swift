// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a day may tell of restricted events: complete batches of areas, and how many events are held back.
///
/// Batches follow from the table alone. The half-months are gone through in order, each on the first day on which it is
/// usable; an event that has been released stays in its batch and in its area for good. Two days, or two builds of one
/// table, therefore differ by whole batches (docs/decisions/0013).
public struct RestrictedRelease: Sendable, Hashable {
    /// Days of the window, the as-of day included.
    public static let windowDays = 365

    /// The batches as the as-of day shows them, districts first, then by key and time.
    public let batches: [RestrictedBatch]
    /// Events of usable half-months that are in no batch, by province.
    public let withheld: [String: Int]

    /// Goes through the events.
    ///
    /// - Parameters:
    ///   - events: in any order; those of half-months that are not usable yet are left out.
    ///   - asOf: day of the output.
    ///   - delayDays: whole days that pass after the end of a half-month until it is usable.
    ///   - previous: what an earlier build has told, not later than `asOf`; it stays told.
    public init(
        of events: [RestrictedEvent], asOf: CalendarDay, delayDays: Int, previous: RestrictedHistory? = nil
    ) {
        var run = RestrictedRun(events: events.sorted(by: RestrictedEvent.precedes), delayDays: delayDays)
        if let previous {
            run.resume(previous)
        }
        run.advance(to: asOf)
        let windowFirst = asOf.advanced(by: 1 - Self.windowDays)
        batches = RestrictedBatch.shown(run.batches, windowFirst: windowFirst)
        withheld = run.withheld
    }

    /// Number of events in batches.
    public var releasedEvents: Int { batches.reduce(0) { $0 + $1.events } }
    /// Number of events held back.
    public var withheldEvents: Int { withheld.values.reduce(0, +) }
}

/// What an earlier build has told.
public struct RestrictedHistory: Sendable, Hashable {
    /// Its as-of day.
    public let asOf: CalendarDay
    /// Its batches.
    public let batches: [RestrictedBatch]

    /// Takes both as they are.
    public init(asOf: CalendarDay, batches: [RestrictedBatch]) {
        self.asOf = asOf
        self.batches = batches
    }
}

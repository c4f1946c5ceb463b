// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Places
import Queries
import Scoring
import Studies

/// The events of restricted sources as a public or partner record knows them: the table of what is told, and the number that is
/// held back. Nothing else enters (docs/decisions/0021).
struct RestrictedRecord {
    let counts: [RestrictedCount]
    /// Events that are told nowhere: their number is told for the whole study.
    let withheld: Int
    /// Last day that may be told on the day of the map.
    let usable: CalendarDay
    /// First day of the window: what is told by calendar year began before it.
    private let windowFirst: CalendarDay

    init(_ outcome: RestrictedOutcome, study: ResolvedStudy) {
        counts = outcome.counts
        withheld = outcome.withheldEvents
        let delay = ReleasePolicy(tier: study.tier).delayDays(.restricted)
        // The half-month around the latest day that has passed long enough ago is usable when it ends on that day.
        let latest = study.asOf.advanced(by: -delay), half = HalfMonth(containing: latest)
        usable = half.last <= latest ? half.last : half.first.advanced(by: -1)
        windowFirst = study.asOf.advanced(by: 1 - RestrictedRelease.windowDays)
    }

    /// First and last day of what is told; nil where nothing is.
    var days: DayInterval? {
        let told = counts.compactMap(days)
        guard let first = told.map(\.first).min(), let last = told.map(\.last).max() else { return nil }
        return DayInterval(first: first, last: last)
    }

    /// The events of counts, spread evenly over their areas and days.
    /// - Throws: `GeoIOError` when an area cannot be brought to the plane, `StudyError` for days that are none.
    func events(_ footprints: inout LawFootprints) throws -> [EventRecord.Event] {
        try counts.flatMap { count -> [EventRecord.Event] in
            guard let days = days(of: count) else { throw count.badDays }
            let place = LadderEvent.Place.area(try footprints.evenPosition(ofRegion: count.area))
            return Self.middles(of: count.events, in: days).map {
                EventRecord.Event(place: place, point: nil, days: DayInterval($0), isLocated: true)
            }
        }
    }

    /// Days that stand for the events that are held back: evenly over the record, as nothing tells when they were.
    func unplaced(in record: DayInterval) -> [CalendarDay] { Self.middles(of: withheld, in: record) }

    /// The days of a count as far as they may be told. Calendar years end where the window begins: events of a batch that is
    /// told by year lie before it or little behind, and at the year's end they would be taken for the latest ones.
    private func days(of count: RestrictedCount) -> DayInterval? {
        guard let period = count.period else { return nil }
        let end = count.complete == nil ? min(usable, windowFirst.advanced(by: -1)) : usable
        return DayInterval(first: period.first, last: min(period.last, end)) ?? DayInterval(period.first)
    }

    /// The middles of equal parts of a stretch of time.
    private static func middles(of events: Int, in days: DayInterval) -> [CalendarDay] {
        (0..<events).map { days.first.advanced(by: days.length * (2 * $0 + 1) / (2 * events)) }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Places
import Queries
import Scoring
import Studies

/// The events of restricted sources as a public or partner record knows them: by area and half-month, and by country alone
/// where no area may be told. Nothing but what is told enters (docs/decisions/0021).
struct RestrictedRecord {
    let counts: [RestrictedCount]
    let waiting: [RestrictedNumber]
    /// Last day that may be told on the day of the map.
    let usable: CalendarDay

    init(_ outcome: RestrictedOutcome, study: ResolvedStudy) {
        counts = outcome.counts
        waiting = outcome.waiting
        let delay = ReleasePolicy(tier: study.tier).delayDays(.restricted)
        // The half-month around the latest day that has passed long enough ago is usable when it ends on that day.
        let latest = study.asOf.advanced(by: -delay), half = HalfMonth(containing: latest)
        usable = half.last <= latest ? half.last : half.first.advanced(by: -1)
    }

    /// First day of the record: of the oldest stretch of time that an event is known of; nil without events.
    var first: CalendarDay? { (counts.compactMap(\.period) + waiting.map(\.period)).map(\.first).min() }

    /// Last day of the record: of the newest half-month that an event is known of; nil without events.
    var last: CalendarDay? {
        (counts.compactMap(\.period) + waiting.map(\.period)).map(\.last).max().map { min($0, usable) }
    }

    /// The events of counts, spread evenly over their areas and days.
    /// - Throws: `GeoIOError` when an area cannot be brought to the plane, `StudyError` for days that are none.
    func events(_ footprints: inout LawFootprints) throws -> [EventRecord.Event] {
        try counts.flatMap { count -> [EventRecord.Event] in
            guard let period = count.period else { throw count.badDays }
            let place = LadderEvent.Place.area(try footprints.evenPosition(ofRegion: count.area))
            return days(of: count.events, in: period).map {
                EventRecord.Event(place: place, point: nil, days: DayInterval($0), isLocated: true)
            }
        }
    }

    /// Events that count for the number alone.
    /// - Parameter countries: of the zones.
    func unplaced(_ countries: [String]) -> [EventRecord.Unplaced] {
        waiting.flatMap { number -> [EventRecord.Unplaced] in
            guard let zone = countries.firstIndex(of: number.country) else { return [] }
            return days(of: number.events, in: number.period).map { EventRecord.Unplaced(zone: zone, day: $0) }
        }
    }

    /// The middles of equal parts of a stretch of time, as far as it may be told.
    private func days(of events: Int, in period: DayInterval) -> [CalendarDay] {
        let told = DayInterval(first: period.first, last: min(period.last, usable)) ?? period
        return (0..<events).map { told.first.advanced(by: told.length * (2 * $0 + 1) / (2 * events)) }
    }
}

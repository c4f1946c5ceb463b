// SPDX-License-Identifier: Apache-2.0

import Geo
import Queries
import Scoring
import Studies

/// The systematic record of a study with the days that it covers and what it counts.
struct StudyRecord {
    /// Events on the study's ground.
    let events: EventRecord
    /// Country of each zone.
    let countries: [String]
    /// First and last day of the record.
    let days: DayInterval
    /// What it counts, in words that follow "counts".
    let counts: [String]

    /// Day from which on a forecast holds: the one behind the record's last.
    var forecastDay: CalendarDay { days.last.advanced(by: 1) }

    /// Whether a part of its events is known to districts and provinces alone.
    let isOfUnits: Bool

    /// - Parameters:
    ///   - inputs: what the record's inputs say of themselves.
    ///   - restricted: the part that may be told by area alone; its events are among `events`.
    init?(
        _ events: [EventRecord.Event], inputs: [InputRecord], footprints: [AreaFootprint], evenly: Set<Int>,
        ground: RecordGround, restricted: RestrictedRecord?, asOf: CalendarDay
    ) {
        // With several records, only the days that all of them cover are known.
        let delay = inputs.map(\.delay).max() ?? 0
        let newest = [events.map(\.days.last).max(), restricted?.days?.last].compactMap(\.self).max()
        let end = inputs.compactMap(\.last).min() ?? newest ?? asOf
        let last = min(asOf.advanced(by: -delay), end, restricted?.usable ?? asOf)
        let oldest = [events.map(\.days.first).min(), restricted?.days?.first].compactMap(\.self).min()
        guard let first = inputs.compactMap(\.first).max() ?? oldest,
            let days = DayInterval(first: first, last: last)
        else { return nil }
        self.days = days
        countries = ground.countries
        counts = Array(Set(inputs.map(\.counts))).sorted()
        self.events = EventRecord(
            ground: ground.ground, events: events, footprints: footprints, evenly: evenly,
            unplaced: restricted?.unplaced(in: days) ?? [], firstDay: first)
        isOfUnits = restricted != nil
    }
}

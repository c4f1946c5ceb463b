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

    /// - Parameter inputs: what the record's inputs say of themselves.
    init?(
        _ events: [EventRecord.Event], inputs: [InputRecord], footprints: [AreaFootprint], evenly: Set<Int>,
        ground: RecordGround, asOf: CalendarDay
    ) {
        // With several records, only the days that all of them cover are known.
        let delay = inputs.map(\.delay).max() ?? 0
        let end = inputs.compactMap(\.last).min() ?? events.map(\.days.last).max() ?? asOf
        let last = min(asOf.advanced(by: -delay), end)
        guard let first = inputs.compactMap(\.first).max() ?? events.map(\.days.first).min(),
            let days = DayInterval(first: first, last: last)
        else { return nil }
        self.days = days
        countries = ground.countries
        counts = Array(Set(inputs.map(\.counts))).sorted()
        self.events = EventRecord(
            ground: ground.ground, events: events, footprints: footprints, evenly: evenly, firstDay: first)
    }
}

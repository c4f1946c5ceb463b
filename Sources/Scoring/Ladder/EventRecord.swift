// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A systematic record of events on the ground of a ladder: what a forecast is made from, for any day.
public struct EventRecord: Sendable {
    /// One event.
    public struct Event: Sendable, Hashable {
        /// Where it counts.
        public let place: LadderEvent.Place
        /// Its unrounded point in the plane; nil for an event that is known to an area.
        public let point: PlanarPoint?
        /// Its days.
        public let days: DayInterval
        /// What the caller knows it by; -1 for nothing.
        public let number: Int32
        /// Whether its source knows its point, which may be told as an area.
        public let isLocated: Bool

        /// - Parameter isLocated: nil for whether the place is a cell.
        public init(
            place: LadderEvent.Place, point: PlanarPoint?, days: DayInterval, number: Int32 = -1, isLocated: Bool? = nil
        ) {
            self.place = place
            self.point = point
            self.days = days
            self.number = number
            self.isLocated = isLocated ?? place.isCell
        }
    }

    /// Assessed cells, zones and start.
    public let ground: LadderGround
    /// Events on assessed cells, by their last day and then in the order given.
    public let events: [Event]
    /// Cells of the areas that events name.
    public let footprints: [AreaFootprint]
    /// Positions of footprints that are always spread evenly.
    public let evenly: Set<Int>
    /// Days that stand for located events of which nothing but their number is known: they count for the rate alone.
    public let unplaced: [CalendarDay]
    /// First day of the record.
    public let firstDay: CalendarDay

    /// - Parameter firstDay: first day of the record; nil for that of its first event.
    public init(
        ground: LadderGround, events: [Event], footprints: [AreaFootprint] = [], evenly: Set<Int> = [],
        unplaced: [CalendarDay] = [], firstDay: CalendarDay? = nil
    ) {
        self.ground = ground
        self.footprints = footprints
        self.evenly = evenly
        self.unplaced = unplaced
        let inside = footprints.map { $0.indices.contains { ground.isAssessed(Int($0)) } }
        let kept = events.filter { event in
            switch event.place {
            case .cell(let cell): ground.isAssessed(Int(cell))
            case .area(let area): inside[area]
            }
        }
        let order = kept.indices.sorted { (kept[$0].days.last, $0) < (kept[$1].days.last, $1) }
        self.events = order.map { kept[$0] }
        self.firstDay = firstDay ?? kept.map(\.days.first).min() ?? CalendarDay(daysSinceEpoch: 0)
    }

    /// Positions of the events that ended before a day: nothing else is known on it.
    public func known(before day: CalendarDay) -> Range<Int> {
        0..<events.partitioningIndex { $0.days.last >= day }
    }

    /// The events that ended before a day, each 1 and aged to it, in the order of `events`.
    public func evidence(before day: CalendarDay) -> LadderEvidence {
        LadderEvidence(
            events[known(before: day)].map {
                LadderEvent(
                    place: $0.place, age: Double(day.days(since: $0.days.last)), isLocated: $0.isLocated)
            }, footprints: footprints, evenly: evenly, on: ground, counting: .events)
    }

    /// Ages in days of the unplaced events that are known on a day.
    public func unplaced(before day: CalendarDay) -> [Double] {
        unplaced.filter { $0 < day }.map { Double(day.days(since: $0)) }
    }

    /// The zone that holds most of an area; nil where nothing of it is assessed.
    public func zone(ofArea area: Int) -> Int? {
        footprints[area].mostFrequent(of: ground.zones, count: ground.zoneCount)
    }
}

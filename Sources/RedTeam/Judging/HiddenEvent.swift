// SPDX-License-Identifier: Apache-2.0

public import Geo

/// An event that an outsider must not find: the truth against which attacks are judged. No output ever holds one.
public struct HiddenEvent: Sendable {
    /// Stable key, for the operator's own eyes.
    public let id: String
    /// Where it happened.
    public let position: Coordinate
    /// The days among which its own day hides.
    public let days: DayInterval
    /// The area that stands for its place.
    public let area: HidingArea

    /// Takes the parts as they are.
    public init(id: String, position: Coordinate, days: DayInterval, area: HidingArea) {
        self.id = id
        self.position = position
        self.days = days
        self.area = area
    }

    /// The event at another place of its area and on another of its days, by the generator's next numbers.
    public func moved(by generator: inout SeededGenerator) -> (position: Coordinate, day: CalendarDay) {
        let position = area.randomPosition(&generator) ?? self.position
        return (position, days.first.advanced(by: generator.next(below: days.length)))
    }

    /// The event at another position.
    public func placed(at position: Coordinate) -> HiddenEvent {
        HiddenEvent(id: id, position: position, days: days, area: area)
    }
}

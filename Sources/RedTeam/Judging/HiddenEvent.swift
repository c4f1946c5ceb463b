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

/// Numbers that depend on the seed alone (SplitMix64), on any machine: a red team must find today what it found
/// yesterday.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts a sequence.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from 0 to 1, 1 excluded.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number from 0 to `bound`, which must be positive, `bound` excluded.
    public mutating func next(below bound: Int) -> Int {
        // checked: a part of the bound
        min(bound - 1, Int(unit() * Double(bound)))
    }
}

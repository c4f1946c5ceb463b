// SPDX-License-Identifier: Apache-2.0

import Geo

/// Events of a surface in 36 bytes each: columns of numbers, and an event is put together when it is asked for.
public struct EventMassList: Sendable {
    /// Set in the code of an area, whose other bits are the number of the footprint; a point's code is the number of
    /// its sigma.
    private static let area: UInt32 = 1 << 31

    private var x: [Double] = []
    private var y: [Double] = []
    private var codes: [UInt32] = []
    private var first: [Int32] = []
    private var last: [Int32] = []
    private var sigmas: [Double] = []
    private var sigmaNumbers: [Double: UInt32] = [:]
    /// Weight of each event.
    public private(set) var weights: [Double] = []

    /// No events.
    public init() {}

    /// Takes events in their order.
    public init(_ events: some Sequence<EventMass>) {
        reserveCapacity(events.underestimatedCount)
        for event in events { append(event) }
    }

    /// Makes room for so many events.
    public mutating func reserveCapacity(_ count: Int) {
        x.reserveCapacity(count)
        y.reserveCapacity(count)
        codes.reserveCapacity(count)
        first.reserveCapacity(count)
        last.reserveCapacity(count)
        weights.reserveCapacity(count)
    }

    /// Adds an event behind the others.
    public mutating func append(_ event: EventMass) {
        switch event.location {
        case .point(let point, let sigma):
            x.append(point.x)
            y.append(point.y)
            codes.append(number(of: sigma.value))
        case .area(let footprint):
            x.append(0)
            y.append(0)
            // A number that no list of footprints has stays one, for the check of the evidence to refuse.
            let number = UInt32(exactly: footprint).flatMap { $0 < Self.area ? $0 : nil }
            codes.append(Self.area | (number ?? Self.area - 1))
        }
        first.append(Int32(clamping: event.period.first.daysSinceEpoch))
        last.append(Int32(clamping: event.period.last.daysSinceEpoch))
        weights.append(event.weight)
    }

    private mutating func number(of sigma: Double) -> UInt32 {
        if let known = sigmaNumbers[sigma] { return known }
        sigmas.append(sigma)
        // Not a number equals nothing, so it gets a number of its own each time; the check of the evidence refuses it.
        sigmaNumbers[sigma] = UInt32(sigmas.count - 1)
        return UInt32(sigmas.count - 1)
    }

    /// Days on which an event may have happened.
    func period(_ index: Int) -> DayInterval {
        let start = CalendarDay(daysSinceEpoch: Int(first[index]))
        return DayInterval(first: start, last: CalendarDay(daysSinceEpoch: Int(last[index]))) ?? DayInterval(start)
    }

    /// Where an event lies.
    func location(_ index: Int) -> EventMass.Location {
        let code = codes[index]
        if code & Self.area != 0 { return .area(footprint: Int(code ^ Self.area)) }
        return .point(PlanarPoint(x: x[index], y: y[index]), sigma: Meters(sigmas[Int(code)]))
    }
}

extension EventMassList: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// Number of events.
    public var endIndex: Int { weights.count }

    /// The event at a position, as it was added.
    public subscript(index: Int) -> EventMass {
        EventMass(location: location(index), weight: weights[index], period: period(index))
    }
}

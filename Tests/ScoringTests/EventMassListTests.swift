// SPDX-License-Identifier: Apache-2.0

import Geo
@testable import Surfaces
import Testing

@testable import Scoring

@Suite("Events in columns")
struct EventMassListTests {
    private let day = CalendarDay(daysSinceEpoch: 20_000)

    @Test("An event comes out as it went in")
    func roundTrip() throws {
        let events = [
            EventMass(
                location: .point(PlanarPoint(x: 1.5, y: -2), sigma: Meters(2000)), weight: 0.7, period: DayInterval(day)
            ),
            EventMass(
                location: .area(footprint: 3), weight: 0,
                period: try #require(DayInterval(first: day.advanced(by: -40_000), last: day))),
            EventMass(
                location: .point(PlanarPoint(x: 0, y: 0), sigma: Meters(0)), weight: 1e300, period: DayInterval(day)),
            EventMass(
                location: .point(PlanarPoint(x: 7, y: 8), sigma: Meters(2000)), weight: 2, period: DayInterval(day)),
        ]
        let list = EventMassList(events)
        #expect(Array(list) == events)
        #expect(list.weights == events.map(\.weight))
    }

    @Test("A number that no footprint has is refused, not taken for another", arguments: [-1, 7, Int.max])
    func badFootprint(number: Int) throws {
        let event = EventMass(location: .area(footprint: number), weight: 1, period: DayInterval(day))
        let grid = RiskSurfaceTests().grid
        #expect(throws: SurfaceFault.self) {
            try SurfaceEvidence(grid: grid, asOf: day, events: [event]).check()
        }
    }

    @Test("The largest of many, of equal ones the first, and what is given up")
    func largest() {
        let values = (0..<500).map { Double(($0 * 7919) % 101) }
        let sorted = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
        for limit in [0, 1, 2, 99, 500, 501] {
            var largest = Largest(limit: limit)
            var rest = 0.0
            for (position, value) in values.enumerated() { rest += largest.add(position, value)?.value ?? 0 }
            #expect(largest.sorted.map(\.position) == Array(sorted.prefix(limit)))
            #expect(rest == sorted.dropFirst(limit).reduce(0) { $0 + values[$1] })
        }
    }

    @Test(
        "Weights worked out beforehand are those of the law, to the last bit", arguments: [30, 365, nil] as [Double?])
    func decay(halfLife: Double?) throws {
        let table = DecayTable(asOf: day, halfLifeDays: halfLife, oldest: day.advanced(by: -5000))
        for (age, length) in [(0, 1), (1, 1), (5000, 1), (5001, 1), (60_000, 1), (30, 31), (3, 9), (-1, 1), (-3, 2)] {
            let first = day.advanced(by: -age)
            let period = try #require(DayInterval(first: first, last: first.advanced(by: length - 1)))
            let weight = Decay.weight(of: period, asOf: day, halfLifeDays: halfLife)
            #expect(table.weight(of: period).bitPattern == weight.bitPattern)
        }
    }
}

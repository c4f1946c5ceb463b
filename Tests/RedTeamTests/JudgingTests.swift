// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers
import Testing

@testable import RedTeam

@Suite("Judging attacks")
struct JudgingTests {
    private let center = Coordinate(longitude: 41, latitude: 34)!

    private func position(north kilometers: Double) -> Coordinate {
        Coordinate(longitude: 41, latitude: 34 + kilometers / (6371.0088 * .pi / 180))!
    }

    @Test("A square of 100 km has 10,000 square kilometres and the radius of a disc of that size")
    func size() {
        let square = Planes.square(100, around: center)
        #expect(abs(square.squareKilometers - 10_000) < 100)
        #expect(abs(square.radiusKilometers - 56.42) < 0.3)
    }

    @Test("A disc of 10 km in a square of 100 km is 3.14 % of it, two of 1 km are 0.063 %, and half a disc is half")
    func shares() {
        let square = Planes.square(100, around: center)
        #expect(abs(square.share(within: .kilometers(10), of: [center]) - 0.0314) < 0.0015)
        let two = [center, position(north: 20)]
        #expect(abs(square.share(within: .kilometers(1), of: two) - 2 * .pi / 10_000) < 1e-5)
        #expect(abs(square.share(within: .kilometers(20), of: [position(north: 50)]) - 0.0628) < 0.003)
        // Twice the same place is no second guess once the discs are as large as the lattice's grain.
        #expect(abs(square.share(within: .kilometers(10), of: [center, center]) - 0.0314) < 0.0015)
        #expect(square.share(within: .kilometers(80), of: [center]) == 1)
        #expect(square.share(within: .kilometers(1), of: [position(north: 70)]) == 0)
    }

    @Test("Positions drawn from an area lie in it, evenly, and the same seed draws the same")
    func drawing() {
        let square = Planes.square(100, around: center)
        var generator = SeededGenerator(seed: 7), again = SeededGenerator(seed: 7)
        var north = 0
        for _ in 0..<2000 {
            let position = square.randomPosition(&generator)
            #expect(position == square.randomPosition(&again))
            #expect(position.map(square.contains) == true)
            if let position, position.latitude > 34 { north += 1 }
        }
        // Half of 2,000, give or take four standard deviations of 22.
        #expect(abs(north - 1000) < 90)
    }

    @Test("Fisher's combination: one share is itself; of two, p q (1 - ln(p q))")
    func fisher() {
        #expect(abs(Significance.combined([0.03]) - 0.03) < 1e-12)
        #expect(abs(Significance.combined([0.1, 0.2]) - 0.02 * (1 - log(0.02))) < 1e-12)
        #expect(Significance.combined([]) == 1)
        #expect(Significance.combined([1, 1, 1]) == 1)
        #expect(Significance.combined([Double](repeating: 1e-5, count: 400)) < 1e-300)
        // One event found exactly among a hundred that are not: the smallest share says so, Fisher's does not.
        let one = [1e-9] + [Double](repeating: 0.5, count: 99)
        #expect(Significance.of(one) < 1e-6)
    }

    private func event(_ id: String, at position: Coordinate) -> HiddenEvent {
        HiddenEvent(
            id: id, position: position, days: DayInterval(CalendarDay(year: 2026, month: 2, day: 1)!),
            area: Planes.square(100, around: center))
    }

    @Test("Distances are those to the nearest candidate, and known towns make a hit there less of a surprise")
    func outcome() throws {
        let events = [event("A", at: center), event("B", at: position(north: 30))]
        let outcome = AttackOutcome(name: "", candidates: [position(north: 31), position(north: -9)], events: events)
        #expect(abs(outcome.distances[0].kilometers - 9) < 0.01 && abs(outcome.distances[1].kilometers - 1) < 0.01)
        let nearest = try #require(outcome.nearest)
        #expect(nearest.event == 1)
        #expect(abs(outcome.shares[1] - 2 * .pi / 10_000) < 1e-5)
        let informed = AttackOutcome(
            name: "", candidates: [position(north: 31), position(north: -9)], events: events,
            knownPlaces: [position(north: 31), position(north: -30)])
        #expect(abs(informed.shares[1] - (0.5 + 2 * .pi / 10_000) / 2) < 1e-5)
        let none = AttackOutcome(name: "", candidates: [], events: events)
        #expect(none.nearest == nil && none.shares == [1, 1])
    }

    private func report(
        candidates: [Coordinate], moved: [Coordinate]?, changed: [String]?, traces: [FileTrace] = []
    ) -> RedTeamReport {
        let events = [event("A", at: position(north: 30))], elsewhere = [event("A", at: position(north: -40))]
        return RedTeamReport(
            events: events, moved: moved == nil ? nil : elsewhere,
            outcomes: [
                (
                    AttackOutcome(name: "peak", candidates: candidates, events: events),
                    moved.map { AttackOutcome(name: "peak", candidates: $0, events: elsewhere) }
                )
            ], changedOutputs: changed, traces: traces)
    }

    @Test("Outputs that do not change with the places cannot be refused for a lucky guess")
    func lucky() {
        let lucky = report(candidates: [position(north: 30)], moved: [position(north: 30)], changed: [])
        #expect(lucky.reasons.isEmpty)
        #expect(lucky.section.verdict == .passed && lucky.section.placement == "unchanged")
        #expect(lucky.section.attacks.map(\.candidates) == [1])
        #expect(lucky.lines[0].outcome.nearest?.distance.value == 0)
    }

    @Test("Outputs that change are refused, and a candidate that follows the event beats guesses")
    func follows() {
        let found = report(
            candidates: [position(north: 30.05)], moved: [position(north: -40.05)], changed: ["risk.tif"])
        #expect(found.lines[0].beatsGuesses)
        #expect(found.reasons.count == 2 && found.reasons[0].contains("risk.tif"))
        let missed = report(candidates: [center], moved: [center], changed: ["risk.tif"])
        #expect(!missed.lines[0].beatsGuesses && missed.reasons.count == 1)
    }

    @Test("Without a repetition chance alone decides, and a trace in a file is enough by itself")
    func chance() {
        #expect(!report(candidates: [position(north: 30)], moved: nil, changed: nil).reasons.isEmpty)
        #expect(report(candidates: [position(north: 28)], moved: nil, changed: nil).reasons.isEmpty)
        let trace = FileTrace(file: "incidents.geojson", kind: .text, rows: 2)
        let traced = report(candidates: [], moved: [], changed: [], traces: [trace])
        #expect(traced.reasons == ["'incidents.geojson' holds a key or text of 2 restricted rows."])
    }
}

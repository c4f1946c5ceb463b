// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import RedTeam

/// What is found quickly is what is found by looking at everything.
@Suite("Nearest candidates and positions inside") struct NearestTests {
    private var generator = SeededGenerator(seed: 5)

    private mutating func position() -> Coordinate {
        Coordinate(longitude: 40 + 4 * generator.unit(), latitude: 32 + 3 * generator.unit())!
    }

    @Test("The nearest candidate is that of a search over all, in every bit")
    mutating func nearest() {
        // Crowded, spread, in one place, and less than a metre apart.
        let spread = (0..<300).map { _ in position() }
        let crowded = (0..<300).map { number in
            Coordinate(longitude: 42 + Double(number) * 1e-7, latitude: 33 + Double(number % 17) * 3e-8)!
        }
        for candidates in [spread, crowded, spread + crowded, [spread[0], spread[0]], [spread[0]]] {
            let index = CandidateIndex(candidates)
            let questions = (0..<300).map { _ in position() } + crowded.prefix(50) + spread.prefix(50)
            for question in questions {
                #expect(index.distance(to: question) == candidates.map { $0.distance(to: question) }.min())
            }
        }
        #expect(CandidateIndex([]).distance(to: spread[0]).value == .infinity)
    }

    @Test("Positions inside are those that the area contains, holes and several parts included")
    mutating func inside() {
        let ring = (0...24).map { step -> PlanarPoint in
            let reach = step % 24 % 2 == 0 ? 1.5 : 0.7, turn = Double(step % 24) / 24
            // A star with edges in all directions, without a sine.
            let (x, y) = (4 * abs(turn - 0.5) - 1, 4 * abs((turn + 0.25).truncatingRemainder(dividingBy: 1) - 0.5) - 1)
            return PlanarPoint(x: 42 + reach * x, y: 33.5 + reach * y)
        }
        let hole = [(41.8, 33.3), (42.3, 33.3), (42.3, 33.8), (41.8, 33.8), (41.8, 33.3)]
        let part = [(40.0, 32.0), (41, 32), (41, 33), (40, 33), (40, 32)]
        func points(_ corners: [(Double, Double)]) -> [PlanarPoint] { corners.map { PlanarPoint(x: $0.0, y: $0.1) } }
        let shape = MultiPolygon([Polygon(shell: ring, holes: [points(hole)]), Polygon(shell: points(part), holes: [])])
        let lattice = (0..<60).flatMap { row in
            (0..<80).map { Coordinate(longitude: 40 + Double($0) / 20, latitude: 32 + Double(row) / 20)! }
        }
        for positions in [lattice, (0..<500).map { _ in position() }] {
            let found = ScanLines.positions(positions, inside: shape)
            #expect(found == positions.filter { shape.contains($0.point) })
            #expect(!found.isEmpty && found.count < positions.count)
        }
    }

    @Test("Attacks judged together are judged as each by itself")
    mutating func judge() {
        let area = Planes.square(100, around: Coordinate(longitude: 44, latitude: 33)!)
        let day = DayInterval(CalendarDay(year: 2026, month: 2, day: 1)!)
        func events(_ positions: [Coordinate]) -> [HiddenEvent] {
            positions.map { HiddenEvent(id: "", position: $0, days: day, area: area) }
        }
        func near() -> Coordinate {
            Coordinate(longitude: 43.6 + 0.8 * generator.unit(), latitude: 32.7 + 0.6 * generator.unit())!
        }
        let places = (0..<20).map { _ in near() }
        let (truth, moved) = (events((0..<30).map { _ in near() }), events((0..<30).map { _ in near() }))
        var judge = AttackJudge(knownPlaces: places)
        for count in [0, 1, 40] {
            let candidates = (0..<count).map { _ in near() }
            let together = judge.outcome(name: "", candidates: candidates, events: truth)
            let alone = AttackOutcome(name: "", candidates: candidates, events: truth, knownPlaces: places)
            #expect(together.distances == alone.distances && together.shares == alone.shares)
            let other = judge.outcome(name: "", candidates: candidates, events: moved, knowsPlaces: false)
            #expect(other.shares == AttackOutcome(name: "", candidates: candidates, events: moved).shares)
        }
    }
}

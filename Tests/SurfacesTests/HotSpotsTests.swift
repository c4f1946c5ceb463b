// SPDX-License-Identifier: Apache-2.0

import Geo
import Surfaces
import Testing

@Suite struct HotSpotsTests {
    /// Counts of a grid of 6 by 5 squares of 10 km, row by row.
    private static let counts: [Double] = [
        0, 0, 1, 0, 0, 0, 0, 3, 5, 1, 0, 0, 1, 4, 9, 2, 0, 0, 0, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0,
    ]

    /// Squares within 20 km, between centres.
    private static let neighbours: [[Int32]] = (0..<30).map { place in
        (0..<30).filter { other in
            let dx = other % 6 - place % 6, dy = other / 6 - place / 6
            return other != place && dx * dx + dy * dy <= 4
        }.map { Int32($0) }
    }

    /// Scores and one-sided chances of the same counts by PySAL's esda 2 (`G_Local`, binary weights, `star=True`, 9,999
    /// permutations).
    private static let scores: [Double] = [
        -0.230210938105, 1.04116814227, 2.009445808905, 0.0, -1.249401770724, -1.381265628633, 1.04116814227,
        2.675235958546, 2.819496657829, 1.691697994697, -0.57326484826, -1.249401770724, 1.808501228014,
        2.819496657829, 2.973247390923, 1.858279619327, 0.187966443855, -1.205667485343, 0.0, 1.719794544779,
        2.067630882408, 0.751865775421, -1.14652969652, -1.457635399178, -0.920843752422, -0.208233628454,
        0.602833742671, -1.004722904452, -1.457635399178, -1.151054690527,
    ]
    private static let chances: [Int: Double] = [
        1: 0.1545, 2: 0.0390, 7: 0.0075, 8: 0.0027, 9: 0.0672, 13: 0.0017, 14: 0.0001, 19: 0.0647, 20: 0.0334,
        26: 0.2524,
    ]

    @Test func scoresAreThoseOfAPeer() {
        let spots = HotSpots(counts: Self.counts, neighbours: Self.neighbours)
        for (score, peer) in zip(spots.scores, Self.scores) { #expect((score - peer).magnitude < 1e-9) }
    }

    @Test func chancesOfHighSumsAreThoseOfAPeer() {
        let spots = HotSpots(counts: Self.counts, neighbours: Self.neighbours)
        for (place, peer) in Self.chances { #expect((spots.chances[place] - peer).magnitude < 0.03, "place \(place)") }
    }

    /// Three places in a row, the first two neighbours: counts 4, 0, 2 give sums 4, 4 and 2, m = 2, s^2 = 8 / 3.
    @Test func scoresByHand() {
        let spots = HotSpots(counts: [4, 0, 2], neighbours: [[1], [0], []])
        // (4 - 2 x 2) / ... = 0 and (2 - 2) / ... = 0.
        #expect(spots.scores == [0, 0, 0])
        let other = HotSpots(counts: [4, 2, 0], neighbours: [[1], [0], []])
        // s sqrt((3 x 2 - 4) / 2) = s for the first two, s sqrt((3 - 1) / 2) = s for the last.
        let s = (8.0 / 3).squareRoot()
        #expect(zip(other.scores, [2 / s, 2 / s, -2 / s]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    }

    @Test func equalCountsHaveNoHotSpots() {
        for counts in [[Double](repeating: 0, count: 30), [Double](repeating: 3, count: 30)] {
            let spots = HotSpots(counts: counts, neighbours: Self.neighbours)
            #expect(spots.scores.allSatisfy { $0 == 0 } && !spots.isMarked.contains(true))
        }
        #expect(HotSpots(counts: [], neighbours: []).scores.isEmpty)
        #expect(HotSpots(counts: [5], neighbours: [[]]).scores == [0])
    }

    /// Where nothing clusters at most few are marked; a planted cluster is found, and nothing that is low is ever marked.
    @Test func aPlantedClusterIsFound() {
        let side = 40
        let neighbours = (0..<side * side).map { place in
            (0..<side * side).filter { other in
                let dx = other % side - place % side, dy = other / side - place / side
                return other != place && dx * dx + dy * dy <= 4
            }.map { Int32($0) }
        }
        var generator = SeededGenerator(seed: 5)
        var counts = (0..<side * side).map { _ in generator.unit() < 0.1 ? 1.0 : 0 }
        let without = HotSpots(counts: counts, neighbours: neighbours)
        #expect(without.isMarked.count { $0 } <= 4)
        for row in 18..<22 { for column in 18..<22 { counts[row * side + column] += 6 } }
        let with = HotSpots(counts: counts, neighbours: neighbours)
        #expect(with.isMarked[20 * side + 20] && with.isMarked[19 * side + 19])
        #expect(!with.isMarked[0] && with.isMarked.count { $0 } < 60)
        #expect(zip(with.isMarked, with.scores).allSatisfy { !$0 || $1 > 0 })
    }
}

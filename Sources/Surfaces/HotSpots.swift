// SPDX-License-Identifier: Apache-2.0

import Geo

/// Hot spots of counts: Gi* of Getis and Ord (1992, 1995) with binary weights, tested by conditional permutation and marked
/// under the control of false discoveries of Benjamini and Hochberg (1995).
///
/// Only high sums are tested. Where little was counted a low sum is no finding: nothing reported is not nothing happened.
public struct HotSpots: Sendable {
    /// Standard score of each place: of the sum over it and its neighbours, against all places. 0 where all counts are equal.
    public let scores: [Double]
    /// Share of the permutations, with the counts themselves as one, whose sum is at least the place's.
    public let chances: [Double]
    /// Whether the place is a hot spot.
    public let isMarked: [Bool]

    /// - Parameters:
    ///   - counts: one count of 0 or more per place.
    ///   - neighbours: positions of the neighbours of each place, itself excluded.
    ///   - permutations: random orders that a place's sum is compared with. The smallest chance is one in as many: of n places
    ///     none can be marked unless n / (20 permutations) share it, so 999 would be blind to a few hot spots among thousands.
    ///   - falseDiscoveries: most share of false ones among the marked places that is expected.
    public init(
        counts: [Double], neighbours: [[Int32]], permutations: Int = 9999, falseDiscoveries: Double = 0.05,
        seed: UInt64 = 1
    ) {
        precondition(counts.count == neighbours.count, "one list of neighbours per place")
        let sums = zip(counts, neighbours).map { own, others in
            others.reduce(own) { $0 + counts[Int($1)] }
        }
        scores = Self.scores(counts, sums: sums, neighbours: neighbours)
        var draws = PermutedSums(counts: counts, permutations: permutations, seed: seed)
        let chances = sums.indices.map { place in
            draws.chance(of: sums[place], own: counts[place], neighbours: neighbours[place].count)
        }
        self.chances = chances
        let highest = Self.highestMarked(chances, falseDiscoveries: falseDiscoveries)
        isMarked = zip(scores, chances).map { $0 > 0 && $1 <= highest }
    }

    /// Gi* = (sum_j w_ij x_j - m W_i) / (s sqrt((n W_i - W_i^2) / (n - 1))), with m and s over all n places and W_i the number
    /// of places in the sum (Ord and Getis 1995, equation 14a).
    private static func scores(_ counts: [Double], sums: [Double], neighbours: [[Int32]]) -> [Double] {
        let n = Double(counts.count)
        guard n > 1 else { return counts.map { _ in 0 } }
        let mean = counts.reduce(0, +) / n
        let deviation = (counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
        return zip(sums, neighbours).map { sum, others in
            let places = Double(others.count + 1)
            let spread = deviation * ((n * places - places * places) / (n - 1)).squareRoot()
            return spread > 0 ? (sum - mean * places) / spread : 0
        }
    }

    /// The largest chance that is marked: the step-up rule, p(k) <= q k / n.
    private static func highestMarked(_ chances: [Double], falseDiscoveries: Double) -> Double {
        let ordered = chances.sorted(), n = Double(chances.count)
        let last = ordered.indices.last { ordered[$0] <= falseDiscoveries * Double($0 + 1) / n }
        return last.map { ordered[$0] } ?? -1
    }
}

/// Sums over places whose neighbours' counts are drawn from those of all other places.
///
/// What is drawn depends on a place's own count and its number of neighbours alone, so places that agree in both share their
/// draws: some hundred sets in place of one per place.
private struct PermutedSums {
    private struct Kind: Hashable {
        let own: Double
        let neighbours: Int
    }

    private let counts: [Double]
    private let permutations: Int
    private let seed: UInt64
    private var known: [Kind: [Double]] = [:]

    init(counts: [Double], permutations: Int, seed: UInt64) {
        self.counts = counts
        self.permutations = permutations
        self.seed = seed
    }

    mutating func chance(of sum: Double, own: Double, neighbours: Int) -> Double {
        let kind = Kind(own: own, neighbours: neighbours)
        let sums = known[kind] ?? draw(kind)
        known[kind] = sums
        let below = sums.partitioningIndex { $0 >= sum }
        return Double(permutations - below + 1) / Double(permutations + 1)
    }

    /// Ascending sums of the own count and of others without replacement.
    private func draw(_ kind: Kind) -> [Double] {
        var others = counts
        if let own = others.firstIndex(of: kind.own) { others.swapAt(own, others.count - 1) }
        others.removeLast()
        // From the kind alone, so that the draws do not depend on the order in which places ask.
        var generator = SeededGenerator(
            seed: seed ^ kind.own.bitPattern ^ (UInt64(truncatingIfNeeded: kind.neighbours) << 32))
        return (0..<permutations).map { _ in
            var sum = kind.own
            for place in 0..<min(kind.neighbours, others.count) {
                others.swapAt(place, place + generator.next(below: others.count - place))
                sum += others[place]
            }
            return sum
        }.sorted()
    }
}

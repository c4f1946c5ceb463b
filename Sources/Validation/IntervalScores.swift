// SPDX-License-Identifier: Apache-2.0

import Chance

/// How well stated numbers held: coverage of their intervals and the continuous ranked probability score.
struct IntervalTally: Sendable {
    var cases = 0
    /// Cases inside of the intervals of 50, 80 and 90 %.
    var inside = [0, 0, 0]
    var crps = 0.0
    var expected = 0.0, observed = 0.0

    /// Shares that the intervals hold.
    static let shares = [0.5, 0.8, 0.9]

    mutating func add(_ stated: EventCount, observed count: Int) {
        cases += 1
        expected += stated.mean
        observed += Double(count)
        for (position, share) in Self.shares.enumerated() {
            let low = stated.quantile((1 - share) / 2), high = stated.quantile((1 + share) / 2)
            if low <= count, count <= high { inside[position] += 1 }
        }
        crps += Self.crps(stated, count)
    }

    mutating func add(_ other: IntervalTally) {
        cases += other.cases
        for position in inside.indices { inside[position] += other.inside[position] }
        crps += other.crps
        expected += other.expected
        observed += other.observed
    }

    /// Sum over n of (F(n) - [n >= y])^2.
    static func crps(_ stated: EventCount, _ count: Int) -> Double {
        let last = max(count, stated.quantile(0.9999))
        var below = 0.0, sum = 0.0
        for number in 0...last {
            below += stated.probability(of: number)
            let gap = below - (number >= count ? 1 : 0)
            sum += gap * gap
        }
        return sum
    }
}

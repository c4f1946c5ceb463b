// SPDX-License-Identifier: Apache-2.0

/// What one witness says about a number: least, most, and the best estimate where there is one.
public struct CountInterval: Sendable, Hashable {
    /// The least.
    public let min: Double
    /// The best estimate, between least and most; nil when none is stated.
    public let best: Double?
    /// The most, not below the least.
    public let max: Double

    /// Takes the parts; a best estimate outside is dropped, and an inverted interval is turned round.
    public init(min: Double, best: Double?, max: Double) {
        self.min = Swift.min(min, max)
        self.max = Swift.max(min, max)
        let inside = best.map { (Swift.min(min, max)...Swift.max(min, max)).contains($0) } ?? false
        self.best = inside ? best : nil
    }

    /// The smallest interval that holds both; the best estimate survives where both name the same.
    public func union(_ other: CountInterval) -> CountInterval {
        CountInterval(
            min: Swift.min(min, other.min), best: best == other.best ? best : nil, max: Swift.max(max, other.max))
    }

    /// Whether some number lies in both.
    public func overlaps(_ other: CountInterval) -> Bool { min <= other.max && other.min <= max }
}

/// The pooled distribution of a disputed number: an equal mixture of one law per root source (linear opinion pool).
///
/// A witness without a best estimate is uniform from least to most. One with a best estimate has half its mass,
/// uniform, on either side of it, so that its own median is what it says. A witness of one number is that number.
public struct CountLaw: Sendable, Hashable {
    private struct Piece: Hashable {
        let low: Double
        let high: Double
        let mass: Double
    }

    private let pieces: [Piece]
    private let breaks: [Double]

    /// Pools the intervals with equal weights; nil when there are none.
    public init?(_ intervals: [CountInterval]) {
        guard !intervals.isEmpty else { return nil }
        let share = 1 / Double(intervals.count)
        pieces = intervals.flatMap { interval in
            guard let best = interval.best else { return [Piece(low: interval.min, high: interval.max, mass: share)] }
            return [
                Piece(low: interval.min, high: best, mass: share / 2),
                Piece(low: best, high: interval.max, mass: share / 2),
            ]
        }
        breaks = Set(pieces.flatMap { [$0.low, $0.high] }).sorted()
    }

    /// The smallest number below which a share `p` (0 to 1) of the mass lies, by exact inversion of the piecewise
    /// linear distribution function.
    public func quantile(_ p: Double) -> Double {
        var below = 0.0
        for (index, low) in breaks.enumerated() {
            below += pieces.reduce(0) { $0 + ($1.low == low && $1.high == low ? $1.mass : 0) }
            guard below < p - 1e-12, index + 1 < breaks.count else { return low }
            let high = breaks[index + 1]
            let slope = pieces.reduce(0) { sum, piece in
                let covers = piece.low <= low && piece.high >= high
                return sum + (covers ? piece.mass / (piece.high - piece.low) : 0)
            }
            let gain = slope * (high - low)
            if slope > 0, below + gain >= p - 1e-12 { return Swift.min(high, low + (p - below) / slope) }
            below += gain
        }
        return breaks[breaks.count - 1]
    }

    /// The pooled median, which stands for the number in the weight.
    public var median: Double { quantile(0.5) }
}

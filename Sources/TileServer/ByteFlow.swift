// SPDX-License-Identifier: Apache-2.0

/// How many bytes may pass in the long run and at once: a bucket that fills steadily and from which each body takes.
struct ByteFlow {
    /// Seconds in which an empty bucket is full again: what may pass at once is that of so many seconds.
    private static let depth = 4.0

    private let rate: Double
    private var level: Double
    private var time: ContinuousClock.Instant

    /// A full bucket.
    ///
    /// - Parameter rate: bytes a second.
    init(rate: Int, at time: ContinuousClock.Instant) {
        self.rate = Double(rate)
        level = self.rate * Self.depth
        self.time = time
    }

    /// Whether nothing is remembered that a new one would not know.
    func isFull(at now: ContinuousClock.Instant) -> Bool { level(at: now) >= rate * Self.depth }

    /// Takes bytes out, if they are there. More than a full bucket holds is let through once it is full: the limit of a
    /// single body stands elsewhere.
    mutating func take(_ bytes: Int, at now: ContinuousClock.Instant) -> Bool {
        level = level(at: now)
        time = now
        let taken = min(Double(bytes), rate * Self.depth)
        guard taken <= level else { return false }
        level -= taken
        return true
    }

    private func level(at now: ContinuousClock.Instant) -> Double {
        min(rate * Self.depth, level + rate * max(0, (now - time) / .seconds(1)))
    }
}

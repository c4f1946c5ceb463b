// SPDX-License-Identifier: Apache-2.0

/// Numbers that depend on the seed alone (SplitMix64), on any machine: what is drawn today must be drawn
/// tomorrow.
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

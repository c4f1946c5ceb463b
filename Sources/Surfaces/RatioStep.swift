// SPDX-License-Identifier: Apache-2.0

/// A step of a ladder over cells that lie side by side: shares are multiplied by (a + e S) / (a + e E), with
/// S = `seen` + `nearScale` `near` the mass that the step sees and E = `scale` `within` what the shares expect there.
///
/// Pointers are to one value per cell. In doubles the loops are plain, for reference; in floats they are vectorized.
public struct RatioStep<Number: BinaryFloatingPoint> {
    /// Shares before the step.
    public var shares: UnsafePointer<Number>
    /// Mass within the width, or that of far events where near ones stand apart.
    public var seen: UnsafePointer<Number>
    /// Mass of near events; nil for none.
    public var near: UnsafePointer<Number>?
    /// Shares within the width.
    public var within: UnsafePointer<Number>
    /// Weights of a sum of the shares behind the step; nil for none.
    public var weights: UnsafePointer<Number>?
    /// By what the mass of near events is multiplied.
    public var nearScale: Number
    /// a.
    public let caution: Number
    /// e.
    public let evenness: Number
    /// What turns `within` into E.
    public let scale: Number
    /// By what shares are multiplied besides, so that they stay near a sum of 1.
    public let factor: Number

    /// Takes the parts as they are.
    public init(
        shares: UnsafePointer<Number>, seen: UnsafePointer<Number>, near: UnsafePointer<Number>? = nil,
        within: UnsafePointer<Number>, weights: UnsafePointer<Number>? = nil, nearScale: Number = 0, caution: Number,
        evenness: Number, scale: Number, factor: Number
    ) {
        self.shares = shares
        self.seen = seen
        self.near = near
        self.within = within
        self.weights = weights
        self.nearScale = nearScale
        self.caution = caution
        self.evenness = evenness
        self.scale = scale
        self.factor = factor
    }
}

/// Sum of the shares of cells side by side, and of shares times weights; 0 without weights.
public struct RunSums: Sendable, Hashable {
    /// Of the shares.
    public var sum = 0.0
    /// Of the shares times the weights.
    public var weighted = 0.0

    /// Takes the sums as they are.
    public init(sum: Double = 0, weighted: Double = 0) {
        self.sum = sum
        self.weighted = weighted
    }
}

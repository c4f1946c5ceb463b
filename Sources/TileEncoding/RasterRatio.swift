// SPDX-License-Identifier: Apache-2.0

import Geo

/// What the values of a raster are compared with, place by place: how many times as high they are, and what cannot be said so.
///
/// Each raster is interpolated by itself before they are compared, so that a pixel shows the ratio of what the two show there,
/// and nothing where either has nothing. Values are used as they are in the rasters, never as the classes of a legend cut them.
public struct RasterRatio: Sendable {
    /// The values that are divided by: a raster of the same levels.
    public let earlier: RasterPyramid
    /// Values below this say that nothing was reported.
    public let nothing: Float
    /// Where both values are below this, no ratio is worth telling.
    public let quiet: Float
    /// Whether a rise (above 0), a fall (below 0) or neither is more than chance; nil where nothing tells.
    public let marks: Marks?

    /// What may call a change more than chance.
    public enum Marks: Sendable {
        /// A raster of the same levels: above 0 for a rise, below 0 for a fall.
        case raster(RasterPyramid)
        /// Nothing is marked.
        case none
    }

    /// Nothing, or next to nothing, at either time.
    public static let silent: Float = -1
    /// A ratio that may be chance.
    public static let mayBeChance: Float = -2
    /// Nothing before, something now: no number of times.
    public static let appeared: Float = 1e7
    /// Larger ratios are told as this, smaller ones as the other: with what is unbounded nothing can be coloured.
    public static let bounds: ClosedRange<Float> = 0.001...999_999
    /// Changes by a smaller factor are none.
    public static let leastFactor: Float = 1.5

    /// Takes the parts as they are.
    public init(
        of earlier: RasterPyramid, nothing: Float = .leastNormalMagnitude, quiet: Float = 0, marks: Marks? = nil
    ) {
        self.earlier = earlier
        self.nothing = nothing
        self.quiet = max(quiet, nothing)
        self.marks = marks
    }

    /// The number of times, 0 where nothing is left; nil where nothing was before, or too little at both times.
    public func times(later: Float, earlier: Float) -> Float? {
        guard !later.isNaN, !earlier.isNaN, later != .infinity, earlier >= nothing, max(later, earlier) >= quiet else {
            return nil
        }
        return later < nothing ? 0 : min(max(later / earlier, Self.bounds.lowerBound), Self.bounds.upperBound)
    }

    /// What a picture shows: the number of times, or one of the values that stand for what is none.
    /// - Parameter mark: above 0 where a rise is marked, below 0 where a fall is; nil where marks are not asked for.
    func value(later: Float, earlier: Float, mark: Float?) -> Float {
        if later == .infinity { return .infinity }
        if later.isNaN || earlier.isNaN { return .nan }
        if later < quiet, earlier < quiet { return Self.silent }
        let value = times(later: later, earlier: earlier) ?? Self.appeared
        guard let mark, value >= Self.leastFactor || value <= 1 / Self.leastFactor else { return value }
        return mark > 0 && value > 1 || mark < 0 && value < 1 ? value : Self.mayBeChance
    }
}

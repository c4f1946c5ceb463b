// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
public import Surfaces

/// Turns intensity into a score of 0 to 100 against two pinned anchors, so that maps of different days compare.
public struct ScoreScale: Sendable, Hashable {
    /// Intensity at which the logarithm starts to bend (the median of the calibration's positive cells).
    public let reference: Double
    /// Intensity that scores 100 (the 99th percentile of the calibration's positive cells).
    public let percentile99: Double

    /// Limits of the five classes.
    public static let breaks: [Double] = [0, 20, 40, 60, 80, 100]

    /// Takes anchors from a calibration file.
    public init(reference: Double, percentile99: Double) throws(SurfaceFault) {
        guard reference > 0, percentile99 > reference, percentile99.isFinite else {
            throw .invalidScale(reference: reference, percentile99: percentile99)
        }
        self.reference = reference
        self.percentile99 = percentile99
    }

    /// Derives the anchors from a surface: median and 99th percentile of its positive cells, linearly interpolated
    /// between order statistics (Hyndman and Fan's type 7).
    public init(derivedFrom intensity: Raster<Float>) throws(SurfaceFault) {
        let positive = intensity.values.filter { $0 > 0 && $0.isFinite }.sorted()
        guard !positive.isEmpty else { throw .nothingPositive }
        try self.init(
            reference: Self.quantile(0.5, ofSorted: positive), percentile99: Self.quantile(0.99, ofSorted: positive))
    }

    /// 100 ln(1 + x / reference) / ln(1 + percentile99 / reference), cut to 0...100; NaN for NaN.
    public func score(of intensity: Float) -> Float {
        guard !intensity.isNaN else { return .nan }
        let score = 100 * log1p(max(0, Double(intensity)) / reference) / log1p(percentile99 / reference)
        return Float(min(100, score))
    }

    /// The score of each cell.
    public func scores(of intensity: Raster<Float>) -> Raster<Float> {
        Raster(grid: intensity.grid, values: intensity.values.map(score))
    }

    /// Position of the class that holds the score: [0, 20) is 0 and [80, 100] is 4; nil for NaN and outside 0...100.
    public static func classIndex(ofScore score: Double) -> Int? {
        guard score >= 0, score <= 100 else { return nil }
        return min(4, Int(score / 20))
    }

    private static func quantile(_ share: Double, ofSorted values: [Float]) -> Double {
        let position = share * Double(values.count - 1)
        let below = Int(position)
        let above = min(below + 1, values.count - 1)
        let fraction = position - Double(below)
        return Double(values[below]) * (1 - fraction) + Double(values[above]) * fraction
    }
}

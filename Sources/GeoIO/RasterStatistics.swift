// SPDX-License-Identifier: Apache-2.0

/// Figures over the cells that have a value, in the units of the raster.
public struct RasterStatistics: Sendable, Hashable {
    /// Smallest value.
    public let minimum: Double
    /// Largest value.
    public let maximum: Double
    /// Arithmetic mean.
    public let mean: Double
    /// Population standard deviation (divided by n).
    public let standardDeviation: Double
    /// Number of cells with a value.
    public let count: Int

    /// Nil when no value is a number. Sums run in the order of the values, in two passes.
    public init?(of values: [Float]) {
        var least = Float.infinity, most = -Float.infinity, sum = 0.0, count = 0
        for value in values where !value.isNaN {
            least = min(least, value)
            most = max(most, value)
            sum += Double(value)
            count += 1
        }
        guard count > 0 else { return nil }
        let mean = sum / Double(count)
        var squares = 0.0
        for value in values where !value.isNaN { squares += (Double(value) - mean) * (Double(value) - mean) }
        minimum = Double(least)
        maximum = Double(most)
        self.mean = mean
        standardDeviation = (squares / Double(count)).squareRoot()
        self.count = count
    }
}

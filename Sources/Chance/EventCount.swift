// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// The number of events to come in an area: a negative binomial distribution around its expectation, of size
/// k = A mu^B.
public struct EventCount: Sendable, Hashable {
    /// What the size depends on.
    public enum Area: Sendable, Hashable, CaseIterable {
        /// A disc of 10 km.
        case disc10
        /// A disc of 25 km.
        case disc25
        /// A province or district.
        case province

        /// The disc of a radius.
        public init(_ radius: ChanceRadius) { self = radius == .ten ? .disc10 : .disc25 }
    }

    /// Expected number.
    public let mean: Double
    /// Size k; the variance is mean + mean^2 / k.
    public let size: Double

    /// The distribution of a mean with the constants fitted on three records.
    public init(mean: Double, area: Area, horizon: Horizon) {
        let (factor, power): (Double, Double) =
            switch (area, horizon) {
            case (.disc10, .week): (1.11, 0.66)
            case (.disc10, .month): (0.49, 0.62)
            case (.disc25, .week): (1.17, 0.70)
            case (.disc25, .month): (0.57, 0.60)
            case (.province, .week): (0.95, 0.78)
            case (.province, .month): (0.89, 0.48)
            }
        self.mean = mean
        size = factor * pow(mean, power)
    }

    /// The least number that is not exceeded with probability `share`.
    public func quantile(_ share: Double) -> Int {
        guard mean > 0 else { return 0 }
        var logTerm = -size * log1p(mean / size)
        let ratio = log(mean / (mean + size))
        var sum = exp(logTerm)
        var count = 0
        // An upper bound far beyond any quantile ends the search where rounding keeps the sum below the share.
        let most = Int(checked: mean + 60 * (mean + mean * mean / size).squareRoot() + 60) ?? Int.max
        while sum < share, count < most {
            count += 1
            logTerm += log((Double(count) - 1 + size) / Double(count)) + ratio
            sum += exp(logTerm)
        }
        return count
    }

    /// Chance of exactly so many.
    public func probability(of count: Int) -> Double {
        guard mean > 0 else { return count == 0 ? 1 : 0 }
        let n = Double(count)
        let logarithm =
            lgamma(n + size) - lgamma(size) - lgamma(n + 1) - size * log1p(mean / size) + n * log(mean / (mean + size))
        return exp(logarithm)
    }

    /// Chance of at least one.
    public var chanceOfAny: Double { 1 - probability(of: 0) }

    /// The interval that holds nine of ten numbers.
    public var ninety: ClosedRange<Int> { quantile(0.05)...max(quantile(0.05), quantile(0.95)) }
}

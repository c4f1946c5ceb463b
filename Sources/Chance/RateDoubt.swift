// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How well a rate is known: a gamma distribution around it, of shape v with 1/v = 1/(0.5 + 0.3 o) + 1/(10 + n30) + 0.03,
/// where o is the precise mass of the place on the clock of a year and n30 that of the whole area on the clock of 30 days.
/// Mass that is known to an area only adds to the rate and not to o, so that it widens the interval by itself.
public struct RateDoubt: Sendable, Hashable {
    /// Shape of the gamma distribution.
    public let shape: Double

    /// - Parameters:
    ///   - observed: decayed precise mass of the place, half-life 365 days.
    ///   - recent: decayed mass of the whole area, half-life 30 days.
    public init(observed: Double, recent: Double) {
        shape = 1 / (1 / (0.5 + 0.3 * observed) + 1 / (10 + recent) + 0.03)
    }

    init(shape: Double) { self.shape = shape }

    /// What the rate is multiplied by at a quantile, 0 to 1.
    public func factor(_ share: Double) -> Double { GammaDistribution.quantile(share, shape: shape) / shape }

    /// P95 over P05.
    public var ratio: Double { factor(0.95) / factor(0.05) }
}

/// P95 over P05 of many rates: worked out on a fine scale of shapes and read in between, which changes none by more than
/// 1e-5 of itself.
public struct DoubtRatios {
    private static let stepsPerLogarithm = 500.0
    /// Logarithms of the ratio by step of the scale.
    private var known: [Double: Double] = [:]

    /// A scale on which nothing is known yet.
    public init() {}

    /// The ratio of one rate.
    public mutating func ratio(_ doubt: RateDoubt) -> Double {
        let place = log(doubt.shape) * Self.stepsPerLogarithm, below = place.rounded(.down)
        let low = logarithm(below), high = logarithm(below + 1)
        return exp(low + (high - low) * (place - below))
    }

    private mutating func logarithm(_ step: Double) -> Double {
        if let value = known[step] { return value }
        let value = log(RateDoubt(shape: exp(step / Self.stepsPerLogarithm)).ratio)
        known[step] = value
        return value
    }
}

/// The gamma distribution of scale 1.
enum GammaDistribution {
    /// P(shape, x): the series below shape + 1, the continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31).
    static func lower(_ x: Double, shape: Double) -> Double {
        guard x > 0 else { return 0 }
        let front = exp(shape * log(x) - x - lgamma(shape))
        return x < shape + 1 ? front * series(x, shape) : 1 - front * fraction(x, shape)
    }

    private static func series(_ x: Double, _ shape: Double) -> Double {
        var term = 1 / shape, sum = term, divisor = shape
        while term > sum * 1e-16 {
            divisor += 1
            term *= x / divisor
            sum += term
        }
        return sum
    }

    /// Lentz's method.
    private static func fraction(_ x: Double, _ shape: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape, c = 1 / tiny, d = 1 / b, value = d
        for step in 1..<10_000 {
            let a = -Double(step) * (Double(step) - shape)
            b += 2
            d = 1 / nonzero(a * d + b, tiny)
            c = nonzero(b + a / c, tiny)
            value *= d * c
            if (d * c - 1).magnitude < 1e-15 { break }
        }
        return value
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double { value.magnitude < tiny ? tiny : value }

    /// The value below which a share of the mass lies: Newton's method on the logarithm, as shapes below 1 reach to 0, and
    /// bisection where it would leave the bracket that each step narrows.
    static func quantile(_ share: Double, shape: Double) -> Double {
        var low = -700.0, high = log(shape + 40 * shape.squareRoot() + 40)
        var place = start(share, shape: shape, within: low...high)
        for _ in 0..<200 {
            let x = exp(place), excess = lower(x, shape: shape) - share
            if excess < 0 { low = place } else { high = place }
            // How fast P rises along the logarithm of x.
            let slope = exp(shape * place - x - lgamma(shape))
            let newton = place - excess / slope
            if (newton - place).magnitude < 1e-13 { return exp(newton) }
            place = newton > low && newton < high ? newton : (low + high) / 2
        }
        return exp(place)
    }

    /// The first term of the series for small shapes, which never lies above the quantile; the mean for others.
    private static func start(_ share: Double, shape: Double, within bracket: ClosedRange<Double>) -> Double {
        let place = shape < 1 ? (log(share) + lgamma(shape + 1)) / shape : log(shape)
        return min(max(place, bracket.lowerBound), bracket.upperBound)
    }
}

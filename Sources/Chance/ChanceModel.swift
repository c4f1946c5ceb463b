// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// Days ahead that a chance or number is stated for.
public enum Horizon: Int, Sendable, Hashable, CaseIterable {
    /// A week.
    case week = 7
    /// Thirty days.
    case month = 30

    /// Days.
    public var days: Double { Double(rawValue) }
}

/// Distance around a place within which an event counts.
public enum ChanceRadius: Int, Sendable, Hashable, CaseIterable {
    /// 10 km.
    case ten = 10
    /// 25 km.
    case twentyFive = 25

    /// The distance.
    public var meters: Meters { .kilometers(Double(rawValue)) }

    /// Whether cells of this side are small enough to tell what lies within the radius: half of it at most. Cells of 10 km
    /// lose 4 to 8 % of the log score of chances within 10 km.
    public func isKnown(cellSize: Double) -> Bool { cellSize <= meters.value / 2 }
}

/// From the expected place-weeks around a place to the chance of at least one event: P = 1 - (1 + L / (m k))^(-k), and
/// 1 - exp(-L / m) where k is infinite.
///
/// m and k were fitted once on the pooled development periods of three records, each weighted alike; they are not fitted
/// to a user's own past, which gained nothing on months held back.
public struct ChanceModel: Sendable, Hashable {
    /// Divides the expectation: the ladder's place-weeks overstate how often something happens at all.
    public let excess: Double
    /// Size of the negative binomial distribution; infinite for a Poisson one.
    public let size: Double

    /// Takes the parts as they are.
    public init(excess: Double, size: Double) {
        self.excess = excess
        self.size = size
    }

    /// The constants of the regular ladder.
    public static func regular(_ radius: ChanceRadius, _ horizon: Horizon) -> ChanceModel {
        switch (radius, horizon) {
        case (.ten, .week): ChanceModel(excess: 0.91, size: .infinity)
        case (.ten, .month): ChanceModel(excess: 1.23, size: 9.3)
        case (.twentyFive, .week): ChanceModel(excess: 0.96, size: .infinity)
        case (.twentyFive, .month): ChanceModel(excess: 1.33, size: 12.4)
        }
    }

    /// The chance of at least one event, 0 to 1, where so many place-weeks are expected.
    public func chance(expected: Double) -> Double {
        guard expected > 0 else { return 0 }
        guard size.isFinite else { return -expm1(-expected / excess) }
        return -expm1(-size * log1p(expected / (excess * size)))
    }
}

/// The classes in which chances are stated; a lower bound belongs to its class.
public enum ChanceClass: Int, Sendable, Hashable, CaseIterable, Comparable {
    case under1, from1, from5, from20, from50, from80

    /// Lower bounds in per cent.
    public static let lowerBounds: [Double] = [0, 1, 5, 20, 50, 80]

    /// The class of a chance, 0 to 1.
    public init(chance: Double) {
        let position = Self.lowerBounds.lastIndex { $0 <= chance * 100 } ?? 0
        self = Self(rawValue: position) ?? .under1
    }

    /// Lower and upper bound in per cent.
    public var percent: Range<Double> {
        let bounds = Self.lowerBounds
        return bounds[rawValue]..<(rawValue + 1 < bounds.count ? bounds[rawValue + 1] : 100)
    }

    /// Orders from unlikely to likely.
    public static func < (a: ChanceClass, b: ChanceClass) -> Bool { a.rawValue < b.rawValue }
}

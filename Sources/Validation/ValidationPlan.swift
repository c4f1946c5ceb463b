// SPDX-License-Identifier: Apache-2.0

public import Chance
public import Geo

/// Which days are forecast from which, by which models.
public struct ValidationPlan: Sendable {
    /// First day of each fold: what ended before it is known, what starts within the horizon behind it is forecast.
    public private(set) var origins: [CalendarDay]
    /// Days of a fold.
    public let horizon: Horizon
    /// Cells of the ground along a side of a scoring cell.
    public let blockSide: Int
    /// Models in the order of the report.
    public let models: [ForecastModel]

    /// Events that last longer are no targets: when they happened is not known.
    static let longestTarget = 31

    /// - Parameters:
    ///   - days: first and last day of the period; folds that do not fit in whole are left out.
    ///   - step: days from origin to origin.
    public init(
        days: DayInterval, step: Int = 30, horizon: Horizon = .month, blockSide: Int = 1,
        models: [ForecastModel] = ForecastModel.all
    ) {
        let last = days.length - horizon.rawValue
        origins = last < 0 ? [] : stride(from: 0, through: last, by: step).map { days.first.advanced(by: $0) }
        self.horizon = horizon
        self.blockSide = blockSide
        self.models = models
    }

    /// The plan without the folds that lie wholly outside of a record: before it nothing is known, and behind it nothing can have
    /// been reported.
    public func within(_ record: DayInterval) -> ValidationPlan {
        var plan = self
        plan.origins = origins.filter { record.first < $0 && $0 <= record.last }
        return plan
    }

    /// The last origins that a record allows, the latest first fold ending with it, each with a year of history at best.
    public init(last count: Int, of record: DayInterval, horizon: Horizon = .month, models: [ForecastModel]) {
        let possible = max(0, min(count, (record.length - ChanceAllowance.leastDays) / horizon.rawValue))
        origins = (0..<possible).reversed().map {
            record.last.advanced(by: 1 - ($0 + 1) * horizon.rawValue)
        }
        self.horizon = horizon
        blockSide = 1
        self.models = models
    }
}

/// A model of where the next events happen.
public enum ForecastModel: Sendable, Hashable {
    /// The product's.
    case ladder
    /// One Gaussian of this width in kilometres over events that fade with this half-life in days.
    case kernel(kilometers: Int, halfLife: Int)
    /// Every cell alike.
    case uniform
    /// Events of each cell in the last days (nil: all), with a share of `floor` per cent spread evenly.
    case counts(days: Int?, floor: Int)
    /// A kernel density of all events, of one width.
    case fixedDensity(kilometers: Int)
    /// A kernel density of all events, as wide as Scott's rule says.
    case scottDensity

    /// The ladder, a single kernel, and all baselines.
    public static let all: [ForecastModel] =
        [.ladder, .kernel(kilometers: 5, halfLife: 90)] + baselines

    /// What a model has to beat.
    public static let baselines: [ForecastModel] =
        [.uniform]
        + [30, 90, 365, nil].flatMap { days in [5, 20].map { .counts(days: days, floor: $0) } }
        + [.fixedDensity(kilometers: 10), .scottDensity]

    /// Whether it is one of the baselines.
    public var isBaseline: Bool { Self.baselines.contains(self) }

    /// Name in options and reports.
    public var name: String {
        switch self {
        case .ladder: "ladder"
        case .kernel: "kernel"
        case .uniform: "uniform"
        case .counts(let days, let floor): "counts-\(days.map { "\($0)d" } ?? "all")-\(floor)"
        case .fixedDensity: "kde-fixed"
        case .scottDensity: "kde-scott"
        }
    }
}

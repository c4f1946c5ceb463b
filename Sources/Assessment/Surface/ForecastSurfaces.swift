// SPDX-License-Identifier: Apache-2.0

import Chance
import Geo
import Layers
import Scoring

/// The raster layers of a record's forecast. Where the rule refuses, a cell has no value, as where nothing is assessed: a
/// number that stood for it would be blended with its neighbours by every program that resamples.
struct ForecastSurfaces {
    let forecast: StudyForecast
    /// Whether an open input tells cells.
    private let hasOpenEvents: Bool
    /// Numbers within 25 km around each cell: three layers show them.
    private let counts: [EventCount]

    /// - Parameter hasOpenEvents: false where all events are known by area alone.
    init(forecast study: StudyForecast, hasOpenEvents: Bool) {
        forecast = study
        self.hasOpenEvents = hasOpenEvents
        guard !study.isOfUnits else {
            counts = []
            return
        }
        let expected = study.forecast.eventRate.expected(days: Horizon.month.days)
        counts = study.forecast.shares(.twentyFive).map {
            EventCount(mean: expected * Double($0), area: .disc25, horizon: .month)
        }
    }

    private var ground: LadderGround { forecast.forecast.record.ground }
    private var allowances: [ChanceAllowance] { forecast.countries.indices.map { forecast.allowance(zone: $0) } }

    /// The layers that have values: those that some country's rule allows, at radii that the cells are fine enough for.
    var layers: [SurfaceLayer] {
        // What is known of areas says nothing of a cell: hot spots are of open events alone.
        if forecast.isOfUnits { return hasOpenEvents ? [.hotspots] : [] }
        return SurfaceLayer.allCases.filter { layer in
            if let (radius, horizon) = layer.chance {
                return radius.isKnown(cellSize: ground.grid.cellSize)
                    && allowances.contains { $0.allows(radius, horizon) }
            }
            switch layer {
            case .expected, .expectedNear, .expectedLow, .expectedHigh, .doubt, .change:
                return allowances.contains(.full)
            case .hotspots: return true
            default: return false
            }
        }
    }

    /// The values of a layer on the computing grid: NaN where not assessed or refused.
    func values(of layer: SurfaceLayer) -> Raster<Float>? {
        guard layers.contains(layer) else { return nil }
        if let (radius, horizon) = layer.chance { return chances(radius, horizon) }
        let raw: [Float]
        switch layer {
        case .expected: raw = expected
        case .expectedNear: raw = counts.map { Float($0.mean) }
        case .expectedLow: raw = counts.map { Float($0.quantile(0.05)) }
        case .expectedHigh: raw = counts.map { Float($0.quantile(0.95)) }
        case .change: raw = forecast.change.marks
        // What was reported is told whether or not it bears a forecast.
        case .hotspots:
            return Raster(grid: ground.grid, values: EventClusters(forecast.forecast.events, on: ground).marks)
        default: raw = doubt
        }
        return stated(raw) { $0 == .full ? { $0 } : nil }
    }

    /// Whether numbers are stated for cells in all countries.
    var statesAllNumbers: Bool { !forecast.isOfUnits && allowances.allSatisfy { $0 == .full } }

    /// Times the mean of the assessed cells, from the expected number; every cell has a share, so that none falls into the
    /// class that no report reaches.
    func relativeRisk(in assessed: AssessedCells) -> Raster<Float> {
        let shares = Raster(grid: ground.grid, values: forecast.forecast.eventShares)
        let mean = assessed.mean(of: shares)
        return Raster(grid: ground.grid, values: shares.values.map { Float(max(Self.leastRisk, Double($0) / mean)) })
    }

    private static let leastRisk = 0.001

    // MARK: Values

    private func chances(_ radius: ChanceRadius, _ horizon: Horizon) -> Raster<Float> {
        stated(forecast.forecast.chances(radius, horizon).map { Float(StatedPercent.of(Double($0))) }) { allowance in
            guard allowance.allows(radius, horizon) else { return nil }
            // Few reports bear a class, not a figure: its lower bound stands for it.
            return allowance == .full ? { $0 } : { Float(ChanceClass(chance: Double($0) / 100).percent.lowerBound) }
        }
    }

    /// Events per 1,000 km2 in 30 days.
    private var expected: [Float] {
        let perArea =
            forecast.forecast.eventRate.expected(days: Horizon.month.days)
            / ground.grid.cellAreaSquareKilometers * 1000
        return forecast.forecast.eventShares.map { Float(perArea * Double($0)) }
    }

    private var doubt: [Float] {
        var ratios = DoubtRatios()
        return forecast.forecast.observed(.twentyFive).map { observed in
            Float(ratios.ratio(forecast.forecast.doubt(observed: Double(observed))))
        }
    }

    /// - Parameter value: by what a zone's rule makes of it; nil where it states nothing.
    private func stated(_ values: [Float], _ value: (ChanceAllowance) -> ((Float) -> Float)?) -> Raster<Float> {
        let rules = allowances.map(value)
        return Raster(
            grid: ground.grid,
            values: zip(values, ground.zones).map { cell, zone in
                guard zone >= 0 else { return .nan }
                return rules[Int(zone)].map { $0(cell) } ?? .nan
            })
    }
}

/// A chance in per cent as it is stated.
enum StatedPercent {
    /// What comes is never certain, and a rounded 100 would say so.
    private static let most = 99.99

    /// - Parameter chance: 0 to 1; NaN stays.
    static func of(_ chance: Double) -> Double { chance.isNaN ? chance : min(most, chance * 100) }
}

extension SurfaceLayer {
    /// Radius and days of a layer of chances; nil for other layers.
    var chance: (radius: ChanceRadius, horizon: Horizon)? {
        switch self {
        case .chance30d: (.twentyFive, .month)
        case .chance7d: (.twentyFive, .week)
        case .chance30dNear: (.ten, .month)
        case .chance7dNear: (.ten, .week)
        default: nil
        }
    }
}

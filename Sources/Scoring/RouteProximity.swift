// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
public import Surfaces

/// A transfer corridor on the grid of the surface.
public struct RouteCorridor: Sendable {
    /// Distance of each cell to the line, metres.
    public let distanceToLine: Raster<Float>
    /// Half the width of the corridor area; within it the distance counts as 0.
    public let halfWidth: Meters
    /// Days in which the corridor was in use.
    public let period: DayInterval

    /// Takes the parts as they are.
    public init(distanceToLine: Raster<Float>, halfWidth: Meters, period: DayInterval) {
        self.distanceToLine = distanceToLine
        self.halfWidth = halfWidth
        self.period = period
    }
}

/// How strongly, how far and how long a corridor raises the intensity around it.
public struct RouteModel: Sendable, Hashable {
    /// Rise of the intensity inside a corridor in use: 0.5 is half as much again.
    public let beta: Double
    /// Distance from the corridor area at which the effect has fallen to 1/e.
    public let reach: Meters
    /// Days after the corridor's use in which the effect halves.
    public let halfLifeDays: Double

    /// The method's defaults, each of which can be given another value; none may be negative, reach and half-life
    /// must be positive.
    public init(beta: Double = 0.5, reach: Meters = .kilometers(10), halfLifeDays: Double = 30) {
        precondition(beta >= 0 && reach.value > 0 && halfLifeDays > 0, "a route model has positive parameters")
        self.beta = beta
        self.reach = reach
        self.halfLifeDays = halfLifeDays
    }
}

/// The factor by which corridors raise the intensity: never a risk of its own, so an empty surface stays empty.
public struct RouteProximity: Sendable {
    /// The largest f tau over the corridors, 0 to 1: f = exp(-d / reach) with the distance d to the corridor *area*
    /// (0 inside, so that no ridge betrays a line), tau the fading. The largest, not the sum: two reports of one road
    /// must not count twice.
    public let factor: Raster<Float>
    /// Position of the corridor that gives the largest value; -1 where the factor is 0.
    public let leading: [Int32]
    /// Number of corridors given.
    public let corridorCount: Int
    /// The model behind the factor.
    public let model: RouteModel

    /// Evaluates the corridors; their distance rasters must lie on `grid`.
    public init(grid: Grid, corridors: [RouteCorridor], model: RouteModel, asOf: CalendarDay) throws(SurfaceFault) {
        // The largest f tau has the smallest distance / reach - ln tau: one exponential per cell, not per corridor.
        var least = [Float](repeating: .infinity, count: grid.count)
        var leading = [Int32](repeating: -1, count: grid.count)
        for (position, corridor) in corridors.enumerated() {
            guard corridor.distanceToLine.grid == grid else { throw .gridMismatch(what: "corridor \(position + 1)") }
            let tau = Self.fading(of: corridor.period, asOf: asOf, halfLifeDays: model.halfLifeDays)
            guard tau > 0 else { continue }
            let perMeter = Float(1 / model.reach.value), faded = Float(-log(tau))
            let halfWidth = Float(corridor.halfWidth.value)
            for cell in 0..<grid.count {
                let value = max(0, corridor.distanceToLine.values[cell] - halfWidth) * perMeter + faded
                if value < least[cell] {
                    least[cell] = value
                    leading[cell] = Int32(position)
                }
            }
        }
        let factor = least.map { exp(-$0) }
        for cell in 0..<grid.count where factor[cell] == 0 { leading[cell] = -1 }
        self.factor = Raster(grid: grid, values: factor)
        self.leading = leading
        self.corridorCount = corridors.count
        self.model = model
    }

    /// lambda (1 + beta f tau) for each cell.
    public func applied(to intensity: Raster<Float>) throws(SurfaceFault) -> Raster<Float> {
        guard intensity.grid == factor.grid else { throw .gridMismatch(what: "the intensity") }
        let beta = Float(model.beta)
        return Raster(grid: intensity.grid, values: zip(intensity.values, factor.values).map { $0 * (1 + beta * $1) })
    }

    /// 0 before the period, 1 while it runs, and after it the mean of 2^(-age / half-life) over its days: a corridor
    /// in use for long fades from a lower start than one of a single day.
    public static func fading(of period: DayInterval, asOf: CalendarDay, halfLifeDays: Double) -> Double {
        if asOf < period.first { return 0 }
        if period.contains(asOf) { return 1 }
        return Decay.weight(of: period, asOf: asOf, halfLifeDays: halfLifeDays)
    }
}

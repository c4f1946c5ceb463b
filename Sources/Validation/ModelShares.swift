// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Scoring
import Surfaces

/// The share of each assessed cell in the events to come, by model.
struct ModelShares {
    let record: EventRecord
    let day: CalendarDay
    let forecast: Forecast

    /// Precise events that ended before the day, with their age.
    private let precise: [(cell: Int, point: PlanarPoint, age: Int)]

    /// Share of a kernel density that is spread evenly: without it an event far from all others would be impossible.
    private static let densityFloor = 0.01
    /// The same of the single kernel.
    private static let kernelFloor = 0.05

    init(record: EventRecord, day: CalendarDay, forecast: Forecast) {
        self.record = record
        self.day = day
        self.forecast = forecast
        precise = record.known(before: day).compactMap { index in
            let event = record.events[index]
            guard case .cell(let cell) = event.place, let point = event.point else { return nil }
            return (Int(cell), point, day.days(since: event.days.last))
        }
    }

    /// Shares that sum to 1.
    func shares(_ model: ForecastModel) -> [Float] {
        switch model {
        case .ladder: forecast.eventShares
        case .uniform: mixed([], floor: 1)
        case .counts(let days, let floor):
            mixed(counts { age in days.map { age <= $0 } ?? true ? 1 : 0 }, floor: Double(floor) / 100)
        case .kernel(let kilometers, let halfLife):
            density(
                .kilometers(Double(kilometers)), counts { exp2(-Double($0) / Double(halfLife)) },
                floor: Self.kernelFloor)
        case .fixedDensity(let kilometers): density(.kilometers(Double(kilometers)), counts { _ in 1 })
        case .scottDensity: scottWidth.map { density($0, counts { _ in 1 }) } ?? mixed([], floor: 1)
        }
    }

    /// Sum over the events of each cell of a weight by age.
    private func counts(_ weight: (Int) -> Double) -> [Double] {
        var counts = [Double](repeating: 0, count: record.ground.grid.count)
        for event in precise { counts[event.cell] += weight(event.age) }
        return counts
    }

    private func density(_ width: Meters, _ counts: [Double], floor: Double = densityFloor) -> [Float] {
        let grid = record.ground.grid
        let blur = GridBlur(sigma: width, cellSize: grid.cellSize)
        let blurred = blur.blurred(counts.map(Float.init), columns: grid.columns, rows: grid.rows)
        return mixed(blurred.map(Double.init), floor: floor)
    }

    /// Scott (1992) for two dimensions: n^(-1/6) times the geometric mean of the standard deviations of both axes.
    private var scottWidth: Meters? {
        let count = Double(precise.count)
        guard count > 1 else { return nil }
        func deviation(_ value: (PlanarPoint) -> Double) -> Double {
            let mean = precise.reduce(0) { $0 + value($1.point) } / count
            return (precise.reduce(0) { $0 + (value($1.point) - mean) * (value($1.point) - mean) } / (count - 1))
                .squareRoot()
        }
        let width = pow(count, -1.0 / 6) * (deviation(\.x) * deviation(\.y)).squareRoot()
        return width > 0 ? Meters(width) : nil
    }

    /// (1 - f) of the mass on assessed cells and f evenly; all of it evenly where there is no mass.
    private func mixed(_ mass: [Double], floor: Double) -> [Float] {
        let ground = record.ground
        let sum = zip(mass, ground.zones).reduce(0) { $1.1 >= 0 ? $0 + $1.0 : $0 }
        let even = (sum > 0 ? floor : 1) / Double(ground.assessedCount)
        return ground.zones.indices.map { cell in
            guard ground.isAssessed(cell) else { return 0 }
            return Float(sum > 0 ? (1 - floor) * mass[cell] / sum + even : even)
        }
    }
}

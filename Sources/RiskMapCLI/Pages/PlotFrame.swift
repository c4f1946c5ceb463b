// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// How values of one axis become positions from 0 to 1.
enum PlotScale {
    /// In proportion.
    case linear(ClosedRange<Double>)
    /// By the logarithm; both bounds lie above 0.
    case logarithmic(ClosedRange<Double>)
    /// Each step between two of these values takes the same room, and is divided in proportion.
    case steps([Double])

    /// 0 to 1; values outside of the scale lie on its end.
    func position(_ value: Double) -> Double {
        let position =
            switch self {
            case .linear(let range): (value - range.lowerBound) / (range.upperBound - range.lowerBound)
            case .logarithmic(let range):
                log(max(value, range.lowerBound) / range.lowerBound) / log(range.upperBound / range.lowerBound)
            case .steps(let values): Self.position(value, in: values)
            }
        return min(max(position, 0), 1)
    }

    private static func position(_ value: Double, in steps: [Double]) -> Double {
        guard let next = steps.firstIndex(where: { $0 > value }) else { return 1 }
        guard next > 0 else { return 0 }
        let within = (value - steps[next - 1]) / (steps[next] - steps[next - 1])
        return (Double(next - 1) + within) / Double(steps.count - 1)
    }

    /// A round distance of ticks, 1, 2 or 5 times a power of ten, that makes about `count` of them.
    static func roundStep(over span: Double, count: Double = 6) -> Double {
        guard span > 0 else { return 1 }
        let rough = span / count, power = pow(10, log10(rough).rounded(.down))
        return power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10)
    }
}

/// One axis of a plot.
struct PlotAxis {
    /// What it shows, with the unit.
    let title: String
    let scale: PlotScale
    let ticks: [(value: Double, label: String)]
}

/// Axes, grid lines and the way from values to pixels.
struct PlotFrame {
    /// Pixels of the rectangle of the values.
    let left, top, right, bottom: Double
    let across, up: PlotAxis

    func place(_ x: Double, _ y: Double) -> PlanarPoint { PlanarPoint(x: self.x(x), y: self.y(y)) }

    func x(_ value: Double) -> Double { left + across.scale.position(value) * (right - left) }
    func y(_ value: Double) -> Double { bottom - up.scale.position(value) * (bottom - top) }

    /// Grid lines, ticks and titles; the data come on top.
    func draw(on picture: inout SVGPicture) {
        for tick in across.ticks {
            let x = x(tick.value)
            picture.line(PlanarPoint(x: x, y: top), PlanarPoint(x: x, y: bottom), stroke: PlotInk.grid)
            picture.write(
                tick.label, at: PlanarPoint(x: x, y: bottom + 15), anchor: .middle, size: 11, ink: PlotInk.soft)
        }
        for tick in up.ticks {
            let y = y(tick.value)
            picture.line(PlanarPoint(x: left, y: y), PlanarPoint(x: right, y: y), stroke: PlotInk.grid)
            picture.write(tick.label, at: PlanarPoint(x: left - 6, y: y + 4), anchor: .end, size: 11, ink: PlotInk.soft)
        }
        picture.rectangle(left, top, right - left, bottom - top, fill: "none", stroke: PlotInk.soft)
        picture.write(across.title, at: PlanarPoint(x: (left + right) / 2, y: bottom + 34), anchor: .middle)
        picture.write(up.title, at: PlanarPoint(x: 14, y: (top + bottom) / 2), anchor: .middle, turned: -90)
    }
}

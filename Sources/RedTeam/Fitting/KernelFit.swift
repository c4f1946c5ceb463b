// SPDX-License-Identifier: Apache-2.0

import Geo

/// Places one event by fitting its known shape, on a tilted plane, to the cells around a start (Gauss-Newton).
struct KernelFit {
    /// A cell of the surface in the plane of the kernels, metres.
    struct Sample {
        let point: PlanarPoint
        let value: Double
    }

    /// Where the event was found.
    struct Result {
        let point: PlanarPoint
        /// What is left of the variation that a plane alone leaves, 0 to 1.
        let unexplained: Double
    }

    private let shape: KnownKernels.Shape
    private let samples: [Sample]
    /// Lengths are measured in this unit, which keeps the equations well scaled.
    private let unit: Double

    private static let steps = 25

    init(shape: KnownKernels.Shape, samples: [Sample]) {
        self.shape = shape
        self.samples = samples
        unit = shape.reach
    }

    /// Nil when the cells do not say, or when the fit runs away from them or finds no more than the plane.
    func run(from start: PlanarPoint) -> Result? {
        guard samples.count > 3 * unknowns, let plane = residualSquares(nil), plane > 0 else { return nil }
        var point = start
        for _ in 0..<Self.steps {
            guard let step = step(at: point) else { return nil }
            point.x += step.x
            point.y += step.y
            if distance(point, start) > unit { return nil }
            if abs(step.x) + abs(step.y) < 1e-4 * unit { break }
        }
        guard let left = residualSquares(point), isPositive(at: point) else { return nil }
        return Result(point: point, unexplained: left / plane)
    }

    private var unknowns: Int { 5 + shape.count }

    /// Value and tilt of the plane, and the event in each half-life.
    private func row(_ sample: Sample, at point: PlanarPoint) -> [Double] {
        [1, (sample.point.x - point.x) / unit, (sample.point.y - point.y) / unit]
            + shape.values(squaredDistance: squaredDistance(sample.point, point)).map { $0.value * unit * unit }
    }

    private func linear(at point: PlanarPoint) -> [Double]? {
        var equations = LeastSquares(unknowns: 3 + shape.count)
        for sample in samples { equations.add(row(sample, at: point), sample.value) }
        return equations.solution(damping: 1e-9)
    }

    /// The step that the linearised model asks for, no longer than a third of the unit.
    private func step(at point: PlanarPoint) -> PlanarPoint? {
        guard let known = linear(at: point) else { return nil }
        var equations = LeastSquares(unknowns: unknowns)
        for sample in samples {
            let row = row(sample, at: point)
            let slopes = shape.values(squaredDistance: squaredDistance(sample.point, point)).map(\.slope)
            let slope = zip(known[3...], slopes).reduce(0) { $0 + $1.0 * $1.1 } * unit * unit
            let dx = -2 * (sample.point.x - point.x) * slope * unit, dy = -2 * (sample.point.y - point.y) * slope * unit
            let left = sample.value - zip(known, row).reduce(0) { $0 + $1.0 * $1.1 }
            equations.add(row + [dx, dy], left)
        }
        guard let change = equations.solution(damping: 1e-6) else { return nil }
        let (x, y) = (change[unknowns - 2], change[unknowns - 1])
        let length = (x * x + y * y).squareRoot()
        let factor = length > 1.0 / 3 ? 1 / (3 * length) : 1
        return PlanarPoint(x: x * factor * unit, y: y * factor * unit)
    }

    /// Sum of squares left by the plane and, at a point, the event; nil when they cannot be fitted.
    private func residualSquares(_ point: PlanarPoint?) -> Double? {
        let center = point ?? samples[samples.count / 2].point
        let terms = point == nil ? 3 : 3 + shape.count
        var equations = LeastSquares(unknowns: terms)
        for sample in samples { equations.add(Array(row(sample, at: center).prefix(terms)), sample.value) }
        guard let known = equations.solution(damping: 1e-9) else { return nil }
        return samples.reduce(0) { sum, sample in
            let left = sample.value - zip(known, row(sample, at: center)).reduce(0) { $0 + $1.0 * $1.1 }
            return sum + left * left
        }
    }

    /// Whether the event rises above the plane.
    private func isPositive(at point: PlanarPoint) -> Bool {
        guard let known = linear(at: point) else { return false }
        return zip(known[3...], shape.values(squaredDistance: 0)).reduce(0) { $0 + $1.0 * $1.1.value } > 0
    }

    private func squaredDistance(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }

    private func distance(_ a: PlanarPoint, _ b: PlanarPoint) -> Double { squaredDistance(a, b).squareRoot() }
}

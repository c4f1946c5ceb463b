// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

@testable import Surfaces
import TestSupport

/// Points in clusters and a thin background, the pattern of event tables.
struct PointSample {
    var x: [Double] = []
    var y: [Double] = []
    var w: [Double] = []

    init(count: Int, width: Double, height: Double, seed: UInt64) {
        var random = SplitMix(seed: seed)
        let centers = (0..<12).map { _ in
            (Double.random(in: 0..<width, using: &random), Double.random(in: 0..<height, using: &random))
        }
        for _ in 0..<count {
            let center = centers.randomElement(using: &random)!
            let background = Double.random(in: 0..<1, using: &random) < 0.1
            let scale = background ? width : width / 40
            x.append(min(width, max(0, center.0 + scale * random.normal())))
            y.append(min(height, max(0, center.1 + scale * random.normal())))
            w.append(Double.random(in: 0.1..<4, using: &random))
        }
    }
}

/// The sum of untruncated Gaussians in double precision, one cell after the other.
enum ReferenceGaussian {
    /// Density at the cell centres or its mean over cells; positions from the north-west corner.
    static func surface(
        _ points: PointSample, columns: (count: Int, size: Double), rows: (count: Int, size: Double),
        sigma: (x: Double, y: Double), reading: CellReading
    ) -> [Double] {
        var values = [Double](repeating: 0, count: columns.count * rows.count)
        for point in points.x.indices {
            let alongX = (0..<columns.count).map {
                factor(cell: $0, size: columns.size, at: points.x[point], sigma: sigma.x, reading)
            }
            for row in 0..<rows.count {
                let alongY =
                    points.w[point] * factor(cell: row, size: rows.size, at: points.y[point], sigma: sigma.y, reading)
                for column in 0..<columns.count { values[row * columns.count + column] += alongY * alongX[column] }
            }
        }
        return values
    }

    private static func factor(
        cell: Int, size: Double, at position: Double, sigma: Double, _ reading: CellReading
    ) -> Double {
        let low = Double(cell) * size - position, root = sigma * 2.0.squareRoot()
        if reading == .mean { return (erf((low + size) / root) - erf(low / root)) / (2 * size) }
        let distance = (low + size / 2) / sigma
        return exp(-distance * distance / 2) / (sigma * (2 * Double.pi).squareRoot())
    }
}

/// The two errors that the documentation bounds.
struct SurfaceError {
    /// Largest error over the peak.
    var overPeak = 0.0
    /// Largest relative error where the value is at least 1e-3 of the peak.
    var relative = 0.0

    init(_ values: [Float], _ reference: [Double]) {
        let peak = reference.max() ?? 0
        for (value, expected) in zip(values, reference) {
            let error = abs(Double(value) - expected)
            overPeak = max(overPeak, error / peak)
            if expected >= 1e-3 * peak { relative = max(relative, error / expected) }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import Testing

@Suite struct SurfaceFamilyTests {
    let window = SurfaceWindow(
        extent: Extent(minX: 0, minY: 0, maxX: 90, maxY: 60)!, columns: 90, rows: 60)

    @Test(arguments: SurfaceAccuracy.allCases, [[1.5, 4, 4.1, 15], [4.5, 4], [6, 2, 2.9, 12, 24]])
    func everySurfaceIsWhatItWouldBeAlone(accuracy: SurfaceAccuracy, bandwidths: [Double]) throws {
        // A third of the points lies outside of the window.
        var points = PointSample(count: 120, width: 90, height: 60, seed: 14)
        points.x = points.x.map { $0 * 1.3 - 13 }
        points.y = points.y.map { $0 * 1.3 - 9 }
        let weights = [points.w, points.w.map { $0 * $0 }, points.w.enumerated().map { Double($0 % 3) * $1 }]
        let family = try SurfaceFamily(window: window, bandwidths: bandwidths, anisotropy: 1.1, accuracy: accuracy)
        var seen = 0
        let bounds = GaussianLatticeTests.bounds(accuracy)
        family.forEachSurface(x: points.x, y: points.y.map { 60 - $0 }, weights: weights) { weighting, width, surface in
            var own = points
            own.w = weights[weighting]
            let expected = ReferenceGaussian.surface(
                own, columns: (90, 1), rows: (60, 1), sigma: (bandwidths[width], bandwidths[width] * 1.1),
                reading: .center)
            let error = SurfaceError(surface.packed(), expected)
            #expect(error.overPeak <= bounds.overPeak, "\(bandwidths[width])")
            #expect(error.relative <= bounds.relative, "\(bandwidths[width])")
            seen += 1
        }
        #expect(seen == 3 * bandwidths.count)
    }

    /// Sums in single precision must be as short for many weightings as for one.
    @Test func manyPointsInOnePlaceKeepTheirDigits() throws {
        let count = 300_000, weights = Array(repeating: [Double](repeating: 1, count: count), count: 6)
        let family = try SurfaceFamily(window: window, bandwidths: [1.5])
        let x = [Double](repeating: 40.3, count: count), y = [Double](repeating: 30.7, count: count)
        family.forEachSurface(x: x, y: y, weights: weights) { _, _, surface in
            // The cell around (40.5, 29.5) in rows from the north.
            let distance = (40.5 - 40.3) * (40.5 - 40.3) + (30.5 - 30.7) * (30.5 - 30.7)
            let expected = Double(count) * exp(-distance / (2 * 1.5 * 1.5)) / (2 * Double.pi * 1.5 * 1.5)
            #expect(abs(Double(surface.values[29 * surface.stride + 40]) / expected - 1) < 1e-5)
        }
    }

    @Test func tooNarrowBandwidthsAreRefused() {
        #expect(throws: SurfaceFault.self) { try SurfaceFamily(window: window, bandwidths: [2, 0.5]) }
    }
}

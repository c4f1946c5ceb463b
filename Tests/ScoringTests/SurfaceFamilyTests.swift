// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Scoring

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

    @Test func tooNarrowBandwidthsAreRefused() {
        #expect(throws: ScoringError.self) { try SurfaceFamily(window: window, bandwidths: [2, 0.5]) }
    }
}

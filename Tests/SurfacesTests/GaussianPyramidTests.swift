// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import TestSupport
import Testing

@Suite struct GaussianPyramidTests {
    let window = SurfaceWindow(
        extent: Extent(minX: 0, minY: 0, maxX: 120, maxY: 80)!, columns: 120, rows: 80)

    /// Each point with its own Gaussian, at the cell centres.
    func reference(_ points: PointMasses, sigma: [Double], anisotropy: Double, peak: Bool) -> [Double] {
        (0..<window.count).map { cell in
            let x = Double(cell % 120) + 0.5, y = 80 - Double(cell / 120) - 0.5
            return points.x.indices.reduce(0) { sum, p in
                let dx = (points.x[p] - x) / sigma[p], dy = (points.y[p] - y) / (sigma[p] * anisotropy)
                let height = peak ? 1 : 1 / (2 * .pi * sigma[p] * sigma[p] * anisotropy)
                return sum + points.weights[p] * height * exp(-(dx * dx + dy * dy) / 2)
            }
        }
    }

    func sample(_ count: Int, sigma: ClosedRange<Double>, seed: UInt64) -> (PointMasses, [Double]) {
        let points = PointSample(count: count, width: 120, height: 80, seed: seed)
        var random = SplitMix(seed: seed)
        let widths = (0..<count).map { _ in
            exp(Double.random(in: log(sigma.lowerBound)...log(sigma.upperBound), using: &random))
        }
        return (PointMasses(x: points.x, y: points.y, weights: points.w), widths)
    }

    @Test(arguments: SurfaceAccuracy.allCases, [KernelScaling.unitPeak, .unitMass])
    func manyWidthsStayWithinTheStatedError(accuracy: SurfaceAccuracy, scaling: KernelScaling) throws {
        for (range, anisotropy) in [(1.5...40.0, 1.0), (0.3...6.0, 0.8), (3...3.2, 1.3)] {
            let (points, sigma) = sample(200, sigma: range, seed: 31)
            let surface = try KernelSurface(
                window: window, kernel: .gaussian, bandwidth: (1, anisotropy), scaling: scaling, accuracy: accuracy)
            let expected = reference(points, sigma: sigma, anisotropy: anisotropy, peak: scaling == .unitPeak)
            let widths = PointBandwidths(x: sigma, y: sigma.map { $0 * anisotropy })
            let error = SurfaceError(surface.values(points, bandwidths: widths), expected)
            let bounds = GaussianLatticeTests.bounds(accuracy)
            #expect(error.overPeak <= bounds.overPeak, "\(range)")
            #expect(error.relative <= bounds.relative, "\(range)")
        }
    }

    @Test(arguments: SurfaceAccuracy.allCases)
    func oneLonelyPointOfAnyWidthIsTheHardestCase(accuracy: SurfaceAccuracy) throws {
        let surface = try KernelSurface(
            window: window, kernel: .gaussian, bandwidth: (1, 1), scaling: .unitPeak, accuracy: accuracy)
        for step in 0..<60 {
            // A far point of the least width keeps the levels where they are.
            let sigma = [2, 2 * pow(10, Double(step) / 60)]
            let points = PointMasses(
                x: [-500, 55 + 0.37 * Double(step % 7)], y: [-500, 40 + 0.21 * Double(step % 5)], weights: [1, 1])
            let expected = reference(points, sigma: sigma, anisotropy: 1, peak: true)
            let error = SurfaceError(surface.values(points, bandwidths: PointBandwidths(sigma)), expected)
            let bounds = GaussianLatticeTests.bounds(accuracy)
            #expect(error.overPeak <= bounds.overPeak, "\(sigma)")
            #expect(error.relative <= bounds.relative, "\(sigma)")
        }
    }

    @Test func everyLevelOfInstructionsAgrees() throws {
        let (points, sigma) = sample(100, sigma: 1.5...20, seed: 5)
        let expected = reference(points, sigma: sigma, anisotropy: 1, peak: true)
        for level in InstructionLevel.available {
            let surface = try KernelSurface(window: window, kernel: .gaussian, bandwidth: (1, 1), level: level)
            let error = SurfaceError(surface.values(points, bandwidths: PointBandwidths(sigma)), expected)
            #expect(error.overPeak <= 1e-5 && error.relative <= 1e-3, "\(level)")
        }
    }

    @Test func anyNumberOfThreadsGivesTheSameBits() throws {
        let (points, sigma) = sample(150_000, sigma: 2...20, seed: 12)
        let surface = try KernelSurface(window: window, kernel: .gaussian, bandwidth: (1, 1))
        let single = surface.values(points, bandwidths: PointBandwidths(sigma))
        #expect(surface.values(points, bandwidths: PointBandwidths(sigma), threads: 3) == single)
        let one = try KernelSurface(window: window, kernel: .gaussian, bandwidth: (4, 4))
        #expect(one.values(points, threads: 3) == one.values(points))
    }

    @Test func noPointsMakeAnEmptySurface() throws {
        let surface = try KernelSurface(window: window, kernel: .gaussian, bandwidth: (1, 1))
        let none = PointMasses(x: [], y: [], weights: [])
        #expect(surface.values(none, bandwidths: PointBandwidths([])).allSatisfy { $0 == 0 })
    }
}

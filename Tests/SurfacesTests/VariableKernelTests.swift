// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
@testable import Surfaces
import TestSupport
import Testing

@Suite struct VariableKernelTests {
    let window = SurfaceWindow(
        extent: Extent(minX: 0, minY: 0, maxX: 150, maxY: 40)!, columns: 150, rows: 40)

    func reference(_ points: PointMasses, _ kernel: SurfaceKernel, _ widths: PointBandwidths) -> [Double] {
        (0..<window.count).map { cell in
            let x = Double(cell % 150) + 0.5, y = 40 - Double(cell / 150) - 0.5
            return points.x.indices.reduce(0) { sum, p in
                let dx = (points.x[p] - x) / widths.x[p], dy = (points.y[p] - y) / widths.y[p]
                return sum + points.weights[p] * kernel.value(squaredDistance: dx * dx + dy * dy)
            }
        }
    }

    func sample(_ count: Int, _ range: ClosedRange<Double>, seed: UInt64) -> (PointMasses, PointBandwidths) {
        let points = PointSample(count: count, width: 150, height: 40, seed: seed)
        var random = SplitMix(seed: seed)
        let x = (0..<count).map { _ in Double.random(in: range, using: &random) }
        let y = x.map { $0 * Double.random(in: 0.7...1.4, using: &random) }
        return (PointMasses(x: points.x, y: points.y, weights: points.w), PointBandwidths(x: x, y: y))
    }

    @Test(arguments: SurfaceKernel.allCases.filter { $0 != .gaussian }, [0.6...3, 3...30, 60...200])
    func everyKernelAgreesWithTheSumOverAllPoints(kernel: SurfaceKernel, range: ClosedRange<Double>) throws {
        let (points, widths) = sample(90, range, seed: 17)
        let expected = reference(points, kernel, widths)
        for level in InstructionLevel.available {
            let surface = try KernelSurface(window: window, kernel: kernel, bandwidth: (1, 1), level: level)
            let error = SurfaceError(surface.values(points, bandwidths: widths), expected)
            #expect(error.relative <= 2e-6, "\(level)")
        }
    }

    @Test func outsideAllSupportsThereIsNothing() throws {
        let points = PointMasses(x: [20, 30.5], y: [20, 20.25], weights: [3, 4])
        let surface = try KernelSurface(window: window, kernel: .triweight, bandwidth: (1, 1))
        let values = surface.values(points, bandwidths: PointBandwidths([7, 2]))
        #expect(values[20 * 150 + 100] == 0)
        #expect(values[39 * 150 + 20] == 0)
    }

    @Test func anyNumberOfThreadsGivesTheSameBits() throws {
        let (points, widths) = sample(200, 2...30, seed: 3)
        let surface = try KernelSurface(window: window, kernel: .quartic, bandwidth: (1, 1))
        let single = surface.values(points, bandwidths: widths)
        #expect(surface.values(points, bandwidths: widths, threads: 3) == single)
    }

    @Test(arguments: SurfaceAccuracy.allCases)
    func gaussiansOfManyShapesStayWithinTheStatedError(accuracy: SurfaceAccuracy) throws {
        let (points, widths) = sample(80, 1.6...20, seed: 8)
        let surface = try KernelSurface(
            window: window, kernel: .gaussian, bandwidth: (1, 1), scaling: .unitPeak, accuracy: accuracy)
        let error = SurfaceError(
            surface.values(points, bandwidths: widths), reference(points, .gaussian, widths))
        let bounds = GaussianLatticeTests.bounds(accuracy)
        #expect(error.overPeak <= bounds.overPeak)
        #expect(error.relative <= bounds.relative)
    }

    @Test func theSameCircleIsWiderInDegreesFartherNorth() throws {
        let widths = PointBandwidths(.kilometers(10), atLatitudes: [0, 33.5, 60])
        #expect(abs(widths.x[0] - 0.089_83) < 1e-5)  // 10 km of 111.3195 km per degree
        #expect(abs(widths.y[0] - 0.090_44) < 1e-5)  // of 110.574 km
        #expect(abs(widths.x[1] / 10 - 1 / 92.93) < 1e-5)
        #expect(abs(widths.x[2] / widths.y[2] - 1.995) < 5e-3)
    }

    @Test func abramsonByHand() {
        // Two equal points far apart have the same density: both keep the pilot's bandwidth.
        let apart = Abramson.bandwidths(of: PointMasses(x: [0, 100], y: [0, 0], weights: [1, 1]), pilot: (2, 2))
        for width in apart.x { #expect(abs(width - 2) < 1e-5) }
        // Nine on one place and one alone: densities 9 : 1, g = 9^0.9, so the lone one is 9^0.45 wider.
        let crowd = PointMasses(
            x: [Double](repeating: 0, count: 9) + [100], y: [Double](repeating: 0, count: 10),
            weights: [Double](repeating: 1, count: 10))
        let widths = Abramson.bandwidths(of: crowd, pilot: (2, 2))
        #expect(abs(widths.x[9] - 2 * pow(9, 0.45)) < 1e-4)
        #expect(abs(widths.x[0] - 2 * pow(9, -0.05)) < 1e-4)
        let capped = Abramson.bandwidths(of: crowd, pilot: (2, 2), cap: 1.5)
        #expect(capped.x[9] == 3)
    }

    @Test func densitiesAtThePointsAgreeWithTheirSum() {
        let points = PointSample(count: 150, width: 60, height: 40, seed: 4)
        let masses = PointMasses(x: points.x, y: points.y, weights: points.w)
        let densities = GaussianDensities(masses, bandwidth: (3, 2.5), level: .current).values
        for p in stride(from: 0, to: 150, by: 11) {
            let expected = points.x.indices.reduce(0.0) { sum, other in
                let dx = (points.x[p] - points.x[other]) / 3, dy = (points.y[p] - points.y[other]) / 2.5
                return sum + points.w[other] * exp(-(dx * dx + dy * dy) / 2) / (2 * .pi * 7.5)
            }
            #expect(abs(densities[p] / expected - 1) < 1e-4)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
@testable import Surfaces
import Testing

@Suite struct CompactKernelTests {
    static let compact = SurfaceKernel.allCases.filter { $0 != .gaussian }

    /// Cell centres against every point, in double precision.
    static func reference(
        _ points: PointMasses, _ window: SurfaceWindow, _ kernel: SurfaceKernel, _ bandwidth: (x: Double, y: Double)
    ) -> [Double] {
        (0..<window.count).map { cell in
            let x = window.west + (Double(cell % window.columns) + 0.5) * window.cellWidth
            let y = window.north - (Double(cell / window.columns) + 0.5) * window.cellHeight
            return points.x.indices.reduce(0) { sum, p in
                let dx = (points.x[p] - x) / bandwidth.x, dy = (points.y[p] - y) / bandwidth.y
                return sum + points.weights[p] * kernel.value(squaredDistance: dx * dx + dy * dy)
            }
        }
    }

    func window(_ columns: Int, _ rows: Int) -> SurfaceWindow {
        SurfaceWindow(
            extent: Extent(minX: 0, minY: 0, maxX: Double(columns), maxY: Double(rows))!, columns: columns, rows: rows)
    }

    func sample(_ count: Int, _ columns: Int, _ rows: Int, seed: UInt64) -> PointMasses {
        let points = PointSample(count: count, width: Double(columns), height: Double(rows), seed: seed)
        return PointMasses(x: points.x, y: points.y, weights: points.w)
    }

    @Test(arguments: compact, [0.7, 4, 13, 40, 77, 200])
    func everyKernelAgreesWithTheSumOverAllPoints(kernel: SurfaceKernel, radius: Double) throws {
        let window = window(96, 60)
        let points = sample(120, 96, 60, seed: 21)
        let surface = try KernelSurface(window: window, kernel: kernel, bandwidth: (radius, radius))
        let error = SurfaceError(
            surface.values(points), Self.reference(points, window, kernel, (radius, radius)))
        #expect(error.relative <= 1e-6)
        #expect(error.overPeak <= 1e-6)
    }

    @Test(arguments: compact)
    func ellipsesAndOddWindowsAndLevels(kernel: SurfaceKernel) throws {
        for (columns, rows) in [(1, 1), (16, 16), (17, 15), (33, 48), (70, 5)] {
            let window = window(columns, rows)
            let points = sample(60, columns, rows, seed: 4)
            let reference = Self.reference(points, window, kernel, (19, 11))
            for level in InstructionLevel.available {
                let surface = try KernelSurface(window: window, kernel: kernel, bandwidth: (19, 11), level: level)
                let error = SurfaceError(surface.values(points), reference)
                #expect(error.relative <= 1e-6, "\(level) \(columns) x \(rows)")
            }
        }
    }

    @Test func pointsOutsideReachIn() throws {
        let window = window(40, 30)
        let points = PointMasses(x: [-7, 15, 52, 200], y: [12, 41, -9, 200], weights: [1, 2, 3, 4])
        let surface = try KernelSurface(window: window, kernel: .quartic, bandwidth: (20, 20))
        let error = SurfaceError(surface.values(points), Self.reference(points, window, .quartic, (20, 20)))
        #expect(error.relative <= 1e-6)
    }

    @Test func aRadiusFarBeyondTheWindowCostsNoMemory() throws {
        let window = window(40, 30)
        let points = PointMasses(x: [-70, 15, 92, 20], y: [12, 41, -99, 20], weights: [1, 2, 3, 4])
        for radius in [150.0, 1e7] {
            let surface = try KernelSurface(window: window, kernel: .epanechnikov, bandwidth: (radius, radius))
            let expected = Self.reference(points, window, .epanechnikov, (radius, radius))
            #expect(SurfaceError(surface.values(points), expected).relative <= 1e-6)
        }
    }

    @Test func manyThreadsSortManyPointsAlike() throws {
        let surface = try KernelSurface(window: window(48, 48), kernel: .epanechnikov, bandwidth: (3, 3))
        let points = sample(70_000, 48, 48, seed: 19)
        #expect(surface.values(points, threads: 3) == surface.values(points))
    }

    @Test func manyPointsInOnePlaceKeepTheirDigits() throws {
        let window = window(48, 48)
        var points = sample(3000, 20, 20, seed: 2)
        for p in points.x.indices { points.x[p] = 12 + points.x[p] }
        let surface = try KernelSurface(window: window, kernel: .epanechnikov, bandwidth: (25, 25))
        let error = SurfaceError(surface.values(points), Self.reference(points, window, .epanechnikov, (25, 25)))
        #expect(error.relative <= 1e-6)
    }

    @Test(arguments: compact)
    func anyNumberOfThreadsGivesTheSameBits(kernel: SurfaceKernel) throws {
        let surface = try KernelSurface(window: window(200, 150), kernel: kernel, bandwidth: (23, 23))
        let points = sample(500, 200, 150, seed: 6)
        let single = surface.values(points)
        for threads in 2...4 { #expect(surface.values(points, threads: threads) == single) }
    }

    @Test(arguments: SurfaceKernel.allCases)
    func unitMassIntegratesToOne(kernel: SurfaceKernel) throws {
        let points = PointMasses(x: [100.3], y: [99.6], weights: [2])
        let surface = try KernelSurface(
            window: window(200, 200), kernel: kernel, bandwidth: (17, 17), scaling: .unitMass)
        let sum = surface.values(points).reduce(0.0) { $0 + Double($1) }
        #expect(abs(sum - 2) < (kernel == .uniform ? 0.02 : 2e-3))
    }

    @Test func scalingsByHand() {
        #expect(abs(KernelScaling.qgisScaled.factor(.quartic, bandwidth: (10, 10)) - 0.0692_34) < 1e-5)
        #expect(abs(KernelScaling.unitMass.factor(.quartic, bandwidth: (10, 10)) - 0.009_549_3) < 1e-7)
        #expect(KernelScaling.unitPeak.factor(.triangular, bandwidth: (3, 4)) == 1)
    }

    @Test func theBufferHoldsWhatTheArrayHolds() throws {
        let window = window(100, 40)
        let points = sample(100, 100, 40, seed: 3)
        for kernel in [SurfaceKernel.gaussian, .epanechnikov] {
            let surface = try KernelSurface(window: window, kernel: kernel, bandwidth: (9, 9))
            let buffer = SurfaceBuffer(window)
            surface.write(points, into: buffer)
            #expect(buffer.packed() == surface.values(points))
        }
    }

    @Test func equalPlacesAddUp() {
        let points = PointMasses(x: [1, 2, 1, 1], y: [5, 5, 5, 6], weights: [1, 2, 3, 4]).coalesced()
        #expect(points.x == [1, 2, 1] && points.y == [5, 5, 6] && points.weights == [4, 2, 4])
    }

    @Test func noPointsMakeAnEmptySurface() throws {
        for kernel in SurfaceKernel.allCases {
            let surface = try KernelSurface(window: window(20, 20), kernel: kernel, bandwidth: (3, 3))
            #expect(surface.values(PointMasses(x: [], y: [], weights: [])).allSatisfy { $0 == 0 })
        }
        #expect(throws: SurfaceFault.self) {
            try KernelSurface(window: window(2, 2), kernel: .quartic, bandwidth: (0, 1))
        }
    }
}

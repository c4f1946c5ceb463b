// SPDX-License-Identifier: Apache-2.0

@testable import Surfaces
import Testing

@Suite struct GaussianLatticeTests {
    static func bounds(_ accuracy: SurfaceAccuracy) -> (overPeak: Double, relative: Double) {
        accuracy == .standard ? (1e-5, 1e-3) : (1e-6, 1e-4)
    }

    @Test(arguments: SurfaceAccuracy.allCases, [0.5, 1.7, 3, 11, 40])
    func manyPointsStayWithinTheStatedError(accuracy: SurfaceAccuracy, sigma: Double) {
        let points = PointSample(count: 300, width: 130, height: 90, seed: 3)
        for reading in [CellReading.center, .mean] where reading == .mean || sigma >= 1 {
            var lattice = GaussianLattice(
                columns: (130, 1), rows: (90, 1), sigma: sigma, reading: reading, accuracy: accuracy)
            lattice.spread(x: points.x, y: points.y, w: points.w)
            let reference = ReferenceGaussian.surface(
                points, columns: (130, 1), rows: (90, 1), sigma: (sigma, sigma), reading: reading)
            let error = SurfaceError(lattice.surface(), reference)
            #expect(error.overPeak <= Self.bounds(accuracy).overPeak, "\(reading)")
            #expect(error.relative <= Self.bounds(accuracy).relative, "\(reading)")
        }
    }

    @Test(arguments: SurfaceAccuracy.allCases)
    func oneLonelyPointIsTheHardestCase(accuracy: SurfaceAccuracy) {
        // No neighbour hides the truncation of its tails; every position relative to the nodes is tried.
        for shift in 0..<40 {
            var points = PointSample(count: 0, width: 1, height: 1, seed: 0)
            points.x = [40 + Double(shift) * 0.173]
            points.y = [40 + Double(shift) * 0.311]
            points.w = [2.5]
            var lattice = GaussianLattice(
                columns: (90, 1), rows: (90, 1), sigma: 7, reading: .center, accuracy: accuracy)
            lattice.spread(x: points.x, y: points.y, w: points.w)
            let reference = ReferenceGaussian.surface(
                points, columns: (90, 1), rows: (90, 1), sigma: (7, 7), reading: .center)
            let error = SurfaceError(lattice.surface(), reference)
            #expect(error.overPeak <= Self.bounds(accuracy).overPeak)
            #expect(error.relative <= Self.bounds(accuracy).relative)
        }
    }

    @Test func pixelsNeedNotBeSquareNorTheKernelRound() {
        let points = PointSample(count: 100, width: 60, height: 45, seed: 5)
        var lattice = GaussianLattice(
            columns: (120, 0.5), rows: (30, 1.5), sigma: 4, anisotropy: 0.8, reading: .center, accuracy: .standard)
        lattice.spread(x: points.x, y: points.y, w: points.w)
        let reference = ReferenceGaussian.surface(
            points, columns: (120, 0.5), rows: (30, 1.5), sigma: (4, 3.2), reading: .center)
        let error = SurfaceError(lattice.surface(), reference)
        #expect(error.overPeak <= 1e-5 && error.relative <= 1e-3)
    }

    @Test func pointsOutsideReachIn() {
        var points = PointSample(count: 0, width: 1, height: 1, seed: 0)
        points.x = [-6, 45]
        points.y = [15, 33]
        points.w = [1, 3]
        var lattice = GaussianLattice(
            columns: (40, 1), rows: (30, 1), sigma: 4, reading: .center, accuracy: .standard, reach: 24)
        lattice.spread(x: points.x, y: points.y, w: points.w)
        let reference = ReferenceGaussian.surface(
            points, columns: (40, 1), rows: (30, 1), sigma: (4, 4), reading: .center)
        // Relative to the peak inside the window.
        #expect(SurfaceError(lattice.surface(), reference).overPeak <= 2e-5)
    }

    @Test(arguments: [1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 511, 512, 513, 530])
    func everyTailLengthOfARowIsRight(columns: Int) {
        let points = PointSample(count: 40, width: Double(columns), height: 9, seed: 8)
        let reference = ReferenceGaussian.surface(
            points, columns: (columns, 1), rows: (9, 1), sigma: (2, 2), reading: .mean)
        for level in InstructionLevel.available {
            var lattice = GaussianLattice(
                columns: (columns, 1), rows: (9, 1), sigma: 2, reading: .mean, accuracy: .standard, level: level)
            lattice.spread(x: points.x, y: points.y, w: points.w)
            let error = SurfaceError(lattice.surface(), reference)
            #expect(error.overPeak <= 1e-5 && error.relative <= 1e-3, "\(level)")
        }
    }

    @Test func anyNumberOfThreadsGivesTheSameBits() {
        let points = PointSample(count: 500, width: 1300, height: 40, seed: 9)
        var lattice = GaussianLattice(
            columns: (1300, 1), rows: (40, 1), sigma: 3, reading: .mean, accuracy: .standard)
        lattice.spread(x: points.x, y: points.y, w: points.w)
        let single = lattice.surface(threads: 1)
        for threads in 2...4 { #expect(lattice.surface(threads: threads) == single) }
    }

    @Test func massEvenlyOverCellsIsSmoothedLikeItsIntegral() {
        // A block of 8 x 6 cells, each of mass 1: along one axis its smoothed mean is the integral of the kernel over
        // two cells, which many points inside the cells approach.
        var fine = PointSample(count: 0, width: 1, height: 1, seed: 0)
        for x in 0..<80 {
            for y in 0..<60 {
                fine.x.append(20 + (Double(x) + 0.5) / 10)
                fine.y.append(12 + (Double(y) + 0.5) / 10)
                fine.w.append(0.01)
            }
        }
        let reference = ReferenceGaussian.surface(
            fine, columns: (50, 1), rows: (40, 1), sigma: (1.5, 1.5), reading: .mean)
        let cells = (12..<18).flatMap { row in (20..<28).map { Int32(row * 50 + $0) } }
        var lattice = GaussianLattice(
            columns: (50, 1), rows: (40, 1), sigma: 1.5, reading: .mean, accuracy: .standard)
        lattice.add(CellBlock(indices: cells, values: cells.map { _ in 1 }, gridColumns: 50))
        let error = SurfaceError(lattice.surface(), reference)
        #expect(error.overPeak < 5e-4)  // the points' own discretisation: 0.1^2 / 24 of the curvature
        #expect(abs(lattice.surface().reduce(0.0) { $0 + Double($1) } - 48) < 1e-3)
    }

    @Test func readingOffIsTheTransposeOfSmoothing() {
        let points = PointSample(count: 60, width: 50, height: 40, seed: 13)
        let cells: [Int32] = [0, 3, 205, 206, 777, 1999]
        let values: [Float] = [1, 0.5, 2, 0.25, 1, 3]
        var lattice = GaussianLattice(
            columns: (50, 1), rows: (40, 1), sigma: 2.2, reading: .mean, accuracy: .standard)
        var influence = lattice.influence(on: CellBlock(indices: cells, values: values, gridColumns: 50))
        var read = [Double](repeating: 0, count: 60)
        lattice.sample(&influence, x: points.x, y: points.y, into: &read)
        lattice.spread(x: points.x, y: points.y, w: points.w)
        let surface = lattice.surface()
        let forward = zip(cells, values).reduce(0.0) { $0 + Double(surface[Int($1.0)]) * Double($1.1) }
        let backward = zip(read, points.w).reduce(0.0) { $0 + $1.0 * $1.1 }
        #expect(abs(forward - backward) < 1e-5 * forward)
    }
}

@Suite struct GaussLegendreTests {
    @Test func pointsIntegratePolynomialsExactly() {
        for count in 2...30 {
            let points = GaussLegendre.points(count)
            #expect(abs(points.reduce(0) { $0 + $1.weight } - 1) < 1e-13)
            // The mean of x^2 over -1/2...1/2 is 1/12, that of x^3 is 0.
            #expect(abs(points.reduce(0) { $0 + $1.weight * $1.at * $1.at } - 1.0 / 12) < 1e-13)
            #expect(abs(points.reduce(0) { $0 + $1.weight * $1.at * $1.at * $1.at }) < 1e-13)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Foundation

/// Gaussians with a standard deviation per point, through lattices whose spacing grows by the root of 2 from level to
/// level. A point is spread on the coarsest level that its width allows; from there each level is refined to the next
/// finer one, and each refinement adds a variance of its own, which the spreading leaves out. So the cost of a point
/// hardly depends on its width, and that of the cells not at all on the number of widths.
struct GaussianPyramid {
    /// The finest level, of which the interpolation to cells is used.
    private let finest: GaussianLattice
    private let levels: [Level]
    /// Nodes of all levels, one level after the other. Each is 2 pi times a density per squared spacing.
    private var nodes: [Float]

    /// Shape and widths of one level.
    private struct Level {
        let columns: LatticeAxis
        let rows: LatticeAxis
        /// Position of its first node among all.
        let offset: Int
        /// Along x: what everything from here to the cells adds to the variance, and the least that a point needs.
        let variance: Double
        let threshold: Double

        var window: NodeWindow {
            NodeWindow(firstLine: 0, firstDepth: 0, lines: columns.nodeCount, depth: rows.nodeCount)
        }
        var stride: Int { (rows.nodeCount + 15) / 16 * 16 }
        var count: Int { columns.nodeCount * stride }
    }

    /// Standard deviations that a stencil must reach: at the distance where one point's Gaussian has fallen to 1e-3 of
    /// its peak (standard) or 1e-3 with a tenth of the error (tight), the nodes that carry its value lie inside.
    private let reach: Double

    /// Spacing of neighbouring levels: the finer the steps, the smaller the widest stencil.
    private static let ratio = cbrt(2.0)
    /// Levels for standard deviations along x from the least to the largest; the rest is as in `GaussianLattice`.
    init(
        columns: (count: Int, size: Double), rows: (count: Int, size: Double), frame: LatticeFrame,
        sigma: ClosedRange<Double>, anisotropy: Double = 1, reading: CellReading, accuracy: SurfaceAccuracy,
        scale: Double = 1, level: InstructionLevel = .current
    ) {
        let precision = LatticePrecision(accuracy)
        levels = Self.levels(columns, rows, sigma: sigma, anisotropy: anisotropy, precision: precision)
        reach = accuracy == .standard ? 4.95 : 5.8
        nodes = [Float](repeating: 0, count: levels.reduce(0) { $0 + $1.count })
        finest = GaussianLattice(
            columns: levels[0].columns, rows: levels[0].rows, frame: frame, reading: reading,
            scale: scale * precision.alpha * precision.alpha, level: level)
    }

    private static func levels(
        _ columns: (count: Int, size: Double), _ rows: (count: Int, size: Double), sigma: ClosedRange<Double>,
        anisotropy: Double, precision: LatticePrecision
    ) -> [Level] {
        var levels: [Level] = []
        var spacing = sigma.lowerBound / (precision.alpha * 2.0.squareRoot()), variance = 0.0, offset = 0
        var own = precision
        // Refinement reads so many nodes beyond the cells; every stencil of up to 24 that touches one lies inside.
        var beyond = 8.0
        while true {
            variance += own.alpha * own.alpha * spacing * spacing
            let threshold = threshold(variance: variance, spacing: spacing, precision: precision)
            if !levels.isEmpty, sigma.upperBound * sigma.upperBound < threshold { return levels }
            let stencil = Int(beyond) + 25
            let level = Level(
                columns: LatticeAxis(
                    cellCount: columns.count, cellSize: columns.size, spacing: spacing, precision: own, reach: 0,
                    stencil: stencil),
                rows: LatticeAxis(
                    cellCount: rows.count, cellSize: rows.size, spacing: spacing * anisotropy, precision: own,
                    reach: 0, stencil: stencil),
                offset: offset, variance: variance, threshold: threshold)
            levels.append(level)
            offset += level.count
            spacing *= ratio
            own = LatticePrecision(alpha: precision.alpha * 0.82, taps: precision.taps - 2)
            beyond = beyond / ratio + 8
        }
    }

    /// The least variance of a point for a level with this spacing, from which everything adds `variance` on the way to
    /// the cells. The error of replacing integrals by sums over nodes falls with s^2 V / (s^2 + V), s^2 being what the
    /// point has left; the finest lattice has alpha^2 / 2 there.
    private static func threshold(variance: Double, spacing: Double, precision: LatticePrecision) -> Double {
        let needed = precision.alpha * precision.alpha / 2 * spacing * spacing
        return variance + needed * variance / (variance - needed)
    }

    /// Adds points; `w` is their mass, or with `unitPeak` the height of a Gaussian at its own place in units of
    /// 1 / (2 pi anisotropy). `stretch` multiplies sigma along x, from 1 to 1.2, for kernels that are not all of one
    /// shape.
    mutating func spread(
        x: [Double], y: [Double], w: [Double], sigma: [Double], stretch: [Double]? = nil, unitPeak: Bool = false,
        threads: Int = 1
    ) {
        guard !x.isEmpty else { return }
        let (kernels, pyramid) = (finest.kernels, self)
        let stencils = cscore_stencils(
            floor: levels[0].threshold, reach2: reach * reach, unitPeak: unitPeak ? 1 : 0)
        nodes.accumulate(points: x.count, threads: threads, kernels: kernels) { scratch, range in
            let described = pyramid.described(scratch)
            x.withUnsafeBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    w.withUnsafeBufferPointer { w in
                        sigma.withUnsafeBufferPointer { sigma in
                            let first = range.lowerBound
                            kernels.spread_levels(
                                described, Int32(described.count), x.baseAddress! + first, y.baseAddress! + first,
                                w.baseAddress! + first, sigma.baseAddress! + first,
                                stretch.map { Array($0[range]) }, stencils, Int64(range.count))
                        }
                    }
                }
            }
        }
    }

    /// The levels as the loops want them, over the memory of some nodes.
    private func described(_ nodes: UnsafeMutablePointer<Float>) -> [cscore_level] {
        let down: Double = finest.frame.northUp ? -1 : 1
        return levels.map { level in
            let lattice = cscore_lattice(
                nodes: nodes + level.offset, stride: Int64(level.stride), lines: Int64(level.columns.nodeCount),
                depth: Int64(level.rows.nodeCount))
            return cscore_level(
                lattice: lattice, originX: finest.frame.x - Double(level.columns.pad) * level.columns.spacing,
                originY: finest.frame.y - down * Double(level.rows.pad) * level.rows.spacing,
                scaleX: 1 / level.columns.spacing, scaleY: down / level.rows.spacing, variance: level.variance,
                threshold: level.threshold)
        }
    }

    /// Writes the surface, as `GaussianLattice` does.
    func interpolate(into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int) {
        var lattice = finest
        lattice.nodes = window(of: levels.count - 1)
        for level in Swift.stride(from: levels.count - 1, to: 0, by: -1) {
            lattice.nodes = refined(lattice.nodes, from: level)
        }
        lattice.interpolate(into: out, stride: stride, threads: threads)
    }

    private func window(of level: Int) -> NodeWindow {
        var window = levels[level].window
        let first = levels[level].offset
        window.values = Array(nodes[first..<first + levels[level].count])
        return window
    }

    /// The nodes of the next finer level: its own and what the level's nodes become there.
    private func refined(_ nodes: NodeWindow, from level: Int) -> NodeWindow {
        let kernels = finest.kernels
        var finer = window(of: level - 1)
        let byLine = levels[level].columns.refinement(to: levels[level - 1].columns, kernels: kernels)
        let byDepth = levels[level].rows.refinement(to: levels[level - 1].rows, kernels: kernels)
        let (lines, depth) = (finer.lines, nodes.depth), padded = (lines + 15) / 16 * 16
        var wide = [Float](repeating: 0, count: lines * nodes.stride)
        var turned = [Float](repeating: 0, count: depth * padded)
        var fine = [Float](repeating: 0, count: finer.depth * padded)
        var back = [Float](repeating: 0, count: lines * finer.stride)
        kernels.interpolate(
            &wide, Int64(nodes.stride), nodes.values, Int64(nodes.stride), Int64(nodes.stride), Int64(lines),
            byLine.base, byLine.weights, Int32(byLine.taps), 0)
        kernels.transpose(&turned, Int64(padded), wide, Int64(nodes.stride), Int64(lines), Int64(depth))
        kernels.interpolate(
            &fine, Int64(padded), turned, Int64(padded), Int64(padded), Int64(finer.depth), byDepth.base,
            byDepth.weights, Int32(byDepth.taps), 0)
        kernels.transpose(&back, Int64(finer.stride), fine, Int64(padded), Int64(finer.depth), Int64(lines))
        for node in back.indices { finer.values[node] += back[node] }
        return finer
    }
}

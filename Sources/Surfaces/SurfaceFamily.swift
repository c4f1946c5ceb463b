// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Foundation

/// Gaussian surfaces of the same points for several weightings (half-lives) and several bandwidths, made together: the
/// points are spread once, with all weights, onto the lattice of the narrowest bandwidth, and the lattice of each other
/// is made of that of a narrower one.
public struct SurfaceFamily: Sendable {
    /// Cells.
    public let window: SurfaceWindow
    /// Standard deviations along x, as given.
    public let bandwidths: [Double]
    /// Ratio of the standard deviations along y and x.
    public let anisotropy: Double
    /// Exactness.
    public let accuracy: SurfaceAccuracy
    /// Instruction level.
    public let level: InstructionLevel

    /// Takes positive bandwidths of at least 1.3 cells, below which a lattice would be finer than the cells.
    public init(
        window: SurfaceWindow, bandwidths: [Double], anisotropy: Double = 1, accuracy: SurfaceAccuracy = .standard,
        level: InstructionLevel = .current
    ) throws(SurfaceFault) {
        for bandwidth in bandwidths { try NarrowGaussians.refuse(bandwidth, in: window, anisotropy: anisotropy) }
        self.window = window
        self.bandwidths = bandwidths
        self.anisotropy = anisotropy
        self.accuracy = accuracy
        self.level = level
    }

    /// Calls `body` with each surface in turn, narrow bandwidths first: position of the weighting, position of the
    /// bandwidth, and the densities of unit mass in a buffer that the next surface overwrites. `weights` holds one array
    /// per weighting, each with one weight per point.
    public func forEachSurface(
        x: [Double], y: [Double], weights: [[Double]], threads: Int = 1,
        _ body: (_ weighting: Int, _ bandwidth: Int, _ surface: SurfaceBuffer) -> Void
    ) {
        let buffer = SurfaceBuffer(window)
        let outside = min(window.outside(x: x, y: y, anisotropy: anisotropy), 6 * (bandwidths.max() ?? 0))
        var done: [(bandwidth: Double, lattice: GaussianLattice, nodes: [NodeWindow])] = []
        for position in bandwidths.indices.sorted(by: { (bandwidths[$0], $0) < (bandwidths[$1], $1) }) {
            let bandwidth = bandwidths[position]
            var lattice: GaussianLattice, nodes: [NodeWindow]
            // Nodes hold a Gaussian of a wider lattice as exactly as that of their own only from twice the variance on.
            if let source = done.last(where: { 2 * $0.bandwidth * $0.bandwidth <= bandwidth * bandwidth }) {
                lattice = self.lattice(bandwidth, reach: reach(of: source.lattice))
                let widening = LatticeWidening(from: source.lattice, to: lattice)
                nodes = source.nodes.map(widening.apply)
            } else {
                lattice = self.lattice(bandwidth, reach: outside)
                nodes = spread(x, y, weights, over: lattice, threads: threads)
            }
            for weighting in weights.indices {
                lattice.nodes = nodes[weighting]
                lattice.interpolate(into: buffer.values, stride: buffer.stride, threads: threads)
                body(weighting, position, buffer)
            }
            done.append((bandwidth, lattice, nodes))
        }
    }

    /// How far outside the window the nodes of a lattice lie, in x.
    private func reach(of lattice: GaussianLattice) -> Double {
        let along = Double(lattice.columns.pad) * lattice.columns.spacing
        return max(along, Double(lattice.rows.pad) * lattice.rows.spacing / anisotropy)
    }

    private func lattice(_ sigma: Double, reach: Double) -> GaussianLattice {
        GaussianLattice(
            over: window, sigma: sigma, anisotropy: anisotropy, accuracy: accuracy, reach: reach, level: level)
    }

    /// One lattice per weighting; each stencil is computed once for all.
    private func spread(
        _ x: [Double], _ y: [Double], _ weights: [[Double]], over lattice: GaussianLattice, threads: Int
    ) -> [NodeWindow] {
        let shape = lattice.nodes, mapping = lattice.spreading(fromLine: 0, depth: 0), kernels = lattice.kernels
        var nodes = [Float](repeating: 0, count: shape.values.count * weights.count)
        nodes.accumulate(points: x.count, lattices: weights.count, threads: threads, kernels: kernels) {
            memory, range in
            let lattices = weights.indices.map {
                cscore_lattice(
                    nodes: memory + $0 * shape.values.count, stride: Int64(shape.stride), lines: Int64(shape.lines),
                    depth: Int64(shape.depth))
            }
            let parts = weights.map { Array($0[range]) }
            PointerList(parts).withPointers { pointers in
                kernels.spread_many(
                    lattices, Int32(lattices.count), mapping, Array(x[range]), Array(y[range]), pointers,
                    Int64(range.count))
            }
        }
        return weights.indices.map { weighting in
            var window = shape
            window.values = Array(nodes[weighting * shape.values.count..<(weighting + 1) * shape.values.count])
            return window
        }
    }
}

/// Pointers to several arrays at once.
private struct PointerList {
    let arrays: [[Double]]

    init(_ arrays: [[Double]]) { self.arrays = arrays }

    func withPointers(_ body: ([UnsafePointer<Double>?]) -> Void) { next(0, [], body) }

    private func next(
        _ position: Int, _ pointers: [UnsafePointer<Double>?], _ body: ([UnsafePointer<Double>?]) -> Void
    ) {
        guard position < arrays.count else { return body(pointers) }
        arrays[position].withUnsafeBufferPointer { next(position + 1, pointers + [$0.baseAddress], body) }
    }
}

/// From the lattice of a narrow Gaussian to that of a wider one: the half-kernels differ by a Gaussian, whose variance
/// is the difference of theirs.
private struct LatticeWidening {
    let columns: NodeTable
    let rows: NodeTable
    let target: GaussianLattice

    init(from narrow: GaussianLattice, to wide: GaussianLattice) {
        columns = Self.table(from: narrow.columns, to: wide.columns, kernels: wide.kernels)
        rows = Self.table(from: narrow.rows, to: wide.rows, kernels: wide.kernels)
        target = wide
    }

    private static func table(from narrow: LatticeAxis, to wide: LatticeAxis, kernels: cscore_kernels) -> NodeTable {
        let alpha = narrow.precision.alpha, ratio = narrow.spacing / wide.spacing
        // In squared spacings of the wide lattice: both half-kernels have variance alpha^2 in their own.
        let variance = alpha * alpha * (1 - ratio * ratio)
        let precision = LatticePrecision(alpha: variance.squareRoot(), taps: narrow.precision.taps)
        // A sum over narrow nodes of their half-kernels: spacing over root of 2 pi variances turns it into the wide one.
        let scale = wide.precision.alpha / (variance.squareRoot() * (2 * Double.pi).squareRoot() * alpha)
        return NodeTable(
            wide.positions(of: narrow), width: 0, precision: precision, scale: scale, kernels: kernels)
    }

    func apply(_ nodes: NodeWindow) -> NodeWindow {
        var result = target.nodes
        let depth = nodes.stride
        // Lines first: `aggregate` adds whole lines of equal x.
        var byLine = [Float](repeating: 0, count: result.lines * depth)
        add(columns, nodes.values, depth, into: &byLine)
        var turned = [Float](repeating: 0, count: depth * result.lines)
        target.kernels.transpose(
            &turned, Int64(result.lines), byLine, Int64(depth), Int64(result.lines), Int64(depth))
        var byDepth = [Float](repeating: 0, count: result.depth * result.lines)
        add(rows, turned, result.lines, into: &byDepth)
        target.kernels.transpose(
            &result.values, Int64(result.stride), byDepth, Int64(result.lines), Int64(result.depth),
            Int64(result.lines))
        return result
    }

    private func add(_ table: NodeTable, _ source: [Float], _ width: Int, into out: inout [Float]) {
        target.kernels.aggregate(
            &out, Int64(width), source, Int64(width), Int64(width), Int64(table.base.count), table.base, table.weights,
            Int32(table.taps))
    }
}

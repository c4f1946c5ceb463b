// SPDX-License-Identifier: Apache-2.0

import CScore
import Foundation

/// What a cell's value is.
public enum CellReading: Sendable, Hashable {
    /// The surface at the cell's centre.
    case center
    /// The mean of the surface over the cell: sums over cells are then integrals, whatever the bandwidth.
    case mean
}

/// The two numbers that fix the error of a Gaussian lattice (docs/methods/gaussian-surfaces.md derives them).
struct LatticePrecision: Sendable, Hashable {
    /// Standard deviation of either half-kernel in node spacings.
    let alpha: Double
    /// Nodes that a half-kernel touches along one axis.
    let taps: Int

    init(_ accuracy: SurfaceAccuracy) {
        switch accuracy {
        case .standard: self.init(alpha: 1.16, taps: 13)
        case .tight: self.init(alpha: 1.3, taps: 15)
        }
    }

    init(alpha: Double, taps: Int) {
        self.alpha = alpha
        self.taps = taps
    }
}

/// For each cell along one axis: the first node that it touches and the weights of the `taps` nodes from there.
package struct NodeTable: Sendable {
    let base: [Int32]
    let weights: [Float]
    let taps: Int
}

/// One axis of a lattice of nodes under a row or column of cells.
///
/// Node k lies at (k - pad) `spacing` from the low edge of cell 0.
struct LatticeAxis: Sendable {
    let cellCount: Int
    let cellSize: Double
    let precision: LatticePrecision
    /// Distance of neighbouring nodes in the unit of the cell size.
    let spacing: Double
    /// Nodes before the low edge: those of a point that lies as far outside as it can still matter.
    let pad: Int
    let nodeCount: Int

    /// Nodes for Gaussians of standard deviation `sigma`; `reach` is the distance beyond the cells from which points
    /// may come.
    init(cellCount: Int, cellSize: Double, sigma: Double, precision: LatticePrecision, reach: Double) {
        self.init(
            cellCount: cellCount, cellSize: cellSize, spacing: sigma / (precision.alpha * 2.0.squareRoot()),
            precision: precision, reach: reach, stencil: 16)
    }

    /// Nodes at a given spacing; `stencil` of them are needed beyond the farthest point.
    init(
        cellCount: Int, cellSize: Double, spacing: Double, precision: LatticePrecision, reach: Double, stencil: Int
    ) {
        self.cellCount = cellCount
        self.cellSize = cellSize
        self.precision = precision
        self.spacing = spacing
        pad = stencil + Int((reach / spacing).rounded(.up))
        nodeCount = Int((Double(cellCount) * cellSize / spacing).rounded(.up)) + 2 * pad + 1
    }

    /// From nodes to cells: the second half-kernel, scaled so that the whole is a Gaussian of unit mass along this
    /// axis, times a factor.
    func interpolation(_ reading: CellReading, factor: Double = 1, kernels: cscore_kernels) -> NodeTable {
        let alpha = precision.alpha
        // Sum over nodes of the two half-kernels = sqrt(2 pi) (alpha / sqrt 2) exp(-D^2 / 2 sigma^2), D the distance.
        let scale = factor / (2 * Double.pi * alpha * alpha * spacing)
        return NodeTable(
            cells, width: reading == .mean ? cellSize / spacing : 0,
            precision: precision, scale: scale, kernels: kernels)
    }

    /// From cells whose mass is spread evenly over them to nodes: the first half-kernel.
    func aggregation(kernels: cscore_kernels) -> NodeTable {
        NodeTable(
            cells, width: cellSize / spacing, precision: precision, scale: 1,
            kernels: kernels)
    }

    /// From these nodes to the closer ones of another axis over the same cells: a Gaussian of unit mass, for values
    /// that are densities per node spacing on either axis.
    func refinement(to finer: LatticeAxis, kernels: cscore_kernels) -> NodeTable {
        let scale = finer.spacing / spacing / ((2 * Double.pi).squareRoot() * precision.alpha)
        return NodeTable(positions(of: finer), width: 0, precision: precision, scale: scale, kernels: kernels)
    }

    /// Positions of the nodes of another axis over the same cells among these.
    func positions(of other: LatticeAxis) -> EvenPositions {
        let ratio = other.spacing / spacing
        return EvenPositions(count: other.nodeCount, start: Double(pad) - Double(other.pad) * ratio, step: ratio)
    }

    /// Positions of the cells' centres among the nodes.
    private var cells: EvenPositions {
        EvenPositions(count: cellCount, start: cellSize / spacing / 2 + Double(pad), step: cellSize / spacing)
    }
}

/// Positions at equal steps among the nodes of an axis.
struct EvenPositions {
    let count: Int
    let start: Double
    let step: Double
}

extension NodeTable {
    /// Half-kernels around positions among the nodes, or their means over cells of a width in node spacings.
    init(_ positions: EvenPositions, width: Double, precision: LatticePrecision, scale: Double, kernels: cscore_kernels)
    {
        let exponent = 1 / (2 * precision.alpha * precision.alpha * log(2))
        guard width == 0 else {
            self.init(means: positions, width: width, precision: precision, scale: scale, exponent, kernels)
            return
        }
        let taps = precision.taps
        var base: [Int32] = []
        let weights = [Float](unsafeUninitializedCapacity: positions.count * taps + 16) { weights, initialized in
            base = [Int32](unsafeUninitializedCapacity: positions.count) { base, initialized in
                kernels.node_table(
                    base.baseAddress, weights.baseAddress, positions.start, positions.step, Int64(positions.count),
                    Int32(taps), exponent, scale)
                initialized = positions.count
            }
            initialized = positions.count * taps
        }
        self.init(base: base, weights: weights, taps: taps)
    }

    private init(
        means positions: EvenPositions, width: Double, precision: LatticePrecision, scale: Double, _ exponent: Double,
        _ kernels: cscore_kernels
    ) {
        let taps = precision.taps + Int(width.rounded(.up))
        let count = (positions.count * taps + 15) / 16 * 16
        var base: [Int32] = []
        base.reserveCapacity(positions.count)
        var distances = [Double](repeating: 0, count: count)
        for cell in 0..<positions.count {
            let position = positions.start + Double(cell) * positions.step
            let first = (position - Double(taps - 2) / 2).rounded(.down)
            base.append(Int32(first))
            for tap in 0..<taps { distances[cell * taps + tap] = first + Double(tap) - position }
        }
        var weights = [Float](repeating: 0, count: count)
        // Four points and three more per node spacing integrate the half-kernel over a cell to single precision.
        for point in GaussLegendre.points(4 + Int((3 * width).rounded(.up))) {
            kernels.half_kernels(
                &weights, distances, point.at * width, exponent, scale * point.weight, Int64(count))
        }
        self.init(base: base, weights: weights, taps: taps)
    }
}

/// Points and weights of the Gauss-Legendre rule for means over -1/2...1/2.
enum GaussLegendre {
    /// The rule with `count` points: the roots of the Legendre polynomial by Newton's method.
    static func points(_ count: Int) -> [(at: Double, weight: Double)] {
        (0..<count).map { position in
            var x = cos(Double.pi * (Double(position) + 0.75) / (Double(count) + 0.5)), slope = 1.0
            for _ in 0..<8 {
                var (previous, value) = (1.0, x)
                for degree in stride(from: 2.0, through: Double(count), by: 1) {
                    (previous, value) = (value, ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree)
                }
                slope = Double(count) * (x * value - previous) / (x * x - 1)
                x -= value / slope
            }
            return (x / 2, 1 / ((1 - x * x) * slope * slope))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

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
        case .standard: (alpha, taps) = (1.16, 13)
        case .tight: (alpha, taps) = (1.3, 15)
        }
    }
}

/// For each cell along one axis: the first node that it touches and the weights of the `taps` nodes from there.
struct NodeTable: Sendable {
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

    /// Nodes for Gaussians of standard deviation `sigma` or more; `reach` is the distance beyond the cells from
    /// which points may come.
    init(cellCount: Int, cellSize: Double, sigma: Double, precision: LatticePrecision, reach: Double) {
        self.cellCount = cellCount
        self.cellSize = cellSize
        self.precision = precision
        spacing = sigma / (precision.alpha * 2.0.squareRoot())
        pad = 16 + Int((reach / spacing).rounded(.up))
        nodeCount = Int((Double(cellCount) * cellSize / spacing).rounded(.up)) + 2 * pad + 1
    }

    /// From nodes to cells: the second half-kernel, scaled so that the whole is a Gaussian of unit mass along this
    /// axis.
    func interpolation(_ reading: CellReading) -> NodeTable {
        let alpha = precision.alpha
        // Sum over nodes of the two half-kernels = sqrt(2 pi) (alpha / sqrt 2) exp(-D^2 / 2 sigma^2), D the distance.
        let scale = 1 / (2 * Double.pi * alpha * alpha * spacing)
        return table(reading, scale: scale)
    }

    /// From cells whose mass is spread evenly over them to nodes: the first half-kernel.
    func aggregation() -> NodeTable { table(.mean, scale: 1) }

    /// Position of a cell's centre among the nodes.
    func position(ofCell cell: Int) -> Double { (Double(cell) + 0.5) * cellSize / spacing + Double(pad) }

    private func table(_ reading: CellReading, scale: Double) -> NodeTable {
        let half = reading == .mean ? cellSize / spacing / 2 : 0
        let taps = precision.taps + Int((2 * half).rounded(.up))
        var base = [Int32](), weights = [Float]()
        base.reserveCapacity(cellCount)
        weights.reserveCapacity(cellCount * taps)
        for cell in 0..<cellCount {
            let position = position(ofCell: cell)
            let first = Int((position - Double(taps - 2) / 2).rounded(.down))
            base.append(Int32(first))
            for node in first..<first + taps {
                weights.append(Float(scale * halfKernel(at: Double(node) - position, half: half)))
            }
        }
        return NodeTable(base: base, weights: weights, taps: taps)
    }

    /// exp(-d^2 / 2 alpha^2), or its mean over d - half ... d + half.
    private func halfKernel(at distance: Double, half: Double) -> Double {
        let alpha = precision.alpha
        if half == 0 { return exp(-distance * distance / (2 * alpha * alpha)) }
        let root = alpha * 2.0.squareRoot()
        let integral = erf((distance + half) / root) - erf((distance - half) / root)
        return integral * alpha * (Double.pi / 2).squareRoot() / (2 * half)
    }
}

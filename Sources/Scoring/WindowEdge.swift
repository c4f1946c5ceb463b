// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Integrals of Gaussians over the rectangle of a grid. Positions are distances from its north-west corner, metres.
struct WindowEdge {
    let width: Double
    let height: Double

    init(_ grid: Grid) {
        width = Double(grid.columns) * grid.cellSize
        height = Double(grid.rows) * grid.cellSize
    }

    /// Mass that a Gaussian at the position has inside the window.
    func share(x: Double, y: Double, sigma: Double) -> Double {
        Self.share(at: x, length: width, sigma: sigma) * Self.share(at: y, length: height, sigma: sigma)
    }

    private static func share(at position: Double, length: Double, sigma: Double) -> Double {
        let root = sigma * 2.0.squareRoot()
        return (erf((length - position) / root) + erf(position / root)) / 2
    }

    /// The same along one axis for mass that lies evenly over each of `count` cells.
    static func cellShares(count: Int, size: Double, sigma: Double) -> [Double] {
        let length = Double(count) * size
        return (0..<count).map { cell in
            let low = Double(cell) * size, high = low + size
            let inside =
                integral(high, sigma) - integral(low, sigma) + integral(length - low, sigma)
                - integral(length - high, sigma)
            return inside / (2 * size)
        }
    }

    /// Integral of erf(t / (sigma sqrt 2)) from 0 to `upper`, up to a constant.
    private static func integral(_ upper: Double, _ sigma: Double) -> Double {
        let root = sigma * 2.0.squareRoot(), t = upper / root
        return root * (t * erf(t) + exp(-t * t) / Double.pi.squareRoot())
    }
}

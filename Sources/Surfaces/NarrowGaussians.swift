// SPDX-License-Identifier: Apache-2.0

import CScore
import Foundation

/// Gaussians of about a cell, for which a lattice would be finer than the cells: each is evaluated at the cells around
/// it.
struct NarrowGaussians {
    /// Standard deviation in cells below which this is the way: the 7 cells on either side then hold more than five of
    /// them.
    static let limit = 1.3

    let window: SurfaceWindow
    let kernels: cscore_kernels

    /// Refuses a standard deviation for which this is the way along either axis, or that is no length at all.
    static func refuse(_ bandwidth: Double, in window: SurfaceWindow, anisotropy: Double) throws(SurfaceFault) {
        let least = limit * min(window.cellWidth, window.cellHeight / anisotropy)
        guard bandwidth >= least, bandwidth.isFinite else {
            throw .invalidSetting(name: "bandwidth", value: bandwidth, allowed: "\(least) or more on these cells")
        }
    }

    /// Sets the cells to zero.
    func clear(_ out: UnsafeMutablePointer<Float>, stride: Int) {
        for row in 0..<window.rows { (out + row * stride).update(repeating: 0, count: window.columns) }
    }

    /// Adds points of one standard deviation, `factor` at their own place, one after the other.
    package func add(
        _ points: PointMasses, sigma: (x: Double, y: Double), factor: Double, to out: UnsafeMutablePointer<Float>,
        stride: Int
    ) {
        let cells = (x: sigma.x / window.cellWidth, y: sigma.y / window.cellHeight)
        let mapping = cscore_scatter(
            originX: window.west, originY: window.north, scaleX: 1 / window.cellWidth, scaleY: -1 / window.cellHeight,
            exponentX: Float(1 / (2 * log(2) * cells.x * cells.x)),
            exponentY: Float(1 / (2 * log(2) * cells.y * cells.y)), factor: factor)
        kernels.scatter(
            out, Int64(stride), Int64(window.columns), Int64(window.rows), mapping, points.x, points.y,
            points.weights, Int64(points.count))
    }
}

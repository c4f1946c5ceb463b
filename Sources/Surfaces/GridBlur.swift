// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Foundation
public import Geo

/// A separable Gaussian over the cells of a grid: each cell's mass lies at its centre and is integrated over the cells
/// around it. What leaves the grid is lost, and what lies outside of an assessed area is for the caller to leave out.
///
/// Weight of the cell k cells away along one axis: Phi((k + 1/2) c / h) - Phi((k - 1/2) c / h), with c the side of a
/// cell, h the standard deviation and Phi the normal distribution function.
public struct GridBlur: Sendable {
    /// Weights of the cell itself and of those 1, 2, ... cells away along an axis.
    public let taps: [Double]
    let narrowTaps: [Float]

    /// Beyond this many standard deviations a kernel is cut: 5e-6 of a ratio of two blurred fields at h = c, 1e-4 where
    /// a cell is 0.4 h.
    public static let standardCut = 5.3
    /// A cut below the last digit of a double, for references.
    public static let exactCut = 8.5

    /// - Parameters:
    ///   - sigma: standard deviation.
    ///   - cellSize: side of a cell in metres.
    ///   - cut: standard deviations at which the kernel ends.
    public init(sigma: Meters, cellSize: Double, cut: Double = Self.standardCut) {
        let scale = cellSize / sigma.value
        // A kernel narrower than a cell still reaches its neighbours.
        let radius = max(1, Int(checked: (cut / scale).rounded(.up)) ?? 1)
        taps = (0...radius).map { Self.mass(from: (Double($0) - 0.5) * scale, to: (Double($0) + 0.5) * scale) }
        narrowTaps = taps.map(Float.init)
    }

    /// The normal distribution's mass between two positive quantiles, without cancellation in the tail.
    private static func mass(from low: Double, to high: Double) -> Double {
        guard low > 0 else { return (erf(high / 2.squareRoot()) - erf(low / 2.squareRoot())) / 2 }
        return (erfc(low / 2.squareRoot()) - erfc(high / 2.squareRoot())) / 2
    }

    /// The field after the blur; the same bits for any number of threads.
    /// - Parameter field: one value per cell, row-major.
    public func blurred<Number: GridNumber>(_ field: [Number], columns: Int, rows: Int, threads: Int = 1) -> [Number] {
        precondition(field.count == columns * rows, "a field has one value per cell")
        return [Number](unsafeUninitializedCapacity: field.count) { result, initialized in
            nonisolated(unsafe) let out = result.baseAddress!
            LargePages.prefer(UnsafeMutableRawBufferPointer(result))
            field.withUnsafeBufferPointer { field in
                nonisolated(unsafe) let field = field.baseAddress!
                let bands = Self.bands(of: rows), scratch = Number.scratch(of: self, columns: columns)
                Workers.run(count: bands.count, threads: threads, scratch: scratch) { band, scratch in
                    Number.blur(
                        field, self, band: bands[band], span: 0..<columns, columns: columns, rows: rows,
                        into: out + bands[band].lowerBound * columns, scratch: scratch)
                }
            }
            initialized = field.count
        }
    }

    /// Most rows that are blurred at once.
    public static var bandRows: Int { Int(CSCORE_BLUR_ROWS) }

    /// The bands in which a grid of so many rows is blurred, from north to south.
    public static func bands(of rows: Int) -> [Range<Int>] {
        stride(from: 0, to: rows, by: bandRows).map { $0..<min($0 + bandRows, rows) }
    }
}

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
    private let narrowTaps: [Float]

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

    /// The field after the blur, in doubles and plain loops: what the vectorized form is compared with.
    /// - Parameter field: one value per cell, row-major.
    public func blurred(_ field: [Double], columns: Int, rows: Int) -> [Double] {
        let across = Self.convolved(field, taps, count: columns, stride: 1, lines: rows, lineStride: columns)
        return Self.convolved(across, taps, count: rows, stride: columns, lines: columns, lineStride: 1)
    }

    private static func convolved(
        _ field: [Double], _ taps: [Double], count: Int, stride: Int, lines: Int, lineStride: Int
    ) -> [Double] {
        var result = [Double](repeating: 0, count: field.count)
        for line in 0..<lines {
            for position in 0..<count {
                var sum = 0.0
                for other in max(0, position - taps.count + 1)...min(count - 1, position + taps.count - 1) {
                    sum += taps[abs(other - position)] * field[line * lineStride + other * stride]
                }
                result[line * lineStride + position * stride] = sum
            }
        }
        return result
    }

    /// The field after the blur, vectorized; the same bits for any number of threads.
    /// - Parameter field: one value per cell, row-major.
    public func blurred(_ field: [Float], columns: Int, rows: Int, threads: Int = 1) -> [Float] {
        precondition(field.count == columns * rows, "a field has one value per cell")
        return [Float](unsafeUninitializedCapacity: field.count) { result, initialized in
            field.withUnsafeBufferPointer { blur($0, into: result, columns: columns, rows: rows, threads: threads) }
            initialized = field.count
        }
    }

    /// Blurs bands of rows: along the columns into the band's scratch, then along the rows.
    private func blur(
        _ field: UnsafeBufferPointer<Float>, into result: UnsafeMutableBufferPointer<Float>, columns: Int, rows: Int,
        threads: Int
    ) {
        nonisolated(unsafe) let field = field, result = result
        let kernels = InstructionLevel.current.kernels
        let radius = taps.count - 1
        let bands = (rows + Self.bandRows - 1) / Self.bandRows
        let scratch = columns * Self.bandRows + columns + 2 * radius
        narrowTaps.withUnsafeBufferPointer { taps in
            nonisolated(unsafe) let taps = taps
            Workers.run(count: bands, threads: threads, scratch: scratch) { band, scratch in
                let first = band * Self.bandRows
                kernels.blur_band(
                    field.baseAddress!, result.baseAddress! + first * columns, taps.baseAddress!, Int32(radius),
                    Int32(columns), Int32(rows), Int32(first), Int32(min(Self.bandRows, rows - first)), scratch)
            }
        }
    }

    /// Rows of a band: its scratch stays in the second cache for grids of a few thousand columns.
    private static let bandRows = 16
}

// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// A bandwidth per point, along x and y: standard deviations of Gaussians, or radii of the other kernels.
public struct PointBandwidths: Sendable {
    /// Along x, in the unit of the plane.
    public var x: [Double]
    /// Along y.
    public var y: [Double]

    /// Takes two arrays of one length; bandwidths are positive and finite.
    public init(x: [Double], y: [Double]) {
        precondition(x.count == y.count, "a point has a bandwidth along x and one along y")
        self.x = x
        self.y = y
    }

    /// The same along both axes.
    public init(_ bandwidths: [Double]) { self.init(x: bandwidths, y: bandwidths) }
}

/// Surfaces of kernels with compact support and a bandwidth per point, in double precision but for the result.
struct VariableKernelSurface {
    let window: SurfaceWindow
    let kernel: Int32
    let kernels: cscore_kernels

    /// Rows that share a list of the points that reach them.
    private static let bandRows = 32

    /// Writes the surface; bands of rows are independent, so threads do not change it.
    func write(
        _ points: PointMasses, _ bandwidths: PointBandwidths, into out: UnsafeMutablePointer<Float>, stride: Int,
        threads: Int
    ) {
        let cells = CellPoints(points, bandwidths, window: window)
        let bands = BandLists(cells, rows: window.rows, bandRows: Self.bandRows)
        nonisolated(unsafe) let out = out
        cells.withPointers { described in
            nonisolated(unsafe) let described = described
            Workers.run(count: bands.count, threads: threads) { band in
                var steps = [Double](repeating: 0, count: 8 * (window.columns + 1))
                bands.withList(band) { list, count in
                    for row in band * Self.bandRows..<min((band + 1) * Self.bandRows, window.rows) {
                        kernels.variable_row(
                            described, kernel, list, Int64(count), Int64(row), out + row * stride,
                            Int64(window.columns), &steps)
                    }
                }
            }
        }
    }
}

/// Points in units of cells; the centre of the north-western cell lies at (0, 0).
private struct CellPoints {
    let x: [Double]
    let y: [Double]
    let radiusX: [Double]
    let radiusY: [Double]
    let weights: [Double]

    init(_ points: PointMasses, _ bandwidths: PointBandwidths, window: SurfaceWindow) {
        x = points.x.map { ($0 - window.west) / window.cellWidth - 0.5 }
        y = points.y.map { (window.north - $0) / window.cellHeight - 0.5 }
        radiusX = bandwidths.x.map { $0 / window.cellWidth }
        radiusY = bandwidths.y.map { $0 / window.cellHeight }
        weights = points.weights
    }

    func withPointers(_ body: (UnsafePointer<cscore_variable>) -> Void) {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                radiusX.withUnsafeBufferPointer { radiusX in
                    radiusY.withUnsafeBufferPointer { radiusY in
                        weights.withUnsafeBufferPointer { weights in
                            var described = cscore_variable(
                                x: x.baseAddress, y: y.baseAddress, radiusX: radiusX.baseAddress,
                                radiusY: radiusY.baseAddress, w: weights.baseAddress)
                            body(&described)
                        }
                    }
                }
            }
        }
    }
}

/// For each band of rows the points that reach it, in their order.
private struct BandLists {
    private var start: [Int]
    private var list: [Int32]

    init(_ points: CellPoints, rows: Int, bandRows: Int) {
        let count = (rows + bandRows - 1) / bandRows
        let reach = points.y.indices.map { point -> Range<Int> in
            let north = points.y[point] - points.radiusY[point], south = points.y[point] + points.radiusY[point]
            guard north < Double(rows), south > -1 else { return 0..<0 }
            let first = Int(max(0, north)) / bandRows, last = Int(min(Double(rows - 1), max(0, south))) / bandRows
            return first..<last + 1
        }
        start = [Int](repeating: 0, count: count + 1)
        for range in reach {
            for band in range { start[band + 1] += 1 }
        }
        for band in 0..<count { start[band + 1] += start[band] }
        list = [Int32](repeating: 0, count: start[count])
        var next = start
        for (point, range) in reach.enumerated() {
            for band in range {
                list[next[band]] = Int32(point)
                next[band] += 1
            }
        }
    }

    var count: Int { start.count - 1 }

    func withList(_ band: Int, _ body: (UnsafePointer<Int32>?, Int) -> Void) {
        list.withUnsafeBufferPointer { list in
            body(list.baseAddress.map { $0 + start[band] }, start[band + 1] - start[band])
        }
    }
}

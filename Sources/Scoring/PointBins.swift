// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// Points sorted into bins of 16 by 16 cells, positions in support radii from the bin's centre.
struct PointBins {
    static let side = 16

    let window: SurfaceWindow
    /// Size of a cell in support radii.
    let cell: (x: Double, y: Double)
    /// Bins before the first cell and after the last, over which the support reaches.
    let margin: (columns: Int, rows: Int)
    let columns: Int
    let rows: Int
    private(set) var start: [Int32]
    private(set) var u: [Float] = []
    private(set) var v: [Float] = []
    private(set) var w: [Float] = []
    /// What rounding to single precision took from `u` and `v`.
    private(set) var uRest: [Float] = []
    private(set) var vRest: [Float] = []

    /// Sorts the points by counting; those farther outside than the radius are left out. `factor` multiplies weights.
    init(_ points: PointMasses, window: SurfaceWindow, radius: (x: Double, y: Double), factor: Double) {
        self.window = window
        cell = (window.cellWidth / radius.x, window.cellHeight / radius.y)
        let side = Double(Self.side)
        margin = (Int(1 / (side * cell.x)) + 1, Int(1 / (side * cell.y)) + 1)
        columns = (window.columns + Self.side - 1) / Self.side + 2 * margin.columns
        rows = (window.rows + Self.side - 1) / Self.side + 2 * margin.rows
        start = [Int32](repeating: 0, count: columns * rows + 1)
        let bins = count(points)
        place(points, bins: bins, factor: factor)
    }

    /// The bin of each point, -1 for none; fills `start` with the first position of each bin.
    private mutating func count(_ points: PointMasses) -> [Int32] {
        let scaleX = 1 / (window.cellWidth * Double(Self.side)), scaleY = 1 / (window.cellHeight * Double(Self.side))
        let shiftX = Double(margin.columns), shiftY = Double(margin.rows)
        let (west, north, columns) = (window.west, window.north, columns)
        let lastColumn = Double(columns), lastRow = Double(rows)
        let bins = [Int32](unsafeUninitializedCapacity: points.count) { bins, initialized in
            points.x.withUnsafeBufferPointer { x in
                points.y.withUnsafeBufferPointer { y in
                    start.withUnsafeMutableBufferPointer { start in
                        for p in 0..<x.count {
                            let column = (x[p] - west) * scaleX + shiftX, row = (north - y[p]) * scaleY + shiftY
                            guard column >= 0, row >= 0, column < lastColumn, row < lastRow else {
                                bins[p] = -1
                                continue
                            }
                            let bin = Int(row) &* columns &+ Int(column)
                            bins[p] = Int32(truncatingIfNeeded: bin)
                            start[bin &+ 1] &+= 1
                        }
                    }
                }
            }
            initialized = points.count
        }
        for bin in 1..<start.count { start[bin] += start[bin - 1] }
        return bins
    }

    private mutating func place(_ points: PointMasses, bins: [Int32], factor: Double) {
        let kept = Int(start[start.count - 1])
        u = [Float](repeating: 0, count: kept + 16)
        (v, w, uRest, vRest) = (u, u, u, u)
        var next = start
        let columns = Int32(columns)
        let x = axis(cell: cell.x, size: window.cellWidth, margin: margin.columns)
        let y = axis(cell: cell.y, size: window.cellHeight, margin: margin.rows)
        for p in 0..<bins.count where bins[p] >= 0 {
            let bin = bins[p], row = bin / columns, column = bin &- row &* columns
            let slot = Int(next[Int(bin)])
            next[Int(bin)] &+= 1
            let exactU = (points.x[p] - window.west) * x.scale - (Double(column) + x.shift) * x.bin
            let exactV = (window.north - points.y[p]) * y.scale - (Double(row) + y.shift) * y.bin
            u[slot] = Float(exactU)
            v[slot] = Float(exactV)
            uRest[slot] = Float(exactU - Double(u[slot]))
            vRest[slot] = Float(exactV - Double(v[slot]))
            w[slot] = Float(points.weights[p] * factor)
        }
    }

    /// Radii per unit of the plane, radii per bin, and bins from the window's edge to the first bin's centre.
    private func axis(cell: Double, size: Double, margin: Int) -> (scale: Double, bin: Double, shift: Double) {
        (cell / size, Double(Self.side) * cell, 0.5 - Double(margin))
    }
}

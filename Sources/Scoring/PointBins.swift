// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// Points sorted into bins of 16 by 16 cells.
///
/// Positions along y are support radii from the bin's centre. Those along x are whole steps across all bins of a row,
/// so that loops run over neighbouring bins without a break.
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
    /// Steps per bin and their length in support radii.
    let steps: Int
    let step: Double
    private(set) var u: [Int32] = []
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
        steps = max(2, (Int(Int32.max) - 1) / columns / 2 * 2)
        step = side * cell.x / Double(steps)
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
        // One stream of small numbers is scattered; positions are then gathered and written in order.
        var next = start
        let order = [Int32](unsafeUninitializedCapacity: kept) { order, count in
            next.withUnsafeMutableBufferPointer { next in
                bins.withUnsafeBufferPointer { bins in
                    for p in 0..<bins.count where bins[p] >= 0 {
                        let bin = Int(bins[p])
                        order[Int(next[bin])] = Int32(truncatingIfNeeded: p)
                        next[bin] &+= 1
                    }
                }
            }
            count = kept
        }
        placeAlongX(points.x, order)
        placeAlongY(points.y, order)
        w = Self.padded(kept) { w in
            points.weights.withUnsafeBufferPointer { weights in
                order.withUnsafeBufferPointer { order in
                    for slot in 0..<kept { w[slot] = Float(weights[Int(order[slot])] * factor) }
                }
            }
        }
    }

    private mutating func placeAlongX(_ x: [Double], _ order: [Int32]) {
        let stepsPerUnit = Double(steps) / (Double(Self.side) * window.cellWidth)
        let firstStep = Double(margin.columns * steps), lastStep = Double(columns * steps - 1)
        let (west, step) = (window.west, step)
        var whole: [Int32] = []
        uRest = Self.padded(order.count) { rest in
            whole = Self.padded(order.count) { whole in
                for slot in 0..<order.count {
                    let exact = (x[Int(order[slot])] - west) * stepsPerUnit + firstStep
                    let steps = Int32(min(exact, lastStep))
                    whole[slot] = steps
                    rest[slot] = Float((exact - Double(steps)) * step)
                }
            }
        }
        u = whole
    }

    private mutating func placeAlongY(_ y: [Double], _ order: [Int32]) {
        let radiiPerUnit = cell.y / window.cellHeight, bin = Double(Self.side) * cell.y
        let shift = 0.5 - Double(margin.rows), north = window.north
        var near: [Float] = []
        vRest = Self.padded(order.count) { rest in
            near = Self.padded(order.count) { near in
                for row in 0..<rows {
                    let middle = (Double(row) + shift) * bin
                    for slot in Int(start[row * columns])..<Int(start[(row + 1) * columns]) {
                        let exact = (north - y[Int(order[slot])]) * radiiPerUnit - middle
                        near[slot] = Float(exact)
                        rest[slot] = Float(exact - Double(near[slot]))
                    }
                }
            }
        }
        v = near
    }

    /// `count` values that `fill` sets, and 16 zeros that loops may read beyond them.
    private static func padded<Value: Numeric>(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<Value>) -> Void
    ) -> [Value] {
        [Value](unsafeUninitializedCapacity: count + 16) { buffer, initialized in
            fill(buffer)
            for slot in count..<count + 16 { buffer[slot] = 0 }
            initialized = count + 16
        }
    }
}

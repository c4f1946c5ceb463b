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
    /// Steps per bin, a whole number per cell, and their length in support radii.
    let steps: Int
    let step: Double
    private(set) var u: [Int32] = []
    private(set) var v: [Float] = []
    private(set) var w: [Float] = []
    /// What rounding to single precision took from `u` and `v`.
    private(set) var uRest: [Float] = []
    private(set) var vRest: [Float] = []

    /// Sorts the points by counting; those farther outside than the radius are left out. `factor` multiplies weights.
    /// The order does not depend on `threads`.
    init(
        _ points: PointMasses, window: SurfaceWindow, radius: (x: Double, y: Double), factor: Double, threads: Int = 1
    ) {
        self.window = window
        cell = (window.cellWidth / radius.x, window.cellHeight / radius.y)
        let side = Double(Self.side)
        margin = Self.margin(points, window: window, radius: radius)
        columns = (window.columns + Self.side - 1) / Self.side + 2 * margin.columns
        rows = (window.rows + Self.side - 1) / Self.side + 2 * margin.rows
        steps = max(1, (Int(Int32.max) - 1) / columns / Self.side) * Self.side
        step = side * cell.x / Double(steps)
        start = []
        let chunks = Self.chunks(of: points.count)
        let (bins, counts) = count(points, chunks, threads: threads)
        let next = firstSlots(counts)
        let order = order(bins, chunks, next, threads: threads)
        let parts = Self.chunks(of: order.count)
        placeAlongX(points.x, order, parts, threads: threads)
        placeAlongY(points.y, order, threads: threads)
        w = Self.padded(order.count) { w in
            nonisolated(unsafe) let w = w
            Workers.run(count: parts.count, threads: threads) { part in
                for slot in parts[part] { w[slot] = Float(points.weights[Int(order[slot])] * factor) }
            }
        }
    }

    /// As many bins as the radius reaches over, but no more than lie between any two points.
    private static func margin(
        _ points: PointMasses, window: SurfaceWindow, radius: (x: Double, y: Double)
    ) -> (columns: Int, rows: Int) {
        let binWidth = Double(side) * window.cellWidth, binHeight = Double(side) * window.cellHeight
        let reach = (x: radius.x / binWidth, y: radius.y / binHeight)
        let own = (x: window.width / binWidth, y: window.height / binHeight)
        guard reach.x > own.x || reach.y > own.y else { return (Int(reach.x) + 1, Int(reach.y) + 1) }
        let outside = window.outside(x: points.x, y: points.y)
        return (
            Int(min(reach.x, own.x + outside.x / binWidth + 1)) + 1,
            Int(min(reach.y, own.y + outside.y / binHeight + 1)) + 1
        )
    }

    /// Parts that threads may take; their number depends on that of the points alone.
    private static func chunks(of count: Int) -> [Range<Int>] {
        let parts = count < 65_536 ? 1 : 8
        return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
    }

    /// The bin of each point, -1 for none, and how many points each chunk has in each bin.
    private func count(_ points: PointMasses, _ chunks: [Range<Int>], threads: Int) -> ([Int32], [[Int32]]) {
        var counts = chunks.map { _ in [Int32](repeating: 0, count: columns * rows) }
        let bins = [Int32](unsafeUninitializedCapacity: points.count) { bins, initialized in
            nonisolated(unsafe) let bins = bins
            Workers.runCollecting(count: chunks.count, threads: threads, into: &counts) { chunk, count in
                count.withUnsafeMutableBufferPointer { assign(points, chunks[chunk], bins, $0) }
            }
            initialized = points.count
        }
        return (bins, counts)
    }

    private func assign(
        _ points: PointMasses, _ range: Range<Int>, _ bins: UnsafeMutableBufferPointer<Int32>,
        _ count: UnsafeMutableBufferPointer<Int32>
    ) {
        let scaleX = 1 / (window.cellWidth * Double(Self.side)), scaleY = 1 / (window.cellHeight * Double(Self.side))
        let shiftX = Double(margin.columns), shiftY = Double(margin.rows)
        let (west, north, columns) = (window.west, window.north, columns)
        let lastColumn = Double(columns), lastRow = Double(rows)
        points.x.withUnsafeBufferPointer { x in
            points.y.withUnsafeBufferPointer { y in
                for p in range {
                    let column = (x[p] - west) * scaleX + shiftX, row = (north - y[p]) * scaleY + shiftY
                    guard column >= 0, row >= 0, column < lastColumn, row < lastRow else {
                        bins[p] = -1
                        continue
                    }
                    let bin = Int(row) &* columns &+ Int(column)
                    bins[p] = Int32(truncatingIfNeeded: bin)
                    count[bin] &+= 1
                }
            }
        }
    }

    /// The first slot of each chunk's points in each bin; fills `start`.
    private mutating func firstSlots(_ counts: [[Int32]]) -> [[Int32]] {
        var first = counts
        var slot: Int32 = 0
        start = [Int32](unsafeUninitializedCapacity: columns * rows + 1) { start, initialized in
            for bin in 0..<columns * rows {
                start[bin] = slot
                for chunk in counts.indices {
                    first[chunk][bin] = slot
                    slot += counts[chunk][bin]
                }
            }
            start[columns * rows] = slot
            initialized = columns * rows + 1
        }
        return first
    }

    /// Points in the order of their bins, and within a bin in their own. One stream of small numbers is scattered;
    /// positions are then gathered and written in order.
    private func order(_ bins: [Int32], _ chunks: [Range<Int>], _ first: [[Int32]], threads: Int) -> [Int32] {
        let kept = Int(start[start.count - 1])
        var next = first
        return [Int32](unsafeUninitializedCapacity: kept) { order, initialized in
            nonisolated(unsafe) let order = order
            Workers.runCollecting(count: chunks.count, threads: threads, into: &next) { chunk, next in
                next.withUnsafeMutableBufferPointer { next in
                    bins.withUnsafeBufferPointer { bins in
                        for p in chunks[chunk] where bins[p] >= 0 {
                            let bin = Int(bins[p])
                            order[Int(next[bin])] = Int32(truncatingIfNeeded: p)
                            next[bin] &+= 1
                        }
                    }
                }
            }
            initialized = kept
        }
    }

    private mutating func placeAlongX(_ x: [Double], _ order: [Int32], _ parts: [Range<Int>], threads: Int) {
        let stepsPerUnit = Double(steps) / (Double(Self.side) * window.cellWidth)
        let firstStep = Double(margin.columns * steps), lastStep = Double(columns * steps - 1)
        let (west, step) = (window.west, step)
        var whole: [Int32] = []
        uRest = Self.padded(order.count) { rest in
            whole = Self.padded(order.count) { whole in
                nonisolated(unsafe) let (whole, rest) = (whole, rest)
                Workers.run(count: parts.count, threads: threads) { part in
                    for slot in parts[part] {
                        let exact = (x[Int(order[slot])] - west) * stepsPerUnit + firstStep
                        let steps = Int32(min(exact, lastStep))
                        whole[slot] = steps
                        rest[slot] = Float((exact - Double(steps)) * step)
                    }
                }
            }
        }
        u = whole
    }

    private mutating func placeAlongY(_ y: [Double], _ order: [Int32], threads: Int) {
        let radiiPerUnit = cell.y / window.cellHeight, bin = Double(Self.side) * cell.y
        let shift = 0.5 - Double(margin.rows), north = window.north
        let (start, columns, rows) = (start, columns, rows)
        var near: [Float] = []
        vRest = Self.padded(order.count) { rest in
            near = Self.padded(order.count) { near in
                nonisolated(unsafe) let (near, rest) = (near, rest)
                Workers.run(count: rows, threads: threads) { row in
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

// SPDX-License-Identifier: Apache-2.0

internal import CScore
import Foundation

/// Surfaces of kernels with compact support, exact but for single-precision rounding.
struct CompactSurface {
    let bins: PointBins
    let kernel: Int32
    let kernels: cscore_kernels

    /// Writes the surface; rows of tiles are independent, so threads do not change it.
    func write(into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int) {
        var reach = TileReach(bins)
        // Sums of powers pay off where they stand for more points than one vector holds.
        let meanRun = Double(bins.w.count - 16) / Double(bins.columns * bins.rows) * Double(2 * reach.widestRun + 1)
        if meanRun < 16 { reach.ignoreRuns() }
        let power = kernel == Int32(CSCORE_TRIANGULAR) ? -1 : Int(kernel)
        let slots = power < 0 ? 0 : (2 * power + 1) * (power + 1)
        let needsSums = slots > 0 && reach.inside.contains { $0 >= 0 }
        var prefix = [Double](unsafeUninitializedCapacity: needsSums ? bins.columns * bins.rows * slots : 0) {
            $1 = $0.count
        }
        let tileRows = (bins.window.rows + PointBins.side - 1) / PointBins.side
        let tileColumns = (bins.window.columns + PointBins.side - 1) / PointBins.side
        var tiles = TileScratch(rows: tileRows, columns: tileColumns)
        withTiles(reach, segment: max(32, 2 * reach.widestRun + 1), prefix: &prefix, scratch: &tiles) { tiles in
            nonisolated(unsafe) let tiles = tiles
            nonisolated(unsafe) let out = out
            let sums = UnsafeMutablePointer(mutating: tiles.pointee.prefix)
            if needsSums {
                Workers.run(count: bins.rows, threads: threads) { kernels.tile_prefix(tiles, sums, Int64($0)) }
            }
            Workers.run(count: tileRows, threads: threads) { kernels.tile_row(tiles, out, Int64(stride), Int64($0)) }
            let peaks = UnsafeBufferPointer(start: tiles.pointee.peaks, count: tileRows)
            let floor = Self.relevantShare * (peaks.max() ?? 0), noise = noise
            Workers.run(count: tileRows, threads: threads) {
                kernels.tile_refine(tiles, out, Int64(stride), Int64($0), floor, noise)
            }
        }
    }

    /// Below this share of the peak no relative error is promised.
    private static let relevantShare: Float = 1e-3

    /// Value, in root sums of squared weights, from which on the errors of single precision stay below a millionth. One
    /// point's 1 - d^2 is the difference of two roundings, 3e-8 in the mean; those of several points are independent,
    /// and 4.5 standard deviations hold for every cell of a large surface.
    private var noise: Float {
        // Whether a cell on the rim of a uniform kernel is in or out is no matter of rounding.
        guard kernel != Int32(CSCORE_UNIFORM) else { return .infinity }
        // Squares of distances in whole cells, of which the loops make those of points, grow with the cell.
        let size = Float(max(1, bins.cell.x * bins.cell.x + bins.cell.y * bins.cell.y))
        return 4.5 * 3e-8 / 1e-6 * size
    }

    private func withTiles(
        _ reach: TileReach, segment: Int, prefix: inout [Double], scratch: inout TileScratch,
        _ body: (UnsafePointer<cscore_tiles>) -> Void
    ) {
        prefix.withUnsafeMutableBufferPointer { prefix in
            reach.withPointers { inside, touching in
                scratch.withPointers { noise, peaks in
                    withPoints { tiles in
                        tiles.segment = Int64(segment)
                        tiles.prefix = UnsafePointer(prefix.baseAddress)
                        (tiles.inside, tiles.touching) = (inside, touching)
                        (tiles.noise, tiles.peaks) = (noise, peaks)
                        body(&tiles)
                    }
                }
            }
        }
    }

    /// The cells and the points, without what belongs to the sums of powers.
    private func withPoints(_ body: (inout cscore_tiles) -> Void) {
        bins.withPointers { start, u, v, w, uRest, vRest in
            var tiles = cells
            tiles.start = start
            (tiles.u, tiles.v, tiles.w) = (u, v, w)
            (tiles.uRest, tiles.vRest) = (uRest, vRest)
            setUnits(of: &tiles)
            body(&tiles)
        }
    }

    private var cells: cscore_tiles {
        var tiles = cscore_tiles()
        tiles.kernel = kernel
        (tiles.columns, tiles.rows) = (Int64(bins.window.columns), Int64(bins.window.rows))
        (tiles.cellX, tiles.cellY) = bins.cell
        (tiles.binColumns, tiles.binRows) = (Int64(bins.columns), Int64(bins.rows))
        (tiles.marginColumns, tiles.marginRows) = (Int64(bins.margin.columns), Int64(bins.margin.rows))
        (tiles.steps, tiles.step) = (Int64(bins.steps), bins.step)
        tiles.stepsPerCell = Int32(bins.steps / PointBins.side)
        tiles.cellsPerStep = Float(1 / Double(tiles.stepsPerCell))
        tiles.rowsPerRadius = Float(1 / bins.cell.y)
        tiles.cellHigh = Float(bitPattern: Float(bins.cell.y).bitPattern & 0xFFFF_FF00)
        tiles.cellLow = Float(bins.cell.y - Double(tiles.cellHigh))
        return tiles
    }

    /// Lengths of the evaluation cell by cell. There a cell is a power of 2, so that whole cells and their squares are
    /// exact and a distance is rounded once, at the size of its square.
    private func setUnits(of tiles: inout cscore_tiles) {
        let cellsPerRadius = 1 / bins.cell.x
        let unit = exp2(-floor(log2(cellsPerRadius))), radius = cellsPerRadius * unit
        tiles.unit = Float(unit)
        tiles.radius = Float(radius)
        tiles.perSquare = Float(1 / (radius * radius))
        let ratio = bins.cell.y / bins.cell.x
        tiles.stretch = Float(ratio * ratio)
        tiles.weight = 1
        guard kernel != Int32(CSCORE_TRIANGULAR) else { return }
        let quarter = unit * unit / 4, whole = (radius * radius / quarter).rounded() * quarter
        tiles.radiusSquare = Float(whole)
        tiles.radiusSquareRest = Float(radius * radius - Double(tiles.radiusSquare))
        tiles.weight = Float(pow(radius, -2 * Double(kernel)))
    }
}

/// Numbers per tile and per row of tiles that the loops leave behind.
struct TileScratch {
    private var noise: [Float]
    private var peaks: [Float]

    init(rows: Int, columns: Int) {
        noise = [Float](repeating: 0, count: rows * columns)
        peaks = [Float](repeating: 0, count: rows)
    }

    mutating func withPointers(_ body: (UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void) {
        noise.withUnsafeMutableBufferPointer { noise in
            peaks.withUnsafeMutableBufferPointer { body(noise.baseAddress, $0.baseAddress) }
        }
    }
}

extension PointBins {
    fileprivate typealias Floats = UnsafePointer<Float>?

    fileprivate func withPointers(
        _ body: (UnsafePointer<Int32>?, UnsafePointer<Int32>?, Floats, Floats, Floats, Floats) -> Void
    ) {
        start.withUnsafeBufferPointer { start in
            u.withUnsafeBufferPointer { u in
                v.withUnsafeBufferPointer { v in
                    w.withUnsafeBufferPointer { w in
                        uRest.withUnsafeBufferPointer { uRest in
                            vRest.withUnsafeBufferPointer { vRest in
                                body(
                                    start.baseAddress, u.baseAddress, v.baseAddress, w.baseAddress, uRest.baseAddress,
                                    vRest.baseAddress)
                            }
                        }
                    }
                }
            }
        }
    }
}

extension TileReach {
    fileprivate func withPointers(_ body: (UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Void) {
        inside.withUnsafeBufferPointer { inside in
            touching.withUnsafeBufferPointer { body(inside.baseAddress, $0.baseAddress) }
        }
    }
}

/// How many bins to either side of a tile, per row of bins, can or must be inside the support of its cells.
struct TileReach {
    private(set) var inside: [Int32] = []
    private(set) var touching: [Int32] = []

    init(_ bins: PointBins) {
        let side = Double(PointBins.side)
        let bin = (x: side * bins.cell.x, y: side * bins.cell.y)
        // Cells count by their centres, points anywhere in the bin.
        let halves = (x: (bin.x + bin.x - bins.cell.x) / 2, y: (bin.y + bin.y - bins.cell.y) / 2)
        // Bins sort points with rounding of their own; a hair decides for evaluation cell by cell.
        let hair = 1e-6
        for row in -bins.margin.rows...bins.margin.rows {
            let dy = Double(row.magnitude) * bin.y
            let farY = dy + halves.y, nearY = max(0, dy - halves.y)
            inside.append(-1)
            touching.append(-1)
            for column in 0...bins.margin.columns {
                let dx = Double(column) * bin.x
                let farX = dx + halves.x, nearX = max(0, dx - halves.x)
                if farX * farX + farY * farY < 1 - hair { inside[inside.count - 1] = Int32(column) }
                if nearX * nearX + nearY * nearY < 1 + hair { touching[touching.count - 1] = Int32(column) }
            }
        }
    }

    /// Leaves all bins to single points.
    mutating func ignoreRuns() { inside = inside.map { _ in -1 } }

    /// The largest number of bins to one side that lie wholly inside.
    var widestRun: Int { Int(max(0, inside.max() ?? 0)) }
}

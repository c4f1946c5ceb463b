// SPDX-License-Identifier: Apache-2.0

internal import CScore
public import Geo

/// Exact shares of cells that polygons cover.
public enum Coverage {
    /// Cells of the grid that the area touches, with the covered share of each to about 1e-9. The area lies in the
    /// grid's plane; rings may turn either way and need not be closed; holes count as not covered. Parts must not
    /// overlap, as in any valid multipolygon; where they do, no cell counts more than once.
    public static func footprint(of area: MultiPolygon, on grid: Grid) -> AreaFootprint {
        var indices: [Int32] = []
        var fractions: [Float] = []
        guard let block = CellRange(around: area, grid: grid) else { return AreaFootprint(indices: [], fractions: []) }
        let sweep = CoverageSweep(area, block: block, grid: grid, scratch: SweepScratch(for: [block]))
        sweep.forEachRun { row, columns, fraction in
            let first = row * grid.columns
            for column in columns {
                indices.append(Int32(first + column))
                fractions.append(Float(fraction))
            }
        }
        return AreaFootprint(indices: indices, fractions: fractions)
    }
}

/// Memory of sweeps; zero wherever no sweep is under way, so that one serves many areas. Shared, never copied.
final class SweepScratch {
    private(set) var deltas: UnsafeMutableBufferPointer<Double>
    private(set) var touched: UnsafeMutableBufferPointer<UInt64>

    /// Room for any of the blocks.
    init(for blocks: [CellRange]) {
        let words = blocks.map { $0.rows * $0.touchedWords }.max() ?? 0
        deltas = Self.zeros(words * 64)
        touched = Self.zeros(words)
    }

    deinit {
        UnsafeMutableRawBufferPointer(deltas).deallocate()
        UnsafeMutableRawBufferPointer(touched).deallocate()
    }

    private static func zeros<Value: Numeric>(_ count: Int) -> UnsafeMutableBufferPointer<Value> {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: count * MemoryLayout<Value>.stride, alignment: 64)
        return memory.initializeMemory(as: Value.self, repeating: 0)
    }

    /// The block's part of the memory, as the loops want it.
    func sweep(_ block: CellRange) -> cscore_sweep {
        cscore_sweep(
            deltas: deltas.baseAddress, touched: touched.baseAddress, columns: Int64(block.columns),
            rows: Int64(block.rows), stride: Int64(block.touchedWords * 64))
    }
}

extension CellRange {
    /// Words of eight bytes that hold a byte per line of eight cells of a row, for two cells more than there are. Odd,
    /// because cells above each other would share few places of the caches if rows lay a power of two apart.
    var touchedWords: Int { (columns + 2 + 63) / 64 | 1 }
}

/// The sweep of one area over the block of cells around it.
struct CoverageSweep {
    let block: CellRange
    let scratch: SweepScratch

    /// Shares of less than this are rounding, not area.
    private static let smallest = 1e-9

    /// The scratch must be zero and have room for the block.
    init(_ area: MultiPolygon, block: CellRange, grid: Grid, scratch: SweepScratch) {
        self.block = block
        self.scratch = scratch
        let kernels = cscore_kernels_for(cscore_level_in_use()).pointee
        for polygon in area.polygons {
            add(polygon.shell, grid: grid, sign: 1, kernels)
            for hole in polygon.holes { add(hole, grid: grid, sign: -1, kernels) }
        }
    }

    private func add(_ ring: [PlanarPoint], grid: Grid, sign: Double, _ kernels: cscore_kernels) {
        guard ring.count > 2 else { return }
        let closed = ring.first == ring.last ? ring : ring + [ring[0]]
        closed.withUnsafeBytes { bytes in
            // A point is its x and its y, and nothing else.
            let ring = cscore_ring(
                points: bytes.assumingMemoryBound(to: Double.self).baseAddress, count: Int64(closed.count),
                west: grid.originX + Double(block.firstColumn) * grid.cellSize,
                north: grid.originY - Double(block.firstRow) * grid.cellSize, perCell: 1 / grid.cellSize)
            kernels.sweep(scratch.sweep(block), ring, sign)
        }
    }

    /// Calls `body` with each run of equally covered cells: row and columns of the grid, covered share above 0.
    func forEachRun(_ body: (_ row: Int, _ columns: Range<Int>, _ fraction: Double) -> Void) {
        for row in 0..<block.rows {
            var covered = 0.0, next = 0
            forEachTouchedLine(row) { line in
                let deltas = scratch.deltas.baseAddress! + row * block.touchedWords * 64
                for cell in line * 8..<line * 8 + 8 where deltas[cell] != 0 {
                    let column = min(cell, block.columns)
                    emit(row, next..<column, covered, body)
                    covered += deltas[cell]
                    next = column
                }
            }
            emit(row, next..<block.columns, covered, body)
        }
    }

    private func forEachTouchedLine(_ row: Int, _ body: (_ line: Int) -> Void) {
        for word in 0..<block.touchedWords {
            var marks = scratch.touched[row * block.touchedWords + word]
            while marks != 0 {
                body(word * 8 + marks.trailingZeroBitCount / 8)
                marks &= marks - 1
            }
        }
    }

    private func emit(
        _ row: Int, _ columns: Range<Int>, _ covered: Double,
        _ body: (_ row: Int, _ columns: Range<Int>, _ fraction: Double) -> Void
    ) {
        guard !columns.isEmpty, covered > Self.smallest else { return }
        let shifted = columns.lowerBound + block.firstColumn..<columns.upperBound + block.firstColumn
        body(row + block.firstRow, shifted, covered > 1 - Self.smallest ? 1 : covered)
    }
}

/// A rectangle of cells.
struct CellRange {
    let firstColumn: Int
    let firstRow: Int
    let columns: Int
    let rows: Int

    /// The cells that an area's rectangle touches; nil for none.
    init?(around area: MultiPolygon, grid: Grid) {
        guard let extent = area.extent, extent.intersects(grid.extent) else { return nil }
        let west = ((extent.minX - grid.originX) / grid.cellSize).rounded(.down)
        let east = ((extent.maxX - grid.originX) / grid.cellSize).rounded(.up)
        let north = ((grid.originY - extent.maxY) / grid.cellSize).rounded(.down)
        let south = ((grid.originY - extent.minY) / grid.cellSize).rounded(.up)
        firstColumn = Int(max(0, west))
        firstRow = Int(max(0, north))
        columns = Int(min(Double(grid.columns), east)) - firstColumn
        rows = Int(min(Double(grid.rows), south)) - firstRow
        guard columns > 0, rows > 0 else { return nil }
    }
}

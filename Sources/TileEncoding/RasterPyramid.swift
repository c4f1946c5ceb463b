// SPDX-License-Identifier: Apache-2.0

/// A rectangle of cells of one level, copied out of the blocks.
struct CellWindow {
    let columns: Range<Int>
    let rows: Range<Int>
    /// Row-major.
    let values: [Float]
    /// Whether no value is NaN.
    let isComplete: Bool

    @inline(__always)
    func value(column: Int, row: Int) -> Float {
        values[(row - rows.lowerBound) * columns.count + column - columns.lowerBound]
    }
}

/// Decoded squares of cells, shared by all rasters of a server and bounded in bytes.
public final class RasterBlockCache: Sendable {
    /// Side of a block in cells.
    static let side = 256

    struct Key: Hashable, Sendable {
        let raster: Int
        let level: Int
        let column: Int
        let row: Int
    }

    /// A block without variation (no data, as a rule) is kept as one number.
    enum Block: Sendable {
        case constant(Float)
        case values([Float])

        init(_ values: [Float]) {
            let first = values[0]
            let bits = first.bitPattern
            let isConstant = first.isNaN ? values.allSatisfy(\.isNaN) : values.allSatisfy { $0.bitPattern == bits }
            self = isConstant ? .constant(first) : .values(values)
        }

        var bytes: Int {
            switch self {
            case .constant: 64
            case .values(let values): values.count * 4 + 64
            }
        }
    }

    let blocks: ByteBoundedCache<Key, Block>

    /// Makes an empty cache of at most `limit` bytes.
    public init(limit: Int) { blocks = ByteBoundedCache(limit: limit) }

    /// Forgets the blocks of rasters whose identity is smaller.
    public func removeBlocks(ofRastersBefore identity: Int) { blocks.removeAll { $0.raster < identity } }

    /// Hits, misses and bytes held.
    public var counts: (hits: Int, misses: Int, bytes: Int) {
        let counts = blocks.counts
        return (counts.hits, counts.misses, counts.bytes)
    }
}

/// A raster with all the resolutions that a map asks for: those of the source, and coarser ones down to a few cells
/// made by averaging, so that a picture never skips cells.
public struct RasterPyramid: Sendable {
    /// Finest first.
    public let levels: [RasterLevel]
    private let source: any RasterSource
    private let sourceLevels: Int
    private let coarse: [[Float]]
    private let cache: RasterBlockCache
    private let identity: Int

    /// Most cells along a side of a level that is read whole, once, to make the coarser ones: those of a raster without
    /// overviews.
    static let largestWhole = 4096

    /// Reads the coarsest level of the source at once and the others on demand.
    ///
    /// - Parameter identity: tells the raster's blocks from others in the shared cache.
    /// - Throws: the source's error when its coarsest level cannot be read.
    public init(source: any RasterSource, cache: RasterBlockCache, identity: Int) throws {
        self.source = source
        self.cache = cache
        self.identity = identity
        sourceLevels = source.levels.count
        var levels = source.levels
        var coarse: [[Float]] = []
        let last = levels[levels.count - 1]
        if last.columns <= Self.largestWhole, last.rows <= Self.largestWhole {
            var values = try source.read(
                level: levels.count - 1, columns: 0..<last.columns, rows: 0..<last.rows)
            while let level = levels.last, max(level.columns, level.rows) > 16 {
                values = Self.halve(values, level)
                levels.append(level.halved)
                coarse.append(values)
            }
        }
        self.levels = levels
        self.coarse = coarse
    }

    /// The coarsest level whose cells are no larger than `resolution` metres, the finest where all are larger; the next
    /// coarser one where those cells are many times smaller, as in a raster whose overviews leave resolutions out.
    public func level(forResolution resolution: Double) -> Int {
        // A hundredth of tolerance: a tile and an overview of the same nominal size differ in the last digits.
        let exact = levels.lastIndex { max($0.cellWidth, $0.cellHeight) <= resolution * 1.01 } ?? 0
        let isFarTooFine = levels[exact].cellWidth * Self.mostCellsPerPixel < resolution && exact + 1 < levels.count
        return isFarTooFine ? exact + 1 : exact
    }

    /// Cells along a pixel beyond which a coarser level is drawn, though its cells are larger than pixels.
    private static let mostCellsPerPixel = 8.0

    /// Copies a window, which must lie inside the level.
    func window(level: Int, columns: Range<Int>, rows: Range<Int>) throws -> CellWindow {
        var values = [Float](repeating: .nan, count: columns.count * rows.count)
        if level >= sourceLevels {
            copy(
                coarse[level - sourceLevels], block: (0..<levels[level].columns, 0..<levels[level].rows),
                to: &values, columns, rows)
        } else {
            try forEachBlock(level, columns, rows) { block, blockColumns, blockRows in
                switch block {
                case .values(let cells): copy(cells, block: (blockColumns, blockRows), to: &values, columns, rows)
                case .constant(let value):
                    fill(value, block: (blockColumns, blockRows), &values, columns, rows)
                }
            }
        }
        let isComplete = values.withUnsafeBufferPointer { buffer in
            var sum: Float = 0
            // A sum is NaN as soon as one term is; values are far too small to overflow it.
            for value in buffer { sum += value }
            return !sum.isNaN
        }
        return CellWindow(columns: columns, rows: rows, values: values, isComplete: isComplete)
    }

    private func forEachBlock(
        _ level: Int, _ columns: Range<Int>, _ rows: Range<Int>,
        _ body: (RasterBlockCache.Block, Range<Int>, Range<Int>) -> Void
    ) throws {
        let side = RasterBlockCache.side
        for row in rows.lowerBound / side...(rows.upperBound - 1) / side {
            for column in columns.lowerBound / side...(columns.upperBound - 1) / side {
                let blockColumns = column * side..<min((column + 1) * side, levels[level].columns)
                let blockRows = row * side..<min((row + 1) * side, levels[level].rows)
                let key = RasterBlockCache.Key(raster: identity, level: level, column: column, row: row)
                if let block = cache.blocks.value(for: key) {
                    body(block, blockColumns, blockRows)
                } else {
                    let cells = try source.read(level: level, columns: blockColumns, rows: blockRows)
                    let block = RasterBlockCache.Block(cells)
                    cache.blocks.store(block, for: key, bytes: block.bytes)
                    body(block, blockColumns, blockRows)
                }
            }
        }
    }

    private func copy(
        _ cells: [Float], block: (columns: Range<Int>, rows: Range<Int>), to values: inout [Float],
        _ columns: Range<Int>, _ rows: Range<Int>
    ) {
        let shared = block.columns.clamped(to: columns)
        for row in block.rows.clamped(to: rows) {
            let from =
                (row - block.rows.lowerBound) * block.columns.count + shared.lowerBound
                - block.columns.lowerBound
            let to = (row - rows.lowerBound) * columns.count + shared.lowerBound - columns.lowerBound
            values.withUnsafeMutableBufferPointer { target in
                cells.withUnsafeBufferPointer { source in
                    target.baseAddress!.advanced(by: to)
                        .update(from: source.baseAddress!.advanced(by: from), count: shared.count)
                }
            }
        }
    }

    private func fill(
        _ value: Float, block: (columns: Range<Int>, rows: Range<Int>), _ values: inout [Float],
        _ columns: Range<Int>, _ rows: Range<Int>
    ) {
        let shared = block.columns.clamped(to: columns)
        for row in block.rows.clamped(to: rows) {
            let start = (row - rows.lowerBound) * columns.count - columns.lowerBound
            for column in shared { values[start + column] = value }
        }
    }

    /// Means of two by two cells; cells without data do not count, and a mean of none has no data.
    static func halve(_ values: [Float], _ level: RasterLevel) -> [Float] {
        let half = level.halved
        var result = [Float](repeating: .nan, count: half.columns * half.rows)
        for row in 0..<half.rows {
            for column in 0..<half.columns {
                var sum: Float = 0
                var count: Float = 0
                for y in row * 2..<min(row * 2 + 2, level.rows) {
                    for x in column * 2..<min(column * 2 + 2, level.columns) {
                        let value = values[y * level.columns + x]
                        if !value.isNaN {
                            sum += value
                            count += 1
                        }
                    }
                }
                if count > 0 { result[row * half.columns + column] = sum / count }
            }
        }
        return result
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// One resolution of a raster: cells over a rectangle of EPSG:3857, row 0 in the north.
public struct RasterLevel: Sendable, Hashable {
    /// What the cells cover, metres; equal for all levels of a raster.
    public let extent: Extent
    /// Cells in a row.
    public let columns: Int
    /// Rows.
    public let rows: Int

    /// Returns nil unless both counts are positive.
    public init?(extent: Extent, columns: Int, rows: Int) {
        guard columns > 0, rows > 0 else { return nil }
        self.extent = extent
        self.columns = columns
        self.rows = rows
    }

    /// East-west size of a cell in metres. An overview's cells need not be square: its size is rounded to whole cells.
    public var cellWidth: Double { extent.width / Double(columns) }
    /// North-south size of a cell in metres.
    public var cellHeight: Double { extent.height / Double(rows) }

    /// The level with half the cells each way, rounded up.
    var halved: RasterLevel {
        RasterLevel(extent: extent, columns: (columns + 1) / 2, rows: (rows + 1) / 2)!
    }
}

/// A raster that can be read in windows at several resolutions.
public protocol RasterSource: Sendable {
    /// Finest first.
    var levels: [RasterLevel] { get }
    /// The values of a window, row-major; NaN where there is no data. The ranges must lie inside the level.
    func read(level: Int, columns: Range<Int>, rows: Range<Int>) throws -> [Float]
}

/// A raster held in memory, for tests and for small layers.
public struct MemoryRaster: RasterSource {
    /// The only level.
    public let levels: [RasterLevel]
    private let values: [Float]

    /// Takes a level and its `columns * rows` values.
    public init(level: RasterLevel, values: [Float]) {
        precondition(values.count == level.columns * level.rows, "a raster holds one value per cell")
        levels = [level]
        self.values = values
    }

    /// Copies the window.
    public func read(level: Int, columns: Range<Int>, rows: Range<Int>) -> [Float] {
        let width = levels[0].columns
        return rows.flatMap { values[$0 * width + columns.lowerBound..<$0 * width + columns.upperBound] }
    }
}

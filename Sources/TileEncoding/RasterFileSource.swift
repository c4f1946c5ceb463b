// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Synchronization

/// A file that cannot be drawn as tiles.
public struct UnsuitableRaster: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
}

/// A raster file in EPSG:3857 with its overviews, read through a pool of open handles.
public final class RasterFileSource: RasterSource {
    /// Finest first.
    public let levels: [RasterLevel]
    /// What the file calls its values' units; empty when it says nothing.
    public let units: String
    private let path: String
    private let idle: Mutex<[Handle]>

    /// GDAL's handles may move between threads as long as one thread at a time uses them, which the pool sees to.
    private struct Handle: @unchecked Sendable { let file: RasterFile }

    /// Opens the file.
    ///
    /// - Throws: `GeoIOError`, or `UnsuitableRaster` when the file is not in EPSG:3857.
    public init(path: String) throws {
        let file = try RasterFile(path: path)
        guard Self.isWebMercator(file.grid.crs) else {
            throw UnsuitableRaster(
                description: "'\(path)' is not in EPSG:3857; convert it with: gdalwarp -t_srs EPSG:3857 -of COG IN OUT")
        }
        let extent = file.grid.extent
        let sizes = [(file.grid.columns, file.grid.rows)] + file.overviews.map { ($0.columns, $0.rows) }
        levels = sizes.compactMap { RasterLevel(extent: extent, columns: $0.0, rows: $0.1) }
        units = file.units
        self.path = path
        idle = Mutex([Handle(file: file)])
    }

    private static func isWebMercator(_ crs: CoordinateReferenceSystem) -> Bool {
        crs == .webMercator || crs.definition.contains("Pseudo-Mercator") || crs.definition.contains("\"EPSG\",3857")
    }

    /// Reads from the overview of the level; the handle goes back to the pool afterwards.
    public func read(level: Int, columns: Range<Int>, rows: Range<Int>) throws -> [Float] {
        let handle = try idle.withLock { $0.popLast() } ?? Handle(file: RasterFile(path: path))
        defer { idle.withLock { $0.append(handle) } }
        let full = levels[0], part = levels[level]
        let across = Self.scaled(columns, part.columns, full.columns)
        let down = Self.scaled(rows, part.rows, full.rows)
        let window = GeoIO.RasterWindow(
            column: across.lowerBound, row: down.lowerBound, columns: across.count, rows: down.count)
        return try handle.file.read(window, outputColumns: columns.count, outputRows: rows.count)
    }

    /// The cells at full resolution that cells of an overview stand for.
    private static func scaled(_ range: Range<Int>, _ part: Int, _ full: Int) -> Range<Int> {
        let factor = (Double(full) / Double(part)).rounded()
        let lower = min(full - 1, Int(Double(range.lowerBound) * factor))
        let upper = range.upperBound == part ? full : min(full, Int(Double(range.upperBound) * factor))
        return lower..<max(upper, lower + 1)
    }
}

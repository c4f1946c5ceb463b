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
    /// - Parameter name: what messages call the file; nil: its path.
    /// - Throws: `GeoIOError`, or `UnsuitableRaster` when the file is not in EPSG:3857, or could not be read in parts of
    ///   bounded size.
    public init(path: String, name: String? = nil) throws {
        let file: RasterFile
        do {
            file = try Self.open(path)
        } catch {
            guard let name else { throw error }
            let reason = error.description.replacing("\(path): ", with: "").replacing(path, with: name)
            throw UnsuitableRaster(description: "'\(name)' cannot be read as a GeoTIFF: \(reason)")
        }
        guard Self.isWebMercator(file.grid.crs) else {
            throw UnsuitableRaster(
                description:
                    "'\(name ?? path)' is not in EPSG:3857; convert it with: "
                    + "gdalwarp -t_srs EPSG:3857 -of COG IN OUT")
        }
        let sizes = Self.sizes(file), extent = file.grid.extent
        try Self.check(sizes, block: file.largestBlockBytes, name ?? path)
        levels = sizes.compactMap { RasterLevel(extent: extent, columns: $0.columns, rows: $0.rows) }
        units = file.units
        self.path = path
        idle = Mutex([Handle(file: file)])
    }

    /// GeoTIFF only: other drivers would open what merely describes a raster, anywhere and of any size.
    private static func open(_ path: String) throws(GeoIOError) -> RasterFile {
        try RasterFile(path: path, drivers: ["GTiff"])
    }

    /// Bytes that the largest block may hold; GDAL holds several at a time.
    private static let largestBlock = 16 << 20

    /// Columns and rows of the cells and of those overviews that have fewer than the ones before.
    private static func sizes(_ file: RasterFile) -> [(columns: Int, rows: Int)] {
        var sizes = [(columns: file.grid.columns, rows: file.grid.rows)]
        for size in file.overviews.sorted(by: { $0.columns > $1.columns }) {
            let last = sizes[sizes.count - 1]
            if size.columns <= last.columns, size.rows <= last.rows, size != last { sizes.append(size) }
        }
        return sizes
    }

    /// Nothing is read of a raster whose blocks, or whose coarsest level, would take more memory than a tile is worth.
    private static func check(
        _ sizes: [(columns: Int, rows: Int)], block: Int, _ name: String
    ) throws(UnsuitableRaster) {
        let remedy = "convert it with: gdal_translate -of COG IN OUT"
        guard block <= largestBlock else {
            throw UnsuitableRaster(
                description: "'\(name)' has blocks of \(block >> 20) MB, of which at most \(largestBlock >> 20) MB are "
                    + "read at a time; \(remedy)")
        }
        let coarsest = sizes[sizes.count - 1]
        guard max(coarsest.columns, coarsest.rows) <= RasterPyramid.largestWhole else {
            throw UnsuitableRaster(
                description: "'\(name)' has \(sizes[0].columns) by \(sizes[0].rows) cells and no overview of at most "
                    + "\(RasterPyramid.largestWhole) cells along a side, without which a picture of the whole could not "
                    + "be drawn; \(remedy)")
        }
    }

    private static func isWebMercator(_ crs: CoordinateReferenceSystem) -> Bool {
        crs == .webMercator || crs.definition.contains("Pseudo-Mercator") || crs.definition.contains("\"EPSG\",3857")
    }

    /// Reads from the overview of the level; the handle goes back to the pool afterwards.
    /// - Throws: `GeoIOError` when the file cannot be opened or read.
    public func read(level: Int, columns: Range<Int>, rows: Range<Int>) throws -> [Float] {
        let handle = try idle.withLock { $0.popLast() } ?? Handle(file: Self.open(path))
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

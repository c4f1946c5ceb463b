// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// One band of a raster file, open for reading.
///
/// For one thread at a time (not `Sendable`): keep one per worker, as opening takes milliseconds and a read of a
/// cached block microseconds. Cells must be square and the rows must run west to east.
public struct RasterFile {
    /// Path as given.
    public let path: String
    /// The cells at full resolution; in degrees where the file's system is geographic.
    public let grid: Grid
    /// Items of the default metadata domain, in the order of the file.
    public let metadata: [(name: String, value: String)]
    /// The band's description; empty when it has none.
    public let bandDescription: String
    /// The band's units; empty when it states none.
    public let units: String
    /// The number that means "no data" in the file; values read have NaN instead.
    public let noData: Double?
    private let dataset: Dataset
    private let band: GDALRasterBandH

    /// Opens the file. Throws the opening errors of `GeoIOError`, or `raster` when there is no such band, no place,
    /// or the cells are not square.
    ///
    /// - Parameter drivers: GDAL's names of the only formats that are read, whatever else the content looks like (a
    ///   description of a raster elsewhere, for instance); none: any format.
    public init(path: String, band number: Int = 1, drivers: [String] = []) throws(GeoIOError) {
        let dataset = try Dataset(opening: path, kind: .raster, drivers: drivers)
        guard let band = ErrorCapture.run({ _ in GDALGetRasterBand(dataset.handle, Int32(clamping: number)) }) else {
            throw .raster(operation: "open", path: path, reason: "there is no band \(number)")
        }
        self.path = path
        self.dataset = dataset
        self.band = band
        grid = try Self.grid(of: dataset, path: path)
        metadata = strings(of: GDALGetMetadata(dataset.handle, nil)).compactMap(Self.item)
        bandDescription = String(cString: GDALGetDescription(band))
        units = String(cString: GDALGetRasterUnitType(band))
        var isSet: Int32 = 0
        let value = GDALGetRasterNoDataValue(band, &isSet)
        noData = isSet == 0 ? nil : value
    }

    /// Numbers of columns and rows of the overviews, from fine to coarse.
    public var overviews: [(columns: Int, rows: Int)] {
        (0..<GDALGetOverviewCount(band)).map { index in
            let overview = GDALGetOverview(band, index)
            return (Int(GDALGetRasterBandXSize(overview)), Int(GDALGetRasterBandYSize(overview)))
        }
    }

    /// Bytes that the reading of a single cell takes: the largest block of the file and its overviews, in all bands
    /// where these stand in one block.
    public var largestBlockBytes: Int {
        let interleaving = GDALGetMetadataItem(dataset.handle, "INTERLEAVE", "IMAGE_STRUCTURE").map {
            String(cString: $0)
        }
        let bands = interleaving == "PIXEL" ? Int(GDALGetRasterCount(dataset.handle)) : 1
        let all = [band] + (0..<GDALGetOverviewCount(band)).compactMap { GDALGetOverview(band, $0) }
        return all.map { band in
            var columns: Int32 = 0, rows: Int32 = 0
            GDALGetBlockSize(band, &columns, &rows)
            let bytes = Int(GDALGetDataTypeSizeBytes(GDALGetRasterDataType(band))) * bands
            // Two sides of 31 bits leave no room for the bytes of a cell.
            let (product, overflow) = (Int(columns) * Int(rows)).multipliedReportingOverflow(by: bytes)
            return overflow ? .max : product
        }.max() ?? 0
    }

    /// The value of a metadata item.
    public func metadata(_ name: String) -> String? { metadata.first { $0.name == name }?.value }

    /// All cells at full resolution, NaN where there is no data.
    public func readAll() throws(GeoIOError) -> Raster<Float> {
        let window = RasterWindow(column: 0, row: 0, columns: grid.columns, rows: grid.rows)
        return Raster(grid: grid, values: try read(window))
    }

    /// The values of a window, row-major from the north-west, NaN where there is no data.
    ///
    /// With `outputColumns` and `outputRows` smaller than the window the best overview is read and resampled. The
    /// window must lie in the raster.
    public func read(
        _ window: RasterWindow, outputColumns: Int? = nil, outputRows: Int? = nil, resampling: Resampling = .nearest
    ) throws(GeoIOError) -> [Float] {
        let columns = outputColumns ?? window.columns, rows = outputRows ?? window.rows
        guard window.lies(in: grid), (1...32_768).contains(columns), (1...32_768).contains(rows) else {
            throw .invalidArgument(
                what: "\(path): a read of \(window) into \(columns) by \(rows) cells",
                remedy: "Stay in the \(grid.columns) by \(grid.rows) cells of the raster")
        }
        var values = [Float](repeating: 0, count: columns * rows)
        try ErrorCapture.run { errors throws(GeoIOError) in
            var arguments = cgdal_raster_io_arguments(resampling.readAlgorithm)
            let status = GDALRasterIOEx(
                band, GF_Read, Int32(window.column), Int32(window.row), Int32(window.columns), Int32(window.rows),
                &values, Int32(columns), Int32(rows), GDT_Float32, 0, 0, &arguments)
            guard status == CE_None else { throw .raster(operation: "read", path: path, reason: errors.reason) }
        }
        markMissing(in: &values)
        return values
    }

    /// The value of the cell that holds the point (in the raster's plane); nil outside and where there is no data.
    public func value(at point: PlanarPoint) throws(GeoIOError) -> Float? {
        guard let (column, row) = grid.cell(at: point) else { return nil }
        let value = try read(RasterWindow(column: column, row: row, columns: 1, rows: 1))[0]
        return value.isNaN ? nil : value
    }

    /// Figures over all cells at full resolution; nil when none has a value.
    public func statistics() throws(GeoIOError) -> RasterStatistics? { RasterStatistics(of: try readAll().values) }

    private func markMissing(in values: inout [Float]) {
        guard let noData else { return }
        let missing = Float(noData)
        for index in values.indices where values[index] == missing { values[index] = .nan }
    }

    private static func item(_ text: String) -> (name: String, value: String)? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private static func grid(of dataset: Dataset, path: String) throws(GeoIOError) -> Grid {
        var place = [Double](repeating: 0, count: 6)
        guard GDALGetGeoTransform(dataset.handle, &place) == CE_None,
            let reference = GDALGetSpatialRef(dataset.handle)
        else { throw .raster(operation: "open", path: path, reason: "the file does not say where it lies") }
        // A thousandth of a cell over the whole raster is what rounding in the file may cost.
        let columns = Int(GDALGetRasterXSize(dataset.handle)), rows = Int(GDALGetRasterYSize(dataset.handle))
        let slack = abs(place[1]) * 1e-3 / Double(max(columns, rows))
        let isSquare = place[1] > 0 && abs(place[1] + place[5]) <= slack && place[2] == 0 && place[4] == 0
        let crs = try SpatialReference.copy(of: reference).crs
        let grid = Grid(
            crs: crs, originX: place[0], originY: place[3], cellSize: place[1], columns: columns, rows: rows)
        guard isSquare, let grid else {
            throw .raster(operation: "open", path: path, reason: "the cells are not square or the raster is rotated")
        }
        return grid
    }
}

/// A rectangle of cells.
public struct RasterWindow: Sendable, Hashable, CustomStringConvertible {
    /// Westernmost column.
    public let column: Int
    /// Northernmost row.
    public let row: Int
    /// Number of columns.
    public let columns: Int
    /// Number of rows.
    public let rows: Int

    /// Takes the numbers as they are; reading checks them against the raster.
    public init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = columns
        self.rows = rows
    }

    /// Size and corner, for messages.
    public var description: String { "\(columns) by \(rows) cells at column \(column), row \(row)" }

    func lies(in grid: Grid) -> Bool {
        column >= 0 && row >= 0 && columns > 0 && rows > 0 && column <= grid.columns - columns
            && row <= grid.rows - rows
    }
}

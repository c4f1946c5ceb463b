// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// All values of a raster whose cells need not be square, for work that measures cells and not metres.
public struct RasterSamples: Sendable {
    /// Outer edges in the raster's own plane.
    public let extent: Extent
    /// Number of columns.
    public let columns: Int
    /// Number of rows.
    public let rows: Int
    /// Values of the first band, row-major from the north-west; NaN where there is no data.
    public let values: [Float]

    /// Reads a file. Throws the opening errors of `GeoIOError`, or `raster` when it lies nowhere or is rotated.
    public init(path: String) throws(GeoIOError) {
        let dataset = try Dataset(opening: path, kind: .raster)
        var place = [Double](repeating: 0, count: 6)
        let columns = Int(GDALGetRasterXSize(dataset.handle)), rows = Int(GDALGetRasterYSize(dataset.handle))
        guard GDALGetGeoTransform(dataset.handle, &place) == CE_None, place[2] == 0, place[4] == 0,
            let extent = Extent(
                minX: place[0], minY: place[3] + Double(rows) * place[5], maxX: place[0] + Double(columns) * place[1],
                maxY: place[3])
        else {
            throw .raster(operation: "open", path: path, reason: "the file does not say where it lies, or is rotated")
        }
        self.extent = extent
        self.columns = columns
        self.rows = rows
        values = try Self.read(dataset, path: path, columns: columns, rows: rows)
    }

    private static func read(
        _ dataset: Dataset, path: String, columns: Int, rows: Int
    ) throws(GeoIOError) -> [Float] {
        var values = [Float](repeating: 0, count: columns * rows)
        try ErrorCapture.run { errors throws(GeoIOError) in
            guard let band = GDALGetRasterBand(dataset.handle, 1) else {
                throw .raster(operation: "open", path: path, reason: "there is no band 1")
            }
            let status = GDALRasterIO(
                band, GF_Read, 0, 0, Int32(columns), Int32(rows), &values, Int32(columns), Int32(rows), GDT_Float32, 0,
                0)
            guard status == CE_None else { throw .raster(operation: "read", path: path, reason: errors.reason) }
            var isSet: Int32 = 0
            let missing = Float(GDALGetRasterNoDataValue(band, &isSet))
            guard isSet != 0 else { return }
            for index in values.indices where values[index] == missing { values[index] = .nan }
        }
        return values
    }
}

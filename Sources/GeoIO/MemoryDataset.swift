// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// A GDAL dataset in memory, the form in which Swift's rasters meet GDAL's algorithms.
final class MemoryDataset {
    let dataset: Dataset
    let columns: Int
    let rows: Int

    /// A dataset of the grid's shape and place, each band filled with zero.
    init(grid: Grid, type: GDALDataType, bands: Int = 1, withCRS: Bool = true) throws(GeoIOError) {
        columns = grid.columns
        rows = grid.rows
        dataset = try Self.create(columns: grid.columns, rows: grid.rows, type: type, bands: bands)
        var place = [grid.originX, grid.cellSize, 0, grid.originY, 0, -grid.cellSize]
        GDALSetGeoTransform(dataset.handle, &place)
        guard withCRS else { return }
        let reference = try SpatialReference(grid.crs)
        withExtendedLifetime(reference) { _ = GDALSetSpatialRef(dataset.handle, reference.handle) }
    }

    /// A dataset without a place.
    init(columns: Int, rows: Int, type: GDALDataType, bands: Int) throws(GeoIOError) {
        self.columns = columns
        self.rows = rows
        dataset = try Self.create(columns: columns, rows: rows, type: type, bands: bands)
    }

    /// One band with the raster's values.
    convenience init(_ raster: Raster<Float>, noData: Float? = nil) throws(GeoIOError) {
        try self.init(grid: raster.grid, type: GDT_Float32)
        if let noData { GDALSetRasterNoDataValue(band(1), Double(noData)) }
        try write(raster.values, type: GDT_Float32, band: 1)
    }

    func band(_ number: Int) -> GDALRasterBandH? { GDALGetRasterBand(dataset.handle, Int32(number)) }

    func write<Element>(_ values: [Element], type: GDALDataType, band number: Int) throws(GeoIOError) {
        try ErrorCapture.run { errors throws(GeoIOError) in
            // GDAL takes one pointer type for both directions; writing does not change the values.
            let status = values.withUnsafeBytes { bytes in
                GDALRasterIO(
                    band(number), GF_Write, 0, 0, Int32(columns), Int32(rows),
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress), Int32(columns), Int32(rows), type, 0, 0)
            }
            guard status == CE_None else { throw .raster(operation: "write", path: nil, reason: errors.reason) }
        }
    }

    func read<Element>(_ type: GDALDataType, zero: Element, band number: Int = 1) throws(GeoIOError) -> [Element] {
        var values = [Element](repeating: zero, count: columns * rows)
        try ErrorCapture.run { errors throws(GeoIOError) in
            let status = values.withUnsafeMutableBytes { bytes in
                GDALRasterIO(
                    band(number), GF_Read, 0, 0, Int32(columns), Int32(rows), bytes.baseAddress, Int32(columns),
                    Int32(rows), type, 0, 0)
            }
            guard status == CE_None else { throw .raster(operation: "read", path: nil, reason: errors.reason) }
        }
        return values
    }

    private static func create(columns: Int, rows: Int, type: GDALDataType, bands: Int) throws(GeoIOError) -> Dataset {
        guard columns > 0, rows > 0, columns <= Int(Int32.max), rows <= Int(Int32.max) else {
            throw .invalidArgument(what: "A raster of \(columns) by \(rows) cells", remedy: "Choose a larger cell")
        }
        return try ErrorCapture.run { errors throws(GeoIOError) in
            let driver = GDALGetDriverByName("MEM")
            guard let handle = GDALCreate(driver, "", Int32(columns), Int32(rows), Int32(bands), type, nil) else {
                throw .raster(operation: "allocate", path: nil, reason: errors.reason)
            }
            return Dataset(owning: handle)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import CGDAL
import GeoIO
import Testing

/// What GDAL, a reader that is not ours, makes of a picture.
struct DecodedPicture {
    let width: Int
    let height: Int
    let bands: Int
    /// Band after band.
    let samples: [UInt8]
    /// Red, green, blue, alpha of each palette entry.
    let palette: [[UInt8]]

    init(_ bytes: [UInt8]) throws {
        GDAL.initialize()
        let name = "/vsimem/\(UInt64.random(in: 0...UInt64.max)).image"
        var copy = bytes
        let file = VSIFileFromMemBuffer(name, &copy, vsi_l_offset(copy.count), 0)
        defer { VSIUnlink(name) }
        VSIFCloseL(file)
        let dataset = try #require(GDALOpen(name, GA_ReadOnly))
        defer { GDALClose(dataset) }
        width = Int(GDALGetRasterXSize(dataset))
        height = Int(GDALGetRasterYSize(dataset))
        bands = Int(GDALGetRasterCount(dataset))
        var samples = [UInt8](repeating: 0, count: width * height * bands)
        let status = GDALDatasetRasterIO(
            dataset, GF_Read, 0, 0, Int32(width), Int32(height), &samples, Int32(width), Int32(height), GDT_Byte,
            Int32(bands), nil, 0, 0, 0)
        #expect(status == CE_None)
        self.samples = samples
        palette = Self.palette(of: GDALGetRasterColorTable(GDALGetRasterBand(dataset, 1)))
    }

    private static func palette(of table: GDALColorTableH?) -> [[UInt8]] {
        guard let table else { return [] }
        return (0..<GDALGetColorEntryCount(table)).compactMap { index in
            GDALGetColorEntry(table, index).map {
                [UInt8($0.pointee.c1), UInt8($0.pointee.c2), UInt8($0.pointee.c3), UInt8($0.pointee.c4)]
            }
        }
    }
}

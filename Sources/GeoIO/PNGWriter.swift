// SPDX-License-Identifier: Apache-2.0

import CGDAL
public import Geo

/// Writes pictures as PNG, with a world file for those that lie on a map.
public enum PNGWriter {
    /// Writes red, green, blue and alpha (not premultiplied), row by row from the north-west.
    ///
    /// `rgba` has `width * height * 4` bytes. With `worldFile`, a text file of the same name that ends in `.pgw` says
    /// where the picture lies: the picture covers the grid's extent, whatever its own size in pixels. The system
    /// itself is not in it; clients ask for it.
    public static func write(
        rgba: [UInt8], width: Int, height: Int, to path: String, worldFile: Grid? = nil
    ) throws(GeoIOError) {
        guard width > 0, height > 0, rgba.count == width * height * 4 else {
            throw .invalidArgument(
                what: "\(rgba.count) bytes for a picture of \(width) by \(height) pixels",
                remedy: "Give four bytes per pixel")
        }
        let picture = try MemoryDataset(columns: width, rows: height, type: GDT_Byte, bands: 4)
        let meanings = [GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand]
        for (channel, meaning) in meanings.enumerated() {
            let plane = stride(from: channel, to: rgba.count, by: 4).map { rgba[$0] }
            try picture.write(plane, type: GDT_Byte, band: channel + 1)
            GDALSetRasterColorInterpretation(picture.band(channel + 1), meaning)
        }
        try save(picture, path, worldFile)
    }

    /// Writes one palette index per pixel; `palette` has up to 256 colours of red, green, blue and alpha.
    public static func write(
        indices: [UInt8], palette: [(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8)], width: Int, height: Int,
        to path: String, worldFile: Grid? = nil
    ) throws(GeoIOError) {
        guard width > 0, height > 0, indices.count == width * height, (1...256).contains(palette.count),
            indices.allSatisfy({ Int($0) < palette.count })
        else {
            throw .invalidArgument(
                what: "\(indices.count) indices of \(palette.count) colours for \(width) by \(height) pixels",
                remedy: "Give one index per pixel and a colour for each index")
        }
        let picture = try MemoryDataset(columns: width, rows: height, type: GDT_Byte, bands: 1)
        try picture.write(indices, type: GDT_Byte, band: 1)
        let table = GDALCreateColorTable(GPI_RGB)
        defer { GDALDestroyColorTable(table) }
        for (index, color) in palette.enumerated() {
            var entry = GDALColorEntry(
                c1: Int16(color.red), c2: Int16(color.green), c3: Int16(color.blue), c4: Int16(color.alpha))
            GDALSetColorEntry(table, Int32(index), &entry)
        }
        GDALSetRasterColorTable(picture.band(1), table)
        try save(picture, path, worldFile)
    }

    private static func save(_ picture: MemoryDataset, _ path: String, _ grid: Grid?) throws(GeoIOError) {
        try picture.dataset.copy(to: path, driver: "PNG", options: ["ZLEVEL=6"])
        if let grid { try WorldFile(grid, columns: picture.columns, rows: picture.rows).write(beside: path) }
    }
}

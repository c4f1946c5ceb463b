// SPDX-License-Identifier: Apache-2.0

import Geo

/// Values of a rectangle in degrees as a GeoTIFF: one band of 32-bit floats, deflated, -9999 as "no data" as in the files of a build.
///
/// Written here because GDAL's driver needs a file and square cells for what is one list of tags (TIFF 6.0; OGC
/// GeoTIFF 1.1); the tests read it back with GDAL.
public enum CoverageFile {
    /// Rows of a strip; readers decompress strip by strip.
    private static let stripRows = MapView.stripRows
    private static let noData: Float = -9999

    /// The file's bytes; the plane of the view must be geographic.
    ///
    /// - Parameters:
    ///   - description: what the values are, and what their absence does not mean.
    ///   - copyright: whose data it is made of.
    ///   - check: called between two strips; what it throws ends the making.
    /// - Throws: `GeoIOError` when the raster cannot be read.
    public static func geoTIFF(
        _ view: MapView, renderer: RasterRenderer, description: String = "", copyright: String = "",
        between check: () throws -> Void = {}
    ) throws -> [UInt8] {
        let painter = try renderer.painter(view)
        var strips: [[UInt8]] = []
        for rows in view.strips(rows: stripRows) {
            try check()
            let values = try painter.values(rows: rows).map { $0.isFinite ? $0 : noData }
            strips.append(Deflate.zlib(values.withUnsafeBytes { Array($0) }))
        }
        return TIFFFile(
            view: view, strips: strips, stripRows: stripRows, description: description, copyright: copyright
        ).bytes
    }
}

/// A little-endian TIFF with one image.
private struct TIFFFile {
    let view: MapView
    let strips: [[UInt8]]
    let stripRows: Int
    let description: String
    let copyright: String

    private enum Value {
        case shorts([UInt16])
        case longs([UInt32])
        case doubles([Double])
        case text(String)

        var type: UInt16 {
            switch self {
            case .text: 2
            case .shorts: 3
            case .longs: 4
            case .doubles: 12
            }
        }

        var count: Int {
            switch self {
            case .text(let text): text.utf8.count + 1
            case .shorts(let values): values.count
            case .longs(let values): values.count
            case .doubles(let values): values.count
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .text(let text): Array(text.utf8) + [0]
            case .shorts(let values): values.flatMap { TIFFFile.little($0) }
            case .longs(let values): values.flatMap { TIFFFile.little($0) }
            case .doubles(let values): values.flatMap { TIFFFile.little($0.bitPattern) }
            }
        }
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// Header, strips, directory, and what of the directory's values is longer than four bytes.
    var bytes: [UInt8] {
        let size = strips.reduce(0) { $0 + $1.count }
        let padding = size % 2
        let start = 8 + size + padding
        let tags = self.tags
        var file: [UInt8] = []
        file.reserveCapacity(start + 1024 + strips.count * 8)
        file += [0x49, 0x49, 42, 0] + Self.little(UInt32(start))
        for strip in strips { file += strip }
        file += [UInt8](repeating: 0, count: padding)
        file += Self.little(UInt16(tags.count))
        var overflow: [UInt8] = []
        let overflowStart = start + 2 + tags.count * 12 + 4
        for (tag, value) in tags {
            file += Self.little(tag) + Self.little(value.type) + Self.little(UInt32(value.count))
            let bytes = value.bytes
            if bytes.count <= 4 {
                file += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
            } else {
                file += Self.little(UInt32(overflowStart + overflow.count))
                overflow += bytes + [UInt8](repeating: 0, count: bytes.count % 2)
            }
        }
        file += [0, 0, 0, 0] + overflow
        return file
    }

    /// Tags in ascending order, as the standard asks.
    private var tags: [(UInt16, Value)] {
        let extent = view.extent
        var offset = 8
        let offsets = strips.map { strip -> UInt32 in
            defer { offset += strip.count }
            return UInt32(offset)
        }
        // GeoKeys: geographic model, cells as areas, WGS 84 (EPSG:4326) with its axes in GIS order.
        let keys: [UInt16] = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]
        return [
            (256, .longs([UInt32(view.width)])), (257, .longs([UInt32(view.height)])),
            (258, .shorts([32])), (259, .shorts([8])), (262, .shorts([1])), (270, .text(description)),
            (273, .longs(offsets)), (277, .shorts([1])), (278, .longs([UInt32(stripRows)])),
            (279, .longs(strips.map { UInt32($0.count) })), (284, .shorts([1])), (339, .shorts([3])),
            (33432, .text(copyright)),
            (
                33550,
                .doubles([extent.width / Double(view.width), extent.height / Double(view.height), 0])
            ),
            (33922, .doubles([0, 0, 0, extent.minX, extent.maxY, 0])), (34735, .shorts(keys)),
            (42113, .text("-9999")),
        ]
    }
}

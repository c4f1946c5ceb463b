// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Synchronization

/// Encodes pictures as WebP without loss, where GDAL was built with libwebp.
public enum WebPWriter {
    /// Whether this GDAL can write WebP without loss.
    public static let isAvailable: Bool = {
        GDAL.initialize()
        guard let driver = GDALGetDriverByName("WEBP"), let options = GDALGetMetadataItem(driver, listOfOptions, nil)
        else { return false }
        return String(cString: options).contains("LOSSLESS")
    }()

    /// `GDAL_DMD_CREATIONOPTIONLIST`.
    private static let listOfOptions = "DMD_CREATIONOPTIONLIST"
    /// Most pixels along a side that the format can hold.
    private static let largestSide = 16_383
    private static let sequence = Atomic(0)

    /// The picture as a WebP file.
    ///
    /// - Parameter rgba: red, green, blue and alpha (not premultiplied), row by row from the top left,
    ///   `width * height * 4` bytes. The colour of a pixel without any alpha is not kept, which makes it smaller.
    public static func encode(rgba: [UInt8], width: Int, height: Int) throws(GeoIOError) -> [UInt8] {
        let sides = 1...largestSide
        guard sides.contains(width), sides.contains(height), rgba.count == width * height * 4 else {
            throw .invalidArgument(
                what: "\(rgba.count) bytes for a WebP picture of \(width) by \(height) pixels",
                remedy: "Give four bytes per pixel and at most \(largestSide) pixels along a side")
        }
        let picture = try MemoryDataset(columns: width, rows: height, type: GDT_Byte, bands: 4)
        try picture.write(interleaved: rgba, bands: 4)
        GDALSetRasterColorInterpretation(picture.band(4), GCI_AlphaBand)
        let path = "/vsimem/picture-\(sequence.add(1, ordering: .relaxed).newValue).webp"
        return try picture.dataset.copied(to: path, driver: "WEBP", options: ["LOSSLESS=YES"])
    }
}

extension Dataset {
    /// The bytes of a copy in another format, made in a file of GDAL's memory.
    func copied(to path: String, driver: String, options: [String]) throws(GeoIOError) -> [UInt8] {
        defer { VSIUnlink(path) }
        try ErrorCapture.run { errors throws(GeoIOError) in
            let made = withStringList(options) { list in
                GDALCreateCopy(GDALGetDriverByName(driver), path, handle, 1, list, nil, nil)
            }
            GDALClose(made)
            guard made != nil, errors.failures.isEmpty else {
                throw .raster(operation: "encode as \(driver)", path: nil, reason: errors.reason)
            }
        }
        var length: vsi_l_offset = 0
        guard let bytes = VSIGetMemFileBuffer(path, &length, 0) else {
            throw .raster(operation: "encode as \(driver)", path: nil, reason: "the driver wrote nothing")
        }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }
}

extension MemoryDataset {
    /// Fills the first bands from bytes that stand pixel by pixel.
    func write(interleaved bytes: [UInt8], bands: Int) throws(GeoIOError) {
        try ErrorCapture.run { errors throws(GeoIOError) in
            // GDAL takes one pointer type for both directions; writing does not change the values.
            let status = bytes.withUnsafeBytes { bytes in
                GDALDatasetRasterIO(
                    dataset.handle, GF_Write, 0, 0, Int32(columns), Int32(rows),
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress), Int32(columns), Int32(rows), GDT_Byte,
                    Int32(bands), nil, Int32(bands), Int32(bands * columns), 1)
            }
            guard status == CE_None else { throw .raster(operation: "write", path: nil, reason: errors.reason) }
        }
    }
}

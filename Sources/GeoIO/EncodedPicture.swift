// SPDX-License-Identifier: Apache-2.0

import CGDAL

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
        guard let bytes = MemoryFile.bytes(at: path) else {
            throw .raster(operation: "encode as \(driver)", path: nil, reason: "the driver wrote nothing")
        }
        return bytes
    }
}

extension MemoryDataset {
    /// A picture of bytes that stand pixel by pixel, to be encoded.
    /// - Throws: `invalidArgument` where the bytes are not those of such a picture, or the format holds none of its size.
    convenience init(
        interleaved bytes: [UInt8], bands: Int, width: Int, height: Int, largestSide: Int, format: String
    ) throws(GeoIOError) {
        let sides = 1...largestSide
        guard sides.contains(width), sides.contains(height), bytes.count == width * height * bands else {
            throw .invalidArgument(
                what: "\(bytes.count) bytes for a \(format) picture of \(width) by \(height) pixels",
                remedy:
                    "Give \(bands == 4 ? "four" : "three") bytes per pixel and at most \(largestSide) pixels along a side"
            )
        }
        try self.init(columns: width, rows: height, type: GDT_Byte, bands: bands)
        try write(interleaved: bytes, bands: bands)
    }

    /// Fills the first bands from bytes that stand pixel by pixel.
    private func write(interleaved bytes: [UInt8], bands: Int) throws(GeoIOError) {
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

// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Synchronization

/// Encodes pictures as JPEG.
public enum JPEGWriter {
    /// Most pixels along a side that the format can hold.
    private static let largestSide = 65_500
    private static let sequence = Atomic(0)

    /// The picture as a JPEG file of high quality.
    ///
    /// - Parameter rgb: red, green and blue, row by row from the top left, `width * height * 3` bytes.
    /// - Throws: `GeoIOError` for bytes that are no such picture, and where GDAL has no driver for the format.
    public static func encode(rgb: [UInt8], width: Int, height: Int) throws(GeoIOError) -> [UInt8] {
        let sides = 1...largestSide
        guard sides.contains(width), sides.contains(height), rgb.count == width * height * 3 else {
            throw .invalidArgument(
                what: "\(rgb.count) bytes for a JPEG picture of \(width) by \(height) pixels",
                remedy: "Give three bytes per pixel and at most \(largestSide) pixels along a side")
        }
        GDAL.initialize()
        let picture = try MemoryDataset(columns: width, rows: height, type: GDT_Byte, bands: 3)
        try picture.write(interleaved: rgb, bands: 3)
        let path = "/vsimem/picture-\(sequence.add(1, ordering: .relaxed).newValue).jpg"
        return try picture.dataset.copied(to: path, driver: "JPEG", options: ["QUALITY=90"])
    }
}

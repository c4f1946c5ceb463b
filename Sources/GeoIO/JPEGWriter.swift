// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// Encodes pictures as JPEG.
public enum JPEGWriter {
    /// Most pixels along a side that the format can hold.
    private static let largestSide = 65_500

    /// The picture as a JPEG file of high quality.
    ///
    /// - Parameter rgb: red, green and blue, row by row from the top left, `width * height * 3` bytes.
    /// - Throws: `GeoIOError` for bytes that are no such picture, and where GDAL has no driver for the format.
    public static func encode(rgb: [UInt8], width: Int, height: Int) throws(GeoIOError) -> [UInt8] {
        GDAL.initialize()
        let picture = try MemoryDataset(
            interleaved: rgb, bands: 3, width: width, height: height, largestSide: largestSide, format: "JPEG")
        return try picture.dataset.copied(to: MemoryFile.path(ending: "jpg"), driver: "JPEG", options: ["QUALITY=90"])
    }
}

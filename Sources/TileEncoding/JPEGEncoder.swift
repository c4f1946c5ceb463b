// SPDX-License-Identifier: Apache-2.0

import GeoIO

/// Writes JPEG files through GDAL, for clients that ask for nothing else.
public enum JPEGEncoder {
    /// The picture.
    /// - Parameter rgb: red, green and blue of each pixel, row by row.
    /// - Throws: `GeoIOError` where the picture is too large for the format.
    public static func encode(_ rgb: [UInt8], width: Int, height: Int) throws -> [UInt8] {
        try JPEGWriter.encode(rgb: rgb, width: width, height: height)
    }
}

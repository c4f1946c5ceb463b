// SPDX-License-Identifier: Apache-2.0

import GeoIO
public import Layers

/// Writes JPEG files through GDAL, for clients that ask for nothing else.
public enum JPEGEncoder {
    /// The picture; colours with an opacity must lie over a ground already.
    /// - Throws: `GeoIOError` where the picture is too large for the format.
    public static func encode(_ pixels: [RGBA], width: Int, height: Int) throws -> [UInt8] {
        try JPEGWriter.encode(rgb: pixels.flatMap { [$0.red, $0.green, $0.blue] }, width: width, height: height)
    }
}

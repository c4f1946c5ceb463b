// SPDX-License-Identifier: Apache-2.0

import GeoIO
public import Layers

/// Writes WebP files without loss, through GDAL: the tiles of a risk surface are two fifths smaller than as PNG, and
/// slower to make.
public enum WebPEncoder {
    /// Whether this machine's GDAL can do it; where it cannot, the format is not offered.
    public static var isAvailable: Bool { WebPWriter.isAvailable }

    /// The picture in the palette's colours.
    ///
    /// - Parameter palette: 1 to 256 colours; every pixel must be a position in it.
    /// - Throws: `GeoIOError` where the format is not available.
    public static func encode(_ image: IndexedImage, palette: [RGBA]) throws -> [UInt8] {
        try WebPWriter.encode(rgba: image.rgba(palette), width: image.width, height: image.height)
    }

    /// A picture of four bytes a pixel: red, green, blue, alpha (not premultiplied).
    ///
    /// - Throws: `GeoIOError` where the format is not available.
    static func encode(rgba: [UInt8], width: Int, height: Int) throws -> [UInt8] {
        try WebPWriter.encode(rgba: rgba, width: width, height: height)
    }
}

extension IndexedImage {
    /// Red, green, blue and alpha of each pixel.
    fileprivate func rgba(_ palette: [RGBA]) -> [UInt8] {
        precondition(pixels.allSatisfy { Int($0) < palette.count }, "every pixel must be a position in the palette")
        return [UInt8](unsafeUninitializedCapacity: pixels.count * 4) { output, initialized in
            palette.withUnsafeBufferPointer { palette in
                for (index, position) in pixels.enumerated() {
                    let color = palette[Int(position)]
                    output[index * 4] = color.red
                    output[index * 4 + 1] = color.green
                    output[index * 4 + 2] = color.blue
                    output[index * 4 + 3] = color.alpha
                }
            }
            initialized = pixels.count * 4
        }
    }
}

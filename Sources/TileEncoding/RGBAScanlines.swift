// SPDX-License-Identifier: Apache-2.0

public import Layers

/// Rows of a picture of red, green, blue and alpha (not premultiplied) in the form that is compressed into a PNG: built
/// from the top, so that only this one copy of a large picture stands in memory.
public struct RGBAScanlines: Sendable {
    /// Pixels in a row.
    public let width: Int
    /// Rows so far.
    public private(set) var height = 0
    /// Each row begins with its filter byte, 0: none.
    private(set) var bytes: [UInt8] = []

    /// Makes room for a picture of `width` by `height` pixels, both at least 1.
    public init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        self.width = width
        bytes.reserveCapacity(height * (width * 4 + 1))
    }

    /// Adds rows; the number of pixels must be a multiple of the width.
    public mutating func append(_ pixels: [RGBA]) {
        precondition(pixels.count % width == 0, "a strip holds whole rows")
        for start in stride(from: 0, to: pixels.count, by: width) {
            bytes.append(0)
            for pixel in pixels[start..<start + width] {
                bytes.append(pixel.red)
                bytes.append(pixel.green)
                bytes.append(pixel.blue)
                bytes.append(pixel.alpha)
            }
            height += 1
        }
    }

    /// Adds rows of four bytes a pixel.
    mutating func append(bytes rgba: [UInt8]) {
        precondition(rgba.count % (width * 4) == 0, "a strip holds whole rows")
        for start in stride(from: 0, to: rgba.count, by: width * 4) {
            bytes.append(0)
            bytes.append(contentsOf: rgba[start..<start + width * 4])
            height += 1
        }
    }
}

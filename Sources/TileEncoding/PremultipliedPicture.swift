// SPDX-License-Identifier: Apache-2.0

public import Layers

/// A drawn picture, whose colours are multiplied by their opacity, ready to be encoded.
public struct PremultipliedPicture: Sendable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Row by row, `0xAARRGGBB`; none at all stand for a transparent picture.
    public let pixels: [UInt32]

    /// Takes the pixels: none, or `width` times `height`.
    public init(width: Int, height: Int, pixels: [UInt32]) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        precondition(pixels.isEmpty || pixels.count == width * height, "a picture holds one value per pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The colours as they are, row by row.
    public var colors: [RGBA] {
        pixels.isEmpty
            ? [RGBA](repeating: .transparent, count: width * height) : pixels.map(RGBA.init(premultiplied:))
    }

    /// A PNG, with a palette where 256 colours are enough.
    public func png() -> [UInt8] {
        guard !pixels.isEmpty else { return PNGEncoder.encode(blank, palette: [.transparent]) }
        guard let (image, palette) = indexed() else {
            return PNGEncoder.encode(rgba: rgba, width: width, height: height)
        }
        return PNGEncoder.encode(image, palette: palette)
    }

    /// A WebP without loss.
    /// - Throws: `GeoIOError` where this machine's GDAL cannot make one.
    public func webP() throws -> [UInt8] {
        guard !pixels.isEmpty else { return try WebPEncoder.encode(blank, palette: [.transparent]) }
        return try WebPEncoder.encode(rgba: rgba, width: width, height: height)
    }

    private var blank: IndexedImage {
        IndexedImage(width: width, height: height, pixels: [UInt8](repeating: 0, count: width * height))
    }

    private var rgba: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: pixels.count * 4) { output, initialized in
            for (index, pixel) in pixels.enumerated() {
                let color = RGBA(premultiplied: pixel)
                output[index * 4] = color.red
                output[index * 4 + 1] = color.green
                output[index * 4 + 2] = color.blue
                output[index * 4 + 3] = color.alpha
            }
            initialized = pixels.count * 4
        }
    }

    /// The picture by positions in a palette; nil for more than 256 colours.
    private func indexed() -> (IndexedImage, [RGBA])? {
        var table = ColorTable()
        var indices = [UInt8](repeating: 0, count: pixels.count)
        var last = pixels[0], lastIndex: UInt8 = 0
        for (index, pixel) in pixels.enumerated() {
            if pixel != last || index == 0 {
                guard let position = table.position(of: pixel) else { return nil }
                (last, lastIndex) = (pixel, position)
            }
            indices[index] = lastIndex
        }
        return (
            IndexedImage(width: width, height: height, pixels: indices), table.colors.map(RGBA.init(premultiplied:))
        )
    }
}

/// Up to 256 colours by their values: open addressing in a table of four times as many places.
private struct ColorTable {
    private(set) var colors: [UInt32] = []
    private var places = [Int16](repeating: -1, count: 1024)

    mutating func position(of color: UInt32) -> UInt8? {
        var place = Int(truncatingIfNeeded: (color &* 0x9E37_79B1) >> 22)
        while places[place] >= 0 {
            // checked: a place holds a position below 256
            if colors[Int(places[place])] == color { return UInt8(places[place]) }
            place = (place + 1) & 1023
        }
        guard colors.count < 256 else { return nil }
        places[place] = Int16(colors.count)
        colors.append(color)
        // checked: at most 256 colours are held
        return UInt8(colors.count - 1)
    }
}

extension RGBA {
    /// `0xAARRGGBB`, the colours multiplied by the opacity.
    init(premultiplied pixel: UInt32) {
        let alpha = pixel >> 24
        func channel(_ shift: UInt32) -> UInt8 {
            let value = pixel >> shift & 0xFF
            // checked: a premultiplied channel is at most the alpha
            return alpha == 0 ? 0 : UInt8(min(255, (value * 255 + alpha / 2) / alpha))
        }
        self.init(red: channel(16), green: channel(8), blue: channel(0), alpha: UInt8(alpha))
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Layers

/// A picture of palette positions, row by row from the top left.
public struct IndexedImage: Sendable, Hashable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// `width * height` positions in a palette.
    public var pixels: [UInt8]

    /// Takes the pixels as they are; their number must be `width * height`.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height, "an image holds one position per pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The one position that all pixels have; nil where they differ.
    public var uniform: UInt8? {
        guard let first = pixels.first else { return nil }
        return pixels.allSatisfy { $0 == first } ? first : nil
    }
}

/// Writes PNG files (W3C PNG, third edition): header, palette, transparency, one data chunk, end.
///
/// Own code because the usual libraries take two to four times as long for a tile and offer no bit depth below 8
/// without a copy; the tests decode every kind with GDAL.
public enum PNGEncoder {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A palette picture of 1, 2, 4 or 8 bits a pixel, whichever the palette needs.
    ///
    /// Only colours that occur are written: most tiles show a few classes and fit into 1 or 2 bits a pixel, which is
    /// smaller and takes half the time to compress.
    ///
    /// - Parameter palette: 1 to 256 colours; every pixel must be a position in it.
    public static func encode(_ image: IndexedImage, palette: [RGBA], level: DeflateLevel = .tile) -> [UInt8] {
        precondition((1...256).contains(palette.count), "a PNG palette holds 1 to 256 colours")
        let used = Self.used(image.pixels, count: palette.count)
        var places = [UInt8](repeating: 0, count: 256)
        for (place, index) in used.enumerated() { places[index] = UInt8(place) }
        return encode(image, places: places, palette: used.map { palette[$0] }, level: level)
    }

    private static func used(_ pixels: [UInt8], count: Int) -> [Int] {
        var isUsed = [Bool](repeating: false, count: 256)
        pixels.withUnsafeBufferPointer { pixels in
            isUsed.withUnsafeMutableBufferPointer { isUsed in for pixel in pixels { isUsed[Int(pixel)] = true } }
        }
        let used = (0..<count).filter { isUsed[$0] }
        return used.isEmpty ? [0] : used
    }

    private static func encode(
        _ image: IndexedImage, places: [UInt8], palette: [RGBA], level: DeflateLevel
    ) -> [UInt8] {
        let bits = palette.count <= 2 ? 1 : palette.count <= 4 ? 2 : palette.count <= 16 ? 4 : 8
        var bytes = signature
        append("IHDR", header(image.width, image.height, bits: UInt8(bits), colorType: 3), to: &bytes)
        append("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] }, to: &bytes)
        if let last = palette.lastIndex(where: { $0.alpha < 255 }) {
            append("tRNS", palette[...last].map(\.alpha), to: &bytes)
        }
        append("IDAT", Deflate.zlib(packed(image, places, bits: bits), level: level), to: &bytes)
        append("IEND", [], to: &bytes)
        return bytes
    }

    /// A picture of 8 bits for each of red, green, blue and alpha (not premultiplied), `width * height * 4` bytes.
    public static func encode(rgba: [UInt8], width: Int, height: Int, level: DeflateLevel = .tile) -> [UInt8] {
        precondition(rgba.count == width * height * 4, "an RGBA image holds four bytes per pixel")
        var lines = RGBAScanlines(width: width, height: height)
        lines.append(bytes: rgba)
        return encode(lines, level: level)
    }

    /// A picture of 8 bits for each of red, green, blue and alpha.
    public static func encode(_ lines: RGBAScanlines, level: DeflateLevel = .tile) -> [UInt8] {
        var bytes = signature
        append("IHDR", header(lines.width, lines.height, bits: 8, colorType: 6), to: &bytes)
        append("IDAT", Deflate.zlib(lines.bytes, level: level), to: &bytes)
        append("IEND", [], to: &bytes)
        return bytes
    }

    private static func header(_ width: Int, _ height: Int, bits: UInt8, colorType: UInt8) -> [UInt8] {
        bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [bits, colorType, 0, 0, 0]
    }

    private static func append(_ type: StaticString, _ data: [UInt8], to bytes: inout [UInt8]) {
        bytes += bigEndian(UInt32(data.count))
        let start = bytes.count
        type.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes += data
        bytes += bigEndian(Deflate.crc32(bytes[start...]))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }

    /// Rows with their filter byte (0: palette positions gain nothing from the other filters), pixels from the most
    /// significant bit on.
    private static func packed(_ image: IndexedImage, _ places: [UInt8], bits: Int) -> [UInt8] {
        let perByte = 8 / bits
        let rowBytes = (image.width + perByte - 1) / perByte
        let count = image.height * (rowBytes + 1)
        return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            image.pixels.withUnsafeBufferPointer { pixels in
                places.withUnsafeBufferPointer { places in
                    for row in 0..<image.height {
                        let line = output.baseAddress! + row * (rowBytes + 1)
                        line[0] = 0
                        pack(pixels.baseAddress! + row * image.width, image.width, places, bits, line + 1)
                    }
                }
            }
            initialized = count
        }
    }

    @inline(__always)
    private static func pack(
        _ pixels: UnsafePointer<UInt8>, _ width: Int, _ places: UnsafeBufferPointer<UInt8>, _ bits: Int,
        _ output: UnsafeMutablePointer<UInt8>
    ) {
        func place(_ index: Int) -> UInt8 { index < width ? places[Int(pixels[index])] : 0 }
        switch bits {
        case 8: for index in 0..<width { output[index] = place(index) }
        case 4: for byte in 0..<(width + 1) / 2 { output[byte] = place(byte * 2) << 4 | place(byte * 2 + 1) }
        case 2:
            for byte in 0..<(width + 3) / 4 {
                let first = byte * 4
                output[byte] = place(first) << 6 | place(first + 1) << 4 | place(first + 2) << 2 | place(first + 3)
            }
        default:
            for byte in 0..<(width + 7) / 8 {
                var bits: UInt8 = 0
                for index in byte * 8..<byte * 8 + 8 { bits = bits << 1 | place(index) }
                output[byte] = bits
            }
        }
    }
}

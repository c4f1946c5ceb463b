// SPDX-License-Identifier: Apache-2.0

import Layers
import Testing

@testable import TileEncoding

@Suite struct PNGEncoderTests {
    /// Palette sizes around each change of the bit depth, with a width that fills no whole byte.
    @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 256])
    func everyBitDepthIsReadBackByGDAL(colors: Int) throws {
        let width = 13, height = 7
        let palette = (0..<colors).map { index -> RGBA in
            let step = UInt8(index)
            return RGBA(red: step, green: 255 - step, blue: 7, alpha: step % 3 == 0 ? 255 : step)
        }
        let pixels = (0..<width * height).map { UInt8($0 * 31 % colors) }
        let image = IndexedImage(width: width, height: height, pixels: pixels)
        let decoded = try DecodedPicture(PNGEncoder.encode(image, palette: palette))
        #expect(decoded.width == width && decoded.height == height && decoded.bands == 1)
        let shown = decoded.samples.map { decoded.palette[Int($0)] }
        #expect(
            shown
                == pixels.map {
                    [palette[Int($0)].red, palette[Int($0)].green, palette[Int($0)].blue, palette[Int($0)].alpha]
                })
    }

    @Test func trueColourIsReadBackByGDAL() throws {
        let rgba = (0..<5 * 3 * 4).map { UInt8($0 * 4) }
        let decoded = try DecodedPicture(PNGEncoder.encode(rgba: rgba, width: 5, height: 3))
        #expect(decoded.bands == 4)
        let planes = (0..<4).flatMap { band in stride(from: band, to: rgba.count, by: 4).map { rgba[$0] } }
        #expect(decoded.samples == planes)
    }

    @Test func onlyColoursThatOccurAreWritten() throws {
        let palette = (0..<9).map { RGBA(red: UInt8($0), green: 0, blue: 0, alpha: 255) }
        let image = IndexedImage(width: 3, height: 1, pixels: [8, 2, 8])
        let decoded = try DecodedPicture(PNGEncoder.encode(image, palette: palette))
        #expect(decoded.palette.prefix(2).map(\.[0]) == [2, 8] && decoded.samples == [1, 0, 1])
    }

    @Test func anOpaquePaletteHasNoTransparencyChunk() {
        let image = IndexedImage(width: 1, height: 1, pixels: [0])
        let bytes = PNGEncoder.encode(image, palette: [RGBA(red: 1, green: 2, blue: 3, alpha: 255)])
        #expect(!bytes.contains("tRNS".utf8))
    }

    @Test func equalPicturesGiveEqualBytes() {
        let image = IndexedImage(width: 64, height: 64, pixels: (0..<4096).map { UInt8($0 % 7) })
        let palette = (0..<7).map { RGBA(red: UInt8($0), green: 0, blue: 0, alpha: 200) }
        #expect(PNGEncoder.encode(image, palette: palette) == PNGEncoder.encode(image, palette: palette))
    }
}

@Suite struct DeflateTests {
    @Test func gzipComesBack() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 1000) }
        #expect(Deflate.gunzip(Deflate.gzip(bytes)) == bytes)
        #expect(Deflate.gunzip(Deflate.gzip([])) == [])
    }

    @Test func damagedAndOversizedGzipIsRefused() {
        var bytes = Deflate.gzip([UInt8](repeating: 7, count: 100_000))
        #expect(Deflate.gunzip(bytes, limit: 50_000) == nil)
        bytes[bytes.count / 2] ^= 0xFF
        #expect(Deflate.gunzip(bytes) == nil)
        #expect(Deflate.gunzip([1, 2, 3]) == nil)
    }

    @Test func levelsAreChecked() {
        #expect(DeflateLevel(0) == nil)
        #expect(DeflateLevel(13) == nil)
        #expect(DeflateLevel(12)?.value == 12)
    }
}

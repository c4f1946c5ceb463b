// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Layers
import Testing
import TileEncoding

@Suite(.enabled(if: WebPEncoder.isAvailable, "this GDAL was built without WebP"))
struct WebPEncoderTests {
    /// Red, green, blue and alpha of each pixel, with one colour for all that are transparent.
    private func colors(_ picture: DecodedPicture) throws -> [[UInt8]] {
        let count = picture.width * picture.height
        let colors: [[UInt8]]
        if picture.bands == 1 {
            colors = picture.samples.map { picture.palette[Int($0)] }
        } else {
            let opaque = [UInt8](repeating: 255, count: picture.bands == 3 ? count : 0)
            let samples = picture.samples + opaque
            try #require(samples.count == count * 4)
            colors = (0..<count).map { pixel in (0..<4).map { samples[$0 * count + pixel] } }
        }
        return colors.map { $0[3] == 0 ? [0, 0, 0, 0] : $0 }
    }

    @Test func everyColourAndTransparencyIsReadBackByGDAL() throws {
        let palette = (0..<200).map { (index: UInt8) -> RGBA in
            guard index > 0 else { return .transparent }
            return RGBA(red: index, green: 7, blue: 255 - index, alpha: index % 3 == 0 ? 128 : 255)
        }
        let pixels = (0..<61 * 47).map { UInt8($0 * 31 % 200) }
        let image = IndexedImage(width: 61, height: 47, pixels: pixels)
        let picture = try DecodedPicture(try WebPEncoder.encode(image, palette: palette))
        #expect(picture.width == 61 && picture.height == 47)
        let expected = pixels.map { position -> [UInt8] in
            let color = palette[Int(position)]
            return [color.red, color.green, color.blue, color.alpha]
        }
        #expect(try colors(picture) == expected)
    }

    @Test(arguments: [256, 512])
    func aTileHasTheColoursOfItsPNG(size: Int) throws {
        let renderer = try RasterRendererTests.renderer()
        let center = try #require(Coordinate(longitude: 13, latitude: 14))
        let view = MapView(tile: try #require(TileID(containing: center, zoom: 4)), size: size)
        let png = try DecodedPicture(try renderer.png(view)), webP = try DecodedPicture(try renderer.webP(view))
        #expect(webP.width == size && webP.height == size)
        let shown = try colors(webP)
        #expect(try shown == colors(png))
        #expect(Set(shown).count > 3 && shown.contains([0, 0, 0, 0]))
    }

    @Test func aPictureOfOneColourIsTransparentOrOpaqueThroughout() throws {
        for color in [RGBA.transparent, RGBA(red: 1, green: 2, blue: 3, alpha: 255)] {
            let image = IndexedImage(width: 8, height: 8, pixels: [UInt8](repeating: 0, count: 64))
            let shown = try colors(try DecodedPicture(try WebPEncoder.encode(image, palette: [color])))
            #expect(Set(shown) == [[color.red, color.green, color.blue, color.alpha]])
        }
    }
}

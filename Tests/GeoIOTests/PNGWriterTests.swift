// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import TestSupport
import Testing

struct PNGWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 9, 8, 7, 6]

    @Test func aPictureIsAPNGWithAlpha() throws {
        let path = folder.file("map.png")
        try PNGWriter.write(rgba: pixels, width: 2, height: 2, to: path)
        let written = try bytes(of: path)
        #expect(written.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Header: width, height, 8 bits, colour type 6 (with alpha).
        #expect(written[16..<26] == [0, 0, 0, 2, 0, 0, 0, 2, 8, 6])
        #expect(folder.names == ["map.png"])
    }

    @Test func theWorldFilePlacesTheCentreOfTheFirstPixel() throws {
        let grid = try #require(
            Grid(crs: .webMercator, originX: 1000, originY: 5000, cellSize: 500, columns: 4, rows: 4))
        try PNGWriter.write(rgba: pixels, width: 2, height: 2, to: folder.file("map.png"), worldFile: grid)
        // Two pixels over four cells of 500 m: 1000 m each.
        #expect(try text(of: folder.file("map.pgw")) == "1000\n0\n0\n-1000\n1500\n4500\n")
    }

    @Test func theSamePictureGivesTheSameBytes() throws {
        for name in ["a.png", "b.png"] { try PNGWriter.write(rgba: pixels, width: 2, height: 2, to: folder.file(name)) }
        #expect(try bytes(of: folder.file("a.png")) == bytes(of: folder.file("b.png")))
    }

    @Test func aPaletteKeepsItsTransparency() throws {
        let path = folder.file("classes.png")
        try PNGWriter.write(
            indices: [0, 1, 1, 0], palette: [(0, 0, 0, 0), (255, 200, 100, 255)], width: 2, height: 2, to: path)
        let written = try bytes(of: path)
        #expect(written[25] == 3)
        #expect(String(decoding: written, as: UTF8.self).contains("tRNS"))
    }

    @Test func aWrongNumberOfBytesIsRefused() {
        let error = #expect(throws: GeoIOError.self) {
            try PNGWriter.write(rgba: [1, 2, 3], width: 1, height: 1, to: folder.file("x.png"))
        }
        #expect("\(error!)" == "3 bytes for a picture of 1 by 1 pixels. Give four bytes per pixel.")
        #expect(throws: GeoIOError.self) {
            try PNGWriter.write(
                indices: [2], palette: [(0, 0, 0, 0)], width: 1, height: 1, to: folder.file("x.png"))
        }
        #expect(folder.names.isEmpty)
    }
}

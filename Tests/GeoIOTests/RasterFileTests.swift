// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

struct RasterFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ raster: Raster<Float>) throws -> RasterFile {
        try CloudOptimizedGeoTIFF.write(raster, to: folder.file("in.tif"))
        return try RasterFile(path: folder.file("in.tif"))
    }

    @Test func aWindowIsReadByRows() throws {
        let file = try file(raster([[1, 2, 3], [4, 5, 6], [7, 8, .nan]]))
        #expect(try file.read(RasterWindow(column: 1, row: 0, columns: 2, rows: 2)) == [2, 3, 5, 6])
        #expect(try file.read(RasterWindow(column: 2, row: 2, columns: 1, rows: 1))[0].isNaN)
    }

    @Test func aDecimatedReadIsTheMean() throws {
        let file = try file(raster([[1, 3, 10, 10], [1, 3, 10, .nan], [0, 0, 4, 4], [0, 0, 4, 4]]))
        let window = RasterWindow(column: 0, row: 0, columns: 4, rows: 4)
        #expect(try file.read(window, outputColumns: 2, outputRows: 2, resampling: .average) == [2, 10, 0, 4])
    }

    @Test func aPointFindsItsCell() throws {
        let file = try file(raster([[1, 2], [3, .nan]]))
        #expect(try file.value(at: PlanarPoint(x: 0.5, y: 1.5)) == 1)
        #expect(try file.value(at: PlanarPoint(x: 1.9, y: 1.1)) == 2)
        #expect(try file.value(at: PlanarPoint(x: 1.5, y: 0.5)) == nil)
        #expect(try file.value(at: PlanarPoint(x: 9, y: 9)) == nil)
    }

    @Test func aWindowBeyondTheRasterIsRefused() throws {
        let file = try file(raster([[1, 2], [3, 4]]))
        for window in [
            RasterWindow(column: 1, row: 0, columns: 2, rows: 1), RasterWindow(column: -1, row: 0, columns: 1, rows: 1),
            RasterWindow(column: 0, row: 0, columns: 0, rows: 1),
            RasterWindow(column: 0, row: 0, columns: .max, rows: 1),
        ] { #expect(throws: GeoIOError.self) { try file.read(window) } }
    }

    @Test func openingFaultsAreSaid() throws {
        let missing = folder.file("none.tif")
        let error = #expect(throws: GeoIOError.self) { try RasterFile(path: missing) }
        #expect("\(error!)" == "\(missing): there is no such file. Check the path.")
        let junk = try folder.write([UInt8](repeating: 0x55, count: 3000), to: "junk.tif")
        let second = #expect(throws: GeoIOError.self) { try RasterFile(path: junk) }
        #expect("\(second!)".hasPrefix("\(junk): not in the format that its name says: "))
        try PNGWriter.write(rgba: [1, 2, 3, 4], width: 1, height: 1, to: folder.file("bare.png"))
        let third = #expect(throws: GeoIOError.self) { try RasterFile(path: folder.file("bare.png")) }
        #expect("\(third!)".contains("does not say where it lies"))
    }

    @Test func aBandThatIsNotThereIsSaid() throws {
        try CloudOptimizedGeoTIFF.write(raster([[1]]), to: folder.file("in.tif"))
        #expect(throws: GeoIOError.self) { try RasterFile(path: folder.file("in.tif"), band: 2) }
    }

    private static let nightLights = "\(Repository.root.path)/../shared/geodata/nightlights.tif"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: nightLights), "the reference data are not here"))
    func aRasterInDegreesIsRead() throws {
        let file = try RasterFile(path: Self.nightLights)
        #expect(file.grid.crs == .geographic)
        #expect(file.grid.columns == 124 && file.grid.rows == 80)
        // Baghdad is brighter than the Syrian desert.
        let baghdad = try #require(try file.value(at: PlanarPoint(x: 44.4, y: 33.3)))
        let desert = try #require(try file.value(at: PlanarPoint(x: 38.5, y: 33.6)))
        #expect(baghdad > desert)
    }
}

// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Foundation
import Geo
import GeoIO
import Layers
import Testing

@testable import TileEncoding

@Suite final class SuitableRasterTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(columns: Int, rows: Int) throws -> String {
        let path = "\(folder)/in.tif"
        let grid = try #require(
            Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 10, columns: columns, rows: rows))
        try CloudOptimizedGeoTIFF.write(Raster(grid: grid, values: [Float](repeating: 1, count: grid.count)), to: path)
        return path
    }

    /// A file without a single block of contents: a few kilobytes whatever its size.
    private func writeSparse(side: Int, block: Int) throws -> String {
        let path = "\(folder)/sparse.tif"
        GDALAllRegister()
        var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for option in ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=\(block)", "BLOCKYSIZE=\(block)", "BIGTIFF=YES"] {
            options = CSLAddString(options, option)
        }
        defer { CSLDestroy(options) }
        let driver = GDALGetDriverByName("GTiff")
        let dataset = try #require(GDALCreate(driver, path, Int32(side), Int32(side), 1, GDT_Float32, options))
        var place = [4e6, 1, 0, 5e6, 0, -1]
        GDALSetGeoTransform(dataset, &place)
        let reference = OSRNewSpatialReference(nil)
        OSRImportFromEPSG(reference, 3857)
        GDALSetSpatialRef(dataset, reference)
        OSRDestroySpatialReference(reference)
        GDALClose(dataset)
        return path
    }

    private func refusal(_ path: String, name: String? = nil) throws -> String {
        "\(try #require(#expect(throws: UnsuitableRaster.self) { try RasterFileSource(path: path, name: name) }))"
    }

    @Test func aSmallRasterIsRead() throws {
        let source = try RasterFileSource(path: try write(columns: 700, rows: 300))
        #expect(source.levels.first?.columns == 700 && source.read(first: 2) == [1, 1])
    }

    @Test func blocksOfAGigabyteAreRefusedBeforeAnyIsRead() throws {
        let sentence = try refusal(try writeSparse(side: 100_000, block: 16_384), name: "huge.tif")
        #expect(
            sentence.hasPrefix("'huge.tif' has blocks of 1024 MB, of which at most 16 MB are read at a time; convert"))
    }

    @Test func aRasterThatHasNoSmallOverviewIsRefused() throws {
        let sentence = try refusal(try writeSparse(side: 100_000, block: 512), name: "flat.tif")
        #expect(sentence.contains("has 100000 by 100000 cells and no overview of at most 4096 cells along a side"))
        #expect(sentence.contains("gdal_translate -of COG"))
    }

    @Test func descriptionsOfRastersElsewhereAreNotOpened() throws {
        let real = try write(columns: 20, rows: 20), path = "\(folder)/virtual.tif"
        let description = """
            <VRTDataset rasterXSize="600000" rasterYSize="600000"><SRS>EPSG:3857</SRS>
            <GeoTransform>0, 10, 0, 0, 0, -10</GeoTransform><VRTRasterBand dataType="Float32" band="1" \
            blockXSize="600000" blockYSize="600000"><SimpleSource><SourceFilename>\(real)</SourceFilename>\
            <SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>
            """
        try description.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: GeoIOError.self) { try RasterFileSource(path: path) }
        let sentence = try refusal(path, name: "virtual.tif")
        #expect(sentence.hasPrefix("'virtual.tif' cannot be read as a GeoTIFF: ") && !sentence.contains(folder))
    }
}

extension RasterFileSource {
    fileprivate func read(first count: Int) -> [Float]? { try? read(level: 0, columns: 0..<count, rows: 0..<1) }
}

@Suite struct BoundedReadingTests {
    @Test func aLargePictureIsDrawnInStripsThatCoverIt() throws {
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 1, maxY: 1))
        func strips(_ width: Int, _ height: Int) throws -> [Range<Int>] {
            try #require(MapView(plane: .webMercator, extent: extent, width: width, height: height)).strips
        }
        #expect(try strips(512, 512) == [0..<512])
        #expect(try strips(4, 513).count == 9 && strips(4, 513).last == 512..<513)
        #expect(try strips(513, 130) == [0..<64, 64..<128, 128..<130])
    }

    private func pyramid(columns: Int, rows: Int) throws -> RasterPyramid {
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: Double(columns), maxY: Double(rows)))
        let level = try #require(RasterLevel(extent: extent, columns: columns, rows: rows))
        let values = (0..<columns * rows).map { Float($0 % 977) }
        return try RasterPyramid(
            source: MemoryRaster(level: level, values: values), cache: RasterBlockCache(limit: 1 << 24), identity: 1)
    }

    @Test(arguments: [MapPlane.webMercator, .projected(CoordinateReferenceSystem("EPSG:3395"))])
    func aPictureThatSkipsCellsIsMadeOfPartsAndShowsTheSame(plane: MapPlane) throws {
        // Pixels as wide as cells and 200 times as high: a strip of 16 would need all 4.2 million cells at once.
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 1312, maxY: 3200))
        let view = try #require(MapView(plane: plane, extent: extent, width: 1312, height: 16))
        let sampler = try Sampler(view, pyramid: try pyramid(columns: 1312, rows: 3200))
        let whole = try sampler.values(rows: 0..<16, columns: 0..<1312)
        var rows: [Float] = []
        for row in 0..<16 { rows += try sampler.values(rows: row..<row + 1, columns: 0..<1312) }
        #expect(whole.map(\.bitPattern) == rows.map(\.bitPattern) && whole.contains { $0.isFinite })
    }

    /// Marks stand for their cells: a pixel takes the value of the cell that it lies in, in every plane.
    @Test(arguments: [MapPlane.webMercator, .projected(CoordinateReferenceSystem("EPSG:3395"))])
    func marksAreNotBlended(plane: MapPlane) throws {
        let extent = try #require(Extent(minX: 10, minY: 10, maxX: 30, maxY: 30))
        let view = try #require(MapView(plane: plane, extent: extent, width: 64, height: 64))
        let whole = try Sampler(view, pyramid: try pyramid(columns: 40, rows: 40), isBlended: false)
            .values(rows: 0..<64, columns: 0..<64)
        #expect(whole.allSatisfy { $0 == $0.rounded() } && whole[0] < 977)
        guard plane == .webMercator else { return }
        // 64 pixels over 20 cells from column 10, row 10.
        #expect(whole[0] == Float(10 * 40 + 10) && whole[63] == Float(10 * 40 + 29))
    }

    @Test func aRasterWithoutOverviewsInBetweenIsNotReadCellByCell() throws {
        /// A million cells a side, of which only the overview is ever read.
        struct Gap: RasterSource {
            let levels: [RasterLevel]
            func read(level: Int, columns: Range<Int>, rows: Range<Int>) -> [Float] {
                [Float](repeating: Float(level), count: columns.count * rows.count)
            }
        }
        let extent = try #require(Extent(minX: 0, minY: 0, maxX: 1e6, maxY: 1e6))
        let levels = try [1_000_000, 1000].map { side in
            try #require(RasterLevel(extent: extent, columns: side, rows: side))
        }
        let pyramid = try RasterPyramid(
            source: Gap(levels: levels), cache: RasterBlockCache(limit: 1 << 20), identity: 1)
        #expect(pyramid.level(forResolution: 1000) == 1 && pyramid.level(forResolution: 900) == 1)
        #expect(pyramid.level(forResolution: 4) == 0 && pyramid.level(forResolution: 1) == 0)
    }
}

@Suite struct RGBAScanlinesTests {
    @Test func stripsMakeTheSamePictureAsTheWhole() {
        let pixels = (0..<12).map { RGBA(red: UInt8($0), green: 9, blue: UInt8(255 - $0), alpha: UInt8($0 * 20)) }
        var lines = RGBAScanlines(width: 3, height: 4)
        lines.append(Array(pixels[..<3]))
        lines.append(Array(pixels[3...]))
        let bytes = pixels.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }
        #expect(lines.height == 4 && PNGEncoder.encode(lines) == PNGEncoder.encode(rgba: bytes, width: 3, height: 4))
    }
}

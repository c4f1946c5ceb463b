// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import TestSupport
import Testing

struct CloudOptimizedGeoTIFFTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func surface(columns: Int = 700, rows: Int = 600) -> Raster<Float> {
        var surface = Raster(grid: unitGrid(columns: columns, rows: rows, cellSize: 5000), filledWith: Float.nan)
        for row in 0..<rows {
            for column in 0..<columns where (row + column) % 7 != 0 {
                surface[column: column, row: row] = Float(row) * 0.1 + Float(column) * 0.01
            }
        }
        return surface
    }

    @Test func whatIsWrittenIsRead() throws {
        let path = folder.file("risk.tif"), surface = surface()
        try CloudOptimizedGeoTIFF.write(
            surface, to: path,
            metadata: [("TITLE", "Risk = high & <low>"), ("AS_OF", "2026-02-15"), ("TEXT", "الأنبار")],
            bandDescription: "risk score", units: "score 0-100")
        let file = try RasterFile(path: path)
        #expect(file.grid == surface.grid)
        #expect(sameBits(try file.readAll().values, surface.values))
        #expect(file.metadata("TITLE") == "Risk = high & <low>")
        #expect(file.metadata("AS_OF") == "2026-02-15")
        #expect(file.metadata("TEXT") == "الأنبار")
        #expect(file.bandDescription == "risk score")
        #expect(file.units == "score 0-100")
        #expect(file.noData == -9999)
        #expect(file.overviews.map(\.columns) == [350, 175])
        #expect(try file.statistics() == RasterStatistics(of: surface.values))
    }

    @Test func theSameRasterGivesTheSameBytes() throws {
        let paths = ["a.tif", "b.tif"].map(folder.file)
        for path in paths { try CloudOptimizedGeoTIFF.write(surface(), to: path, metadata: [("B", "2"), ("A", "1")]) }
        #expect(try bytes(of: paths[0]) == bytes(of: paths[1]))
        #expect(folder.names == ["a.tif", "b.tif"])
    }

    @Test func aRasterOfOneCellIsWritten() throws {
        let path = folder.file("one.tif")
        try CloudOptimizedGeoTIFF.write(raster([[42]]), to: path)
        #expect(try RasterFile(path: path).readAll().values == [42])
    }

    @Test func aRasterWithoutDataIsWritten() throws {
        let path = folder.file("none.tif")
        try CloudOptimizedGeoTIFF.write(raster([[.nan, .nan], [.nan, .nan]]), to: path)
        #expect(try RasterFile(path: path).readAll().values.allSatisfy { $0.isNaN })
    }

    @Test(.enabled(if: hasTool("gdalinfo"), "gdalinfo is not installed"))
    func gdalCallsItCloudOptimized() throws {
        let path = folder.file("risk.tif")
        try CloudOptimizedGeoTIFF.write(surface(), to: path, bandDescription: "risk score", units: "score")
        let report = try output(of: "gdalinfo", [path])
        for line in [
            "LAYOUT=COG", "COMPRESSION=DEFLATE", "PREDICTOR=3", "Type=Float32", "NoData Value=-9999",
            "Description = risk score", "Unit Type: score", "Overviews: 350x300, 175x150", "EPSG\",3857",
        ] { #expect(report.contains(line), "\(line)") }
    }

    @Test func aFolderThatIsNotThereIsSaid() {
        let path = folder.file("nowhere/risk.tif")
        let error = #expect(throws: GeoIOError.self) { try CloudOptimizedGeoTIFF.write(raster([[1]]), to: path) }
        #expect(
            "\(error!)" == """
                \(path): cannot be written: there is no folder \(folder.file("nowhere/")). \
                Check the folder, its permissions and the free space.
                """)
    }

    @Test func aFullDiskLeavesNothing() throws {
        // A link to the device that is always full stands for the file that GDAL opens.
        let path = "/dev/full"
        #expect(throws: GeoIOError.self) { try CloudOptimizedGeoTIFF.write(raster([[1]]), to: path + "/risk.tif") }
    }

    @Test func aFolderOfTheSameNameIsSaid() throws {
        let error = #expect(throws: GeoIOError.self) {
            try CloudOptimizedGeoTIFF.write(raster([[1]]), to: folder.path)
        }
        #expect("\(error!)".contains("a folder has this name"))
    }

    @Test func anOldFileSurvivesAFailedWrite() throws {
        let path = try folder.write("old", to: "keep.png")
        #expect(throws: GeoIOError.self) { try PNGWriter.write(rgba: [1, 2, 3], width: 1, height: 1, to: path) }
        #expect(try text(of: path) == "old")
        #expect(folder.names == ["keep.png"])
    }
}

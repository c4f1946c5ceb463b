// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

/// A process with a limit on the size of its files stands for a full disk.
struct FullDiskTests {
    @Test func aRasterThatDoesNotFitLeavesNothing() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            limitFiles(toBytes: 1000)
            let grid = unitGrid(columns: 300, rows: 300)
            let noise = Raster(grid: grid, values: (0..<grid.count).map { Float($0 * 7919 % 10_007) })
            let path = folder.file("risk.tif")
            let error = #expect(throws: GeoIOError.self) { try CloudOptimizedGeoTIFF.write(noise, to: path) }
            #expect(
                "\(error!)" == """
                    \(path): cannot be written: File too large. Check the folder, its permissions and the free space.
                    """)
            #expect(folder.names.isEmpty)
        }
    }

    @Test func aLayerThatDoesNotFitLeavesWhatWasThere() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let path = try folder.write("before", to: "points.geojson")
            limitFiles(toBytes: 1000)
            let features = (0..<500).map { index in
                VectorLayer.Feature(geometry: .point(PlanarPoint(x: 40, y: Double(index) / 10)), values: [])
            }
            let layer = VectorLayer(name: "points", fields: [], features: features)
            #expect(throws: GeoIOError.self) {
                try VectorWriter.write(layer, to: path, format: .geoJSON(coordinatePrecision: 7))
            }
            #expect(try text(of: path) == "before")
            #expect(folder.names == ["points.geojson"])
        }
    }
}

/// A write beyond the limit then fails as it does on a full disk, rather than ending the process.
private func limitFiles(toBytes bytes: UInt) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

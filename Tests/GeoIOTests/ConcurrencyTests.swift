// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import TestSupport
import Testing

/// GDAL keeps errors and projection scratch space per thread: tasks must neither disturb each other's results nor see
/// each other's errors.
struct ConcurrencyTests {
    @Test func errorsStayWithTheirTask() async throws {
        let folder = try TemporaryFolder()
        // Each file breaks off in a line of its own number, which GDAL names.
        for line in 2...60 {
            let blank = String(repeating: "\n", count: line - 1)
            _ = try folder.write(#"{"type":"FeatureCollection",\#(blank)"features":[{"type":"#, to: "\(line).geojson")
        }
        await withTaskGroup(of: (Int, String).self) { group in
            for line in 2...60 {
                let path = folder.file("\(line).geojson")
                group.addTask {
                    await Task.yield()
                    do {
                        return (line, "\(try VectorSource(path: path).columns().names)")
                    } catch {
                        return (line, "\(error)")
                    }
                }
            }
            for await (line, text) in group { #expect(text.contains(": At line \(line), "), "\(text)") }
        }
    }

    @Test func parallelWorkGivesTheSameResults() async throws {
        let expected = try Self.work()
        try await withThrowingTaskGroup(of: [Float].self) { group in
            for _ in 0..<8 { group.addTask { try Self.work() } }
            for try await values in group { #expect(sameBits(values, expected)) }
        }
    }

    private static func work() throws -> [Float] {
        let crs = CoordinateReferenceSystem.lambertEqualArea(latitude: 34.5, longitude: 42)
        let grid = Grid(crs: crs, originX: -50_000, originY: 50_000, cellSize: 1000, columns: 100, rows: 100)!
        let burnt = try Rasterizer.burn([(square(-20_000, -20_000, 30_000, 10_000), 4)], grid: grid, background: 1)
        return try Warper.warp(burnt, to: .webMercator, resampling: .bilinear).values
    }
}

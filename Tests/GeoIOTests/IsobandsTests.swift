// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Testing

struct IsobandsTests {
    private let ramp = raster([[Float]](repeating: [0, 1, 2, 3], count: 4))

    private func areas(_ bands: [Isoband]) -> [Double] { bands.map { GeometryOperations.area(of: $0.area) } }

    @Test func aRampIsCutWhereItPassesTheBreaks() throws {
        // Values 0, 1, 2, 3 stand at x = 0.5 ... 3.5: the surface passes 1.5 at x = 2.
        let bands = try Isobands.polygons(of: ramp, breaks: [0, 1.5, 3])
        #expect(bands.map(\.lower) == [0, 1.5] && bands.map(\.upper) == [1.5, 3])
        #expect(areas(bands).allSatisfy { abs($0 - 8) < 1e-4 })
        #expect(bands[0].area.contains(PlanarPoint(x: 1.9, y: 2)))
        #expect(bands[1].area.contains(PlanarPoint(x: 2.1, y: 2)))
    }

    @Test func bandsCoverTheRasterWithoutOverlap() throws {
        let bands = try Isobands.polygons(of: ramp, breaks: [0, 0.7, 1, 2.2, 3])
        #expect(bands.count == 4)
        #expect(abs(areas(bands).reduce(0, +) - 16) < 1e-9)
        for (a, b) in zip(bands, bands.dropFirst()) {
            #expect(GeometryOperations.area(of: try GeometryOperations.intersection(a.area, b.area)) < 1e-9)
        }
        for band in bands { #expect(try GeometryOperations.validityProblem(of: band.area) == nil) }
    }

    @Test func valuesOutsideTheBreaksBelongToNoBand() throws {
        let bands = try Isobands.polygons(of: ramp, breaks: [1, 2])
        #expect(bands.count == 1)
        #expect(bands[0].lower == 1 && bands[0].upper == 2)
        #expect(abs(areas(bands)[0] - 4) < 1e-4)
        #expect(try Isobands.polygons(of: ramp, breaks: [5, 6]).isEmpty)
        #expect(try Isobands.polygons(of: ramp, breaks: [-6, -5]).isEmpty)
    }

    @Test func bandsWithoutValuesAreLeftOut() throws {
        let bands = try Isobands.polygons(of: ramp, breaks: [-20, -10, 10, 20])
        #expect(bands.map(\.lower) == [-10])
        #expect(abs(areas(bands)[0] - 16) < 1e-9)
    }

    @Test func aLevelSurfaceIsOneBand() throws {
        let flat = Raster(grid: ramp.grid, filledWith: Float(5))
        for breaks in [[0.0, 10], [5, 10], [0, 5], [0, 3, 7]] {
            let bands = try Isobands.polygons(of: flat, breaks: breaks)
            #expect(bands.count == (breaks == [0, 5] ? 0 : 1), "\(breaks)")
            for area in areas(bands) { #expect(abs(area - 16) < 1e-9) }
        }
    }

    @Test func missingCellsAreInNoBand() throws {
        var holed = ramp
        holed[column: 1, row: 1] = .nan
        let bands = try Isobands.polygons(of: holed, breaks: [0, 1.5, 3])
        #expect(abs(areas(bands).reduce(0, +) - 15) < 1e-9)
        #expect(bands.allSatisfy { !$0.area.contains(PlanarPoint(x: 1.5, y: 2.5)) })
        #expect(try Isobands.polygons(of: Raster(grid: ramp.grid, filledWith: .nan), breaks: [0, 1]).isEmpty)
    }

    @Test func breaksThatDoNotAscendAreRefused() {
        for breaks in [[], [1], [2, 1], [1, 1], [0, .infinity]] {
            #expect(throws: GeoIOError.self) { try Isobands.polygons(of: ramp, breaks: breaks) }
        }
    }

    @Test func aHillOfRandomHeightStaysValid() throws {
        var state: UInt64 = 7
        let values = (0..<900).map { _ -> Float in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float((state >> 33) % 11)
        }
        let rough = Raster(grid: unitGrid(columns: 30, rows: 30), values: values)
        let bands = try Isobands.polygons(of: rough, breaks: [0, 2, 4, 6, 8, 10])
        #expect(abs(areas(bands).reduce(0, +) - 900) < 1e-6)
        for band in bands { #expect(try GeometryOperations.validityProblem(of: band.area) == nil) }
    }
}

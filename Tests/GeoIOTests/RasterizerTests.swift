// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import Testing

struct RasterizerTests {
    private let grid = unitGrid(columns: 3, rows: 3)

    @Test func aCellIsInsideWhenItsCentreIs() throws {
        // Centres at 0.5, 1.5, 2.5: the shape holds those of the two western columns of the two southern rows.
        let mask = try Rasterizer.mask(square(0.2, 0.2, 1.8, 1.8), grid: grid)
        #expect(mask.values == [0, 0, 0, 1, 1, 0, 1, 1, 0])
    }

    @Test func allTouchedTakesEveryCellThatIsCut() throws {
        let mask = try Rasterizer.mask(square(0.6, 0.6, 1.4, 1.4), grid: grid, allTouched: true)
        #expect(mask.values == [0, 0, 0, 1, 1, 0, 1, 1, 0])
        #expect(try Rasterizer.mask(square(0.6, 0.6, 1.4, 1.4), grid: grid).values.allSatisfy { $0 == 0 })
    }

    @Test func aHoleStaysEmpty() throws {
        let ring = MultiPolygon([Polygon(shell: rectangle(0, 0, 3, 3), holes: [rectangle(1, 1, 2, 2)])])
        #expect(try Rasterizer.mask(ring, grid: grid).values == [1, 1, 1, 1, 0, 1, 1, 1, 1])
    }

    @Test func theLaterAreaWins() throws {
        let areas: [(MultiPolygon, Float)] = [(square(0, 0, 2, 3), 5), (square(1, 0, 3, 1), 7.5)]
        let burnt = try Rasterizer.burn(areas, grid: grid, background: -1)
        #expect(burnt.values == [5, 5, -1, 5, 5, -1, 5, 7.5, 7.5])
    }

    @Test func nanIsABackgroundLikeAnother() throws {
        let burnt = try Rasterizer.burn([(square(0, 2, 1, 3), 2)], grid: grid, background: .nan)
        #expect(burnt.values[0] == 2)
        #expect(burnt.values[1...].allSatisfy { $0.isNaN })
    }

    @Test func aLineIsDrawn() throws {
        let line = Geometry.lines([[PlanarPoint(x: 0.5, y: 1.5), PlanarPoint(x: 2.5, y: 1.5)]])
        #expect(try Rasterizer.mask(line, grid: grid).values == [0, 0, 0, 1, 1, 1, 0, 0, 0])
    }

    @Test func whatLiesOutsideIsNoError() throws {
        #expect(try Rasterizer.mask(square(10, 10, 20, 20), grid: grid).values.allSatisfy { $0 == 0 })
        #expect(try Rasterizer.mask(MultiPolygon([]), grid: grid).values.allSatisfy { $0 == 0 })
        #expect(try Rasterizer.burn([], grid: grid, background: 3).values.allSatisfy { $0 == 3 })
    }
}

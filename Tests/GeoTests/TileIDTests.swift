// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct TileIDTests {
    @Test func zoomZeroIsTheWholePlane() throws {
        let world = try #require(TileID(zoom: 0, column: 0, row: 0)).extent
        #expect(world.minX == -TileMatrixSet.mercatorLimit && world.maxY == TileMatrixSet.mercatorLimit)
        let east = try #require(TileID(.worldCRS84Quad, zoom: 0, column: 1, row: 0)).extent
        #expect(east == Extent(minX: 0, minY: -90, maxX: 180, maxY: 90))
    }

    @Test func tilesOfKnownPlaces() throws {
        // Worked by hand: Baghdad, x = (44.36 + 180) / 360 * 64 = 39.9; Greenwich lies on the edge of column 1 of 2.
        let baghdad = try #require(Coordinate(longitude: 44.36, latitude: 33.31))
        #expect(TileID(containing: baghdad, zoom: 6) == TileID(zoom: 6, column: 39, row: 25))
        let greenwich = try #require(Coordinate(longitude: 0, latitude: 51.48))
        #expect(TileID(containing: greenwich, zoom: 1) == TileID(zoom: 1, column: 1, row: 0))
        #expect(
            TileID(containing: baghdad, zoom: 3, in: .worldCRS84Quad)
                == TileID(.worldCRS84Quad, zoom: 3, column: 9, row: 2))
    }

    @Test func polesFallIntoTheOutermostRows() throws {
        let pole = try #require(Coordinate(longitude: 180, latitude: 90))
        #expect(TileID(containing: pole, zoom: 4) == TileID(zoom: 4, column: 15, row: 0))
    }

    @Test func whatLiesOutsideTheSetIsNoTile() {
        for (zoom, column, row) in [(-1, 0, 0), (23, 0, 0), (2, 4, 0), (2, 0, 4), (2, -1, 0), (2, 0, -1), (0, 1, 0)] {
            #expect(TileID(zoom: zoom, column: column, row: row) == nil)
        }
        #expect(TileID(tmsZoom: 64, column: 0, rowFromSouth: 0) == nil)
        #expect(TileID(tmsZoom: 2, column: 0, rowFromSouth: Int.max) == nil)
    }

    @Test func rowsFromTheSouthMirror() throws {
        let tile = try #require(TileID(tmsZoom: 3, column: 2, rowFromSouth: 0))
        #expect(tile.row == 7 && tile.rowFromSouth == 0)
    }

    @Test func scaleDenominatorsAreThoseOfTheStandard() {
        // OGC 17-083r4, tables D.1 and D.2.
        #expect(abs(TileMatrixSet.webMercatorQuad.scaleDenominator(zoom: 0) - 559_082_264.028_717) < 1e-3)
        #expect(abs(TileMatrixSet.worldCRS84Quad.scaleDenominator(zoom: 0) - 279_541_132.014_358) < 1e-3)
    }

    @Test func rangesOfTilesAreCutToTheSet() throws {
        let iraq = try #require(Extent(minX: 36, minY: 29, maxX: 49, maxY: 38))
        let range = try #require(TileMatrixSet.worldCRS84Quad.tiles(touching: iraq, zoom: 3))
        #expect(range.columns == 9...10 && range.rows == 2...2)
        let beyond = try #require(Extent(minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9))
        let all = try #require(TileMatrixSet.webMercatorQuad.tiles(touching: beyond, zoom: 2))
        #expect(all.columns == 0...3 && all.rows == 0...3)
        let outside = try #require(Extent(minX: 181, minY: 0, maxX: 182, maxY: 1))
        #expect(TileMatrixSet.worldCRS84Quad.tiles(touching: outside, zoom: 3) == nil)
    }

    @Test func projectionAndItsInverseAgree() {
        let point = PlanarPoint(x: 43.1, y: 34.2)
        let back = WebMercator.unproject(WebMercator.project(point))
        #expect(abs(back.x - point.x) < 1e-12 && abs(back.y - point.y) < 1e-12)
        #expect(abs(WebMercator.project(PlanarPoint(x: 0, y: 90)).y - TileMatrixSet.mercatorLimit) < 1e-6)
    }
}

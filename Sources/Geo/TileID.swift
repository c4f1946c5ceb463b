// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A division of the plane into tiles, one grid per zoom level (OGC Two Dimensional Tile Matrix Set, annex D).
public enum TileMatrixSet: String, Sendable, Hashable, CaseIterable {
    /// EPSG:3857, one tile at zoom 0, the layout of all web maps.
    case webMercatorQuad = "WebMercatorQuad"
    /// CRS84 (longitude, latitude), two tiles side by side at zoom 0.
    case worldCRS84Quad = "WorldCRS84Quad"

    /// Half the side of the Web Mercator square in metres: pi times the equatorial radius 6 378 137.
    public static let mercatorLimit = 20_037_508.342789244
    /// Deepest zoom that is answered: cells of 2 cm, far below any layer.
    public static let deepestZoom = 22

    /// The system of the tiles' extents.
    public var crs: CoordinateReferenceSystem { self == .webMercatorQuad ? .webMercator : .geographic }

    /// Columns of tiles at a zoom level.
    public func columns(zoom: Int) -> Int { self == .webMercatorQuad ? 1 << zoom : 2 << zoom }
    /// Rows of tiles at a zoom level.
    public func rows(zoom: Int) -> Int { 1 << zoom }

    /// North-west corner of tile 0, 0: metres, or degrees with x = longitude.
    public var origin: PlanarPoint {
        self == .webMercatorQuad
            ? PlanarPoint(x: -Self.mercatorLimit, y: Self.mercatorLimit) : PlanarPoint(x: -180, y: 90)
    }

    /// Side of a tile at a zoom level, in metres or degrees.
    public func tileSize(zoom: Int) -> Double {
        let whole = self == .webMercatorQuad ? 2 * Self.mercatorLimit : 180
        return whole / Double(1 << zoom)
    }

    /// Scale denominator of a zoom level for tiles of 256 pixels, with OGC's pixel of 0.28 mm and 111 319.49 m per
    /// degree.
    public func scaleDenominator(zoom: Int) -> Double {
        let metersPerUnit = self == .webMercatorQuad ? 1 : 6_378_137 * Double.pi / 180
        return tileSize(zoom: zoom) / 256 * metersPerUnit / 0.000_28
    }

    /// First and last column and row of the tiles that touch an extent in the set's system, cut to the set.
    public func tiles(touching extent: Extent, zoom: Int) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
        let size = tileSize(zoom: zoom)
        func position(_ offset: Double) -> Double { max(-1, min(9e9, (offset / size).rounded(.down))) }
        // checked: `position` lies between -1 and 9e9
        let west = Int(position(extent.minX - origin.x)), east = Int(position(extent.maxX - origin.x))
        // checked: as above
        let north = Int(position(origin.y - extent.maxY)), south = Int(position(origin.y - extent.minY))
        let lastColumn = columns(zoom: zoom) - 1, lastRow = rows(zoom: zoom) - 1
        guard east >= 0, south >= 0, west <= lastColumn, north <= lastRow else { return nil }
        return (max(0, west)...min(lastColumn, east), max(0, north)...min(lastRow, south))
    }
}

/// One tile of a tile matrix set; column 0 is the westernmost, row 0 the northernmost (XYZ and OGC order).
public struct TileID: Sendable, Hashable {
    /// The set.
    public let matrixSet: TileMatrixSet
    /// Zoom level, 0 to `TileMatrixSet.deepestZoom`.
    public let zoom: Int
    /// 0 to the number of columns less one.
    public let column: Int
    /// 0 to the number of rows less one, from the north.
    public let row: Int

    /// Returns nil outside the set.
    public init?(_ matrixSet: TileMatrixSet = .webMercatorQuad, zoom: Int, column: Int, row: Int) {
        guard (0...TileMatrixSet.deepestZoom).contains(zoom), column >= 0, row >= 0,
            column < matrixSet.columns(zoom: zoom), row < matrixSet.rows(zoom: zoom)
        else { return nil }
        self.matrixSet = matrixSet
        self.zoom = zoom
        self.column = column
        self.row = row
    }

    /// The tile whose row is counted from the south, as TMS and MBTiles do; nil outside the set.
    public init?(tmsZoom zoom: Int, column: Int, rowFromSouth: Int, in matrixSet: TileMatrixSet = .webMercatorQuad) {
        guard (0...TileMatrixSet.deepestZoom).contains(zoom), rowFromSouth >= 0 else { return nil }
        self.init(matrixSet, zoom: zoom, column: column, row: matrixSet.rows(zoom: zoom) - 1 - rowFromSouth)
    }

    /// The tile that holds a position; a position on a shared edge belongs to the tile east and south of it, and
    /// latitudes beyond 85.05 degrees to the outermost row. Nil for a zoom outside the set.
    public init?(containing coordinate: Coordinate, zoom: Int, in matrixSet: TileMatrixSet = .webMercatorQuad) {
        guard (0...TileMatrixSet.deepestZoom).contains(zoom) else { return nil }
        let point = matrixSet == .webMercatorQuad ? WebMercator.project(coordinate.point) : coordinate.point
        let size = matrixSet.tileSize(zoom: zoom), origin = matrixSet.origin
        // checked: a coordinate lies in the range of degrees
        let column = Int(((point.x - origin.x) / size).rounded(.down))
        // checked: as above
        let row = Int(((origin.y - point.y) / size).rounded(.down))
        self.init(
            matrixSet, zoom: zoom, column: min(max(0, column), matrixSet.columns(zoom: zoom) - 1),
            row: min(max(0, row), matrixSet.rows(zoom: zoom) - 1))
    }

    /// The row counted from the south.
    public var rowFromSouth: Int { matrixSet.rows(zoom: zoom) - 1 - row }

    /// The tile's rectangle in the set's system.
    public var extent: Extent {
        let size = matrixSet.tileSize(zoom: zoom), origin = matrixSet.origin
        let west = origin.x + Double(column) * size, north = origin.y - Double(row) * size
        return Extent(minX: west, minY: north - size, maxX: west + size, maxY: north)!  // checked: size is above 0
    }
}

/// EPSG:3857: the sphere of radius 6 378 137 m, longitude and latitude taken as they are.
public enum WebMercator {
    /// Latitude at which the square ends, degrees.
    public static let latitudeLimit = 85.051_128_779_806_59
    private static let radius = 6_378_137.0

    /// Metres from degrees (x = longitude); latitudes beyond the limit are cut to it.
    public static func project(_ degrees: PlanarPoint) -> PlanarPoint {
        let latitude = max(-latitudeLimit, min(latitudeLimit, degrees.y)) * Double.pi / 180
        return PlanarPoint(
            x: degrees.x * TileMatrixSet.mercatorLimit / 180,
            y: radius * Foundation.log(Foundation.tan(Double.pi / 4 + latitude / 2)))
    }

    /// Degrees (x = longitude) from metres.
    public static func unproject(_ meters: PlanarPoint) -> PlanarPoint {
        PlanarPoint(
            x: meters.x * 180 / TileMatrixSet.mercatorLimit,
            y: Foundation.atan(Foundation.sinh(meters.y / radius)) * 180 / Double.pi)
    }

    /// The rectangle in degrees of one in metres; nil where it is too small, or too near to a pole, to be one.
    public static func unproject(_ meters: Extent) -> Extent? {
        let a = unproject(PlanarPoint(x: meters.minX, y: meters.minY))
        let b = unproject(PlanarPoint(x: meters.maxX, y: meters.maxY))
        return Extent(minX: a.x, minY: a.y, maxX: b.x, maxY: b.y)
    }

    /// The rectangle in metres of one in degrees, cut to the limit of latitude; nil where nothing is left.
    public static func project(_ degrees: Extent) -> Extent? {
        let a = project(PlanarPoint(x: degrees.minX, y: degrees.minY))
        let b = project(PlanarPoint(x: degrees.maxX, y: degrees.maxY))
        return Extent(minX: a.x, minY: a.y, maxX: b.x, maxY: b.y)
    }
}

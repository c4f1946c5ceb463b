// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// The plane of a map picture.
public enum MapPlane: Sendable, Hashable {
    /// EPSG:3857.
    case webMercator
    /// Degrees, x = longitude. The axis order of a request has been undone before.
    case geographic
    /// Another projected plane, x = easting.
    case projected(CoordinateReferenceSystem)

    /// The system in GeoIO's terms.
    public var crs: CoordinateReferenceSystem {
        switch self {
        case .webMercator: .webMercator
        case .geographic: .geographic
        case .projected(let crs): crs
        }
    }
}

/// A picture to be filled: a rectangle of a plane and a number of pixels.
public struct MapView: Sendable, Hashable {
    /// The plane of the extent.
    public let plane: MapPlane
    /// What the picture shows, in units of the plane.
    public let extent: Extent
    /// Pixels in a row, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int

    /// Returns nil unless both sizes are positive.
    public init?(plane: MapPlane, extent: Extent, width: Int, height: Int) {
        guard width > 0, height > 0 else { return nil }
        self.plane = plane
        self.extent = extent
        self.width = width
        self.height = height
    }

    /// The square picture of a tile.
    public init(tile: TileID, size: Int = 256) {
        plane = tile.matrixSet == .webMercatorQuad ? .webMercator : .geographic
        extent = tile.extent
        width = max(1, size)
        height = max(1, size)
    }

    /// East-west size of a pixel in metres of Web Mercator (at the equator for degrees).
    var resolution: Double {
        let size = extent.width / Double(width)
        return plane == .geographic ? size * TileMatrixSet.mercatorLimit / 180 : size
    }

    /// Centre of a pixel in the plane.
    public func center(column: Int, row: Int) -> PlanarPoint {
        PlanarPoint(x: x(column), y: y(row))
    }

    /// A position of the plane in metres of Web Mercator.
    /// - Throws: `GeoIOError` for a position that has no place in Web Mercator.
    public func mercator(_ point: PlanarPoint) throws -> PlanarPoint {
        switch plane {
        case .webMercator: point
        case .geographic: WebMercator.project(point)
        case .projected(let crs): try CoordinateTransform(from: crs, to: .webMercator).transform(point)
        }
    }

    @inline(__always)
    private func x(_ column: Int) -> Double { extent.minX + (Double(column) + 0.5) * extent.width / Double(width) }
    @inline(__always)
    private func y(_ row: Int) -> Double { extent.maxY - (Double(row) + 0.5) * extent.height / Double(height) }

    /// Web Mercator x of each column and y of each row, for planes whose axes run parallel to Web Mercator's.
    func mercatorAxes() -> (columns: [Double], rows: [Double]) {
        let columns = (0..<width).map(x), rows = (0..<height).map(y)
        guard plane == .geographic else { return (columns, rows) }
        return (
            columns.map { $0 * TileMatrixSet.mercatorLimit / 180 },
            rows.map { WebMercator.project(PlanarPoint(x: 0, y: $0)).y }
        )
    }
}

/// Web Mercator positions of the pixels of a picture in a plane whose axes are turned against Web Mercator's.
///
/// Positions are computed at nodes 32 pixels apart and interpolated between them: for a picture of a few thousand
/// kilometres the difference stays below a hundredth of a pixel.
struct MercatorMesh {
    private static let step = 32
    private let columns: Int
    private let nodes: [PlanarPoint]

    init(_ view: MapView) throws {
        let columns = (view.width - 1) / Self.step + 2, rows = (view.height - 1) / Self.step + 2
        var points: [PlanarPoint] = []
        points.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                points.append(view.center(column: column * Self.step, row: row * Self.step))
            }
        }
        self.columns = columns
        nodes = Self.transformed(points, by: try CoordinateTransform(from: view.plane.crs, to: .webMercator))
    }

    /// Positions that have no image in Web Mercator become one that lies outside every raster.
    private static func transformed(_ points: [PlanarPoint], by transform: CoordinateTransform) -> [PlanarPoint] {
        if let all = try? transform.transform(points) { return all }
        return points.map { (try? transform.transform($0)) ?? PlanarPoint(x: 1e12, y: 1e12) }
    }

    func point(column: Int, row: Int) -> PlanarPoint {
        let left = column / Self.step, top = row / Self.step
        let u = Double(column % Self.step) / Double(Self.step), v = Double(row % Self.step) / Double(Self.step)
        let a = nodes[top * columns + left], b = nodes[top * columns + left + 1]
        let c = nodes[(top + 1) * columns + left], d = nodes[(top + 1) * columns + left + 1]
        return PlanarPoint(
            x: (a.x * (1 - u) + b.x * u) * (1 - v) + (c.x * (1 - u) + d.x * u) * v,
            y: (a.y * (1 - u) + b.y * u) * (1 - v) + (c.y * (1 - u) + d.y * u) * v)
    }
}

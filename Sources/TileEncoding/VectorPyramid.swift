// SPDX-License-Identifier: Apache-2.0

public import Geo
import Synchronization

/// A layer of features prepared for vector tiles: projected once, simplified once per zoom level.
public final class VectorPyramid: Sendable {
    /// Name of the layer inside the tiles.
    public let name: String
    /// The features as they are in the file.
    public let collection: FeatureCollection
    /// From this zoom on geometries are drawn as they are: a unit of a tile is then about a metre.
    private static let fullDetail = 13

    private struct Prepared {
        let extent: Extent
        let geometry: Geometry
    }

    private let projected: [Geometry?]
    private let levels = Mutex<[Int: [Prepared?]]>([:])

    /// Projects the features to EPSG:3857.
    public init(name: String, collection: FeatureCollection) {
        self.name = name
        self.collection = collection
        projected = collection.features.map { $0.geometry.map(Self.project) }
    }

    /// The uncompressed tile; empty where the layer has nothing.
    public func tile(_ tile: TileID) -> [UInt8] {
        guard tile.matrixSet == .webMercatorQuad,
            let near = tile.extent.expanded(by: tile.extent.width * TileClipper.margin / Double(TileClipper.extent))
        else { return [] }
        var encoder = VectorTileEncoder(name: name, tile: tile.extent)
        let prepared = level(tile.zoom)
        for (index, entry) in prepared.enumerated() {
            guard let entry, entry.extent.intersects(near) else { continue }
            let feature = collection.features[index]
            let id = UInt64(feature.key) ?? UInt64(index + 1)
            encoder.add(id: id, geometry: entry.geometry, properties: feature.properties)
        }
        return encoder.encoded()
    }

    private func level(_ zoom: Int) -> [Prepared?] {
        let zoom = min(zoom, Self.fullDetail)
        if let known = levels.withLock({ $0[zoom] }) { return known }
        let made = prepare(zoom)
        levels.withLock { $0[zoom] = made }
        return made
    }

    private func prepare(_ zoom: Int) -> [Prepared?] {
        // Two units of a tile: an eighth of a pixel on a screen.
        let tolerance = TileMatrixSet.webMercatorQuad.tileSize(zoom: zoom) / Double(TileClipper.extent) * 2
        let geometries = zoom >= Self.fullDetail ? projected : Self.simplify(projected, tolerance)
        return geometries.map { geometry in
            guard let geometry, let bounds = FeatureBounds(geometry.points) else { return nil }
            // A point has no extent: a centimetre around it makes one.
            return Extent(
                minX: bounds.west - 0.01, minY: bounds.south - 0.01, maxX: bounds.east + 0.01,
                maxY: bounds.north + 0.01
            ).map { Prepared(extent: $0, geometry: geometry) }
        }
    }

    private static func simplify(_ geometries: [Geometry?], _ tolerance: Double) -> [Geometry?] {
        let areas = geometries.map { geometry -> MultiPolygon in
            if case .area(let area) = geometry { area } else { MultiPolygon([]) }
        }
        let simplified = SharedBoundarySimplifier.simplify(areas, tolerance: tolerance)
        return zip(geometries, simplified).map { geometry, area in
            switch geometry {
            case .area: area.isEmpty ? nil : .area(area)
            case .lines(let lines): .lines(SharedBoundarySimplifier.simplify(lines, tolerance: tolerance))
            default: geometry
            }
        }
    }

    private static func project(_ geometry: Geometry) -> Geometry {
        switch geometry {
        case .point(let point): .point(WebMercator.project(point))
        case .multiPoint(let points): .multiPoint(points.map(WebMercator.project))
        case .lines(let lines): .lines(lines.map { $0.map(WebMercator.project) })
        case .area(let area):
            .area(
                MultiPolygon(
                    area.polygons.map { polygon in
                        Polygon(
                            shell: polygon.shell.map(WebMercator.project),
                            holes: polygon.holes.map { $0.map(WebMercator.project) })
                    }))
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo
import JSON
import Synchronization

/// A layer of features prepared for vector tiles: projected once, simplified once per zoom level.
public final class VectorPyramid: Sendable {
    /// Name of the layer inside the tiles.
    public let name: String
    /// The features as they are in the file.
    public let collection: FeatureCollection
    /// From this zoom on geometries are drawn as they are: a unit of a tile is then about a metre.
    private static let fullDetail = 13

    /// Below this zoom many features share a tile, and long texts and lists, which nobody reads there, would be most of it.
    private static let textZoom = 8
    private static let longestText = 256, longestList = 64

    private static func isShort(_ member: JSONValue.Member) -> Bool {
        switch member.value {
        case .string(let text): text.utf8.count <= longestText
        case .array, .object, .encoded: member.value.bytes.count <= longestList
        default: true
        }
    }

    private struct Prepared {
        let extent: Extent
        let geometry: Geometry
    }

    /// A zoom level of a set.
    private struct Level: Hashable {
        let set: TileMatrixSet
        let zoom: Int
    }

    private let projected: [TileMatrixSet: [Geometry?]]
    /// The first zoom level of each feature; none stands for all levels.
    private let firstZooms: [Int]
    private let levels = Mutex<[Level: [Prepared?]]>([:])

    /// Projects the features to the planes of the tile matrix sets.
    /// - Parameter firstZooms: the first zoom level at which each feature is in tiles; empty: all features are at all levels.
    public init(name: String, collection: FeatureCollection, firstZooms: [Int] = []) {
        self.name = name
        self.collection = collection
        self.firstZooms = firstZooms
        projected = [
            .webMercatorQuad: collection.features.map { $0.geometry.map(Self.project) },
            .worldCRS84Quad: collection.features.map(\.geometry),
        ]
    }

    /// The uncompressed tile; empty where the layer has nothing.
    public func tile(_ tile: TileID) -> [UInt8] {
        guard
            let near = tile.extent.expanded(by: tile.extent.width * TileClipper.margin / Double(TileClipper.extent))
        else { return [] }
        var encoder = VectorTileEncoder(name: name, tile: tile.extent)
        let prepared = level(tile.matrixSet, tile.zoom)
        for (index, entry) in prepared.enumerated() {
            guard let entry, entry.extent.intersects(near), firstZooms.isEmpty || firstZooms[index] <= tile.zoom
            else { continue }
            let feature = collection.features[index]
            let id = UInt64(feature.key) ?? UInt64(index + 1)
            let properties = tile.zoom < Self.textZoom ? feature.properties.filter(Self.isShort) : feature.properties
            encoder.add(id: id, geometry: entry.geometry, properties: properties)
        }
        return encoder.encoded()
    }

    private func level(_ set: TileMatrixSet, _ zoom: Int) -> [Prepared?] {
        let level = Level(set: set, zoom: min(zoom, Self.fullDetail))
        if let known = levels.withLock({ $0[level] }) { return known }
        let made = prepare(level)
        levels.withLock { $0[level] = made }
        return made
    }

    private func prepare(_ level: Level) -> [Prepared?] {
        let projected = projected[level.set] ?? []
        // Two units of a tile: an eighth of a pixel on a screen.
        let tolerance = level.set.tileSize(zoom: level.zoom) / Double(TileClipper.extent) * 2
        let geometries = level.zoom >= Self.fullDetail ? projected : Self.simplify(projected, tolerance)
        return geometries.map { geometry in
            guard let geometry, let bounds = FeatureBounds(geometry.points) else { return nil }
            // A point has no extent: a hair around it, far below a unit of any tile, makes one.
            let hair = tolerance / 1000
            return Extent(
                minX: bounds.west - hair, minY: bounds.south - hair, maxX: bounds.east + hair,
                maxY: bounds.north + hair
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

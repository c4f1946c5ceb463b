// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import Layers
import Synchronization

/// The names of a base map, measured once and placed once for each zoom level over the whole world: a name that reaches
/// over the edge of a tile stands at the same pixels in both.
public final class LabelAtlas: Sendable {
    let labels: [ReferenceLabel]
    let texts: [MeasuredLabel]

    private struct Level: Hashable {
        let set: TileMatrixSet
        let zoom: Int
    }

    private let levels = Mutex<[Level: LabelSheet]>([:])

    /// - Parameters:
    ///   - labels: the most important first.
    ///   - languages: those of the names, the first first.
    /// - Throws: `CartographyError` when the pinned font is missing.
    public init(_ labels: [ReferenceLabel], in languages: [Language]) throws(CartographyError) {
        self.labels = labels
        texts = try LabelRuler.measure(labels, in: languages)
    }

    /// Places the names of some zoom levels ahead, so that no request waits for it.
    public func prepare(_ set: TileMatrixSet, zooms: ClosedRange<Int>) {
        for zoom in zooms { _ = sheet(set, zoom: zoom) }
    }

    /// The names at a zoom level, in pixels of 256 to a tile from the set's north-western corner.
    public func sheet(_ set: TileMatrixSet, zoom: Int) -> LabelSheet {
        let level = Level(set: set, zoom: zoom)
        if let known = levels.withLock({ $0[level] }) { return known }
        let made = place(level)
        levels.withLock { $0[level] = made }
        return made
    }

    private func place(_ level: Level) -> LabelSheet {
        let set = level.set, scale = 256 / set.tileSize(zoom: level.zoom), origin = set.origin
        let world = Frame(
            x: 0, y: 0, width: Double(set.columns(zoom: level.zoom)) * 256,
            height: Double(set.rows(zoom: level.zoom)) * 256)
        // A tile of degrees shows as much as two levels of a web map one step apart.
        let zoom = set == .webMercatorQuad ? level.zoom : level.zoom + 1
        var placer = LabelPlacer(
            labels, texts, zoom: zoom, bounds: world, pixelsPerDegree: world.width / 360
        ) { degrees in
            degrees.map { degree in
                let point = set == .webMercatorQuad ? WebMercator.project(degree) : degree
                return PlanarPoint(x: (point.x - origin.x) * scale, y: (origin.y - point.y) * scale)
            }
        }
        return placer.sheet(of: Array(labels.indices))
    }

    /// The names for one picture in any plane.
    /// - Parameters:
    ///   - width: of the picture, pixels; names lie inside.
    ///   - height: of the picture, pixels.
    ///   - pixelsPerDegree: of longitude, in the middle of the picture.
    ///   - pixels: pixels of positions in degrees, y downwards; nil where these have no place in the plane.
    public func sheet(
        width: Int, height: Int, pixelsPerDegree: Double, pixels: @escaping ([PlanarPoint]) -> [PlanarPoint]?
    ) -> LabelSheet {
        let level = Foundation.log2(max(1e-9, pixelsPerDegree) * 360 / 256)
        let zoom = min(max(0, Int(checked: level.rounded()) ?? 0), TileMatrixSet.deepestZoom)
        let bounds = Frame(x: 0, y: 0, width: Double(width), height: Double(height))
        var placer = LabelPlacer(
            labels, texts, zoom: zoom, bounds: bounds, pixelsPerDegree: pixelsPerDegree, pixels: pixels)
        return placer.sheet(of: Array(labels.indices))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import TileEncoding

/// A feature at a pixel.
struct FeatureHit: PixelInfo {
    /// Features of one layer that are told at most.
    static let most = 50
    /// Pixels around a point or line within which it is meant.
    private static let reach = 6.0

    let layerName: String
    let feature: TileFeature

    var members: [(name: String, text: String)] {
        [("layer", layerName)]
            + feature.properties.map { ($0.name, Self.text($0.value)) }
    }

    /// A value as a reader of text takes it; lists and objects as JSON.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: String(decoding: value.bytes, as: UTF8.self)
        }
    }

    var json: JSONValue { feature.json.merging(["layer": .string(layerName)]) }

    /// Whether a feature that lies so in the picture is at a pixel.
    static func isAt(_ pixel: PlanarPoint, _ placed: Geometry) -> Bool {
        switch placed {
        case .point(let point): distance(pixel, point) <= reach
        case .multiPoint(let points): points.contains { distance(pixel, $0) <= reach }
        case .lines(let lines):
            lines.contains { line in
                zip(line, line.dropFirst()).contains { distance(pixel, nearest(to: pixel, from: $0, to: $1)) <= reach }
            }
        case .area(let area): area.contains(pixel)
        }
    }

    private static func distance(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    /// The point of a segment that is nearest to another.
    private static func nearest(to point: PlanarPoint, from a: PlanarPoint, to b: PlanarPoint) -> PlanarPoint {
        let dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy
        guard length > 0 else { return a }
        let share = min(1, max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
        return PlanarPoint(x: a.x + share * dx, y: a.y + share * dy)
    }
}

extension MapLayer {
    /// What the layer shows at a pixel: the value of a surface, the uppermost features first.
    /// - Parameters:
    ///   - place: degrees of the pixel's centre; nil where it has none.
    ///   - most: features at most.
    func infos(
        day: String, _ view: MapView, column: Int, row: Int, place: PlanarPoint?, most: Int
    ) throws -> [any PixelInfo] {
        switch self {
        case .surface(let layer):
            return [try FeatureInfo(layer, day: day, view, column: column, row: row, place: place)]
        case .reference: return []
        case .features(let layer, _):
            let pixel = PlanarPoint(x: Double(column) + 0.5, y: Double(row) + 0.5)
            let near = try FeaturePlacer(view)
            return layer.features.reversed().lazy
                .filter { near.placed($0).map { FeatureHit.isAt(pixel, $0) } ?? false }
                .prefix(most).map { FeatureHit(layerName: layer.name, feature: $0) }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Geo
import Layers
import TileEncoding

/// A layer of the base map: ground or names. It says nothing of risk, so it has neither classes nor a legend, and is asked
/// for no values.
struct ServedReference: ServedLayer {
    /// What lies below the layers of risk and what above.
    enum Part: String, Sendable, CaseIterable { case base, labels }

    let part: Part
    let content: ReferenceContent
    let tier: ReleaseTier
    let bounds: DegreeBox
    let title: TextByLanguage

    /// Key in addresses.
    var name: String { part.rawValue }

    /// Deepest zoom level of tiles that clients are told of; deeper ones are answered as well.
    static let maxZoom = 14

    var summary: String {
        switch part {
        case .base:
            "Land, water, borders with their status, rivers, roads and roughly where people live, from the study's own "
                + "geodata; it says nothing of risk."
        case .labels:
            "Names of countries, provinces, towns and rivers in the languages of the study; it says nothing of risk."
        }
    }

    func sentences(_ build: Build) -> String { summary + " " + build.statements.boundaries.main }

    var pyramid: VectorPyramid {
        switch part {
        case .base: content.ground
        case .labels: content.names
        }
    }

    // MARK: Pictures

    /// A tile.
    /// - Parameter size: pixels along a side: 256, or 512 for screens with two pixels for one.
    /// - Throws: `CartographyError`, `GeoIOError` when it cannot be drawn.
    func picture(_ tile: TileID, size: Int) throws -> PremultipliedPicture {
        let scale = Double(size) / 256
        switch part {
        case .base:
            let zoom = Double(tile.matrixSet == .webMercatorQuad ? tile.zoom : tile.zoom + 1)
            let shapes = try content.shapes(in: MapView(tile: tile, size: 256), zoom: zoom)
            let drawn = ReferencePicture(width: size, shapes: shapes, zoom: zoom, scale: scale)
            return PremultipliedPicture(width: size, height: size, pixels: try drawn.pixels(rows: 0..<size))
        case .labels:
            let drawn = LabelPicture(
                content.atlas, content.atlas.sheet(tile.matrixSet, zoom: tile.zoom), x: Double(tile.column) * 256,
                y: Double(tile.row) * 256, width: size, scale: scale)
            return PremultipliedPicture(width: size, height: size, pixels: try drawn.pixels(rows: 0..<size))
        }
    }

    /// What draws the layer into a view of any plane.
    /// - Throws: `GeoIOError` for a plane that degrees cannot be brought to.
    func painter(_ view: MapView) throws -> any StripPainter {
        let placer = try FeaturePlacer(view), scale = pixelsPerDegree(placer)
        switch part {
        case .base:
            let zoom = Foundation.log2(max(1e-9, scale) * 360 / 256)
            return ReferenceStrips(
                picture: ReferencePicture(
                    width: view.width, shapes: try content.shapes(in: view, zoom: zoom), zoom: zoom),
                width: view.width)
        case .labels:
            let sheet = content.atlas.sheet(
                width: view.width, height: view.height, pixelsPerDegree: scale, pixels: placer.pixels)
            return LabelStrips(
                picture: LabelPicture(content.atlas, sheet, x: 0, y: 0, width: view.width), width: view.width)
        }
    }

    /// Pixels of a degree of longitude in the middle of the layer, as on a web map of the same scale.
    private func pixelsPerDegree(_ placer: FeaturePlacer) -> Double {
        let middle = PlanarPoint(x: (bounds.west + bounds.east) / 2, y: (bounds.south + bounds.north) / 2)
        let step = 0.05, beside = PlanarPoint(x: middle.x + (middle.x > 0 ? -step : step), y: middle.y)
        guard let pixels = placer.pixels([middle, beside]), pixels.count == 2 else { return 1 }
        let dx = pixels[1].x - pixels[0].x, dy = pixels[1].y - pixels[0].y
        return (dx * dx + dy * dy).squareRoot() / step
    }
}

/// Strips of the ground.
private struct ReferenceStrips: StripPainter {
    let picture: ReferencePicture
    let width: Int

    func pixels(rows: Range<Int>) throws -> [RGBA] {
        PremultipliedPicture(width: width, height: rows.count, pixels: try picture.pixels(rows: rows)).colors
    }
}

/// Strips of names.
private struct LabelStrips: StripPainter {
    let picture: LabelPicture
    let width: Int

    func pixels(rows: Range<Int>) throws -> [RGBA] {
        PremultipliedPicture(width: width, height: rows.count, pixels: try picture.pixels(rows: rows)).colors
    }
}

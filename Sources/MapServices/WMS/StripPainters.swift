// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import JSON
import Layers
import TileEncoding

/// Draws the rows of a picture.
protocol StripPainter {
    /// Pixels of some rows, not premultiplied.
    func pixels(rows: Range<Int>) throws -> [RGBA]
}

extension FeaturePainter: StripPainter {}

/// Draws a raster in the colours of its classes.
struct SurfaceStrips: StripPainter {
    private let painter: PicturePainter
    private let palette: [RGBA]

    init(_ layer: ServedSurface, _ view: MapView) throws {
        painter = try layer.renderer.painter(view)
        palette = layer.style.palette
    }

    func pixels(rows: Range<Int>) throws -> [RGBA] {
        try painter.paletteIndices(rows: rows).map { palette[Int($0)] }
    }
}

extension MapLayer {
    /// What draws the layer into a view.
    func painter(_ view: MapView) throws -> any StripPainter {
        switch self {
        case .surface(let layer): return try SurfaceStrips(layer, view)
        case .reference(let layer): return try layer.painter(view)
        case .features(let layer, let style):
            let placer = try FeaturePlacer(view)
            // Many incidents may be known to one area: its outline drawn over itself would lose its dashes.
            var seen: Set<Geometry> = []
            return FeaturePainter(
                width: view.width,
                features: layer.features.compactMap { feature in
                    guard let symbol = style.symbol(of: feature.properties),
                        let placed = placer.placed(feature),
                        !symbol.isDashed || seen.insert(placed).inserted
                    else { return nil }
                    return FeaturePainter.Drawn(placed, symbol, scale: placer.symbolScale)
                })
        }
    }
}

extension FeatureStyle {
    /// The symbol of a feature by its properties.
    fileprivate func symbol(of properties: [JSONValue.Member]) -> Symbol? {
        symbol { name in properties.first { $0.name == name }?.value }
    }
}

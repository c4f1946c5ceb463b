// SPDX-License-Identifier: Apache-2.0

import CCairo
public import Geo
public import Layers

/// Draws features over nothing, strip by strip, so that a large picture never stands in memory whole.
public struct FeaturePainter: Sendable {
    /// A feature whose geometry is in pixels of the picture, y downwards.
    public struct Drawn: Sendable {
        let geometry: Geometry
        let symbol: FeatureStyle.Symbol
        let scale: Double
        let rows: ClosedRange<Double>

        /// - Parameter scale: of dots and lines, at most 1: where a picture shows half a continent they would hide it.
        public init(_ geometry: Geometry, _ symbol: FeatureStyle.Symbol, scale: Double = 1) {
            self.geometry = geometry
            self.symbol = symbol
            self.scale = scale
            let heights = geometry.heights
            let reach = scale * (FeaturePainter.dotRadius + symbol.width)
            rows = (heights.lowerBound - reach)...(heights.upperBound + reach)
        }
    }

    /// Of a point, pixels.
    static let dotRadius = 4.5
    private static let dashes = [6.0, 4.0]
    /// Cairo's canvases have a least side.
    private static let leastSide = 16

    private let width: Int
    private let features: [Drawn]

    /// - Parameters:
    ///   - width: of the picture, pixels.
    ///   - features: the lowest first.
    public init(width: Int, features: [Drawn]) {
        self.width = width
        self.features = features
    }

    /// The pixels of some rows, not premultiplied.
    /// - Throws: `CartographyError` when a canvas cannot be made.
    public func pixels(rows: Range<Int>) throws(CartographyError) -> [RGBA] {
        let canvas = try Canvas(width: max(width, Self.leastSide), height: max(rows.count, Self.leastSide))
        cairo_translate(canvas.context, 0, -Double(rows.lowerBound))
        let sight = Double(rows.lowerBound)...Double(rows.upperBound)
        for feature in features where feature.rows.overlaps(sight) { draw(feature, on: canvas) }
        try canvas.check()
        let row = Int(canvas.width), pixels = canvas.pixels
        return (0..<rows.count).flatMap { line in pixels[line * row..<line * row + width].map(RGBA.init(premultiplied:))
        }
    }

    private func draw(_ feature: Drawn, on canvas: Canvas) {
        let symbol = feature.symbol
        let pen = Pen(
            color: Ink(symbol.outline), width: symbol.width * feature.scale, dashes: symbol.isDashed ? Self.dashes : [])
        switch feature.geometry {
        case .point(let point): dot(point, feature, on: canvas)
        case .multiPoint(let points): for point in points { dot(point, feature, on: canvas) }
        case .lines(let lines):
            canvas.trace(lines)
            canvas.strokePath(pen)
        case .area(let area):
            let rings = area.polygons.flatMap { [$0.shell] + $0.holes }
            if symbol.fill.alpha > 0 { canvas.fillRings(rings, Ink(symbol.fill)) }
            canvas.trace(rings, closed: true)
            canvas.strokePath(pen)
        }
    }

    private func dot(_ point: PlanarPoint, _ feature: Drawn, on canvas: Canvas) {
        canvas.dot(
            point, radius: Self.dotRadius * feature.scale, fill: Ink(feature.symbol.fill),
            outline: Pen(color: Ink(feature.symbol.outline), width: feature.symbol.width * feature.scale))
    }
}

extension Geometry {
    /// Least and greatest y.
    fileprivate var heights: ClosedRange<Double> {
        let points = points
        let least = points.map(\.y).min() ?? 0
        return least...max(least, points.map(\.y).max() ?? 0)
    }
}

extension RGBA {
    /// `0xAARRGGBB`, the colours multiplied by the opacity.
    fileprivate init(premultiplied pixel: UInt32) {
        let alpha = pixel >> 24
        func channel(_ shift: UInt32) -> UInt8 {
            let value = pixel >> shift & 0xFF
            // checked: a premultiplied channel is at most the alpha
            return alpha == 0 ? 0 : UInt8(min(255, (value * 255 + alpha / 2) / alpha))
        }
        self.init(red: channel(16), green: channel(8), blue: channel(0), alpha: UInt8(alpha))
    }
}

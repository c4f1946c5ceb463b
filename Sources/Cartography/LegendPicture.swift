// SPDX-License-Identifier: Apache-2.0

public import Layers
import Geo

/// The legend of a layer as a picture of its own, with the colours of the tiles.
public enum LegendPicture {
    private static let width = 300
    private static let margin = 14.0

    /// What a legend is of.
    private typealias Painter = (Canvas) -> LegendPainter

    /// PNG; `scale` 2 for screens with twice the pixels (1 to 4).
    /// - Throws: `CartographyError` where there is no font, or a canvas cannot be made.
    public static func png(_ style: Style, _ wording: Wording, scale: Int = 1) throws(CartographyError) -> [UInt8] {
        try png(scale) { LegendPainter(style: style, wording: wording, canvas: $0, ground: MapInks.paper) }
    }

    /// The legend of features as PNG.
    /// - Throws: as that of a surface.
    public static func png(_ style: FeatureStyle, _ wording: Wording, scale: Int = 1) throws(CartographyError)
        -> [UInt8]
    {
        try png(scale) { LegendPainter(style: style, wording: wording, canvas: $0, ground: MapInks.paper) }
    }

    /// SVG, text as shapes, so that it needs no font where it is shown.
    /// - Throws: as the PNG.
    public static func svg(_ style: Style, _ wording: Wording) throws(CartographyError) -> [UInt8] {
        try svg { LegendPainter(style: style, wording: wording, canvas: $0, ground: MapInks.paper) }
    }

    /// The legend of features as SVG.
    /// - Throws: as the PNG.
    public static func svg(_ style: FeatureStyle, _ wording: Wording) throws(CartographyError) -> [UInt8] {
        try svg { LegendPainter(style: style, wording: wording, canvas: $0, ground: MapInks.paper) }
    }

    private static func png(_ scale: Int, _ painter: Painter) throws(CartographyError) -> [UInt8] {
        let scale = min(4, max(1, scale))
        let canvas = try Canvas(width: width * scale, height: try height(painter) * scale)
        canvas.zoom(Double(scale))
        try draw(painter, on: canvas)
        return try canvas.png()
    }

    private static func svg(_ painter: Painter) throws(CartographyError) -> [UInt8] {
        let canvas = try Canvas(svgWidth: width, height: try height(painter))
        try draw(painter, on: canvas)
        return SVGNames.renumbered(try canvas.finish())
    }

    private static func draw(_ painter: Painter, on canvas: Canvas) throws(CartographyError) {
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        _ = legend(painter, canvas)
        try canvas.check()
    }

    private static func legend(_ painter: Painter, _ canvas: Canvas) -> Double {
        painter(canvas).draw(at: PlanarPoint(x: margin, y: margin), width: Double(width) - 2 * margin)
    }

    /// Drawn once on a scratch canvas: the texts decide the height.
    private static func height(_ painter: Painter) throws(CartographyError) -> Int {
        let scratch = try Canvas(width: width, height: 16)
        return Int((legend(painter, scratch) + 2 * margin).rounded(.up))
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Layers
import Geo

/// The legend of a layer as a picture of its own, with the colours of the tiles.
public enum LegendPicture {
    private static let width = 300
    private static let margin = 14.0

    /// PNG; `scale` 2 for screens with twice the pixels (1 to 4).
    public static func png(_ style: Style, scale: Int = 1) throws(CartographyError) -> [UInt8] {
        let scale = min(4, max(1, scale))
        let canvas = try Canvas(width: width * scale, height: try height(style) * scale)
        canvas.zoom(Double(scale))
        try draw(style, on: canvas)
        return try canvas.png()
    }

    /// SVG, text as shapes, so that it needs no font where it is shown.
    public static func svg(_ style: Style) throws(CartographyError) -> [UInt8] {
        let canvas = try Canvas(svgWidth: width, height: try height(style))
        try draw(style, on: canvas)
        // Cairo numbers its surfaces over the life of the process; the number means nothing and would differ each time.
        let text = String(decoding: try canvas.finishSVG(), as: UTF8.self)
        return Array(text.replacing(/id="surface[0-9]+"/, with: "id=\"legend\"").utf8)
    }

    private static func draw(_ style: Style, on canvas: Canvas) throws(CartographyError) {
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        _ = legend(style, canvas)
        try canvas.check()
    }

    private static func legend(_ style: Style, _ canvas: Canvas) -> Double {
        LegendPainter(style: style, canvas: canvas, ground: MapInks.paper)
            .draw(at: PlanarPoint(x: margin, y: margin), width: Double(width) - 2 * margin)
    }

    /// Drawn once on a scratch canvas: the texts decide the height.
    private static func height(_ style: Style) throws(CartographyError) -> Int {
        let scratch = try Canvas(width: width, height: 16)
        return Int((legend(style, scratch) + 2 * margin).rounded(.up))
    }
}

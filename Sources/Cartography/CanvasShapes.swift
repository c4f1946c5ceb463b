// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo
import Layers

/// A rectangle of pixels, y downwards.
struct Frame: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var maxX: Double { x + width }
    var maxY: Double { y + height }
    var center: PlanarPoint { PlanarPoint(x: x + width / 2, y: y + height / 2) }

    func inset(_ distance: Double) -> Frame {
        Frame(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
    }

    func intersects(_ other: Frame) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }

    func contains(_ other: Frame) -> Bool {
        other.x >= x && other.maxX <= maxX && other.y >= y && other.maxY <= maxY
    }
}

/// How a line is drawn.
struct Pen {
    var color: Ink
    var width: Double
    var dashes: [Double] = []
}

/// A colour with an opacity of 0 to 1.
struct Ink: Equatable {
    var red: Double
    var green: Double
    var blue: Double
    var alpha: Double

    /// `0xRRGGBB`.
    init(_ hex: UInt32, alpha: Double = 1) {
        red = Double(hex >> 16 & 0xFF) / 255
        green = Double(hex >> 8 & 0xFF) / 255
        blue = Double(hex & 0xFF) / 255
        self.alpha = alpha
    }

    init(_ rgba: RGBA) {
        self.init(UInt32(rgba.red) << 16 | UInt32(rgba.green) << 8 | UInt32(rgba.blue), alpha: Double(rgba.alpha) / 255)
    }

    func with(alpha: Double) -> Ink {
        var ink = self
        ink.alpha = alpha
        return ink
    }
}

extension Canvas {
    func setInk(_ ink: Ink) { cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, ink.alpha) }

    func fill(_ frame: Frame, _ ink: Ink) {
        cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
        setInk(ink)
        cairo_fill(context)
    }

    func stroke(_ frame: Frame, _ pen: Pen) {
        cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
        strokePath(pen)
    }

    func clip(_ frame: Frame) {
        cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
        cairo_clip(context)
    }

    /// Starts a path of lines given in pixels.
    func trace(_ lines: [[PlanarPoint]], closed: Bool = false) {
        for line in lines {
            guard let first = line.first, line.count > 1 else { continue }
            cairo_move_to(context, first.x, first.y)
            for point in line.dropFirst() { cairo_line_to(context, point.x, point.y) }
            if closed { cairo_close_path(context) }
        }
    }

    func strokePath(_ pen: Pen) {
        setInk(pen.color)
        cairo_set_line_width(context, pen.width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, pen.dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, pen.dashes, Int32(pen.dashes.count), 0)
        cairo_stroke(context)
    }

    /// Fills rings by the even-odd rule, so that holes stay open.
    func fillRings(_ rings: [[PlanarPoint]], _ ink: Ink) {
        trace(rings, closed: true)
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        setInk(ink)
        cairo_fill(context)
    }

    func clipRings(_ rings: [[PlanarPoint]]) {
        trace(rings, closed: true)
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_clip(context)
    }

    func line(from start: PlanarPoint, to end: PlanarPoint, _ pen: Pen) {
        trace([[start, end]])
        strokePath(pen)
    }

    func dot(_ center: PlanarPoint, radius: Double, fill: Ink, outline: Pen) {
        cairo_new_sub_path(context)
        cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
        setInk(fill)
        cairo_fill_preserve(context)
        strokePath(outline)
    }

    /// Parallel lines at 45 degrees over a frame; the caller has clipped. They start from multiples of the spacing,
    /// so that neighbouring areas share one pattern.
    func hatch(_ frame: Frame, spacing: Double, rising: Bool, _ pen: Pen) {
        let reach = frame.height
        let first = ((frame.x - reach) / spacing).rounded(.down) * spacing
        var x = first
        while x < frame.maxX + reach {
            let (startY, endY) = rising ? (frame.maxY, frame.y) : (frame.y, frame.maxY)
            cairo_move_to(context, x, startY)
            cairo_line_to(context, x + reach, endY)
            x += spacing
        }
        strokePath(pen)
    }
}

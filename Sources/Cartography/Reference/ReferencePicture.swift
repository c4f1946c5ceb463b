// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo

/// Draws the ground of a base map: land, water, rivers, roads, borders, in the inks of the sheets.
public struct ReferencePicture: Sendable {
    private let width: Int
    private let shapes: [ReferenceShape]
    private let zoom: Double
    private let scale: Double

    /// - Parameters:
    ///   - width: pixels of the picture in a row.
    ///   - shapes: in any order; of one kind, the lowest first.
    ///   - zoom: web map zoom level that the picture is of; lines grow with it.
    ///   - scale: pixels of the picture to one of the shapes: 2 where screens have two for one.
    public init(width: Int, shapes: [ReferenceShape], zoom: Double, scale: Double = 1) {
        self.width = width
        self.shapes = shapes.enumerated()
            .sorted { ($0.element.kind.order, $0.offset) < ($1.element.kind.order, $1.offset) }.map(\.element)
        self.zoom = zoom
        self.scale = scale
    }

    /// Some rows of the picture as premultiplied `0xAARRGGBB`.
    /// - Throws: `CartographyError` when a canvas cannot be made.
    public func pixels(rows: Range<Int>) throws(CartographyError) -> [UInt32] {
        guard width > 0, !rows.isEmpty else { return [] }
        let columns = max(width, 16), lines = max(rows.count, 16)
        let canvas = try Canvas(width: columns, height: lines)
        canvas.fill(canvas.bounds, MapInks.unknown)
        canvas.zoom(scale)
        cairo_translate(canvas.context, 0, -Double(rows.lowerBound) / scale)
        let sight = Double(rows.lowerBound) / scale...Double(rows.upperBound) / scale
        for shape in shapes where shape.rows.overlaps(sight) { draw(shape, on: canvas) }
        try canvas.check()
        let pixels = canvas.pixels
        guard columns != width || lines != rows.count else { return pixels }
        return (0..<rows.count).flatMap { pixels[$0 * columns..<$0 * columns + width] }
    }

    private func draw(_ shape: ReferenceShape, on canvas: Canvas) {
        switch shape.geometry {
        case .area(let area): fill(area, shape, on: canvas)
        case .lines(let lines): stroke(lines, shape, on: canvas)
        case .point(let point):
            canvas.dot(
                point, radius: shape.radius, fill: MapInks.builtUp, outline: Pen(color: MapInks.builtUp, width: 0.1))
        case .multiPoint: break
        }
    }

    private func fill(_ area: MultiPolygon, _ shape: ReferenceShape, on canvas: Canvas) {
        let rings = area.polygons.flatMap { [$0.shell] + $0.holes }
        switch shape.kind {
        case .sea: canvas.fillRings(rings, MapInks.sea)
        case .land: canvas.fillRings(rings, MapInks.neighbour)
        case .study: canvas.fillRings(rings, MapInks.study)
        case .provinceBorder:
            canvas.trace(rings, closed: true)
            canvas.strokePath(grown(MapInks.provinceBorder))
        default: break
        }
    }

    private func stroke(_ lines: [[PlanarPoint]], _ shape: ReferenceShape, on canvas: Canvas) {
        switch shape.kind {
        case .coast:
            canvas.trace(lines)
            canvas.strokePath(MapInks.coast)
        case .river(let rank):
            let width = [2.0, 1.4, 0.9][min(max(rank, 1), 3) - 1]
            canvas.trace(lines)
            canvas.strokePath(grown(Pen(color: MapInks.river.with(alpha: 0.9), width: width)))
        case .road(let rank): strokeRoad(lines, rank: rank, on: canvas)
        case .border(let isOuter): strokeBorder(lines, shape, isOuter ? MapInks.outerBorder : MapInks.border, canvas)
        case .disputedBorder(let isOuter):
            var pen = isOuter ? MapInks.outerBorder : MapInks.disputed
            pen.dashes = MapInks.disputed.dashes
            strokeBorder(lines, shape, pen, canvas)
        default: break
        }
    }

    private func strokeRoad(_ lines: [[PlanarPoint]], rank: Int, on canvas: Canvas) {
        let width = [1.3, 1.1, 0.8, 0.6, 0.5][min(max(rank, 1), 5) - 1]
        canvas.trace(lines)
        canvas.strokePath(grown(Pen(color: MapInks.road, width: width)))
    }

    private func strokeBorder(
        _ lines: [[PlanarPoint]], _ shape: ReferenceShape, _ pen: Pen, _ canvas: Canvas
    ) {
        let pen = grown(pen, most: 1.3)
        if case .border(isOuter: false) = shape.kind { trace(lines, MapInks.borderCasing, canvas) }
        if case .disputedBorder(isOuter: false) = shape.kind { trace(lines, MapInks.borderCasing, canvas) }
        canvas.trace(lines)
        canvas.strokePath(pen, dashStart: shape.start)
    }

    private func trace(_ lines: [[PlanarPoint]], _ pen: Pen, _ canvas: Canvas) {
        canvas.trace(lines)
        canvas.strokePath(pen)
    }

    /// Thin where a picture shows half a continent, as on a sheet at level 7, wide where it shows streets.
    private func grown(_ pen: Pen, most: Double = 2.6) -> Pen {
        var pen = pen
        pen.width *= min(most, max(0.55, 1 + (zoom - 7) * (zoom < 7 ? 0.15 : 0.25)))
        return pen
    }
}

extension Canvas {
    /// Strokes the path with dashes that begin so far before its start.
    func strokePath(_ pen: Pen, dashStart: Double) {
        setInk(pen.color)
        cairo_set_line_width(context, pen.width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, pen.dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, pen.dashes, Int32(pen.dashes.count), dashStart)
        cairo_stroke(context)
    }
}

extension MapInks {
    /// Where the study's data tell neither land nor sea.
    static let unknown = Ink(0xF4F3F0)
    /// Roughly where people of a town live.
    static let builtUp = Ink(0xCFC3B2, alpha: 0.55)
}

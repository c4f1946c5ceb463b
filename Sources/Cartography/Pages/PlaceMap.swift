// SPDX-License-Identifier: Apache-2.0

import CCairo
public import Geo
import Layers

/// A small map around one place: the main layer, provinces, towns, the outline of the place, and numbered incidents.
public struct PlaceMap: Sendable {
    /// An incident that a text beside the map names by its number.
    public struct Mark: Sendable, Hashable {
        /// In the units of the map's plane.
        public var position: PlanarPoint
        /// What stands beside the mark.
        public var number: Int

        /// Takes both as they are.
        public init(position: PlanarPoint, number: Int) {
            self.position = position
            self.number = number
        }
    }

    /// What is shown; its margin texts are not.
    public var specification: MapSpecification
    /// The place in the map's plane; empty for none.
    public var outline: MultiPolygon
    /// Incidents at points.
    public var marks: [Mark]

    /// Takes the parts as they are.
    public init(_ specification: MapSpecification, outline: MultiPolygon, marks: [Mark]) {
        self.specification = specification
        self.outline = outline
        self.marks = marks
    }

    /// Points of a unit in which the map is drawn: its smallest letters have 7 points.
    static let points = 0.64
    private static let legendHeight = 46.0
    private static let outlineCasing = Pen(color: Ink(0xFFFFFF, alpha: 0.9), width: 5)
    private static let outlinePen = Pen(color: Ink(0x1F2F44), width: 2.6)

    /// The map as a PNG file.
    /// - Returns: the bytes of a file of `width` x `height` pixels.
    /// - Throws: `CartographyError`.
    public func png(width: Int, height: Int) throws(CartographyError) -> [UInt8] {
        let canvas = try Canvas(width: width, height: height)
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        draw(on: canvas, in: canvas.bounds)
        try canvas.check()
        return try canvas.png()
    }

    func draw(on canvas: Canvas, in frame: Frame) {
        let map = Frame(x: frame.x, y: frame.y, width: frame.width, height: frame.height - Self.legendHeight)
        let plane = MapPlane(extent: specification.extent, frame: map)
        let basemap = BasemapPainter(specification, plane: plane)
        canvas.scoped {
            canvas.clip(map)
            basemap.drawGround(on: canvas)
            basemap.drawSurface(on: canvas)
            basemap.drawRivers(on: canvas)
            basemap.drawBorders(on: canvas)
            drawOutline(plane, on: canvas)
            var labels = LabelPainter(specification, plane: plane, canvas: canvas)
            labels.draw()
            for mark in marks.reversed() { draw(mark, plane, on: canvas) }
            drawScale(plane, on: canvas)
        }
        canvas.stroke(map, MapInks.frame)
        drawClasses(on: canvas, in: Frame(x: map.x, y: map.maxY, width: map.width, height: Self.legendHeight))
    }

    private func drawOutline(_ plane: MapPlane, on canvas: Canvas) {
        let rings = plane.rings(outline)
        for pen in [Self.outlineCasing, Self.outlinePen] {
            canvas.trace(rings, closed: true)
            canvas.strokePath(pen)
        }
    }

    private func draw(_ mark: Mark, _ plane: MapPlane, on canvas: Canvas) {
        let center = plane.pixel(mark.position)
        guard plane.frame.inset(8).contains(Frame(x: center.x, y: center.y, width: 0, height: 0)) else { return }
        canvas.dot(center, radius: 8, fill: Ink(0x1F2F44), outline: Pen(color: Ink(0xFFFFFF), width: 1.4))
        let style = TextStyle(size: 10.5, isBold: true, ink: Ink(0xFFFFFF)), text = "\(mark.number)"
        let size = canvas.measure(text, style)
        canvas.draw(text, style, at: PlanarPoint(x: center.x - size.width / 2, y: center.y - size.height / 2))
    }

    private func drawScale(_ plane: MapPlane, on canvas: Canvas) {
        let bar = ScaleBar(metersPerPixel: specification.groundScale / plane.scale, limit: plane.frame.width / 6)
        let box = Frame(x: plane.frame.x + 6, y: plane.frame.maxY - 36, width: bar.pixels + 46, height: 30)
        canvas.fill(box, Ink(0xFFFFFF, alpha: 0.8))
        bar.draw(at: PlanarPoint(x: box.x + 10, y: box.y + 4), wording: specification.wording, on: canvas)
    }

    // MARK: Classes

    /// Title and classes of the layer on two lines, from the side at which the language begins.
    private func drawClasses(on canvas: Canvas, in frame: Frame) {
        let language = specification.wording.first, style = specification.style
        let units = style.units[language]
        let title = style.title[language] + (units.isEmpty ? "" : ", \(units)")
        canvas.draw(
            title, TextStyle(size: 11.5, isBold: true, wrap: frame.width, language: language),
            at: PlanarPoint(x: frame.x, y: frame.y + 4))
        var x = language.isRightToLeft ? frame.maxX : frame.x
        let rows =
            style.classes.map { ($0.rgba, label($0, language)) }
            + [(style.notAssessed.rgba, style.notAssessed.label[language])]
        for (color, label) in rows {
            let text = TextStyle(size: 11, language: language), size = canvas.measure(label, text)
            let step = size.width + 32
            if language.isRightToLeft { x -= step }
            let swatchX = language.isRightToLeft ? x + step - 16 : x
            let textX = language.isRightToLeft ? x + step - 20 - size.width : x + 20
            let box = Frame(x: swatchX, y: frame.y + 26, width: 16, height: 11)
            canvas.fill(box, MapInks.study)
            canvas.fill(box, Ink(color))
            canvas.stroke(box, Pen(color: MapInks.mutedText, width: 0.7))
            canvas.draw(label, text, at: PlanarPoint(x: textX, y: frame.y + 24))
            if !language.isRightToLeft { x += step }
        }
    }

    /// What the palette calls a class, else its bounds.
    private func label(_ entry: StyleClass, _ language: Language) -> String {
        let label = entry.label[language]
        return label.isEmpty ? entry.label.main : label
    }
}

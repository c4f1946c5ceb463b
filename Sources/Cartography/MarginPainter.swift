// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws what surrounds the map: heading, legend, key, statements, sources.
struct MarginPainter {
    let specification: MapSpecification
    let layout: MapLayout
    let plane: MapPlane
    let canvas: Canvas

    func draw() {
        drawHeading()
        drawPanel()
        drawSources()
    }

    private func drawHeading() {
        let frame = layout.heading
        let texts = specification.texts
        canvas.fill(Frame(x: 0, y: 0, width: canvas.width, height: 6), MapInks.accent)
        let title = TextStyle(size: fittingSize(texts.title), isBold: true, ink: MapInks.accent)
        let subtitle = TextStyle(size: 15, ink: MapInks.mutedText)
        // Titles of any size stand on one line above the subtitles.
        let base = frame.y + 42
        let height = canvas.measure(texts.title.en, title).height
        canvas.draw(texts.title.en, title, at: PlanarPoint(x: frame.x, y: base - height))
        drawRight(texts.title.ar, title, top: base - height)
        canvas.draw(texts.subtitle.en, subtitle, at: PlanarPoint(x: frame.x, y: base + 2))
        drawRight(texts.subtitle.ar, subtitle, top: base + 2)
    }

    /// The largest size at which both titles share a line.
    private func fittingSize(_ title: BilingualText) -> Double {
        for size in stride(from: 29.0, to: 12, by: -1) {
            let style = TextStyle(size: size, isBold: true)
            let width = canvas.measure(title.en, style).width + canvas.measure(title.ar, style).width
            if width + 40 <= layout.heading.width { return size }
        }
        return 12
    }

    private func drawRight(_ text: String, _ style: TextStyle, top: Double) {
        var style = style
        style.isRightToLeft = true
        let width = canvas.measure(text, style).width
        canvas.draw(text, style, at: PlanarPoint(x: layout.heading.maxX - width, y: top))
    }

    private func drawPanel() {
        let panel = layout.panel
        var y = drawStamp(panel) + 18
        y += LegendPainter(style: specification.style, canvas: canvas, hasGaps: specification.hasGaps)
            .draw(at: PlanarPoint(x: panel.x, y: y), width: panel.width)
        y = drawNote(top: y + 4)
        y = rule(y + 8)
        y += MapKey(specification, canvas: canvas).draw(at: PlanarPoint(x: panel.x, y: y), width: panel.width)
        y = rule(y + 6)
        y += drawScale(top: y) + 14
        drawStatements(top: y)
    }

    private func drawNote(top: Double) -> Double {
        let style = TextStyle(size: 12, ink: MapInks.mutedText, wrap: layout.panel.width)
        let note = TextBlock(specification.texts.note, style, gap: 4, canvas: canvas)
        note.draw(at: PlanarPoint(x: layout.panel.x, y: top))
        return top + note.height
    }

    private func rule(_ y: Double) -> Double {
        canvas.line(
            from: PlanarPoint(x: layout.panel.x, y: y), to: PlanarPoint(x: layout.panel.maxX, y: y), MapInks.rule)
        return y + 8
    }

    /// The tier, so that a printed map still says who may see it.
    private func drawStamp(_ panel: Frame) -> Double {
        let style = TextStyle(size: 12.5, isBold: true, ink: Ink(0xFFFFFF), tracking: 1.6)
        let size = canvas.measure(specification.tier.stamp, style)
        let frame = Frame(x: panel.x, y: panel.y, width: panel.width, height: size.height + 10)
        canvas.fill(frame, specification.tier == .public ? MapInks.accent : Ink(0x9B1C1C))
        canvas.draw(
            specification.tier.stamp, style, at: PlanarPoint(x: frame.center.x - size.width / 2, y: frame.y + 5))
        return frame.maxY
    }

    private func drawScale(top: Double) -> Double {
        let bar = ScaleBar(metersPerPixel: specification.groundScale / plane.scale, limit: layout.panel.width - 60)
        return bar.draw(at: PlanarPoint(x: layout.panel.x + 2, y: top), on: canvas)
    }

    /// The statements stand at the foot of the panel, or below the scale where the panel is full.
    private func drawStatements(top: Double) {
        let panel = layout.panel
        let statements = specification.texts.statements
        let use = TextStyle(size: 12, ink: MapInks.mutedText, wrap: panel.width)
        let strong = TextStyle(size: 16, isBold: true, ink: Ink(0x5C3D00), wrap: panel.width - 28)
        let absence = TextBlock(statements.absence, strong, gap: 5, canvas: canvas)
        let intended = TextBlock(statements.intendedUse, use, gap: 6, canvas: canvas)
        let height = absence.height + 20 + 12 + intended.height
        let box = Frame(
            x: panel.x, y: max(top, panel.maxY - height), width: panel.width, height: absence.height + 20)
        canvas.fill(box, MapInks.warningFill)
        canvas.stroke(box, MapInks.warningEdge)
        canvas.fill(Frame(x: box.x, y: box.y, width: 5, height: box.height), MapInks.warningEdge.color)
        absence.draw(at: PlanarPoint(x: box.x + 16, y: box.y + 10))
        intended.draw(at: PlanarPoint(x: panel.x, y: box.maxY + 12))
    }

    /// Height that the sources need on a picture as wide as the canvas.
    static func sourcesHeight(_ texts: MapTexts, canvas: Canvas) -> Double {
        let style = sourceStyle(width: canvas.width - 60)
        return sourceLines(texts).reduce(0) { $0 + canvas.measure($1, style).height + 2 }
    }

    private func drawSources() {
        let frame = layout.sources
        let style = Self.sourceStyle(width: frame.width)
        var y = frame.y
        for line in Self.sourceLines(specification.texts) {
            y += canvas.draw(line, style, at: PlanarPoint(x: frame.x, y: y)) + 2
        }
    }

    private static func sourceStyle(width: Double) -> TextStyle {
        TextStyle(size: 10.5, ink: MapInks.mutedText, wrap: width)
    }

    private static func sourceLines(_ texts: MapTexts) -> [String] {
        [
            "Sources: " + texts.sources.joined(separator: "; ") + ".",
            texts.statements.boundaries.en + " " + texts.provenance,
        ]
    }
}

/// A wrapped text in both languages, the Arabic one below; a language without a text takes no room.
private struct TextBlock {
    let height: Double
    private let canvas: Canvas
    private let parts: [(text: String, style: TextStyle, top: Double)]

    init(_ text: BilingualText, _ style: TextStyle, gap: Double, canvas: Canvas) {
        self.canvas = canvas
        var arabic = style
        arabic.isRightToLeft = true
        var top = 0.0
        var parts: [(text: String, style: TextStyle, top: Double)] = []
        for (text, style) in [(text.en, style), (text.ar, arabic)] where !text.isEmpty {
            if !parts.isEmpty { top += gap }
            parts.append((text, style, top))
            top += canvas.measure(text, style).height
        }
        self.parts = parts
        height = top
    }

    func draw(at origin: PlanarPoint) {
        for part in parts {
            canvas.draw(part.text, part.style, at: PlanarPoint(x: origin.x, y: origin.y + part.top))
        }
    }
}

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
        canvas.fill(Frame(x: 0, y: 0, width: Double(canvas.width), height: 6), MapInks.accent)
        let title = TextStyle(size: 29, isBold: true, ink: MapInks.accent)
        let height = canvas.draw(texts.title.en, title, at: PlanarPoint(x: frame.x, y: frame.y))
        drawRight(texts.title.ar, TextStyle(size: 26, isBold: true, ink: MapInks.accent), top: frame.y)
        let subtitle = TextStyle(size: 14.5, ink: MapInks.mutedText)
        canvas.draw(texts.subtitle.en, subtitle, at: PlanarPoint(x: frame.x, y: frame.y + height + 2))
        drawRight(texts.subtitle.ar, subtitle, top: frame.y + height + 2)
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
        y += LegendPainter(style: specification.style, canvas: canvas)
            .draw(at: PlanarPoint(x: panel.x, y: y), width: panel.width)
        y = rule(y + 8)
        y += MapKey(specification, canvas: canvas).draw(at: PlanarPoint(x: panel.x, y: y), width: panel.width)
        y = rule(y + 6)
        y += drawScale(top: y) + 14
        drawStatements(top: y)
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

    private func drawStatements(top: Double) {
        let panel = layout.panel
        let inner = panel.width - 28
        let absence = specification.texts.statements.absence
        let strong = TextStyle(size: 15, isBold: true, ink: Ink(0x5C3D00), wrap: inner)
        var arabic = strong
        arabic.isRightToLeft = true
        let height = canvas.measure(absence.en, strong).height + canvas.measure(absence.ar, arabic).height + 26
        let box = Frame(x: panel.x, y: top, width: panel.width, height: height)
        canvas.fill(box, MapInks.warningFill)
        canvas.stroke(box, MapInks.warningEdge)
        canvas.fill(Frame(x: box.x, y: box.y, width: 5, height: box.height), MapInks.warningEdge.color)
        let first = canvas.draw(absence.en, strong, at: PlanarPoint(x: box.x + 16, y: box.y + 10))
        canvas.draw(absence.ar, arabic, at: PlanarPoint(x: box.x + 16, y: box.y + 15 + first))
        drawUse(top: box.maxY + 12)
    }

    private func drawUse(top: Double) {
        let panel = layout.panel
        let use = specification.texts.statements.intendedUse
        let style = TextStyle(size: 11.5, ink: MapInks.mutedText, wrap: panel.width)
        var arabic = style
        arabic.isRightToLeft = true
        let height = canvas.draw(use.en, style, at: PlanarPoint(x: panel.x, y: top))
        let bottom = top + height + 6 + canvas.measure(use.ar, arabic).height
        // On a small picture the Arabic text gives way rather than run into the sources.
        guard bottom <= panel.maxY else { return }
        canvas.draw(use.ar, arabic, at: PlanarPoint(x: panel.x, y: top + height + 6))
    }

    /// Height that the sources need on a picture as wide as the canvas.
    static func sourcesHeight(_ texts: MapTexts, canvas: Canvas) -> Double {
        let style = sourceStyle(width: Double(canvas.width) - 60)
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

// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws what surrounds the map: heading, legend, key, statements, sources.
struct MarginPainter {
    let specification: MapSpecification
    let layout: MapLayout
    let plane: MapPlane
    let canvas: Canvas

    private var wording: Wording { specification.wording }
    private var languages: [Language] { wording.languages }

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
        let titles = SheetText(texts.title, in: languages), subtitles = SheetText(texts.subtitle, in: languages)
        let height = titles.parts.first.map { canvas.measure($0, title).height } ?? 0
        drawSides(titles, title, top: base - height)
        drawSides(subtitles, fitted(subtitles, subtitle), top: base + 2)
    }

    /// The largest size at which both titles share a line.
    private func fittingSize(_ title: TextByLanguage) -> Double {
        let text = SheetText(title, in: languages)
        for size in stride(from: 29.0, to: 12, by: -1) {
            let style = TextStyle(size: size, isBold: true)
            if text.parts.reduce(40, { $0 + canvas.measure($1, style).width }) <= layout.heading.width { return size }
        }
        return 12
    }

    /// The style, smaller where two languages would meet on the line.
    private func fitted(_ text: SheetText, _ style: TextStyle) -> TextStyle {
        var style = style
        while style.size > 9, text.parts.reduce(24, { $0 + canvas.measure($1, style).width }) > layout.heading.width {
            style.size -= 0.5
        }
        return style
    }

    private func drawSides(_ text: SheetText, _ style: TextStyle, top: Double) {
        let (left, right) = text.sides
        if let left { canvas.draw(left, style, at: PlanarPoint(x: layout.heading.x, y: top)) }
        guard let right else { return }
        let width = canvas.measure(right, style).width
        canvas.draw(right, style, at: PlanarPoint(x: layout.heading.maxX - width, y: top))
    }

    private func drawPanel() {
        let panel = layout.panel
        var y = drawStamp(panel) + 18
        y += LegendPainter(style: specification.style, wording: wording, canvas: canvas, hasGaps: specification.hasGaps)
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
        let note = TextBlock(SheetText(specification.texts.note, in: languages), style, gap: 4, canvas: canvas)
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
        let stamp = SheetText.Part(
            text: wording.text(.stamp(of: specification.tier), in: wording.first), language: wording.first)
        let size = canvas.measure(stamp, style)
        let frame = Frame(x: panel.x, y: panel.y, width: panel.width, height: size.height + 10)
        canvas.fill(frame, specification.tier == .public ? MapInks.accent : Ink(0x9B1C1C))
        canvas.draw(stamp, style, at: PlanarPoint(x: frame.center.x - size.width / 2, y: frame.y + 5))
        return frame.maxY
    }

    private func drawScale(top: Double) -> Double {
        let bar = ScaleBar(metersPerPixel: specification.groundScale / plane.scale, limit: layout.panel.width - 60)
        return bar.draw(at: PlanarPoint(x: layout.panel.x + 2, y: top), wording: wording, on: canvas)
    }

    /// The statements stand at the foot of the panel, or below the scale where the panel is full.
    private func drawStatements(top: Double) {
        let panel = layout.panel
        let statements = specification.texts.statements
        let use = TextStyle(size: 12, ink: MapInks.mutedText, wrap: panel.width)
        let strong = TextStyle(size: 16, isBold: true, ink: Ink(0x5C3D00), wrap: panel.width - 28)
        let absence = TextBlock(SheetText(statements.absence, in: languages), strong, gap: 5, canvas: canvas)
        let intended = TextBlock(SheetText(statements.intendedUse, in: languages), use, gap: 6, canvas: canvas)
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
    static func sourcesHeight(_ specification: MapSpecification, canvas: Canvas) -> Double {
        let style = sourceStyle(width: canvas.width - 60)
        return sourceLines(specification).reduce(0) { $0 + canvas.measure($1, style).height + 2 }
    }

    private func drawSources() {
        let frame = layout.sources
        let style = Self.sourceStyle(width: frame.width)
        var y = frame.y
        for line in Self.sourceLines(specification) {
            y += canvas.draw(line, style, at: PlanarPoint(x: frame.x, y: y)) + 2
        }
    }

    private static func sourceStyle(width: Double) -> TextStyle {
        TextStyle(size: 10.5, ink: MapInks.mutedText, wrap: width)
    }

    /// Where room is for one language.
    private static func sourceLines(_ specification: MapSpecification) -> [SheetText.Part] {
        let texts = specification.texts, wording = specification.wording, language = wording.first
        // A Latin name within a line that runs from the right is an island of its own.
        func island(_ text: String) -> String { language.isRightToLeft ? "\u{2068}\(text)\u{2069}" : text }
        let boundaries = SheetText(first: texts.statements.boundaries, in: wording.languages).parts.map(\.text)
        return [
            wording.text(.sources, ["sources": texts.sources.map(island).joined(separator: "; ")], in: language),
            (boundaries + [island(texts.provenance)]).joined(separator: " "),
        ].map { SheetText.Part(text: $0, language: language) }
    }
}

/// A wrapped text in one language or two, the second below.
private struct TextBlock {
    let height: Double
    private let canvas: Canvas
    private let style: TextStyle
    private let parts: [(part: SheetText.Part, top: Double)]

    init(_ text: SheetText, _ style: TextStyle, gap: Double, canvas: Canvas) {
        (self.canvas, self.style) = (canvas, style)
        var top = 0.0
        var parts: [(part: SheetText.Part, top: Double)] = []
        for part in text.parts {
            if !parts.isEmpty { top += gap }
            parts.append((part, top))
            top += canvas.measure(part, style).height
        }
        self.parts = parts
        height = top
    }

    func draw(at origin: PlanarPoint) {
        for (part, top) in parts { canvas.draw(part, style, at: PlanarPoint(x: origin.x, y: origin.y + top)) }
    }
}

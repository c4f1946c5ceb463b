// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws what surrounds the map: heading, legend, key, statements, notes, sources. Each part tells the height that it took.
struct MarginPainter {
    let specification: MapSpecification
    let canvas: Canvas
    /// Whether the statement on absence stands below the map, where the panel has no room for it.
    var isAbsenceBelow = false
    /// Whether lines that every reader knows are explained.
    var isKeyFull = true

    private var wording: Wording { specification.wording }
    private var languages: [Language] { wording.languages }
    private var texts: MapTexts { specification.texts }

    // MARK: Heading

    /// What the map shows, of what, as of when, and what it finds.
    @discardableResult
    func drawHeading(at origin: PlanarPoint, width: Double) -> Double {
        canvas.fill(Frame(x: 0, y: 0, width: canvas.width, height: 5), MapInks.accent)
        var y = origin.y
        func line(_ text: TextByLanguage?, _ style: TextStyle, least: Double, gap: Double) {
            guard let text, !SheetText(text, in: languages).parts.isEmpty else { return }
            let block = SidesText(
                SheetText(text, in: languages), style, least: least, width: width, canvas: canvas)
            block.draw(at: PlanarPoint(x: origin.x, y: y))
            y += block.height + gap
        }
        line(texts.title, TextStyle(size: 25, isBold: true, ink: MapInks.accent), least: 15, gap: 0)
        let quiet = TextStyle(size: 12, ink: MapInks.mutedText)
        line(texts.study, quiet, least: SheetUnit.leastText, gap: 1)
        line(texts.subtitle, quiet, least: SheetUnit.leastText, gap: 3)
        line(texts.finding, TextStyle(size: 14, isBold: true, ink: MapInks.text), least: 12, gap: 1)
        return y - origin.y
    }

    // MARK: Panel

    /// Tier, legend, key, and the statement on absence, which stands at the foot of the panel.
    /// - Parameter height: of the panel; nil measures what it needs.
    @discardableResult
    func drawPanel(at origin: PlanarPoint, width: Double, height: Double?, plane: MapPlane) -> Double {
        var y = origin.y + drawStamp(at: origin, width: width) + 7
        y += LegendPainter(
            style: specification.style, wording: wording, canvas: canvas, hasGaps: specification.hasGaps,
            measures: .sheet
        ).draw(at: PlanarPoint(x: origin.x, y: y), width: width)
        y = rule(y + 4, origin.x, width)
        y += MapKey(specification, plane: plane, isFull: isKeyFull, canvas: canvas)
            .draw(at: PlanarPoint(x: origin.x, y: y), width: width)
        guard !isAbsenceBelow else { return y - origin.y }
        let box = AbsenceBox(specification, width: width, size: 13.5, canvas: canvas)
        let top = height.map { max(y + 8, origin.y + $0 - box.height) } ?? y + 8
        box.draw(at: PlanarPoint(x: origin.x, y: top))
        return top + box.height - origin.y
    }

    private func rule(_ y: Double, _ left: Double, _ width: Double) -> Double {
        canvas.line(from: PlanarPoint(x: left, y: y), to: PlanarPoint(x: left + width, y: y), MapInks.rule)
        return y + 5
    }

    /// The tier, so that a printed map still says who may see it, and the number of the map. Only what not everybody may see
    /// stands out.
    private func drawStamp(at origin: PlanarPoint, width: Double) -> Double {
        let isOpen = specification.tier == .public
        let ink = isOpen ? MapInks.mutedText : Ink(0xFFFFFF)
        let style = TextStyle(size: SheetUnit.leastText, isBold: true, ink: ink, tracking: 0.8)
        let stamp = SheetText.Part(
            text: wording.text(.stamp(of: specification.tier), in: wording.first), language: wording.first)
        let size = canvas.measure(stamp, style)
        let frame = Frame(x: origin.x, y: origin.y, width: size.width + 12, height: size.height + 4)
        if !isOpen { canvas.fill(frame, Ink(0x9B1C1C)) }
        canvas.stroke(frame, Pen(color: isOpen ? MapInks.mutedText : Ink(0x9B1C1C), width: 0.8))
        canvas.draw(stamp, style, at: PlanarPoint(x: frame.x + 6, y: frame.y + 2))
        drawNumber(from: frame.maxX + 8, to: origin.x + width, top: frame.y + 2)
        return frame.height
    }

    private func drawNumber(from left: Double, to right: Double, top: Double) {
        let style = TextStyle(size: SheetUnit.leastText, ink: MapInks.mutedText)
        let width = canvas.measure(texts.number, style).width
        // One that is too long stands at the foot alone.
        guard !texts.number.isEmpty, left + width <= right else { return }
        canvas.draw(texts.number, style, at: PlanarPoint(x: right - width, y: top))
    }

    // MARK: Foot

    /// Notes and the intended use in columns by language, then sources and provenance over the whole width.
    @discardableResult
    func drawFoot(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        if isAbsenceBelow {
            let box = AbsenceBox(specification, width: width, size: 13, canvas: canvas)
            box.draw(at: PlanarPoint(x: origin.x, y: y))
            y += box.height + 5
        }
        y += drawNotes(at: PlanarPoint(x: origin.x, y: y), width: width) + 3
        let style = TextStyle(size: SheetUnit.leastText, ink: MapInks.mutedText, wrap: width)
        for line in sourceLines {
            y += canvas.draw(line, style, at: PlanarPoint(x: origin.x, y: y)) + 1.5
        }
        return y - origin.y
    }

    private func drawNotes(at origin: PlanarPoint, width: Double) -> Double {
        let note = SheetText(texts.note, in: languages), use = SheetText(texts.statements.intendedUse, in: languages)
        let spoken = languages.filter { language in (note.parts + use.parts).contains { $0.language == language } }
        let gap = 22.0, column = spoken.count > 1 ? (width - gap) / 2 : width
        let style = TextStyle(size: 10.5, ink: MapInks.text, wrap: column)
        var height = 0.0
        for (index, language) in spoken.enumerated() {
            let words = (note.parts + use.parts).filter { $0.language == language }.map(\.text).joined(separator: " ")
            let isRight = index == 1 ? !isReversed(spoken) : isReversed(spoken)
            let part = SheetText.Part(text: words, language: language)
            let left = origin.x + (isRight ? column + gap : 0)
            height = max(height, canvas.draw(part, style, at: PlanarPoint(x: left, y: origin.y)))
        }
        return height
    }

    /// Whether the first language stands on the right.
    private func isReversed(_ languages: [Language]) -> Bool {
        languages.count == 2 && languages[0].isRightToLeft && !languages[1].isRightToLeft
    }

    /// Where room is for one language.
    private var sourceLines: [SheetText.Part] {
        let language = wording.first
        // A Latin name within a line that runs from the right is an island of its own.
        func island(_ text: String) -> String { language.isRightToLeft ? "\u{2068}\(text)\u{2069}" : text }
        let boundaries = SheetText(first: texts.statements.boundaries, in: languages).parts.map(\.text)
        let number = texts.number.isEmpty ? [] : [island(texts.number) + "."]
        let named = corridorNames(language, island)
        let sources = wording.text(
            .sources, ["sources": texts.sources.map(island).joined(separator: "; ")], in: language)
        let end = (boundaries + [texts.dates] + number + [island(texts.provenance)]).filter { !$0.isEmpty }
        return (named + [sources, end.joined(separator: " ")]).map { SheetText.Part(text: $0, language: language) }
    }

    /// The letters of the map with what they stand for.
    private func corridorNames(_ language: Language, _ island: (String) -> String) -> [String] {
        let named = specification.letteredCorridors.map { letter, corridor in
            island("\(letter)\u{A0}\(corridor.name[language].isEmpty ? corridor.name.main : corridor.name[language])")
        }
        guard !named.isEmpty else { return [] }
        return [wording.text(.corridorNames, ["corridors": named.joined(separator: "; ")], in: language)]
    }
}

/// The statement that absence of reports is not safety, in a box.
private struct AbsenceBox {
    let height: Double
    private let text: SidesText
    private let width: Double
    private let canvas: Canvas

    init(_ specification: MapSpecification, width: Double, size: Double, canvas: Canvas) {
        (self.width, self.canvas) = (width, canvas)
        let style = TextStyle(size: size, isBold: true, ink: Ink(0x5C3D00))
        text = SidesText(
            SheetText(specification.texts.statements.absence, in: specification.wording.languages), style, least: 11.5,
            width: width - 24, canvas: canvas)
        height = text.height + 12
    }

    func draw(at origin: PlanarPoint) {
        let box = Frame(x: origin.x, y: origin.y, width: width, height: height)
        canvas.fill(box, MapInks.warningFill)
        canvas.stroke(box, MapInks.warningEdge)
        canvas.fill(Frame(x: box.x, y: box.y, width: 4, height: box.height), MapInks.warningEdge.color)
        text.draw(at: PlanarPoint(x: box.x + 14, y: box.y + 6))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// The meaning of the lines and symbols that a map has; what it does not have is not explained.
struct MapKey {
    private let entries: [Entry]
    private let canvas: Canvas

    private static let rowHeight = 24.0
    private static let symbolWidth = 42.0

    private struct Entry {
        let text: SheetText
        let draw: (Canvas, Frame) -> Void
    }

    init(_ specification: MapSpecification, canvas: Canvas) {
        self.canvas = canvas
        let kinds = Set(specification.lines.map(\.kind))
        let wording = specification.wording
        var entries: [Entry] = []
        func add(_ key: TextKey, _ draw: @escaping (Canvas, Frame) -> Void) {
            entries.append(Entry(text: SheetText(wording.text(key), in: wording.languages), draw: draw))
        }
        if !specification.corridors.isEmpty {
            let isNamed = specification.corridors.contains { !$0.name.main.isEmpty }
            add(isNamed ? .corridorWithRise : .corridor, Self.drawCorridor)
        }
        for (kind, key, pen) in Self.lineEntries where kinds.contains(kind) { add(key, Self.drawLine(pen)) }
        if !specification.provinces.isEmpty { add(.provinceBorder, Self.drawLine(MapInks.provinceBorder)) }
        if kinds.contains(where: { if case .river = $0 { true } else { false } }) {
            add(.river, Self.drawLine(Pen(color: MapInks.river, width: 1.8)))
        }
        if kinds.contains(where: { if case .road = $0 { true } else { false } }) {
            add(.road, Self.drawLine(Pen(color: MapInks.road, width: 1.3)))
        }
        self.entries = entries
    }

    /// Draws from the top left corner; returns the height used.
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        for entry in entries {
            entry.draw(canvas, Frame(x: origin.x, y: y + 3, width: Self.symbolWidth, height: Self.rowHeight - 6))
            let left = origin.x + Self.symbolWidth + 10
            draw(entry.text, from: left, to: origin.x + width, middle: y + Self.rowHeight / 2)
            y += Self.rowHeight
        }
        return y - origin.y
    }

    /// Both languages on one line, smaller where they would meet.
    private func draw(_ text: SheetText, from left: Double, to right: Double, middle: Double) {
        let (first, second) = text.sides
        let widths = [first, second].compactMap { $0 }.map { canvas.measure($0, TextStyle(size: 12.5)).width }
        let needed = widths.reduce(0, +) + (widths.count > 1 ? 10 : 0)
        let style = TextStyle(size: max(8.5, min(12.5, 12.5 * (right - left) / max(needed, 1))))
        if let first {
            canvas.draw(first, style, at: PlanarPoint(x: left, y: middle - canvas.measure(first, style).height / 2))
        }
        guard let second else { return }
        let size = canvas.measure(second, style)
        canvas.draw(second, style, at: PlanarPoint(x: right - size.width, y: middle - size.height / 2))
    }

    private static let lineEntries: [(MapLine.Kind, TextKey, Pen)] = [
        (.route, .route, MapInks.route), (.border, .border, MapInks.border),
        (.disputedBorder, .disputedBorder, MapInks.disputed), (.internalLine, .internalLine, MapInks.internalLine),
    ]

    private static func drawLine(_ pen: Pen) -> (Canvas, Frame) -> Void {
        { canvas, frame in
            canvas.line(
                from: PlanarPoint(x: frame.x, y: frame.center.y), to: PlanarPoint(x: frame.maxX, y: frame.center.y), pen
            )
        }
    }

    private static func drawCorridor(_ canvas: Canvas, _ frame: Frame) {
        canvas.scoped {
            canvas.clip(frame)
            canvas.hatch(frame, spacing: 7, rising: true, MapInks.corridorHatch)
        }
        canvas.stroke(frame, MapInks.corridorEdge)
    }
}

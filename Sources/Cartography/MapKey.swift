// SPDX-License-Identifier: Apache-2.0

import Geo

/// The meaning of the lines and symbols that a map has; what it does not have is not explained.
struct MapKey {
    private let entries: [Entry]
    private let canvas: Canvas

    private static let rowHeight = 24.0
    private static let symbolWidth = 42.0

    private struct Entry {
        let text: String
        let arabic: String
        let draw: (Canvas, Frame) -> Void
    }

    init(_ specification: MapSpecification, canvas: Canvas) {
        self.canvas = canvas
        let kinds = Set(specification.lines.map(\.kind))
        var entries: [Entry] = []
        if !specification.corridors.isEmpty {
            let isNamed = specification.corridors.contains { !$0.nameEnglish.isEmpty }
            entries.append(
                Entry(
                    text: isNamed ? "Transfer corridor, rise" : "Transfer corridor",
                    arabic: isNamed ? "ممر نقل وزيادته" : "ممر نقل", draw: Self.drawCorridor))
        }
        for (kind, text, arabic, pen) in Self.lineEntries where kinds.contains(kind) {
            entries.append(Entry(text: text, arabic: arabic, draw: Self.drawLine(pen)))
        }
        if !specification.provinces.isEmpty {
            entries.append(
                Entry(text: "Province border", arabic: "حدود محافظة", draw: Self.drawLine(MapInks.provinceBorder)))
        }
        if kinds.contains(where: { if case .river = $0 { true } else { false } }) {
            let pen = Pen(color: MapInks.river, width: 1.8)
            entries.append(Entry(text: "River", arabic: "نهر", draw: Self.drawLine(pen)))
        }
        if kinds.contains(where: { if case .road = $0 { true } else { false } }) {
            let pen = Pen(color: MapInks.road, width: 1.3)
            entries.append(Entry(text: "Main road", arabic: "طريق رئيسي", draw: Self.drawLine(pen)))
        }
        self.entries = entries
    }

    /// Draws from the top left corner; returns the height used.
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        for (index, entry) in entries.enumerated() {
            let y = origin.y + Double(index) * Self.rowHeight
            entry.draw(canvas, Frame(x: origin.x, y: y + 3, width: Self.symbolWidth, height: Self.rowHeight - 6))
            let style = TextStyle(size: 12.5), arabic = TextStyle(size: 12.5, isRightToLeft: true)
            let left = canvas.measure(entry.text, style), right = canvas.measure(entry.arabic, arabic)
            let middle = y + Self.rowHeight / 2
            let x = origin.x + Self.symbolWidth + 10
            canvas.draw(entry.text, style, at: PlanarPoint(x: x, y: middle - left.height / 2))
            canvas.draw(
                entry.arabic, arabic,
                at: PlanarPoint(x: origin.x + width - right.width, y: middle - right.height / 2))
        }
        return Double(entries.count) * Self.rowHeight
    }

    private static let lineEntries: [(MapLine.Kind, String, String, Pen)] = [
        (.route, "Transfer route", "طريق نقل", MapInks.route),
        (.border, "International border", "حدود دولية", MapInks.border),
        (.disputedBorder, "Disputed or not final", "متنازع عليها أو غير نهائية", MapInks.disputed),
        (.internalLine, "Kurdistan Region line", "خط إقليم كردستان", MapInks.internalLine),
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

// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// The meaning of the lines and symbols that a map has; what it does not have is not explained.
struct MapKey {
    private let entries: [Entry]
    private let canvas: Canvas

    private static let rowHeight = 16.5
    private static let symbolWidth = 32.0

    private struct Entry {
        let text: SheetText
        let draw: (Canvas, Frame) -> Void
    }

    /// - Parameter isFull: whether lines that every reader knows are explained too.
    init(_ specification: MapSpecification, plane: MapPlane, isFull: Bool, canvas: Canvas) {
        self.canvas = canvas
        var rows = Rows(wording: specification.wording)
        if specification.hasDoubt { rows.addDoubt() }
        rows.addMarks(specification.marks, MarkPainter(specification.marks, plane: plane))
        if specification.highest != nil { rows.add(.highest) { $0.ring($1.center, radius: 6.5) } }
        rows.addCorridors(specification.corridors)
        rows.addLines(specification, isFull: isFull)
        entries = rows.entries
    }

    /// Draws from the top left corner; returns the height used.
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        let left = Self.symbolWidth + 10, style = TextStyle(size: 11)
        for entry in entries {
            let text = SidesText(
                entry.text, style, least: SheetUnit.leastText, width: width - left, canvas: canvas)
            let height = max(Self.rowHeight, text.height + 2)
            let middle = y + height / 2
            entry.draw(canvas, Frame(x: origin.x, y: middle - 6, width: Self.symbolWidth, height: 12))
            text.draw(at: PlanarPoint(x: origin.x + left, y: middle - text.height / 2))
            y += height
        }
        return y - origin.y
    }

    /// Rows as they are put together.
    private struct Rows {
        let wording: Wording
        var entries: [Entry] = []

        init(wording: Wording) { self.wording = wording }

        mutating func add(
            _ key: TextKey, count: Int? = nil, values: [String: String] = [:],
            draw: @escaping (Canvas, Frame) -> Void
        ) {
            let text = wording.text(key, count: count) { _ in values }
            entries.append(Entry(text: SheetText(text, in: wording.languages), draw: draw))
        }

        mutating func addDoubt() {
            add(.thinEvidence, values: ["number": "\(Int(HatchPainter.threshold))"]) { canvas, frame in
                canvas.scoped {
                    canvas.clip(frame)
                    canvas.hatch(frame, spacing: MapInks.doubtSpacing, rising: true, MapInks.doubt)
                }
                canvas.stroke(frame, Pen(color: Ink(0x5A6068), width: 0.6))
            }
        }

        mutating func addMarks(_ marks: MapMarks, _ painter: MarkPainter) {
            let groups = painter.groups, kinds = Set(groups.map(\.kind)), isArea = groups.contains(where: \.isArea)
            if let days = marks.days, !groups.isEmpty { add(.markDays, count: days) { _, _ in } }
            for kind in MapMark.Kind.allCases where kinds.contains(kind) {
                add(Self.names[kind] ?? .markOther) { canvas, frame in
                    MarkPainter.draw(kind, at: frame.center, radius: 4.2, isArea: false, on: canvas)
                }
            }
            if isArea {
                add(.markArea) { canvas, frame in
                    canvas.stroke(frame, MapInks.markArea)
                    MarkPainter.draw(.other, at: frame.center, radius: 4.2, isArea: true, on: canvas)
                }
            }
            if groups.contains(where: { $0.count > 1 }) {
                add(.markSeveral) { canvas, frame in
                    MarkPainter.draw(.other, at: frame.center, radius: 6.2, isArea: false, on: canvas)
                }
            }
        }

        private static let names: [MapMark.Kind: TextKey] = [
            .explosion: .markExplosion, .fighting: .markFighting, .people: .markPeople, .other: .markOther,
        ]

        mutating func addCorridors(_ corridors: [MapCorridor]) {
            let known: [(Route.Mode, Route.Basis, TextKey)] = [
                (.land, .stated, .landStated), (.land, .assumed, .landAssumed), (.air, .stated, .airStated),
                (.air, .assumed, .airAssumed),
            ]
            for (mode, basis, key) in known where corridors.contains(where: { $0.mode == mode && $0.basis == basis }) {
                add(key) { canvas, frame in
                    let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
                        PlanarPoint(x: frame.x + $0.0 * frame.width, y: frame.y + $0.1 * frame.height)
                    }
                    CorridorPainter.draw([corners], mode, basis, on: canvas)
                    if mode == .air { CorridorPainter.drawPlane(at: frame.center, angle: 0, size: 5.5, on: canvas) }
                }
            }
        }

        mutating func addLines(_ specification: MapSpecification, isFull: Bool) {
            let kinds = Set(specification.lines.map(\.kind))
            for (kind, key, pen) in MapKey.lineEntries where kinds.contains(kind) {
                add(key, draw: MapKey.drawLine(pen))
            }
            guard isFull else { return }
            if !specification.provinces.isEmpty { add(.provinceBorder, draw: MapKey.drawLine(MapInks.provinceBorder)) }
            if kinds.contains(where: { if case .river = $0 { true } else { false } }) {
                add(.river, draw: MapKey.drawLine(Pen(color: MapInks.river, width: 1.8)))
            }
            if kinds.contains(where: { if case .road = $0 { true } else { false } }) {
                add(.road, draw: MapKey.drawLine(Pen(color: MapInks.road, width: 1.3)))
            }
        }
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
}

extension Canvas {
    /// The ring around the highest value.
    func ring(_ center: PlanarPoint, radius: Double = 10) {
        for pen in [Pen(color: Ink(0xFFFFFF, alpha: 0.85), width: 3.4), Pen(color: MapInks.mark, width: 1.4)] {
            dot(center, radius: radius, fill: Ink(0xFFFFFF, alpha: 0), outline: pen)
        }
    }
}

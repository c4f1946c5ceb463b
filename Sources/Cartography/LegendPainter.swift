// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws the classes of a style as swatches with labels in one language or two, the highest on top.
struct LegendPainter {
    private let title: SheetText, units: SheetText
    /// From the top down; nil leaves a little room.
    private let rows: [Row?]
    private let canvas: Canvas
    /// What the surface lies on, so that a translucent swatch looks as on the map.
    private let ground: Ink

    /// A sample with what it stands for.
    private struct Row {
        let label: SheetText
        let sample: Sample
    }

    private enum Sample {
        case swatch(RGBA, isHatched: Bool)
        /// What lies around the study, in the colour of the base map.
        case outside
        case feature(FeatureStyle.Symbol, isPoint: Bool)
    }

    /// - Parameters:
    ///   - wording: the languages of the legend.
    ///   - hasGaps: whether a cell without a value is in sight; where none is, the last row says what lies around the study.
    init(style: Style, wording: Wording, canvas: Canvas, ground: Ink = MapInks.study, hasGaps: Bool = true) {
        let classes = style.classes.reversed().map { entry in
            let label = Self.label(entry, among: style.classes, wording)
            return Row(label: SheetText(label, in: wording.languages), sample: .swatch(entry.rgba, isHatched: false))
        }
        let gap = Row(
            label: SheetText(style.notAssessed.label, in: wording.languages),
            sample: .swatch(style.notAssessed.rgba, isHatched: true))
        let outside = Row(label: SheetText(wording.text(.outside), in: wording.languages), sample: .outside)
        rows = classes + [nil, hasGaps ? gap : outside]
        (self.canvas, self.ground) = (canvas, ground)
        title = SheetText(style.title, in: wording.languages)
        units = SheetText(style.units, in: wording.languages)
    }

    /// The rules of features, the last on top, as classes stand in legends of surfaces.
    init(style: FeatureStyle, wording: Wording, canvas: Canvas, ground: Ink = MapInks.study) {
        let known = style.rules.filter { $0.condition != .others || style.rules.count == 1 }
        let others = style.rules.filter { $0.condition == .others && style.rules.count > 1 }
        func row(_ rule: FeatureStyle.Rule) -> Row {
            Row(
                label: SheetText(rule.label, in: wording.languages),
                sample: .feature(rule.symbol, isPoint: style.isOfPoints))
        }
        rows = known.reversed().map(row) + (others.isEmpty ? [] : [nil]) + others.map(row)
        (self.canvas, self.ground) = (canvas, ground)
        title = SheetText(style.title, in: wording.languages)
        units = SheetText(style.units, in: wording.languages)
    }

    static let rowHeight = 29.0
    private static let swatch = (width: 42.0, height: 20.0)

    /// Draws from the top left corner over the width; returns the height used.
    @discardableResult
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        y += heading(title, at: PlanarPoint(x: origin.x, y: y), width, TextStyle(size: 18, isBold: true)) + 1
        if !units.parts.isEmpty {
            y += heading(units, at: PlanarPoint(x: origin.x, y: y), width, TextStyle(size: 12, ink: MapInks.mutedText))
        }
        y += 9
        for row in rows {
            if let row { draw(row, at: PlanarPoint(x: origin.x, y: y), width) }
            y += row == nil ? 5 : Self.rowHeight
        }
        return y - origin.y
    }

    /// One language on the left, the other on the right where both fit on a line, else one below the other.
    private func heading(_ text: SheetText, at point: PlanarPoint, _ width: Double, _ style: TextStyle) -> Double {
        let (left, right) = text.sides
        let sizes = (left: left.map { canvas.measure($0, style) }, right: right.map { canvas.measure($0, style) })
        if (sizes.left?.width ?? 0) + (sizes.right?.width ?? 0) + 12 <= width {
            if let left { canvas.draw(left, style, at: point) }
            if let right, let size = sizes.right {
                canvas.draw(right, style, at: PlanarPoint(x: point.x + width - size.width, y: point.y))
            }
            return max(sizes.left?.height ?? 0, sizes.right?.height ?? 0)
        }
        var wrapped = style
        wrapped.wrap = width
        var height = 0.0
        for part in text.parts {
            // Arabic marks rise above the line that Latin letters keep to.
            if height > 0 { height += 2 }
            height += canvas.draw(part, wrapped, at: PlanarPoint(x: point.x, y: point.y + height))
        }
        return height
    }

    private func frame(at point: PlanarPoint) -> Frame {
        Frame(
            x: point.x, y: point.y + (Self.rowHeight - Self.swatch.height) / 2, width: Self.swatch.width,
            height: Self.swatch.height)
    }

    private func draw(_ row: Row, at point: PlanarPoint, _ width: Double) {
        let frame = frame(at: point)
        draw(row.sample, in: frame)
        labels(
            row.label, from: frame.maxX + 10, to: point.x + width, middle: point.y + Self.rowHeight / 2)
    }

    private func draw(_ sample: Sample, in frame: Frame) {
        let edge = Pen(color: Ink(0x5A6068), width: 0.8)
        switch sample {
        case .outside:
            canvas.fill(frame, MapInks.neighbour)
            canvas.stroke(frame, edge)
        case .swatch(let rgba, let isHatched):
            canvas.fill(frame, ground)
            canvas.fill(frame, Ink(rgba))
            if isHatched {
                canvas.scoped {
                    canvas.clip(frame)
                    canvas.hatch(frame, spacing: 8, rising: true, Pen(color: Ink(rgba), width: 2))
                }
            }
            canvas.stroke(frame, edge)
        case .feature(let symbol, let isPoint):
            let pen = Pen(
                color: Ink(symbol.outline), width: symbol.width, dashes: symbol.isDashed ? [6, 4] : [])
            if isPoint {
                canvas.dot(frame.center, radius: 5, fill: Ink(symbol.fill), outline: pen)
            } else {
                canvas.fill(frame, ground)
                canvas.fill(frame, Ink(symbol.fill))
                canvas.stroke(frame, pen)
            }
        }
    }

    /// Both languages on one line where they fit, else smaller, one above the other.
    private func labels(_ text: SheetText, from left: Double, to right: Double, middle: Double) {
        let style = TextStyle(size: 14), widths = text.parts.map { canvas.measure($0, style).width }
        if widths.reduce(0, +) + (widths.count > 1 ? 12 : 0) <= right - left {
            side(text.sides.left, style, from: left, top: middle) { $0 / 2 }
            side(text.sides.right, style, until: right, top: middle) { $0 / 2 }
            return
        }
        let room = right - left
        let size = text.parts.map { 10.5 * min(1, room / max(canvas.measure($0, TextStyle(size: 10.5)).width, 1)) }
        let small = TextStyle(size: max(8, size.min() ?? 10.5))
        guard text.parts.count > 1 else {
            return wrapped(text, from: left, to: right, middle: middle)
        }
        for (index, part) in text.parts.enumerated() {
            let lift: (Double) -> Double = { index == 0 ? $0 : 0 }
            if index == 0 && !part.language.isRightToLeft || text.parts[0].language.isRightToLeft && index == 1 {
                side(part, small, from: left, top: middle, lift)
            } else {
                side(part, small, until: right, top: middle, lift)
            }
        }
    }

    /// A long text in one language, smaller, and on two lines where that is not enough.
    private func wrapped(_ text: SheetText, from left: Double, to right: Double, middle: Double) {
        guard let part = text.parts.first else { return }
        let fitting = 14 * (right - left) / max(canvas.measure(part, TextStyle(size: 14)).width, 1)
        var style = TextStyle(size: max(11, min(14, fitting.rounded(.down))))
        style.wrap = right - left
        canvas.draw(part, style, at: PlanarPoint(x: left, y: middle - canvas.measure(part, style).height / 2))
    }

    private func side(
        _ part: SheetText.Part?, _ style: TextStyle, from left: Double, top: Double, _ lift: (Double) -> Double
    ) {
        guard let part else { return }
        let height = canvas.measure(part, style).height
        canvas.draw(part, style, at: PlanarPoint(x: left, y: top - lift(height)))
    }

    private func side(
        _ part: SheetText.Part?, _ style: TextStyle, until right: Double, top: Double, _ lift: (Double) -> Double
    ) {
        guard let part else { return }
        let size = canvas.measure(part, style)
        canvas.draw(part, style, at: PlanarPoint(x: right - size.width, y: top - lift(size.height)))
    }

    /// Labels of words alone get their range before them in the first language; where some name numbers, the others say what
    /// has none.
    static func label(_ entry: StyleClass, among classes: [StyleClass], _ wording: Wording) -> TextByLanguage {
        let first = wording.first
        guard entry.lower.isFinite, !classes.contains(where: { $0.label.main.contains(where: \.isNumber) }) else {
            return entry.label
        }
        let lower = wording.number(number(entry.lower), in: first)
        let upper = entry.upper.isFinite ? wording.number(number(entry.upper), in: first) : nil
        let range =
            upper.map { wording.text(.range, ["lower": lower, "upper": $0], in: first) }
            ?? wording.text(.openRange, ["lower": lower], in: first)
        return TextByLanguage(
            entry.label.languages.map { ($0, $0 == first ? "\(range)  \(entry.label[$0])" : entry.label[$0]) })
    }

    private static func number(_ value: Float) -> String {
        value == value.rounded() ? String(Int(value)) : "\(value)"
    }
}

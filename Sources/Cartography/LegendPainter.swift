// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws the classes of a style as swatches with labels in both languages, the highest on top.
struct LegendPainter {
    private let title: BilingualText, units: BilingualText
    /// From the top down; nil leaves a little room.
    private let rows: [Row?]
    private let canvas: Canvas
    /// What the surface lies on, so that a translucent swatch looks as on the map.
    private let ground: Ink

    /// A sample with what it stands for.
    private struct Row {
        let label: BilingualText
        let sample: Sample
    }

    private enum Sample {
        case swatch(RGBA, isHatched: Bool)
        /// What lies around the study, in the colour of the base map.
        case outside
        case feature(FeatureStyle.Symbol, isPoint: Bool)
    }

    /// - Parameter hasGaps: whether a cell without a value is in sight; where none is, the last row says what lies around the
    ///   study.
    init(style: Style, canvas: Canvas, ground: Ink = MapInks.study, hasGaps: Bool = true) {
        (title, units, self.canvas, self.ground) = (style.title, style.units, canvas, ground)
        let classes = style.classes.reversed().map { entry in
            Row(
                label: BilingualText(en: Self.text(entry, among: style.classes), ar: entry.label.ar),
                sample: .swatch(entry.rgba, isHatched: false))
        }
        let gap = Row(label: style.notAssessed.label, sample: .swatch(style.notAssessed.rgba, isHatched: true))
        rows = classes + [nil, hasGaps ? gap : Self.outside]
    }

    /// The rules of features, the last on top, as classes stand in legends of surfaces.
    init(style: FeatureStyle, canvas: Canvas, ground: Ink = MapInks.study) {
        (title, units, self.canvas, self.ground) = (style.title, style.units, canvas, ground)
        let known = style.rules.filter { $0.condition != .others || style.rules.count == 1 }
        let others = style.rules.filter { $0.condition == .others && style.rules.count > 1 }
        func row(_ rule: FeatureStyle.Rule) -> Row {
            Row(label: rule.label, sample: .feature(rule.symbol, isPoint: style.isOfPoints))
        }
        rows = known.reversed().map(row) + (others.isEmpty ? [] : [nil]) + others.map(row)
    }

    private static let outside = Row(
        label: BilingualText(en: "Outside of this study: nothing is said", ar: "خارج نطاق الدراسة: لا يُقال عنه شيء"),
        sample: .outside)

    static let rowHeight = 29.0
    private static let swatch = (width: 42.0, height: 20.0)

    /// Draws from the top left corner over the width; returns the height used.
    @discardableResult
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        y += heading(title, at: PlanarPoint(x: origin.x, y: y), width, TextStyle(size: 18, isBold: true)) + 1
        if !units.en.isEmpty {
            y += heading(units, at: PlanarPoint(x: origin.x, y: y), width, TextStyle(size: 12, ink: MapInks.mutedText))
        }
        y += 9
        for row in rows {
            if let row { draw(row, at: PlanarPoint(x: origin.x, y: y), width) }
            y += row == nil ? 5 : Self.rowHeight
        }
        return y - origin.y
    }

    /// English on the left, Arabic on the right where both fit on a line, else one below the other.
    private func heading(_ text: BilingualText, at point: PlanarPoint, _ width: Double, _ style: TextStyle) -> Double {
        var arabic = style
        arabic.isRightToLeft = true
        let (left, right) = (canvas.measure(text.en, style), canvas.measure(text.ar, arabic))
        if left.width + right.width + 12 <= width {
            canvas.draw(text.en, style, at: point)
            canvas.draw(text.ar, arabic, at: PlanarPoint(x: point.x + width - right.width, y: point.y))
            return max(left.height, right.height)
        }
        var (latin, wrapped) = (style, arabic)
        latin.wrap = width
        wrapped.wrap = width
        // Arabic marks rise above the line that Latin letters keep to.
        let first = canvas.draw(text.en, latin, at: point) + 2
        return first + canvas.draw(text.ar, wrapped, at: PlanarPoint(x: point.x, y: point.y + first))
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
    private func labels(_ text: BilingualText, from left: Double, to right: Double, middle: Double) {
        func sizes(_ size: Double) -> (en: TextStyle, ar: TextStyle) {
            (TextStyle(size: size), TextStyle(size: size, isRightToLeft: true))
        }
        func widths(_ style: (en: TextStyle, ar: TextStyle)) -> (en: Double, ar: Double) {
            (canvas.measure(text.en, style.en).width, canvas.measure(text.ar, style.ar).width)
        }
        let style = sizes(14), width = widths(style)
        if width.en + width.ar + 12 <= right - left {
            let height = canvas.measure(text.en, style.en).height, arabic = canvas.measure(text.ar, style.ar).height
            canvas.draw(text.en, style.en, at: PlanarPoint(x: left, y: middle - height / 2))
            canvas.draw(text.ar, style.ar, at: PlanarPoint(x: right - width.ar, y: middle - arabic / 2))
            return
        }
        let small = sizes(10.5), height = canvas.measure(text.en, small.en).height
        canvas.draw(text.en, small.en, at: PlanarPoint(x: left, y: middle - height))
        canvas.draw(text.ar, small.ar, at: PlanarPoint(x: right - widths(small).ar, y: middle))
    }

    /// Labels of words alone get their range before them; where some name numbers, the others say what has none.
    static func text(_ entry: StyleClass, among classes: [StyleClass]) -> String {
        guard entry.lower.isFinite, !classes.contains(where: { $0.label.en.contains(where: \.isNumber) }) else {
            return entry.label.en
        }
        let upper = entry.upper.isFinite ? "\u{2013}\(number(entry.upper))" : " and more"
        return "\(number(entry.lower))\(upper)  \(entry.label.en)"
    }

    private static func number(_ value: Float) -> String {
        value == value.rounded() ? String(Int(value)) : "\(value)"
    }
}

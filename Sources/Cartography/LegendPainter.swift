// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Draws the classes of a style as swatches with labels in one language or two, the highest on top.
struct LegendPainter {
    private let title: SheetText, units: SheetText
    /// From the top down; nil leaves a little room.
    private let rows: [Row?]
    private let canvas: Canvas
    private let measures: Measures
    /// What the surface lies on, so that a translucent swatch looks as on the map.
    private let ground: Ink

    /// A sample with what it stands for.
    private struct Row {
        let label: SheetText
        let sample: Sample
    }

    private enum Sample {
        case swatch(RGBA)
        /// What lies around the study, in the colour of the base map.
        case outside
        case feature(FeatureStyle.Symbol, isPoint: Bool)
    }

    /// Sizes of a legend's parts.
    struct Measures {
        let title, units, label, leastLabel: Double
        let row: Double
        let swatch: (width: Double, height: Double)

        /// Of a picture of its own, pixels.
        static let picture = Measures(
            title: 18, units: 12, label: 14, leastLabel: 10.5, row: 29, swatch: (42, 20))
        /// Of a sheet, in its units.
        static let sheet = Measures(
            title: 14, units: SheetUnit.leastText, label: 11.5, leastLabel: SheetUnit.leastText, row: 19.5,
            swatch: (32, 14))
    }

    /// - Parameters:
    ///   - wording: the languages of the legend.
    ///   - hasGaps: whether a cell without a value is in sight; where none is, the last row says what lies around the study.
    init(
        style: Style, wording: Wording, canvas: Canvas, ground: Ink = MapInks.study, hasGaps: Bool = true,
        measures: Measures = .picture
    ) {
        let classes = style.classes.reversed().map { entry in
            let label = Self.label(entry, among: style.classes, wording)
            return Row(label: SheetText(label, in: wording.languages), sample: .swatch(entry.rgba))
        }
        let gap = Row(
            label: SheetText(style.notAssessed.label, in: wording.languages), sample: .swatch(style.notAssessed.rgba))
        let outside = Row(label: SheetText(wording.text(.outside), in: wording.languages), sample: .outside)
        rows = classes + [nil, hasGaps ? gap : outside]
        (self.canvas, self.ground, self.measures) = (canvas, ground, measures)
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
        (self.canvas, self.ground, measures) = (canvas, ground, .picture)
        title = SheetText(style.title, in: wording.languages)
        units = SheetText(style.units, in: wording.languages)
    }

    /// Draws from the top left corner over the width; returns the height used.
    @discardableResult
    func draw(at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        y += heading(
            title, TextStyle(size: measures.title, isBold: true), at: PlanarPoint(x: origin.x, y: y), width)
        if !units.parts.isEmpty {
            let style = TextStyle(size: measures.units, ink: MapInks.mutedText)
            y += heading(units, style, at: PlanarPoint(x: origin.x, y: y + 1), width) + 1
        }
        y += measures.row * 0.3
        for row in rows {
            y += row.map { draw($0, at: PlanarPoint(x: origin.x, y: y), width) } ?? measures.row * 0.2
        }
        return y - origin.y
    }

    private func heading(_ text: SheetText, _ style: TextStyle, at point: PlanarPoint, _ width: Double) -> Double {
        let block = SidesText(text, style, least: style.size, width: width, canvas: canvas)
        block.draw(at: point)
        return block.height
    }

    /// Returns the height of the row.
    private func draw(_ row: Row, at point: PlanarPoint, _ width: Double) -> Double {
        let left = measures.swatch.width + 10
        let label = SidesText(
            row.label, TextStyle(size: measures.label), least: measures.leastLabel, width: width - left, canvas: canvas)
        let height = max(measures.row, label.height + 2)
        let swatch = Frame(
            x: point.x, y: point.y + (height - measures.swatch.height) / 2, width: measures.swatch.width,
            height: measures.swatch.height)
        draw(row.sample, in: swatch)
        label.draw(at: PlanarPoint(x: point.x + left, y: point.y + (height - label.height) / 2))
        return height
    }

    private func draw(_ sample: Sample, in frame: Frame) {
        let edge = Pen(color: Ink(0x5A6068), width: 0.8)
        switch sample {
        case .outside:
            canvas.fill(frame, MapInks.neighbour)
            canvas.stroke(frame, edge)
        case .swatch(let rgba):
            canvas.fill(frame, ground)
            canvas.fill(frame, Ink(rgba))
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

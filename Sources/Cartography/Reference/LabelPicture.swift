// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo

/// Draws the names of an atlas into a window of its plane.
public struct LabelPicture: Sendable {
    private let atlas: LabelAtlas
    private let sheet: LabelSheet
    /// Pixels of the picture to one of the sheet.
    private let scale: Double
    /// North-western corner of the picture on the sheet.
    private let origin: PlanarPoint
    private let width: Int

    /// - Parameters:
    ///   - sheet: one of the atlas.
    ///   - x: column of the sheet at which the picture begins; likewise the row `y`.
    ///   - width: pixels of the picture in a row.
    ///   - scale: pixels of the picture to one of the sheet: 2 where screens have two for one.
    public init(_ atlas: LabelAtlas, _ sheet: LabelSheet, x: Double, y: Double, width: Int, scale: Double = 1) {
        self.atlas = atlas
        self.sheet = sheet
        self.scale = scale
        self.width = width
        origin = PlanarPoint(x: x, y: y)
    }

    /// Some rows of the picture as premultiplied `0xAARRGGBB`; empty where no name reaches into them.
    /// - Throws: `CartographyError` when a canvas cannot be made.
    public func pixels(rows: Range<Int>) throws(CartographyError) -> [UInt32] {
        let frame = Frame(
            x: origin.x, y: origin.y + Double(rows.lowerBound) / scale, width: Double(width) / scale,
            height: Double(rows.count) / scale)
        let shown = sheet.reaching(into: frame)
        guard !shown.isEmpty, width > 0, !rows.isEmpty else { return [] }
        let margin = LabelHalo.margin(scale: scale)
        // Cairo's canvases have a least side.
        let columns = max(width, 16), lines = max(rows.count, 16)
        let canvas = try Canvas(width: columns + 2 * margin, height: lines + 2 * margin)
        cairo_translate(canvas.context, Double(margin), Double(margin))
        canvas.zoom(scale)
        for entry in shown { draw(entry, from: frame, on: canvas) }
        try canvas.check()
        let rimmed = LabelHalo.rimmed(canvas.pixels, width: columns, height: lines, scale: scale)
        guard columns != width || lines != rows.count else { return rimmed }
        return (0..<rows.count).flatMap { rimmed[$0 * columns..<$0 * columns + width] }
    }

    private func draw(_ entry: LabelSheet.Placed, from frame: Frame, on canvas: Canvas) {
        let label = atlas.labels[entry.label]
        let corner = PlanarPoint(x: entry.frame.x - frame.x, y: entry.frame.y - frame.y)
        if let dot = entry.dot, let rank = label.kind.symbolRank {
            TownSymbol.draw(rank: rank, PlanarPoint(x: dot.x - frame.x, y: dot.y - frame.y), on: canvas)
        }
        guard entry.angle != 0 else { return write(entry, at: corner, on: canvas) }
        canvas.scoped {
            cairo_translate(
                canvas.context, corner.x + entry.frame.width / 2, corner.y + entry.frame.height / 2)
            cairo_rotate(canvas.context, entry.angle)
            let turned = PlanarPoint(x: -entry.frame.width / 2, y: -entry.frame.height / 2)
            write(entry, at: turned, on: canvas)
        }
    }

    private func write(_ entry: LabelSheet.Placed, at corner: PlanarPoint, on canvas: Canvas) {
        var y = corner.y
        for line in atlas.texts[entry.label].lines.prefix(entry.lines) {
            let slack = entry.frame.width - line.width
            let x = corner.x + (entry.alignment == .left ? 0 : entry.alignment == .right ? slack : slack / 2)
            canvas.draw(line.text, line.look.style, at: PlanarPoint(x: x, y: y))
            y += line.height * MeasuredLabel.leading
        }
    }
}

/// The dots of towns on tiles: those of sheets without their white outline, which the halo makes.
enum TownSymbol {
    static func draw(rank: Int, _ center: PlanarPoint, on canvas: Canvas) {
        let radius = rank == 1 ? 4.0 : rank == 2 ? 3.0 : rank == 3 ? 2.4 : 1.9
        canvas.dot(center, radius: radius, fill: MapInks.text, outline: Pen(color: MapInks.text, width: 0.4))
        guard rank == 1 else { return }
        canvas.dot(center, radius: 1.4, fill: Ink(0xFFFFFF), outline: Pen(color: MapInks.text, width: 0.6))
    }
}

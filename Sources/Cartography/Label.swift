// SPDX-License-Identifier: Apache-2.0

import Geo

/// A name in one language or two, the second below, measured once.
struct Label {
    let width: Double
    let height: Double
    private let canvas: Canvas
    private let parts: [(part: SheetText.Part, style: TextStyle, size: (width: Double, height: Double))]

    /// - Parameter below: how the second language is written; nil leaves it out.
    init(_ canvas: Canvas, _ name: SheetText, _ style: TextStyle, below: TextStyle? = nil) {
        self.canvas = canvas
        let styles = [style] + (below.map { [$0] } ?? [])
        parts = zip(name.parts, styles).map { ($0, $1, canvas.measure($0, $1)) }
        width = parts.map(\.size.width).max() ?? 0
        height = parts.reduce(0) { $0 + $1.size.height * Label.leading }
    }

    /// The two lines of a name stand closer than lines of running text.
    private static let leading = 0.9

    func frame(around center: PlanarPoint) -> Frame {
        Frame(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
    }

    func draw(in frame: Frame, halo: Pen, alignment: TextStyle.Alignment) {
        var y = frame.y
        for (part, style, size) in parts {
            let slack = frame.width - size.width
            let x = frame.x + (alignment == .left ? 0 : alignment == .right ? slack : slack / 2)
            canvas.draw(part, style, at: PlanarPoint(x: x, y: y), halo: halo)
            y += size.height * Self.leading
        }
    }
}

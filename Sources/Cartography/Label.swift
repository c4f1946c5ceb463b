// SPDX-License-Identifier: Apache-2.0

import Geo

/// A name in two scripts, the Arabic one below, measured once.
struct Label {
    let width: Double
    let height: Double
    private let canvas: Canvas
    private let parts: [(text: String, style: TextStyle, size: (width: Double, height: Double))]

    /// Empty names are left out.
    init(_ canvas: Canvas, _ latin: String, _ latinStyle: TextStyle, _ arabic: String, _ arabicStyle: TextStyle) {
        self.canvas = canvas
        parts = [(latin, latinStyle), (arabic, arabicStyle)].filter { !$0.0.isEmpty }
            .map { ($0.0, $0.1, canvas.measure($0.0, $0.1)) }
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
        for part in parts {
            let slack = frame.width - part.size.width
            let x = frame.x + (alignment == .left ? 0 : alignment == .right ? slack : slack / 2)
            canvas.draw(part.text, part.style, at: PlanarPoint(x: x, y: y), halo: halo)
            y += part.size.height * Self.leading
        }
    }
}

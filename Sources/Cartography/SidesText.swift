// SPDX-License-Identifier: Apache-2.0

import Geo

/// A text in one language or two within a width: on one line where both fit, else one below the other.
struct SidesText {
    let height: Double
    private let canvas: Canvas
    private let width: Double
    private let style: TextStyle
    /// Nil where the languages stand one below the other.
    private let line: (left: SheetText.Part?, right: SheetText.Part?)?
    private let parts: [SheetText.Part]

    private static let gap = 10.0

    /// - Parameter least: down to this size the text is made smaller to stand on one line.
    init(_ text: SheetText, _ style: TextStyle, least: Double, width: Double, canvas: Canvas) {
        (self.canvas, self.width, parts) = (canvas, width, text.parts)
        var style = style
        func isOnOneLine() -> Bool {
            let widths = text.parts.map { canvas.measure($0, style).width }
            return widths.reduce(0, +) + Double(max(0, widths.count - 1)) * Self.gap <= width
        }
        while style.size > least, !isOnOneLine() { style.size = max(least, style.size - 0.5) }
        if isOnOneLine() {
            line = text.sides
            height = text.parts.map { canvas.measure($0, style).height }.max() ?? 0
        } else {
            line = nil
            style.wrap = width
            height = text.parts.reduce(0) { $0 + canvas.measure($1, style).height }
        }
        self.style = style
    }

    func draw(at origin: PlanarPoint) {
        guard let line else {
            var y = origin.y
            for part in parts { y += canvas.draw(part, style, at: PlanarPoint(x: origin.x, y: y)) }
            return
        }
        if let left = line.left { canvas.draw(left, style, at: origin) }
        guard let right = line.right else { return }
        let end = origin.x + width - canvas.measure(right, style).width
        canvas.draw(right, style, at: PlanarPoint(x: end, y: origin.y))
    }
}

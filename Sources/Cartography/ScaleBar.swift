// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Layers

/// A bar whose length on the picture is a round number of kilometres on the ground at the map's middle.
struct ScaleBar {
    /// Length on the ground.
    let kilometers: Double
    /// Length on the picture.
    let pixels: Double

    /// The longest of 1, 2 or 5 times a power of ten kilometres that is at most `limit` pixels wide.
    ///
    /// - Parameter metersPerPixel: on the ground, at the middle of the map.
    init(metersPerPixel: Double, limit: Double) {
        let room = limit * metersPerPixel / 1000
        let power = pow(10, floor(log10(room)))
        let step = [5.0, 2, 1].first { $0 * power <= room } ?? 1
        kilometers = step * power
        pixels = kilometers * 1000 / metersPerPixel
    }

    /// Draws the bar from its top left corner; returns the height used.
    @discardableResult
    func draw(at origin: PlanarPoint, wording: Wording, on canvas: Canvas) -> Double {
        let style = TextStyle(size: 11.5, language: wording.first)
        let top = origin.y + canvas.measure("0", style).height + 3
        for part in 0..<4 {
            let ink = part.isMultiple(of: 2) ? MapInks.text : MapInks.paper
            canvas.fill(Frame(x: origin.x + pixels / 4 * Double(part), y: top, width: pixels / 4, height: 6), ink)
        }
        canvas.stroke(Frame(x: origin.x, y: top, width: pixels, height: 6), Pen(color: MapInks.text, width: 0.9))
        for (share, isLast) in [(0.0, false), (0.5, false), (1, true)] {
            let number = wording.number(Self.number(kilometers * share), in: wording.first)
            let text = isLast ? wording.text(.kilometers, ["number": number], in: wording.first) : number
            let x = origin.x + pixels * share - (share == 0 ? 0 : canvas.measure(number, style).width / 2)
            canvas.draw(text, style, at: PlanarPoint(x: x, y: origin.y))
        }
        return top + 6 - origin.y
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : "\(value)"
    }
}

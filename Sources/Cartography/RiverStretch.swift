// SPDX-License-Identifier: Apache-2.0

import CCairo
import Foundation
import Geo

/// A nearly straight stretch of a river, long enough for its name.
struct RiverStretch {
    let middle: PlanarPoint
    /// Radians, y downwards; never upside down.
    let angle: Double
    let length: Double

    /// Stretches of at least the length, the straightest first.
    static func find(_ lines: [[PlanarPoint]], length: Double) -> [RiverStretch] {
        var ranked: [(bend: Double, stretch: RiverStretch)] = []
        for line in lines {
            for start in line.indices {
                guard let end = reach(line, from: start, length: length * 1.1) else { continue }
                let bend = deviation(line[start...end])
                if bend < 7 { ranked.append((bend, RiverStretch(line[start], line[end]))) }
            }
        }
        ranked.sort { ($0.bend, $0.stretch.middle.x) < ($1.bend, $1.stretch.middle.x) }
        return ranked.map(\.stretch)
    }

    private init(_ a: PlanarPoint, _ b: PlanarPoint) {
        let (left, right) = a.x <= b.x ? (a, b) : (b, a)
        middle = PlanarPoint(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
        angle = atan2(right.y - left.y, right.x - left.x)
        length = hypot(right.x - left.x, right.y - left.y)
    }

    /// A box around the turned text, which stands above the line.
    func bounds(height: Double) -> Frame {
        let center = self.center(height: height)
        let width = abs(cos(angle)) * length + abs(sin(angle)) * height
        let tall = abs(sin(angle)) * length + abs(cos(angle)) * height
        return Frame(x: center.x - width / 2, y: center.y - tall / 2, width: width, height: tall)
    }

    func draw(
        _ text: String, _ style: TextStyle, _ size: (width: Double, height: Double), halo: Pen, on canvas: Canvas
    ) {
        let center = self.center(height: size.height)
        canvas.scoped {
            cairo_translate(canvas.context, center.x, center.y)
            cairo_rotate(canvas.context, angle)
            canvas.draw(text, style, at: PlanarPoint(x: -size.width / 2, y: -size.height / 2), halo: halo)
        }
    }

    private func center(height: Double) -> PlanarPoint {
        let lift = height / 2 + 4
        return PlanarPoint(x: middle.x + sin(angle) * lift, y: middle.y - cos(angle) * lift)
    }

    private static func reach(_ line: [PlanarPoint], from start: Int, length: Double) -> Int? {
        (start..<line.count).first { hypot(line[$0].x - line[start].x, line[$0].y - line[start].y) >= length }
    }

    /// Largest distance of a point from the chord.
    private static func deviation(_ line: ArraySlice<PlanarPoint>) -> Double {
        guard let a = line.first, let b = line.last else { return 0 }
        let chord = hypot(b.x - a.x, b.y - a.y)
        guard chord > 0 else { return .infinity }
        return line.map { abs((b.x - a.x) * (a.y - $0.y) - (a.x - $0.x) * (b.y - a.y)) / chord }.max() ?? 0
    }
}

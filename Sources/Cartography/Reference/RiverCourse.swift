// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Nearly straight stretches along a river, from its source on: a name there follows the water.
struct RiverCourse {
    let middle: PlanarPoint
    /// Radians, y downwards; never upside down.
    let angle: Double

    /// Farthest that the water may leave the straight line, pixels.
    private static let mostBend = 6.0

    /// Stretches of a length in the order of the course, none overlapping the one before. Each point is looked at a few
    /// times, however long the river.
    static func stretches(of line: [PlanarPoint], length: Double) -> [RiverCourse] {
        var found: [RiverCourse] = []
        var start = 0
        while start < line.count - 1 {
            guard let end = reach(line, from: start, length: length) else { break }
            if isStraight(line, start, end.index, end.point) {
                found.append(RiverCourse(line[start], end.point))
                start = end.index
            } else {
                start += 1
            }
        }
        return found
    }

    /// The first point of the course at the distance from a point of it.
    private static func reach(
        _ line: [PlanarPoint], from start: Int, length: Double
    ) -> (index: Int, point: PlanarPoint)? {
        let origin = line[start]
        for index in start + 1..<line.count {
            let distance = hypot(line[index].x - origin.x, line[index].y - origin.y)
            guard distance >= length else { continue }
            let before = hypot(line[index - 1].x - origin.x, line[index - 1].y - origin.y)
            let share = distance > before ? min(1, max(0, (length - before) / (distance - before))) : 1
            let a = line[index - 1], b = line[index]
            return (index, PlanarPoint(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y)))
        }
        return nil
    }

    private static func isStraight(_ line: [PlanarPoint], _ start: Int, _ end: Int, _ last: PlanarPoint) -> Bool {
        let a = line[start], chord = hypot(last.x - a.x, last.y - a.y)
        guard chord > 0 else { return false }
        return line[start..<end].allSatisfy { point in
            abs((last.x - a.x) * (a.y - point.y) - (a.x - point.x) * (last.y - a.y)) / chord <= mostBend
        }
    }

    private init(_ a: PlanarPoint, _ b: PlanarPoint) {
        let (left, right) = a.x <= b.x ? (a, b) : (b, a)
        // Whole pixels look the same in every tile.
        middle = PlanarPoint(x: ((a.x + b.x) / 2).rounded(), y: ((a.y + b.y) / 2).rounded())
        angle = atan2(right.y - left.y, right.x - left.x)
    }

    /// The middle of the name, which stands above the water.
    func center(height: Double) -> PlanarPoint {
        let lift = height / 2 + 3
        return PlanarPoint(
            x: (middle.x + sin(angle) * lift).rounded(), y: (middle.y - cos(angle) * lift).rounded())
    }

    /// A box around the turned name.
    func bounds(of size: (width: Double, height: Double)) -> Frame {
        let center = center(height: size.height)
        let width = abs(cos(angle)) * size.width + abs(sin(angle)) * size.height
        let tall = abs(sin(angle)) * size.width + abs(cos(angle)) * size.height
        return Frame(x: center.x - width / 2, y: center.y - tall / 2, width: width, height: tall)
    }
}

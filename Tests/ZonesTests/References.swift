// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// A small generator with a seed, so that random tests repeat.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

enum Direction {
    static func unit(_ turn: Double) -> PlanarPoint {
        PlanarPoint(x: cos(2 * .pi * turn), y: sin(2 * .pi * turn))
    }
}

/// Coverage of one cell by clipping the ring to it, one side after the other (Sutherland and Hodgman 1974), and the
/// shoelace formula: slow, obvious, in double precision.
enum ReferenceCoverage {
    static func share(of ring: [PlanarPoint], grid: Grid, cell: Int) -> Double {
        let center = grid.center(column: cell % grid.columns, row: cell / grid.columns)
        let half = grid.cellSize / 2
        var points = Array(ring.dropLast())
        points = clip(points) { $0.x - (center.x - half) }
        points = clip(points) { center.x + half - $0.x }
        points = clip(points) { $0.y - (center.y - half) }
        points = clip(points) { center.y + half - $0.y }
        return abs(area(points)) / (grid.cellSize * grid.cellSize)
    }

    private static func clip(_ points: [PlanarPoint], inside: (PlanarPoint) -> Double) -> [PlanarPoint] {
        var result: [PlanarPoint] = []
        for (position, point) in points.enumerated() {
            let previous = points[(position + points.count - 1) % points.count]
            let a = inside(previous), b = inside(point)
            if (a < 0) != (b < 0) {
                let t = a / (a - b)
                result.append(
                    PlanarPoint(x: previous.x + t * (point.x - previous.x), y: previous.y + t * (point.y - previous.y)))
            }
            if b >= 0 { result.append(point) }
        }
        return result
    }

    private static func area(_ points: [PlanarPoint]) -> Double {
        var twice = 0.0
        for (position, point) in points.enumerated() {
            let next = points[(position + 1) % points.count]
            twice += point.x * next.y - next.x * point.y
        }
        return twice / 2
    }
}

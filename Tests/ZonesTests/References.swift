// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

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

/// Distances by trying everything, in double precision.
enum ReferenceDistance {
    /// To the nearest of all segments, in the plane.
    static func nearest(to point: PlanarPoint, of lines: [[PlanarPoint]]) -> Double {
        var best = Double.infinity
        for line in lines {
            let pairs = line.count == 1 ? [(line[0], line[0])] : Array(zip(line, line.dropFirst()))
            for (a, b) in pairs {
                let ex = b.x - a.x, ey = b.y - a.y, length = ex * ex + ey * ey
                let along = length > 0 ? ((point.x - a.x) * ex + (point.y - a.y) * ey) / length : 0
                let t = max(0, min(1, along))
                best = min(best, hypot(point.x - a.x - t * ex, point.y - a.y - t * ey))
            }
        }
        return best
    }

    /// Metres on WGS 84 to the nearest of 400 points of each segment.
    static func geodesic(from point: PlanarPoint, to line: [PlanarPoint]) -> Double {
        var best = Double.infinity
        for (a, b) in zip(line, line.dropFirst()) {
            for step in 0...400 {
                let t = Double(step) / 400
                let other = PlanarPoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
                best = min(best, vincenty(point, other))
            }
        }
        return best
    }

    /// The inverse problem of geodesy after Vincenty (1975), degrees to metres.
    static func vincenty(_ p: PlanarPoint, _ q: PlanarPoint) -> Double {
        let a = 6_378_137.0, f = 1 / 298.257_223_563, b = a * (1 - f), degree = Double.pi / 180
        let u1 = atan((1 - f) * tan(p.y * degree)), u2 = atan((1 - f) * tan(q.y * degree))
        let difference = (q.x - p.x) * degree
        var lambda = difference
        for _ in 0..<100 {
            let sinSigma = hypot(
                cos(u2) * sin(lambda), cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda))
            if sinSigma == 0 { return 0 }
            let cosSigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda)
            let sigma = atan2(sinSigma, cosSigma)
            let sinAlpha = cos(u1) * cos(u2) * sin(lambda) / sinSigma, cos2Alpha = 1 - sinAlpha * sinAlpha
            let cosMiddle = cos2Alpha == 0 ? 0 : cosSigma - 2 * sin(u1) * sin(u2) / cos2Alpha
            let c = f / 16 * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha))
            let inner = cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)
            let next = difference + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * inner)
            if abs(next - lambda) > 1e-13 {
                lambda = next
                continue
            }
            let u = cos2Alpha * (a * a - b * b) / (b * b)
            let aa = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
            let bb = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
            let second = cosSigma * (2 * cosMiddle * cosMiddle - 1)
            let third = bb / 6 * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * cosMiddle * cosMiddle - 3)
            let correction = bb * sinSigma * (cosMiddle + bb / 4 * (second - third))
            return b * aa * (sigma - correction)
        }
        return .nan
    }
}

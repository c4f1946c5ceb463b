// SPDX-License-Identifier: Apache-2.0

import Geo

/// Keeps labels from covering each other: a frame is taken once, in the order of importance.
struct LabelPlacement {
    private var taken: [Frame] = []
    private let bounds: Frame

    init(bounds: Frame) { self.bounds = bounds }

    /// Takes a frame that something else occupies (a symbol, a legend).
    mutating func occupy(_ frame: Frame) { taken.append(frame) }

    /// Whether the frame lies inside the map and touches nothing that is taken.
    func isFree(_ frame: Frame) -> Bool {
        bounds.contains(frame) && !taken.contains { $0.intersects(frame) }
    }

    /// Takes the first candidate that is free; nil when none is.
    mutating func place(_ candidates: some Sequence<Frame>, margin: Double = 2) -> Frame? {
        for frame in candidates where isFree(frame.inset(-margin)) {
            taken.append(frame)
            return frame
        }
        return nil
    }
}

/// Where in an area a label reads best.
enum LabelAnchor {
    /// Points inside the area, the one farthest from its outline first. `area` in pixels.
    ///
    /// A grid of points over the largest part is measured; their number is bounded, so a long outline costs no more
    /// than a short one per point.
    static func candidates(in area: MultiPolygon, limit: Int = 24) -> [PlanarPoint] {
        guard let part = area.polygons.max(by: { surface($0.shell) < surface($1.shell) }),
            let extent = Extent(around: part.shell)
        else { return [] }
        let steps = 14.0
        let outline = ([part.shell] + part.holes).map(thinned)
        var ranked: [(distance: Double, point: PlanarPoint)] = []
        for row in 0..<Int(steps) {
            for column in 0..<Int(steps) {
                let point = PlanarPoint(
                    x: extent.minX + (Double(column) + 0.5) / steps * extent.width,
                    y: extent.minY + (Double(row) + 0.5) / steps * extent.height)
                guard MultiPolygon([part]).contains(point) else { continue }
                ranked.append((clearance(point, outline), point))
            }
        }
        ranked.sort { ($1.distance, $0.point.y, $0.point.x) < ($0.distance, $1.point.y, $1.point.x) }
        return ranked.prefix(limit).map(\.point)
    }

    /// Area of a ring in square pixels.
    static func surface(_ ring: [PlanarPoint]) -> Double {
        abs(zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
    }

    /// Room around a point: the distance to the outline where sideways room counts half, as text is wider than high,
    /// and a little of the plain distance, so that of equal places the middle one wins.
    private static func clearance(_ point: PlanarPoint, _ outline: [[PlanarPoint]]) -> Double {
        distance(point, outline, squeeze: 2) + 0.2 * distance(point, outline, squeeze: 1)
    }

    /// Distance to the outline on a plane whose x axis is squeezed.
    private static func distance(_ point: PlanarPoint, _ outline: [[PlanarPoint]], squeeze: Double) -> Double {
        var least = Double.infinity
        for ring in outline {
            for (start, end) in zip(ring, ring.dropFirst()) {
                let a = PlanarPoint(x: (start.x - point.x) / squeeze, y: start.y - point.y)
                let step = PlanarPoint(x: (end.x - start.x) / squeeze, y: end.y - start.y)
                let length = step.x * step.x + step.y * step.y
                let share = length > 0 ? min(1, max(0, -(a.x * step.x + a.y * step.y) / length)) : 0
                let x = a.x + step.x * share, y = a.y + step.y * share
                least = min(least, x * x + y * y)
            }
        }
        return least.squareRoot()
    }

    /// The ring without vertices closer than two pixels to the one before: they move no label.
    private static func thinned(_ ring: [PlanarPoint]) -> [PlanarPoint] {
        var kept: [PlanarPoint] = []
        for point in ring {
            if let last = kept.last, abs(point.x - last.x) < 2, abs(point.y - last.y) < 2 { continue }
            kept.append(point)
        }
        if let first = kept.first, kept.last != first { kept.append(first) }
        return kept
    }

    /// Share of the frame, sampled at 5 x 3 points, that lies inside the area.
    static func shareInside(_ frame: Frame, _ area: MultiPolygon) -> Double {
        var inside = 0
        for row in 0..<3 {
            for column in 0..<5 {
                let point = PlanarPoint(
                    x: frame.x + frame.width * Double(column) / 4, y: frame.y + frame.height * Double(row) / 2)
                if area.contains(point) { inside += 1 }
            }
        }
        return Double(inside) / 15
    }
}

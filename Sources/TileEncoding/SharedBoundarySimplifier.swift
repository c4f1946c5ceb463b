// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Simplifies areas so that neighbours keep one common border.
///
/// A border between two areas is the same run of points in both. It is cut out between the points where more than two
/// borders meet, simplified once in a direction that does not depend on the area, and put back into both: no gap and
/// no overlap can appear between them.
public enum SharedBoundarySimplifier {
    /// The areas with every border simplified by Douglas and Peucker's algorithm.
    ///
    /// - Parameters:
    ///   - areas: in one plane; neighbours share the points of their border exactly.
    ///   - tolerance: farthest that a border may move, in units of the plane.
    /// - Returns: one area per input, empty where nothing larger than the tolerance is left.
    public static func simplify(_ areas: [MultiPolygon], tolerance: Double) -> [MultiPolygon] {
        let junctions = Self.junctions(of: areas)
        return areas.map { area in
            MultiPolygon(
                area.polygons.compactMap { polygon in
                    guard let shell = ring(polygon.shell, junctions, tolerance) else { return nil }
                    return Polygon(
                        shell: shell, holes: polygon.holes.compactMap { ring($0, junctions, tolerance) })
                })
        }
    }

    /// Lines by the same algorithm, each for itself; end points stay.
    public static func simplify(_ lines: [[PlanarPoint]], tolerance: Double) -> [[PlanarPoint]] {
        lines.map { simplifyArc($0, tolerance) }
    }

    /// Points whose neighbours along the rings differ from one ring to another.
    private static func junctions(of areas: [MultiPolygon]) -> Set<PlanarPoint> {
        var neighbours: [PlanarPoint: [PlanarPoint]] = [:]
        var junctions: Set<PlanarPoint> = []
        for polygon in areas.lazy.flatMap(\.polygons) {
            for ring in [polygon.shell] + polygon.holes where ring.count >= 4 {
                let count = ring.count - 1
                for index in 0..<count {
                    let pair = ordered(ring[(index + count - 1) % count], ring[index + 1])
                    if let known = neighbours[ring[index]] {
                        if known != pair { junctions.insert(ring[index]) }
                    } else {
                        neighbours[ring[index]] = pair
                    }
                }
            }
        }
        return junctions
    }

    private static func precedes(_ a: PlanarPoint, _ b: PlanarPoint) -> Bool { (a.x, a.y) < (b.x, b.y) }

    private static func ordered(_ a: PlanarPoint, _ b: PlanarPoint) -> [PlanarPoint] {
        precedes(b, a) ? [b, a] : [a, b]
    }

    /// A closed ring of at least four points, or nil when it collapses.
    private static func ring(
        _ ring: [PlanarPoint], _ junctions: Set<PlanarPoint>, _ tolerance: Double
    ) -> [PlanarPoint]? {
        guard ring.count >= 4 else { return nil }
        var open = Array(ring.dropLast())
        // Starting at a junction, or else at the smallest point, makes the arcs independent of the ring's own start.
        let start =
            open.indices.filter { junctions.contains(open[$0]) }.min { precedes(open[$0], open[$1]) }
            ?? open.indices.min { precedes(open[$0], open[$1]) } ?? 0
        open = Array(open[start...] + open[..<start])
        var result: [PlanarPoint] = []
        var arc: [PlanarPoint] = [open[0]]
        for point in open.dropFirst() + [open[0]] {
            arc.append(point)
            if junctions.contains(point) || arc.count > open.count {
                result += simplifyArc(canonical: arc, tolerance).dropLast()
                arc = [point]
            }
        }
        if arc.count > 1 { result += simplifyArc(canonical: arc, tolerance).dropLast() }
        guard result.count >= 3 else { return nil }
        return result + [result[0]]
    }

    /// Simplifies an arc in the direction from its smaller end, so that both neighbours get the same points.
    private static func simplifyArc(canonical arc: [PlanarPoint], _ tolerance: Double) -> [PlanarPoint] {
        let last = arc.count - 1
        let isReversed =
            arc[0] == arc[last]
            ? last >= 2 && precedes(arc[last - 1], arc[1]) : precedes(arc[last], arc[0])
        return isReversed
            ? simplifyArc(arc.reversed(), tolerance).reversed() : simplifyArc(arc, tolerance)
    }

    private static func simplifyArc(_ arc: [PlanarPoint], _ tolerance: Double) -> [PlanarPoint] {
        guard arc.count > 2 else { return arc }
        var keep = [Bool](repeating: false, count: arc.count)
        keep[0] = true
        keep[arc.count - 1] = true
        var open = [(0, arc.count - 1)]
        while let (first, last) = open.popLast() {
            guard let (farthest, distance) = farthest(arc, first, last), distance > tolerance * tolerance else {
                continue
            }
            keep[farthest] = true
            open += [(first, farthest), (farthest, last)]
        }
        return zip(arc, keep).compactMap { $1 ? $0 : nil }
    }

    /// The point between two others that lies farthest from their segment, and the square of its distance.
    private static func farthest(_ arc: [PlanarPoint], _ first: Int, _ last: Int) -> (Int, Double)? {
        guard last - first > 1 else { return nil }
        let a = arc[first]
        let dx = arc[last].x - a.x, dy = arc[last].y - a.y
        let length = dx * dx + dy * dy
        var best = (first + 1, -1.0)
        for index in first + 1..<last {
            let px = arc[index].x - a.x, py = arc[index].y - a.y
            let along = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
            let ex = px - along * dx, ey = py - along * dy
            let distance = ex * ex + ey * ey
            if distance > best.1 { best = (index, distance) }
        }
        return best
    }
}

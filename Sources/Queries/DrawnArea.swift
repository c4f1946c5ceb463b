// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// An area that somebody drew, in degrees: checked and cut to what is assessed before anything is done with it, so that
/// no answer costs more than one over the whole assessed area.
struct DrawnArea {
    /// What a drawing may have; a coast line at 100 m has some ten thousand vertices in a province.
    static let mostVertices = 100_000, mostRings = 10_000
    /// Cells of the rectangle around the area; they stand in memory while it is swept.
    static let mostCells = 8_000_000
    /// Edges are cut at this many degrees: straight ones in degrees are curved in the plane.
    static let edge = 0.1

    /// What of the area lies inside the rectangle; nothing where none of it does.
    let area: MultiPolygon

    /// - Parameters:
    ///   - box: the assessed rectangle in degrees.
    /// - Throws: `QueryError.tooMuch` for an area of more vertices or rings, or with longer edges, than are worked on.
    init(_ drawn: MultiPolygon, within box: Extent) throws {
        let rings = drawn.polygons.reduce(0) { $0 + 1 + $1.holes.count }
        guard rings <= Self.mostRings else {
            throw QueryError.tooMuch(
                "The area has \(rings) rings, more than \(Self.mostRings); ask for its parts, or leave out the smallest."
            )
        }
        let vertices = drawn.polygons.reduce(0) { sum, polygon in
            sum + polygon.shell.count + polygon.holes.reduce(0) { $0 + $1.count }
        }
        guard vertices <= Self.mostVertices else {
            throw QueryError.tooMuch(
                "The area has \(vertices) vertices, more than \(Self.mostVertices); simplify it, or ask for its parts.")
        }
        area = MultiPolygon(drawn.polygons.compactMap { Self.clipped($0, to: box) })
        guard Self.vertices(of: area) <= Double(Self.mostVertices) else {
            throw QueryError.tooMuch(
                "The edges of the area are together longer than \(Self.mostVertices / 10) degrees inside what is "
                    + "assessed; simplify it, or ask for its parts.")
        }
    }

    /// Vertices after the cutting of edges.
    private static func vertices(of area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { sum, polygon in
            ([polygon.shell] + polygon.holes).reduce(sum) { sum, ring in
                zip(ring, ring.dropFirst()).reduce(sum) { sum, ends in
                    sum + 1 + hypot(ends.1.x - ends.0.x, ends.1.y - ends.0.y) / edge
                }
            }
        }
    }

    private static func clipped(_ polygon: Polygon, to box: Extent) -> Polygon? {
        let shell = clipped(polygon.shell, to: box)
        guard shell.count > 3 else { return nil }
        return Polygon(shell: shell, holes: polygon.holes.map { clipped($0, to: box) }.filter { $0.count > 3 })
    }

    /// Sutherland and Hodgman's clipping. Where a ring leaves and comes back, its parts stay joined by edges along the
    /// rectangle, which cover nothing.
    private static func clipped(_ ring: [PlanarPoint], to box: Extent) -> [PlanarPoint] {
        if ring.allSatisfy(box.contains) { return ring }
        var result = cut(ring, at: box.minX, \.x, keepsAbove: true)
        result = cut(result, at: box.maxX, \.x, keepsAbove: false)
        result = cut(result, at: box.minY, \.y, keepsAbove: true)
        return cut(result, at: box.maxY, \.y, keepsAbove: false)
    }

    /// The part of a closed ring on one side of a line, closed.
    private static func cut(
        _ ring: [PlanarPoint], at bound: Double, _ axis: KeyPath<PlanarPoint, Double>, keepsAbove: Bool
    ) -> [PlanarPoint] {
        func isInside(_ point: PlanarPoint) -> Bool {
            keepsAbove ? point[keyPath: axis] >= bound : point[keyPath: axis] <= bound
        }
        var result: [PlanarPoint] = []
        for (a, b) in zip(ring, ring.dropFirst()) {
            if isInside(a) { result.append(a) }
            guard isInside(a) != isInside(b) else { continue }
            let part = (bound - a[keyPath: axis]) / (b[keyPath: axis] - a[keyPath: axis])
            result.append(
                axis == \.x
                    ? PlanarPoint(x: bound, y: a.y + (b.y - a.y) * part)
                    : PlanarPoint(x: a.x + (b.x - a.x) * part, y: bound))
        }
        if let first = result.first { result.append(first) }
        return result
    }
}

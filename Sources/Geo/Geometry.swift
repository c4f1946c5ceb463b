// SPDX-License-Identifier: Apache-2.0

/// A polygon: one shell and any number of holes. Rings are closed by repeating the first point.
public struct Polygon: Sendable, Hashable {
    /// Outer ring.
    public var shell: [PlanarPoint]
    /// Inner rings.
    public var holes: [[PlanarPoint]]

    /// Takes the rings as they are; `GeoIO` validates what it reads.
    public init(shell: [PlanarPoint], holes: [[PlanarPoint]] = []) {
        self.shell = shell
        self.holes = holes
    }
}

/// Polygons that together are one area.
public struct MultiPolygon: Sendable, Hashable {
    /// The parts.
    public var polygons: [Polygon]

    /// Makes an area of the parts; none is the empty area.
    public init(_ polygons: [Polygon]) { self.polygons = polygons }

    /// Whether the area has no part.
    public var isEmpty: Bool { polygons.isEmpty }

    /// The rectangle around the shells; nil when empty.
    public var extent: Extent? { Extent(around: polygons.lazy.flatMap(\.shell)) }

    /// Whether the point lies inside (even-odd rule over all rings; a point on an edge may go either way).
    public func contains(_ point: PlanarPoint) -> Bool {
        var inside = false
        for polygon in polygons {
            if Self.crosses(polygon.shell, point) { inside.toggle() }
            for hole in polygon.holes where Self.crosses(hole, point) { inside.toggle() }
        }
        return inside
    }

    /// Whether a ray from the point to the east crosses the ring an odd number of times.
    private static func crosses(_ ring: [PlanarPoint], _ point: PlanarPoint) -> Bool {
        var odd = false
        guard var a = ring.first else { return false }
        for b in ring.dropFirst() {
            if (a.y > point.y) != (b.y > point.y), point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
                odd.toggle()
            }
            a = b
        }
        return odd
    }
}

/// A simple-feature geometry in lon/lat degrees or projected metres; the holder says which.
public enum Geometry: Sendable, Hashable {
    /// One position.
    case point(PlanarPoint)
    /// Several positions.
    case multiPoint([PlanarPoint])
    /// One or more lines of at least two points each.
    case lines([[PlanarPoint]])
    /// One or more polygons.
    case area(MultiPolygon)

    /// The rectangle around the geometry; nil when it is empty or has no area.
    public var extent: Extent? {
        switch self {
        case .point(let point): Extent(around: [point])
        case .multiPoint(let points): Extent(around: points)
        case .lines(let lines): Extent(around: lines.lazy.flatMap { $0 })
        case .area(let area): area.extent
        }
    }

    /// Its corners: points, ends and bends of lines, outer rings.
    public var corners: [PlanarPoint] {
        switch self {
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lines(let lines): lines.flatMap { $0 }
        case .area(let area): area.polygons.flatMap(\.shell)
        }
    }
}

extension Geometry {
    /// All points, ring by ring.
    public var points: [PlanarPoint] {
        switch self {
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lines(let lines): lines.flatMap { $0 }
        case .area(let area): area.polygons.flatMap { [$0.shell] + $0.holes }.flatMap { $0 }
        }
    }
}

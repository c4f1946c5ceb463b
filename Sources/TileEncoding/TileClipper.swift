// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// Cuts geometries to a tile with a margin and counts them in the tile's own whole units.
struct TileClipper {
    /// Units along a side of a tile.
    static let extent = 4096
    /// Units around the tile that are kept, so that outlines and wide strokes do not end at its edge.
    static let margin = 64.0

    private let west: Double, north: Double, scale: Double
    /// The tile with its margin, in its units.
    private let cut = RectangleCut(
        minX: -margin, minY: -margin, maxX: Double(extent) + margin, maxY: Double(extent) + margin)

    /// - Parameter tile: the tile's rectangle in the plane of the geometries.
    init(_ tile: Extent) {
        west = tile.minX
        north = tile.maxY
        scale = Double(Self.extent) / tile.width
    }

    /// A position in tile units; y runs south.
    struct Position: Hashable {
        let x: Int32
        let y: Int32
    }

    private func local(_ point: PlanarPoint) -> PlanarPoint {
        PlanarPoint(x: (point.x - west) * scale, y: (north - point.y) * scale)
    }

    private func rounded(_ point: PlanarPoint) -> Position {
        Position(x: Int32(point.x.rounded()), y: Int32(point.y.rounded()))
    }

    func points(_ points: [PlanarPoint]) -> [Position] {
        points.map(local).filter(cut.contains).map(rounded)
    }

    /// The parts of a line inside the tile, each of at least two different positions.
    func line(_ line: [PlanarPoint]) -> [[Position]] {
        var parts: [[Position]] = []
        var part: [Position] = []
        let points = line.map(local)
        for (a, b) in zip(points, points.dropFirst()) {
            guard let (start, end) = cut.segment(a, b) else { continue }
            let first = rounded(start), last = rounded(end)
            if part.last != first {
                if part.count > 1 { parts.append(part) }
                part = [first]
            }
            if last != first { part.append(last) }
        }
        return part.count > 1 ? parts + [part] : parts
    }

    /// The rings of a polygon inside the tile, open (the first position is not repeated), the shell running with a
    /// positive and holes with a negative area in tile units; nil when the shell vanishes.
    func polygon(_ polygon: Polygon) -> [[Position]]? {
        guard let shell = ring(polygon.shell, positive: true) else { return nil }
        return [shell] + polygon.holes.compactMap { ring($0, positive: false) }
    }

    /// The polygons of an area inside the tile as a strict reader takes them: cutting at an edge leaves rings that run back along
    /// it, and whole units fold narrow necks over themselves. Such areas are repaired; all others stay as they were cut.
    func area(_ area: MultiPolygon) -> [[[Position]]] {
        let cut = area.polygons.compactMap(polygon)
        let planar = MultiPolygon(cut.map(Self.planar))
        // What cannot be repaired is drawn as it was cut: a flaw in a ring is less than a hole in the map.
        guard (try? GeometryOperations.validityProblem(of: planar)) != nil,
            let repaired = try? GeometryOperations.rounded(planar, decimals: 0)
        else { return cut }
        return repaired.polygons.compactMap(Self.positions)
    }

    private static func planar(_ rings: [[Position]]) -> Polygon {
        func closed(_ ring: [Position]) -> [PlanarPoint] {
            (ring + ring.prefix(1)).map { PlanarPoint(x: Double($0.x), y: Double($0.y)) }
        }
        return Polygon(shell: closed(rings[0]), holes: rings.dropFirst().map(closed))
    }

    private static func positions(_ polygon: Polygon) -> [[Position]]? {
        func open(_ ring: [PlanarPoint], positive: Bool) -> [Position]? {
            let positions = ring.dropLast().map { Position(x: Int32($0.x), y: Int32($0.y)) }
            let area = doubleArea(positions)
            guard positions.count >= 3, area != 0 else { return nil }
            return (area > 0) == positive ? positions : positions.reversed()
        }
        return open(polygon.shell, positive: true).map { shell in
            [shell] + polygon.holes.compactMap { open($0, positive: false) }
        }
    }

    private func ring(_ ring: [PlanarPoint], positive: Bool) -> [Position]? {
        let points = cut.ring(ring.dropLast().lazy.map(local))
        var positions: [Position] = []
        for position in points.lazy.map(rounded) where positions.last != position { positions.append(position) }
        if positions.count > 1, positions.first == positions.last { positions.removeLast() }
        let area = Self.doubleArea(positions)
        guard positions.count >= 3, area != 0 else { return nil }
        return (area > 0) == positive ? positions : positions.reversed()
    }

    /// Twice the signed area (surveyor's formula).
    static func doubleArea(_ ring: [Position]) -> Int64 {
        guard var previous = ring.last else { return 0 }
        var sum: Int64 = 0
        for position in ring {
            sum += Int64(previous.x) * Int64(position.y) - Int64(position.x) * Int64(previous.y)
            previous = position
        }
        return sum
    }
}

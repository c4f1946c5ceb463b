// SPDX-License-Identifier: Apache-2.0

import Geo

/// Tells which of many positions, line by line, lie in an area: each edge is looked at once for each line.
enum ScanLines {
    /// The positions inside, in their order, by the very rule of `MultiPolygon.contains`.
    static func positions(_ positions: [Coordinate], inside shape: MultiPolygon) -> [Coordinate] {
        let rings = shape.polygons.flatMap { [$0.shell] + $0.holes }
        var latitude = Double.nan, crossings: [Double] = []
        return positions.filter { position in
            if position.latitude != latitude {
                latitude = position.latitude
                crossings = rings.flatMap { Self.crossings(of: $0, at: latitude) }
            }
            return !crossings.count { position.longitude < $0 }.isMultiple(of: 2)
        }
    }

    /// Where a ring crosses a line of latitude.
    private static func crossings(of ring: [PlanarPoint], at y: Double) -> [Double] {
        zip(ring, ring.dropFirst()).compactMap { a, b in
            (a.y > y) != (b.y > y) ? (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x : nil
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// The middles of closed class areas and of their holes: a small one rings a peak or a dip.
struct IsobandAttack: Attack {
    let name = "middles of class areas"
    /// The smallest so many count; the large ones ring whole provinces.
    private static let limit = 400

    /// An attack on the class areas.
    init() {}

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        let rings = view.bands.flatMap { $0.polygons.flatMap { [$0.shell] + $0.holes } }
        let middles = rings.compactMap(Self.middle).sorted { $0.size < $1.size }
        return middles.prefix(Self.limit).compactMap { Coordinate(longitude: $0.point.x, latitude: $0.point.y) }
    }

    /// Centre of gravity and size of a closed ring; nil for one without area.
    static func middle(of ring: [PlanarPoint]) -> (point: PlanarPoint, size: Double)? {
        guard let origin = ring.first else { return nil }
        var double = 0.0, x = 0.0, y = 0.0
        for (a, b) in zip(ring, ring.dropFirst()) {
            let (ax, ay, bx, by) = (a.x - origin.x, a.y - origin.y, b.x - origin.x, b.y - origin.y)
            let cross = ax * by - bx * ay
            double += cross
            x += (ax + bx) * cross
            y += (ay + by) * cross
        }
        guard double != 0 else { return nil }
        return (PlanarPoint(x: origin.x + x / (3 * double), y: origin.y + y / (3 * double)), abs(double) / 2)
    }
}

/// What is left for zones without figures when the shown ones are taken from a published total. A single such zone is
/// told by its complement: the attacker looks in its middle.
struct ComplementAttack: Attack {
    let name = "complement of withheld zones"

    /// An attack on the counts.
    init() {}

    func candidates(in view: OutsiderView) throws -> [Coordinate] {
        let gaps = view.zones.filter { $0.incidents == nil }
        guard let total = view.countedIncidents, gaps.count == 1, let gap = gaps.first else { return [] }
        let shown = view.zones.reduce(0) { $0 + ($1.incidents ?? 0) }
        guard total > shown else { return [] }
        return try GeometryOperations.interiorPoint(of: gap.area)
            .flatMap { Coordinate(longitude: $0.x, latitude: $0.y) }.map { [$0] } ?? []
    }
}

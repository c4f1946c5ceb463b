// SPDX-License-Identifier: Apache-2.0

import CCairo
import Foundation
import Geo

/// Draws corridors of transfers: by road with a light ground, by air without one and with the sign of an aeroplane; what is
/// stated has a closed outline, what is assumed a broken one.
struct CorridorPainter {
    let corridors: [MapCorridor]
    let plane: MapPlane

    func draw(on canvas: Canvas) {
        for corridor in corridors {
            let rings = plane.rings(corridor.area)
            Self.draw(rings, corridor.mode, corridor.basis, on: canvas)
        }
        for corridor in corridors where corridor.mode == .air {
            if let (center, angle) = Self.axis(plane.area(corridor.area)) {
                Self.drawPlane(at: center, angle: angle, size: 8, on: canvas)
            }
        }
    }

    static func draw(_ rings: [[PlanarPoint]], _ mode: Route.Mode, _ basis: Route.Basis, on canvas: Canvas) {
        if mode == .land { canvas.fillRings(rings, MapInks.corridorGround) }
        canvas.trace(rings, closed: true)
        canvas.strokePath(MapInks.corridorCasing)
        canvas.trace(rings, closed: true)
        canvas.strokePath(pen(mode, basis))
    }

    static func pen(_ mode: Route.Mode, _ basis: Route.Basis) -> Pen {
        switch (mode, basis) {
        case (.land, .stated): Pen(color: MapInks.corridor, width: 1.3)
        case (.land, .assumed): Pen(color: MapInks.corridor, width: 1.1, dashes: [5, 3])
        case (.air, .stated): Pen(color: MapInks.corridor, width: 1.2, dashes: [1.2, 1.6])
        case (.air, .assumed): Pen(color: MapInks.corridor, width: 1.1, dashes: [1.2, 4])
        }
    }

    /// A point and the direction of the longest extent of an area, radians.
    static func axis(_ area: MultiPolygon) -> (center: PlanarPoint, angle: Double)? {
        guard let ring = area.polygons.max(by: { $0.shell.count < $1.shell.count })?.shell, let first = ring.first
        else { return nil }
        let far = ring.max { Self.square($0, first) < Self.square($1, first) } ?? first
        let end = ring.max { Self.square($0, far) < Self.square($1, far) } ?? first
        let center = PlanarPoint(x: (far.x + end.x) / 2, y: (far.y + end.y) / 2)
        return (center, atan2(end.y - far.y, end.x - far.x))
    }

    private static func square(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }

    /// An aeroplane seen from above, its nose at the angle.
    static func drawPlane(at center: PlanarPoint, angle: Double, size: Double, on canvas: Canvas) {
        let half = [
            (1.0, 0.0), (0.8, 0.12), (0.25, 0.14), (-0.25, 0.9), (-0.45, 0.9), (-0.15, 0.14), (-0.65, 0.12),
            (-0.85, 0.4), (-1.0, 0.4), (-0.9, 0.0),
        ]
        let outline = half + half.reversed().map { ($0.0, -$0.1) }
        let points = outline.map { along, across in
            PlanarPoint(
                x: center.x + size * (along * cos(angle) - across * sin(angle)),
                y: center.y + size * (along * sin(angle) + across * cos(angle)))
        }
        canvas.trace([points], closed: true)
        canvas.strokePath(Pen(color: Ink(0xFFFFFF, alpha: 0.9), width: 2.6))
        canvas.fillRings([points], MapInks.corridor)
    }
}

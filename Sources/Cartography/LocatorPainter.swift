// SPDX-License-Identifier: Apache-2.0

import Geo

/// Draws the locator and the scale bar in the corner of the map in which least of the study lies.
struct LocatorPainter {
    let specification: MapSpecification
    let plane: MapPlane
    /// What the corner takes of the map.
    let frame: Frame
    private let bar: ScaleBar

    private static let width = 138.0
    private static let picture = 84.0
    private static let foot = 27.0

    init(_ specification: MapSpecification, plane: MapPlane) {
        self.specification = specification
        self.plane = plane
        bar = ScaleBar(metersPerPixel: specification.groundScale / plane.scale, limit: Self.width - 44)
        let height = Self.foot + (specification.locator == nil ? 0 : Self.picture)
        frame = Self.corner(of: plane, height: height, provinces: specification.provinces)
    }

    /// The corner in which least of the provinces lies; the lower ones first among equals.
    private static func corner(of plane: MapPlane, height: Double, provinces: [MapArea]) -> Frame {
        let map = plane.frame
        let corners = [
            (map.x, map.maxY - height), (map.maxX - width, map.maxY - height), (map.maxX - width, map.y),
            (map.x, map.y),
        ].map { Frame(x: $0.0, y: $0.1, width: width, height: height) }
        let shares = corners.map { covered($0, plane, provinces) }
        let best = shares.indices.min { (shares[$0], $0) < (shares[$1], $1) } ?? 0
        return corners[best]
    }

    private static func covered(_ frame: Frame, _ plane: MapPlane, _ provinces: [MapArea]) -> Int {
        var count = 0
        for row in 0..<6 {
            for column in 0..<6 {
                let point = plane.plane(
                    x: frame.x + (Double(column) + 0.5) / 6 * frame.width,
                    y: frame.y + (Double(row) + 0.5) / 6 * frame.height)
                if provinces.contains(where: { $0.area.contains(point) }) { count += 1 }
            }
        }
        return count
    }

    func draw(on canvas: Canvas) {
        canvas.fill(frame, Ink(0xFFFFFF, alpha: 0.94))
        if let locator = specification.locator {
            let picture = Frame(x: frame.x, y: frame.y, width: frame.width, height: Self.picture)
            canvas.scoped { draw(locator, in: picture, on: canvas) }
            canvas.stroke(picture, Pen(color: MapInks.frame.color, width: 0.7))
        }
        canvas.stroke(frame, Pen(color: MapInks.frame.color, width: 0.9))
        bar.draw(
            at: PlanarPoint(x: frame.x + 12, y: frame.maxY - Self.foot + 3), wording: specification.wording, on: canvas)
    }

    private func draw(_ locator: MapLocator, in picture: Frame, on canvas: Canvas) {
        let small = MapPlane(extent: locator.extent, frame: picture)
        canvas.clip(picture)
        canvas.fill(picture, MapInks.sea)
        for country in locator.countries {
            let rings = Self.thinned(small.rings(country))
            canvas.fillRings(rings, MapInks.neighbour)
            canvas.trace(rings, closed: true)
            canvas.strokePath(Pen(color: Ink(0x96948D), width: 0.5))
        }
        for area in locator.study { canvas.fillRings(Self.thinned(small.rings(area)), MapInks.locator) }
        let corner = small.pixel(PlanarPoint(x: locator.box.minX, y: locator.box.maxY))
        canvas.stroke(
            Frame(
                x: corner.x, y: corner.y, width: locator.box.width * small.scale,
                height: locator.box.height * small.scale), MapInks.locatorBox)
    }

    /// Without the corners that nobody could see.
    private static func thinned(_ rings: [[PlanarPoint]]) -> [[PlanarPoint]] {
        rings.compactMap { ring in
            var kept: [PlanarPoint] = []
            for point in ring {
                if let last = kept.last, abs(point.x - last.x) + abs(point.y - last.y) < 0.5 { continue }
                kept.append(point)
            }
            return kept.count > 2 ? kept : nil
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo

/// Draws what lies below and above the surface: sea, land, rivers, corridors, borders.
struct BasemapPainter {
    let specification: MapSpecification
    let plane: MapPlane
    private let provinceRings: [[PlanarPoint]]

    init(_ specification: MapSpecification, plane: MapPlane) {
        self.specification = specification
        self.plane = plane
        provinceRings = specification.provinces.flatMap { plane.rings($0.area) }
    }

    func drawGround(on canvas: Canvas) {
        canvas.fill(plane.frame, MapInks.sea)
        for country in specification.countries {
            let rings = plane.rings(country.area)
            canvas.fillRings(rings, MapInks.neighbour)
            canvas.trace(rings, closed: true)
            canvas.strokePath(MapInks.coast)
        }
        canvas.fillRings(provinceRings, MapInks.study)
    }

    func drawSurface(on canvas: Canvas) {
        let painter = SurfacePainter(surface: specification.surface, style: specification.style, plane: plane)
        canvas.scoped {
            // A study without provinces shows its surface over the whole grid.
            if !provinceRings.isEmpty { canvas.clipRings(provinceRings) }
            painter.draw(on: canvas)
        }
    }

    func drawRivers(on canvas: Canvas) {
        for line in specification.lines {
            guard case .river(let rank) = line.kind else { continue }
            let width = [2.0, 1.4, 0.9][min(max(rank, 1), 3) - 1]
            canvas.trace(plane.pixels(line.lines))
            canvas.strokePath(Pen(color: MapInks.river.with(alpha: 0.9), width: width))
        }
    }

    func drawCorridors(on canvas: Canvas) {
        for corridor in specification.corridors {
            let rings = plane.rings(corridor.area)
            canvas.scoped {
                canvas.clipRings(rings)
                canvas.hatch(plane.frame, spacing: 7, rising: true, MapInks.corridorHatch)
            }
            canvas.trace(rings, closed: true)
            canvas.strokePath(MapInks.corridorEdge)
        }
    }

    func drawBorders(on canvas: Canvas) {
        canvas.trace(provinceRings, closed: true)
        canvas.strokePath(MapInks.provinceBorder)
        stroke(.internalLine, MapInks.internalLine, on: canvas)
        stroke(.route, MapInks.route, on: canvas)
        stroke(.border, MapInks.borderCasing, on: canvas)
        stroke(.border, MapInks.border, on: canvas)
        stroke(.disputedBorder, MapInks.borderCasing, on: canvas)
        stroke(.disputedBorder, MapInks.disputed, on: canvas)
    }

    private func stroke(_ kind: MapLine.Kind, _ pen: Pen, on canvas: Canvas) {
        for line in specification.lines where line.kind == kind { canvas.trace(plane.pixels(line.lines)) }
        canvas.strokePath(pen)
    }
}

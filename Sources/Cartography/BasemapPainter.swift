// SPDX-License-Identifier: Apache-2.0

import CCairo
import Geo
import Layers

/// Draws what lies below and above the surface: sea, land, rivers, roads, borders.
struct BasemapPainter {
    let specification: MapSpecification
    let plane: MapPlane
    private let provinceRings: [[PlanarPoint]]
    private let unassessedRings: [[PlanarPoint]]
    private let studyOutline: StudyOutline

    init(_ specification: MapSpecification, plane: MapPlane) {
        self.specification = specification
        self.plane = plane
        provinceRings = specification.provinces.flatMap { plane.rings($0.area) }
        unassessedRings = specification.provinces.filter { !$0.isAssessed }.flatMap { plane.rings($0.area) }
        studyOutline = StudyOutline(provinceRings)
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
            if let doubt = specification.doubt { HatchPainter(doubt: doubt, plane: plane).draw(on: canvas) }
        }
        drawUnassessed(on: canvas)
    }

    /// To the border exactly, where the cells of the surface would leave steps.
    private func drawUnassessed(on canvas: Canvas) {
        guard !unassessedRings.isEmpty else { return }
        let ink = Ink(specification.style.notAssessed.rgba)
        canvas.fillRings(unassessedRings, MapInks.study)
        canvas.fillRings(unassessedRings, ink)
    }

    func drawRivers(on canvas: Canvas) {
        for line in specification.lines {
            guard case .river(let rank) = line.kind else { continue }
            let width = [2.0, 1.4, 0.9][min(max(rank, 1), 3) - 1]
            canvas.trace(plane.pixels(line.lines))
            canvas.strokePath(Pen(color: MapInks.river.with(alpha: 0.9), width: width))
        }
    }

    func drawRoads(on canvas: Canvas) {
        for line in specification.lines {
            guard case .road(let rank) = line.kind else { continue }
            canvas.trace(plane.pixels(line.lines))
            canvas.strokePath(Pen(color: MapInks.road, width: [1.3, 0.9, 0.6][min(max(rank, 1), 3) - 1]))
        }
    }

    func drawBorders(on canvas: Canvas) {
        canvas.trace(provinceRings, closed: true)
        canvas.strokePath(MapInks.provinceBorder)
        stroke(.internalLine, MapInks.internalLine, on: canvas)
        stroke(.route, MapInks.route, on: canvas)
        drawCountryBorders(.border, MapInks.border, on: canvas)
        drawCountryBorders(.disputedBorder, MapInks.disputed, on: canvas)
    }

    /// Around the province that the sheet is of.
    func drawFocus(on canvas: Canvas) {
        guard let focus = specification.focus else { return }
        for pen in [MapInks.focusCasing, MapInks.focus] {
            canvas.trace(plane.rings(focus), closed: true)
            canvas.strokePath(pen)
        }
    }

    private func stroke(_ kind: MapLine.Kind, _ pen: Pen, on canvas: Canvas) {
        for line in specification.lines where line.kind == kind { canvas.trace(plane.pixels(line.lines)) }
        canvas.strokePath(pen)
    }

    /// Borders of the study stand out; those among its neighbours stay quiet.
    private func drawCountryBorders(_ kind: MapLine.Kind, _ pen: Pen, on canvas: Canvas) {
        let all = specification.lines.filter { $0.kind == kind }.flatMap { plane.pixels($0.lines) }
        let inner = all.filter(studyOutline.follows)
        canvas.trace(all.filter { !studyOutline.follows($0) })
        canvas.strokePath(Pen(color: MapInks.outerBorder.color, width: MapInks.outerBorder.width, dashes: pen.dashes))
        canvas.trace(inner)
        canvas.strokePath(MapInks.borderCasing)
        canvas.trace(inner)
        canvas.strokePath(pen)
    }
}

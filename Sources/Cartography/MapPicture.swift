// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
public import Layers

/// A finished map on a sheet: surface, borders, names, legend, scale, statements and sources.
///
/// The same specification gives the same bytes.
public enum MapPicture {
    /// Draws the map.
    ///
    /// - Returns: the bytes of a file of the format.
    /// - Throws: `CartographyError` where the font is missing or the words leave no room for the map.
    public static func data(_ specification: MapSpecification, _ format: SheetFormat) throws(CartographyError)
        -> [UInt8]
    {
        let canvas = try canvas(specification, format)
        try draw(specification, on: canvas)
        switch format {
        case .png: return try canvas.png()
        case .pdf: return try canvas.finish()
        case .svg: return SVGNames.renumbered(try canvas.finish())
        }
    }

    /// Draws the map into a file.
    /// - Throws: `CartographyError`, also where the file cannot be written.
    public static func write(
        _ specification: MapSpecification, _ format: SheetFormat, to path: String
    ) throws(CartographyError) {
        try PictureFile.write(try data(specification, format), to: path)
    }

    /// Pixels on an inch of the sheets that are pixels.
    private static let dotsPerInch = 150.0

    private static func canvas(
        _ specification: MapSpecification, _ format: SheetFormat
    ) throws(CartographyError) -> Canvas {
        let paper = specification.paper, sides = paper.millimeters
        let canvas: Canvas
        switch format {
        case .png:
            func pixels(_ millimeters: Double) -> Int { Int((millimeters / 25.4 * dotsPerInch).rounded()) }
            canvas = try Canvas(width: pixels(sides.width), height: pixels(sides.height))
            canvas.zoom(dotsPerInch / 72 * SheetUnit.points)
        case .pdf:
            let texts = specification.texts
            let title = [texts.title.main, texts.study.main, texts.number].filter { !$0.isEmpty }
            canvas = try Canvas(pdf: paper, title: title.joined(separator: " \u{2013} "), day: texts.day)
            canvas.zoom(SheetUnit.points, pixels: SheetUnit.vectorPixels)
        case .svg:
            canvas = try Canvas(svg: paper)
            canvas.zoom(SheetUnit.points, pixels: SheetUnit.vectorPixels)
        }
        return canvas
    }

    /// Draws the whole sheet.
    static func draw(_ specification: MapSpecification, on canvas: Canvas) throws(CartographyError) {
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        let (margin, layout, plane) = try arrange(specification, on: canvas)
        drawMap(specification, plane: plane, on: canvas)
        margin.drawHeading(at: PlanarPoint(x: layout.heading.x, y: layout.heading.y), width: layout.heading.width)
        margin.drawPanel(
            at: PlanarPoint(x: layout.panel.x, y: layout.panel.y), width: layout.panel.width,
            height: layout.panel.height, plane: plane)
        margin.drawFoot(at: PlanarPoint(x: layout.foot.x, y: layout.foot.y), width: layout.foot.width)
        try canvas.check()
    }

    /// The fullest of some arrangements whose panel is no higher than the map.
    private static func arrange(
        _ specification: MapSpecification, on canvas: Canvas
    ) throws(CartographyError) -> (MarginPainter, MapLayout, MapPlane) {
        // What is only measured is drawn there.
        let scratch = try Canvas(width: 16, height: 16)
        var last: (MarginPainter, MapLayout, MapPlane)?
        for (isKeyFull, isAbsenceBelow) in [(true, false), (false, false), (true, true), (false, true)] {
            var trial = MarginPainter(specification: specification, canvas: scratch)
            (trial.isKeyFull, trial.isAbsenceBelow) = (isKeyFull, isAbsenceBelow)
            let full = MapLayout.fullWidth(canvas.width), origin = PlanarPoint(x: 0, y: 0)
            let layout = MapLayout(
                width: canvas.width, height: canvas.height,
                headingHeight: trial.drawHeading(at: origin, width: full),
                footHeight: trial.drawFoot(at: origin, width: full)
            ).snapped(on: canvas)
            guard layout.map.height > 250 else { continue }
            let plane = MapPlane(extent: specification.extent, frame: layout.map)
            let needed = trial.drawPanel(at: origin, width: layout.panel.width, height: nil, plane: plane)
            var margin = MarginPainter(specification: specification, canvas: canvas)
            (margin.isKeyFull, margin.isAbsenceBelow) = (isKeyFull, isAbsenceBelow)
            last = (margin, layout, plane)
            if needed <= layout.panel.height { return (margin, layout, plane) }
        }
        guard let last else {
            throw .drawing(reason: "the list of sources leaves no room for the map; shorten it or take larger paper")
        }
        return last
    }

    private static func drawMap(_ specification: MapSpecification, plane: MapPlane, on canvas: Canvas) {
        let basemap = BasemapPainter(specification, plane: plane)
        let corner = LocatorPainter(specification, plane: plane)
        let marks = MarkPainter(specification.marks, plane: plane)
        canvas.scoped {
            canvas.clip(plane.frame)
            basemap.drawGround(on: canvas)
            basemap.drawSurface(on: canvas)
            basemap.drawRivers(on: canvas)
            basemap.drawRoads(on: canvas)
            CorridorPainter(corridors: specification.corridors, plane: plane).draw(on: canvas)
            basemap.drawBorders(on: canvas)
            basemap.drawFocus(on: canvas)
            marks.drawOutlines(on: canvas)
            var labels = LabelPainter(specification, plane: plane, canvas: canvas)
            labels.avoid([corner.frame] + marks.groups.map(\.frame))
            labels.draw()
            marks.draw(on: canvas)
            if let highest = specification.highest { canvas.ring(plane.pixel(highest)) }
            corner.draw(on: canvas)
        }
        canvas.stroke(plane.frame, MapInks.frame)
    }
}

/// Writing of finished pictures.
enum PictureFile {
    static func write(_ bytes: [UInt8], to path: String) throws(CartographyError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}

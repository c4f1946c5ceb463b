// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// Everything that small maps of several days have in common, as plain values in one plane.
public struct SeriesMaps: Sendable {
    /// Heading, the study, and what to know before two days are compared.
    public var title, study, note: TextByLanguage
    /// What stands in place of a map of a day that has no such layer.
    public var absent: TextByLanguage
    /// Statements that accompany every use.
    public var statements: Statements
    /// Sources and provenance in one line.
    public var sources: String
    /// Classes and colours, the same for all days.
    public var style: Style
    /// The languages of the sheet.
    public var wording: Wording
    /// What part of the plane is shown.
    public var extent: Extent
    /// Provinces, inside which the surface is drawn, and countries around them.
    public var provinces, countries: [MapArea]
    /// Borders; other lines are not drawn.
    public var borders: [MapLine]
    /// Day by which a PDF says that it was made.
    public var day: String
    /// Tier, for the stamp.
    public var tier: ReleaseTier

    /// A sheet without borders and countries; fill in what there is.
    public init(
        title: TextByLanguage, study: TextByLanguage, note: TextByLanguage, absent: TextByLanguage,
        statements: Statements, sources: String, style: Style, wording: Wording, extent: Extent, provinces: [MapArea],
        day: String, tier: ReleaseTier
    ) {
        (self.title, self.study, self.note, self.absent) = (title, study, note, absent)
        (self.statements, self.sources, self.style, self.wording) = (statements, sources, style, wording)
        (self.extent, self.provinces, self.countries, self.borders) = (extent, provinces, [], [])
        (self.day, self.tier) = (day, tier)
    }
}

/// One day of them.
public struct SeriesMapDay: Sendable {
    /// What stands under it.
    public var label: String
    /// Its surface; nil where the day has no such layer.
    public var surface: Raster<Float>?
    /// Codes of provinces whose figures are withheld, as positions among those of the maps.
    public var withheld: Set<Int>

    /// Takes the parts as they are.
    public init(label: String, surface: Raster<Float>?, withheld: Set<Int> = []) {
        (self.label, self.surface, self.withheld) = (label, surface, withheld)
    }
}

/// Draws one day into a frame.
struct SeriesMapPainter {
    let maps: SeriesMaps
    let canvas: Canvas
    /// Width of a province border.
    let hairline: Double

    func draw(_ day: SeriesMapDay, in frame: Frame) {
        let plane = MapPlane(extent: maps.extent, frame: frame)
        let rings = maps.provinces.map { plane.rings($0.area) }, all = rings.flatMap(\.self)
        canvas.scoped {
            canvas.clip(frame)
            canvas.fill(frame, MapInks.sea)
            for country in maps.countries { canvas.fillRings(plane.rings(country.area), MapInks.neighbour) }
            canvas.fillRings(all, MapInks.study)
            if let surface = day.surface {
                canvas.scoped {
                    canvas.clipRings(all)
                    SurfacePainter(surface: surface, style: maps.style, plane: plane).draw(on: canvas)
                }
            }
            let blank = day.surface == nil ? Array(rings.indices) : day.withheld.sorted()
            for index in blank where rings.indices.contains(index) {
                canvas.fillRings(rings[index], MapInks.study)
                canvas.fillRings(rings[index], Ink(maps.style.notAssessed.rgba))
            }
            borders(all, plane)
        }
        canvas.stroke(frame, Pen(color: MapInks.frame.color, width: hairline))
        if day.surface == nil { absent(in: frame) }
    }

    private func borders(_ rings: [[PlanarPoint]], _ plane: MapPlane) {
        canvas.trace(rings, closed: true)
        canvas.strokePath(Pen(color: MapInks.provinceBorder.color, width: hairline))
        for line in maps.borders {
            let width = 2.2 * hairline
            switch line.kind {
            case .border:
                canvas.trace(plane.pixels(line.lines))
                canvas.strokePath(Pen(color: MapInks.border.color, width: width))
            case .disputedBorder:
                canvas.trace(plane.pixels(line.lines))
                canvas.strokePath(Pen(color: MapInks.disputed.color, width: width, dashes: [5 * width, 3 * width]))
            default: break
            }
        }
    }

    private func absent(in frame: Frame) {
        let style = TextStyle(size: SheetUnit.leastText, ink: MapInks.text, wrap: frame.width - 8, alignment: .center)
        let texts = SheetText(first: maps.absent, in: maps.wording.languages)
        for part in texts.parts {
            let height = canvas.measure(part, style).height
            canvas.draw(
                part, style, at: PlanarPoint(x: frame.x + 4, y: frame.center.y - height / 2),
                halo: Pen(color: MapInks.paper, width: 3))
        }
    }
}

extension SeriesMaps {
    /// Width over height of what is shown.
    var aspect: Double { extent.width / extent.height }

    /// Draws the legend, the statement on absence and the intended use below each other; returns the height used.
    @discardableResult
    func drawPanel(on canvas: Canvas, at origin: PlanarPoint, width: Double) -> Double {
        var y = origin.y
        y +=
            LegendPainter(style: style, wording: wording, canvas: canvas, measures: .sheet)
            .draw(at: PlanarPoint(x: origin.x, y: y), width: width) + 12
        let strong = TextStyle(size: 13, isBold: true, ink: Ink(0x5C3D00))
        let absence = SidesText(
            SheetText(statements.absence, in: wording.languages), strong, least: 13, width: width - 28, canvas: canvas)
        let box = Frame(x: origin.x, y: y, width: width, height: absence.height + 18)
        canvas.fill(box, MapInks.warningFill)
        canvas.stroke(box, MapInks.warningEdge)
        absence.draw(at: PlanarPoint(x: box.x + 14, y: box.y + 9))
        y = box.maxY + 10
        for text in [note, statements.intendedUse] where !text.main.isEmpty {
            let quiet = TextStyle(size: SheetUnit.leastText, ink: MapInks.mutedText)
            let block = SidesText(
                SheetText(text, in: wording.languages), quiet, least: SheetUnit.leastText, width: width, canvas: canvas)
            block.draw(at: PlanarPoint(x: origin.x, y: y))
            y += block.height + 8
        }
        return y - origin.y
    }

    /// Draws the heading; returns the height used.
    func drawHeading(on canvas: Canvas, at origin: PlanarPoint, width: Double, size: Double) -> Double {
        var y = origin.y
        for (text, size, isBold) in [(title, size, true), (study, size * 0.6, false)] where !text.main.isEmpty {
            let ink = isBold ? MapInks.accent : MapInks.mutedText
            let style = TextStyle(size: size, isBold: isBold, ink: ink)
            let block = SidesText(
                SheetText(text, in: wording.languages), style, least: size * 0.6, width: width, canvas: canvas)
            block.draw(at: PlanarPoint(x: origin.x, y: y))
            y += block.height + 3
        }
        return y - origin.y
    }
}

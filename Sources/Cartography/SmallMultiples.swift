// SPDX-License-Identifier: Apache-2.0

import Geo
public import Layers

/// A sheet of small maps, one for each day, of one legend and with the day under each.
///
/// The same values give the same bytes.
public enum SmallMultiples {
    /// More maps than this on a sheet are too small to be read.
    public static let mostMaps = 60

    /// Draws the sheet on A3.
    /// - Parameters:
    ///   - count: number of days, at most `mostMaps`.
    ///   - day: gives a day when it is drawn, so that one surface stands in memory at a time.
    /// - Returns: the bytes of a file of the format.
    /// - Throws: `CartographyError`, or what `day` throws.
    public static func data(
        _ maps: SeriesMaps, _ format: SheetFormat, count: Int, day: (Int) throws -> SeriesMapDay
    ) throws -> [UInt8] {
        let canvas = try canvas(maps, format)
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        let frame = canvas.bounds.inset(26)
        let top =
            frame.y
            + maps.drawHeading(
                on: canvas, at: PlanarPoint(x: frame.x, y: frame.y), width: frame.width, size: 25) + 10
        let foot = footHeight(maps, canvas, width: frame.width)
        let panelWidth = min(320, frame.width * 0.26)
        maps.drawPanel(
            on: canvas, at: PlanarPoint(x: frame.maxX - panelWidth, y: top), width: panelWidth)
        drawFoot(maps, canvas, in: Frame(x: frame.x, y: frame.maxY - foot, width: frame.width, height: foot))
        let area = Frame(
            x: frame.x, y: top, width: frame.width - panelWidth - 24, height: frame.maxY - foot - 10 - top)
        let painter = SeriesMapPainter(maps: maps, canvas: canvas, hairline: 0.5)
        for (index, frame) in frames(count: count, aspect: maps.aspect, in: area).enumerated() {
            try draw(day(index), in: frame, painter)
        }
        try canvas.check()
        return try format == .png
            ? canvas.png() : format == .svg ? SVGNames.renumbered(canvas.finish()) : canvas.finish()
    }

    static let labelHeight = 16.0
    private static let gap = 8.0

    private static func draw(_ day: SeriesMapDay, in frame: Frame, _ painter: SeriesMapPainter) throws {
        painter.draw(day, in: painter.canvas.snapped(frame))
        let style = TextStyle(size: SheetUnit.leastText + 1, isBold: true, ink: MapInks.text)
        let width = painter.canvas.measure(day.label, style).width
        painter.canvas.draw(day.label, style, at: PlanarPoint(x: frame.center.x - width / 2, y: frame.maxY + 1))
    }

    /// The frames of some maps in an area, as large as all can be, row by row.
    /// - Parameter widest: few maps need not fill a sheet.
    static func frames(count: Int, aspect: Double, in area: Frame, widest: Double = 520) -> [Frame] {
        guard count > 0, aspect > 0 else { return [] }
        func width(_ columns: Int) -> Double {
            let rows = (count + columns - 1) / columns
            let across = (area.width - gap * Double(columns - 1)) / Double(columns)
            let down = (area.height - gap * Double(rows - 1)) / Double(rows) - labelHeight
            return min(across, down * aspect, widest)
        }
        // checked: at least one column
        let columns = (1...count).max { width($0) < width($1) }!
        let size = (width: width(columns), height: width(columns) / aspect)
        return (0..<count).map { index in
            Frame(
                x: area.x + Double(index % columns) * (size.width + gap),
                y: area.y + Double(index / columns) * (size.height + labelHeight + gap), width: size.width,
                height: size.height)
        }
    }

    private static func canvas(_ maps: SeriesMaps, _ format: SheetFormat) throws(CartographyError) -> Canvas {
        let paper = SheetPaper.a3
        switch format {
        case .png:
            let pixels = 150.0
            func side(_ points: Double) -> Int { Int((points / 72 * pixels).rounded()) }
            let canvas = try Canvas(width: side(paper.points.width), height: side(paper.points.height))
            canvas.zoom(pixels / 72 * SheetUnit.points)
            return canvas
        case .pdf, .svg:
            let canvas =
                try format == .svg ? Canvas(svg: paper) : Canvas(pdf: paper, title: maps.title.main, day: maps.day)
            canvas.zoom(SheetUnit.points, pixels: 150 / 72 * SheetUnit.points)
            return canvas
        }
    }

    // MARK: Foot

    private static func lines(_ maps: SeriesMaps) -> [SheetText.Part] {
        let first = maps.wording.first
        return [maps.sources, maps.statements.boundaries[first]].filter { !$0.isEmpty }
            .map { SheetText.Part(text: $0, language: first) }
    }

    private static func style(width: Double) -> TextStyle {
        TextStyle(size: SheetUnit.leastText, ink: MapInks.mutedText, wrap: width)
    }

    private static func footHeight(_ maps: SeriesMaps, _ canvas: Canvas, width: Double) -> Double {
        lines(maps).reduce(0) { $0 + canvas.measure($1, style(width: width)).height + 2 }
    }

    private static func drawFoot(_ maps: SeriesMaps, _ canvas: Canvas, in frame: Frame) {
        var y = frame.y
        for line in lines(maps) {
            y += canvas.draw(line, style(width: frame.width), at: PlanarPoint(x: frame.x, y: y)) + 2
        }
    }
}

/// One picture of an animation: the map of a day with its date and legend.
public enum SeriesFrame {
    /// Sides in pixels, both even, as encoders of films want them.
    public static let width = 1280, height = 800

    /// - Parameter share: of the period that has passed, 0 to 1.
    /// - Returns: the bytes of a PNG file.
    /// - Throws: `CartographyError`.
    public static func png(_ maps: SeriesMaps, _ day: SeriesMapDay, share: Double) throws(CartographyError) -> [UInt8] {
        let canvas = try Canvas(width: width, height: height)
        try canvas.checkFont()
        canvas.fill(canvas.bounds, MapInks.paper)
        let frame = canvas.bounds.inset(18), panelWidth = 300.0
        let heading = maps.drawHeading(
            on: canvas, at: PlanarPoint(x: frame.x, y: frame.y), width: frame.width, size: 20)
        let area = Frame(
            x: frame.x, y: frame.y + heading + 6, width: frame.width - panelWidth - 18,
            height: frame.height - heading - 6)
        let map = SmallMultiples.frames(count: 1, aspect: maps.aspect, in: area, widest: .infinity)
        if let map = map.first {
            SeriesMapPainter(maps: maps, canvas: canvas, hairline: 0.8).draw(day, in: canvas.snapped(map))
        }
        drawDay(
            day.label, share, on: canvas,
            in: Frame(x: frame.maxX - panelWidth, y: area.y, width: panelWidth, height: 62))
        maps.drawPanel(
            on: canvas, at: PlanarPoint(x: frame.maxX - panelWidth, y: area.y + 74), width: panelWidth)
        drawSources(
            maps, on: canvas, in: Frame(x: frame.maxX - panelWidth, y: area.y, width: panelWidth, height: area.height))
        try canvas.check()
        return try canvas.png()
    }

    /// At the foot of the panel: a film is passed on without its folder.
    private static func drawSources(_ maps: SeriesMaps, on canvas: Canvas, in frame: Frame) {
        let text = SheetText.Part(text: maps.sources, language: maps.wording.first)
        let style = TextStyle(size: 9, ink: MapInks.mutedText, wrap: frame.width)
        let height = canvas.measure(text, style).height
        canvas.draw(text, style, at: PlanarPoint(x: frame.x, y: frame.maxY - height))
    }

    private static func drawDay(_ label: String, _ share: Double, on canvas: Canvas, in frame: Frame) {
        canvas.draw(
            label, TextStyle(size: 36, isBold: true, ink: MapInks.accent), at: PlanarPoint(x: frame.x, y: frame.y))
        let bar = Frame(x: frame.x, y: frame.maxY - 8, width: frame.width, height: 6)
        canvas.fill(bar, MapInks.rule.color)
        canvas.fill(
            Frame(x: bar.x, y: bar.y, width: bar.width * min(1, max(0, share)), height: bar.height), MapInks.accent)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Writes the names of a map: towns at their symbols, provinces inside their area, neighbours where room is left.
struct LabelPainter {
    let specification: MapSpecification
    let plane: MapPlane
    let canvas: Canvas
    private var placement: LabelPlacement

    private static let halo = Pen(color: Ink(0xFFFFFF, alpha: 0.82), width: 3.2)

    init(_ specification: MapSpecification, plane: MapPlane, canvas: Canvas) {
        self.specification = specification
        self.plane = plane
        self.canvas = canvas
        placement = LabelPlacement(bounds: plane.frame.inset(4))
    }

    /// Keeps names off other parts of the map.
    mutating func avoid(_ frames: [Frame]) {
        for frame in frames { placement.occupy(frame) }
    }

    mutating func draw() {
        occupySymbols()
        drawHighest()
        drawProvinces()
        drawTowns()
        drawCorridors()
        drawRivers()
        drawCountries()
    }

    private func text(_ name: TextByLanguage) -> SheetText {
        SheetText(name, in: specification.wording.languages)
    }

    // MARK: Towns

    private mutating func occupySymbols() {
        for town in visibleTowns() {
            let center = plane.pixel(town.position)
            placement.occupy(Frame(x: center.x - 4, y: center.y - 4, width: 8, height: 8))
        }
    }

    private func visibleTowns() -> [MapTown] {
        specification.towns.filter { town in
            let pixel = plane.pixel(town.position)
            return plane.frame.inset(8).contains(Frame(x: pixel.x, y: pixel.y, width: 0, height: 0))
        }
    }

    /// The place of the highest value has a name before any other.
    private mutating func drawHighest() {
        guard let highest = specification.highest else { return }
        let center = plane.pixel(highest)
        placement.occupy(Frame(x: center.x - 10.5, y: center.y - 10.5, width: 21, height: 21))
        for town in visibleTowns() where town.isHighest { drawTown(town, size: 12.5, isBold: true, gap: 12.5) }
    }

    private mutating func drawTowns() {
        let order = visibleTowns().enumerated().filter { !$0.element.isHighest }
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        for (_, town) in order { drawTown(town, size: town.rank == 1 ? 12.5 : 11.5, isBold: town.rank == 1, gap: 6.5) }
    }

    private mutating func drawTown(_ town: MapTown, size: Double, isBold: Bool, gap: Double) {
        let center = plane.pixel(town.position)
        let label = Label(
            canvas, text(town.name), TextStyle(size: size, isBold: isBold), below: TextStyle(size: 11))
        let single = Label(canvas, text(town.name), TextStyle(size: 11, isBold: isBold && town.isHighest))
        for candidate in [label, single] {
            guard let frame = placement.place(Self.around(center, candidate, gap), margin: 1) else { continue }
            candidate.draw(in: frame, halo: Self.halo, alignment: frame.x > center.x ? .left : .right)
            break
        }
        Self.drawSymbol(town.rank, center, canvas)
    }

    static func drawSymbol(_ rank: Int, _ center: PlanarPoint, _ canvas: Canvas) {
        let outline = Pen(color: Ink(0xFFFFFF), width: 1.2)
        canvas.dot(center, radius: rank == 1 ? 4.2 : rank == 2 ? 3.2 : 2.6, fill: MapInks.text, outline: outline)
        if rank == 1 {
            canvas.dot(center, radius: 1.4, fill: Ink(0xFFFFFF), outline: Pen(color: MapInks.text, width: 0.6))
        }
    }

    /// Right of the symbol first, then left, above and below: the order in which readers find a name.
    private static func around(_ center: PlanarPoint, _ label: Label, _ gap: Double) -> [Frame] {
        let (width, height) = (label.width, label.height)
        let corners = [
            (center.x + gap, center.y - height / 2), (center.x - gap - width, center.y - height / 2),
            (center.x + gap, center.y - height), (center.x + gap, center.y),
            (center.x - gap - width, center.y - height), (center.x - gap - width, center.y),
            (center.x - width / 2, center.y - gap - height), (center.x - width / 2, center.y + gap),
        ]
        return corners.map { Frame(x: $0.0, y: $0.1, width: width, height: height) }
    }

    // MARK: Corridors

    /// A letter for each, which the foot of the sheet explains: names would cover the towns below them.
    private mutating func drawCorridors() {
        let style = TextStyle(size: 11, isBold: true, ink: MapInks.corridor)
        for (letter, corridor) in specification.letteredCorridors {
            let size = canvas.measure(letter, style), radius = 7.5
            let anchors = LabelAnchor.candidates(in: plane.area(corridor.area), limit: 80)
            // Where its own area has no room, the letter stands beside it.
            let frames = (anchors + Self.spiral(anchors.first)).lazy.map {
                Frame(x: $0.x - radius, y: $0.y - radius, width: 2 * radius, height: 2 * radius)
            }
            guard let frame = placement.place(frames, margin: 1) else { continue }
            canvas.dot(
                frame.center, radius: radius, fill: Ink(0xFFFFFF, alpha: 0.92),
                outline: Pen(color: MapInks.corridor, width: 1))
            canvas.draw(
                letter, style,
                at: PlanarPoint(x: frame.center.x - size.width / 2, y: frame.center.y - size.height / 2))
        }
    }

    // MARK: Areas

    private mutating func drawProvinces() {
        let areas = specification.provinces.map { ($0, plane.area($0.area)) }
        // Small areas first: a large one finds another place, a small one does not.
        let order = areas.enumerated().sorted { a, b in
            let (first, second) = (Self.surface(a.element.1), Self.surface(b.element.1))
            return (first, a.offset) < (second, b.offset)
        }
        for (_, (province, area)) in order where !text(province.name).parts.isEmpty { drawProvince(province, area) }
    }

    private mutating func drawProvince(_ province: MapArea, _ area: MultiPolygon) {
        let anchors = LabelAnchor.candidates(in: area)
        for size in [14.0, 12.5, 11] {
            let label = provinceLabel(province, size, below: size)
            if place(label, at: anchors, in: area, leastShare: 0.99) { return }
        }
        // A town of the same name inside a province too small for its own label says it already.
        if visibleTowns().contains(where: { $0.name.main == province.name.main }) { return }
        let label = provinceLabel(province, 11, below: 10.5)
        // Too small for its name: let it reach over the border, as long as no other name is hit.
        if place(label, at: anchors, in: area, leastShare: 0.35) { return }
        _ = place(label, at: Self.spiral(anchors.first), in: area, leastShare: 0)
    }

    private func provinceLabel(_ province: MapArea, _ size: Double, below: Double) -> Label {
        Label(
            canvas, text(province.name), TextStyle(size: size, isBold: true, ink: Ink(0x323943)),
            below: TextStyle(size: below, ink: Ink(0x323943)))
    }

    private mutating func place(
        _ label: Label, at anchors: [PlanarPoint], in area: MultiPolygon, leastShare: Double
    ) -> Bool {
        let frames = anchors.lazy.map { label.frame(around: $0) }
            .filter { leastShare == 0 || LabelAnchor.shareInside($0, area) >= leastShare }
        guard let frame = placement.place(frames) else { return false }
        label.draw(in: frame, halo: Self.halo, alignment: .center)
        return true
    }

    private static func spiral(_ center: PlanarPoint?) -> [PlanarPoint] {
        guard let center else { return [] }
        let directions = [(0.0, -1.0), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)]
        return [0.0, 12, 22, 32, 42].flatMap { distance in
            directions.map { PlanarPoint(x: center.x + $0.0 * distance * 1.6, y: center.y + $0.1 * distance) }
        }
    }

    private static func surface(_ area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { $0 + LabelAnchor.surface($1.shell) }
    }

    private mutating func drawCountries() {
        for country in specification.countries where !text(country.name).parts.isEmpty {
            let area = plane.area(country.area)
            let ink = Ink(0x7C7A73)
            let label = Label(
                canvas, text(country.name).capitals, TextStyle(size: 13, ink: ink, tracking: 2.4),
                below: TextStyle(size: 13, ink: ink))
            _ = place(label, at: clipped(area), in: area, leastShare: 0.99)
        }
    }

    /// Places for the name of a country that reaches beyond the frame: its visible part counts.
    private func clipped(_ area: MultiPolygon) -> [PlanarPoint] {
        let frame = plane.frame.inset(20)
        let rings = area.polygons.map { ring in
            ring.shell.map {
                PlanarPoint(x: min(max($0.x, frame.x), frame.maxX), y: min(max($0.y, frame.y), frame.maxY))
            }
        }
        return LabelAnchor.candidates(in: MultiPolygon(rings.map { Polygon(shell: $0) }), limit: 80)
    }

    // MARK: Rivers

    private mutating func drawRivers() {
        var named: Set<String> = []
        for line in specification.lines {
            guard case .river = line.kind, !line.name.isEmpty, !named.contains(line.name) else { continue }
            let style = TextStyle(size: 11.5, isItalic: true, ink: Ink(0x2F6690), tracking: 0.6)
            let size = canvas.measure(line.name, style)
            for stretch in RiverStretch.find(plane.pixels(line.lines), length: size.width) {
                let frame = stretch.bounds(height: size.height)
                guard placement.isFree(frame) else { continue }
                placement.occupy(frame)
                named.insert(line.name)
                stretch.draw(line.name, style, size, halo: Self.halo, on: canvas)
                break
            }
        }
    }
}

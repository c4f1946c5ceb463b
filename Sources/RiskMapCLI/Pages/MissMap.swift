// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo
import Validation

/// Where more and where fewer events happened than the ladder expected.
struct MissMap {
    let misses: Misses
    let countries: [StudyValidation.Country]
    /// What is assessed outside of their borders, metres.
    let rim: Double

    /// Observed over expected.
    enum Class: CaseIterable {
        case farFewer, fewer, near, more, farMore, few

        /// Below this many expected and observed events a ratio is noise.
        static let leastEvents = 10.0

        init(_ square: Misses.Square) {
            let observed = Double(square.observed)
            guard max(observed, square.expected) >= Self.leastEvents else {
                self = .few
                return
            }
            switch observed {
            case ..<(square.expected / 2): self = .farFewer
            case ..<(square.expected / 1.25): self = .fewer
            case ...(square.expected * 1.25): self = .near
            case ...(square.expected * 2): self = .more
            default: self = .farMore
            }
        }

        /// Diverging blue to orange; in grey print the signs of the numbers tell the sides.
        var ink: String {
            switch self {
            case .farFewer: "#2166ac"
            case .fewer: "#92c5de"
            case .near: "#eeeeea"
            case .more: "#fdb863"
            case .farMore: "#c2570c"
            case .few: PlotInk.paper
            }
        }

        var words: String {
            switch self {
            case .farFewer: "less than half"
            case .fewer: "half to 0.8"
            case .near: "0.8 to 1.25"
            case .more: "1.25 to twice"
            case .farMore: "more than twice"
            case .few: "under 10 events"
            }
        }

        var isDark: Bool { self == .farFewer || self == .farMore }
    }

    private static let width = 760.0, margin = 12.0, tallest = 900.0, legendHeight = 92.0
    /// Squares of fewer pixels have no room for a number.
    private static let leastForNumber = 24.0

    var picture: SVGPicture {
        var picture = SVGPicture(
            name: "misses", title: "Where more and fewer events happened than expected", description: description,
            width: Self.width, height: mapHeight + Self.legendHeight)
        picture.paper()
        picture.add(mask)
        picture.add("<g mask=\"url(#assessed)\">")
        for square in misses.squares { draw(square, on: &picture) }
        picture.add("</g>")
        picture.path(data(\.provinces), fill: "none", stroke: PlotInk.faint, width: 0.7)
        picture.path(data(\.rings), fill: "none", stroke: PlotInk.text, width: 1.4)
        crosses(misses.surprises.map { place($0.place) }, on: &picture)
        for square in misses.squares { write(square, on: &picture) }
        legend(on: &picture)
        return picture
    }

    /// Lets through the countries and their rim: a border as thick as the rim is wide on both of its sides.
    private var mask: String {
        "<mask id=\"assessed\"><path d=\"\(data(\.rings))\" fill=\"#fff\" stroke=\"#fff\" "
            + "stroke-width=\"\(SVGPicture.number(2 * rim * scale))\" stroke-linejoin=\"round\"/></mask>"
    }

    private var description: String {
        let classes = misses.squares.map(Class.init)
        let parts = Class.allCases.map { kind in "\(kind.words): \(classes.count { $0 == kind })" }
        let surprises = misses.surprises.reduce(0) { $0 + $1.events }
        return "Squares of 50 km by observed over expected events. \(parts.joined(separator: "; ")). "
            + "\(surprises) events lay in the half of the area where least was expected."
    }

    // MARK: Plane to pixels

    private var extent: Extent {
        let rings = countries.flatMap(\.rings).joined()
        let corners = misses.squares.flatMap {
            [PlanarPoint(x: $0.extent.minX, y: $0.extent.minY), PlanarPoint(x: $0.extent.maxX, y: $0.extent.maxY)]
        }
        // checked: four constants
        return Extent(around: rings) ?? Extent(around: corners) ?? Extent(minX: 0, minY: 0, maxX: 1, maxY: 1)!
    }

    /// Pixels of the margin and of the rim.
    private var border: Double { Self.margin + rim * scale }

    private var scale: Double {
        min(
            (Self.width - 2 * Self.margin) / (extent.width + 2 * rim),
            (Self.tallest - 2 * Self.margin) / (extent.height + 2 * rim))
    }
    private var mapHeight: Double { extent.height * scale + 2 * border }

    private func place(_ point: PlanarPoint) -> PlanarPoint {
        PlanarPoint(
            x: Self.width / 2 + (point.x - extent.center.x) * scale,
            y: border + (extent.maxY - point.y) * scale)
    }

    private func data(_ rings: KeyPath<StudyValidation.Country, [[PlanarPoint]]>) -> String {
        countries.flatMap { $0[keyPath: rings] }.map { SVGPicture.ring($0.map(place)) }.joined()
    }

    // MARK: Layers

    private func draw(_ square: Misses.Square, on picture: inout SVGPicture) {
        let corner = place(PlanarPoint(x: square.extent.minX, y: square.extent.maxY))
        let side = square.extent.width * scale
        picture.rectangle(
            corner.x, corner.y, side, side, fill: Class(square).ink, stroke: PlotInk.grid,
            tooltip: "observed \(square.observed), expected \(decimal(square.expected, 1))")
    }

    /// Observed minus expected, with its sign.
    private func write(_ square: Misses.Square, on picture: inout SVGPicture) {
        let kind = Class(square), side = square.extent.width * scale
        guard kind != .few, side >= Self.leastForNumber else { return }
        let middle = place(square.middle)
        picture.write(
            Self.signed(Double(square.observed) - square.expected), at: PlanarPoint(x: middle.x, y: middle.y + 4),
            anchor: .middle, size: min(11, side / 3), ink: kind.isDark ? PlotInk.paper : PlotInk.text, halo: kind.ink)
    }

    static func signed(_ value: Double) -> String {
        let text = decimal(value.magnitude, 0)
        return text == "0" ? text : (value < 0 ? "\u{2212}" : "+") + text
    }

    /// Black on white, so that they are seen on every colour.
    private func crosses(_ places: [PlanarPoint], on picture: inout SVGPicture) {
        guard !places.isEmpty else { return }
        let reach = 3.5
        let data = places.map { place in
            let (x, y) = (place.x, place.y)
            return SVGPicture.open([PlanarPoint(x: x - reach, y: y - reach), PlanarPoint(x: x + reach, y: y + reach)])
                + SVGPicture.open([PlanarPoint(x: x - reach, y: y + reach), PlanarPoint(x: x + reach, y: y - reach)])
        }.joined()
        picture.path(data, fill: "none", stroke: PlotInk.paper, width: 3.5)
        picture.path(data, fill: "none", stroke: PlotInk.text, width: 1.5)
    }

    private func legend(on picture: inout SVGPicture) {
        let top = mapHeight + 16
        picture.write(
            "Observed over expected (numbers: observed minus expected events)",
            at: PlanarPoint(x: Self.margin, y: top), isBold: true)
        for (number, kind) in Class.allCases.enumerated() {
            let x = Self.margin + Double(number) * 123
            picture.rectangle(x, top + 10, 16, 12, fill: kind.ink, stroke: PlotInk.soft)
            picture.write(kind.words, at: PlanarPoint(x: x + 22, y: top + 20), size: 11)
        }
        crosses([PlanarPoint(x: Self.margin + 8, y: top + 42)], on: &picture)
        picture.write(
            "events in the half of the area where least was expected",
            at: PlanarPoint(x: Self.margin + 22, y: top + 46), size: 11)
        scaleBar(at: PlanarPoint(x: 560, y: top + 42), on: &picture)
    }

    private func scaleBar(at start: PlanarPoint, on picture: inout SVGPicture) {
        let kilometers = PlotScale.roundStep(over: extent.width / 1000, count: 6)
        let end = PlanarPoint(x: start.x + kilometers * 1000 * scale, y: start.y)
        picture.line(start, end, stroke: PlotInk.text, width: 3)
        picture.write(
            "\(decimal(kilometers, 0)) km, equal-area", at: PlanarPoint(x: start.x, y: start.y + 16), size: 11)
    }
}

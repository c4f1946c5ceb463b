// SPDX-License-Identifier: Apache-2.0

import Geo

/// A picture inside a page, with its title and a description for those who do not see it. Positions are in pixels from
/// the upper left; nothing in it comes from another file.
struct SVGPicture {
    /// How a text stands at its position.
    enum Anchor: String { case start, middle, end }

    /// Unique within its page.
    let name: String
    let title, description: String
    let width, height: Double
    private var parts: [String] = []

    init(name: String, title: String, description: String, width: Double, height: Double) {
        (self.name, self.title, self.description) = (name, title, description)
        (self.width, self.height) = (width, height)
    }

    /// Adds markup that is escaped already.
    mutating func add(_ markup: String) { parts.append(markup) }

    var text: String {
        """
        <svg viewBox="0 0 \(Self.number(width)) \(Self.number(height))" role="img" \
        aria-labelledby="\(name)-title \(name)-text" font-family="system-ui,'Noto Sans',sans-serif" font-size="12">
        <title id="\(name)-title">\(HTMLText.escaped(title))</title>
        <desc id="\(name)-text">\(HTMLText.escaped(description))</desc>
        \(parts.joined(separator: "\n"))
        </svg>
        """
    }

    // MARK: Shapes

    /// White paper under all else: the inks of plots are chosen for it, whatever the colours of the page.
    mutating func paper() { rectangle(0, 0, width, height, fill: PlotInk.paper) }

    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, stroke: String = "none",
        tooltip: String = ""
    ) {
        add(
            "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
                + "height=\"\(Self.number(height))\" fill=\"\(fill)\" stroke=\"\(stroke)\""
                + Self.closed("rect", tooltip))
    }

    mutating func line(_ from: PlanarPoint, _ to: PlanarPoint, stroke: String, width: Double = 1, dash: String = "") {
        add(
            "<line x1=\"\(Self.number(from.x))\" y1=\"\(Self.number(from.y))\" x2=\"\(Self.number(to.x))\" "
                + "y2=\"\(Self.number(to.y))\"\(Self.stroke(stroke, width, dash))/>")
    }

    /// A line through points.
    mutating func curve(
        _ points: [PlanarPoint], stroke: String, width: Double = 1, dash: String = "", tooltip: String = ""
    ) {
        path(Self.open(points), fill: "none", stroke: stroke, width: width, dash: dash, tooltip: tooltip)
    }

    mutating func path(
        _ data: String, fill: String, stroke: String, width: Double = 1, dash: String = "", tooltip: String = ""
    ) {
        add(
            "<path d=\"\(data)\" fill=\"\(fill)\" stroke-linejoin=\"round\""
                + Self.stroke(stroke, width, dash) + Self.closed("path", tooltip))
    }

    mutating func circle(
        _ center: PlanarPoint, radius: Double, fill: String, stroke: String, width: Double = 1.5, tooltip: String = ""
    ) {
        add(
            "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\" r=\"\(Self.number(radius))\" "
                + "fill=\"\(fill)\"\(Self.stroke(stroke, width, ""))" + Self.closed("circle", tooltip))
    }

    /// A square on its corner.
    mutating func diamond(
        _ center: PlanarPoint, radius: Double, fill: String, stroke: String, width: Double = 1.5, tooltip: String = ""
    ) {
        let (x, y) = (center.x, center.y)
        let corners = [
            PlanarPoint(x: x, y: y - radius), PlanarPoint(x: x + radius, y: y), PlanarPoint(x: x, y: y + radius),
            PlanarPoint(x: x - radius, y: y),
        ]
        path(Self.ring(corners), fill: fill, stroke: stroke, width: width, tooltip: tooltip)
    }

    /// - Parameters:
    ///   - turned: degrees clockwise about the position.
    ///   - halo: ink around the letters, for a text over other shapes; empty for none.
    mutating func write(
        _ text: String, at place: PlanarPoint, anchor: Anchor = .start, size: Double = 12, ink: String = PlotInk.text,
        isBold: Bool = false, turned: Double = 0, halo: String = ""
    ) {
        let (x, y) = (Self.number(place.x), Self.number(place.y))
        let turn =
            (turned == 0 ? "" : " transform=\"rotate(\(Self.number(turned)) \(x) \(y))\"")
            + (halo.isEmpty ? "" : " paint-order=\"stroke\"" + Self.stroke(halo, 2.5, ""))
        add(
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\" font-size=\"\(Self.number(size))\" "
                + "fill=\"\(ink)\"\(isBold ? " font-weight=\"600\"" : "")\(turn)>\(HTMLText.escaped(text))</text>")
    }

    // MARK: Words of the language

    /// The data of a closed path.
    static func ring(_ points: [PlanarPoint]) -> String { open(points) + "Z" }

    /// The data of a path that is not closed.
    static func open(_ points: [PlanarPoint]) -> String { "M" + joined(points) }

    /// A tenth of a pixel is finer than anybody sees.
    static func number(_ value: Double) -> String { decimal(value, 1) }

    private static func joined(_ points: [PlanarPoint]) -> String {
        points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
    }

    private static func stroke(_ ink: String, _ width: Double, _ dash: String) -> String {
        " stroke=\"\(ink)\" stroke-width=\"\(number(width))\"" + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
    }

    private static func closed(_ element: String, _ tooltip: String) -> String {
        tooltip.isEmpty ? "/>" : "><title>\(HTMLText.escaped(tooltip))</title></\(element)>"
    }
}

/// Inks of plots on white paper. Those of data are from Okabe and Ito's palette (2008), which people who confuse red and
/// green tell apart.
enum PlotInk {
    static let paper = "#ffffff", text = "#1c2430", soft = "#5b6676", grid = "#e1e5ea", faint = "#b4bcc7"
    static let band = "#e8f1f8"
    static let first = "#0072b2", second = "#d55e00", third = "#009e73"
}

// SPDX-License-Identifier: Apache-2.0

import Assessment
import Foundation
import Geo

/// A small map of a check: provinces and incidents, drawn as they lie, a degree of longitude as wide as in the middle.
struct CheckMap {
    let details: CheckDetails

    private static let width = 760.0
    private static let largestRadius = 16.0

    /// Incidents that are drawn.
    var incidents: Int { details.dots.reduce(0) { $0 + $1.incidents } }

    /// The picture, without any reference to another file.
    var svg: String {
        let outlines = details.outlines.map(outline).joined(separator: "\n")
        let areas = details.areas.map(area).joined(separator: "\n")
        let dots = details.dots.map(circle).joined(separator: "\n")
        var picture = SVGPicture(
            name: "map", title: "Map of the incidents",
            description: "Provinces and \(incidents) incidents at points inside the extent.", width: Self.width,
            height: height)
        picture.add("<g class=\"land\">\(outlines)</g>")
        if !areas.isEmpty { picture.add("<g class=\"areas\">\(areas)</g>") }
        // Names under the dots: an incident must not vanish behind its province.
        picture.add("<g class=\"names\">\(labels.joined(separator: "\n"))</g>")
        picture.add("<g class=\"dots\">\(dots)</g>")
        return picture.text
    }

    private var extent: Extent { details.extent }
    private var scale: Double { Self.width / (extent.maxX - extent.minX) }
    /// How much longer a degree of latitude is than one of longitude.
    private var stretch: Double { 1 / cos((extent.minY + extent.maxY) / 2 * .pi / 180) }
    private var height: Double { (extent.maxY - extent.minY) * scale * stretch }

    private func place(_ x: Double, _ y: Double) -> PlanarPoint {
        PlanarPoint(x: (x - extent.minX) * scale, y: (extent.maxY - y) * scale * stretch)
    }

    private func outline(_ part: ProvinceOutline) -> String {
        let more = part.incidents > 0 ? ": \(part.incidents) known to an area of it only" : ""
        let mark = part.incidents > 0 ? " class=\"known\"" : ""
        return
            "<path\(mark) d=\"\(SVGPicture.ring(part.ring.map { place($0.x, $0.y) }))\"><title>\(HTMLText.escaped(part.name + more))</title></path>"
    }

    private func area(_ area: IncidentArea) -> String {
        let path = area.lines.map { line in
            let points = line.map { place($0.x, $0.y) }.map { "\(number($0.x)),\(number($0.y))" }
            return "M" + points.joined(separator: "L") + (area.isClosed ? "Z" : "")
        }.joined()
        let title = (area.name.isEmpty ? "drawn by a row" : area.name) + ": \(area.incidents)"
        return
            "<path\(area.isClosed ? "" : " class=\"line\"") d=\"\(path)\"><title>\(HTMLText.escaped(title))</title></path>"
    }

    /// Names of provinces in their middle, the largest first, where no other name stands.
    private var labels: [String] {
        var taken: [Extent] = []
        let parts = details.outlines.filter(\.isLargest).compactMap { part in
            Extent(around: part.ring.map { place($0.x, $0.y) }).map { (part, $0) }
        }.sorted { Self.size($0.1) > Self.size($1.1) }
        return parts.compactMap { part, extent in
            let x = (extent.minX + extent.maxX) / 2, y = (extent.minY + extent.maxY) / 2
            guard let box = box(of: part.name, x, y), !taken.contains(where: { Self.overlap($0, box) }) else {
                return nil
            }
            taken.append(box)
            return "<text x=\"\(number(x))\" y=\"\(number(y))\">\(HTMLText.escaped(part.name))</text>"
        }
    }

    /// The room of a name around its middle; nil where it would leave the picture.
    private func box(of name: String, _ x: Double, _ y: Double) -> Extent? {
        let half = Double(name.count) * Self.letter / 2
        guard x > half, x < Self.width - half, y > Self.letter, y < height - Self.letter else { return nil }
        return Extent(minX: x - half, minY: y - Self.letter, maxX: x + half, maxY: y + Self.letter)
    }

    private static func overlap(_ a: Extent, _ b: Extent) -> Bool {
        a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY
    }

    /// Half the height of a name, and about the width of a letter of it, pixels.
    private static let letter = 6.0

    private static func size(_ extent: Extent) -> Double { (extent.maxX - extent.minX) * (extent.maxY - extent.minY) }

    private func circle(_ dot: MapDot) -> String {
        let at = place(dot.longitude, dot.latitude)
        let radius = min(Self.largestRadius, 2.5 + Double(dot.incidents).squareRoot())
        return
            "<circle cx=\"\(number(at.x))\" cy=\"\(number(at.y))\" r=\"\(number(radius))\"><title>\(dot.incidents)</title></circle>"
    }

    private func number(_ value: Double) -> String { SVGPicture.number(value) }
}

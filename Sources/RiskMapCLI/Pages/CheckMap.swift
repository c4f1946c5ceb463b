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
        let dots = details.dots.map(circle).joined(separator: "\n")
        var picture = SVGPicture(
            name: "map", title: "Map of the incidents",
            description: "Provinces and \(incidents) incidents at points inside the extent.", width: Self.width,
            height: height)
        picture.add("<g class=\"land\">\(outlines)</g>")
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

    private func circle(_ dot: MapDot) -> String {
        let at = place(dot.longitude, dot.latitude)
        let radius = min(Self.largestRadius, 2.5 + Double(dot.incidents).squareRoot())
        return
            "<circle cx=\"\(number(at.x))\" cy=\"\(number(at.y))\" r=\"\(number(radius))\"><title>\(dot.incidents)</title></circle>"
    }

    private func number(_ value: Double) -> String { SVGPicture.number(value) }
}

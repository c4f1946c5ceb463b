// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// An area whose coordinates have few decimals and which is still valid.
struct RoundedArea {
    let area: MultiPolygon

    /// Rounding may fold a narrow neck over itself. The repair may add a crossing between the rounded positions, so
    /// that it is rounded again: three rounds settle all but the contrived.
    init(_ given: MultiPolygon, decimals: Int) throws(GeoIOError) {
        let scale = pow(10, Double(decimals))
        var area = Self.round(given, scale)
        for _ in 0..<3 {
            guard try GeometryOperations.validityProblem(of: area) != nil else { break }
            area = Self.round(try GeometryOperations.makeValid(area), scale)
        }
        self.area = area
    }

    private static func round(_ area: MultiPolygon, _ scale: Double) -> MultiPolygon {
        MultiPolygon(
            area.polygons.compactMap { polygon in
                guard let shell = round(polygon.shell, scale) else { return nil }
                return Polygon(shell: shell, holes: polygon.holes.compactMap { round($0, scale) })
            })
    }

    /// Nil where no area is left.
    private static func round(_ ring: [PlanarPoint], _ scale: Double) -> [PlanarPoint]? {
        var rounded: [PlanarPoint] = []
        for point in ring {
            let next = PlanarPoint(x: (point.x * scale).rounded() / scale, y: (point.y * scale).rounded() / scale)
            if rounded.last != next { rounded.append(next) }
        }
        return rounded.count >= 4 && rounded.signedArea != 0 ? rounded : nil
    }
}

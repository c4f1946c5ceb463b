// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

/// Makes sure that a plane keeps areas and measures in metres: on any other, "events per 1,000 km2" would be wrong, and
/// nothing in the picture would show it.
enum EqualAreaCheck {
    /// Areas may differ by this much: the true area below is that of a small quadrangle to first order.
    private static let tolerance = 0.01
    /// Side of the quadrangles that are measured, degrees.
    private static let side = 0.01

    /// - Throws: `StudyError` naming the worst place, `GeoIOError` where a position has no image in the plane.
    static func check(_ study: ResolvedStudy, toPlane: CoordinateTransform) throws {
        let extent = study.extent
        for x in [extent.minX, extent.center.x, extent.maxX - side] {
            for y in [extent.minY, extent.center.y, extent.maxY - side] {
                let ratio = try planarArea(x, y, toPlane) / trueArea(latitude: y + side / 2)
                guard abs(ratio - 1) > tolerance else { continue }
                let place = "\(y.rounded(toDecimals: 2)), \(x.rounded(toDecimals: 2))"
                throw StudyError(
                    file: study.file,
                    message: "crs: '\(study.crs.definition)' is no equal-area plane in metres (at \(place) it measures "
                        + "\(ratio.rounded(toSignificant: 3)) times the true area); leave "
                        + "definition out, or name a plane such as EPSG:3035")
            }
        }
    }

    private static func planarArea(_ x: Double, _ y: Double, _ toPlane: CoordinateTransform) throws -> Double {
        let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
        let ring = try toPlane.transform(corners.map { PlanarPoint(x: $0.0, y: $0.1) })
        return abs(GeometryOperations.area(of: MultiPolygon([Polygon(shell: ring)])))
    }

    /// The product of both radii of curvature of WGS 84 and the two angles.
    private static func trueArea(latitude: Double) -> Double {
        let radius = 6_378_137.0, eccentricitySquared = 0.006_694_379_990_14
        let phi = latitude * .pi / 180, angle = side * .pi / 180
        let w = 1 - eccentricitySquared * sin(phi) * sin(phi)
        let meridian = radius * (1 - eccentricitySquared) / (w * w.squareRoot())
        return meridian * radius / w.squareRoot() * cos(phi) * angle * angle
    }
}

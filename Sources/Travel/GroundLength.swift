// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// Lengths on the WGS 84 ellipsoid of lines that are straight in degrees.
enum GroundLength {
    private static let majorAxis = 6_378_137.0, squaredEccentricity = 6.694_379_990_141_316e-3
    /// Lines are measured in parts of at most so many degrees.
    private static let part = 0.25

    /// Metres between two points, each part by the ellipsoid's curvature at its middle: within 1 in 100 000 of the geodesic.
    static func meters(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let east = b.x - a.x, north = b.y - a.y
        let parts = max(1, (max(abs(east), abs(north)) / part).rounded(.up))
        guard parts.isFinite, parts <= 10_000 else { return .infinity }
        return stride(from: 0.5, to: parts, by: 1).reduce(0) { sum, middle in
            sum + straight(east / parts, north / parts, latitude: a.y + north * middle / parts)
        }
    }

    private static func straight(_ east: Double, _ north: Double, latitude: Double) -> Double {
        let degree = Double.pi / 180, sine = sin(latitude * degree)
        let root = (1 - squaredEccentricity * sine * sine).squareRoot()
        let alongParallel = majorAxis / root * cos(latitude * degree) * east * degree
        let alongMeridian = majorAxis * (1 - squaredEccentricity) / (root * root * root) * north * degree
        return (alongParallel * alongParallel + alongMeridian * alongMeridian).squareRoot()
    }
}

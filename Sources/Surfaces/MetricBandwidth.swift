// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

extension PointBandwidths {
    /// Bandwidths in degrees that are one length in metres at each point: on the WGS 84 ellipsoid a degree of longitude
    /// shrinks with the cosine of the latitude, so the same circle is wider in degrees farther north.
    public init(_ length: Meters, atLatitudes latitudes: [Double]) {
        let axis = 6_378_137.0, e2 = 0.006_694_379_990_14, degree = Double.pi / 180
        var x: [Double] = [], y: [Double] = []
        x.reserveCapacity(latitudes.count)
        y.reserveCapacity(latitudes.count)
        for latitude in latitudes {
            let sine = sin(latitude * degree), q = 1 - e2 * sine * sine
            x.append(length.value / (degree * axis / q.squareRoot() * cos(latitude * degree)))
            y.append(length.value / (degree * axis * (1 - e2) / (q * q.squareRoot())))
        }
        self.init(x: x, y: y)
    }
}

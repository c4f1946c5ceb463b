// SPDX-License-Identifier: Apache-2.0

package import Geo
import Layers
import Zones

/// The figures of one zone, rounded so that no digit beyond the method's accuracy is printed.
package struct ZoneFigures {
    package let relativeRisk, maximum, p90, intensity: Double

    /// Nil when the zone covers no cell.
    /// - Parameter rowWeights: true area of the cells of each row, for rasters that are not equal-area.
    package init?(
        zone: AreaFootprint, relativeRisk: Raster<Float>, intensity: Raster<Float>, rowWeights: [Double]?
    ) {
        let statistics = ZonalStatistics(of: relativeRisk, over: zone, rowWeights: rowWeights)
        guard statistics.weight > 0, !statistics.mean.isNaN else { return nil }
        self.relativeRisk = statistics.mean.rounded(toSignificant: 4)
        maximum = statistics.maximum.rounded(toSignificant: 4)
        p90 = ZonalQuantiles.values(of: relativeRisk, over: zone, rowWeights: rowWeights, at: [0.9])[0]
            .rounded(toSignificant: 4)
        let mean = ZonalStatistics(of: intensity, over: zone, rowWeights: rowWeights).mean
        self.intensity = mean.rounded(toSignificant: 4)
    }
}

// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Layers
import Zones

/// The figures of one zone, rounded so that no digit beyond the method's accuracy is printed.
package struct ZoneFigures {
    package let score, maximum, p90, intensity: Double
    package let scoreClass: String
    package let shareByClass: [String: Double]

    /// Nil when the zone covers no cell.
    /// - Parameter rowWeights: true area of the cells of each row, for rasters that are not equal-area.
    package init?(
        zone: AreaFootprint, risk: Raster<Float>, intensity: Raster<Float>, style: Style, rowWeights: [Double]?
    ) {
        let statistics = ZonalStatistics(
            of: risk, over: zone, rowWeights: rowWeights, breaks: style.breaks.map(Double.init))
        guard statistics.weight > 0, !statistics.mean.isNaN else { return nil }
        score = statistics.mean.rounded(toDecimals: 2)
        maximum = statistics.maximum.rounded(toDecimals: 2)
        p90 = ZonalQuantiles.values(of: risk, over: zone, rowWeights: rowWeights, at: [0.9])[0].rounded(toDecimals: 2)
        let mean = ZonalStatistics(of: intensity, over: zone, rowWeights: rowWeights).mean
        self.intensity = mean.rounded(toSignificant: 4)
        scoreClass = style.classIndex(of: Float(score)).map { style.classes[$0].id } ?? Style.notAssessedID
        var shares: [String: Double] = [:]
        for (index, share) in statistics.classShares.enumerated() {
            shares[style.classes[index].id] = (share * (1 - statistics.missingShare)).rounded(toDecimals: 4)
        }
        shares[Style.notAssessedID] = statistics.missingShare.rounded(toDecimals: 4)
        shareByClass = shares
    }
}

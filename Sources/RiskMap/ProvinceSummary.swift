// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Zones

/// What a build knows of its incidents, zones and surfaces when it sums up the provinces.
struct ProvinceSummary {
    let study: ResolvedStudy
    let provinces: [Region]
    let zones: [AreaFootprint]
    let surfaces: RiskSurfaces
    let style: Style
    let evidence: ProvinceEvidence

    /// One result per province, ranked; provinces whose figures the tier withholds are not assessed.
    func results() -> [ProvinceResult] {
        ProvinceResult.ranked(
            provinces.indices.map { index in
                let result = result(of: provinces[index], zone: zones[index], counts: evidence.counts[index])
                return evidence.withheld.contains(provinces[index].id) ? result.withheld() : result
            })
    }

    private func result(
        of province: Region, zone: AreaFootprint, counts: ZoneEvidenceCounter.Counts
    ) -> ProvinceResult {
        let figures = ZoneFigures(zone: zone, surfaces: surfaces, style: style)
        return ProvinceResult(
            iso3166_2: province.id, nameEnglish: province.nameEnglish, nameArabic: province.nameArabic,
            score: figures?.score, scoreMax: figures?.maximum, scoreP90: figures?.p90,
            scoreClass: figures?.scoreClass ?? Style.notAssessedID, rank: nil,
            shareByClass: figures?.shareByClass ?? [Style.notAssessedID: 1], incidents: counts.incidents,
            claims: counts.claims, rootSources: counts.rootSources, claimsInConflict: counts.claimsInConflict,
            unlocated: evidence.unlocated[province.country] ?? 0, asOf: study.asOf.description,
            intensity: figures?.intensity, country: province.country, tier: study.tier, assessed: figures != nil)
    }
}

/// The figures of one zone, rounded so that no digit beyond the method's accuracy is printed.
struct ZoneFigures {
    let score, maximum, p90, intensity: Double
    let scoreClass: String
    let shareByClass: [String: Double]

    /// Nil when the zone covers no cell.
    init?(zone: AreaFootprint, surfaces: RiskSurfaces, style: Style) {
        self.init(zone: zone, risk: surfaces.risk, intensity: surfaces.intensity, style: style, rowWeights: nil)
    }

    /// - Parameter rowWeights: true area of the cells of each row, for rasters that are not equal-area.
    init?(
        zone: AreaFootprint, risk: Raster<Float>, intensity: Raster<Float>, style: Style, rowWeights: [Double]?
    ) {
        let statistics = ZonalStatistics(
            of: risk, over: zone, rowWeights: rowWeights, breaks: style.breaks.map(Double.init))
        guard statistics.weight > 0, !statistics.mean.isNaN else { return nil }
        score = statistics.mean.rounded(toDecimals: 2)
        maximum = statistics.maximum.rounded(toDecimals: 2)
        p90 = ZonalQuantiles.values(of: risk, over: zone, rowWeights: rowWeights, at: [0.9])[0].rounded(toDecimals: 2)
        let mean = ZonalStatistics(of: intensity, over: zone, rowWeights: rowWeights).mean
        self.intensity = significant(mean, 4)
        scoreClass = style.classIndex(of: Float(score)).map { style.classes[$0].id } ?? Style.notAssessedID
        var shares: [String: Double] = [:]
        for (index, share) in statistics.classShares.enumerated() {
            shares[style.classes[index].id] = (share * (1 - statistics.missingShare)).rounded(toDecimals: 4)
        }
        shares[Style.notAssessedID] = statistics.missingShare.rounded(toDecimals: 4)
        shareByClass = shares
    }
}

/// The number with at most `digits` significant digits.
func significant(_ value: Double, _ digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var factor = 1.0
    var magnitude = abs(value)
    while magnitude < 1 { (magnitude, factor) = (magnitude * 10, factor * 10) }
    while magnitude >= 10 { (magnitude, factor) = (magnitude / 10, factor / 10) }
    for _ in 1..<digits { factor *= 10 }
    return (value * factor).rounded() / factor
}

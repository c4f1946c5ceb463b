// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Queries
import Studies
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
        let figures = ZoneFigures(
            zone: zone, risk: surfaces.risk, intensity: surfaces.intensity, style: style, rowWeights: nil)
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

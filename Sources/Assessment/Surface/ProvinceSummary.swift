// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
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
    let relativeRisk, intensity: Raster<Float>
    let evidence: ProvinceEvidence
    /// Weighted reports located in each province.
    let located: [Double]
    /// What the study's record says; nil where it has none.
    let forecast: StudyForecast?
    /// Ids of units that no chance may be stated of.
    var refused: Set<String> = []

    /// One result per province, ranked; provinces whose figures the tier withholds are not assessed.
    func results() -> [ProvinceResult] {
        let stated = Dictionary(
            uniqueKeysWithValues: (forecast?.statements(of: provinces, zones: zones, refused: refused) ?? []).map {
                ($0.province.id, ProvinceForecast($0))
            })
        let results = provinces.indices.map { index in
            var result = result(of: index)
            result.forecast = stated[provinces[index].id]
            return evidence.withheld.contains(provinces[index].id) ? result.withholdingFigures() : result
        }
        return ProvinceResult.ranked(results)
    }

    private func result(of index: Int) -> ProvinceResult {
        let province = provinces[index], counts = evidence.counts[index]
        let figures = ZoneFigures(zone: zones[index], relativeRisk: relativeRisk, intensity: intensity, rowWeights: nil)
        var result = ProvinceResult(
            iso3166_2: province.id, nameEnglish: province.nameEnglish, nameArabic: province.nameArabic,
            relativeRisk: figures?.relativeRisk, relativeRiskMax: figures?.maximum, relativeRiskP90: figures?.p90,
            rank: nil, locatedReports: figures.map { _ in located[index].rounded(toSignificant: 6) },
            incidents: counts.incidents,
            claims: counts.claims, rootSources: counts.rootSources, claimsInConflict: counts.claimsInConflict,
            unlocated: evidence.unlocated[province.country] ?? 0, asOf: study.asOf.description,
            intensity: figures?.intensity, country: province.country, tier: study.tier, assessed: figures != nil)
        for language in study.languages where language != .english && language != .arabic {
            result.names[language] = province.names[language.code]
        }
        result.incidentsReachingIn = counts.reachingIn
        return result
    }
}

extension ProvinceForecast {
    /// A statement as results carry it: figures where the rule allows them, else the class of the chance, else the counts.
    init(_ statement: StudyForecast.ProvinceStatement) {
        let isFull = statement.allowance == .full
        self.init(
            chance: isFull ? statement.chance.map { StatedPercent.of($0).rounded(toDecimals: 2) } : nil,
            chanceClass: statement.chance.map { ChanceClass(chance: $0).id },
            expected: isFull ? statement.number?.mean.rounded(toSignificant: 4) : nil,
            interval: isFull ? statement.number?.ninety : nil, reported: statement.reported,
            changeRatio: statement.change.map { exp($0.logRatio).rounded(toSignificant: 4) },
            change: statement.change.map(ChangeMark.init), refusal: statement.allowance.caveat)
    }
}

extension ChangeMark {
    /// The mark of a change.
    init(_ change: RateChange) {
        switch change.mark {
        case .up: self = .up
        case .down: self = .down
        case nil: self = .unmarked
        }
    }
}

extension ChanceClass {
    /// Id of the class in the palettes of chances.
    var id: String { ["under_1", "1_to_5", "5_to_20", "20_to_50", "50_to_80", "over_80"][rawValue] }
}

extension ChanceAllowance {
    /// Why not all is stated; nil where it is.
    var caveat: String? {
        switch self {
        case .full: nil
        case .classesOnly(let events):
            "few reports: \(events.map(String.init) ?? "fewer than \(ChanceAllowance.fewestForFigures)") located events in "
                + "the last 365 days, so the class of a chance is all that is stated"
        case .refused(let reason): reason.description
        }
    }
}

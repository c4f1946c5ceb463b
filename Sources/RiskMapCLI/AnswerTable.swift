// SPDX-License-Identifier: Apache-2.0

import Layers
import Queries
import Tables

/// Answers as CSV: the members of the province properties as columns.
struct AnswerTable {
    let answers: [QueryAnswer]

    private static let columns = [
        "iso3166_2", "pcode", "name_en", "name_ar", "relative_risk", "relative_risk_max", "relative_risk_p90", "rank",
        "rank_best", "rank_worst", "chance", "chance_class", "expected", "expected_p05", "expected_p95",
        "reported_7d", "reported_30d", "reported_90d", "change_ratio", "change", "refusal", "located_reports",
        "intensity", "incidents", "incidents_reaching_in",
        "claims", "root_sources", "claims_in_conflict", "unlocated", "as_of", "country", "tier", "assessed", "withheld",
        "kind",
        "zone",
    ]

    var csv: String {
        var writer = TableWriter(columns: Self.columns)
        for answer in answers { writer.append(values(answer)) }
        return String(writer.text.dropLast())
    }

    private func values(_ answer: QueryAnswer) -> [String] {
        let result = answer.result
        return [
            result.iso3166_2, result.pcode ?? "", result.nameEnglish, result.nameArabic, number(result.relativeRisk),
            number(result.relativeRiskMax), number(result.relativeRiskP90), count(result.rank),
        ] + forecast(result.forecast ?? ProvinceForecast()) + [
            number(result.locatedReports), number(result.intensity),
            "\(result.incidents)", "\(result.incidentsReachingIn)", "\(result.claims)",
            answer.kind == .province ? "\(result.rootSources)" : "",
            "\(result.claimsInConflict)",
            "\(result.unlocated)", result.asOf, result.country, result.tier.rawValue, "\(result.assessed)",
            "\(result.withheld)",
            answer.kind.rawValue, answer.zone,
        ]
    }

    private func forecast(_ forecast: ProvinceForecast) -> [String] {
        [
            count(forecast.rankBest), count(forecast.rankWorst), number(forecast.chance), forecast.chanceClass ?? "",
            number(forecast.expected), count(forecast.expectedLow), count(forecast.expectedHigh),
            count(forecast.reported7), count(forecast.reported30), count(forecast.reported90),
            number(forecast.changeRatio), forecast.change?.rawValue ?? "", forecast.refusal ?? "",
        ]
    }

    private func count(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }

    private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}

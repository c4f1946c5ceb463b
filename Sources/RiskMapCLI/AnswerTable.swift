// SPDX-License-Identifier: Apache-2.0

import Layers
import Queries
import Tables

/// Answers as CSV: the members of the province properties as columns.
struct AnswerTable {
    let answers: [QueryAnswer]

    private static let columns = [
        "iso3166_2", "name_en", "name_ar", "score", "score_max", "score_p90", "class", "rank", "intensity", "incidents",
        "claims", "root_sources", "claims_in_conflict", "unlocated", "as_of", "country", "tier", "assessed", "kind",
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
            result.iso3166_2, result.nameEnglish, result.nameArabic, number(result.score), number(result.scoreMax),
            number(result.scoreP90), result.scoreClass, result.rank.map { "\($0)" } ?? "", number(result.intensity),
            "\(result.incidents)", "\(result.claims)", answer.kind == .province ? "\(result.rootSources)" : "",
            "\(result.claimsInConflict)",
            "\(result.unlocated)", result.asOf, result.country, result.tier.rawValue, "\(result.assessed)",
            answer.kind.rawValue, answer.zone,
        ]
    }

    private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}

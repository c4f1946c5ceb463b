// SPDX-License-Identifier: Apache-2.0

import Layers
import Queries

/// Answers about single places.
struct AnswerReport {
    let answers: [QueryAnswer]

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: answers.map(block).joined(separator: "\n\n")
        case .json: try answers.count == 1 ? jsonText(answers[0]) : jsonText(answers)
        case .csv: AnswerTable(answers: answers).csv
        }
    }

    private func block(_ answer: QueryAnswer) -> String {
        let result = answer.result
        var lines = [heading(answer), "  \(answer.zone)"]
        lines.append("  score      " + score(result))
        if let rank = result.rank { lines.append("  rank       \(rank)") }
        if let intensity = result.intensity {
            lines.append("  intensity  \(intensity) weighted events per 1,000 km2 per 30 days")
        }
        lines.append("  evidence   " + evidence(answer))
        lines.append("  period     \(answer.period.first) to \(answer.period.last), as of \(result.asOf)")
        lines.append("  tier       \(result.tier.rawValue)")
        lines += section("Conflicting claims", answer.conflicts)
        lines += contributions(answer)
        return (lines + section("Note", answer.notes)).joined(separator: "\n")
    }

    private func heading(_ answer: QueryAnswer) -> String {
        let result = answer.result
        let arabic = result.nameArabic.isEmpty ? "" : " / \(result.nameArabic)"
        return result.nameEnglish + arabic + (result.iso3166_2.isEmpty ? "" : " (\(result.iso3166_2))")
    }

    private func score(_ result: ProvinceResult) -> String {
        guard let score = result.score, let most = result.scoreMax, let p90 = result.scoreP90 else {
            return result.isWithheld ? "withheld" : "not assessed"
        }
        return "\(decimal(score, 1)) of 100 (\(result.scoreClass.replacing("_", with: " "))), "
            + "p90 \(decimal(p90, 1)), highest cell \(decimal(most, 1))"
    }

    private func evidence(_ answer: QueryAnswer) -> String {
        let result = answer.result
        var text = counted(result.incidents, "incident") + ", " + counted(result.claims, "claim")
        if answer.kind == .province {
            text += ", " + counted(result.rootSources, "root source")
            text += ", " + counted(result.claimsInConflict, "claim") + " in conflict"
        }
        return result.unlocated > 0 ? text + "; \(result.unlocated) more known to the country only" : text
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private func section(_ title: String, _ sentences: [String]) -> [String] {
        sentences.isEmpty ? [] : ["  \(title)"] + sentences.map { "    - \($0)" }
    }

    private func contributions(_ answer: QueryAnswer) -> [String] {
        guard let parts = answer.contributions else { return [] }
        if parts.isEmpty { return ["  Why", "    nothing contributes"] }
        return ["  Why (share of the intensity)"] + parts.flatMap(lines)
    }

    private func key(_ part: Contribution) -> String {
        part.kind == .incident || part.kind == .route ? " [\(part.kind.rawValue) \(part.id)]" : ""
    }

    private func lines(_ part: Contribution) -> [String] {
        let share = decimal(100 * part.share, 1)
        let padding = String(repeating: " ", count: max(0, 5 - share.count))
        let head = "    \(padding)\(share) %  \(part.title)\(key(part))"
        return [head]
            + part.claims.prefix(6).map { "             \($0.text) (claimed by \($0.claimant); \($0.source))" }
    }
}

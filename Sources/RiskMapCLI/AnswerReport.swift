// SPDX-License-Identifier: Apache-2.0

import Foundation
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
        lines += chances(answer)
        lines.append("  relative risk  " + relativeRisk(result))
        if let rank = result.rank { lines.append("  rank           \(rank)" + rankRange(result.forecast)) }
        if let intensity = result.intensity {
            lines.append("  intensity      \(intensity) weighted reports per 1,000 km2 per 30 days")
        }
        lines.append("  evidence       " + evidence(answer))
        lines.append("  period         \(answer.period.first) to \(answer.period.last), as of \(result.asOf)")
        lines.append("  tier           \(result.tier.rawValue)")
        lines += section("Conflicting claims", answer.conflicts)
        lines += reasons(answer) + contributions(answer)
        return (lines + section("Note", answer.notes)).joined(separator: "\n")
    }

    private func heading(_ answer: QueryAnswer) -> String {
        let result = answer.result
        let arabic = result.nameArabic.isEmpty ? "" : " / \(result.nameArabic)"
        return result.nameEnglish + arabic + (result.iso3166_2.isEmpty ? "" : " (\(result.iso3166_2))")
    }

    private func relativeRisk(_ result: ProvinceResult) -> String {
        guard let mean = result.relativeRisk, let most = result.relativeRiskMax, let p90 = result.relativeRiskP90 else {
            return result.withheld ? "withheld" : "not assessed"
        }
        if most == 0 { return "no report reaches here (not: safe)" }
        return "\(figure(mean)) times the mean, p90 \(figure(p90)), highest cell \(figure(most))"
    }

    private func figure(_ value: Double) -> String { Figure.text(value) }

    /// What a record says of the days ahead.
    private func chances(_ answer: QueryAnswer) -> [String] {
        guard let forecast = answer.result.forecast else { return [] }
        var lines: [String] = []
        let place = answer.kind == .point ? " within 25 km" : ""
        if let chance = forecast.chance.map(percentText) ?? forecast.chanceText {
            lines.append("  chance         \(chance) of at least one reported event\(place) in 30 days")
        }
        lines += points(answer.chances)
        if let expected = forecast.expected, let low = forecast.expectedLow, let high = forecast.expectedHigh {
            lines.append(
                "  expected       \(figure(expected)) reported events\(place) in 30 days, 90 % interval \(low) to \(high)"
            )
        }
        if let week = forecast.reported7, let month = forecast.reported30, let quarter = forecast.reported90 {
            lines.append("  reported       \(week), \(month), \(quarter) located events in the last 7, 30, 90 days")
        }
        if let change = forecast.changeText ?? changeHere(answer) { lines.append("  change         \(change)") }
        return lines
            + (forecast.refusal.map { ["  \(forecast.chanceClass == nil ? "refused" : "limited")        \($0)"] } ?? [])
    }

    /// Layers whose values have lines of their own.
    private let stated: Set<SurfaceLayer> = [.chance30d, .expectedNear, .expectedLow, .expectedHigh, .change]

    /// The marked change at a position: the layer holds the logarithm of the ratio.
    private func changeHere(_ answer: QueryAnswer) -> String? {
        guard let logarithm = answer.chances[SurfaceLayer.change.name]?.value, logarithm != 0 else { return nil }
        return "\(figure(exp(logarithm))) times the number expected within 25 km 30 days before"
    }

    private func points(_ chances: [String: StatedChance]) -> [String] {
        SurfaceLayer.allCases.compactMap { layer in
            guard !stated.contains(layer), let value = chances[layer.name]?.value, value != 0 || !layer.isMark else {
                return nil
            }
            return "                 \(figure(value))  \(layer.name): \(layer.summary)"
        }
    }

    private func rankRange(_ forecast: ProvinceForecast?) -> String {
        guard let best = forecast?.rankBest, let worst = forecast?.rankWorst else { return "" }
        return " (between \(best) and \(worst))"
    }

    private func evidence(_ answer: QueryAnswer) -> String {
        let result = answer.result
        var text = counted(result.incidents, "incident")
        if answer.kind == .point { text += " in the cell itself" }
        if result.incidentsReachingIn > 0 {
            text += " (\(result.incidentsReachingIn) of them known to a wider area that reaches in)"
        }
        text += ", " + counted(result.claims, "claim")
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

    /// Why a position has its chance: the factors in one sentence, and the events that the number comes from.
    private func reasons(_ answer: QueryAnswer) -> [String] {
        guard let reasons = answer.reasons else { return [] }
        let factors = FactorSentence(
            whole: reasons.expectedInAll, even: reasons.even, nearTowns: reasons.nearTowns,
            clocks: reasons.clocks.map { ($0.halfLifeDays, $0.factor) })
        return ["  Why the chance (share of the expected number)", "    \(factors.text)"]
            + reasons.parts.flatMap(lines)
    }

    private func lines(_ part: ChanceReasons.Part) -> [String] {
        let title =
            switch part.kind {
            case .incident: part.id.map { "\(part.title ?? "") [incident \($0)]" } ?? "an event that is not listed"
            case .others: "\(part.events) other events within 50 km"
            case .longQuiet: "\(part.events) events that later months did not bear out"
            case .background: "without the events within 50 km"
            }
        return ["    \(decimal(100 * part.share, 1)) %  \(title)"]
            + part.claims.flatMap { ["           \($0.text)"] + words(of: $0) }
    }

    /// The words of a claim's source and where they stand, where the answer has them.
    private func words(of claim: ContributingClaim) -> [String] {
        guard let passage = claim.passage, let quote = passage.quote else { return [] }
        let place = "\(passage.file ?? passage.sourceID), characters \(passage.start) to \(passage.end)"
        return ["               \u{201C}\(quote)\u{201D} (\(place))"]
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
            + part.claims.prefix(6).flatMap { claim in
                ["             \(claim.text) (claimed by \(claim.claimant); \(claim.source))"] + words(of: claim)
            }
    }
}

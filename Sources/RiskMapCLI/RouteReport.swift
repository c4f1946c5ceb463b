// SPDX-License-Identifier: Apache-2.0

import Layers
import Travel

/// A way for a terminal.
struct RouteReport {
    let answer: RouteAnswer

    var text: String {
        let names = ([answer.from] + answer.via + [answer.to]).map(\.name).joined(separator: " - ")
        let avoided = answer.avoided.isEmpty ? "" : ", avoiding \(answer.avoided.joined(separator: ", "))"
        let head = [
            names + avoided,
            "  tier \(answer.tier.rawValue), as of \(answer.asOf), roads of \(answer.roads.file) (\(answer.roads.roads) "
                + "taken, \(answer.roads.leftOut) left out)",
        ]
        let ways = answer.ways.enumerated().flatMap { [""] + block($1, number: $0 + 1) }
        let notes = ["", "  Note"] + answer.notes.map { "    - \($0)" }
        return (head + access + ways + notes + answer.attributions.map { "    - \($0)" }).joined(separator: "\n")
    }

    private var access: [String] {
        ([answer.from] + answer.via + [answer.to]).filter { $0.accessKilometers > 0 }.map {
            "  \($0.name): \(decimal($0.accessKilometers, 1)) km in a straight line to the road, not in the length"
        }
    }

    private func block(_ way: RouteAnswer.Way, number: Int) -> [String] {
        let shared = number == 1 ? "" : ", \(decimal(100 * way.sharedShare, 0)) % of it shared with way 1"
        let title = number == 1 ? "Way 1, the shortest" : "Way \(number)"
        let unknown = "\(decimal(100 * way.unknownShare, 1)) % of it on assumed or straight edges"
        var table = TextTable(
            [("km", .trailing), ("near", .leading), ("relative risk", .trailing), ("highest", .trailing)]
                + (hasForecast ? [("expected, 25 km", .trailing), ("chance, 25 km", .trailing)] : [])
                + (hasNearChance ? [("chance, 10 km", .trailing)] : [])
                + [("", .leading)])
        for segment in way.segments { table.add(row(segment, isWorst: segment.number == way.worst)) }
        let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return ["  \(title): \(decimal(way.length, 1)) km\(shared), \(unknown)"] + lines + worst(way) + refusals(way)
    }

    private var hasForecast: Bool {
        answer.ways.contains { way in way.segments.contains { $0.forecast != nil } }
    }

    /// A build may have no such layer.
    private var hasNearChance: Bool {
        answer.ways.contains { way in way.segments.contains { $0.forecast?.chanceNear != nil } }
    }

    private func row(_ segment: RouteAnswer.Segment, isWorst: Bool) -> [String] {
        let forecast =
            hasForecast
            ? [expected(segment.forecast), chance(segment.forecast)] : []
        let near = hasNearChance ? [segment.forecast?.chanceNear.map(percentText) ?? "refused"] : []
        return [
            "\(decimal(segment.from, 0)) to \(decimal(segment.to, segment.to == segment.to.rounded() ? 0 : 1))",
            segment.near ?? "", segment.relativeRisk.map(risk) ?? "not assessed",
            segment.relativeRiskMax.map(risk) ?? "",
        ] + forecast + near + [isWorst ? "worst" : ""]
    }

    private func expected(_ forecast: RouteAnswer.Forecast?) -> String {
        guard let expected = forecast?.expected else { return "refused" }
        guard let low = forecast?.expectedLow, let high = forecast?.expectedHigh else { return figure(expected) }
        return "\(figure(expected)) (\(low) to \(high))"
    }

    private func chance(_ forecast: RouteAnswer.Forecast?) -> String {
        forecast?.chance.map(percentText) ?? forecast?.chanceClass ?? "refused"
    }

    /// No report is told from little: neither is safe.
    private func risk(_ value: Double) -> String {
        if value == 0 { return "no report" }
        return value < 0.005 ? "under 0.01" : figure(value)
    }

    private func figure(_ value: Double) -> String { decimal(value, value < 10 ? 2 : 0) }

    private func worst(_ way: RouteAnswer.Way) -> [String] {
        guard let worst = way.worst else { return ["    No part of this way is assessed; nothing is known of it."] }
        let segment = way.segments[worst - 1], near = segment.near.map { ", near \($0)" } ?? ""
        let head = "    Worst: km \(decimal(segment.from, 0)) to \(decimal(segment.to, 0))\(near)"
        guard !way.reasons.isEmpty else { return [head + "; no single incident is told there"] }
        return [head + ", because of"]
            + way.reasons.flatMap { part in
                ["      \(decimal(100 * part.share, 1)) %  \(part.title) [incident \(part.id)]"]
                    + part.claims.prefix(3).map { "             \($0.text) (claimed by \($0.claimant); \($0.source))" }
            }
    }

    /// Each reason once, with the kilometres it holds for.
    private func refusals(_ way: RouteAnswer.Way) -> [String] {
        var reasons: [String] = [], places: [String: [String]] = [:]
        for segment in way.segments {
            guard let refusal = segment.refusal else { continue }
            if places[refusal] == nil { reasons.append(refusal) }
            places[refusal, default: []].append(decimal(segment.from, 0))
        }
        return reasons.map { "    From km \(places[$0, default: []].joined(separator: ", ")): \($0)" }
    }
}

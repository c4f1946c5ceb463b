// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Queries

// MARK: The finding

extension BriefingFacts {
    /// What is said of the place, in sentences.
    func finding() -> String {
        let result = answer.result, forecast = near ?? result.forecast
        if result.withheld { return text(.briefingPlaceWithheld, ["place": name]) }
        var sentences = [first(result, forecast)]
        if let rank { sentences.append(rank) }
        if let change = result.forecast.flatMap(change) { sentences.append(change) }
        if forecast?.refusal != nil { sentences.append(text(.briefingPlaceRefused)) }
        if forecast == nil, catalog.forecast != nil { sentences.append(text(.briefingPlaceZone)) }
        if catalog.forecast == nil { sentences.append(text(.briefingPlaceRecord)) }
        if answer.isThin {
            let counts = catalog.counts
            let drawn = counts.surfaceIncidents ?? counts.incidents - counts.unlocatedIncidents
            sentences.append(text(.findingThin, count: drawn))
        }
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func first(_ result: ProvinceResult, _ forecast: ProvinceForecast?) -> String {
        if let expected = forecast?.expected, let interval = forecast?.interval {
            return text(
                near == nil ? .briefingPlaceExpected : .briefingPlaceExpectedNear,
                [
                    "place": name, "number": number(expected), "low": "\(interval.lowerBound)",
                    "high": "\(interval.upperBound)",
                ])
        }
        if let chance = chance(forecast) {
            return text(
                near == nil ? .briefingPlaceChance : .briefingPlaceChanceNear, ["place": name, "chance": chance])
        }
        guard let mean = result.relativeRisk else { return "" }
        return result.relativeRiskMax == 0
            ? text(.briefingPlaceQuiet, ["place": name])
            : text(.briefingPlaceRelative, ["place": name, "mean": number(mean)])
    }

    /// Rank with the range that the intervals allow; equals are never told apart.
    private var rank: String? {
        guard let rank = answer.result.rank else { return nil }
        let count = "\(service.build.provinces.count)", forecast = answer.result.forecast
        if let best = forecast?.rankBest, let worst = forecast?.rankWorst, best < worst {
            return text(
                .briefingPlaceRankBetween,
                ["rank": "\(rank)", "count": count, "best": "\(best)", "worst": "\(worst)"])
        }
        return text(.briefingPlaceRank, ["rank": "\(rank)", "count": count])
    }

    private func change(_ forecast: ProvinceForecast) -> String? {
        guard let ratio = forecast.changeRatio, let mark = forecast.change, mark != .unmarked else { return nil }
        return text(.briefingChange) + ": "
            + text(mark.key, ["ratio": wording.number(Figure.ratio(ratio), in: language)])
            + "."
    }

    /// A chance as a figure or as its class; nil where neither is stated.
    func chance(_ forecast: ProvinceForecast?) -> String? {
        if let chance = forecast?.chance { return wording.percent(Figure.percent(chance), in: language) }
        guard let id = forecast?.chanceClass else { return nil }
        let numbers = id.split(separator: "_").map(String.init).filter { Int($0) != nil }
        if id.hasPrefix("under"), let upper = numbers.first { return text(.briefingUnder, ["upper": upper]) }
        if id.hasPrefix("over"), let lower = numbers.first { return text(.briefingOver, ["lower": lower]) }
        guard numbers.count == 2 else { return nil }
        return text(.briefingBetween, ["lower": numbers[0], "upper": numbers[1]])
    }
}

extension ChangeMark {
    var key: TextKey {
        switch self {
        case .up: .briefingChangeUp
        case .down: .briefingChangeDown
        case .unmarked: .briefingChangeUnmarked
        }
    }
}

// MARK: The table

extension BriefingFacts {
    /// The numbers with their intervals, as `riskmap query` says them.
    func numbers() -> Briefing.Section {
        let result = answer.result, forecast = result.forecast
        let isPoint = answer.kind == .point
        var rows: [Briefing.Row] = []
        func add(_ label: TextKey, _ value: String?) {
            if let value { rows.append(.init(label: text(label), value: value)) }
        }
        if !isPoint {
            add(.briefingChance, chance(forecast))
            add(.briefingExpected, expected(forecast))
        }
        add(.briefingChanceNear, chance(near))
        add(.briefingExpectedNear, expected(near))
        add(.briefingRank, rankValue)
        add(.briefingRelative, relative(result))
        if let forecast, let week = forecast.reported7, let month = forecast.reported30,
            let quarter = forecast.reported90
        {
            add(.briefingReported, list([week, month, quarter]))
        }
        if let forecast, let ratio = forecast.changeRatio, let mark = forecast.change {
            add(.briefingChange, text(mark.key, ["ratio": wording.number(Figure.ratio(ratio), in: language)]))
        }
        if !result.withheld {
            add(.briefingEvidence, list([result.incidents, result.claims, result.claimsInConflict]))
        }
        if result.unlocated > 0 { add(.briefingUnlocated, "\(result.unlocated)") }
        let zone = self.zone
        return Briefing.Section(
            id: "numbers", heading: text(.briefingNumbers),
            blocks: (zone.isEmpty ? [] : [.paragraph(zone)]) + [.table(rows)])
    }

    /// Numbers in the order of their label, whichever way the lines run.
    private func list(_ numbers: [Int]) -> String {
        let separator = text(.findingSeparator)
        return numbers.map { language.isRightToLeft ? "\u{2067}\($0)\u{2069}" : "\($0)" }.joined(separator: separator)
    }

    private func expected(_ forecast: ProvinceForecast?) -> String? {
        guard let expected = forecast?.expected else { return nil }
        guard let interval = forecast?.interval else { return number(expected) }
        return text(
            .briefingInterval,
            ["number": number(expected), "low": "\(interval.lowerBound)", "high": "\(interval.upperBound)"])
    }

    private var rankValue: String? {
        guard let rank = answer.result.rank else { return nil }
        let count = "\(service.build.provinces.count)", forecast = answer.result.forecast
        guard let best = forecast?.rankBest, let worst = forecast?.rankWorst, best < worst else {
            return text(.briefingRankOf, ["rank": "\(rank)", "count": count])
        }
        return text(
            .briefingRankBetween, ["rank": "\(rank)", "count": count, "best": "\(best)", "worst": "\(worst)"])
    }

    private func relative(_ result: ProvinceResult) -> String? {
        guard let mean = result.relativeRisk, let most = result.relativeRiskMax else { return nil }
        return text(.briefingRelativeValue, ["mean": number(mean), "most": number(most)])
    }

    /// The area that the figures stand for.
    private var zone: String {
        let zone = answer.zone
        switch answer.kind {
        case .province: return text(.briefingZoneProvince)
        case .point: return text(.briefingZonePoint)
        case .zone where zone.hasPrefix("the town: "):
            let number = zone.dropFirst("the town: ".count).prefix { $0.isNumber || $0 == "." }
            return text(.briefingZoneTown, ["km": wording.number(String(number), in: language)])
        case .zone where zone.hasPrefix("the district"): return text(.briefingZoneDistrict)
        case .zone: return language == .english ? zone.prefix(1).uppercased() + zone.dropFirst() + "." : ""
        }
    }
}

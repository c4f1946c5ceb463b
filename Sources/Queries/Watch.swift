// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import Layers
import Studies

/// Answers rules from a build folder, and where they ask what is new from an earlier one.
public struct Watch {
    private let rules: WatchRules
    private let service: QueryService
    private let news: BuildNews?
    private let history: BuildHistory?
    private let zones: WatchZones

    /// - Parameters:
    ///   - earlier: the build that what is new is told from; nil for none.
    ///   - history: folder of builds, for `highest`; nil for none.
    /// - Throws: `NewsError` for builds that cannot be set against each other, and what reading a build throws.
    public init(
        _ rules: WatchRules, of service: QueryService, since earlier: QueryService?, history folder: String?
    ) throws {
        self.rules = rules
        self.service = service
        news = try earlier.map { earlier in
            let days = (since: earlier.build.catalog.asOf, asOf: service.build.catalog.asOf)
            guard days.since <= days.asOf else { throw NewsError.notEarlier(since: days.since, asOf: days.asOf) }
            return try service.news(since: earlier)
        }
        history = try folder.map { try BuildHistory(folder: $0, like: service) }
        zones = try WatchZones(service)
    }

    /// The answers to all rules.
    /// - Throws: `StudyError` with file and line for a place, corridor or file that there is not.
    public func report() throws -> WatchReport {
        let answers = try rules.rules.map(answer)
        let catalog = service.build.catalog
        return WatchReport(
            asOf: catalog.asOf, since: news?.from, tier: catalog.tier, fired: answers.count(where: \.isFired),
            refused: answers.count { $0.refusal != nil }, rules: answers,
            notes: (news?.notes ?? []).filter { $0 != catalog.statements.absence.main }
                + ["A rule that does not fire says nothing of safety.", catalog.statements.absence.main])
    }

    private func answer(_ rule: WatchRule) throws -> WatchAnswer {
        switch rule.kind {
        case .chance: try chance(rule)
        case .expected: try expected(rule)
        case .incident: try incident(rule)
        case .rank: rank(rule, try province(rule))
        case .change: change(rule, try province(rule))
        case .highest: try highest(rule)
        }
    }

    // MARK: Chance and number

    private func place(_ rule: WatchRule, why: Bool) throws -> QueryAnswer {
        do {
            if let position = rule.position { return try service.answer(at: position, why: why) }
            let name = rule.fields.place ?? ""
            // A town has the chance around its position; a province or district its own.
            if rule.kind == .chance, let match = try? service.match(name), match.feature.isSettlement,
                let position = match.coordinate
            {
                var answer = try service.answer(at: position, why: why)
                answer.result.nameEnglish = match.name
                return answer
            }
            return try service.answer(named: name, why: why)
        } catch let error as QueryError {
            if case .unknownPlace = error { throw rule.fail(error.description) }
            throw error
        }
    }

    private func chance(_ rule: WatchRule) throws -> WatchAnswer {
        try judged(rule, unit: "%") { answer in
            guard let forecast = answer.result.forecast else { return .none }
            if let chance = forecast.chance { return .value(chance) }
            return forecast.chanceClass.map { .range(Self.bounds(ofClass: $0)) } ?? .none
        }
    }

    private func expected(_ rule: WatchRule) throws -> WatchAnswer {
        try judged(rule, unit: "expected reported events in 30 days") { answer in
            answer.result.forecast?.expected.map { .value($0) } ?? .none
        }
    }

    private enum Found {
        case value(Double)
        case range(ClosedRange<Double>)
        case none
    }

    private func judged(_ rule: WatchRule, unit: String, _ value: (QueryAnswer) -> Found) throws -> WatchAnswer {
        var told = WatchAnswer(rule)
        let answer: QueryAnswer
        do {
            answer = try place(rule, why: false)
        } catch let error as QueryError {
            return told.refused(error.description)
        }
        told.place =
            "\(answer.result.nameEnglish): \(answer.kind == .point ? "25 km around the position" : answer.zone)"
        let limit = rule.fields.above ?? 0, forecast = answer.result.forecast
        (told.low, told.high) = (forecast?.expectedLow, forecast?.expectedHigh)
        if rule.kind == .chance { (told.low, told.high) = (nil, nil) }
        switch value(answer) {
        case .value(let number):
            told.value = number
            told.isFired = number > limit
            told.sentence = Self.sentence(number, unit, told, limit)
        case .range(let range) where range.lowerBound >= limit || range.upperBound <= limit:
            told.isFired = range.lowerBound >= limit
            let bounds = "\(Figure.text(range.lowerBound)) to \(Figure.text(range.upperBound)) %"
            told.sentence =
                "The class \(bounds) \(told.isFired ? "lies" : "does not lie") above \(Figure.text(limit)) %."
        case .range:
            return told.refused("only a class is stated, and \(Figure.text(limit)) % lies in it")
        case .none:
            return told.refused(forecast?.refusal ?? service.whyNoForecast(answer))
        }
        if told.isFired { told.reports = try reports(of: place(rule, why: true)) }
        return told
    }

    private static func sentence(_ number: Double, _ unit: String, _ told: WatchAnswer, _ limit: Double) -> String {
        let interval = told.low.flatMap { low in told.high.map { " (90 % interval \(low) to \($0))" } } ?? ""
        let text = unit == "%" ? Figure.percent(number) : Figure.text(number)
        return "\(text) \(unit)\(interval), \(number > limit ? "above" : "not above") \(Figure.text(limit))."
    }

    /// Bounds of a class in per cent by its id, such as `5_to_20`.
    private static func bounds(ofClass id: String) -> ClosedRange<Double> {
        let numbers = id.split(separator: "_").compactMap { Double($0) }
        if id.hasPrefix("under"), let upper = numbers.first { return 0...upper }
        if id.hasPrefix("over"), let lower = numbers.first, lower <= 100 { return lower...100 }
        guard numbers.count == 2, numbers[0] <= numbers[1] else { return 0...100 }
        return numbers[0]...numbers[1]
    }

    private func reports(of answer: QueryAnswer) -> [WatchAnswer.Report] {
        if let reasons = answer.reasons {
            return reasons.parts.filter { $0.kind == .incident }.compactMap { part in
                part.id.map {
                    WatchAnswer.Report(
                        id: $0, title: (part.title ?? "").plain, firstDay: part.first, lastDay: part.last,
                        share: part.share.rounded(toDecimals: 4))
                }
            }
        }
        return (answer.contributions ?? []).filter { $0.kind == .incident }.prefix(10).map {
            WatchAnswer.Report(id: $0.id, title: $0.title.plain, share: $0.share)
        }
    }

    // MARK: What is new

    private func needsNews(_ rule: WatchRule) throws -> BuildNews {
        guard let news else { throw rule.fail("it asks what is new; give the earlier build with --since") }
        return news
    }

    private func incident(_ rule: WatchRule) throws -> WatchAnswer {
        let news = try needsNews(rule)
        var told = WatchAnswer(rule)
        let zone = try zones.zone(of: rule)
        told.place = zone.text
        var items: [IncidentItem] = []
        for item in news.incidents.new {
            switch try zones.relation(of: item.id, to: zone) {
            case .inside: items.append(item)
            case .reaching: told.reachingIn += 1
            case .outside: break
            }
        }
        told.restricted = try news.restricted.filter {
            try $0.eventsTo > $0.eventsFrom && zones.isInside(area: $0.area, zone)
        }
        let events = told.restricted.reduce(0) { $0 + $1.eventsTo - $1.eventsFrom }
        told.value = Double(items.count + events)
        told.isFired = items.count + events > 0
        told.reports = items.map {
            WatchAnswer.Report(id: $0.id, title: $0.title.plain, firstDay: $0.firstDay, lastDay: $0.lastDay)
        }
        told.sentence = Self.sentence(items.count, events, told, since: news.from)
        return told
    }

    private static func sentence(_ incidents: Int, _ events: Int, _ told: WatchAnswer, since day: String) -> String {
        var text = "\(incidents) new \(incidents == 1 ? "incident" : "incidents") since \(day)"
        if events > 0 { text += ", and \(events) restricted events of areas that lie in it whole" }
        if told.reachingIn > 0 { text += "; \(told.reachingIn) more known only to areas that reach in" }
        return text + "."
    }

    // MARK: Provinces

    /// The result that a rule about provinces names; nil for any.
    private func province(_ rule: WatchRule) throws -> ProvinceResult? {
        guard rule.fields.place != nil else { return nil }
        do {
            let answer = try place(rule, why: false)
            guard answer.kind == .province else { throw rule.fail("'\(answer.result.nameEnglish)' is no province") }
            return answer.result
        } catch let error as QueryError {
            throw rule.fail(error.description)
        }
    }

    private func rank(_ rule: WatchRule, _ wanted: ProvinceResult?) -> WatchAnswer {
        var told = WatchAnswer(rule)
        let top = rule.fields.top ?? 1
        told.limit = Double(top)
        told.place = wanted?.nameEnglish ?? "any province"
        guard let news else { return told.refused("it asks what is new; give the earlier build with --since") }
        let entered = news.provinces.filter { unit in
            (wanted.map { $0.iso3166_2 == unit.code } ?? true) && unit.rankTo.map { $0 <= top } == true
                && unit.rankFrom.map { $0 > top } ?? true
        }
        told.isFired = !entered.isEmpty
        told.value = entered.compactMap(\.rankTo).min().map(Double.init)
        told.sentence =
            entered.isEmpty
            ? "No province entered the first \(top) since \(news.from)."
            : entered.map { "\($0.nameEnglish): rank \($0.rankFrom.map(String.init) ?? "none") to \($0.rankTo ?? 0)" }
                .joined(separator: "; ") + ". Neighbours in a ranking are often not told apart by their intervals."
        told.reports = reports(in: entered, news)
        return told
    }

    private func change(_ rule: WatchRule, _ wanted: ProvinceResult?) -> WatchAnswer {
        var told = WatchAnswer(rule)
        let mark = ChangeMark(rawValue: rule.fields.direction ?? "up") ?? .up
        told.place = wanted?.nameEnglish ?? "any province"
        guard let news else { return told.refused("it asks what is new; give the earlier build with --since") }
        let known = news.provinces.filter { $0.ratio != nil }
        if known.isEmpty, service.build.catalog.forecast == nil {
            return told.refused("no systematic record stands behind the build, so no change is marked")
        }
        let marked = known.filter { unit in
            unit.change == mark && wanted.map { $0.iso3166_2 == unit.code } ?? true
        }
        told.isFired = !marked.isEmpty
        told.value = marked.compactMap(\.ratio).max()
        told.sentence =
            marked.isEmpty
            ? "No change \(mark.rawValue) is marked since \(news.from)."
            : marked.map { "\($0.nameEnglish): x\(Figure.ratio($0.ratio ?? 1)), \($0.reported ?? 0) reported" }
                .joined(separator: "; ") + "."
        told.reports = reports(in: marked, news)
        return told
    }

    private func reports(in units: [UnitNews], _ news: BuildNews) -> [WatchAnswer.Report] {
        let ids = Set(units.flatMap(\.reports))
        return (news.incidents.new + news.incidents.changed).filter { ids.contains($0.id) }.map {
            WatchAnswer.Report(id: $0.id, title: $0.title.plain, firstDay: $0.firstDay, lastDay: $0.lastDay)
        }
    }

    private func highest(_ rule: WatchRule) throws -> WatchAnswer {
        var told = WatchAnswer(rule)
        guard let province = try province(rule) else { return told }
        guard let history else { throw rule.fail("it looks back; give the folder of earlier builds with --history") }
        told.place = province.nameEnglish
        let months = rule.fields.months ?? 12
        let isNumbered = province.forecast?.expected != nil
        guard let value = isNumbered ? province.forecast?.expected : province.locatedReports else {
            return told.refused(province.withheld ? "the province is withheld" : "nothing is stated of the province")
        }
        let past = history.values(
            of: province.iso3166_2, months: months, before: service.build.catalog.asOf, isNumbered: isNumbered)
        guard let most = past.map(\.value).max(), let first = past.map(\.day).min() else {
            return told.refused("the folder holds no earlier build of the last \(months) months that states it")
        }
        (told.value, told.limit) = (value, most)
        (told.low, told.high) = (province.forecast?.expectedLow, province.forecast?.expectedHigh)
        told.isFired = value > most
        told.sentence =
            "\(Figure.text(value)) \(isNumbered ? "expected reported events" : "located reports") now, at most "
            + "\(Figure.text(most)) in \(past.count) earlier \(past.count == 1 ? "build" : "builds") since \(first)."
        return told
    }
}

extension QueryService {
    /// Why nothing is stated of a place, where the rule itself gives no reason.
    func whyNoForecast(_ answer: QueryAnswer) -> String {
        if answer.result.withheld { return "the province is withheld" }
        if build.catalog.forecast == nil { return "no systematic record stands behind the build" }
        return "no chance or number is stated of '\(answer.result.nameEnglish)'; name its province or a position"
    }
}

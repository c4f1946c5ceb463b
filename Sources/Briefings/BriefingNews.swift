// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Queries

extension BriefingFacts {
    /// What is new here since the earlier build; nil where none was given.
    func whatIsNew(_ limits: BriefingLimits) throws -> Briefing.Section? {
        guard let news else { return nil }
        let unit = news.provinces.first { answer.kind == .province && $0.code == answer.result.iso3166_2 }
        var items = (unit.map { figures($0) } ?? []).map { Briefing.Item(text: $0) }
        let told = try restricted(news) + incidents(news)
        items += told.prefix(limits.news)
        let rest = told.count - min(told.count, limits.news)
        if rest > 0 {
            let command = "riskmap diff OLD NEW".isolated(in: language)
            items.append(.init(text: text(.briefingMoreNews, count: rest, ["command": command])))
        }
        if items.isEmpty { items.append(.init(text: text(.briefingNewNone))) }
        let isShort = news.notes.contains { $0.hasPrefix("Fewer than 15 days") }
        return Briefing.Section(
            id: "new", heading: text(.briefingNew, ["day": day(news.from)]),
            blocks: [.list(items)] + (isShort ? [.paragraph(text(.briefingNewShort))] : []))
    }

    private func figures(_ unit: UnitNews) -> [String] {
        if let from = unit.expectedFrom, let to = unit.expectedTo, let ratio = unit.ratio {
            let mark = text(
                (unit.change ?? .unmarked).key, ["ratio": wording.number(Figure.ratio(ratio), in: language)])
            return [text(.briefingNewNumber, ["from": number(from), "to": number(to), "change": mark + "."])]
        }
        guard let from = unit.relativeRiskFrom, let to = unit.relativeRiskTo, from != to else { return [] }
        return [text(.briefingNewRelative, ["from": number(from), "to": number(to)])]
    }

    private func incidents(_ news: BuildNews) -> [Briefing.Item] {
        let lists: [(key: (IncidentItem) -> TextKey, items: [IncidentItem])] = [
            ({ $0.isLate == true ? .briefingNewLate : .briefingNewIncident }, news.incidents.new),
            ({ _ in .briefingNewChanged }, news.incidents.changed),
            ({ $0.reason == .retracted ? .briefingNewWithdrawn : .briefingNewGone }, news.incidents.gone),
        ]
        return lists.flatMap { list in
            list.items.filter(isHere).map { item in
                Briefing.Item(
                    text: text(
                        list.key(item), ["title": quoted(item.title), "days": days(item.firstDay, item.lastDay)]))
            }
        }
    }

    /// A province has those of its code; any other place those at points inside.
    private func isHere(_ item: IncidentItem) -> Bool {
        if answer.kind == .province { return item.province == answer.result.iso3166_2 }
        guard let longitude = item.longitude, let latitude = item.latitude else { return false }
        return outline.contains(PlanarPoint(x: longitude, y: latitude))
    }

    /// Counters of areas that lie here whole.
    private func restricted(_ news: BuildNews) throws -> [Briefing.Item] {
        try news.restricted.filter { $0.eventsTo > $0.eventsFrom }.filter { count in
            try count.area == answer.result.iso3166_2 && answer.kind == .province
                || service.isWhole(unit: count.area, in: outline)
        }.map { count in
            Briefing.Item(
                text: text(
                    .briefingNewRestricted, count: count.eventsTo - count.eventsFrom,
                    ["area": quoted(count.name), "days": days(count.first, count.last)]))
        }
    }
}

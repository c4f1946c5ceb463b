// SPDX-License-Identifier: Apache-2.0

import Layers
import Queries

/// What is new between two builds, as a table, JSON or a page.
struct DiffReport {
    let news: BuildNews

    /// Rows of a terminal's list beyond which the rest is counted.
    private static let most = 40

    func text(_ format: PageFormat) throws -> String {
        switch format {
        case .table: table
        case .json: try jsonText(news)
        case .html: DiffPage(news: news).text
        }
    }

    private var table: String {
        let heading = "What is new from \(news.from) to \(news.to) (tier \(news.tier.rawValue))"
        let sections = [
            heading, incidents("New incidents", news.incidents.new), incidents("Gone", news.incidents.gone),
            incidents("Changed", news.incidents.changed), units("Provinces", news.provinces),
            units("Districts", news.districts.filter { $0.isMarked }), restricted,
            news.notes.joined(separator: "\n"),
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func incidents(_ title: String, _ items: [IncidentItem]) -> String {
        if items.isEmpty { return "" }
        let shown = items.prefix(Self.most).flatMap { item in
            ["  \(item.days)  \(item.title.plain)" + (item.province.map { ", \($0)" } ?? "") + " [\(item.id.plain)]"]
                + (item.remark.isEmpty ? [] : ["      \(item.remark)"])
        }
        let rest = items.count - min(items.count, Self.most)
        let more = rest == 0 ? [] : ["  \(rest) more: --format json or html lists all"]
        return (["\(title): \(items.count)"] + shown + more).joined(separator: "\n")
    }

    private func units(_ title: String, _ units: [UnitNews]) -> String {
        if units.isEmpty { return "" }
        var table = TextTable([
            (title, .leading), ("Code", .leading), ("Change", .trailing), ("Expected", .trailing),
            ("Reported between", .trailing), ("90 % allowed", .trailing), ("Relative risk", .trailing),
            ("Reports", .trailing),
        ])
        for unit in units.prefix(Self.most) {
            table.add([
                unit.nameEnglish.plain, unit.code, unit.changeFigure, unit.expectedFigure,
                unit.reported.map(String.init) ?? "-", unit.allowedFigure, unit.relativeRiskFigure,
                "\(unit.reports.count)",
            ])
        }
        let rest = units.count - min(units.count, Self.most)
        return table.text + (rest == 0 ? "" : "\n\(rest) more: --format json or html lists all")
    }

    private var restricted: String {
        if news.restricted.isEmpty { return "" }
        var table = TextTable([
            ("Restricted events", .leading), ("Level", .leading), ("From", .leading), ("To", .leading),
            ("Before", .trailing), ("Now", .trailing),
        ])
        for count in news.restricted {
            table.add([
                count.name.plain, count.level, count.first, count.last, "\(count.eventsFrom)", "\(count.eventsTo)",
            ])
        }
        return table.text
    }
}

extension IncidentItem {
    /// One day or two.
    var days: String { firstDay == lastDay ? firstDay : "\(firstDay) to \(lastDay)" }

    /// Why it is in the list, in words; empty for one that is new and happened since.
    var remark: String {
        if let reason { return reason.words }
        if let changes { return changes.map(\.words).joined(separator: ", ") }
        return isLate == true ? "happened before, told since" : ""
    }
}

extension IncidentItem.Reason {
    /// In words.
    var words: String {
        switch self {
        case .retracted: "withdrawn: a claim or its source was retracted"
        case .outOfWindow: "ended before the first day that the later build counts"
        case .merged: "its claims belong to another incident now"
        case .notTold: "no longer told; the folder does not say why"
        }
    }
}

extension IncidentItem.Change {
    /// In words.
    var words: String {
        switch self {
        case .claimsAdded: "claims added"
        case .claimsRemoved: "claims gone"
        case .conflictNew: "claims contradict each other now"
        case .conflictSettled: "claims no longer contradict each other"
        case .numbers: "numbers changed"
        case .place: "place changed"
        case .days: "days changed"
        case .type: "type changed"
        case .title: "title changed"
        }
    }
}

extension UnitNews {
    var isMarked: Bool { change == .up || change == .down }

    /// `x2.10 up`, `x1.10` where it may be chance, `-` where nothing is said.
    var changeFigure: String {
        guard let ratio else { return isWithheld ? "withheld" : "-" }
        return "x\(Figure.ratio(ratio))" + (isMarked ? " \(change?.rawValue ?? "")" : "")
    }

    var expectedFigure: String { Self.pair(expectedFrom, expectedTo) }
    var relativeRiskFigure: String { Self.pair(relativeRiskFrom, relativeRiskTo) }

    var allowedFigure: String {
        guard let intervalLow, let intervalHigh else { return "-" }
        return "\(intervalLow)-\(intervalHigh)"
    }

    private static func pair(_ from: Double?, _ to: Double?) -> String {
        if from == nil, to == nil { return "-" }
        return "\(from.map(Figure.text) ?? "-") -> \(to.map(Figure.text) ?? "-")"
    }
}

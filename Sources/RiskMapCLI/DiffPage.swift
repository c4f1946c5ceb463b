// SPDX-License-Identifier: Apache-2.0

import Layers
import Queries

/// `riskmap diff --format html`: what is new as a page that needs no network.
struct DiffPage {
    let news: BuildNews

    var text: String {
        let title = "What is new from \(news.from) to \(news.to)"
        let body = [
            "<header><h1>\(HTMLText.escaped(title))</h1><p>Release tier \(news.tier.rawValue).</p></header>",
            notes, incidents("New incidents", news.incidents.new), incidents("Gone", news.incidents.gone),
            incidents("Changed", news.incidents.changed), units("Provinces", news.provinces),
            units("Districts", news.districts), restricted,
        ]
        return HTMLPage(title: title, body: body.filter { !$0.isEmpty }.joined(separator: "\n")).text
    }

    private var notes: String {
        "<ul>" + news.notes.map { "<li dir=\"auto\">\(HTMLText.escaped($0))</li>" }.joined() + "</ul>"
    }

    private func incidents(_ title: String, _ items: [IncidentItem]) -> String {
        if items.isEmpty { return "" }
        let rows = items.map { item in
            let claims = item.claims.map { "\($0.text) (\($0.claimant); \($0.source))" }.joined(separator: " / ")
            return [item.days, item.title, item.province ?? "", item.remark, claims, item.id]
        }
        return "<h2>\(title): \(items.count)</h2>\n"
            + HTMLTable(["Days", "Incident", "Province", "What", "Claims", "Key"], rows).text
    }

    private func units(_ title: String, _ units: [UnitNews]) -> String {
        if units.isEmpty { return "" }
        let rows = units.map { unit in
            [
                unit.nameEnglish, unit.code, unit.changeFigure, unit.expectedFigure,
                unit.reported.map(String.init) ?? "-", unit.allowedFigure, unit.relativeRiskFigure,
                unit.reports.joined(separator: ", "), unit.refusal ?? "",
            ]
        }
        let columns = [
            "Name", "Code", "Change", "Expected in 30 days", "Reported between", "Allowed, 90 %", "Relative risk",
            "Reports new, changed or gone", "Refused",
        ]
        return "<h2>\(title): \(units.count)</h2>\n" + HTMLTable(columns, rows).text
    }

    private var restricted: String {
        if news.restricted.isEmpty { return "" }
        let rows = news.restricted.map {
            [$0.name, $0.level, $0.first, $0.last, "\($0.eventsFrom)", "\($0.eventsTo)"]
        }
        return "<h2>Restricted events, by area and half-month</h2>\n"
            + HTMLTable(["Area", "Level", "First day", "Last day", "Before", "Now"], rows).text
    }
}

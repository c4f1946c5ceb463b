// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// Finds which incidents of two builds are the same: by id, else by a claim that both hold.
struct IncidentComparison {
    let earlier, later: [ToldIncident]
    let old, new: Catalog
    /// Earliest day of evidence of the later build; nil for none.
    let since: CalendarDay?

    func news() -> IncidentNews {
        let before = Dictionary(earlier.map { ($0.id, $0) }) { first, _ in first }
        let ids = Set(later.map(\.id))
        // Those whose own id lives on are not looked for by their claims.
        let orphans = earlier.filter { !ids.contains($0.id) }
        let ofClaim = Dictionary(
            orphans.flatMap { incident in incident.claims.map { ($0.id, incident) } }
        ) { first, _ in first }
        var found: Set<String> = [], news = IncidentNews()
        for incident in later {
            let past = before[incident.id] ?? incident.claims.lazy.compactMap { ofClaim[$0.id] }.first
            guard let past, found.insert(past.id).inserted else {
                news.new.append(item(new: incident))
                continue
            }
            if let item = item(incident, since: past) { news.changed.append(item) }
        }
        let claims = Set(later.flatMap { $0.claims.map(\.id) })
        news.gone = earlier.filter { !found.contains($0.id) }.map { item(gone: $0, claims) }
        news.new.sort(by: IncidentItem.latestFirst)
        news.gone.sort(by: IncidentItem.latestFirst)
        news.changed.sort(by: IncidentItem.latestFirst)
        return news
    }

    private func item(new incident: ToldIncident) -> IncidentItem {
        var item = IncidentItem(incident)
        item.isLate = incident.lastDay <= old.asOf
        return item
    }

    private func item(gone incident: ToldIncident, _ claims: Set<String>) -> IncidentItem {
        var item = IncidentItem(incident)
        let retracted = Set(new.counts.retracted)
        if retracted.contains(incident.id) || incident.claims.contains(where: { retracted.contains($0.id) }) {
            item.reason = .retracted
        } else if let since, incident.lastDay < since.description {
            item.reason = .outOfWindow
        } else if incident.claims.contains(where: { claims.contains($0.id) }) {
            item.reason = .merged
        } else {
            item.reason = .notTold
        }
        return item
    }

    /// Nil where both are told alike.
    private func item(_ incident: ToldIncident, since past: ToldIncident) -> IncidentItem? {
        let known = Set(past.claims.map(\.id)), own = Set(incident.claims.map(\.id))
        let added = incident.claims.map(\.id).filter { !known.contains($0) }
        let isNumberChanged = incident.quantity != past.quantity
        let conflict = incident.claimsInConflict
        let all: [(IncidentItem.Change, Bool)] = [
            (.claimsAdded, !added.isEmpty), (.claimsRemoved, !known.subtracting(own).isEmpty),
            (.conflictNew, conflict > 0 && past.claimsInConflict == 0),
            (.conflictSettled, conflict == 0 && past.claimsInConflict > 0),
            (.numbers, isNumberChanged), (.place, incident.location != past.location),
            (.days, incident.firstDay != past.firstDay || incident.lastDay != past.lastDay),
            (.type, incident.type != past.type), (.title, incident.title != past.title),
        ]
        let changes = all.filter(\.1).map(\.0)
        if changes.isEmpty { return nil }
        var item = IncidentItem(incident)
        item.changes = changes
        item.claimsAdded = added
        if isNumberChanged { item.quantityBefore = past.quantity }
        return item
    }
}

extension IncidentItem {
    /// The order of every list.
    static func latestFirst(_ a: IncidentItem, _ b: IncidentItem) -> Bool {
        (b.lastDay, a.id) < (a.lastDay, b.id)
    }
}

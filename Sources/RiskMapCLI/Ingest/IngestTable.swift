// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Geo
import Incidents
import Tables

/// Drafted claims as the table that `build --incidents` reads once somebody has reviewed them.
struct IngestTable {
    let readings: [ArticleReading]
    let grouping: DraftGrouping
    /// Whether the articles are published.
    let access: String

    /// Columns in order: those of a claims table, then what makes the table stand by itself.
    static let columns = [
        "claim_id", "incident_id", "conflict_group", "type", "place", "country", "province", "where_prec", "date_start",
        "date_end", "date_prec", "quantity_min", "quantity_best", "quantity_max", "unit", "bound", "count_kind",
        "actor",
        "claimant", "root_source", "root_kind", "source_id", "char_start", "char_end", "status", "note",
        "incident_title", "target", "source_title", "publisher", "published", "address", "machine_written", "access",
        "origin", "destination", "mode", "rules", "quote", "decision", "reviewer", "reviewed_on",
    ]

    var text: String {
        var table = TableWriter(columns: Self.columns)
        let titles = Dictionary(grouping.incidents.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        for draft in grouping.claims {
            table.append(claim(draft) + source(draft, title: titles[draft.incidentID] ?? ""))
        }
        return table.text
    }

    private func claim(_ draft: GroupedDraft) -> [String] {
        let claim = draft.claim, quantity = claim.quantity
        return [
            draft.id, draft.incidentID, draft.conflictGroup, claim.type.rawValue, place(claim), claim.place.country,
            claim.place.province, String(claim.place.precision.rawValue), Self.text(claim.interval?.first),
            Self.text(claim.interval?.last), String(claim.datePrecision.rawValue), Self.text(quantity?.min),
            Self.text(quantity?.best), Self.text(quantity?.max), quantity?.unit ?? "", quantity?.bound.rawValue ?? "",
            quantity?.kind.rawValue ?? "", claim.actor, claim.speaker.claimant, claim.speaker.root,
            claim.speaker.kind.rawValue, draft.sourceID, String(claim.span.start), String(claim.span.end),
            claim.status.rawValue, claim.doubts.joined(separator: " "),
        ]
    }

    /// The place's own words; where none are said, the country that follows from who acts.
    private func place(_ claim: DraftClaim) -> String {
        claim.place.text.isEmpty ? claim.place.country : claim.place.text
    }

    private func source(_ draft: GroupedDraft, title: String) -> [String] {
        let claim = draft.claim, reading = readings[claim.article], article = reading.article
        return [
            title, claim.target, article.title, article.publisher, Self.text(reading.published), article.address,
            article.isMachineWritten ? "yes" : "no", access, claim.route?.origin?.text ?? "",
            claim.route?.destination?.text ?? "", claim.route?.mode ?? "", claim.rules.joined(separator: " "),
            claim.quote,
            "", "", "",
        ]
    }

    private static func text(_ day: CalendarDay?) -> String { day.map { "\($0)" } ?? "" }

    private static func text(_ number: Double?) -> String {
        guard let number else { return "" }
        return number == number.rounded() ? decimal(number, 0) : "\(number)"
    }
}

// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Geo
import Incidents

/// What `riskmap ingest` prints for people: what was read, and the claims event by event.
struct IngestText {
    let readings: [ArticleReading]
    let grouping: DraftGrouping
    /// Whether each claim says which rules made it.
    let showsRules: Bool

    var text: String {
        (readings.map(summary) + [""] + grouping.incidents.flatMap { lines(of: $0) } + [closing]).joined(
            separator: "\n")
    }

    private func summary(_ reading: ArticleReading) -> String {
        let article = reading.article
        let content = article.blocks.count { $0.kind.isContent }
        let day =
            reading.published.map {
                "published \($0) (\(Self.basis[reading.publishedBasis] ?? reading.publishedBasis))"
            }
            ?? "day of publication not known: give it with --published"
        return "\(article.name): \(article.title.isEmpty ? "no title" : article.title)\n"
            + "  \(day); \(article.language == .arabic ? "Arabic" : "English"); \(content) of \(article.blocks.count) parts are the author's"
            + (article.isMachineWritten ? "; declares itself machine-written" : "")
            + "\n  \(reading.mentions.count) places, \(reading.dates.count) dates, \(reading.counts.count) numbers, \(reading.claims.count) claims"
            + (reading.publicationContradiction.map { "\n  ! \($0)" } ?? "")
            + article.notes.map { "\n  \($0)" }.joined()
    }

    private static let basis = ["given": "as given", "page": "the page says so", "text": "newest date of the text"]

    private func lines(of incident: DraftIncident) -> [String] {
        var lines = ["\(incident.title)  [\(incident.id)]"]
        for group in groups(of: incident) {
            if !group.key.isEmpty, group.claims.count > 1 || group.claims.contains(where: { $0.claim.quantity != nil })
            {
                lines.append("  \(group.key):")
            }
            lines += group.claims.flatMap { claimLines($0) }
        }
        return lines + [""]
    }

    private func groups(of incident: DraftIncident) -> [(key: String, claims: [GroupedDraft])] {
        var groups: [(key: String, claims: [GroupedDraft])] = []
        for draft in incident.members.map({ grouping.claims[$0] }) {
            if let index = groups.firstIndex(where: { $0.key == draft.conflictGroup }) {
                groups[index].claims.append(draft)
            } else {
                groups.append((draft.conflictGroup, [draft]))
            }
        }
        return groups
    }

    private func claimLines(_ draft: GroupedDraft) -> [String] {
        let claim = draft.claim
        let days = claim.interval.map { $0.length == 1 ? "\($0.first)" : "\($0.first) to \($0.last)" } ?? "no day"
        let place = claim.place.text.isEmpty ? claim.place.country : claim.place.text
        let number = claim.quantity.map { "\($0.description); " } ?? ""
        var lines = [
            "    \(number)\(place.isEmpty ? "no place" : place); \(days); \(claim.status.rawValue); \(claim.speaker.claimant)"
                + (claim.speaker.root == claim.speaker.claimant ? "" : " (root: \(claim.speaker.root))")
                + "  \(draft.sourceID) \(claim.span.start)-\(claim.span.end)"
        ]
        if showsRules { lines.append("      rules: \(claim.rules.joined(separator: ", "))") }
        lines += claim.doubts.map { "      ! \($0)" }
        return lines
    }

    private var closing: String {
        let roots = Set(grouping.claims.map(\.claim.speaker.root)).count
        return
            "\(grouping.claims.count) claims of \(grouping.incidents.count) events from \(roots) root sources. They are drafts: "
            + "review them with --review OUT.html."
    }
}

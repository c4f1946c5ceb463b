// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import Queries
import Studies

// MARK: Why

extension BriefingFacts {
    /// What the figures come from: shares that sum to 1, each incident with its claims.
    func why(_ limits: BriefingLimits) -> Briefing.Section? {
        if answer.result.withheld { return nil }
        let parts = parts
        guard !parts.isEmpty else {
            return Briefing.Section(
                id: "why", heading: text(.briefingWhy), blocks: [.paragraph(text(.briefingNothing))])
        }
        var items = parts.prefix(limits.parts).map { item($0, limits.claims) }
        let rest = parts.count - items.count
        if rest > 0 {
            items.append(.init(text: text(.briefingMoreParts, count: rest, ["command": command("--why")])))
        }
        let note = language == .english ? [] : [Briefing.Block.paragraph(text(.briefingOriginal))]
        return Briefing.Section(id: "why", heading: text(.briefingWhy), blocks: note + [.list(items)])
    }

    /// A part of the figures, its number on the map, and its claims.
    private struct Part {
        let share: Double
        let title: String
        let claims: [ContributingClaim]
    }

    private var parts: [Part] {
        if let reasons = answer.reasons { return reasons.parts.map(part) }
        return (answer.contributions ?? []).map(part)
    }

    private func part(_ part: ChanceReasons.Part) -> Part {
        let title: String =
            switch part.kind {
            case .incident: numbered(part.id ?? "", quoted(part.title ?? ""))
            case .others: text(.briefingOther)
            case .longQuiet: text(.briefingQuiet)
            case .background: text(.briefingBackground)
            }
        return Part(share: part.share, title: title, claims: part.claims)
    }

    private func part(_ part: Contribution) -> Part {
        let title: String =
            switch part.kind {
            case .incident: numbered(part.id, quoted(part.title))
            case .restricted: restricted(part)
            case .route: text(.briefingCorridor, ["title": quoted(part.title)])
            case .uniform: text(.briefingFloor)
            case .other: text(.briefingOther)
            }
        return Part(share: part.share, title: title, claims: part.claims)
    }

    /// The number that the incident has on the map, where it has one.
    private func numbered(_ id: String, _ title: String) -> String {
        map.numbers[id].map { "[\($0)] \(title)" } ?? title
    }

    private func restricted(_ part: Contribution) -> String {
        let isYears = part.id.hasSuffix(":years"), area = isYears ? String(part.id.dropLast(6)) : part.id
        let counts = ((try? service.contributionTable().restricted) ?? [])
            .filter { $0.area == area && ($0.complete == nil) == isYears }
        guard let name = counts.first?.name else { return quoted(part.title) }
        return text(
            .briefingRestricted,
            [
                "area": quoted(name), "days": days(counts.map(\.first).min() ?? "", counts.map(\.last).max() ?? ""),
                "number": "\(counts.reduce(0) { $0 + $1.events })",
            ])
    }

    private func item(_ part: Part, _ most: Int) -> Briefing.Item {
        let share = wording.percent(Figure.decimal(100 * part.share, 1), in: language)
        var item = Briefing.Item(text: text(.briefingPart, ["share": share, "title": part.title]))
        // What contradicts comes first, so that no cut hides it.
        let claims = part.claims.filter(\.isInConflict) + part.claims.filter { !$0.isInConflict }
        item.details = claims.prefix(most).map(claim)
        let rest = claims.count - item.details.count
        if rest > 0 {
            item.details.append(text(.briefingMoreClaims, count: rest, ["command": command("--why")]))
        }
        return item
    }

    private func claim(_ claim: ContributingClaim) -> String {
        let told = text(
            .briefingClaim,
            ["text": quoted(claim.text), "claimant": quoted(claim.claimant), "source": quoted(claim.source)])
        return claim.isInConflict ? text(.briefingClaimConflict, ["claim": told]) : told
    }

    /// Claims that contradict each other, a sentence for each incident.
    func conflicts(_ limits: BriefingLimits) -> Briefing.Section? {
        if answer.conflicts.isEmpty { return nil }
        var items = answer.conflicts.prefix(limits.conflicts).map { Briefing.Item(text: quoted($0)) }
        let rest = answer.conflicts.count - items.count
        if rest > 0 { items.append(.init(text: text(.briefingMoreClaims, count: rest, ["command": command("")]))) }
        return Briefing.Section(id: "conflicts", heading: text(.briefingConflicts), blocks: [.list(items)])
    }
}

// MARK: Corridors

extension BriefingFacts {
    /// The corridors whose released area meets the place: their names, never a line.
    func corridors(_ limits: BriefingLimits) throws -> Briefing.Section? {
        guard catalog.layer(named: "routes") != nil else { return nil }
        let touching = try service.corridors(touching: outline)
        var items = touching.prefix(limits.corridors).map { corridor in
            let basis = text(corridor.isStated ? .briefingStated : .briefingAssumed)
            return Briefing.Item(
                text:
                    "\(quoted(corridor.title)) (\(basis); \(days(corridor.period.first.description, corridor.period.last.description)))"
            )
        }
        let rest = touching.count - items.count
        if rest > 0 { items.append(.init(text: text(.briefingMoreParts, count: rest, ["command": "routes.geojson"]))) }
        return Briefing.Section(
            id: "corridors", heading: text(.briefingCorridors),
            blocks: items.isEmpty ? [.paragraph(text(.briefingCorridorsNone))] : [.list(items)])
    }
}

// MARK: Doubt, sources, use

extension BriefingFacts {
    func doubt() -> Briefing.Section {
        var blocks: [Briefing.Block] = []
        if (near ?? answer.result.forecast)?.expected != nil { blocks.append(.paragraph(text(.briefingIntervals))) }
        if let stamp = catalog.forecast?.stamp(wording)?[language], !stamp.isEmpty {
            blocks.append(.paragraph(stamp))
        } else {
            blocks.append(.paragraph(text(.briefingLadderNone)))
        }
        let least = service.build.study.study.model.evidence.minimumForProvince
        if answer.kind == .province, answer.result.assessed, answer.result.incidents < least {
            blocks.append(.paragraph(text(.briefingFew)))
        }
        if let refusal = (near ?? answer.result.forecast)?.refusal {
            blocks.append(.paragraph(language == .english ? sentence(refusal) : text(.briefingPlaceRefused)))
        }
        return Briefing.Section(id: "doubt", heading: text(.briefingDoubt), blocks: blocks)
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// The sources of the claims above first, then those that any use has to name.
    func sources(_ limits: BriefingLimits) -> Briefing.Section {
        let cited = Set(parts.flatMap { $0.claims.map(\.source) })
        let isCited = { (source: CatalogSource) in cited.contains { $0.hasPrefix(source.title) } }
        let named = catalog.sources.filter(isCited), attributed = catalog.sources.filter { !$0.attribution.isEmpty }
        let others = catalog.sources.filter { !isCited($0) && $0.attribution.isEmpty }
        let shown = named.prefix(limits.sources) + attributed
        var items = shown.map(item) + others.prefix(max(0, limits.sources - named.count)).map(item)
        let rest = catalog.sources.count - items.count
        if rest > 0 { items.append(.init(text: text(.briefingMoreSources, count: rest))) }
        return Briefing.Section(id: "sources", heading: text(.briefingSources), blocks: [.list(items)])
    }

    private func item(_ source: CatalogSource) -> Briefing.Item {
        let access = text(source.access == .open ? .briefingOpen : .briefingClosed)
        let date = source.date.isEmpty ? "" : " (\(source.date))"
        let mark = source.aiGenerated ? " " + text(.briefingAi) : ""
        let title = quoted(source.title + date) + mark
        return Briefing.Item(
            text: source.licence.isEmpty
                ? text(.briefingSourcePlain, ["title": title, "access": access])
                : text(.briefingSource, ["title": title, "access": access, "licence": quoted(source.licence)]))
    }

    func use() -> Briefing.Section {
        let statements = wording.statements
        return Briefing.Section(
            id: "use", heading: text(.briefingUse),
            blocks: [statements.intendedUse, statements.absence, statements.boundaries].map { .paragraph($0[language]) }
        )
    }
}

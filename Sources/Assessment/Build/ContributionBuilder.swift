// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Queries
import Scoring

/// Puts into words what a zone's intensity is made of.
struct ContributionBuilder {
    let located: LocatedIncidents
    /// For each event of the surface, the position of its incident.
    let incidentOfEvent: [Int]
    let routes: [Route]
    let claims: ClaimPhrases
    /// The counts behind the events that follow those of incidents.
    var restricted: [RestrictedCount] = []

    /// Events of a zone that are looked at one by one.
    static let most = 4 * Contribution.shownLimit

    /// Shares of one zone, largest first; they add up to 1. Empty where the zone has no intensity.
    func contributions(_ zone: ZoneContributions) -> [Contribution] {
        guard zone.mean > 0 else { return [] }
        let known = incidentOfEvent.count
        let incidents = zone.events.filter { $0.event < known }
        var parts = incidents.prefix(Self.most).map { part in
            contribution(of: located[incidentOfEvent[part.event]], share: part.value / zone.mean)
        }
        parts += RestrictedCount.contributions(
            zone.events.filter { $0.event >= known }.map { (restricted[$0.event - known], $0.value / zone.mean) })
        let rest = incidents.dropFirst(Self.most).reduce(zone.rest) { $0 + $1.value }
        for (route, value) in zip(routes, zone.routes) where value > 0 {
            parts.append(Contribution(kind: .route, id: route.id, title: route.title, share: value / zone.mean))
        }
        parts.append(.floor(share: zone.uniform / zone.mean))
        if rest > 0 { parts.append(.rest(share: rest / zone.mean)) }
        return Contribution.shown(parts)
    }

    /// A row that may not be passed on is counted without a word of its own.
    private func contribution(of entry: LocatedIncident, share: Double) -> Contribution {
        guard entry.terms == .redistributable else { return .rest(share: share) }
        return Contribution(
            kind: .incident, id: entry.incident.id, title: claims.title(of: entry), share: share,
            claims: claims.claims(of: entry))
    }
}

/// Claims in one sentence each: what, how many, when, who says so, in which publication.
struct ClaimPhrases {
    let sources: [String: Source]
    /// Decides whether a place may be named.
    var policy = ReleasePolicy(tier: .public)

    /// What a reader calls the incident. A restricted one is shown as an area, so its title names no place either.
    func title(of entry: LocatedIncident) -> String {
        if policy.mayShowPoint(entry.access) { return entry.incident.title }
        return [entry.incident.type.title, entry.place.province ?? entry.place.country].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    /// The claims of an incident, in the order of its tables.
    func claims(of entry: LocatedIncident) -> [ContributingClaim] {
        let incident = entry.incident, namesPlaces = policy.mayShowPoint(entry.access)
        let conflicting =
            incident.claims.count < 2
            ? [] : Set(incident.conflictGroups.filter(\.isInConflict).flatMap { $0.claims.map(\.id) })
        return incident.claims.map { claim in
            ContributingClaim(
                id: claim.id, text: text(of: claim, namesPlace: namesPlaces), claimant: claimant(of: claim),
                source: source(of: claim.attribution.sourceID), isInConflict: conflicting.contains(claim.id),
                passage: passage(of: claim))
        }
    }

    /// Where the claim's words stand; the words themselves where their source is open, may be passed on and allows it.
    private func passage(of claim: Claim) -> ClaimPassage? {
        guard let span = claim.attribution.span, let source = sources[claim.attribution.sourceID],
            policy.mayShowPoint(source.access)
        else { return nil }
        let isAddress = source.address.contains("://")
        let file = isAddress ? source.address : source.address.lastPathName
        return ClaimPassage(
            sourceID: source.id, file: file.isEmpty ? nil : file, start: Int(span.start), end: Int(span.end),
            quote: source.mayBeQuoted && !claim.quote.isEmpty ? ClaimPassage.cut(claim.quote) : nil,
            access: source.access, terms: source.redistributionAllowed ? .redistributable : .aggregatesOnly)
    }

    private func text(of claim: Claim, namesPlace: Bool) -> String {
        var text = claim.type.title
        if let quantity = claim.quantity { text += ": \(quantity.description)\(Self.remark(on: quantity.kind))" }
        let period = claim.period
        text += period.length == 1 ? ", \(period.first)" : ", \(period.first) to \(period.last)"
        return claim.place.name.isEmpty || !namesPlace ? text : text + ", \(claim.place.name)"
    }

    /// A plan is no event and a running total no increment: a number never stands without saying which it is.
    private static func remark(on kind: CountKind) -> String {
        switch kind {
        case .increment, .other: ""
        case .cumulative: " (running total)"
        case .plan: " (planned)"
        case .stock: " (held)"
        }
    }

    private func claimant(of claim: Claim) -> String {
        switch claim.attribution.claimant {
        case "": claim.attribution.rootSource
        case "publication": "the publication itself"
        case let claimant: claimant
        }
    }

    private func source(of id: String) -> String {
        guard let source = sources[id] else { return id }
        var text = "\(source.publisher): \(source.title)"
        if let date = source.date { text += " (\(date))" }
        return source.aiGenerated ? text + " [AI-generated]" : text
    }
}

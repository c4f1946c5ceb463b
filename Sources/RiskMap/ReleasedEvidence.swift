// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Scoring

/// The incidents as the release tier may show them: the table behind "why" for any zone, and the incident layer.
struct ReleasedEvidence {
    let study: ResolvedStudy
    let located: [LocatedIncident]
    let claims: ClaimPhrases

    var policy: ReleasePolicy { ReleasePolicy(tier: study.tier) }

    /// Drawn incidents whose rows may be passed on, in their order.
    func incidents() -> [ReleasedIncident] {
        located.filter { $0.isDrawn && policy.mayExportRow($0.terms) }.map(released)
    }

    /// Where an incident is shown.
    func location(of entry: LocatedIncident) -> ReleasedLocation {
        policy.released(
            entry.place.law, access: entry.access, isFacility: entry.place.isFacility, area: entry.place.releaseArea)
    }

    /// One incident as the tier may show it.
    func released(_ entry: LocatedIncident) -> ReleasedIncident {
        let period = entry.incident.period
        return ReleasedIncident(
            id: entry.incident.id, title: entry.incident.title, type: entry.incident.type.rawValue,
            first: period.first.description, last: period.last.description, location: location(of: entry),
            weight: significant(entry.weight, 6), claims: claims.claims(of: entry.incident))
    }
}

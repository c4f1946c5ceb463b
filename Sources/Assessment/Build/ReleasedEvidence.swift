// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Scoring
import Studies

/// The incidents as the release tier may show them: the table behind "why" for any zone, and the incident layer.
struct ReleasedEvidence {
    let study: ResolvedStudy
    let located: LocatedIncidents
    let claims: ClaimPhrases

    var policy: ReleasePolicy { ReleasePolicy(tier: study.tier) }

    /// The incidents that outputs list: rows that may be passed on, in their order; of more than the study's limit,
    /// those that weigh most at the as-of date.
    func listed() -> [LocatedIncident] {
        let open = located.indices.lazy.filter { index in
            policy.mayExportRow(located.terms(index)) && policy.mayShowPoint(located.access(index))
        }
        var heaviest = Largest(limit: study.study.model.evidence.listedIncidents)
        for index in open { heaviest.add(index, mass(index)) }
        return heaviest.sorted.map(\.position).sorted().map { located[$0] }
    }

    /// What the incident weighs at the as-of date.
    private func mass(_ index: Int) -> Double {
        located.weights[index]
            * Decay.weight(
                of: located.period(index), asOf: study.asOf, halfLifeDays: study.study.model.time.baselineDays)
    }

    /// The listed incidents as outputs show them.
    func incidents() -> [ListedIncident] { listed().map { ListedIncident(entry: $0, shown: released($0)) } }

    /// Where an incident is shown. Where people are held or moved, where forces stand and where fighters are said to be
    /// is shown nowhere, in no tier.
    func location(of entry: LocatedIncident) -> ReleasedLocation {
        if entry.incident.type.tellsWhereSomeoneIs { return .unlocated }
        return policy.released(
            entry.place.law, access: entry.access, isFacility: entry.place.isFacility, area: entry.place.releaseArea)
    }

    /// One incident as the tier may show it.
    func released(_ entry: LocatedIncident) -> ReleasedIncident {
        let period = entry.incident.period
        return ReleasedIncident(
            id: entry.incident.id, title: claims.title(of: entry), type: entry.incident.type.rawValue,
            first: period.first.description, last: period.last.description, location: location(of: entry),
            weight: entry.weight.rounded(toSignificant: 6), claims: claims.claims(of: entry), access: entry.access)
    }
}

/// An incident that outputs list.
struct ListedIncident {
    let entry: LocatedIncident
    /// What the tier shows of it.
    let shown: ReleasedIncident
}

extension EventType {
    /// Whether a place on a map would tell where detainees, convoys, forces or fighters are, and nothing about what
    /// happened to civilians (docs/responsibility.md).
    var tellsWhereSomeoneIs: Bool {
        switch self {
        case .custody, .transfer, .forcePosture, .presence, .statement: true
        default: false
        }
    }
}

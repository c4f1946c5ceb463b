// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Layers
import Studies

/// The incidents of a study with their places and weights, and what was left out of them.
struct LocatedEvidence {
    /// Incidents up to the as-of date, held-back ones left out.
    var incidents: LocatedIncidents
    /// Incidents that start after the as-of date.
    var later = 0
    /// Incidents that end before the study's earliest day.
    var earlier = 0
    /// Incidents of restricted sources that the tier still holds back; outside `restricted`.
    var withheld = 0
    /// Events of restricted sources, which are not among `incidents`; nil where none are taken apart.
    var restricted: RestrictedEvents?

    /// Weight of the incidents that no report places within a province or better.
    var unlocatedMass: Double {
        incidents.indices.reduce(0) { incidents.isUnlocated($1) ? $0 + incidents.weights[$1] : $0 }
    }
    /// Weight of all incidents.
    var totalMass: Double { incidents.weights.reduce(0, +) }

    /// Place texts with weight that the gazetteer could not settle, most frequent first.
    var placeProblems: [(place: String, reason: String, count: Int)] {
        var counts: [[String]: Int] = [:]
        for index in incidents.indices where incidents.weights[index] > 0 && incidents.isUnlocated(index) {
            let place = incidents.place(index)
            if place.precision < .country { counts[[place.name, place.note], default: 0] += 1 }
        }
        return counts.map { (place: $0.key[0], reason: $0.key[1], count: $0.value) }
            .sorted { ($1.count, $0.place, $0.reason) < ($0.count, $1.place, $1.reason) }
    }

    /// Notes on places of which something had to be assumed, with the row of each incident.
    var placeNotes: [(sentence: String, origin: RecordOrigin)] {
        incidents.indices.filter { !incidents.isUnlocated($0) && !incidents.place($0).note.isEmpty }.map { index in
            let claim = incidents.incident(index).mostPreciseClaim
            return (Self.sentence(incidents.place(index).note, of: claim.place), claim.origin)
        }
    }

    /// What the note of a place is about; the note itself stands with the place.
    private static func sentence(_ note: String, of place: ClaimedPlace) -> String {
        if note.hasPrefix(ClaimLocator.doubtful) {
            return "the place was met in another spelling, and neither country nor province is stated: doubtful"
        }
        if note.hasPrefix(ClaimLocator.district) {
            return "the stated district is not known, or lies elsewhere than the place; the place counts"
        }
        if place.coordinate == nil, place.area == nil, !note.hasSuffix("was not used."), note != TownColumns.note {
            return
                "the place or district is not known, or lies elsewhere than stated; the area that the row states around it "
                + "stands for it"
        }
        return note
    }

    /// Their number, those that weigh nothing left out.
    var unlocatedCount: Int { incidents.indices.count { incidents.weights[$0] > 0 && incidents.isUnlocated($0) } }
}

/// What locating learns of claims: answers of the gazetteer and counts, which are the same on every day.
struct LocatingMemory {
    /// The claims of open sources, and those of the others.
    let open: ClaimStore, restricted: RestrictedClaims
    let weights: WeightModel
    var locator: ClaimLocator
    var memo: WeightMemo
}

/// Groups claims into incidents and gives each its place and weight.
struct IncidentLocating {
    let study: ResolvedStudy
    let gazetteer: Gazetteer
    let sources: [String: Source]
    /// How restricted events enter; no study chooses.
    var law = RestrictedLaw.areas

    /// Ids of the restricted sources whose claims are taken apart: all, but in the internal tier.
    private var takenApart: Set<String> {
        guard study.tier != .internal, law == .areas else { return [] }
        return Set(sources.values.filter { $0.access == .restricted }.map(\.id))
    }

    /// - Throws: `IncidentInputError` when the study's severity or reliability table is not complete.
    func locate(_ claims: ClaimStore, headers: [String: IncidentHeader]) throws -> LocatedEvidence {
        var memory = try memory(of: claims)
        return locate(&memory, headers: headers)
    }

    /// What locating these claims learns and may use again on another day.
    /// - Throws: `IncidentInputError` when the study's severity or reliability table is not complete.
    func memory(of claims: ClaimStore) throws -> LocatingMemory {
        let (open, restricted) = RestrictedClaims.separated(claims, restricted: takenApart)
        let weights = WeightModel(
            severity: try SeverityTable(study.study.model.severity),
            reliability: try ReliabilityTable(study.study.model.reliability), sources: Array(sources.values))
        var locator = ClaimLocator(gazetteer: gazetteer, lengths: study.lengths)
        locator.townPlaces = TownColumns.places(of: open, gazetteer)
        return LocatingMemory(
            open: open, restricted: restricted, weights: weights, locator: locator, memo: WeightMemo(model: weights))
    }

    /// The incidents of the study's day.
    func locate(_ memory: inout LocatingMemory, headers: [String: IncidentHeader]) -> LocatedEvidence {
        let takenApart = takenApart
        let grouped = GroupedIncidents(memory.open, headers: headers, asOf: study.asOf)
        var evidence = LocatedEvidence(
            incidents: LocatedIncidents(of: grouped.incidents), later: grouped.laterIncidents)
        for (position, incident) in grouped.incidents.enumerated() {
            let weight = memory.memo.weight(of: incident).value
            add(incident, at: position, weight: weight, locator: &memory.locator, to: &evidence)
        }
        if !takenApart.isEmpty {
            evidence.restricted = restrictedEvents(
                memory.restricted, headers: headers, weights: memory.weights, locator: &memory.locator)
        }
        return evidence
    }

    private func add(
        _ incident: Incident, at position: Int, weight: Double, locator: inout ClaimLocator,
        to evidence: inout LocatedEvidence
    ) {
        if let since = study.since, incident.period.last < since {
            evidence.earlier += 1
            return
        }
        let access = access(of: incident)
        let policy = ReleasePolicy(tier: study.tier)
        if !policy.mayAppear(endedOn: incident.period.last, asOf: study.asOf, access: access) {
            evidence.withheld += 1
            return
        }
        evidence.incidents.append(
            LocatedIncident(
                incident: incident, place: place(of: incident, locator: &locator), weight: weight, access: access,
                terms: terms(of: incident)), at: position)
    }

    /// The place of the claim that knows it best; where the gazetteer cannot place that one, the next best.
    func place(of incident: Incident, locator: inout ClaimLocator) -> LocatedPlace {
        let best = locator.locate(incident.mostPreciseClaim.place)
        if best.law != .unlocated || incident.claims.count == 1 { return best }
        for claim in incident.claims.sorted(by: { $0.place.precision < $1.place.precision }) {
            let place = locator.locate(claim.place)
            if place.law != .unlocated { return place }
        }
        return best
    }

    private func access(of incident: Incident) -> SourceAccess {
        incident.claims.contains { sources[$0.attribution.sourceID]?.access == .restricted } ? .restricted : .open
    }

    private func terms(of incident: Incident) -> RowTerms {
        incident.claims.allSatisfy { sources[$0.attribution.sourceID]?.redistributionAllowed ?? true }
            ? .redistributable : .aggregatesOnly
    }
}

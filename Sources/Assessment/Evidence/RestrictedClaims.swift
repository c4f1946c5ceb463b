// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Studies

/// The claims of restricted sources, taken out before incidents are made: what open sources say is then shown as if
/// there were no others.
struct RestrictedClaims {
    /// Claims of incidents that no open source knows.
    private(set) var claims = ClaimStore()
    /// All claims taken out. What an open source knows too counts once, as the open source tells it.
    private(set) var count = 0

    /// The claims of open sources, and the others; `restricted` are the ids of restricted sources.
    static func separated(
        _ claims: ClaimStore, restricted: Set<String>
    ) -> (open: ClaimStore, restricted: RestrictedClaims) {
        var taken = RestrictedClaims()
        guard !restricted.isEmpty else { return (claims, taken) }
        var open = ClaimStore(), known: Set<String> = []
        for claim in claims where !restricted.contains(claim.attribution.sourceID) {
            open.append(claim)
            known.insert(claim.incidentID)
        }
        for claim in claims where restricted.contains(claim.attribution.sourceID) {
            taken.count += 1
            if !known.contains(claim.incidentID) { taken.claims.append(claim) }
        }
        return (open, taken)
    }
}

/// The events of restricted sources as their release may know them.
struct RestrictedEvents {
    /// Events in a province.
    var events: [RestrictedEvent] = []
    /// Half-months of the events that no report places within a province or better.
    var unplaced: [HalfMonth] = []
    /// Claims of restricted sources.
    var claims = 0
    /// The incidents behind the first of `events`, by position: what attacks must not find. No output is made of them.
    var hidden: [Hidden] = []

    /// An incident and the event that stands for it.
    struct Hidden {
        let event: Int
        let entry: LocatedIncident
        /// Whether a report names the province.
        let statesProvince: Bool
    }

    /// More than these are not attacked one by one: a table of millions would stand in memory twice.
    static let mostHidden = 5_000
}

extension IncidentLocating {
    /// The events of restricted sources with their areas and weights. All claims about an event count, whatever the
    /// as-of day, so that what is released follows from the table alone.
    func restrictedEvents(
        _ taken: consuming RestrictedClaims, headers: [String: IncidentHeader], weights: WeightModel,
        locator: inout ClaimLocator
    ) -> RestrictedEvents {
        var found = RestrictedEvents(claims: taken.count)
        let areas = RestrictedAreas(gazetteer: gazetteer)
        for incident in GroupedIncidents(taken.claims, headers: headers).incidents {
            let weight = weights.weight(of: incident).value
            let halfMonth = HalfMonth(containing: incident.period.last)
            if weight <= 0 { continue }
            if let since = study.since, halfMonth.last < since { continue }
            let place = place(of: incident, locator: &locator)
            let isStated = incident.claims.contains { !$0.place.province.isEmpty }
            guard let area = areas.area(of: place, statesProvince: isStated) else {
                found.unplaced.append(halfMonth)
                continue
            }
            if found.hidden.count < RestrictedEvents.mostHidden {
                let entry = LocatedIncident(
                    incident: incident, place: place, weight: weight, access: .restricted, terms: .aggregatesOnly)
                found.hidden.append(.init(event: found.events.count, entry: entry, statesProvince: isStated))
            }
            found.events.append(
                RestrictedEvent(
                    district: area.district, province: area.province, halfMonth: halfMonth,
                    rootSources: RestrictedRoots.names(of: incident), weight: weight))
        }
        return found
    }
}

/// The root sources that restricted reports name.
enum RestrictedRoots {
    /// What stands where an input names none: the reader's word for it, or the input's own name.
    private static let unnamed = "not stated"

    /// One spelling per source: letter case and spaces make no second witness.
    static func names(of incident: Incident) -> [String] {
        incident.claims.compactMap { claim in
            let root = claim.attribution.rootSource
            if root == unnamed || root == claim.attribution.sourceID { return nil }
            return root.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}

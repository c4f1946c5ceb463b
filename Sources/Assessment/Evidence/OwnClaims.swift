// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Studies

/// What is known of the claims of tables in RiskMap's own form beside the claims themselves.
struct OwnClaims {
    /// Positions of the claims among all.
    private(set) var positions: [Int] = []
    /// Whether some of them state no incident.
    private(set) var needGrouping = false
    /// What claims call their incident, and what tells it from others, by the key of the claim.
    private(set) var titles: [String: String] = [:], hints: [String: GroupingHint] = [:]
    /// Publications of which a row that was left out may not be counted outside the internal tier.
    private(set) var guarded: Set<String> = []
    /// Whether tables describe publications themselves.
    private(set) var carriesSources = false

    mutating func note(_ claim: Claim, at position: Int) {
        positions.append(position)
        if claim.incidentID.isEmpty { needGrouping = true }
    }

    mutating func add(_ carried: CarriedSources) {
        titles.merge(carried.titles) { first, _ in first }
        hints.merge(carried.hints) { first, _ in first }
        guarded.formUnion(carried.guarded)
        if !carried.order.isEmpty { carriesSources = true }
    }
}

extension ReadEvidence {
    /// Adds the publications that the rows of a table describe; what the study says of the table holds for them too.
    mutating func add(_ carried: CarriedSources, tightenedBy stated: Source) {
        own.add(carried)
        for id in carried.order {
            if let source = carried.sources[id] { add(source.tightened(by: stated)) }
        }
    }

    /// Gives own claims without an incident to one by rule, and a name to the incidents that claims name.
    ///
    /// What open sources say is grouped as if there were no others, and restricted claims join afterwards: none of them
    /// changes what is shown. Claims of retracted sources come last, so that the build is the one without them.
    mutating func groupOwnClaims(_ gazetteer: Gazetteer?, knownOn day: CalendarDay?) {
        let all = own.positions.map { claims[$0] }
        guard own.needGrouping || !own.titles.isEmpty else { return }
        let ranks = all.map { claim -> Int in
            guard let source = sources[claim.attribution.sourceID] else { return 0 }
            return source.isRetracted(on: day) ? 2 : source.access == .restricted ? 1 : 0
        }
        var grouping = OwnGrouping(all, hints: own.hints, gazetteer: gazetteer)
        let found = own.needGrouping ? grouping.assigned(ranks: ranks) : all
        name(found, ranks: ranks)
        if own.needGrouping { replaceOwnClaims(by: found) }
    }

    private mutating func replaceOwnClaims(by found: [Claim]) {
        let replaced = Dictionary(zip(own.positions, found), uniquingKeysWith: { first, _ in first })
        var kept = ClaimStore()
        for position in claims.indices { kept.append(replaced[position] ?? claims[position]) }
        claims = kept
    }

    /// Makes what a reader calls an incident of what its claims call it; of an incident that open sources know, of theirs
    /// alone.
    private mutating func name(_ found: [Claim], ranks: [Int]) {
        let byIncident = Dictionary(grouping: found.indices) { found[$0].incidentID }
        for (id, members) in byIncident where headers[id] == nil {
            let best = members.map { ranks[$0] }.min() ?? 0
            let claims = members.filter { ranks[$0] == best }.map { found[$0] }
            let titles = claims.compactMap { own.titles[$0.id] }
            guard OwnGrouping.isMade(id) || !titles.isEmpty else { continue }
            headers[id] = IncidentHeader(
                id: id, title: Self.mostFrequent(titles) ?? "",
                type: Self.mostFrequent(claims.map(\.type)) ?? .statement,
                zeroReason: claims.allSatisfy(\.isPlan) ? "a plan, not an event" : "")
        }
    }

    /// Of equals the first in the order of their texts.
    private static func mostFrequent<Value: Hashable>(_ values: [Value]) -> Value? {
        let counts = values.reduce(into: [Value: Int]()) { $0[$1, default: 0] += 1 }
        return counts.min { a, b in (b.value, "\(a.key)") < (a.value, "\(b.key)") }?.key
    }
}

extension Claim {
    fileprivate var isPlan: Bool { status == .planned || quantity?.kind == .plan }
}

/// Finds the incidents of claims that state none.
struct OwnGrouping {
    private let claims: [Claim]
    private let hints: [String: GroupingHint]
    private var places: GroupedPlaces

    /// In front of the key of the claim after which an incident is called.
    private static let mark = "EVENT-"

    init(_ claims: [Claim], hints: [String: GroupingHint], gazetteer: Gazetteer?) {
        self.claims = claims
        self.hints = hints
        places = GroupedPlaces(gazetteer: gazetteer)
    }

    /// Whether the rule made the key.
    static func isMade(_ incident: String) -> Bool { incident.hasPrefix(mark) }

    /// The claims with their incidents. Claims of a lower rank are grouped without regard to those of a higher one.
    mutating func assigned(ranks: [Int]) -> [Claim] {
        var assigned = claims
        let groupables = claims.map { groupable($0) }
        for rank in Set(ranks).sorted() {
            let members = claims.indices.filter { ranks[$0] <= rank }
            let entries = members.map { index in
                var entry = groupables[index]
                entry.incidentID = assigned[index].incidentID.isEmpty ? nil : assigned[index].incidentID
                return entry
            }
            let grouping = ClaimGrouping(entries)
            for group in grouping.members(of: entries) {
                let id = key(of: group.map { assigned[members[$0]] })
                for position in group where assigned[members[position]].incidentID.isEmpty {
                    let claim = claims[members[position]]
                    assigned[members[position]] = claim.of(
                        incident: id,
                        conflictGroup: claim.conflictGroup.isEmpty
                            ? grouping.conflictGroups[position] : claim.conflictGroup)
                }
            }
        }
        return assigned
    }

    /// The incident that one of the claims states, or a key made of the first key of a claim.
    private func key(of group: [Claim]) -> String {
        if let stated = group.first(where: { !$0.incidentID.isEmpty }) { return stated.incidentID }
        return Self.mark + (group.map(\.id).min() ?? "")
    }

    private mutating func groupable(_ claim: Claim) -> Groupable {
        let hint = hints[claim.id] ?? GroupingHint()
        return Groupable(
            type: claim.type, place: places.place(of: claim.place),
            destination: hint.destination.isEmpty ? nil : places.place(named: hint.destination), period: claim.period,
            quantity: claim.quantity, countKind: claim.status == .planned ? .plan : nil, actor: claim.actor,
            target: hint.target, rootSource: claim.attribution.rootSource, sourceID: claim.attribution.sourceID,
            order: claim.attribution.span.map { Int($0.start) } ?? claim.origin.line)
    }
}

/// Places of claims as grouping sees them, each looked up once.
struct GroupedPlaces {
    let gazetteer: Gazetteer?
    private let regions: [String: [String]]
    private var known: [ClaimedPlace: GroupedPlace] = [:]

    init(gazetteer: Gazetteer?) {
        self.gazetteer = gazetteer
        regions = Dictionary(
            (gazetteer?.content.vernacularRegions ?? []).map { ($0.region.id, $0.provinces) },
            uniquingKeysWith: { first, _ in first })
    }

    mutating func place(of place: ClaimedPlace) -> GroupedPlace {
        if let found = known[place] { return found }
        let found = found(place)
        known[place] = found
        return found
    }

    mutating func place(named name: String) -> GroupedPlace {
        self.place(of: ClaimedPlace(name: name, precision: .exact))
    }

    private func found(_ place: ClaimedPlace) -> GroupedPlace {
        let text = place.name.lowercased()
        let unknown = GroupedPlace(
            key: text, country: place.country, precision: text.isEmpty ? .supranational : place.precision,
            coordinate: place.coordinate)
        guard let gazetteer, !text.isEmpty else { return unknown }
        let query = PlaceQuery(
            name: place.name, country: place.country.isEmpty ? nil : place.country,
            province: place.province.isEmpty ? nil : place.province,
            district: place.district.isEmpty ? nil : place.district, near: place.coordinate, precision: place.precision)
        switch gazetteer.resolve(query) {
        case .resolved(let match): return grouped(match, key: match.placeID, place)
        // The area stands around a place that is known by its text alone.
        case .fallback(let match, _): return grouped(match, key: text, place)
        case .ambiguous, .unknown: return unknown
        }
    }

    private func grouped(_ match: Match, key: String, _ place: ClaimedPlace) -> GroupedPlace {
        let precision = max(place.precision, key == match.placeID ? match.precision : place.precision)
        return GroupedPlace(
            key: key, provinces: provinces(of: match), country: match.country, precision: precision,
            coordinate: precision <= .near ? place.coordinate ?? (key == match.placeID ? match.coordinate : nil) : nil)
    }

    private func provinces(of match: Match) -> [String] {
        if let province = match.iso3166_2 { return [province] }
        if let region = regions[match.placeID] { return region }
        guard case .area(.regions(let ids)) = match.law, match.precision < .country else { return [] }
        return ids
    }
}

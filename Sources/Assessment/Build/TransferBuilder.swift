// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Layers
import Studies

/// Sums up what reports say of transfers of detainees: one number for each group of claims about one, by the kind of count.
///
/// Of restricted sources, and of those whose rows may not be passed on, nothing is told.
struct TransferBuilder {
    let content: BuildContent
    private let facilities: FacilityNames

    private static let types: Set<EventType> = [.transfer, .custody]
    /// What stands in place of a text that names a facility.
    static let hidden = "not told: the text names a facility or its town"

    init(content: BuildContent) {
        self.content = content
        let names = content.names.gazetteer.content
        // Towns that are called like their governorate tell no more than it does.
        let units = Set(names.provinces.flatMap { Array($0.names.values) + $0.aliases }.map { $0.lowercased() })
        facilities = FacilityNames(
            of: names.places.filter { place in
                place.isRestricted || !([place.name] + place.variants).contains { units.contains($0.lowercased()) }
            })
    }

    private var sources: [String: Source] { content.evidence.read.sources }
    private var policy: ReleasePolicy { ReleasePolicy(tier: content.study.tier) }
    private var asOf: CalendarDay { content.study.asOf }

    /// Codes of the governorates that places are told by.
    var units: Set<String> { Set(content.names.gazetteer.content.provinces.map(\.id)) }

    func table() -> TransferTable {
        var counts: [TransferCount] = [], leftOut = TransferTable.LeftOut()
        var ways = TransferWays(names: content.names, lengths: content.study.lengths)
        for claims in incidents() {
            let known = ways.ways(of: claims.filter { $0.type == .transfer })
            for claim in claims where claim.type == .transfer && claim.quantity == nil { leftOut.withoutNumber += 1 }
            for group in TransferGroup.groups(of: claims, leftOut: &leftOut) {
                var way = TransferWay()
                for claim in group.claims {
                    way.formUnion(group.kind == .stock ? ways.holding(claim) : known[claim.id] ?? TransferWay())
                }
                if let count = count(group, way) { counts.append(count) }
            }
        }
        return TransferTable(
            asOf: asOf.description, tier: content.study.tier, inputDigest: content.evidence.digest,
            wording: content.wording, counts: counts, leftOut: leftOut)
    }

    /// The claims about transfers and people held that may be told, incident by incident.
    private func incidents() -> [[Claim]] {
        guard content.evidence.read.claims.holds(anyOf: Self.types) else { return [] }
        let located = content.evidence.located.incidents
        return located.indices.compactMap { index in
            guard policy.mayExportRow(located.terms(index)), policy.mayShowPoint(located.access(index)) else {
                return nil
            }
            let claims = located.incident(index).claims.filter { Self.types.contains($0.type) && mayTell($0) }
            return claims.isEmpty ? nil : claims
        }
    }

    private func mayTell(_ claim: Claim) -> Bool {
        claim.period.first <= asOf && policy.mayShowPoint(sources[claim.attribution.sourceID]?.access ?? .open)
    }

    // MARK: One number

    private func count(_ group: TransferGroup, _ way: TransferWay) -> TransferCount? {
        guard let told = group.conflicts.told, let least = Self.whole(told.least, .down),
            let most = Self.whole(told.most, .up), let first = group.claims.first
        else { return nil }
        let best = told.best.flatMap { Int(checked: $0.rounded()) }, days = days(of: group.claims)
        let roots = witnesses(of: group), isInConflict = group.conflicts.isInConflict
        return TransferCount(
            incident: first.incidentID, about: open(group.about), kind: group.kind, status: group.status,
            least: least, best: best, most: most, unit: open(group.unit),
            text: TransferText(group: group, least: least, best: best, most: most).text,
            first: days.first.description, last: days.last.description, origin: TransferPlaces(way.origin),
            destination: TransferPlaces(way.destination), place: TransferPlaces(way.place),
            mode: TransferMode.text(way.modes), basis: way.basis, roots: roots, isInConflict: isInConflict,
            conflict: isInConflict ? conflict(group) : "", claims: group.claims.map(claim))
    }

    /// The days that all claims allow, or, where they exclude each other, all that any allows. What is intended may lie after
    /// the day of the build, and is not told.
    private func days(of claims: [Claim]) -> DayInterval {
        let periods = claims.map(\.period), first = periods.first ?? DayInterval(asOf)
        let common = periods.reduce(Optional(first)) { $0?.intersection($1) }
        return known(common ?? periods.reduce(first) { $0.union($1) })
    }

    private func known(_ days: DayInterval) -> DayInterval {
        DayInterval(first: days.first, last: min(days.last, asOf)) ?? DayInterval(days.first)
    }

    private func witnesses(of group: TransferGroup) -> [TransferWitness] {
        group.conflicts.witnesses.compactMap { witness in
            guard let least = Self.whole(witness.interval.min, .down),
                let most = Self.whole(witness.interval.max, .up)
            else { return nil }
            let own = group.claims.filter { $0.attribution.rootSource == witness.rootSource }
            return TransferWitness(
                rootSource: open(witness.rootSource), least: least,
                best: witness.interval.best.flatMap { Int(checked: $0.rounded()) }, most: most, claims: own.map(\.id))
        }.sorted { ($0.rootSource, $0.claims.first ?? "") < ($1.rootSource, $1.claims.first ?? "") }
    }

    /// Who says what.
    private func conflict(_ group: TransferGroup) -> String {
        var seen: Set<String> = []
        return group.claims.compactMap { claim in
            let sentence = "\(claimant(of: claim)): \(open(claim.quantity?.description ?? ""))"
            return seen.insert(sentence).inserted ? sentence : nil
        }.joined(separator: "; ")
    }

    /// The next whole number; ten per cent of a number are not exact in binary fractions.
    private static func whole(_ number: Double, _ rule: FloatingPointRoundingRule) -> Int? {
        let nearest = number.rounded()
        return Int(checked: abs(number - nearest) < 1e-9 * max(1, nearest) ? nearest : number.rounded(rule))
    }

    // MARK: One claim

    private func claim(_ claim: Claim) -> TransferClaim {
        let source = sources[claim.attribution.sourceID], days = known(claim.period)
        let published = [source?.publisher ?? claim.attribution.sourceID, source?.date?.description ?? ""]
        return TransferClaim(
            id: claim.id, text: open(claim.quantity?.description ?? ""), first: days.first.description,
            last: days.last.description, claimant: claimant(of: claim), rootSource: open(claim.attribution.rootSource),
            rootKind: claim.attribution.rootKind.rawValue, status: claim.status.rawValue,
            sourceID: claim.attribution.sourceID, source: published.filter { !$0.isEmpty }.joined(separator: ", "),
            machineWritten: source?.aiGenerated ?? false)
    }

    private func claimant(of claim: Claim) -> String {
        switch claim.attribution.claimant {
        case "": open(claim.attribution.rootSource)
        case "publication": "the publication itself"
        case let claimant: open(claimant)
        }
    }

    /// A text of a table as it is, unless it names a facility.
    private func open(_ text: String) -> String { facilities.occur(in: text) ? Self.hidden : text }
}

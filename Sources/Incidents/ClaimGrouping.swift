// SPDX-License-Identifier: Apache-2.0

import Geo

/// Gives claims without a key of their event to incidents by rule: one event once, however many reports tell of it.
///
/// Claims belong together where what happened, where, when and who acted may be the same. What happened, what is planned,
/// what is held and what has happened so far are incidents of their own. A claim of a vague place or time ("Syria", "in
/// January") joins a stronger one if there is one and only one that it can mean, or one and only one with its number.
/// The result does not depend on the order of the claims.
public struct ClaimGrouping: Sendable, Hashable {
    /// Number of the incident of each claim, in the order of the claims. Numbers count from 0, in the order of publications
    /// and their texts.
    public let incidents: [Int]
    /// Words for what each claim speaks about; claims of one incident with the same words speak about one number.
    public let conflictGroups: [String]
    /// Number of incidents.
    public let count: Int

    /// Groups claims. Those that state an incident stay in it, and others may join them.
    public init(_ claims: [Groupable]) {
        let entries = claims.map(GroupingEntry.init)
        let order = claims.indices.sorted { entries[$0].sortKey < entries[$1].sortKey }
        var groups = EventGroups(entries)
        groups.addStated(order)
        for index in order where claims[index].incidentID == nil { groups.add(index) }
        groups.joinNeighbours()
        let numbers = groups.numbers()
        incidents = numbers
        count = (numbers.max() ?? -1) + 1
        conflictGroups = claims.map(\.conflictGroup)
    }

    /// Positions of the claims of each incident, in the order of publications and their texts.
    public func members(of claims: [Groupable]) -> [[Int]] {
        var members = [[Int]](repeating: [], count: count)
        for (index, number) in incidents.enumerated() { members[number].append(index) }
        return members.map { $0.sorted { claims[$0].textOrder < claims[$1].textOrder } }
    }
}

extension Groupable {
    /// Orders claims as a reader meets them.
    fileprivate var textOrder: (String, Int) { (sourceID, order) }
}

/// A claim with what is asked of it many times.
struct GroupingEntry: Sendable {
    let claim: Groupable
    let eventClass: EventClass
    let actor: PartyName
    let target: PartyName
    let conflictGroup: String
    /// Claims are taken in this order: the best known place first, then the best known time.
    let sortKey: SortKey

    init(_ claim: Groupable) {
        self.claim = claim
        eventClass = EventClass(claim)
        actor = PartyName(claim.actor)
        target = PartyName(claim.target)
        conflictGroup = claim.conflictGroup
        sortKey = SortKey(claim)
    }

    /// The whole content, so that claims of one key may be exchanged.
    struct SortKey: Comparable, Sendable {
        let numbers: [Double]
        let texts: [String]

        init(_ claim: Groupable) {
            let numbers = claim.quantity?.numbers ?? (-1, -1, -1)
            self.numbers = [
                Double(claim.place.precision.rawValue), Double(claim.period.length),
                Double(claim.period.first.daysSinceEpoch), claim.quantity == nil ? 1 : 0,
            ]
            texts = [
                claim.place.key, claim.place.country, claim.place.provinces.joined(separator: "+"), claim.type.rawValue,
                claim.sourceID, String(claim.order), claim.rootSource, claim.actor, claim.target,
                "\(numbers)", claim.quantity.map { "\($0.unit) \($0.bound.rawValue)" } ?? "",
                claim.kind?.rawValue ?? "", claim.destination?.key ?? "", claim.incidentID ?? "",
                claim.place.coordinate.map { "\($0.longitude) \($0.latitude)" } ?? "",
            ]
        }

        static func < (a: SortKey, b: SortKey) -> Bool {
            for (x, y) in zip(a.numbers, b.numbers) where x != y { return x < y }
            for (x, y) in zip(a.texts, b.texts) where x != y { return x < y }
            return false
        }
    }
}

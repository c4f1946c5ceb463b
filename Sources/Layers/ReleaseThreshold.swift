// SPDX-License-Identifier: Apache-2.0

/// How much evidence stands behind one zone, for the threshold on restricted sources.
public struct ZoneEvidence: Sendable, Hashable {
    /// The zone.
    public let id: String
    /// Zones whose totals are published together (a country): within it a single gap could be computed from the rest.
    public let group: String
    /// Distinct incidents that the output may tell.
    public let events: Int
    /// Independent root sources behind them.
    public let rootSources: Int
    /// Events of restricted sources that are held back.
    public let withheldEvents: Int

    /// Takes the counts as they are.
    public init(id: String, group: String, events: Int, rootSources: Int, withheldEvents: Int) {
        self.id = id
        self.group = group
        self.events = events
        self.rootSources = rootSources
        self.withheldEvents = withheldEvents
    }
}

extension ReleasePolicy {
    /// Whether restricted events are held back in the zone and what it may tell is too little to stand for it.
    public func isBelowThreshold(_ zone: ZoneEvidence) -> Bool {
        tier != .internal && zone.withheldEvents > 0
            && (zone.events < Self.minimumEvents || zone.rootSources < Self.minimumRootSources)
    }

    /// Ids of the zones whose figures must be withheld, sorted.
    ///
    /// Where a group would have exactly one gap, its value is the group's total less the others; the zone with the
    /// fewest events among the rest (of equals the first id) is withheld too.
    public func withheld(_ zones: [ZoneEvidence]) -> [String] {
        var ids: [String] = []
        for (_, members) in Dictionary(grouping: zones, by: \.group) {
            let gaps = members.filter(isBelowThreshold)
            ids += gaps.map(\.id)
            guard gaps.count == 1 else { continue }
            let rest = members.filter { !isBelowThreshold($0) && $0.events > 0 }
            if let second = rest.min(by: { ($0.events, $0.id) < ($1.events, $1.id) }) { ids.append(second.id) }
        }
        return ids.sorted()
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a study says about an incident besides its claims.
public struct IncidentHeader: Sendable, Hashable {
    /// Stable key.
    public let id: String
    /// What a reader calls it, in our own words.
    public let title: String
    /// What happened.
    public let type: EventType
    /// Why it weighs nothing although its type would; empty otherwise.
    public let zeroReason: String
    /// Our remark.
    public let note: String

    /// Takes the parts as they are.
    public init(id: String, title: String, type: EventType, zeroReason: String = "", note: String = "") {
        self.id = id
        self.title = title
        self.type = type
        self.zeroReason = zeroReason
        self.note = note
    }
}

/// One event, once, with everything that is claimed about it. Its place is for the geocoding stage to find.
public struct Incident: Sendable {
    /// Stable key.
    public let id: String
    /// What happened.
    public let type: EventType
    /// The days that all claims allow, or, where they exclude each other, all the days that any allows.
    public let period: DayInterval
    /// All claims, in the order of the tables; at least one. They share storage with all other incidents' claims.
    public let claims: ArraySlice<Claim>
    /// Why it weighs nothing although its type would; empty otherwise.
    public let zeroReason: String

    private let statedTitle: String

    /// Takes the claims of one incident; nil when there are none.
    public init?(claims: ArraySlice<Claim>, header: IncidentHeader?) {
        guard let first = claims.first else { return nil }
        id = first.incidentID
        type = header?.type ?? first.type
        statedTitle = header?.title ?? ""
        zeroReason = header?.zeroReason ?? ""
        period = Self.period(of: claims, from: first.period)
        self.claims = claims
    }

    /// What a reader calls it: the study's title, or the type and the place.
    public var title: String {
        if !statedTitle.isEmpty { return statedTitle }
        let place = claims.first?.place
        let name = [place?.name, place?.district, place?.province, place?.country].compactMap { $0 }
            .first { !$0.isEmpty }
        return name.map { "\(type.title), \($0)" } ?? type.title
    }

    /// The claim that knows the place best; of several the first.
    public var mostPreciseClaim: Claim {
        claims.reduce(claims[claims.startIndex]) { $1.place.precision < $0.place.precision ? $1 : $0 }
    }

    /// Keys of the root sources, in the order of first mention.
    public var rootSources: [String] {
        var seen: Set<String> = []
        return claims.map(\.attribution.rootSource).filter { seen.insert($0).inserted }
    }

    /// Ids of the publications, in the order of first mention.
    public var sourceIDs: [String] {
        var seen: Set<String> = []
        return claims.map(\.attribution.sourceID).filter { seen.insert($0).inserted }
    }

    /// The claims by what they speak about, in the order of first mention; a claim without a group stands alone.
    public var conflictGroups: [ConflictGroup] {
        // Imported tables have a million incidents of one claim each.
        if claims.count == 1, let claim = claims.first {
            return [ConflictGroup(key: claim.conflictGroup, claims: [claim])]
        }
        var order: [String] = []
        var members: [String: [Claim]] = [:]
        for claim in claims {
            let key = claim.conflictGroup.isEmpty ? "\u{0}" + claim.id : claim.conflictGroup
            if members.updateValue((members[key] ?? []) + [claim], forKey: key) == nil { order.append(key) }
        }
        return order.map { ConflictGroup(key: $0.hasPrefix("\u{0}") ? "" : $0, claims: members[$0] ?? []) }
    }

    /// Number of claims in groups that contradict themselves.
    public var claimsInConflict: Int {
        claims.count < 2 ? 0 : conflictGroups.filter(\.isInConflict).reduce(0) { $0 + $1.claims.count }
    }

    /// The number that the weight counts: of the groups that count what this event did, the one with the largest
    /// pooled median. Running totals, plans and stocks do not count, and groups are never added up. Nil without one.
    public var count: CountLaw? {
        let laws = conflictGroups.filter { $0.kind == .increment }.compactMap(\.law)
        if laws.count == 1 { return laws[0] }
        return laws.max { $0.median < $1.median }
    }

    private static func period(of claims: ArraySlice<Claim>, from first: DayInterval) -> DayInterval {
        let common = claims.dropFirst().reduce(Optional(first)) { $0?.intersection($1.period) }
        return common ?? claims.dropFirst().reduce(first) { $0.union($1.period) }
    }
}

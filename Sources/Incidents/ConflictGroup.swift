// SPDX-License-Identifier: Apache-2.0

/// Claims about one number or fact, and what their root sources make of it.
public struct ConflictGroup: Sendable {
    /// What one root source says, all its claims together.
    public struct Witness: Sendable, Hashable {
        /// Key of the root source.
        public let rootSource: String
        /// Its number.
        public let interval: CountInterval
    }

    /// The claims' own key; empty where they have none.
    public let key: String
    /// The claims, in their order.
    public let claims: [Claim]
    /// What kind of count it is; nil when no claim states a number.
    public let kind: CountKind?
    /// One interval per root source that states a number, in the order of first mention.
    public let witnesses: [Witness]

    /// Takes the claims of one group.
    public init(key: String, claims: [Claim]) {
        self.key = key
        self.claims = claims
        kind = claims.lazy.compactMap(\.quantity?.kind).first
        witnesses = Self.witnesses(claims)
    }

    /// The pooled law of the number; nil when no claim states one.
    public var law: CountLaw? { CountLaw(witnesses.map(\.interval)) }

    /// Whether two claims contradict each other: a report says so, or no number fits both.
    public var isInConflict: Bool {
        if claims.contains(where: { $0.status == .contested }) { return claims.count > 1 }
        let intervals = Self.intervals(claims).map(\.interval)
        return intervals.indices.contains { index in
            intervals[..<index].contains { !$0.overlaps(intervals[index]) }
        }
    }

    private static func witnesses(_ claims: [Claim]) -> [Witness] {
        var order: [String] = []
        var byRoot: [String: CountInterval] = [:]
        for (root, interval) in intervals(claims) {
            if byRoot[root] == nil { order.append(root) }
            byRoot[root] = byRoot[root]?.union(interval) ?? interval
        }
        return order.compactMap { root in byRoot[root].map { Witness(rootSource: root, interval: $0) } }
    }

    /// The interval of each claim that states a number, read in the light of what the others state.
    private static func intervals(_ claims: [Claim]) -> [(root: String, interval: CountInterval)] {
        let stated = claims.flatMap { $0.quantity?.stated ?? [] }
        return claims.compactMap { claim in
            claim.quantity.map { (claim.attribution.rootSource, interval($0, stated)) }
        }
    }

    /// "About X" is X and ten per cent either way; "more than X" reaches 1.1 times the largest number that any claim
    /// of the group states; "up to X" starts at the smallest, or at 0 where no claim states a smaller one.
    private static func interval(_ quantity: Quantity, _ stated: [Double]) -> CountInterval {
        let number = quantity.best ?? quantity.min ?? quantity.max ?? 0
        switch quantity.bound {
        case .exact: return CountInterval(min: number, best: number, max: number)
        case .approximate:
            return CountInterval(
                min: quantity.min ?? 0.9 * number, best: number, max: quantity.max ?? 1.1 * number)
        case .lower:
            let least = quantity.min ?? number
            return CountInterval(min: least, best: nil, max: 1.1 * max(least, stated.max() ?? least))
        case .upper:
            let most = quantity.max ?? number
            return CountInterval(min: stated.filter { $0 > 0 && $0 < most }.min() ?? 0, best: nil, max: most)
        case .range:
            return CountInterval(min: quantity.min ?? number, best: quantity.best, max: quantity.max ?? number)
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Incidents made of claims, and how many were left out because they start after the as-of date.
public struct GroupedIncidents: Sendable {
    /// In the order in which their first claims were read.
    public let incidents: IncidentCollection
    /// Claims that start after the as-of date.
    public let laterClaims: Int
    /// Incidents all of whose claims start after the as-of date.
    public let laterIncidents: Int

    /// Groups claims by incident. Each event appears once; contradicting claims stay apart inside it.
    ///
    /// - Parameters:
    ///   - claims: In reading order.
    ///   - headers: What the study says about incidents, by id; imported incidents have none.
    ///   - asOf: Claims that start later are left out and counted; nil keeps all.
    public init(_ claims: ClaimStore, headers: [String: IncidentHeader] = [:], asOf: CalendarDay? = nil) {
        let kept = Self.positions(of: claims, upTo: asOf)
        let total = kept == nil ? nil : claims.incidentNumbers(of: claims.indices).count
        let (numbers, count) =
            kept.map { claims.incidentNumbers(of: $0.map(Int.init)) } ?? claims.incidentNumbers(of: claims.indices)
        laterClaims = claims.count - numbers.count
        laterIncidents = (total ?? count) - count
        // Tables of single claims, which are the large ones, are in order already.
        if count == numbers.count {
            incidents = IncidentCollection(claims: claims, order: kept, starts: nil, headers: headers)
        } else {
            let starts = Self.starts(numbers, count: count)
            let order = Self.ordered(kept, numbers, starts)
            incidents = IncidentCollection(claims: claims, order: order, starts: starts, headers: headers)
        }
    }

    /// Groups claims that are held one by one.
    public init(_ claims: [Claim], headers: [String: IncidentHeader] = [:], asOf: CalendarDay? = nil) {
        self.init(ClaimStore(claims), headers: headers, asOf: asOf)
    }

    /// Positions of the claims that count; nil when all do.
    private static func positions(of claims: ClaimStore, upTo asOf: CalendarDay?) -> [UInt32]? {
        guard let asOf else { return nil }
        let later = claims.indices.count { claims.period(of: $0).first > asOf }
        if later == 0 { return nil }
        var kept: [UInt32] = []
        kept.reserveCapacity(claims.count - later)
        for position in claims.indices where claims.period(of: position).first <= asOf { kept.append(UInt32(position)) }
        return kept
    }

    /// Where each incident starts once its claims stand together, and the number of claims at the end.
    private static func starts(_ numbers: [UInt32], count: Int) -> [UInt32] {
        var starts = [UInt32](repeating: 0, count: count + 1)
        for number in numbers { starts[Int(number) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        return starts
    }

    /// The positions of the claims, those of each incident together.
    private static func ordered(_ kept: [UInt32]?, _ numbers: [UInt32], _ starts: [UInt32]) -> [UInt32] {
        var next = starts
        var order = [UInt32](repeating: 0, count: numbers.count)
        for (index, number) in numbers.enumerated() {
            order[Int(next[Int(number)])] = kept?[index] ?? UInt32(index)
            next[Int(number)] += 1
        }
        return order
    }
}

/// Incidents that are put together from their claims when they are asked for.
public struct IncidentCollection: Sendable, RandomAccessCollection {
    private let claims: ClaimStore
    /// Positions of the claims, those of each incident together; nil when they stand so already.
    private let order: [UInt32]?
    /// Where the claims of each incident start, and their number at the end; nil when each has one.
    private let starts: [UInt32]?
    private let headers: [String: IncidentHeader]

    init(claims: ClaimStore, order: [UInt32]?, starts: [UInt32]?, headers: [String: IncidentHeader]) {
        self.claims = claims
        self.order = order
        self.starts = starts
        self.headers = headers
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// Number of incidents.
    public var endIndex: Int { starts.map { $0.count - 1 } ?? order?.count ?? claims.count }

    /// The incident at a position.
    public subscript(position: Int) -> Incident {
        let range = range(position)
        let members = range.map { claims[index($0)] }
        // checked: an incident has one claim at least
        return Incident(claims: members[...], header: headers[members[0].incidentID])!
    }

    /// The days that all claims of an incident allow, as its `period` says.
    public func period(of position: Int) -> DayInterval {
        let range = range(position)
        return range.count == 1 ? claims.period(of: index(range.lowerBound)) : self[position].period
    }

    /// Number of claims of an incident.
    public func claimCount(of position: Int) -> Int { range(position).count }

    private func range(_ position: Int) -> Range<Int> {
        guard let starts else { return position..<position + 1 }
        return Int(starts[position])..<Int(starts[position + 1])
    }

    private func index(_ place: Int) -> Int { order.map { Int($0[place]) } ?? place }
}

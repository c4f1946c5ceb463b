// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Incidents made of claims, and how many were left out because they start after the as-of date.
public struct GroupedIncidents: Sendable {
    /// In the order in which their first claims were read.
    public let incidents: [Incident]
    /// Claims that start after the as-of date.
    public let laterClaims: Int
    /// Incidents all of whose claims start after the as-of date.
    public let laterIncidents: Int

    /// Groups claims by incident. Each event appears once; contradicting claims stay apart inside it.
    ///
    /// - Parameters:
    ///   - claims: In reading order. They are moved into place, not copied one by one: pass the only reference.
    ///   - headers: What the study says about incidents, by id; imported incidents have none.
    ///   - asOf: Claims that start later are left out and counted; nil keeps all.
    public init(_ claims: consuming [Claim], headers: [String: IncidentHeader] = [:], asOf: CalendarDay? = nil) {
        let total = Self.distinctIncidents(claims)
        let before = claims.count
        if let asOf { claims.removeAll { $0.period.first > asOf } }
        laterClaims = before - claims.count
        let starts = Self.arrange(&claims)
        laterIncidents = total - (starts.count - 1)
        let arranged = claims
        incidents = zip(starts, starts.dropFirst()).compactMap { start, end in
            Incident(claims: arranged[start..<end], header: headers[arranged[start].incidentID])
        }
    }

    private static func distinctIncidents(_ claims: borrowing [Claim]) -> Int {
        var ids: Set<String> = []
        for claim in copy claims { ids.insert(claim.incidentID) }
        return ids.count
    }

    /// Brings the claims of each incident together, in the order of first appearance, and returns where each incident
    /// starts, with the number of claims at the end.
    private static func arrange(_ claims: inout [Claim]) -> [Int] {
        var numbers: [String: Int] = [:]
        var counts: [Int] = []
        let number = claims.map { claim in
            let number = numbers[claim.incidentID] ?? counts.count
            if number == counts.count {
                numbers[claim.incidentID] = number
                counts.append(0)
            }
            counts[number] += 1
            return number
        }
        let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        // Tables of single claims, which are the large ones, are in order already.
        if counts.count < claims.count { claims = ordered(claims, number, starts) }
        return starts
    }

    private static func ordered(_ claims: [Claim], _ number: [Int], _ starts: [Int]) -> [Claim] {
        var next = starts
        var source = [Int](repeating: 0, count: claims.count)
        for (index, incident) in number.enumerated() {
            source[next[incident]] = index
            next[incident] += 1
        }
        return source.map { claims[$0] }
    }
}

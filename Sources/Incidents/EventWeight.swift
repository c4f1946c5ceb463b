// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How severe each type of event is for a civilian, an aid worker or a driver: s_c of the method, a judgement that a
/// study states.
public struct SeverityTable: Sendable, Hashable {
    private let values: [EventType: Double]

    /// Takes one value per type code; throws for an unknown code, a missing type or a value outside 0 to 1.
    public init(_ values: [String: Double]) throws(IncidentInputError) {
        self.values = try Self.checked(values, table: "severity")
    }

    /// The severity of a type, 0 to 1.
    public subscript(type: EventType) -> Double { values[type] ?? 0 }
}

/// How often a report from each kind of root source is right: q of the method, a judgement that a study states.
public struct ReliabilityTable: Sendable, Hashable {
    private let values: [RootSourceKind: Double]

    /// Takes one value per kind code; throws for an unknown code, a missing kind or a value outside 0 to 1.
    public init(_ values: [String: Double]) throws(IncidentInputError) {
        self.values = try SeverityTable.checked(values, table: "reliability")
    }

    /// The reliability of a kind, 0 to 1.
    public subscript(kind: RootSourceKind) -> Double { values[kind] ?? 0 }
}

extension SeverityTable {
    /// Turns codes into cases, each exactly once, in an order that does not depend on the dictionary's.
    fileprivate static func checked<Code: RawRepresentable<String> & CaseIterable & Hashable>(
        _ values: [String: Double], table: String
    ) throws(IncidentInputError) -> [Code: Double] {
        for key in values.keys.sorted() where Code(rawValue: key) == nil {
            let known = Code.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badMapping(field: "\(table).\(key)", problem: "there is no such code; known: \(known)")
        }
        var checked: [Code: Double] = [:]
        for code in Code.allCases {
            guard let value = values[code.rawValue] else {
                throw .badWeight(table: table, key: code.rawValue, value: "")
            }
            guard value >= 0, value <= 1 else {
                throw .badWeight(table: table, key: code.rawValue, value: String(value))
            }
            checked[code] = value
        }
        return checked
    }
}

/// The weight of an incident and what it is made of: w = s (1 + log10(1 + n)) r, dimensionless, as many times as it stands
/// for events.
public struct EventWeight: Sendable, Hashable {
    /// s: severity of the type; 0 where the study gives a reason to leave the incident out.
    public let severity: Double
    /// n: casualties or escapees, the pooled median of the claims; 0 when none is claimed.
    public let count: Double
    /// r: the chance that at least one of the independent root sources is right.
    public let reliability: Double
    /// How many events the incident stands for, 1 but for rows that sum up many.
    public let events: Double

    /// Takes the factors.
    public init(severity: Double, count: Double, reliability: Double, events: Double = 1) {
        self.severity = severity
        self.count = count
        self.reliability = reliability
        self.events = events
    }

    /// 1 + log10(1 + n): a 12.5-fold dispute moves the weight by a third only.
    public var countFactor: Double { 1 + log10(1 + count) }
    /// w.
    public var value: Double { severity * countFactor * reliability * events }
}

/// Computes weights and remembers the counts of single claims: tables of millions of rows state a few thousand.
public struct WeightMemo {
    private static let most = 50_000

    private let model: WeightModel
    private var medians: [Quantity: Double] = [:]

    /// Remembers nothing yet.
    public init(model: WeightModel) { self.model = model }

    /// The weight of an incident, as the model gives it.
    public mutating func weight(of incident: Incident) -> EventWeight {
        guard incident.claims.count == 1, let quantity = incident.claims.first?.quantity else {
            return model.weight(of: incident)
        }
        if let median = medians[quantity] { return model.weight(of: incident, count: median) }
        let weight = model.weight(of: incident)
        if medians.count < Self.most { medians[quantity] = weight.count }
        return weight
    }
}

/// Computes weights from the tables of a study.
public struct WeightModel: Sendable {
    /// Severity of each type.
    public let severity: SeverityTable
    /// Reliability of each kind of root source.
    public let reliability: ReliabilityTable
    /// Publications that declare themselves machine-written: no claim taken from them is more reliable than that kind.
    public let machineWrittenSources: Set<String>

    /// Takes the tables, and the sources among which machine-written ones are noticed.
    public init(severity: SeverityTable, reliability: ReliabilityTable, sources: [Source] = []) {
        self.severity = severity
        self.reliability = reliability
        machineWrittenSources = Set(sources.filter(\.aiGenerated).map(\.id))
    }

    /// The weight of an incident.
    public func weight(of incident: Incident) -> EventWeight {
        weight(of: incident, count: incident.count?.median ?? 0)
    }

    fileprivate func weight(of incident: Incident, count: Double) -> EventWeight {
        let severity = incident.zeroReason.isEmpty ? severity[incident.type] : 0
        return EventWeight(
            severity: severity, count: count, reliability: reliability(of: incident),
            events: incident.claims.count == 1
                ? incident.mostPreciseClaim.events : incident.claims.map(\.events).max() ?? 1)
    }

    /// r = 1 - Π (1 - q) over the root sources, each counted once with its best claim however many publications
    /// repeat it.
    public func reliability(of incident: Incident) -> Double {
        if incident.claims.count == 1 { return reliability(of: incident.mostPreciseClaim) }
        var best: [String: Double] = [:]
        for claim in incident.claims {
            best[claim.attribution.rootSource] = max(
                best[claim.attribution.rootSource] ?? 0, reliability(of: claim))
        }
        // Sorted, because the product of floating-point numbers depends on their order.
        return 1 - best.values.sorted().reduce(1) { $0 * (1 - $1) }
    }

    /// q of one claim.
    public func reliability(of claim: Claim) -> Double {
        let stated = reliability[claim.attribution.rootKind]
        guard machineWrittenSources.contains(claim.attribution.sourceID) else { return stated }
        return min(stated, reliability[.aiGenerated])
    }
}

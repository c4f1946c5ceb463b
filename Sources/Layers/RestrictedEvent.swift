// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A district or province for which restricted events are counted.
public struct RestrictedArea: Sendable, Hashable, Codable, Comparable {
    /// Level of the unit.
    public enum Level: String, Sendable, Hashable, Codable {
        /// Second level, with a polygon.
        case district
        /// First level.
        case province
    }

    /// Level of the unit.
    public let level: Level
    /// Key of the unit's polygon.
    public let id: String

    /// Takes both as they are.
    public init(_ level: Level, _ id: String) {
        self.level = level
        self.id = id
    }

    /// Districts before provinces, then by key.
    public static func < (a: RestrictedArea, b: RestrictedArea) -> Bool {
        (a.level.rawValue, a.id) < (b.level.rawValue, b.id)
    }
}

/// An event of restricted sources, with nothing that its release does not need: no day, no position, no text.
public struct RestrictedEvent: Sendable, Hashable {
    /// Key of the district polygon that holds it; nil where there is none, or the place is known less exactly.
    public let district: String?
    /// Key of the province.
    public let province: String
    /// Half-month of its last day.
    public let halfMonth: HalfMonth
    /// Keys of the root sources, sorted; empty where the input names none.
    public let rootSources: [String]
    /// Dimensionless weight, above 0.
    public let weight: Double

    /// Takes the parts; the root sources are sorted, each once.
    public init(district: String?, province: String, halfMonth: HalfMonth, rootSources: [String], weight: Double) {
        self.district = district
        self.province = province
        self.halfMonth = halfMonth
        self.rootSources = Set(rootSources).sorted()
        self.weight = weight
    }

    /// An order that depends on nothing but what the release may know: rows may come in any order.
    static func precedes(_ a: RestrictedEvent, _ b: RestrictedEvent) -> Bool {
        if a.halfMonth != b.halfMonth { return a.halfMonth < b.halfMonth }
        if a.province != b.province { return a.province < b.province }
        if a.district != b.district { return (a.district ?? "") < (b.district ?? "") }
        if a.weight != b.weight { return a.weight < b.weight }
        return a.rootSources.lexicographicallyPrecedes(b.rootSources)
    }
}

/// How many events of how many witnesses may be told together.
public enum RestrictedThreshold {
    /// Fewest events whose input names no root sources.
    public static let unnamedEvents = 5

    /// Whether the events may be told as one number: 3 of 2 root sources, or 5 whose input names none.
    public static func isMet(by events: some Sequence<RestrictedEvent>) -> Bool {
        var count = 0, unnamed = 0
        var roots: Set<String> = []
        for event in events {
            count += 1
            unnamed += event.rootSources.isEmpty ? 1 : 0
            roots.formUnion(event.rootSources)
            if count >= ReleasePolicy.minimumEvents && roots.count >= ReleasePolicy.minimumRootSources { return true }
            if unnamed >= unnamedEvents { return true }
        }
        return false
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// One claim behind a contribution, as far as its tier may show it. No person is named.
public struct ContributingClaim: Sendable, Hashable, Codable {
    /// Stable key.
    public var id: String
    /// What is claimed, in the study's own words.
    public var text: String
    /// The role of who claims it ("SDF", "Interior Ministry").
    public var claimant: String
    /// Publisher, title and date of the source; flagged when it is AI-generated.
    public var source: String
    /// Whether another claim about the same number or fact contradicts it.
    public var isInConflict: Bool
    /// Where the words of its source stand; nil where the row does not say, and of imported rows.
    public var passage: ClaimPassage?

    /// Takes the parts as they are.
    public init(
        id: String, text: String, claimant: String, source: String, isInConflict: Bool = false,
        passage: ClaimPassage? = nil
    ) {
        self.id = id
        self.text = text
        self.claimant = claimant
        self.source = source
        self.isInConflict = isInConflict
        self.passage = passage
    }

    private enum CodingKeys: String, CodingKey { case id, text, claimant, source, isInConflict = "in_conflict" }

    /// Reads the members of the passage beside the others.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        id = try members.decode(String.self, forKey: .id)
        text = try members.decode(String.self, forKey: .text)
        claimant = try members.decode(String.self, forKey: .claimant)
        source = try members.decode(String.self, forKey: .source)
        isInConflict = try members.decode(Bool.self, forKey: .isInConflict)
        passage = try ClaimPassage(membersOf: decoder)
    }

    /// Writes the members of the passage beside the others.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(text, forKey: .text)
        try members.encode(claimant, forKey: .claimant)
        try members.encode(source, forKey: .source)
        try members.encode(isInConflict, forKey: .isInConflict)
        try passage?.encode(to: encoder)
    }
}

/// A part of what a zone's score is made of.
public struct Contribution: Sendable, Hashable, Codable {
    /// What contributes.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// One incident.
        case incident
        /// Events of restricted sources that count for one area.
        case restricted
        /// The factor of a transfer corridor.
        case route
        /// The floor that every cell has.
        case uniform
        /// The rest: contributions too small to be listed, or withheld.
        case other
    }

    /// What contributes.
    public var kind: Kind
    /// Id of the incident or route; the kind's own name for the others.
    public var id: String
    /// What a reader calls it.
    public var title: String
    /// Share of the zone's intensity, 0 to 1; the shares of a zone add up to 1.
    public var share: Double
    /// Claims behind it; empty for all kinds but incidents.
    public var claims: [ContributingClaim]

    /// Takes the parts as they are.
    public init(kind: Kind, id: String, title: String, share: Double, claims: [ContributingClaim] = []) {
        self.kind = kind
        self.id = id
        self.title = title
        self.share = share
        self.claims = claims
    }
}

extension Contribution {
    /// Largest share first (of equals the smaller id); what lies beyond the `limit` incidents and routes is added to
    /// one entry of kind `other` at the end, so that the shares still add up.
    public static func ranked(_ contributions: [Contribution], limit: Int) -> [Contribution] {
        let (rest, named) = contributions.reduce(into: (rest: 0.0, named: [Contribution]())) { parts, entry in
            if entry.kind == .other { parts.rest += entry.share } else { parts.named.append(entry) }
        }
        let sorted = named.sorted { ($1.share, $0.id) < ($0.share, $1.id) }
        let remainder = sorted.dropFirst(limit).reduce(rest) { $0 + $1.share }
        let kept = Array(sorted.prefix(limit))
        guard remainder > 0 else { return kept }
        return kept + [Contribution(kind: .other, id: "other", title: "All other contributions", share: remainder)]
    }
}

/// One kernel of the stack that made the surface.
public struct StackComponent: Sendable, Hashable, Codable {
    /// Half-life of the time weight in days; nil for all history with equal weight.
    public var halfLifeDays: Double?
    /// Standard deviation of the kernel in metres.
    public var sigma: Double
    /// Share of the component in the stack, 0 to 1.
    public var weight: Double

    /// Takes the parts as they are.
    public init(halfLifeDays: Double?, sigma: Double, weight: Double) {
        self.halfLifeDays = halfLifeDays
        self.sigma = sigma
        self.weight = weight
    }

    private enum CodingKeys: String, CodingKey {
        case halfLifeDays = "half_life_days"
        case sigma = "sigma_m"
        case weight
    }
}

/// An incident at the precision of the tier: enough to compute its share in any zone.
public struct ReleasedIncident: Sendable, Hashable, Codable {
    /// Stable key.
    public var id: String
    /// What a reader calls it.
    public var title: String
    /// Event type.
    public var type: String
    /// First day, `YYYY-MM-DD`.
    public var first: String
    /// Last day, `YYYY-MM-DD`.
    public var last: String
    /// Where, coarsened to the tier.
    public var location: ReleasedLocation
    /// Weight of the incident before any decay, dimensionless.
    public var weight: Double
    /// Claims behind it.
    public var claims: [ContributingClaim]
    /// Access of its sources, for the checks before writing; no member of the file.
    public var access = SourceAccess.open

    private enum CodingKeys: String, CodingKey { case id, title, type, first, last, location, weight, claims }

    /// Takes the parts as they are.
    public init(
        id: String, title: String, type: String, first: String, last: String, location: ReleasedLocation,
        weight: Double, claims: [ContributingClaim], access: SourceAccess = .open
    ) {
        self.access = access
        self.id = id
        self.title = title
        self.type = type
        self.first = first
        self.last = last
        self.location = location
        self.weight = weight
        self.claims = claims
    }
}

/// `contributions.json`: what each province's score is made of, and what a query needs for any other zone.
public struct ContributionTable: Sendable, Hashable, Codable {
    /// Version of the file's members.
    public var formatVersion: Int
    /// `YYYY-MM-DD`.
    public var asOf: String
    /// Tier to which everything in the file is coarsened.
    public var tier: ReleaseTier
    /// Digest of the build's inputs, as in `catalog.json`.
    public var inputDigest: String
    /// Kernels of the stack, uniform part excluded.
    public var components: [StackComponent]
    /// Share of the uniform part in the stack.
    public var uniformWeight: Double
    /// Ranked contributions by province id.
    public var provinces: [String: [Contribution]]
    /// Incidents that carry weight at the as-of date.
    public var incidents: [ReleasedIncident]
    /// Events of restricted sources by area and half-month or calendar year; nil where no input is restricted.
    public var restricted: [RestrictedCount]?
    /// Events behind chances and numbers; nil where none are stated, or where the terms of a source or the tier do not allow
    /// them here.
    public var record: RecordTable?

    /// Takes the parts as they are.
    public init(
        asOf: String, tier: ReleaseTier, inputDigest: String, components: [StackComponent], uniformWeight: Double,
        provinces: [String: [Contribution]], incidents: [ReleasedIncident],
        restricted: [RestrictedCount]? = nil, record: RecordTable? = nil
    ) {
        formatVersion = Catalog.currentFormatVersion
        self.asOf = asOf
        self.tier = tier
        self.inputDigest = inputDigest
        self.components = components
        self.uniformWeight = uniformWeight
        self.provinces = provinces
        self.incidents = incidents
        self.restricted = restricted
        self.record = record
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", asOf = "as_of", tier, inputDigest = "input_digest", components
        case uniformWeight = "uniform_weight", provinces, incidents, restricted, record
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// Where people were taken from or to, as far as any tier tells it: governorates or countries, never anything smaller.
public struct TransferPlaces: Sendable, Hashable, Codable {
    /// A governorate or a country.
    public struct Area: Sendable, Hashable, Codable {
        /// ISO 3166-2 of a governorate, or the code of its country where no more is told.
        public var code: String
        /// ISO 3166-1 alpha-2 of the country.
        public var country: String
        /// The name.
        public var name: TextByLanguage

        /// Takes the parts as they are.
        public init(code: String, country: String, name: TextByLanguage) {
            self.code = code
            self.country = country
            self.name = name
        }

        /// Whether it is a whole country.
        public var isCountry: Bool { code == country }
    }

    /// What stands where no claim names a place.
    public static let notStated = "not stated"

    /// The names, or `not stated`.
    public var text: String
    /// In the order of their codes; none where no claim names a place that is known.
    public var areas: [Area]

    /// Takes areas in any order; a country gives way to governorates of it, which are in it.
    public init(_ areas: Set<Area>) {
        let told = Set(areas.filter { !$0.isCountry }.map(\.country))
        let kept = areas.filter { !$0.isCountry || !told.contains($0.country) }
        self.areas = kept.sorted { $0.code < $1.code }
        text = kept.isEmpty ? Self.notStated : self.areas.map(\.name.main).joined(separator: "; ")
    }
}

/// One claim about a number of people moved or held.
public struct TransferClaim: Sendable, Hashable, Codable {
    /// Key of the claim.
    public var id: String
    /// The number in words: `up to 7,000 persons`.
    public var text: String
    /// First and last day.
    public var first, last: String
    /// The role of who says it.
    public var claimant: String
    /// The source from which all copies descend, and its kind.
    public var rootSource, rootKind: String
    /// What the report says of its truth: `reported`, `planned`, `contested`, `context`.
    public var status: String
    /// Key of the publication in the catalog's sources, and who publishes it when.
    public var sourceID, source: String
    /// Whether the publication declares itself machine-written.
    public var machineWritten: Bool

    /// Takes the parts as they are.
    public init(
        id: String, text: String, first: String, last: String, claimant: String, rootSource: String, rootKind: String,
        status: String, sourceID: String, source: String, machineWritten: Bool
    ) {
        self.id = id
        self.text = text
        self.first = first
        self.last = last
        self.claimant = claimant
        self.rootSource = rootSource
        self.rootKind = rootKind
        self.status = status
        self.sourceID = sourceID
        self.source = source
        self.machineWritten = machineWritten
    }

    private enum CodingKeys: String, CodingKey {
        case id, text, first, last, claimant, status, source, rootSource = "root_source", rootKind = "root_kind"
        case sourceID = "source_id", machineWritten = "machine_written"
    }
}

/// What one root source says of a number, all its claims together.
public struct TransferWitness: Sendable, Hashable, Codable {
    /// The root source.
    public var rootSource: String
    /// Least and most.
    public var least, most: Int
    /// The number that it states; nil where it states several, or bounds alone.
    public var best: Int?
    /// Keys of its claims.
    public var claims: [String]

    /// Takes the parts as they are.
    public init(rootSource: String, least: Int, best: Int?, most: Int, claims: [String]) {
        self.rootSource = rootSource
        self.least = least
        self.best = best
        self.most = most
        self.claims = claims
    }

    private enum CodingKeys: String, CodingKey { case rootSource = "root_source", least, best, most, claims }
}

/// One number of people moved, received, to be moved or held: what all claims about it say together. It is never added to
/// another.
public struct TransferCount: Sendable, Hashable, Codable {
    /// What kind of count it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// What one movement moved.
        case increment
        /// The running total at a day.
        case cumulative
        /// What is intended.
        case plan
        /// What is held at a day.
        case stock
    }

    /// What is known of its truth.
    public enum Status: String, Sendable, Hashable, Codable { case done, planned, held }

    /// Where origin, destination and mode come from.
    public enum Basis: String, Sendable, Hashable, Codable {
        /// The table of claims has columns for them.
        case columns
        /// The place of the claim is the origin where its country is not that of a destination that other claims of the
        /// incident name.
        case derived
        /// Claims of both kinds stand behind the number.
        case both = "columns and derived"
        /// Neither is known.
        case none = "not stated"
    }

    /// Key of the incident, and what its claims are about.
    public var incident, about: String
    /// Kind of the count.
    public var kind: Kind
    /// Whether it was done, is intended, or is a state.
    public var status: Status
    /// The least and the most that any root source states or allows.
    public var least, most: Int
    /// The number that is stated; nil where several are, or none. Never a mean.
    public var best: Int?
    /// What is counted, in the plural.
    public var unit: String
    /// The number in words.
    public var text: String
    /// First and last possible day; no day after that of the build.
    public var first, last: String
    /// Where from, where to, and the places of claims that do not say which of the two they are.
    public var origin, destination, place: TransferPlaces
    /// `land`, `air`, `water`, several joined by `and`, `other`, or `not stated`.
    public var mode: String
    /// Where these come from.
    public var basis: Basis
    /// What each root source says; claims of one root count once.
    public var roots: [TransferWitness]
    /// Whether the claims contradict each other.
    public var isInConflict: Bool
    /// Who says what, where they contradict each other; empty otherwise.
    public var conflict: String
    /// The claims, in the order of their keys.
    public var claims: [TransferClaim]
    /// Keys of the publications.
    public var sources: [String]

    /// Takes the parts as they are.
    public init(
        incident: String, about: String, kind: Kind, status: Status, least: Int, best: Int?, most: Int, unit: String,
        text: String, first: String, last: String, origin: TransferPlaces, destination: TransferPlaces,
        place: TransferPlaces, mode: String, basis: Basis, roots: [TransferWitness], isInConflict: Bool,
        conflict: String, claims: [TransferClaim]
    ) {
        self.incident = incident
        self.about = about
        self.kind = kind
        self.status = status
        self.least = least
        self.best = best
        self.most = most
        self.unit = unit
        self.text = text
        self.first = first
        self.last = last
        self.origin = origin
        self.destination = destination
        self.place = place
        self.mode = mode
        self.basis = basis
        self.roots = roots
        self.isInConflict = isInConflict
        self.conflict = conflict
        self.claims = claims
        sources = Set(claims.map(\.sourceID)).sorted()
    }

    private enum CodingKeys: String, CodingKey {
        case incident, about, kind, status, least, best, most, unit, text, first, last, origin, destination, place, mode
        case basis, roots, isInConflict = "in_conflict", conflict, claims, sources
    }
}

/// `transfers.json`: the transfers of detainees that reports tell of, by the kind of count.
public struct TransferTable: Sendable, Hashable, Codable {
    /// Claims that no number was made of.
    public struct LeftOut: Sendable, Hashable, Codable {
        /// They state no number.
        public var withoutNumber = 0
        /// They count something else than people.
        public var notPeople = 0

        /// None.
        public init() {}

        private enum CodingKeys: String, CodingKey { case withoutNumber = "without_number", notPeople = "not_people" }
    }

    /// Version of the file's members, as in `catalog.json`.
    public var formatVersion: Int
    /// Day of the assessment, `YYYY-MM-DD`.
    public var asOf: String
    /// Tier of the file.
    public var tier: ReleaseTier
    /// Digest of the build's inputs, as in `catalog.json`.
    public var inputDigest: String
    /// That the kinds are never added to each other.
    public var statement: TextByLanguage
    /// That no report tells of a transfer; nil where one does.
    public var note: TextByLanguage?
    /// What single movements moved.
    public var increments: [TransferCount]
    /// Running totals.
    public var runningTotals: [TransferCount]
    /// What is intended.
    public var plans: [TransferCount]
    /// What is held.
    public var held: [TransferCount]
    /// Claims that no number was made of.
    public var leftOut: LeftOut

    /// Sorts the counts by kind, and within a kind by day, incident and what they are about.
    public init(
        asOf: String, tier: ReleaseTier, inputDigest: String, wording: Wording, counts: [TransferCount],
        leftOut: LeftOut = LeftOut()
    ) {
        formatVersion = Catalog.currentFormatVersion
        self.asOf = asOf
        self.tier = tier
        self.inputDigest = inputDigest
        statement = wording.text(.transfersNeverAdded)
        note = counts.isEmpty ? wording.text(.transfersNone) : nil
        let sorted = counts.sorted {
            ($0.first, $0.last, $0.incident, $0.about, $0.unit) < ($1.first, $1.last, $1.incident, $1.about, $1.unit)
        }
        func of(_ kind: TransferCount.Kind) -> [TransferCount] { sorted.filter { $0.kind == kind } }
        increments = of(.increment)
        runningTotals = of(.cumulative)
        plans = of(.plan)
        held = of(.stock)
        self.leftOut = leftOut
    }

    /// The counts of one kind.
    public subscript(kind: TransferCount.Kind) -> [TransferCount] {
        switch kind {
        case .increment: increments
        case .cumulative: runningTotals
        case .plan: plans
        case .stock: held
        }
    }

    /// All counts, kind after kind.
    public var counts: [TransferCount] { TransferCount.Kind.allCases.flatMap { self[$0] } }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", asOf = "as_of", tier, inputDigest = "input_digest", statement, note
        case increments, runningTotals = "running_totals", plans, held, leftOut = "left_out"
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How exactly a date is known, in UCDP's codes.
public enum DatePrecision: Int, Sendable, Hashable, CaseIterable {
    /// The day.
    case day = 1
    /// Two to six days.
    case days = 2
    /// A week.
    case week = 3
    /// A month.
    case month = 4
    /// More than a month, up to a year and beyond.
    case year = 5
}

/// What a report says about the truth of its claim.
public enum ClaimStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// Reported as a fact.
    case reported
    /// Another claim contradicts it.
    case contested
    /// Intended, not done.
    case planned
    /// Context that describes a state or the past.
    case context
    /// Withdrawn by its source: the row is listed and left out.
    case retracted
}

/// A stretch of a text in Unicode scalars, end excluded.
public struct TextSpan: Sendable, Hashable {
    /// Offset of the first scalar.
    public let start: Int32
    /// Offset after the last scalar.
    public let end: Int32

    /// Returns nil unless the span is non-empty and starts at 0 or later.
    public init?(start: Int, end: Int) {
        guard start >= 0, start < end, let first = Int32(exactly: start), let last = Int32(exactly: end) else {
            return nil
        }
        self.start = first
        self.end = last
    }
}

/// Where a claim says that something happened, before the gazetteer has seen it.
public struct ClaimedPlace: Sendable, Hashable {
    /// The place as the report names it; empty when a position alone is given.
    public let name: String
    /// District, where stated.
    public let district: String
    /// Province, where stated.
    public let province: String
    /// Country, where stated.
    public let country: String
    /// How exactly the place is known.
    public let precision: LocationPrecision
    /// Position, where the source gives one.
    public let coordinate: Coordinate?
    /// Area, line or points in lon/lat degrees over which the source spreads the incident.
    public let area: Geometry?
    /// Whether the name stands in a column of towns.
    public let isTown: Bool

    /// Takes the parts as they are.
    public init(
        name: String, district: String = "", province: String = "", country: String = "",
        precision: LocationPrecision, coordinate: Coordinate? = nil, area: Geometry? = nil, isTown: Bool = false
    ) {
        self.isTown = isTown
        self.name = name
        self.district = district
        self.province = province
        self.country = country
        self.precision = precision
        self.coordinate = coordinate
        self.area = area
    }
}

/// Who says it: the claimant's role, never a person's name, and the source from which all copies descend.
public struct Attribution: Sendable, Hashable {
    /// Role of the claimant.
    public let claimant: String
    /// Key of the root source; claims with one key count as one witness.
    public let rootSource: String
    /// Kind of the root source.
    public let rootKind: RootSourceKind
    /// Key of the publication.
    public let sourceID: String
    /// Where in the publication's text the claim stands.
    public let span: TextSpan?

    /// Takes the parts as they are.
    public init(
        claimant: String, rootSource: String, rootKind: RootSourceKind, sourceID: String, span: TextSpan? = nil
    ) {
        self.claimant = claimant
        self.rootSource = rootSource
        self.rootKind = rootKind
        self.sourceID = sourceID
        self.span = span
    }
}

/// One statement of one publication about one incident, with its place in the evidence.
public struct Claim: Sendable, Hashable {
    /// Stable key.
    public let id: String
    /// Key of the incident that it speaks about.
    public let incidentID: String
    /// Claims with one key speak about the same number or fact, and may contradict each other.
    public let conflictGroup: String
    /// What happened.
    public let type: EventType
    /// Where.
    public let place: ClaimedPlace
    /// When: first to last possible day.
    public let period: DayInterval
    /// How exactly the date is known.
    public let datePrecision: DatePrecision
    /// How many; nil when the claim states no number.
    public let quantity: Quantity?
    /// Who acted; a group or force, never a person.
    public let actor: String
    /// Who says so.
    public let attribution: Attribution
    /// What the report says about its truth.
    public let status: ClaimStatus
    /// Our remark.
    public let note: String
    /// File and line that it was read from.
    public let origin: RecordOrigin
    /// How many events the row stands for, 1 but for rows that sum up many.
    public let events: Double
    /// What few claims have beside all that, kept apart so that the others stay small.
    private var extra: ClaimExtra?

    /// The passage of the publication, for outputs where its source allows it; empty where none is kept.
    public var quote: String { extra?.quote ?? "" }
    /// From where to where people were moved; nil where the table has no column for it.
    public var movement: Movement? {
        get { extra?.movement }
        set { extra = ClaimExtra(quote: quote, movement: newValue) }
    }

    /// Takes the parts as they are.
    public init(
        id: String, incidentID: String, conflictGroup: String, type: EventType, place: ClaimedPlace,
        period: DayInterval, datePrecision: DatePrecision, quantity: Quantity?, actor: String,
        attribution: Attribution, status: ClaimStatus, note: String, origin: RecordOrigin,
        events: Double = 1, quote: String = ""
    ) {
        self.id = id
        self.incidentID = incidentID
        self.conflictGroup = conflictGroup
        self.type = type
        self.place = place
        self.period = period
        self.datePrecision = datePrecision
        self.quantity = quantity
        self.actor = actor
        self.attribution = attribution
        self.status = status
        self.note = note
        self.origin = origin
        self.events = events
        extra = ClaimExtra(quote: quote, movement: nil)
    }

    /// The same claim of a known incident.
    public func of(incident: String, conflictGroup: String) -> Claim {
        var claim = Claim(
            id: id, incidentID: incident, conflictGroup: conflictGroup, type: type, place: place, period: period,
            datePrecision: datePrecision, quantity: quantity, actor: actor, attribution: attribution, status: status,
            note: note, origin: origin, events: events, quote: quote)
        claim.movement = movement
        return claim
    }
}

/// What few claims have.
private final class ClaimExtra: Sendable, Hashable {
    let quote: String
    let movement: Movement?

    /// Nil where there is nothing to keep.
    init?(quote: String, movement: Movement?) {
        if quote.isEmpty, movement == nil { return nil }
        self.quote = quote
        self.movement = movement
    }

    static func == (a: ClaimExtra, b: ClaimExtra) -> Bool { a.quote == b.quote && a.movement == b.movement }

    func hash(into hasher: inout Hasher) {
        hasher.combine(quote)
        hasher.combine(movement)
    }
}

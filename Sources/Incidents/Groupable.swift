// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A claim as grouping sees it: what, where, when, how many and who, without a key of its event.
public struct Groupable: Sendable, Hashable {
    /// What happened.
    public var type: EventType
    /// Where; of a transfer the origin, or the only end that is said.
    public var place: GroupedPlace
    /// Where a transfer goes to; nil where it is not said, and for all else.
    public var destination: GroupedPlace?
    /// When: first to last possible day.
    public var period: DayInterval
    /// How many; nil when no number is said.
    public var quantity: Quantity?
    /// What kind of count it is, where no number says it: "the transfer is planned".
    public var countKind: CountKind?
    /// Who acted; empty where it is not said.
    public var actor: String
    /// Upon whom; empty where it is not said.
    public var target: String
    /// Key of the source from which the claim descends.
    public var rootSource: String
    /// Key of the publication.
    public var sourceID: String
    /// Where in the publication the claim stands: any number that grows along the text.
    public var order: Int
    /// Key of the incident where it is known already; nil where the rule is to find it.
    public var incidentID: String?

    /// Takes the parts as they are.
    public init(
        type: EventType, place: GroupedPlace, destination: GroupedPlace? = nil, period: DayInterval,
        quantity: Quantity? = nil, countKind: CountKind? = nil, actor: String = "", target: String = "",
        rootSource: String = "", sourceID: String = "", order: Int = 0, incidentID: String? = nil
    ) {
        self.type = type
        self.place = place
        self.destination = destination
        self.period = period
        self.quantity = quantity
        self.countKind = countKind
        self.actor = actor
        self.target = target
        self.rootSource = rootSource
        self.sourceID = sourceID
        self.order = order
        self.incidentID = incidentID
    }

    /// What kind of count the claim is about.
    var kind: CountKind? { quantity?.kind ?? countKind }
}

/// Where a claim that is to be grouped says that something happened.
public struct GroupedPlace: Sendable, Hashable {
    /// The same for the same place, whatever it is called: a key of the gazetteer, or the text in small letters. Empty where
    /// no place is said.
    public var key: String
    /// Codes of the provinces that it lies in or covers; empty where they are not known.
    public var provinces: [String]
    /// Code of the country; empty where it is not known, or the place lies in several.
    public var country: String
    /// How exactly it is known.
    public var precision: LocationPrecision
    /// Position of a place that is known within 25 km or better, if it has one.
    public var coordinate: Coordinate?

    /// Takes the parts as they are.
    public init(
        key: String, provinces: [String] = [], country: String = "", precision: LocationPrecision,
        coordinate: Coordinate? = nil
    ) {
        self.key = key
        self.provinces = provinces
        self.country = country
        self.precision = precision
        self.coordinate = coordinate
    }

    /// No place is said.
    public static let unsaid = GroupedPlace(key: "", precision: .supranational)
}

/// How two places stand to each other.
enum PlaceRelation: Int, Comparable {
    /// They are one.
    case same
    /// One holds the other, or may do.
    case holds
    /// One of them says too little.
    case unsaid
    /// What happened in one did not happen in the other.
    case apart

    static func < (a: PlaceRelation, b: PlaceRelation) -> Bool { a.rawValue < b.rawValue }
}

extension GroupedPlace {
    /// Two towns are one where their positions are as near as this.
    private static let sameTown = Meters(2_000)
    /// What "near" a named place means.
    private static let near = Meters(25_000)

    func relation(to other: GroupedPlace) -> PlaceRelation {
        if !key.isEmpty, key == other.key { return .same }
        if saysNothing || other.saysNothing { return .unsaid }
        if !country.isEmpty, !other.country.isEmpty, country != other.country { return .apart }
        if areKnownApart(from: other) { return .apart }
        let vaguer = max(precision, other.precision), finer = min(precision, other.precision)
        switch vaguer {
        case .exact, .near: return distanceRelation(to: other)
        case .district: return finer == .district || !sharesProvinces(with: other) ? .apart : .holds
        case .province:
            guard sharesProvinces(with: other) else { return .apart }
            return finer == .province ? .same : .holds
        case .region: return sharesProvinces(with: other) || isAnyUnplaced(with: other) ? .holds : .unsaid
        case .country: return !country.isEmpty && country == other.country ? .holds : .unsaid
        case .supranational: return .unsaid
        }
    }

    private var saysNothing: Bool {
        key.isEmpty && provinces.isEmpty && country.isEmpty || precision == .supranational
    }

    private func areKnownApart(from other: GroupedPlace) -> Bool {
        !provinces.isEmpty && !other.provinces.isEmpty && !sharesProvinces(with: other)
    }

    private func sharesProvinces(with other: GroupedPlace) -> Bool {
        provinces.contains(where: other.provinces.contains)
    }

    /// Whether provinces cannot tell, while the country is the same.
    private func isAnyUnplaced(with other: GroupedPlace) -> Bool {
        (provinces.isEmpty || other.provinces.isEmpty) && !country.isEmpty && country == other.country
    }

    private func distanceRelation(to other: GroupedPlace) -> PlaceRelation {
        guard let coordinate, let position = other.coordinate else { return .apart }
        let reach = precision == .exact && other.precision == .exact ? Self.sameTown : Self.near
        return coordinate.distance(to: position) <= reach ? .same : .apart
    }
}

extension Groupable {
    /// How the places of two claims stand to each other. Of a transfer one report names where it starts and another where it
    /// ends; two that name both must agree in both.
    func placeRelation(to other: Groupable) -> PlaceRelation {
        let direct = place.relation(to: other.place)
        switch (destination, other.destination) {
        case (nil, nil): return direct
        case (let own?, let others?): return max(direct, own.relation(to: others))
        case (let own?, nil): return min(direct, own.relation(to: other.place))
        case (nil, let others?): return min(direct, place.relation(to: others))
        }
    }
}

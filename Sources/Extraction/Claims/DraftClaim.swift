// SPDX-License-Identifier: Apache-2.0

import Gazetteer
public import Geo
public import Incidents

/// Where a drafted claim says that something happened.
public struct DraftPlace: Sendable, Hashable {
    /// As the text names it; empty where only a country follows from who acts.
    public var text: String
    /// Key of the gazetteer; empty where it has none.
    public var id: String
    /// ISO 3166-1 alpha-2; empty where unknown.
    public var country: String
    /// ISO 3166-2; empty where there is none or several.
    public var province: String
    /// How exactly the place is known.
    public var precision: LocationPrecision
    /// Position that may be shown; nil for countries and larger.
    public var coordinate: Coordinate?
    /// What is doubtful, a sentence each.
    public var doubts: [String] = []
    /// Whether it is a facility, whose name stays out of keys and titles.
    public var isFacility = false

    /// Nothing is said.
    public static let unknown = DraftPlace(
        text: "", id: "", country: "", province: "", precision: .supranational, coordinate: nil)

    /// Takes the parts as they are.
    public init(
        text: String, id: String, country: String, province: String, precision: LocationPrecision,
        coordinate: Coordinate?, doubts: [String] = []
    ) {
        self.text = text
        self.id = id
        self.country = country
        self.province = province
        self.precision = precision
        self.coordinate = coordinate
        self.doubts = doubts
    }

    /// The country alone.
    public static func country(_ code: String, text: String = "") -> DraftPlace {
        DraftPlace(text: text, id: code, country: code, province: "", precision: .country, coordinate: nil)
    }

    /// The province, where the place is known better: for what a paragraph tells without saying where.
    var coarsened: DraftPlace {
        guard precision < .province, !province.isEmpty else { return self }
        return DraftPlace(
            text: province, id: province, country: country, province: province, precision: .province, coordinate: nil)
    }

    /// The place of a mention; nil where the gazetteer has no answer.
    init?(_ mention: PlaceMention, text: String) {
        guard let match = mention.resolution?.match else { return nil }
        self.init(
            text: text, id: match.placeID, country: match.country, province: match.iso3166_2 ?? "",
            precision: match.precision, coordinate: match.coordinate, doubts: mention.doubts)
        isFacility = match.isRestricted
    }
}

/// Who says it, from the root to the page.
public struct DraftSpeaker: Sendable, Hashable {
    /// Role of who says it, never a person's name.
    public var claimant: String
    /// Claims with one root are one witness.
    public var root: String
    /// What kind of witness it is.
    public var kind: RootSourceKind
    /// From the root source to the publication.
    public var chain: [String]
    /// Whether the words of saying cast doubt ("claimed", "denied").
    public var isDoubted = false
    /// Whether they deny it.
    public var isDenial = false

    /// The publication itself, without a source.
    public static func narrator(isMachine: Bool) -> DraftSpeaker {
        DraftSpeaker(
            claimant: "publication", root: unstated,
            kind: isMachine ? .aiGenerated : .secondary, chain: [])
    }

    /// Takes the parts as they are.
    public init(
        claimant: String, root: String, kind: RootSourceKind, chain: [String], isDoubted: Bool = false,
        isDenial: Bool = false
    ) {
        self.claimant = claimant
        self.root = root
        self.kind = kind
        self.chain = chain
        self.isDoubted = isDoubted
        self.isDenial = isDenial
    }

    /// Whether no source is named.
    var isNarrator: Bool { root == Self.unstated }

    /// The root of what no source is named for.
    static let unstated = "press reports, root not stated"
}

/// From where to where people were moved, as far as stated.
public struct DraftRoute: Sendable, Hashable {
    /// Where they were.
    public var origin: DraftPlace?
    /// Where they went.
    public var destination: DraftPlace?
    /// `land`, `air`, `land and air`; empty where it is not said.
    public var mode: String
}

/// A claim as the rules drafted it, for a person to review.
public struct DraftClaim: Sendable {
    /// What happened.
    public var type: EventType
    /// What its number counts (`moved`, `escaped`); the conflict group's name.
    public var counted: String
    /// What the report says about its truth.
    public var status: ClaimStatus
    /// Where.
    public var place: DraftPlace
    /// First to last possible day; nil where nothing tells.
    public var interval: DayInterval?
    /// How exactly the date is known.
    public var datePrecision: DatePrecision
    /// How many; nil where no number is stated.
    public var quantity: Quantity?
    /// Who acted, a group or force.
    public var actor: String
    /// Whom it met.
    public var target: String
    /// Who says so.
    public var speaker: DraftSpeaker
    /// Origin and destination of a transfer; nil for other types.
    public var route: DraftRoute?
    /// The characters that say it.
    public var span: TextSpan
    /// Those characters.
    public var quote: String
    /// Position of the article in the list that was read.
    public var article: Int
    /// Names of the rules that made it, in the order in which they spoke.
    public var rules: [String]
    /// What a reviewer should look at, a sentence each.
    public var doubts: [String]
    /// Number of the sentence in the article, for order and neighbourhood.
    var sentence: Int
    /// Whether the sentence itself names the place.
    var hasOwnPlace: Bool
    /// Whether the sentence itself states the date.
    var hasOwnDate: Bool
    /// Number of the block that it stands in.
    var block = 0
    /// Whether it stands in a title.
    var isTitle = false
    /// The place that the sentences before it in its paragraph name last; nil for none.
    var nearPlace: DraftPlace?
    /// The day that the sentences before it state, in its paragraph or by its speaker; nil for none.
    var nearDate: DayInterval?
    /// Countries of those who act and are met, each once.
    var actingCountries: [String] = []
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How a name was found, best first.
public enum MatchQuality: Sendable, Hashable, Comparable {
    /// A code (ISO 3166-2, OCHA) or the spelling of the gazetteer, case aside.
    case exact
    /// Equal after folding diacritics, articles, hyphens and apostrophes.
    case folded
    /// Equal under another way of writing the Arabic sounds in Latin letters.
    case transliterated
    /// Equal but for so many single-letter edits.
    case edited(Int)
}

/// One reading of a place text.
public struct Match: Sendable, Hashable {
    /// Key of the place, province, district, region or line.
    public var placeID: String
    /// The name under which the gazetteer shows it.
    public var name: String
    /// The spelling of the gazetteer that the text met.
    public var matchedName: String
    /// Kind.
    public var feature: FeatureClass
    /// ISO 3166-1 alpha-2; empty for what is larger than a country or spans several.
    public var country: String
    /// ISO 3166-2 of the province; nil when unknown, for countries, and for regions of several provinces.
    public var iso3166_2: String?
    /// Position: of the place itself; of the seat for a district; a point inside for a province or region. For a
    /// restricted place, never its own position. Nil for countries and larger.
    public var coordinate: Coordinate?
    /// Radius within which the event lies, in metres: of the area for an area.
    public var uncertainty: Meters
    /// How exactly the place is known.
    public var precision: LocationPrecision
    /// How the name was found.
    public var quality: MatchQuality
    /// Confidence, 0 to 1, made of match quality, prominence and context; for ranking, not a probability.
    public var score: Double
    /// Where the event may have happened.
    public var law: LocationLaw
    /// Sentences that say why this reading was chosen and what was assumed.
    public var reasons: [String]
    /// Whether the position lies within 5 km of a province boundary, so that the province is uncertain.
    public var isBoundaryAmbiguous: Bool
    /// Whether the place is a facility whose own position must not be shown.
    public var isRestricted: Bool
    /// Whether the name was met in another spelling, and nothing said where to look for it.
    public var isDoubtful = false
    /// What is wrong with the district that a column states beside the name; empty where nothing is.
    public var districtFault = ""
    /// What of the stated country, province or text could not be used, a sentence each.
    public var unused: [String] = []
    /// Other readings of the same text, best first, without runners-up of their own.
    public var runnersUp: [Match]
}

/// The answer to a query.
public enum Resolution: Sendable, Hashable {
    /// One reading clearly leads.
    case resolved(Match)
    /// Several readings are about as good and lie apart; best first.
    case ambiguous([Match])
    /// The name is unknown or contradicts its context; the area that the context gives stands for it.
    case fallback(Match, reason: String)
    /// Nothing fits; the nearest names of the gazetteer, best first.
    case unknown(suggestions: [Match], reason: String)

    /// The reading to use: the resolved one or the fallback; nil when ambiguous or unknown.
    public var match: Match? {
        switch self {
        case .resolved(let match), .fallback(let match, _): match
        case .ambiguous, .unknown: nil
        }
    }

    /// All readings, best first, whatever the outcome.
    public var candidates: [Match] {
        switch self {
        case .resolved(let match), .fallback(let match, _): [match] + match.runnersUp
        case .ambiguous(let matches), .unknown(let matches, _): matches
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
import Geo

/// The answer to "where is this?" as `riskmap geocode` and the server print it.
public struct GeocodeAnswer: Sendable, Codable, Equatable {
    /// Outcome of a query.
    public enum Status: String, Sendable, Codable {
        /// One reading clearly leads.
        case resolved
        /// Several readings are about as good; see `candidates`.
        case ambiguous
        /// The name is unknown; the area that its context gives stands for it.
        case fallback
        /// Nothing fits; `candidates` holds the nearest names.
        case unknown
    }

    /// One reading of the name.
    public struct Candidate: Sendable, Codable, Equatable {
        /// Key of the place.
        public var placeID: String
        /// Name under which the gazetteer shows it.
        public var name: String
        /// Spelling that the text met.
        public var matchedName: String
        /// Kind of place.
        public var feature: String
        /// ISO 3166-1 alpha-2.
        public var country: String
        /// ISO 3166-2 of the province; nil where there is none or several.
        public var iso3166: String?
        /// Degrees; nil for countries and larger.
        public var latitude, longitude: Double?
        /// Radius of uncertainty, metres.
        public var uncertainty: Double
        /// UCDP's code, 1 to 7.
        public var precision: Int
        /// Confidence, 0 to 1.
        public var score: Double
        /// Why this reading.
        public var reasons: [String]

        enum CodingKeys: String, CodingKey {
            case name, feature, country, latitude, longitude, score, reasons
            case placeID = "place_id"
            case matchedName = "matched_name"
            case iso3166 = "iso3166_2"
            case uncertainty = "uncertainty_m"
            case precision = "where_prec"
        }
    }

    /// The text that was asked for.
    public var query: String
    /// What came of it.
    public var status: Status
    /// The reading to use; nil when ambiguous or unknown.
    public var match: Candidate?
    /// The best other reading.
    public var runnerUp: String?
    /// Other readings, best first; all of them when ambiguous, the nearest names when unknown.
    public var candidates: [Candidate]
    /// Why there is no match, or why an area stands for the place; empty otherwise.
    public var note: String

    enum CodingKeys: String, CodingKey {
        case query, status, match, candidates, note
        case runnerUp = "runner_up"
    }
}

extension GeocodeAnswer {
    /// Turns a resolution into plain values; positions are rounded to 4 decimals (about 10 m), beyond which no
    /// gazetteer of the region is exact.
    public init(query: String, resolution: Resolution) {
        self.query = query
        candidates = resolution.candidates.map(Candidate.init)
        switch resolution {
        case .resolved(let match): (status, note) = (.resolved, match.unused.joined(separator: " "))
        case .ambiguous: (status, note) = (.ambiguous, "several places fit; add --country, --province or --near")
        case .fallback(_, let reason): (status, note) = (.fallback, reason)
        case .unknown(_, let reason): (status, note) = (.unknown, reason)
        }
        match = resolution.match.map(Candidate.init)
        if match != nil { candidates.removeFirst() }
        runnerUp = candidates.first.map(\.label)
    }
}

extension GeocodeAnswer.Candidate {
    /// Takes a reading of the gazetteer.
    public init(_ match: Match) {
        placeID = match.placeID
        name = match.name
        matchedName = match.matchedName
        feature = match.feature.rawValue
        country = match.country
        iso3166 = match.iso3166_2
        latitude = match.coordinate.map { $0.latitude.rounded(toDecimals: 4) }
        longitude = match.coordinate.map { $0.longitude.rounded(toDecimals: 4) }
        uncertainty = match.uncertainty.value.rounded()
        precision = match.precision.rawValue
        score = match.score.rounded(toDecimals: 3)
        reasons = match.reasons
    }

    /// Name, kind and province in one phrase.
    public var label: String {
        let province = iso3166 ?? country
        return "\(name) (\(feature)\(province.isEmpty ? "" : ", \(province)"))"
    }
}

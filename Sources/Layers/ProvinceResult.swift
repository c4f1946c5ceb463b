// SPDX-License-Identifier: Apache-2.0

/// What is known of one province: the properties of `provinces.geojson` and the members of a query's answer.
public struct ProvinceResult: Sendable, Hashable, Codable {
    /// ISO 3166-2 code, `IQ-AN`.
    public var iso3166_2: String
    /// English name.
    public var nameEnglish: String
    /// Arabic name; empty when none is known.
    public var nameArabic: String
    /// Area mean of the risk score, 0 to 100; nil when the province is not assessed.
    public var score: Double?
    /// Largest score of a cell.
    public var scoreMax: Double?
    /// 90th percentile of the score by area.
    public var scoreP90: Double?
    /// Id of the class of `score`; `not_assessed` when there is none, `withheld` when it may not be told.
    public var scoreClass: String
    /// 1 for the highest score; provinces of equal score share a rank. Nil when not assessed.
    public var rank: Int?
    /// Share of the area by class id, `not_assessed` and `withheld` included; adds up to 1.
    public var shareByClass: [String: Double]
    /// Distinct incidents with any mass in the province.
    public var incidents: Int
    /// Claims behind them.
    public var claims: Int
    /// Independent root sources behind them.
    public var rootSources: Int
    /// Claims that contradict another claim of the same incident.
    public var claimsInConflict: Int
    /// Incidents of the country that no report places more exactly: counted, never drawn.
    public var unlocated: Int
    /// `YYYY-MM-DD`.
    public var asOf: String
    /// Area mean of the intensity, weighted events per 1,000 km2 per 30 days; nil when not assessed.
    public var intensity: Double?
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// Release tier.
    public var tier: ReleaseTier
    /// False when the figures are withheld or no cell has a value.
    public var assessed: Bool

    /// Takes the parts as they are.
    public init(
        iso3166_2: String, nameEnglish: String, nameArabic: String, score: Double?, scoreMax: Double?,
        scoreP90: Double?, scoreClass: String, rank: Int?, shareByClass: [String: Double], incidents: Int,
        claims: Int, rootSources: Int, claimsInConflict: Int, unlocated: Int, asOf: String, intensity: Double?,
        country: String, tier: ReleaseTier, assessed: Bool
    ) {
        self.iso3166_2 = iso3166_2
        self.nameEnglish = nameEnglish
        self.nameArabic = nameArabic
        self.score = score
        self.scoreMax = scoreMax
        self.scoreP90 = scoreP90
        self.scoreClass = scoreClass
        self.rank = rank
        self.shareByClass = shareByClass
        self.incidents = incidents
        self.claims = claims
        self.rootSources = rootSources
        self.claimsInConflict = claimsInConflict
        self.unlocated = unlocated
        self.asOf = asOf
        self.intensity = intensity
        self.country = country
        self.tier = tier
        self.assessed = assessed
    }

    /// Names of the members in JSON and of the properties in GeoJSON, in the order of the properties.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case iso3166_2
        case nameEnglish = "name_en"
        case nameArabic = "name_ar"
        case score
        case scoreMax = "score_max"
        case scoreP90 = "score_p90"
        case scoreClass = "class"
        case rank
        case shareByClass = "share_by_class"
        case incidents, claims
        case rootSources = "root_sources"
        case claimsInConflict = "claims_in_conflict"
        case unlocated
        case asOf = "as_of"
        case intensity, country, tier, assessed
    }

    /// Writes every member, null where there is no value, so that a reader can rely on the set of members.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(iso3166_2, forKey: .iso3166_2)
        try members.encode(nameEnglish, forKey: .nameEnglish)
        try members.encode(nameArabic, forKey: .nameArabic)
        try members.encode(score, forKey: .score)
        try members.encode(scoreMax, forKey: .scoreMax)
        try members.encode(scoreP90, forKey: .scoreP90)
        try members.encode(scoreClass, forKey: .scoreClass)
        try members.encode(rank, forKey: .rank)
        try members.encode(shareByClass, forKey: .shareByClass)
        try members.encode(incidents, forKey: .incidents)
        try members.encode(claims, forKey: .claims)
        try members.encode(rootSources, forKey: .rootSources)
        try members.encode(claimsInConflict, forKey: .claimsInConflict)
        try members.encode(unlocated, forKey: .unlocated)
        try members.encode(asOf, forKey: .asOf)
        try members.encode(intensity, forKey: .intensity)
        try members.encode(country, forKey: .country)
        try members.encode(tier, forKey: .tier)
        try members.encode(assessed, forKey: .assessed)
    }
}

extension ProvinceResult {
    /// Ranks by score, highest first; equal scores share a rank and the next one skips (1, 2, 2, 4).
    public static func ranked(_ results: [ProvinceResult]) -> [ProvinceResult] {
        let scores = results.compactMap(\.score)
        return results.map { result in
            var ranked = result
            ranked.rank = result.score.map { score in 1 + scores.count { $0 > score } }
            return ranked
        }
    }
}

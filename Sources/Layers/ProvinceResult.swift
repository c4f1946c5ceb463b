// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What is known of one province: the properties of `provinces.geojson` and the members of a query's answer.
public struct ProvinceResult: Sendable, Hashable, Codable {
    /// ISO 3166-2 code, `IQ-AN`.
    public var iso3166_2: String
    /// P-code of the humanitarian data sets, `IQG01`, where the study's table of names has it.
    public var pcode: String?
    /// English name.
    public var nameEnglish: String
    /// Arabic name; empty when none is known.
    public var nameArabic: String
    /// Names in further languages of the study; properties of features alone.
    public var names: [Language: String] = [:]
    /// Area mean of the relative risk; nil when the province is not assessed.
    public var relativeRisk: Double?
    /// Largest relative risk of a cell.
    public var relativeRiskMax: Double?
    /// 90th percentile of the relative risk by area.
    public var relativeRiskP90: Double?
    /// 1 for the most expected events where a record allows numbers, else for the most located reports; provinces of equal
    /// numbers share a rank. Nil when not assessed.
    public var rank: Int?
    /// What a systematic record says; nil where the study has none.
    public var forecast: ProvinceForecast?
    /// Weighted reports per 30 days that are located here, before kernels, corridors and floor: by these provinces are
    /// ranked where no number is stated, so that a vaguer report never makes a province worse than an exact one.
    public var locatedReports: Double?
    /// Distinct incidents with any mass in the province.
    public var incidents: Int
    /// Those of them that are known to no single province: their area, a wider region or a river, reaches in here.
    public var incidentsReachingIn = 0
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
    /// Whether something is known here that the tier may not tell.
    public var withheld: Bool

    /// Takes the parts as they are.
    public init(
        iso3166_2: String, nameEnglish: String, nameArabic: String, relativeRisk: Double?, relativeRiskMax: Double?,
        relativeRiskP90: Double?, rank: Int?, forecast: ProvinceForecast? = nil, locatedReports: Double?,
        incidents: Int, claims: Int, rootSources: Int, claimsInConflict: Int, unlocated: Int, asOf: String,
        intensity: Double?, country: String, tier: ReleaseTier, assessed: Bool, withheld: Bool = false
    ) {
        self.iso3166_2 = iso3166_2
        self.nameEnglish = nameEnglish
        self.nameArabic = nameArabic
        self.relativeRisk = relativeRisk
        self.relativeRiskMax = relativeRiskMax
        self.relativeRiskP90 = relativeRiskP90
        self.rank = rank
        self.forecast = forecast
        self.locatedReports = locatedReports
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
        self.withheld = withheld
    }

    /// Names of the members in JSON and of the properties in GeoJSON, in the order of the properties.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case iso3166_2, pcode
        case nameEnglish = "name_en"
        case nameArabic = "name_ar"
        case relativeRisk = "relative_risk"
        case relativeRiskMax = "relative_risk_max"
        case relativeRiskP90 = "relative_risk_p90"
        case rank
        case rankBest = "rank_best"
        case rankWorst = "rank_worst"
        case chance
        case chanceClass = "chance_class"
        case expected
        case expectedLow = "expected_p05"
        case expectedHigh = "expected_p95"
        case reported7 = "reported_7d"
        case reported30 = "reported_30d"
        case reported90 = "reported_90d"
        case changeRatio = "change_ratio"
        case change
        case refusal
        case locatedReports = "located_reports"
        case incidents
        case incidentsReachingIn = "incidents_reaching_in"
        case claims
        case rootSources = "root_sources"
        case claimsInConflict = "claims_in_conflict"
        case unlocated
        case asOf = "as_of"
        case intensity, country, tier, assessed, withheld
    }

    /// Reads what `encode` writes.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        iso3166_2 = try members.decode(String.self, forKey: .iso3166_2)
        pcode = try members.decodeIfPresent(String.self, forKey: .pcode)
        nameEnglish = try members.decode(String.self, forKey: .nameEnglish)
        nameArabic = try members.decode(String.self, forKey: .nameArabic)
        relativeRisk = try members.decodeIfPresent(Double.self, forKey: .relativeRisk)
        relativeRiskMax = try members.decodeIfPresent(Double.self, forKey: .relativeRiskMax)
        relativeRiskP90 = try members.decodeIfPresent(Double.self, forKey: .relativeRiskP90)
        rank = try members.decodeIfPresent(Int.self, forKey: .rank)
        forecast = try ProvinceForecast(members)
        locatedReports = try members.decodeIfPresent(Double.self, forKey: .locatedReports)
        incidents = try members.decode(Int.self, forKey: .incidents)
        // Builds of earlier versions do not tell them apart.
        incidentsReachingIn = try members.decodeIfPresent(Int.self, forKey: .incidentsReachingIn) ?? 0
        claims = try members.decode(Int.self, forKey: .claims)
        rootSources = try members.decode(Int.self, forKey: .rootSources)
        claimsInConflict = try members.decode(Int.self, forKey: .claimsInConflict)
        unlocated = try members.decode(Int.self, forKey: .unlocated)
        asOf = try members.decode(String.self, forKey: .asOf)
        intensity = try members.decodeIfPresent(Double.self, forKey: .intensity)
        country = try members.decode(String.self, forKey: .country)
        tier = try members.decode(ReleaseTier.self, forKey: .tier)
        assessed = try members.decode(Bool.self, forKey: .assessed)
        withheld = try members.decode(Bool.self, forKey: .withheld)
    }

    /// Writes every member, null where there is no value, so that a reader can rely on the set of members.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(iso3166_2, forKey: .iso3166_2)
        try members.encode(pcode, forKey: .pcode)
        try members.encode(nameEnglish, forKey: .nameEnglish)
        try members.encode(nameArabic, forKey: .nameArabic)
        try members.encode(relativeRisk, forKey: .relativeRisk)
        try members.encode(relativeRiskMax, forKey: .relativeRiskMax)
        try members.encode(relativeRiskP90, forKey: .relativeRiskP90)
        try members.encode(rank, forKey: .rank)
        try (forecast ?? ProvinceForecast()).encode(to: &members)
        try members.encode(locatedReports, forKey: .locatedReports)
        try members.encode(incidents, forKey: .incidents)
        try members.encode(incidentsReachingIn, forKey: .incidentsReachingIn)
        try members.encode(claims, forKey: .claims)
        try members.encode(rootSources, forKey: .rootSources)
        try members.encode(claimsInConflict, forKey: .claimsInConflict)
        try members.encode(unlocated, forKey: .unlocated)
        try members.encode(asOf, forKey: .asOf)
        try members.encode(intensity, forKey: .intensity)
        try members.encode(country, forKey: .country)
        try members.encode(tier, forKey: .tier)
        try members.encode(assessed, forKey: .assessed)
        try members.encode(withheld, forKey: .withheld)
    }
}

extension ProvinceResult {
    /// What provinces are ranked by: the expected number where one is stated in any, else the located reports.
    ///
    /// A province without a number, or without reports, ranks behind all that have some.
    public static func ranked(_ results: [ProvinceResult]) -> [ProvinceResult] {
        let hasNumbers = results.contains { $0.forecast?.expected != nil }
        let values = results.map { hasNumbers ? $0.forecast?.expected : $0.locatedReports }
        let known = values.compactMap(\.self)
        let intervals = results.compactMap { $0.forecast?.interval }
        return zip(results, values).map { result, value in
            var ranked = result
            ranked.rank = value.map { own in 1 + known.count { $0 > own } }
            if let own = ranked.forecast?.interval {
                ranked.forecast?.rankBest = 1 + intervals.count { $0.lowerBound > own.upperBound }
                ranked.forecast?.rankWorst = intervals.count { $0.upperBound >= own.lowerBound }
            }
            return ranked
        }
    }
}

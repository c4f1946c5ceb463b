// SPDX-License-Identifier: Apache-2.0

public import Layers

/// What differs between two builds of one study, from the earlier to the later day.
public struct BuildNews: Sendable, Encodable {
    /// As-of days of the earlier and the later build, `YYYY-MM-DD`.
    public internal(set) var from: String, to: String
    /// Tier of both.
    public internal(set) var tier: ReleaseTier
    /// Incidents of open sources, and in the internal tier of all.
    public internal(set) var incidents = IncidentNews()
    /// Provinces whose figures or reports differ: marked changes first, then by how much the number changed.
    public internal(set) var provinces: [UnitNews] = []
    /// The same of districts, where both builds tell of them.
    public internal(set) var districts: [UnitNews] = []
    /// Counters of restricted events that differ.
    public internal(set) var restricted: [RestrictedNews] = []
    /// What a reader must know beside it, in sentences.
    public internal(set) var notes: [String] = []

    /// Whether nothing differs.
    public var isEmpty: Bool { incidents.isEmpty && provinces.isEmpty && districts.isEmpty && restricted.isEmpty }
}

/// Incidents that only one of two builds tells of, or that they tell differently.
public struct IncidentNews: Sendable, Encodable {
    /// Only in the later build.
    public internal(set) var new: [IncidentItem] = []
    /// Only in the earlier build.
    public internal(set) var gone: [IncidentItem] = []
    /// In both, with other contents.
    public internal(set) var changed: [IncidentItem] = []

    /// Whether there is none.
    public var isEmpty: Bool { new.isEmpty && gone.isEmpty && changed.isEmpty }
}

/// One incident of the news, as the build that still tells of it has it.
public struct IncidentItem: Sendable, Hashable, Encodable {
    /// Why an incident is not in the later build.
    public enum Reason: String, Sendable, Encodable {
        /// A claim of it was withdrawn, or its source was.
        case retracted
        /// It ended before the first day that the later build counts.
        case outOfWindow = "out_of_window"
        /// Its claims belong to another incident now.
        case merged
        /// The folders do not say why: its rows may be gone, refused, or held back.
        case notTold = "not_told"
    }

    /// What changed in an incident.
    public enum Change: String, Sendable, Encodable {
        case claimsAdded = "claims_added"
        case claimsRemoved = "claims_removed"
        case conflictNew = "conflict_new"
        case conflictSettled = "conflict_settled"
        case numbers, place, days, type, title
    }

    /// Key, what a reader calls it, and its type.
    public let id, title, type: String
    /// First and last day, `YYYY-MM-DD`.
    public let firstDay, lastDay: String
    /// Degrees, at the precision of the tier; nil where it is known to an area only.
    public let latitude, longitude: Double?
    /// ISO 3166-2; nil where it is not known to one province.
    public let province: String?
    /// Least, best and greatest number of people that the claims state.
    public let quantity: [Int?]
    /// All its claims.
    public let claims: [ContributingClaim]
    /// Their sources, each once.
    public let sources: [String]
    /// Whether a new incident had ended by the day of the earlier build already: it was reported or entered late.
    public internal(set) var isLate: Bool?
    /// Why it is gone.
    public internal(set) var reason: Reason?
    /// What changed; nil where it is new or gone.
    public internal(set) var changes: [Change]?
    /// Ids of the claims that were added; nil where it is new or gone.
    public internal(set) var claimsAdded: [String]?
    /// The numbers that the earlier build had, where they changed.
    public internal(set) var quantityBefore: [Int?]?

    private enum CodingKeys: String, CodingKey {
        case id, title, type, latitude, longitude, province, quantity, claims, sources, reason, changes
        case firstDay = "first_day", lastDay = "last_day", isLate = "told_late", claimsAdded = "claims_added"
        case quantityBefore = "quantity_before"
    }

    /// Writes a position and a province also where there is none.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(title, forKey: .title)
        try members.encode(type, forKey: .type)
        try members.encode(firstDay, forKey: .firstDay)
        try members.encode(lastDay, forKey: .lastDay)
        try members.encode(latitude, forKey: .latitude)
        try members.encode(longitude, forKey: .longitude)
        try members.encode(province, forKey: .province)
        try members.encode(quantity, forKey: .quantity)
        try members.encode(claims, forKey: .claims)
        try members.encode(sources, forKey: .sources)
        try members.encodeIfPresent(isLate, forKey: .isLate)
        try members.encodeIfPresent(reason, forKey: .reason)
        try members.encodeIfPresent(changes, forKey: .changes)
        try members.encodeIfPresent(claimsAdded, forKey: .claimsAdded)
        try members.encodeIfPresent(quantityBefore, forKey: .quantityBefore)
    }

    init(_ incident: ToldIncident) {
        (id, title, type) = (incident.id, incident.title, incident.type)
        (firstDay, lastDay) = (incident.firstDay, incident.lastDay)
        if case .point(let longitude, let latitude, _) = incident.location {
            (self.latitude, self.longitude) = (latitude, longitude)
        } else {
            (latitude, longitude) = (nil, nil)
        }
        province = incident.province
        quantity = incident.quantity
        claims = incident.claims
        var seen: Set<String> = []
        sources = incident.claims.map(\.source).filter { seen.insert($0).inserted }
    }
}

/// What two builds say of one province or district.
public struct UnitNews: Sendable, Hashable, Encodable {
    /// ISO 3166-2 of a province, key of a district.
    public let code: String
    /// Names; the Arabic one is empty where none is known.
    public let nameEnglish, nameArabic: String
    /// ISO 3166-2 of the province of a district; of a province its own.
    public let province: String
    /// Expected number of the later over that of the earlier build; nil where either states none.
    public internal(set) var ratio: Double?
    /// Whether it changed by more than chance; nil where there is no ratio.
    public internal(set) var change: ChangeMark?
    /// Located events that were reported in the days between; nil where nothing was expected.
    public internal(set) var reported: Int?
    /// Numbers that the earlier build allowed for the days between, in 9 of 10 and in 19 of 20 cases.
    public internal(set) var intervalLow, intervalHigh, allowedLow, allowedHigh: Int?
    /// Expected numbers, ranks, relative risks and located reports of both.
    public let expectedFrom, expectedTo, relativeRiskFrom, relativeRiskTo, reportsFrom, reportsTo: Double?
    public let rankFrom, rankTo: Int?
    /// Whether the tier withholds the figures of the later build.
    public let isWithheld: Bool
    /// Why the later build states no number; nil where it does.
    public let refusal: String?
    /// Ids of the incidents here that are new, changed or gone.
    public internal(set) var reports: [String] = []

    private enum CodingKeys: String, CodingKey {
        case code, province, ratio, change, reported, reports, refusal
        case nameEnglish = "name_en", nameArabic = "name_ar"
        case intervalLow = "interval_p05", intervalHigh = "interval_p95"
        case allowedLow = "interval_p025", allowedHigh = "interval_p975"
        case expectedFrom = "expected_from", expectedTo = "expected_to"
        case relativeRiskFrom = "relative_risk_from", relativeRiskTo = "relative_risk_to"
        case reportsFrom = "located_reports_from", reportsTo = "located_reports_to"
        case rankFrom = "rank_from", rankTo = "rank_to", isWithheld = "withheld"
    }

    /// Writes every member, null where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(nameEnglish, forKey: .nameEnglish)
        try members.encode(nameArabic, forKey: .nameArabic)
        try members.encode(province, forKey: .province)
        try members.encode(ratio, forKey: .ratio)
        try members.encode(change, forKey: .change)
        try members.encode(reported, forKey: .reported)
        try members.encode(intervalLow, forKey: .intervalLow)
        try members.encode(intervalHigh, forKey: .intervalHigh)
        try members.encode(allowedLow, forKey: .allowedLow)
        try members.encode(allowedHigh, forKey: .allowedHigh)
        try members.encode(expectedFrom, forKey: .expectedFrom)
        try members.encode(expectedTo, forKey: .expectedTo)
        try members.encode(relativeRiskFrom, forKey: .relativeRiskFrom)
        try members.encode(relativeRiskTo, forKey: .relativeRiskTo)
        try members.encode(reportsFrom, forKey: .reportsFrom)
        try members.encode(reportsTo, forKey: .reportsTo)
        try members.encode(rankFrom, forKey: .rankFrom)
        try members.encode(rankTo, forKey: .rankTo)
        try members.encode(isWithheld, forKey: .isWithheld)
        try members.encode(refusal, forKey: .refusal)
        try members.encode(reports, forKey: .reports)
    }

    init(_ code: String, from: ProvinceResult, to: ProvinceResult) {
        self.code = code
        (nameEnglish, nameArabic, province) = (to.nameEnglish, to.nameArabic, to.iso3166_2)
        (expectedFrom, expectedTo) = (from.forecast?.expected, to.forecast?.expected)
        (relativeRiskFrom, relativeRiskTo) = (from.relativeRisk, to.relativeRisk)
        (reportsFrom, reportsTo) = (from.locatedReports, to.locatedReports)
        (rankFrom, rankTo) = (from.rank, to.rank)
        isWithheld = to.withheld
        refusal = to.forecast?.refusal
    }

    /// Whether the builds say different things of it.
    var differs: Bool {
        expectedFrom != expectedTo || relativeRiskFrom != relativeRiskTo || reportsFrom != reportsTo
            || rankFrom != rankTo || !reports.isEmpty
    }
}

/// A counter of restricted events whose number differs between two builds.
public struct RestrictedNews: Sendable, Hashable, Encodable {
    /// Key, level and English name of the area.
    public let area, level, name: String
    /// First and last day of the half-month or of the calendar years, `YYYY-MM-DD`.
    public let first, last: String
    /// Number of events in the earlier and in the later build.
    public let eventsFrom, eventsTo: Int

    private enum CodingKeys: String, CodingKey {
        case area, level, name, first, last, eventsFrom = "events_from", eventsTo = "events_to"
    }
}

/// Why two builds cannot be set against each other.
public enum NewsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// They have other provinces, or another plane.
    case differentStudies(earlier: String, later: String)
    /// They are of two release tiers.
    case differentTiers(earlier: ReleaseTier, later: ReleaseTier)
    /// What is new is asked since a later day than that of the build.
    case notEarlier(since: String, asOf: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .differentStudies(let earlier, let later):
            "'\(earlier)' and '\(later)' are builds of different studies: their provinces are not the same; give two "
                + "builds of one study"
        case .differentTiers(let earlier, let later):
            "the builds are of different tiers, \(earlier.rawValue) and \(later.rawValue), which show reports "
                + "differently; give two builds of one tier"
        case .notEarlier(let since, let asOf):
            "--since names a build of \(since), which is later than \(asOf); give the later build with --dir"
        }
    }
}

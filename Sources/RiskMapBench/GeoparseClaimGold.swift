// SPDX-License-Identifier: Apache-2.0

import Extraction
import Gazetteer
import Geo
import Incidents
import Tables

/// A claim that a person took from an article.
struct GoldClaim {
    /// Where it is said to have happened, as keys of the product's gazetteer.
    enum Place {
        /// Nothing is said.
        case any
        /// One of these places, or a place in one of these provinces.
        case near(keys: Set<String>, provinces: Set<String>)
        /// A country.
        case country(String)
    }

    let id: String
    /// The article's file.
    let article: String
    let span: Range<Int>
    /// The raw value of an `EventType`.
    let type: String
    let isPlan: Bool
    let place: Place
    /// The place as the gold writes it.
    let placeText: String
    let first, last: CalendarDay?
    let least, most: Double?
    let isUpperBound: Bool
    let event: String
    let conflictGroup: String
    /// Whether it is a plan, a forecast, a state or a sum over years, which must not weigh.
    let mustNotWeigh: Bool
}

// MARK: - Two tables by hand

extension GoldClaim {
    /// The gold's finer names of types, and the types that they are part of.
    private static let types: [String: EventType] = [
        "planned_transfer": .transfer, "detainee_transfer": .transfer, "recapture": .arrest,
        "plan_duration": .statement,
        "decision": .statement, "counter_operations": .history,
    ]

    /// The keys of the gold's places in the product's gazetteer; provinces and countries have one key in both.
    private static let keys: [String: Set<String>] = [
        "NE_SY": ["region:northeast-syria"], "E_SY": ["region:eastern-syria"],
        "SHADDADI": ["place:shaddadi-prison", "geonames:172837", "district:sy-ha-shaddadi"],
        "ALHOL": ["place:hol-camp", "geonames:173797"],
    ]

    /// The rows of the gold beside the project.
    /// - Throws: `TableError`.
    static func read(_ path: String) throws -> [GoldClaim] {
        try rows(path) { record, span in
            let type = record["event_type"] ?? "", status = record["status"] ?? ""
            return GoldClaim(
                id: record["claim_id"] ?? "", article: record["article"] ?? "", span: span,
                type: types[type]?.rawValue ?? type, isPlan: type == "planned_transfer",
                place: place(record["place_id"]),
                placeText: record["place_id"] ?? "", first: record.day("date_start"), last: record.day("date_end"),
                least: record.number("vmin"),
                most: record.number("vmax"), isUpperBound: record["bound_semantics"] == "upper_bound",
                event: record["event_id"] ?? "", conflictGroup: record["conflict_group"] ?? "",
                mustNotWeigh: ["plan", "forecast", "context", "estimate"].contains(status) || type == "decision")
        }
    }

    private static func place(_ text: String?) -> Place {
        let ids = (text ?? "").split(separator: ";").map(String.init)
        guard let first = ids.first else { return .any }
        if ids.count == 1, first.count == 2 { return .country(first) }
        return .near(keys: ids.reduce(into: []) { $0.formUnion(keys[$1] ?? [$1]) }, provinces: Set(ids))
    }

    /// The rows of the study's own claims that stand in the articles.
    /// - Parameters:
    ///   - files: the article's file by the key of the source.
    ///   - gazetteer: resolves the places as written.
    /// - Throws: `TableError`.
    static func read(study path: String, files: [String: String], gazetteer: Gazetteer) throws -> [GoldClaim] {
        try rows(path) { record, span in
            guard let file = files[record["source_id"] ?? ""] else { return nil }
            let type = record["type"] ?? "", status = record["status"] ?? ""
            return GoldClaim(
                id: record["claim_id"] ?? "", article: file, span: span, type: type, isPlan: status == "planned",
                place: place(record, gazetteer), placeText: record["place"] ?? "", first: record.day("date_start"),
                last: record.day("date_end"),
                least: record.number("quantity_min"), most: record.number("quantity_max"),
                isUpperBound: record["bound"] == "upper", event: record["incident_id"] ?? "",
                conflictGroup: (record["incident_id"] ?? "") + (record["conflict_group"] ?? ""),
                mustNotWeigh: ["planned", "context"].contains(status))
        }
    }

    private static func place(_ record: Record, _ gazetteer: Gazetteer) -> Place {
        guard let name = record["place"], !name.isEmpty else { return .any }
        if (record.number("where_prec") ?? 0) >= 6 { return .country(record["country"] ?? "") }
        let query = PlaceQuery(name: name, country: record["country"], province: record["province"])
        let matches = gazetteer.resolve(query).candidates.prefix(1)
        return .near(keys: Set(matches.map(\.placeID)), provinces: Set(matches.compactMap(\.iso3166_2)))
    }

    private static func rows(
        _ path: String, _ make: (Record, Range<Int>) -> GoldClaim?
    ) throws -> [GoldClaim] {
        var claims: [GoldClaim] = []
        try TableReader(path: path).forEachRecord { record in
            if let span = record.span, let claim = make(record, span) { claims.append(claim) }
        }
        return claims
    }
}

extension Record {
    fileprivate func day(_ column: String) -> CalendarDay? { self[column].flatMap { CalendarDay(parsing: $0) } }
    fileprivate func number(_ column: String) -> Double? { self[column].flatMap(Double.init) }
}

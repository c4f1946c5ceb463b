// SPDX-License-Identifier: Apache-2.0

import Extraction
import Geo
import Incidents
import Tables

/// A claim that a person took from an article.
struct GoldClaim {
    let id: String
    let article: String
    let span: Range<Int>
    /// The gold's own, finer name of the type.
    let type: String
    let places: [String]
    let first, last: CalendarDay?
    let least, most: Double?
    let isUpperBound: Bool
    let event: String
    let conflictGroup: String
    let status: String

    /// The rows of a table of claims by hand.
    /// - Throws: `TableError`.
    static func read(_ path: String) throws -> [GoldClaim] {
        var claims: [GoldClaim] = []
        try TableReader(path: path).forEachRecord { record in
            guard let span = record.span else { return }
            claims.append(
                GoldClaim(
                    id: record["claim_id"] ?? "", article: record["article"] ?? "", span: span,
                    type: record["event_type"] ?? "",
                    places: (record["place_id"] ?? "").split(separator: ";").map(String.init),
                    first: record["date_start"].flatMap { CalendarDay(parsing: $0) },
                    last: record["date_end"].flatMap { CalendarDay(parsing: $0) },
                    least: record["vmin"].flatMap(Double.init), most: record["vmax"].flatMap(Double.init),
                    isUpperBound: record["bound_semantics"] == "upper_bound", event: record["event_id"] ?? "",
                    conflictGroup: record["conflict_group"] ?? "", status: record["status"] ?? ""))
        }
        return claims
    }

    /// Whether it is a plan, a forecast, a state or a sum over years, which must not weigh.
    var mustNotWeigh: Bool { ["plan", "forecast", "context", "estimate"].contains(status) || type == "decision" }
}

/// What of a drafted claim is right.
struct ClaimVerdict {
    let type, place, date, quantity: Bool

    /// All four.
    var isRight: Bool { type && place && date && quantity }
    /// How many of the four.
    var count: Int { [type, place, date, quantity].count { $0 } }

    /// Compares a draft with what a person took from the same words.
    init(_ gold: GoldClaim, _ draft: DraftClaim) {
        type = Self.isRight(type: gold.type, draft)
        place = gold.places.isEmpty || gold.places.contains { Self.isRight(place: $0, draft.place) }
        date = Self.isRight(gold.first, gold.last, draft.interval)
        quantity = Self.isQuantityRight(gold, draft.quantity)
    }

    private static func isRight(type: String, _ draft: DraftClaim) -> Bool {
        switch type {
        case "planned_transfer": draft.type == .transfer && draft.status == .planned
        case "detainee_transfer": draft.type == .transfer && draft.status != .planned
        case "recapture": draft.type == .arrest
        case "plan_duration", "decision": draft.type == .statement
        case "counter_operations": draft.type == .history
        default: draft.type.rawValue == type
        }
    }

    /// The keys of the gold's places in the product's gazetteer; provinces have one key in both.
    private static let keys: [String: Set<String>] = [
        "NE_SY": ["region:northeast-syria"], "E_SY": ["region:eastern-syria"],
        "SHADDADI": ["place:shaddadi-prison", "geonames:172837", "district:sy-ha-shaddadi"],
        "ALHOL": ["place:hol-camp", "geonames:173797"],
    ]

    private static func isRight(place key: String, _ place: DraftPlace) -> Bool {
        if let keys = keys[key] { return keys.contains(place.id) }
        return key.count == 2 ? place.country == key : place.province == key || place.id == key
    }

    /// Within one day at either end; an end that the gold leaves open fits any.
    private static func isRight(_ first: CalendarDay?, _ last: CalendarDay?, _ days: DayInterval?) -> Bool {
        guard let days else { return first == nil && last == nil }
        let isNear = { (a: CalendarDay?, b: CalendarDay) in a.map { abs($0.days(since: b)) <= 1 } ?? true }
        return isNear(first, days.first) && isNear(last, days.last)
    }

    /// Equal bounds, as far as the gold states them; "up to" starts with the smallest number stated, whichever that is.
    private static func isQuantityRight(_ gold: GoldClaim, _ quantity: Quantity?) -> Bool {
        if gold.least == nil, gold.most == nil { return true }
        guard let quantity else { return false }
        let least = quantity.min ?? (quantity.bound == .upper ? nil : quantity.best)
        let most = quantity.max ?? (quantity.bound == .lower ? nil : quantity.best)
        let isLeast = gold.isUpperBound || gold.least == nil || isSame(gold.least, least)
        return isLeast && (gold.most == nil || isSame(gold.most, most))
    }

    private static func isSame(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return false }
        return abs(a - b) < 0.5
    }
}

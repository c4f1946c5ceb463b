// SPDX-License-Identifier: Apache-2.0

import Extraction
import Geo
import Incidents

/// What of a drafted claim is right.
struct ClaimVerdict {
    let type, place, date, quantity: Bool
    /// Whether the days have one in common: those of the gold may rest on more than the article says.
    let meets: Bool

    /// All four.
    var isRight: Bool { type && place && date && quantity }
    /// How many of the four, the type counted twice.
    var rank: Int { [type, type, place, date, quantity].count { $0 } }
    /// The names of those that are wrong.
    var faults: String {
        [("type", type), ("place", place), ("days", date), ("numbers", quantity)].filter { !$0.1 }.map(\.0)
            .joined(separator: ", ")
    }

    /// Compares a draft with what a person took from the same words.
    init(_ gold: GoldClaim, _ draft: DraftClaim) {
        // What is said about a plan is a statement whatever its status; a transfer is done or planned.
        let isPlanTold = draft.type != .transfer || (draft.status == .planned) == gold.isPlan
        type = draft.type.rawValue == gold.type && isPlanTold
        place = Self.isRight(gold.place, draft.place)
        date = Self.isRight(gold.first, gold.last, draft.interval)
        meets = Self.isMeeting(gold.first, gold.last, draft.interval)
        quantity = Self.isQuantityRight(gold, draft.quantity)
    }

    private static func isRight(_ expected: GoldClaim.Place, _ place: DraftPlace) -> Bool {
        switch expected {
        case .any: true
        case .country(let code): place.country == code
        case .near(let keys, let provinces): keys.contains(place.id) || provinces.contains(place.province)
        }
    }

    /// Within one day at either end; an end that the gold leaves open fits any.
    private static func isRight(_ first: CalendarDay?, _ last: CalendarDay?, _ days: DayInterval?) -> Bool {
        guard let days else { return first == nil && last == nil }
        let isNear = { (a: CalendarDay?, b: CalendarDay) in a.map { abs($0.days(since: b)) <= 1 } ?? true }
        return isNear(first, days.first) && isNear(last, days.last)
    }

    private static func isMeeting(_ first: CalendarDay?, _ last: CalendarDay?, _ days: DayInterval?) -> Bool {
        guard let days else { return first == nil && last == nil }
        return (first.map { $0 <= days.last } ?? true) && (last.map { days.first <= $0 } ?? true)
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

// SPDX-License-Identifier: Apache-2.0

import Geo

/// Event data of the Armed Conflict Location and Event Data project, in its official columns. Its terms forbid passing
/// rows on, so the source must be declared restricted. The free-text notes are never kept.
struct ACLEDTable {
    static let requiredColumns = ["event_id_cnty", "event_date", "event_type", "latitude", "longitude"]

    func claim(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool, _ roots: inout RootClassifier
    ) throws(Rejected) -> Claim {
        let id = context.sourceID + ":" + (try row.required("event_id_cnty"))
        let (period, precision) = try date(row)
        let source = pool.intern(row.text("source"))
        return Claim(
            id: id, incidentID: id, conflictGroup: "", type: try type(row), place: try place(row, context, &pool),
            period: period, datePrecision: precision, quantity: try fatalities(row),
            actor: pool.intern(actors(row)),
            attribution: Attribution(
                claimant: source, rootSource: source.isEmpty ? "not stated" : source,
                rootKind: roots.kind(of: source), sourceID: pool.intern(context.sourceID)),
            status: .reported, note: "", origin: row.record.origin)
    }

    /// `2026-01-19` or `19 January 2026`, widened by the time precision: 2 is a week, 3 a month.
    private func date(_ row: RowFields) throws(Rejected) -> (DayInterval, DatePrecision) {
        let text = try row.required("event_date")
        guard let day = DateFormat.iso.day(from: text) ?? DateFormat.dayNameYear.day(from: text) else {
            throw row.reject("event_date", text, .badDate)
        }
        switch try row.integer("time_precision") ?? 1 {
        case 1: return (DayInterval(day), .day)
        case 2: return (Self.week(around: day), .week)
        case 3: return (Self.month(of: day), .month)
        default: throw row.reject("time_precision", row.text("time_precision"), .unknownCode(known: "1, 2, 3"))
        }
    }

    private static func week(around day: CalendarDay) -> DayInterval {
        DayInterval(first: day.advanced(by: -3), last: day.advanced(by: 3)) ?? DayInterval(day)
    }

    private static func month(of day: CalendarDay) -> DayInterval {
        let (year, month, date) = day.components
        let first = day.advanced(by: 1 - date)
        let last = first.advanced(by: CalendarDay.length(ofMonth: month, year: year) - 1)
        return DayInterval(first: first, last: last) ?? DayInterval(day)
    }

    private func place(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool
    ) throws(Rejected) -> ClaimedPlace {
        ClaimedPlace(
            name: pool.intern(row.text("location")), district: pool.intern(row.text("admin2")),
            province: pool.intern(row.text("admin1")), country: pool.intern(row.text("country")),
            precision: try precision(row),
            coordinate: try row.coordinate(
                longitude: "longitude", latitude: "latitude", studyArea: context.studyArea))
    }

    /// ACLED's 1, 2, 3 are exact, near and the province (method: location precision).
    private func precision(_ row: RowFields) throws(Rejected) -> LocationPrecision {
        switch try row.integer("geo_precision") {
        case 1: return .exact
        case 2, nil: return .near
        case 3: return .province
        default: throw row.reject("geo_precision", row.text("geo_precision"), .unknownCode(known: "1, 2, 3"))
        }
    }

    private func fatalities(_ row: RowFields) throws(Rejected) -> Quantity? {
        guard let deaths = try row.count("fatalities") else { return nil }
        return Quantity(min: nil, best: deaths, max: nil, unit: "deaths", bound: .exact)
    }

    private func actors(_ row: RowFields) -> String {
        [row.text("actor1"), row.text("actor2")].filter { !$0.isEmpty }.joined(separator: " - ")
    }

    private func type(_ row: RowFields) throws(Rejected) -> EventType {
        let kind = try row.required("event_type")
        if let type = Self.subTypes[row.text("sub_event_type").lowercased()] { return type }
        guard let type = Self.types[kind.lowercased()] else {
            throw row.reject("event_type", kind, .unknownCode(known: "ACLED's six event types"))
        }
        return type
    }

    private static let types: [String: EventType] = [
        "battles": .battle, "explosions/remote violence": .battle,
        "violence against civilians": .violenceAgainstCivilians, "protests": .protest, "riots": .riot,
        "strategic developments": .statement,
    ]

    private static let subTypes: [String: EventType] = [
        "air/drone strike": .airStrike, "suicide bomb": .suicideAttack, "remote explosive/landmine/ied": .ied,
        "chemical weapon": .violenceAgainstCivilians, "abduction/forced disappearance": .abduction,
        "excessive force against protesters": .violenceAgainstCivilians, "agreement": .agreement,
        "arrests": .arrest, "disrupted weapons use": .cache, "looting/property destruction": .riot,
        "non-violent transfer of territory": .forcePosture, "headquarters or base established": .forcePosture,
        "change to group/activity": .forcePosture,
    ]
}

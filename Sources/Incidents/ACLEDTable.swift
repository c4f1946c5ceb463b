// SPDX-License-Identifier: Apache-2.0

import Geo

extension Vocabulary {
    /// ACLED's event table, as its export tool and its API give it.
    public static let acled: Vocabulary = {
        var vocabulary = Vocabulary(
            name: "acled", requiredColumns: ACLEDTable.requiredColumns, idColumn: "event_id_cnty",
            dateColumns: ["event_date"]
        ) { row throws(Rejected) in try ACLEDTable().claim(&row) }
        vocabulary.otherNames = [
            "data_id": "event_id_cnty", "time_prec": "time_precision", "geo_prec": "geo_precision",
        ]
        vocabulary.allColumns = ACLEDTable.allColumns
        vocabulary.yearColumn = "year"
        vocabulary.versionColumn = "timestamp"
        vocabulary.publication = .init(column: "timestamp") { row, _ in row.published(row.text("timestamp")) }
        vocabulary.hasSharedKeys = true
        vocabulary.placeColumns = ["location", "admin1", "admin2"]
        vocabulary.counts = "an event of political violence or unrest"
        vocabulary.positionColumns = ("longitude", "latitude")
        vocabulary.needsPosition = true
        // The form that ACLED's documentation states.
        vocabulary.dates = { $0.dashOrder = .dayMonthYear }
        vocabulary.terms.publisher = "ACLED"
        vocabulary.terms.sentence = "Rows may not be passed on; aggregates only"
        vocabulary.terms.attribution = "ACLED, Armed Conflict Location & Event Data (acleddata.com): aggregates only"
        vocabulary.terms.forbidsRedistribution = true
        return vocabulary
    }()
}

/// Event data of the Armed Conflict Location and Event Data project, in its official columns. Its terms forbid passing
/// rows on, so the source must be declared restricted. The free-text notes are never kept.
struct ACLEDTable {
    static let requiredColumns = ["event_id_cnty", "event_date", "event_type"]
    static let allColumns =
        requiredColumns + [
            "latitude", "longitude", "year", "time_precision", "sub_event_type", "actor1", "actor2", "country",
            "admin1",
            "admin2", "location", "geo_precision", "source", "fatalities", "timestamp",
        ]

    func claim(_ row: inout RowFields) throws(Rejected) -> Claim {
        let id = row.context.sourceID + ":" + (try row.required("event_id_cnty"))
        let (period, precision) = try date(row)
        try row.check(year: "year", period, "event_date")
        let source = row.shared("source")
        return Claim(
            id: id, incidentID: id, conflictGroup: "", type: try type(&row), place: try place(&row),
            period: period, datePrecision: precision, quantity: fatalities(&row),
            actor: row.intern(actors(row)),
            attribution: Attribution(
                claimant: source, rootSource: source.isEmpty ? "not stated" : source,
                rootKind: row.roots.kind(of: source), sourceID: row.intern(row.context.sourceID)),
            status: .reported, note: "", origin: row.record.origin)
    }

    /// The day of the event, widened by the time precision: 2 is a week, 3 a month.
    private func date(_ row: RowFields) throws(Rejected) -> (DayInterval, DatePrecision) {
        let days = try row.days("event_date", year: "year")
        guard days.length == 1 else { return (days, DatePrecision(days: days.length)) }
        switch try row.integer("time_precision") ?? 1 {
        case 1: return (days, .day)
        case 2: return (Self.week(around: days.first), .week)
        case 3: return (Self.month(of: days.first), .month)
        default: throw row.reject("time_precision", row.text("time_precision"), .unknownCode(known: "1, 2, 3"))
        }
    }

    private static func week(around day: CalendarDay) -> DayInterval {
        DayInterval(first: day.advanced(by: -3), last: day.advanced(by: 3)) ?? DayInterval(day)
    }

    private static func month(of day: CalendarDay) -> DayInterval {
        let (year, month, _) = day.components
        return DateCalendar.gregorian.month(month, year: year) ?? DayInterval(day)
    }

    private func place(_ row: inout RowFields) throws(Rejected) -> ClaimedPlace {
        try row.place(
            name: row.text("location"), district: row.text("admin2"), province: row.text("admin1"),
            country: row.text("country"), precision: try precision(row),
            position: try row.position(longitude: "longitude", latitude: "latitude") ?? row.record.point,
            columns: "longitude, latitude")
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

    private func fatalities(_ row: inout RowFields) -> Quantity? {
        let best = (text: row.text("fatalities"), column: "fatalities")
        return row.quantity(
            RowFields.CountCells(min: ("", ""), best: best, max: ("", "")), unit: "deaths", bound: .exact)
    }

    private func actors(_ row: RowFields) -> String {
        [row.text("actor1"), row.text("actor2")].filter { !$0.isEmpty }.joined(separator: " - ")
    }
}

extension Record {
    /// The point of its geometry, a single one of several too.
    var point: PlanarPoint? {
        switch geometry {
        case .point(let point): point
        case .multiPoint(let points) where points.count == 1: points[0]
        default: nil
        }
    }
}

extension DatePrecision {
    /// The precision of a date known to so many days.
    init(days: Int) {
        switch days {
        case ...1: self = .day
        case ...6: self = .days
        case ...7: self = .week
        case ...31: self = .month
        default: self = .year
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

extension Vocabulary {
    /// RiskMap's own table of claims.
    public static let claims: Vocabulary = {
        var vocabulary = Vocabulary(
            name: "claims", requiredColumns: ClaimTable.requiredColumns, idColumn: "claim_id",
            dateColumns: ["date_start", "date_end"]
        ) { row throws(Rejected) in try ClaimTable().claim(&row) }
        vocabulary.allColumns = ClaimTable.allColumns
        vocabulary.positionColumns = ("longitude", "latitude")
        vocabulary.placeColumns = ["place", "district", "province"]
        vocabulary.publication = .init(column: "source_id") { row, claim in
            row.context.publicationDays[claim.attribution.sourceID]
        }
        return vocabulary
    }()
}

/// RiskMap's own table of claims: one row per statement, columns as in `geodata/claims.csv`.
struct ClaimTable {
    static let requiredColumns = [
        "claim_id", "incident_id", "type", "place", "where_prec", "date_start", "root_source", "root_kind", "source_id",
    ]
    static let allColumns =
        requiredColumns + [
            "status", "note", "conflict_group", "date_end", "date_prec", "district", "province", "country", "longitude",
            "latitude", "quantity_min", "quantity_best", "quantity_max", "unit", "bound", "count_kind", "actor",
            "claimant", "char_start", "char_end",
        ] + Movement.columns

    func claim(_ row: inout RowFields) throws(Rejected) -> Claim {
        let status: ClaimStatus = try row.code("status", or: .reported)
        if status == .retracted { throw row.reject("status", "retracted", .retracted(row.text("note"))) }
        let incident = try known("incident_id", in: row.context.knownIncidents, row, .unknownIncident)
        let type: EventType = try row.code("type")
        var claim = Claim(
            id: try row.required("claim_id"), incidentID: row.intern(incident),
            conflictGroup: row.shared("conflict_group"), type: type,
            place: try place(&row), period: try row.period("date_start", "date_end"),
            datePrecision: try datePrecision(row), quantity: try quantity(&row),
            actor: row.shared("actor"), attribution: try attribution(&row),
            status: status, note: row.shared("note"), origin: row.record.origin)
        claim.movement = Self.movement(type, &row)
        return claim
    }

    private func place(_ row: inout RowFields) throws(Rejected) -> ClaimedPlace {
        try row.place(
            name: row.text("place"), district: row.text("district"), province: row.text("province"),
            country: row.text("country"), precision: try row.code("where_prec", LocationPrecision.self),
            position: try row.position(longitude: "longitude", latitude: "latitude"),
            columns: "longitude, latitude")
    }

    private func datePrecision(_ row: RowFields) throws(Rejected) -> DatePrecision {
        row.record["date_prec"] == nil ? .day : try row.code("date_prec", DatePrecision.self)
    }

    private func quantity(_ row: inout RowFields) throws(Rejected) -> Quantity? {
        try row.strictQuantity(
            min: "quantity_min", best: "quantity_best", max: "quantity_max", unit: row.shared("unit"),
            bound: try row.code("bound", or: .exact), kind: try row.code("count_kind", or: .increment))
    }

    private func attribution(_ row: inout RowFields) throws(Rejected) -> Attribution {
        Attribution(
            claimant: row.shared("claimant"), rootSource: row.intern(try row.required("root_source")),
            rootKind: try row.code("root_kind"),
            sourceID: row.intern(try known("source_id", in: row.context.knownSources, row, .unknownSource)),
            span: try span(row))
    }

    private func span(_ row: RowFields) throws(Rejected) -> TextSpan? {
        guard let start = try row.integer("char_start"), let end = try row.integer("char_end") else { return nil }
        guard let span = TextSpan(start: start, end: end) else {
            throw row.reject("char_start, char_end", "\(start), \(end)", .badSpan)
        }
        return span
    }

    private func known(
        _ column: String, in known: Set<String>?, _ row: RowFields, _ reason: RejectionReason
    ) throws(Rejected) -> String {
        let id = try row.required(column)
        if let known, !known.contains(id) { throw row.reject(column, id, reason) }
        return id
    }
}

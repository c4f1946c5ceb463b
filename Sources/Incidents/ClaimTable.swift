// SPDX-License-Identifier: Apache-2.0

import Geo

/// RiskMap's own table of claims: one row per statement, columns as in `geodata/claims.csv`.
struct ClaimTable {
    static let requiredColumns = [
        "claim_id", "incident_id", "type", "place", "where_prec", "date_start", "root_source", "root_kind", "source_id",
    ]

    func claim(_ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool) throws(Rejected) -> Claim {
        let status: ClaimStatus = try row.code("status", or: .reported)
        if status == .retracted { throw row.reject("status", "retracted", .retracted(row.text("note"))) }
        let incident = try known("incident_id", in: context.knownIncidents, row, .unknownIncident)
        return Claim(
            id: try row.required("claim_id"), incidentID: pool.intern(incident),
            conflictGroup: pool.intern(row.text("conflict_group")), type: try row.code("type"),
            place: try place(row, context, &pool), period: try row.period("date_start", "date_end"),
            datePrecision: try datePrecision(row), quantity: try quantity(row, &pool),
            actor: pool.intern(row.text("actor")), attribution: try attribution(row, context, &pool),
            status: status, note: pool.intern(row.text("note")), origin: row.record.origin)
    }

    private func place(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool
    ) throws(Rejected) -> ClaimedPlace {
        ClaimedPlace(
            name: pool.intern(row.text("place")), district: pool.intern(row.text("district")),
            province: pool.intern(row.text("province")), country: pool.intern(row.text("country")),
            precision: try row.code("where_prec", LocationPrecision.self),
            coordinate: try row.coordinate(
                longitude: "longitude", latitude: "latitude", studyArea: context.studyArea))
    }

    private func datePrecision(_ row: RowFields) throws(Rejected) -> DatePrecision {
        row.record["date_prec"] == nil ? .day : try row.code("date_prec", DatePrecision.self)
    }

    private func quantity(_ row: RowFields, _ pool: inout StringPool) throws(Rejected) -> Quantity? {
        try row.quantity(
            min: "quantity_min", best: "quantity_best", max: "quantity_max", unit: pool.intern(row.text("unit")),
            bound: try row.code("bound", or: .exact), kind: try row.code("count_kind", or: .increment))
    }

    private func attribution(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool
    ) throws(Rejected) -> Attribution {
        Attribution(
            claimant: pool.intern(row.text("claimant")), rootSource: pool.intern(try row.required("root_source")),
            rootKind: try row.code("root_kind"),
            sourceID: pool.intern(try known("source_id", in: context.knownSources, row, .unknownSource)),
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

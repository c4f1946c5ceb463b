// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

extension Vocabulary {
    /// RiskMap's own table of claims.
    public static let claims: Vocabulary = {
        var vocabulary = Vocabulary(
            name: "claims", requiredColumns: ClaimTable.requiredColumns, idColumn: "claim_id",
            dateColumns: ["date_start", "date_end"]
        ) { row throws(Rejected) in
            do throws(Rejected) {
                return try ClaimTable().claim(&row)
            } catch {
                var rejected = error
                rejected.sourceID = row.text("source_id")
                throw rejected
            }
        }
        vocabulary.allColumns = ClaimTable.allColumns
        vocabulary.privateColumns = ClaimTable.privateColumns
        vocabulary.positionColumns = ("longitude", "latitude")
        vocabulary.placeColumns = ["place", "district", "province"]
        vocabulary.publication = .init(column: "source_id") { row, claim in
            let id = claim.attribution.sourceID
            return row.context.publicationDays[id] ?? row.carried.published(id)
        }
        return vocabulary
    }()
}

/// RiskMap's own table of claims: one row per statement, columns as in `geodata/claims.csv`. Rows may carry their
/// source and the marks of a review; those without an incident are grouped by rule.
struct ClaimTable {
    static let requiredColumns = [
        "claim_id", "type", "place", "where_prec", "date_start", "root_source", "root_kind", "source_id",
    ]
    static let allColumns =
        requiredColumns + [
            "incident_id", "status", "note", "conflict_group", "date_end", "date_prec", "district", "province",
            "country", "longitude",
            "latitude", "quantity_min", "quantity_best", "quantity_max", "unit", "bound", "count_kind", "actor",
            "claimant", "char_start", "char_end", "incident_title", "target", "origin", "destination", "mode", "rules",
            "quote", "decision", "reviewer", "reviewed_on",
        ] + SourceColumns.all
    /// Columns that no output shows an example of.
    static let privateColumns: Set<String> = ["reviewer", "reviewed_on", "quote"]

    /// What whoever reviewed a row made of it.
    private enum Decision: String, CaseIterable { case accept, reject }

    func claim(_ row: inout RowFields) throws(Rejected) -> Claim {
        let id = try row.required("claim_id")
        let isKnown = row.context.knownSources?.contains(row.text("source_id")) == true
        let source = try row.carriedSource(isKnown: isKnown)
        let status: ClaimStatus = try row.code("status", or: .reported)
        if status == .retracted { throw row.reject("claim_id", id, .retracted(row.text("note"))) }
        try checkReview(row, id)
        let claim = try claim(&row, id, status, hasSource: source != nil)
        let hint = GroupingHint(target: row.text("target"), destination: row.text("destination"))
        row.carried.use(claim, title: row.text("incident_title"), hint: hint)
        return claim
    }

    private func claim(
        _ row: inout RowFields, _ id: String, _ status: ClaimStatus, hasSource: Bool
    ) throws(Rejected) -> Claim {
        let incident =
            row.text("incident_id").isEmpty
            ? "" : try known("incident_id", in: row.context.knownIncidents, row, .unknownIncident)
        let type: EventType = try row.code("type")
        var claim = Claim(
            id: id, incidentID: row.intern(incident),
            conflictGroup: row.shared("conflict_group"), type: type,
            place: try place(&row), period: try row.period("date_start", "date_end"),
            datePrecision: try datePrecision(row), quantity: try quantity(&row),
            actor: row.shared("actor"), attribution: try attribution(&row, hasSource: hasSource),
            status: status, note: row.intern(GuardedCell.text(of: row.text("note"))), origin: row.record.origin,
            quote: GuardedCell.text(of: row.text("quote")))
        claim.movement = Self.movement(type, &row)
        return claim
    }

    /// A table with a column of reviewers is used as far as somebody answers for its rows.
    private func checkReview(_ row: RowFields, _ id: String) throws(Rejected) {
        let decision: Decision? = row.text("decision").isEmpty ? nil : try row.code("decision")
        if decision == .reject { throw row.reject("claim_id", id, .rejectedByReviewer) }
        guard row.record.columns.position(of: "reviewer") != nil else { return }
        guard !row.text("reviewer").isEmpty, !row.text("reviewed_on").isEmpty else {
            throw row.reject("claim_id", id, .notReviewed)
        }
        _ = try row.day("reviewed_on")
    }

    private func place(_ row: inout RowFields) throws(Rejected) -> ClaimedPlace {
        try row.place(
            name: GuardedCell.text(of: row.text("place")), district: row.text("district"),
            province: row.text("province"),
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

    private func attribution(_ row: inout RowFields, hasSource: Bool) throws(Rejected) -> Attribution {
        let listed = hasSource ? nil : row.context.knownSources
        return Attribution(
            claimant: row.shared("claimant"), rootSource: row.intern(try row.required("root_source")),
            rootKind: try row.code("root_kind"),
            sourceID: row.intern(try known("source_id", in: listed, row, .unknownSource)), span: try span(row))
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

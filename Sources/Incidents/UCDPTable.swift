// SPDX-License-Identifier: Apache-2.0

import Geo

/// The Georeferenced Event Dataset of the Uppsala Conflict Data Program, in its official columns: each row is an
/// incident of its own with one claim. Headlines and article texts are not kept.
struct UCDPTable {
    static let requiredColumns = [
        "id", "date_start", "date_end", "type_of_violence", "where_prec", "latitude", "longitude", "best", "high",
        "low",
    ]

    /// UCDP's kinds of organised violence.
    private enum Violence: Int, CaseIterable {
        case stateBased = 1
        case nonState = 2
        case oneSided = 3
    }

    func claim(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool, _ roots: inout RootClassifier
    ) throws(Rejected) -> Claim {
        let id = context.sourceID + ":" + (try row.required("id"))
        let violence = try row.code("type_of_violence", Violence.self)
        let office = pool.intern(row.text("source_office"))
        return Claim(
            id: id, incidentID: id, conflictGroup: "",
            type: violence == .oneSided ? .violenceAgainstCivilians : .battle,
            place: try place(row, context, &pool), period: try row.period("date_start", "date_end"),
            datePrecision: row.record["date_prec"] == nil ? .day : try row.code("date_prec", DatePrecision.self),
            quantity: try row.quantity(
                min: "low", best: "best", max: "high", unit: "deaths", bound: .range, kind: .increment),
            actor: pool.intern(actor(row)),
            attribution: Attribution(
                claimant: office, rootSource: office.isEmpty ? "not stated" : office,
                rootKind: roots.kind(of: office), sourceID: pool.intern(context.sourceID)),
            status: .reported, note: "", origin: row.record.origin)
    }

    private func place(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool
    ) throws(Rejected) -> ClaimedPlace {
        ClaimedPlace(
            name: pool.intern(row.text("where_coordinates")), district: pool.intern(row.text("adm_2")),
            province: pool.intern(row.text("adm_1")), country: pool.intern(row.text("country")),
            precision: try row.code("where_prec", LocationPrecision.self),
            coordinate: try row.coordinate(
                longitude: "longitude", latitude: "latitude", studyArea: context.studyArea))
    }

    private func actor(_ row: RowFields) -> String {
        let dyad = row.text("dyad_name")
        if !dyad.isEmpty { return dyad }
        return [row.text("side_a"), row.text("side_b")].filter { !$0.isEmpty }.joined(separator: " - ")
    }
}

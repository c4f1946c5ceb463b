// SPDX-License-Identifier: Apache-2.0

import Geo

extension Vocabulary {
    /// UCDP's Georeferenced Event Dataset, and its candidate events.
    public static let ucdp: Vocabulary = {
        var vocabulary = Vocabulary(
            name: "ucdp", requiredColumns: UCDPTable.requiredColumns, idColumn: "id",
            dateColumns: ["date_start", "date_end"]
        ) { row throws(Rejected) in try UCDPTable().claim(&row) }
        vocabulary.otherNames = [
            "best_est": "best", "high_est": "high", "low_est": "low", "deaths_best": "best", "deaths_high": "high",
            "deaths_low": "low", "event_id": "id", "lat": "latitude", "lon": "longitude", "long": "longitude",
        ]
        vocabulary.layouts = [UCDPTable.allColumns]
        vocabulary.allColumns = UCDPTable.allColumns
        vocabulary.publication = .init(column: "source_date") { row, _ in row.firstReport(row.text("source_date")) }
        vocabulary.hasSharedKeys = true
        vocabulary.placeColumns = ["where_coordinates", "adm_1", "adm_2"]
        vocabulary.counts = "an event of organized violence with at least one death"
        vocabulary.readColumns = UCDPTable.readColumns
        vocabulary.yearColumn = "year"
        vocabulary.positionColumns = ("longitude", "latitude")
        vocabulary.needsPosition = true
        vocabulary.terms.publisher = "Uppsala Conflict Data Program"
        vocabulary.terms.sentence = "CC BY 4.0"
        vocabulary.terms.attribution =
            "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program (CC BY 4.0)"
        return vocabulary
    }()
}

/// The Georeferenced Event Dataset of the Uppsala Conflict Data Program, in its official columns: each row is an
/// incident of its own with one claim. Headlines and article texts are not kept.
struct UCDPTable {
    static let requiredColumns = [
        "id", "date_start", "date_end", "type_of_violence", "where_prec", "best", "high", "low",
    ]

    /// Those of `allColumns` that become something.
    static let readColumns: Set<String> = [
        "id", "year", "code_status", "type_of_violence", "dyad_name", "side_a", "side_b", "source_office",
        "source_date", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "country",
        "date_prec", "date_start", "date_end", "best", "high", "low",
    ]

    /// The order of the published table (version 24.1), which candidate events have come in without a header.
    static let allColumns = [
        "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
        "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
        "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
        "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
        "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
        "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
        "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    ]

    /// UCDP's kinds of organised violence.
    private enum Violence: Int, CaseIterable {
        case stateBased = 1
        case nonState = 2
        case oneSided = 3
    }

    func claim(_ row: inout RowFields) throws(Rejected) -> Claim {
        let id = row.context.sourceID + ":" + (try row.required("id"))
        let violence = try row.code("type_of_violence", Violence.self)
        let office = row.shared("source_office")
        let period = try row.period("date_start", "date_end", year: "year")
        noteStatus(&row)
        return Claim(
            id: id, incidentID: id, conflictGroup: "",
            type: violence == .oneSided ? .violenceAgainstCivilians : .battle,
            place: try place(&row), period: period,
            datePrecision: row.record["date_prec"] == nil ? .day : try row.code("date_prec", DatePrecision.self),
            quantity: row.quantity(
                row.countCells(min: "low", best: "best", max: "high"), unit: "deaths", bound: .range),
            actor: row.intern(actor(row)),
            attribution: Attribution(
                claimant: office, rootSource: office.isEmpty ? "not stated" : office,
                rootKind: row.roots.kind(of: office), sourceID: row.intern(row.context.sourceID)),
            status: .reported, note: "", origin: row.record.origin)
    }

    private func noteStatus(_ row: inout RowFields) {
        let status = row.text("code_status")
        guard !status.isEmpty, status.lowercased() != "clear" else { return }
        row.notes.append("code_status is '\(status.prefix(40))' and not Clear; the row counts all the same")
    }

    private func place(_ row: inout RowFields) throws(Rejected) -> ClaimedPlace {
        try row.place(
            name: row.text("where_coordinates"), district: row.text("adm_2"), province: row.text("adm_1"),
            country: row.text("country"), precision: try row.code("where_prec", LocationPrecision.self),
            position: try row.position(longitude: "longitude", latitude: "latitude") ?? row.record.point,
            columns: "longitude, latitude")
    }

    private func actor(_ row: RowFields) -> String {
        let dyad = row.text("dyad_name")
        if !dyad.isEmpty { return dyad }
        return [row.text("side_a"), row.text("side_b")].filter { !$0.isEmpty }.joined(separator: " - ")
    }
}

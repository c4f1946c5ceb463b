// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The study of two provinces with one reviewed table of claims that brings its own sources, and no other table.
enum ReviewedStudy {
    static let names = [
        "claim_id", "incident_id", "conflict_group", "type", "place", "country", "province", "where_prec", "date_start",
        "date_end", "date_prec", "quantity_min", "quantity_best", "quantity_max", "unit", "bound", "count_kind",
        "actor",
        "claimant", "root_source", "root_kind", "source_id", "char_start", "char_end", "status", "note",
        "incident_title", "target", "source_title", "publisher", "published", "address", "machine_written", "access",
        "origin", "destination", "mode", "rules", "quote", "decision", "reviewer", "reviewed_on", "quotable",
    ]
    /// Initials that no output may hold.
    static let reviewer = "ZQXV"

    /// A row with what differs from an explosion at Tarsid that page A tells of.
    static func row(_ changes: [String: String]) -> String {
        var values = [
            "type": "ied", "place": "Tarsid", "country": "XX", "where_prec": "1", "date_start": "2026-02-10",
            "root_source": "Village council", "root_kind": "official", "source_id": "A", "source_title": "Page A",
            "publisher": "Invented Wire", "published": "2026-02-12", "address": "folder/page-a.txt", "access": "open",
            "reviewer": reviewer, "reviewed_on": "2026-02-20",
        ]
        if changes["source_id"] == "B" {
            values.merge(["source_title": "Page B", "publisher": "Invented Gazette", "address": "page-b.txt"]) { $1 }
        }
        values.merge(changes) { $1 }
        return names.map { "\"\((values[$0] ?? "").replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }

    /// An explosion that two pages tell of, an escape in two numbers, a fight, a refused row and one that nobody has read.
    static let rows = [
        row(["claim_id": "c1", "char_start": "10", "char_end": "40", "quote": "A mine went off at Tarsid."]),
        row(["claim_id": "c2", "source_id": "B", "place": "Dorran", "where_prec": "4"]),
        row([
            "claim_id": "c3", "type": "prison_break", "place": "Kelmar", "where_prec": "4", "quantity_best": "1500",
            "unit": "persons", "bound": "approximate", "count_kind": "increment", "incident_title": "Escape in Kelmar",
        ]),
        row([
            "claim_id": "c4", "type": "prison_break", "place": "Kelmar", "where_prec": "4", "quantity_best": "120",
            "unit": "persons", "bound": "exact", "count_kind": "increment", "source_id": "B", "root_source": "Guards",
            "root_kind": "party",
        ]),
        row(["claim_id": "c5", "type": "battle", "place": "Mulvok", "source_id": "B", "date_start": "2026-02-01"]),
        row(["claim_id": "c6", "decision": "reject"]),
        row(["claim_id": "c7", "reviewer": ""]),
    ]

    static func study(_ rows: [String] = rows) throws -> SquareStudy {
        let study = try SquareStudy()
        try study.edit("sources: sources.csv\n", "")
        try study.edit(
            "    format: claims\n    file: claims.csv\n    incidents: incidents.csv\n    access: open",
            "    format: auto\n    file: reviewed.csv")
        try write(rows, to: study)
        return study
    }

    static func write(_ rows: [String], to study: SquareStudy) throws {
        try study.write(names.joined(separator: ",") + "\n" + rows.joined(), to: "reviewed.csv")
    }
}

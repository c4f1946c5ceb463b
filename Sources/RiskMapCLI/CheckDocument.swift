// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo
import Incidents
import Layers

/// `riskmap check --format json`: what was understood, what was doubtful and what is lost (docs/study.md).
struct CheckDocument: Encodable {
    /// Grows when a member changes its meaning.
    let formatVersion = 1
    let study, title, asOf, tier: String
    let rows, claims, rejected: Int
    let rejectedByReason, skipped: [String: Int]
    let incidents: Int
    let places: Places
    let later, earlier, withheld, restricted: Int
    let newestReport: String?
    let notes: [Note]
    let rejectedRows: [Row]
    let unsettledPlaces: [Place]
    let boundaries: [String]

    struct Places: Encodable {
        let onMap, outsideExtent, outsideAssessed, countryOnly, unknown, weightless: Int
    }

    struct Note: Encodable {
        let file: String
        let line, rows: Int
        let sentence: String
    }

    struct Row: Encodable {
        let file: String
        let line: Int
        let column, value, code, sentence: String
    }

    struct Place: Encodable {
        let name, reason: String
        let incidents: Int
    }

    init(_ report: BuildReport, file: String) {
        study = file
        title = report.title
        (asOf, tier) = ("\(report.asOf)", report.tier.rawValue)
        let reading = report.reading, placed = report.placed
        (rows, claims, rejected) = (reading.rows, reading.claims, reading.rejected)
        (rejectedByReason, skipped) = (reading.rejectedByReason, reading.skipped)
        incidents = report.incidents
        places = Places(
            onMap: placed.onMap, outsideExtent: placed.outsideExtent, outsideAssessed: placed.outsideAssessed,
            countryOnly: placed.countryOnly, unknown: placed.unlocated, weightless: placed.weightless)
        (later, earlier, withheld, restricted) = (report.later, report.earlier, report.withheld, report.restricted)
        newestReport = report.newest.map { "\($0)" }
        notes = reading.notes.all.map {
            Note(file: $0.first.file, line: $0.first.line, rows: $0.count, sentence: $0.sentence)
        }
        rejectedRows = report.rejected.map { row in
            Row(
                file: row.origin.file, line: row.origin.line, column: row.column, value: row.value,
                code: row.reason.code, sentence: "\(row)")
        }
        unsettledPlaces = report.placeProblems.map { Place(name: $0.place, reason: $0.reason, incidents: $0.count) }
        boundaries = report.notes
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", study, title, asOf = "as_of", tier, rows, claims, rejected
        case rejectedByReason = "rejected_by_reason", skipped, incidents, places, later, earlier, withheld, restricted
        case newestReport = "newest_report", notes, rejectedRows = "rejected_rows"
        case unsettledPlaces = "unsettled_places", boundaries
    }
}

extension CheckDocument.Places {
    private enum CodingKeys: String, CodingKey {
        case onMap = "on_map", outsideExtent = "outside_extent", outsideAssessed = "outside_assessed"
        case countryOnly = "country_only", unknown, weightless
    }
}

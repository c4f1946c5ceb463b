// SPDX-License-Identifier: Apache-2.0

import Places
import Tables

/// Geocoding answers as a table, JSON or CSV.
struct GeocodeReport {
    private let rows: [(country: String, province: String, answer: GeocodeAnswer)]

    init(answers: [GeocodeAnswer]) { rows = answers.map { ("", "", $0) } }

    init(batch: [Geocoder.BatchRow]) { rows = batch.map { ($0.country, $0.province, $0.answer) } }

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: table
        case .json: try jsonText(rows.map(\.answer))
        case .csv: csv
        }
    }

    private var table: String {
        var table = TextTable([
            ("Name", .leading), ("Place", .leading), ("Kind", .leading), ("Province", .leading),
            ("Latitude", .trailing),
            ("Longitude", .trailing), ("± km", .trailing), ("Precision", .trailing), ("Score", .trailing),
        ])
        var notes: [String] = []
        for row in rows {
            table.add([row.answer.query] + Self.cells(row.answer))
            notes += Self.notes(row.answer)
        }
        return ([table.text] + (notes.isEmpty ? [] : [""] + notes)).joined(separator: "\n")
    }

    private static func cells(_ answer: GeocodeAnswer) -> [String] {
        guard let match = answer.match else { return [answer.status.rawValue] }
        return [
            match.name, match.feature, match.iso3166 ?? match.country, match.latitude.map { decimal($0, 4) } ?? "",
            match.longitude.map { decimal($0, 4) } ?? "", decimal(match.uncertainty / 1000, 1), "\(match.precision)",
            decimal(match.score, 2),
        ]
    }

    /// What a person must know beside the table: why there is no answer, and what else it could be.
    private static func notes(_ answer: GeocodeAnswer) -> [String] {
        var lines: [String] = []
        if !answer.note.isEmpty { lines.append("\(answer.query): \(answer.note)") }
        let shown = answer.match == nil ? answer.candidates.prefix(5) : answer.candidates.prefix(1)
        for candidate in shown {
            let why = candidate.reasons.first.map { ": \($0)" } ?? ""
            lines.append("  \(answer.match == nil ? "candidate" : "also"): \(candidate.label)\(why)")
        }
        return lines.isEmpty ? [] : (answer.note.isEmpty ? ["\(answer.query):"] + lines : lines)
    }

    private var csv: String {
        var writer = TableWriter(columns: [
            "name", "country", "province", "place_id", "matched_name", "feature", "iso3166_2", "latitude", "longitude",
            "uncertainty_m", "where_prec", "score", "runner_up", "status", "note",
        ])
        for row in rows {
            let match = row.answer.match
            writer.append([
                row.answer.query, row.country, row.province, match?.placeID ?? "", match?.matchedName ?? "",
                match?.feature ?? "", match?.iso3166 ?? "", match?.latitude.map { "\($0)" } ?? "",
                match?.longitude.map { "\($0)" } ?? "", match.map { decimal($0.uncertainty, 0) } ?? "",
                match.map { "\($0.precision)" } ?? "", match.map { "\($0.score)" } ?? "", row.answer.runnerUp ?? "",
                row.answer.status.rawValue, row.answer.note,
            ])
        }
        return String(writer.text.dropLast())
    }
}

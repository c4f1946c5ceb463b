// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import Studies
import Tables

/// `riskmap ingest --accept`: takes claims that a person has reviewed into a study.
///
/// Every row must be decided and bear the mark of who decided it and the day; otherwise nothing is written. The marks stay in
/// the study's table and reach no output.
struct ReviewedClaims {
    let file: String
    let study: String

    /// A row as it is read, with its line.
    private struct Row {
        let values: [String: String]
        let line: Int
        subscript(_ column: String) -> String { values[column] ?? "" }
    }

    /// Reads, checks and writes.
    /// - Throws: the error of a table or of the study; `ExitCode` 1 where a row is refused, after telling each.
    func take() throws {
        let rows = try read()
        let refusals = rows.compactMap(refusal)
        guard refusals.isEmpty else {
            for refusal in refusals.prefix(50) { printError("riskmap: \(refusal)") }
            if refusals.count > 50 { printError("riskmap: and \(refusals.count - 50) more") }
            printError("riskmap: \(refusals.count) of \(rows.count) rows are refused; nothing was written.")
            throw ExitStatus.badInput
        }
        let accepted = rows.filter { $0["decision"] == "accept" }
        let outcome = try write(accepted)
        try printOutput(
            "\(rows.count) rows: \(accepted.count) accepted, \(rows.count - accepted.count) rejected by the reviewer.\n\(outcome)"
        )
    }

    private func read() throws -> [Row] {
        let table = TableReader(path: file), columns = try table.columns()
        for needed in ["claim_id", "type", "source_id", "decision", "reviewer", "reviewed_on"]
        where columns.position(of: needed) == nil {
            throw StudyError(
                file: file, line: 1,
                message: "has no column '\(needed)'; save the table from the page that 'riskmap ingest --review' writes"
            )
        }
        var rows: [Row] = []
        try table.forEachRecord { record in
            let pairs = columns.names.map { ($0, GuardedCell.text(of: record[$0] ?? "")) }
            rows.append(
                Row(values: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), line: record.origin.line))
        }
        return rows
    }

    /// Why a row cannot be taken; nil where it can.
    private func refusal(of row: Row) -> String? {
        let place = "\(file):\(row.line): claim \(row["claim_id"])"
        guard ["accept", "reject"].contains(row["decision"]) else {
            return "\(place): 'decision' is '\(row["decision"])'; a reviewer decides 'accept' or 'reject'"
        }
        if row["reviewer"].isEmpty { return "\(place): no reviewer: give initials or a role in the column 'reviewer'" }
        guard CalendarDay(parsing: row["reviewed_on"]) != nil else {
            return "\(place): 'reviewed_on' is '\(row["reviewed_on"])'; give the day of the review as YYYY-MM-DD"
        }
        return nil
    }

    // MARK: - Into the study

    private func write(_ rows: [Row]) throws -> String {
        let resolved = try ResolvedStudy(file: study)
        let section = resolved.study.inputs.first { $0.format == "claims" }
        guard let section else { return try writeBeside(rows) }
        let claims = resolved.path(section.file)
        var table = try PlainTable(reading: claims)
        let hasIncidents = section.incidents != nil, hasSources = resolved.study.sources != nil
        var added = ["reviewer", "reviewed_on", "origin", "destination", "mode", "quote", "quotable"]
        if !hasIncidents { added.append("incident_title") }
        if !hasSources { added += Self.sourceColumns }
        table.add(columns: added.filter { name in rows.contains { !$0[name].isEmpty } })
        var replaced = 0
        for row in rows where table.put(row.values, key: "claim_id") { replaced += 1 }
        if let incidents = section.incidents { try addIncidents(rows, to: resolved.path(incidents)) }
        if let sources = resolved.study.sources { try addSources(rows, to: resolved.path(sources)) }
        // The claims come last: they name incidents and sources, which are harmless alone.
        try WholeFile.write(table.text, to: claims)
        return "\(claims): \(rows.count - replaced) claims added, \(replaced) replaced."
    }

    private static let sourceColumns = [
        "source_title", "publisher", "published", "address", "machine_written", "access",
    ]

    /// A study without a table of claims: the table stands beside it, and the lines that name it are told.
    private func writeBeside(_ rows: [Row]) throws -> String {
        let folder = study.parentPath.isEmpty ? "." : study.parentPath
        let path = "\(folder)/claims-reviewed.csv"
        var table =
            FileManager.default.fileExists(atPath: path)
            ? try PlainTable(reading: path) : PlainTable(columns: IngestTable.columns)
        for row in rows { table.put(row.values, key: "claim_id") }
        try WholeFile.write(table.text, to: path)
        return """
            \(path): \(rows.count) claims. Name it in \(study), under inputs:
              - name: reviewed
                format: claims
                file: claims-reviewed.csv
                access: open
            """
    }

    private func addIncidents(_ rows: [Row], to path: String) throws {
        var table = try PlainTable(reading: path)
        for row in rows {
            let title = row["incident_title"].isEmpty ? row["type"] : row["incident_title"]
            table.put(
                ["incident_id": row["incident_id"], "title": title, "type": row["type"]], key: "incident_id",
                replacing: false)
        }
        try WholeFile.write(table.text, to: path)
    }

    private func addSources(_ rows: [Row], to path: String) throws {
        var table = try PlainTable(reading: path)
        // Whoever withdraws an article later finds the columns for it.
        table.add(columns: ["status", "retracted_on", "retraction_note"])
        for row in rows {
            let publisher = row["publisher"].isEmpty ? row["source_id"] : row["publisher"]
            table.put(
                [
                    "source_id": row["source_id"], "publisher": publisher,
                    "title": row["source_title"].isEmpty ? row["source_id"] : row["source_title"],
                    "date": row["published"], "address": row["address"],
                    "access": row["access"].isEmpty ? "restricted" : row["access"],
                    "redistribution": row["access"] == "open" ? "yes" : "no",
                    "ai_generated": row["machine_written"] == "yes" ? "yes" : "no",
                ], key: "source_id", replacing: false)
        }
        try WholeFile.write(table.text, to: path)
    }
}

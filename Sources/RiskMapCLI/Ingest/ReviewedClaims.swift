// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Geo
import Incidents
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
        let refusals = rows.compactMap(refusal) + repeated(rows) + (try faults(of: rows))
        guard refusals.isEmpty else {
            for refusal in refusals.prefix(50) { printError("riskmap: \(refusal)") }
            if refusals.count > 50 { printError("riskmap: and \(refusals.count - 50) more") }
            printError("riskmap: \(refusals.count) of \(rows.count) rows are refused; nothing was written.")
            throw ExitStatus.badInput
        }
        let accepted = rows.filter { $0["decision"] == "accept" }
        let outcome = try write(accepted, withdrawn: rows.filter { $0["decision"] == "reject" }.map { $0["claim_id"] })
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

    /// A claim that stands twice: one of the two would be lost.
    private func repeated(_ rows: [Row]) -> [String] {
        var lines: [String: Int] = [:]
        return rows.compactMap { row in
            guard let first = lines[row["claim_id"]] else {
                lines[row["claim_id"]] = row.line
                return nil
            }
            return "\(file):\(row.line): claim \(row["claim_id"]) stands on line \(first) already"
        }
    }

    /// What a build would reject of the accepted rows.
    private func faults(of rows: [Row]) throws -> [String] {
        var reader = ClaimReader(vocabulary: .claims, context: ReadingContext(sourceID: "reviewed"))
        let isAccepted = Set(rows.filter { $0["decision"] == "accept" }.map(\.line))
        var faults: [String] = []
        try reader.forEach(in: TableReader(path: file), { _ in }) { rejected in
            if isAccepted.contains(rejected.origin.line) { faults.append("\(rejected)") }
        }
        return faults
    }

    // MARK: - Into the study

    private func write(_ rows: [Row], withdrawn: [String]) throws -> String {
        let resolved = try ResolvedStudy(file: study)
        let section = resolved.study.inputs.first { $0.format == "claims" }
        guard let section else { return try writeBeside(rows, withdrawn: withdrawn) }
        let claims = resolved.path(section.file)
        var table = try PlainTable(reading: claims)
        let hasIncidents = section.incidents != nil, hasSources = resolved.study.sources != nil
        var added = ["reviewer", "reviewed_on", "origin", "destination", "mode", "quote", "quotable"]
        if !hasIncidents { added.append("incident_title") }
        if !hasSources { added += Self.sourceColumns }
        table.add(columns: added.filter { name in rows.contains { !$0[name].isEmpty } })
        var replaced = 0
        for row in rows where table.put(row.values, key: "claim_id") { replaced += 1 }
        let removed = withdrawn.count { table.remove($0, key: "claim_id") }
        var files: [(text: String, path: String)] = []
        if let incidents = section.incidents { files.append(try incidentTable(rows, at: resolved.path(incidents))) }
        if let sources = resolved.study.sources { files.append(try sourceTable(rows, at: resolved.path(sources))) }
        try WholeFile.write(files + [(table.text, claims)])
        let gone = removed == 0 ? "" : ", \(removed) taken out that were accepted before"
        return "\(claims): \(rows.count - replaced) claims added, \(replaced) replaced\(gone)."
    }

    private static let sourceColumns = [
        "source_title", "publisher", "published", "address", "machine_written", "access",
    ]

    /// A study without a table of claims: the table stands beside it, and the lines that name it are told.
    private func writeBeside(_ rows: [Row], withdrawn: [String]) throws -> String {
        let folder = study.parentPath.isEmpty ? "." : study.parentPath
        let path = "\(folder)/claims-reviewed.csv"
        var table =
            FileManager.default.fileExists(atPath: path)
            ? try PlainTable(reading: path) : PlainTable(columns: IngestTable.columns)
        for row in rows { table.put(row.values, key: "claim_id") }
        for claim in withdrawn { _ = table.remove(claim, key: "claim_id") }
        try WholeFile.write(table.text, to: path)
        return """
            \(path): \(table.rows.count) claims now. Name it in \(study), under inputs:
              - name: reviewed
                format: claims
                file: claims-reviewed.csv
                access: open
            """
    }

    private func incidentTable(_ rows: [Row], at path: String) throws -> (text: String, path: String) {
        var table = try PlainTable(reading: path)
        for row in rows {
            let title = row["incident_title"].isEmpty ? row["type"] : row["incident_title"]
            table.put(
                ["incident_id": row["incident_id"], "title": title, "type": row["type"]], key: "incident_id",
                replacing: false)
        }
        return (table.text, path)
    }

    private func sourceTable(_ rows: [Row], at path: String) throws -> (text: String, path: String) {
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
        return (table.text, path)
    }
}

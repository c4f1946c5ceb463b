// SPDX-License-Identifier: Apache-2.0

import Geo
public import Tables

/// The study's own small tables, in which each row is either read or rejected with a reason.
public enum StudyTables {
    /// Reads sources: `source_id,publisher,title,date,address,access,redistribution,terms,root_note,ai_generated`, and
    /// optionally `quote,status,retracted_on,retraction_note`.
    ///
    /// `redistribution`, `ai_generated` and `quote` are `yes` or `no`; an empty date means that it is not known; `status`
    /// is empty or `retracted`.
    /// - Throws: `TableError` when the table cannot be read or lacks a column.
    public static func sources(in table: TableReader) throws -> (sources: [Source], rejected: [Rejected]) {
        let columns = ["source_id", "publisher", "title", "access", "redistribution"]
        let (values, rejected) = try rows(of: table, required: columns) { row throws(Rejected) in try source(row) }
        return (values, rejected)
    }

    /// Reads incidents: `incident_id,title,type,zero_reason,note`.
    /// - Throws: `TableError` when the table cannot be read or lacks a column.
    public static func incidents(in table: TableReader) throws -> (headers: [IncidentHeader], rejected: [Rejected]) {
        let columns = ["incident_id", "title", "type"]
        let (values, rejected) = try rows(of: table, required: columns) { row throws(Rejected) in
            IncidentHeader(
                id: try row.required("incident_id"), title: try row.required("title"), type: try row.code("type"),
                zeroReason: row.text("zero_reason"), note: row.text("note"))
        }
        return (values, rejected)
    }

    private static func source(_ row: RowFields) throws(Rejected) -> Source {
        Source(
            id: try row.required("source_id"), publisher: try row.required("publisher"),
            title: try row.required("title"), date: row.text("date").isEmpty ? nil : try row.day("date"),
            address: row.text("address"), access: try row.code("access"),
            redistributionAllowed: try yes("redistribution", row), terms: row.text("terms"),
            rootNote: row.text("root_note"), aiGenerated: try yes("ai_generated", row),
            isQuotable: try yes("quote", row), retraction: try retraction(row))
    }

    private static func retraction(_ row: RowFields) throws(Rejected) -> SourceRetraction? {
        switch row.text("status").lowercased() {
        case "": return nil
        case "retracted":
            return SourceRetraction(
                day: row.text("retracted_on").isEmpty ? nil : try row.day("retracted_on"),
                note: row.text("retraction_note"))
        default: throw row.reject("status", row.text("status"), .unknownCode(known: "retracted, or nothing"))
        }
    }

    private static func yes(_ column: String, _ row: RowFields) throws(Rejected) -> Bool {
        switch row.text(column).lowercased() {
        case "yes": return true
        case "no", "": return false
        default: throw row.reject(column, row.text(column), .unknownCode(known: "yes, no"))
        }
    }

    /// Reads a table whose first required column is its key.
    private static func rows<Value>(
        of table: TableReader, required: [String], _ read: (RowFields) throws(Rejected) -> Value
    ) throws -> ([Value], [Rejected]) {
        let found = try table.columns()
        let missing = required.filter { found.position(of: $0) == nil }
        guard missing.isEmpty else {
            throw IncidentInputError.missingColumns(file: table.name, missing: missing, found: found.names)
        }
        var values: [Value] = [], rejected: [Rejected] = [], lines: [String: Int] = [:]
        try table.forEachRecord { record in
            let row = RowFields(record: record)
            do throws(Rejected) {
                let key = try row.required(required[0])
                if let line = lines[key] { throw row.reject(required[0], key, .duplicateID(line: line)) }
                values.append(try read(row))
                lines[key] = record.origin.line
            } catch {
                rejected.append(error)
            }
        } onMalformed: {
            rejected.append(Rejected($0))
        }
        return (values, rejected)
    }
}

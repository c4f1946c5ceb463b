// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Tables

extension FuzzedReader {
    /// Delimited text. Read from memory by sixteen bytes and from a file at once it must give the same rows: no row is
    /// half read.
    static let table = FuzzedReader(
        name: "table",
        sources: [
            "ByteStream", "RowScanner", "TableDialect", "TextEncoding", "TableError", "TableParser", "TableReader",
        ]
        .map { "Sources/Tables/\($0).swift" }
    ) { bytes in
        let path = try Workplace.write(bytes, to: "\(Workplace.folder)/input.csv")
        let whole = rows(TableReader(path: path, limits: limits(chunk: 1 << 16)))
        let byParts = rows(TableReader(name: path, bytes: bytes, limits: limits(chunk: 16)))
        Promise.keep(whole == byParts, "read at once:\n\(whole)\nread by parts:\n\(byParts)")
        try TableReader(path: path).forEachRecord { _ in }
    }

    /// RiskMap's own table of claims.
    static let claims = vocabulary("claims", .claims, "ClaimTable")
    /// UCDP's columns.
    static let ucdp = vocabulary("ucdp", .ucdp, "UCDPTable")
    /// ACLED's columns.
    static let acled = vocabulary("acled", .acled, "ACLEDTable")

    /// Any table through a mapping: one that fills every field, or one of few columns and constants.
    static let mapped = FuzzedReader(
        name: "mapped",
        sources: shared.filter { !$0.hasSuffix("RowFields.swift") } + [
            "Sources/Incidents/MappedTable.swift", "Sources/Incidents/JoinedDate.swift",
        ]
    ) { bytes in
        do {
            try readClaims(bytes, .mapped(Mappings.full()))
        } catch IncidentInputError.missingColumns {
            try readClaims(bytes, .mapped(Mappings.small()))
        }
    }

    /// The tables of sources and of incidents beside a table of claims.
    static let studyTables = FuzzedReader(name: "study-tables", sources: ["Sources/Incidents/StudyTables.swift"]) {
        let table = TableReader(name: "t.csv", bytes: $0, limits: limits(chunk: 1 << 16))
        if try table.columns().position(of: "source_id") != nil {
            _ = try StudyTables.sources(in: table)
        } else {
            _ = try StudyTables.incidents(in: table)
        }
    }

    private static let shared = [
        "Sources/Incidents/ClaimReader.swift", "Sources/Incidents/RowFields.swift",
        "Sources/Incidents/DateReading.swift", "Sources/Incidents/WrittenDate.swift",
        "Sources/Incidents/WrittenNumber.swift", "Sources/Incidents/WrittenCount.swift",
        "Sources/Incidents/RowCounts.swift", "Sources/Incidents/TableSurvey.swift",
        "Sources/Incidents/ReadingContext.swift", "Sources/Incidents/DateRemarks.swift",
        "Sources/Incidents/EqualRows.swift", "Sources/Incidents/TotalsRow.swift",
        "Sources/Incidents/TrackGuard.swift", "Sources/Incidents/TrackRun.swift", "Sources/Incidents/RowClocks.swift",
        "Sources/Geo/CalendarDay.swift",
    ]

    private static func vocabulary(_ name: String, _ format: Vocabulary, _ type: String) -> FuzzedReader {
        FuzzedReader(name: name, sources: shared + ["Sources/Incidents/\(type).swift"]) { bytes in
            try readClaims(bytes, format)
        }
    }

    /// Every row must become a claim or a rejection, and the summary must say so.
    private static func readClaims(_ bytes: [UInt8], _ format: Vocabulary) throws {
        let table = TableReader(name: "t.csv", bytes: bytes, limits: limits(chunk: 1 << 16))
        let area = Extent(minX: 35, minY: 29, maxX: 49, maxY: 38)
        var reader = ClaimReader(vocabulary: format, context: ReadingContext(sourceID: "s", studyArea: area))
        var claims = 0, rejected = 0, rows = 0
        try reader.forEach(in: table) { _ in
            claims += 1
        } onRejected: { rejection in
            rejected += 1
            _ = rejection.description
        }
        try table.forEachRow { row in if case .skipped = row {} else { rows += 1 } }
        Promise.keep(
            rows == claims + rejected && reader.summary.claims == claims && reader.summary.rejected == rejected,
            "\(rows) rows gave \(claims) claims and \(rejected) rejections; the summary says \(reader.summary)")
    }

    /// Rows above two kilobytes are refused, so that inputs of the fuzzer reach the limit.
    private static func limits(chunk: Int) -> TableLimits { TableLimits(rowBytes: 2048, chunkBytes: chunk) }

    /// One text for each row, and one for the error that ended the reading.
    private static func rows(_ table: TableReader) -> [String] {
        var rows: [String] = []
        do {
            try table.forEachRow { row in
                switch row {
                case .malformed(let malformed): rows.append("\(malformed)")
                case .skipped(let origin, let why): rows.append("\(origin) \(why)")
                case .record(let record):
                    Promise.keep(
                        record.values.count == record.columns.names.count,
                        "\(record.values.count) values for \(record.columns.names.count) columns")
                    rows.append("\(record.origin.line) \(record.values)")
                }
            }
        } catch {
            rows.append("\(error)")
        }
        return rows
    }
}

/// The mappings of the reader of any table.
private enum Mappings {
    static func full() throws -> FieldMapping {
        var rules: [ClaimField: FieldRule] = [:]
        for field in ClaimField.allCases { rules[field] = .column(field.rawValue) }
        rules[.type] = FieldRule(column: "type", values: ["Bomb": "ied", "Fight": "battle"])
        rules[.unit] = FieldRule(column: "unit", otherwise: "deaths")
        return try FieldMapping(rules: rules)
    }

    static func small() throws -> FieldMapping {
        try FieldMapping(
            rules: [.type: .constant("battle"), .date: .column("day"), .place: .column("where"), .best: .column("n")],
            dateFormat: .dayMonthYear)
    }
}

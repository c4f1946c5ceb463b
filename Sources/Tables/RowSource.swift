// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Rows with named columns, whatever they are kept in: delimited text, JSON, a layer or sheet. They can be read again.
public protocol RowSource: Sendable {
    /// What stands for the source in messages.
    var name: String { get }
    /// The header alone.
    func columns() throws -> RecordColumns
    /// Calls the body for each row after the header, in order; what the body throws ends the reading.
    func forEachRow(_ body: (TableRow) throws -> Void) throws
    /// What was taken for granted on the way, for the report.
    func remarks() throws -> [String]
    /// What is known to be missing of the whole, as a sentence; nil where nothing is.
    var lacking: String? { get }
    /// The first rows, each with the source that would have it as its header.
    func headerCandidates(_ most: Int) throws -> [HeaderCandidate]
    /// The same rows with the names of their columns elsewhere.
    func with(header: HeaderPlace) -> any RowSource
}

extension RowSource {
    /// Nothing.
    public var lacking: String? { nil }
}

/// A row that may turn out to be the header.
public struct HeaderCandidate: Sendable {
    /// Its line, or the number of its row; 0 stands for the names that the source itself gives.
    public let line: Int
    /// Its texts.
    public let values: [String]
    /// The source with this row as its header.
    public let source: any RowSource
}

/// How delimited text is to be taken.
struct TableForm {
    var delimiter: UInt8?
    var header: HeaderPlace
    var encoding: TextEncoding?
    var limits: TableLimits
}

/// Rows that something else streams: a layer or a sheet, whose first row may have to be taken for the header.
public struct StreamedRows: RowSource {
    /// What stands for the source in messages.
    public let name: String
    private let given: RecordColumns
    private let stream: @Sendable ((TableRow) throws -> Void) throws -> Void
    private let standing: [String]
    /// What is known to be missing of the whole.
    public let lacking: String?
    private var header = HeaderPlace.first

    /// Takes the columns, what should be known of the source, and what hands out the rows from the first on whenever it is
    /// called.
    public init(
        name: String, columns: RecordColumns, remarks: [String] = [], lacking: String? = nil,
        stream: @escaping @Sendable ((TableRow) throws -> Void) throws -> Void
    ) {
        self.name = name
        given = columns
        standing = remarks
        self.lacking = lacking
        self.stream = stream
    }

    /// The header alone.
    /// - Throws: what the stream throws.
    public func columns() throws -> RecordColumns { try names() ?? given }

    /// Hands out the rows below the header, blank ones as such.
    /// - Throws: what the stream and the body throw.
    public func forEachRow(_ body: (TableRow) throws -> Void) throws {
        let names = try names()
        var skipped = 0
        if case .line(let line) = header { skipped = line }
        var number = 0
        try stream { row in
            number += 1
            if number <= skipped { return }
            guard case .record(let record) = row else { return try body(row) }
            // Tags of HXL stand right below the header.
            if number == skipped + 1, TableDialect.isTagRow(record.values) { return }
            try body(Self.silent(names.map { record.with($0) } ?? record))
        }
    }

    /// Says where the header was found, and what else should be known.
    /// - Throws: what the stream throws.
    public func remarks() throws -> [String] {
        guard case .line(let line) = header else { return standing }
        let row = try rows(line).last?.origin.line ?? line
        return standing + ["the header is in row \(row); what stands above was left out"]
    }

    /// The given names, then the first rows.
    /// - Throws: what the stream throws.
    public func headerCandidates(_ most: Int) throws -> [HeaderCandidate] {
        let first = HeaderCandidate(line: 0, values: given.names, source: with(header: .first))
        return [first]
            + (try rows(most).enumerated().map { number, record in
                HeaderCandidate(line: number + 1, values: record.values, source: with(header: .line(number + 1)))
            })
    }

    /// The same rows with the names of their columns elsewhere.
    public func with(header: HeaderPlace) -> any RowSource {
        var rows = self
        rows.header = header
        return rows
    }

    /// The names where they are not those that the stream came with.
    private func names() throws -> RecordColumns? {
        switch header {
        case .first: return nil
        case .absent(let names): return RecordColumns(names)
        case .line(let line): return RecordColumns(try rows(line).last?.values ?? [])
        }
    }

    private func rows(_ most: Int) throws -> [Record] {
        var records: [Record] = []
        do {
            try stream { row in
                if records.count >= most { throw EnoughRows() }
                if case .record(let record) = row { records.append(record) }
            }
        } catch is EnoughRows {}
        return records
    }

    private static func silent(_ record: Record) -> TableRow {
        if record.geometry == nil, record.values.allSatisfy(\.isEmpty) { return .skipped(record.origin, .blank) }
        if record.values.first == record.columns.names.first, record.values == record.columns.names {
            return .skipped(record.origin, .repeatedHeader)
        }
        return .record(record)
    }
}

/// Ends a reading of which the start is wanted.
struct EnoughRows: Error {}

extension Record {
    /// The same row under other names.
    public func with(_ columns: RecordColumns) -> Record {
        Record(columns: columns, values: values, geometry: geometry, origin: origin, emptySurplus: emptySurplus)
    }
}

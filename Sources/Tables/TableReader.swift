// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How much of a table is held at once.
public struct TableLimits: Sendable, Hashable {
    /// Longest row in bytes, embedded line breaks included; a longer one is refused.
    public var rowBytes: Int
    /// Bytes asked from the file at a time.
    public var chunkBytes: Int
    /// Most columns; a wider header is refused.
    public var columns: Int

    /// The standard limits: rows of 16 MiB, chunks of 1 MiB, 10,000 columns.
    public init(rowBytes: Int = 16 << 20, chunkBytes: Int = 1 << 20, columns: Int = 10_000) {
        self.rowBytes = rowBytes
        self.chunkBytes = chunkBytes
        self.columns = columns
    }

    /// A byte count for messages.
    static func text(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }
}

/// One row after the header.
public enum TableRow: Sendable {
    /// A row with one value per column.
    case record(Record)
    /// A row that could not be read.
    case malformed(MalformedRow)
    /// A row that says nothing: it counts apart.
    case skipped(RecordOrigin, SkippedRow)
}

/// Why a row says nothing.
public enum SkippedRow: String, Sendable, Hashable {
    /// Delimiters alone.
    case blank
    /// The header again, as files put together have it.
    case repeatedHeader
}

/// Where a table has the names of its columns.
public enum HeaderPlace: Sendable, Hashable {
    /// In the first row that is not blank.
    case first
    /// In the row that starts on this line (1-based); what stands above is no part of the table.
    case line(Int)
    /// Nowhere: these are the names.
    case absent([String])
}

/// Reads delimited text as a stream: UTF-8 with or without byte order mark, UTF-16, or a code page of Windows that the
/// letters tell; LF, CRLF or CR, fields quoted with `"` in which quotes are doubled and line breaks are kept. A line
/// `sep=;` above the header states the delimiter. Blank lines are skipped, and so is an HXL tag row below the header,
/// whose tags are names of the columns too. A quote that is not closed costs its row and not those after it. Memory
/// stays at one chunk, or at the longest row where that is longer.
public struct TableReader: Sendable {
    private enum Input: Sendable {
        case file(String)
        case bytes(name: String, [UInt8])
    }

    private let input: Input
    private var delimiter: UInt8?
    private let limits: TableLimits
    /// Where the names of the columns stand.
    public var header = HeaderPlace.first
    /// The encoding where it is stated; nil to tell it from the bytes.
    public var encoding: TextEncoding?

    /// Names a file; nothing is opened yet. Without a delimiter, the header tells which of `,` `;` tab `|` it is.
    public init(path: String, delimiter: UInt8? = nil, limits: TableLimits = TableLimits()) {
        self.input = .file(path)
        self.delimiter = delimiter
        self.limits = limits
    }

    /// Reads a table that is already in memory; `name` stands for the file in messages.
    public init(name: String, text: String, delimiter: UInt8? = nil, limits: TableLimits = TableLimits()) {
        self.init(name: name, bytes: Array(text.utf8), delimiter: delimiter, limits: limits)
    }

    /// Reads the bytes of a table; `name` stands for the file in messages.
    public init(name: String, bytes: [UInt8], delimiter: UInt8? = nil, limits: TableLimits = TableLimits()) {
        self.input = .bytes(name: name, bytes)
        self.delimiter = delimiter
        self.limits = limits
    }

    /// The path or name that stands in messages.
    public var name: String {
        switch input {
        case .file(let path): path
        case .bytes(let name, _): name
        }
    }

    /// The header alone.
    /// - Throws: `TableError` when there is no header to be read.
    public func columns() throws -> RecordColumns { try parser().columns }

    /// Calls the body for each row after the header, in order; what the body throws ends the reading.
    /// - Throws: `TableError` when the source cannot be read, and what the body throws.
    public func forEachRow(_ body: (TableRow) throws -> Void) throws {
        var parser = try parser()
        while let row = try parser.next() { try body(row) }
    }

    /// Calls `body` for each good row and `onMalformed` for each other one.
    /// - Throws: `TableError` when the source cannot be read, and what the closures throw.
    public func forEachRecord(
        _ body: (Record) throws -> Void, onMalformed: (MalformedRow) throws -> Void
    ) throws {
        try forEachRow { row in
            switch row {
            case .record(let record): try body(record)
            case .malformed(let malformed): try onMalformed(malformed)
            case .skipped: break
            }
        }
    }

    /// Calls the body for each row.
    /// - Throws: `TableError.malformed` at the first malformed row, another `TableError` when the source cannot be read,
    ///   and what the body throws.
    public func forEachRecord(_ body: (Record) throws -> Void) throws {
        try forEachRecord(body, onMalformed: { throw TableError.malformed($0) })
    }

    private func parser() throws -> TableParser {
        try TableParser(
            stream(), TableForm(delimiter: delimiter, header: header, encoding: encoding, limits: limits))
    }

    private func stream() throws -> ByteStream {
        switch input {
        case .file(let path): try ByteStream(path: path, chunk: limits.chunkBytes)
        case .bytes(let name, let bytes): ByteStream(name: name, bytes: bytes, chunk: limits.chunkBytes)
        }
    }
}

extension TableReader: RowSource {
    /// What was taken for granted: another encoding than UTF-8.
    /// - Throws: `TableError` when there is no header to be read.
    public func remarks() throws -> [String] {
        var remarks: [String] = []
        if let found = try parser().encoding, encoding == nil {
            remarks.append("read as \(found), told from its bytes; state 'encoding' where names look wrong")
        }
        switch header {
        case .first: break
        case .line(let line): remarks.append("the header is on line \(line); what stands above was left out")
        case .absent(let names): remarks.append("there is no header; \(names.count) columns were named by their order")
        }
        return remarks
    }

    /// The first rows with the table that would have each as its header, for every delimiter.
    /// - Throws: `TableError` when the source cannot be read.
    public func headerCandidates(_ most: Int) throws -> [HeaderCandidate] {
        let first = try parser().delimiter
        return try ([first] + TableDialect.delimiters.filter { $0 != first }).flatMap { delimiter in
            var reader = self
            reader.delimiter = delimiter
            reader.header = .absent([])
            var parser = try reader.parser()
            return try parser.rawRows(most).map { line, values in
                HeaderCandidate(line: line, values: values, source: reader.with(header: .line(line)))
            }
        }
    }

    /// The same table with its names elsewhere.
    public func with(header: HeaderPlace) -> any RowSource {
        var reader = self
        reader.header = header
        return reader
    }
}

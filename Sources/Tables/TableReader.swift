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
}

/// Reads delimited text as a stream: UTF-8 with or without byte order mark, LF, CRLF or CR, fields quoted with `"` in
/// which quotes are doubled and line breaks are kept. Blank lines are skipped, and so is an HXL tag row below the
/// header. Memory stays at one chunk, or at the longest row where that is longer.
public struct TableReader: Sendable {
    private enum Input: Sendable {
        case file(String)
        case bytes(name: String, [UInt8])
    }

    private let input: Input
    private let delimiter: UInt8?
    private let limits: TableLimits

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
    public func columns() throws -> RecordColumns { try TableParser(stream(), delimiter, limits).columns }

    /// Calls the body for each row after the header, in order; what the body throws ends the reading.
    public func forEachRow(_ body: (TableRow) throws -> Void) throws {
        var parser = try TableParser(stream(), delimiter, limits)
        while let row = try parser.next() { try body(row) }
    }

    /// Calls `body` for each good row and `onMalformed` for each other one.
    public func forEachRecord(
        _ body: (Record) throws -> Void, onMalformed: (MalformedRow) throws -> Void
    ) throws {
        try forEachRow { row in
            switch row {
            case .record(let record): try body(record)
            case .malformed(let malformed): try onMalformed(malformed)
            }
        }
    }

    /// Calls the body for each row; the first malformed row ends the reading with `TableError.malformed`.
    public func forEachRecord(_ body: (Record) throws -> Void) throws {
        try forEachRecord(body, onMalformed: { throw TableError.malformed($0) })
    }

    private func stream() throws -> ByteStream {
        switch input {
        case .file(let path): try ByteStream(path: path, chunk: limits.chunkBytes)
        case .bytes(let name, let bytes): ByteStream(name: name, bytes: bytes, chunk: limits.chunkBytes)
        }
    }
}

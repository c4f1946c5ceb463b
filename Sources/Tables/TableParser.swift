// SPDX-License-Identifier: Apache-2.0

import Geo

/// Turns the rows of a byte stream into records: header, HXL row, encoding, field count, and the place of each fault.
struct TableParser {
    /// The header.
    private(set) var columns = RecordColumns([])

    private let stream: ByteStream
    private let limits: TableLimits
    private var scanner: RowScanner
    /// 1-based line of the next row.
    private var line: Int

    /// Reads the header; throws when there is none or the source is no text.
    init(_ stream: ByteStream, _ delimiter: UInt8?, _ limits: TableLimits) throws {
        self.stream = stream
        self.limits = limits
        try TableDialect.checkStart(stream)
        var line = 1
        try Self.skipBlankLines(stream, &line)
        scanner = RowScanner(
            delimiter: try delimiter ?? TableDialect.delimiter(of: stream), mostFields: limits.columns)
        self.line = line
        guard let names = try header() else { throw TableError.empty(file: stream.name) }
        columns = RecordColumns(names)
    }

    /// The next row; nil at the end.
    mutating func next() throws -> TableRow? {
        guard let row = try scanRow() else { return nil }
        defer { advance(past: row) }
        let origin = RecordOrigin(file: stream.name, line: line)
        if let offset = row.textAfterQuote { return malformed(origin, offset, .textAfterQuote) }
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        if let offset = RowScanner.find(0, in: bytes, from: 0) { return malformed(origin, offset, .nulByte) }
        guard scanner.fieldCount == columns.names.count else {
            let reason = MalformedRow.Reason.wrongFieldCount(
                expected: columns.names.count, found: scanner.fieldCount)
            return .malformed(MalformedRow(origin: origin, column: nil, reason: reason))
        }
        guard let values = texts(bytes) else {
            return malformed(origin, TableDialect.firstInvalidUTF8(bytes) ?? 0, .notUTF8)
        }
        return .record(Record(columns: columns, values: values, origin: origin))
    }

    // MARK: Rows

    private struct ScannedRow {
        let length: Int
        let textAfterQuote: Int?
    }

    private mutating func header() throws -> [String]? {
        guard let row = try scanRow() else { return nil }
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        if let offset = row.textAfterQuote {
            let origin = RecordOrigin(file: stream.name, line: line)
            throw TableError.malformed(
                MalformedRow(origin: origin, column: position(of: offset).column, reason: .textAfterQuote))
        }
        guard scanner.fieldCount <= limits.columns else {
            throw TableError.tooManyColumns(
                file: stream.name, line: line, found: scanner.fieldCount, limit: limits.columns)
        }
        guard let names = texts(bytes) else {
            let place = position(of: TableDialect.firstInvalidUTF8(bytes) ?? 0)
            throw TableError.headerNotUTF8(file: stream.name, line: place.line, column: place.column)
        }
        advance(past: row)
        try skipTagRow()
        return names.map(Self.trimmed)
    }

    /// Skips blank lines, then scans one row, reading on until it is whole.
    private mutating func scanRow() throws -> ScannedRow? {
        try Self.skipBlankLines(stream, &line)
        while true {
            if stream.window.isEmpty, stream.reachedEnd { return nil }
            switch scanner.scan(stream.window, atEnd: stream.reachedEnd) {
            case .row(let length):
                try check(length, openQuote: nil)
                return ScannedRow(length: length, textAfterQuote: nil)
            case .textAfterQuote(let offset, let length):
                try check(length, openQuote: nil)
                return ScannedRow(length: length, textAfterQuote: offset)
            case .incomplete(let openQuote):
                try check(stream.window.count, openQuote: openQuote)
                try readOn(openQuote)
            }
        }
    }

    private func readOn(_ openQuote: Int?) throws {
        if stream.reachedEnd {
            let place = position(of: openQuote ?? 0)
            throw TableError.unterminatedQuote(file: stream.name, line: place.line, column: place.column)
        }
        try stream.readMore()
    }

    private func check(_ length: Int, openQuote: Int?) throws {
        guard length > limits.rowBytes else { return }
        let place = openQuote.map(position)
        throw TableError.rowTooLong(
            file: stream.name, line: place?.line ?? line, limit: limits.rowBytes, openQuoteColumn: place?.column)
    }

    private mutating func advance(past row: ScannedRow) {
        line += 1 + (row.textAfterQuote == nil ? scanner.embeddedLineBreaks : embeddedBreaks(row.length))
        stream.consume(row.length)
    }

    /// Line breaks inside a row that ended in a fault, where the scanner stopped counting.
    private func embeddedBreaks(_ length: Int) -> Int {
        max(0, stream.window[..<length].count { $0 == RowScanner.lineFeed } - 1)
    }

    private mutating func skipTagRow() throws {
        guard let row = try scanRow(), row.textAfterQuote == nil else { return }
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        if let values = texts(bytes), TableDialect.isTagRow(values) { advance(past: row) }
    }

    private static func skipBlankLines(_ stream: ByteStream, _ line: inout Int) throws {
        while true {
            if stream.window.count < 2, !stream.reachedEnd { try stream.readMore(); continue }
            guard let first = stream.window.first else { return }
            if first == RowScanner.lineFeed {
                stream.consume(1)
            } else if first == RowScanner.carriageReturn {
                stream.consume(stream.window.dropFirst().first == RowScanner.lineFeed ? 2 : 1)
            } else {
                return
            }
            line += 1
        }
    }

    // MARK: Text and places

    /// The fields as text; nil when one is not UTF-8.
    private func texts(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
        var values: [String] = []
        values.reserveCapacity(scanner.fields.count)
        for field in scanner.fields {
            guard let text = Self.text(bytes, field) else { return nil }
            values.append(text)
        }
        return values
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FieldSpan) -> String? {
        let part = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
        guard field.hasDoubledQuotes else { return String(validating: part, as: UTF8.self) }
        var halved: [UInt8] = []
        halved.reserveCapacity(part.count)
        var previousWasQuote = false
        for byte in part {
            previousWasQuote = byte == RowScanner.quote && !previousWasQuote
            if byte != RowScanner.quote || previousWasQuote { halved.append(byte) }
        }
        return String(validating: halved, as: UTF8.self)
    }

    private static func trimmed(_ name: String) -> String {
        let start = name.drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }

    private func malformed(_ origin: RecordOrigin, _ offset: Int, _ reason: MalformedRow.Reason) -> TableRow {
        .malformed(MalformedRow(origin: origin, column: position(of: offset).column, reason: reason))
    }

    /// Line and 1-based character position of a byte of the current row.
    private func position(of offset: Int) -> (line: Int, column: Int) {
        var row = line, column = 1
        for byte in stream.window[..<min(offset, stream.window.count)] {
            if byte == RowScanner.lineFeed {
                row += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (row, column)
    }
}

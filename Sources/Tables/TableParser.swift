// SPDX-License-Identifier: Apache-2.0

import Geo

/// Turns the rows of a byte stream into records: header, HXL row, encoding, field count, and the place of each fault.
struct TableParser {
    /// The header.
    private(set) var columns = RecordColumns([])
    /// The encoding where it is not UTF-8.
    let encoding: TextEncoding?
    let delimiter: UInt8

    private let stream: ByteStream
    private let limits: TableLimits
    private var scanner: RowScanner
    /// 1-based line of the next row.
    private var line: Int
    /// Bytes that belong to a row above whose quotes are at fault.
    private var faultyBytes = 0

    /// Reads the header; throws when there is none or the source is no text.
    init(_ stream: ByteStream, _ form: TableForm) throws {
        self.stream = stream
        limits = form.limits
        encoding = try TableDialect.checkStart(stream, stated: form.encoding)
        var line = 1
        try Self.skipBlankLines(stream, &line)
        let stated = try TableDialect.statedDelimiter(stream)
        if stated != nil { line += 1 }
        if case .line(let first) = form.header { try Self.skipLines(stream, &line, before: first) }
        try Self.skipBlankLines(stream, &line)
        delimiter = try form.delimiter ?? stated ?? TableDialect.delimiter(of: stream)
        scanner = RowScanner(delimiter: delimiter, mostFields: form.limits.columns)
        self.line = line
        if case .absent(let names) = form.header {
            columns = RecordColumns(names)
        } else {
            columns = try header()
        }
        scanner.mostFields = columns.names.count
    }

    /// The next row; nil at the end.
    mutating func next() throws -> TableRow? {
        guard let row = try wholeRow() else { return nil }
        defer { advance(past: row) }
        let origin = RecordOrigin(file: stream.name, line: line)
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        if let fault = row.fault { return malformed(origin, fault.offset, fault.reason) }
        if let offset = RowScanner.find(0, in: bytes, from: 0) { return malformed(origin, offset, .nulByte) }
        if isBlank(bytes) { return .skipped(origin, .blank) }
        guard fits else {
            let reason = MalformedRow.Reason.wrongFieldCount(
                expected: columns.names.count, found: scanner.fieldCount, filled: scanner.filledSurplus)
            return .malformed(MalformedRow(origin: origin, column: nil, reason: reason))
        }
        guard let values = texts(bytes) else {
            return malformed(origin, TableDialect.firstInvalidUTF8(bytes) ?? 0, .notUTF8)
        }
        if values[0] == columns.names[0], values.map(Self.trimmed) == columns.names {
            return .skipped(origin, .repeatedHeader)
        }
        let surplus = scanner.fieldCount - values.count
        return .record(Record(columns: columns, values: values, origin: origin, emptySurplus: surplus))
    }

    /// Whether the row has a value for each column, and nothing beyond them.
    private var fits: Bool { scanner.fieldCount >= columns.names.count && scanner.filledSurplus == nil }

    /// The first rows whatever their number of fields, each with its line.
    mutating func rawRows(_ most: Int) throws -> [(line: Int, values: [String])] {
        var rows: [(Int, [String])] = []
        scanner.mostFields = limits.columns
        while rows.count < most, let row = try scanRow() {
            let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
            if row.fault == nil, let values = texts(bytes) { rows.append((line, values.map(Self.trimmed))) }
            advance(past: row)
        }
        return rows
    }

    // MARK: Rows

    private struct ScannedRow {
        var length: Int
        var fault: (offset: Int, reason: MalformedRow.Reason)?
        /// Whether the row ends at its first line break, inside a quoted field.
        var isCut = false
    }

    /// One row, cut at its first line break where quotes swallowed the rows after it.
    private mutating func wholeRow() throws -> ScannedRow? {
        guard var row = try scanRow() else { return nil }
        if faultyBytes > 0 {
            faultyBytes -= row.length
            if row.fault != nil || !fits || hasStrayQuote(row.length) {
                row.fault = (row.fault?.offset ?? 0, .insideFault)
            }
        }
        // Quotes that all stand where they may are believed, whatever the number of fields.
        let isWrong = row.fault != nil || !fits && hasStrayQuote(row.length)
        guard isWrong, !row.isCut, let end = firstLineEnd(row.length), end < row.length else { return row }
        faultyBytes = max(faultyBytes, row.length - end)
        return ScannedRow(length: end, fault: (row.fault?.offset ?? 0, .unterminatedQuote), isCut: true)
    }

    /// Where the first line of the window ends, its break included.
    private func firstLineEnd(_ limit: Int) -> Int? {
        let window = stream.window
        let found = window.prefix(limit).firstIndex { $0 == RowScanner.lineFeed || $0 == RowScanner.carriageReturn }
        guard let found else { return nil }
        let isPair =
            window[found] == RowScanner.carriageReturn && window.dropFirst(found + 1).first == RowScanner.lineFeed
        return found + (isPair ? 2 : 1)
    }

    private func hasStrayQuote(_ length: Int) -> Bool {
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<length])
        return scanner.fields.contains { field in
            let isQuoted = field.start > 0 && bytes[field.start - 1] == RowScanner.quote
            return !isQuoted && bytes[field.start..<field.end].contains(RowScanner.quote)
        }
    }

    /// Whether no field holds anything.
    private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard scanner.fieldCount > 1, scanner.filledSurplus == nil, let first = scanner.fields.first,
            first.start == first.end || bytes[first.start] == 0x20
        else { return false }
        return scanner.fields.allSatisfy { field in bytes[field.start..<field.end].allSatisfy { $0 == 0x20 } }
    }

    private mutating func header() throws -> RecordColumns {
        guard let row = try scanRow() else { throw TableError.empty(file: stream.name) }
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        if let fault = row.fault {
            let place = position(of: fault.offset)
            if fault.reason == .unterminatedQuote {
                throw TableError.unterminatedQuote(file: stream.name, line: place.line, column: place.column)
            }
            let origin = RecordOrigin(file: stream.name, line: line)
            throw TableError.malformed(MalformedRow(origin: origin, column: place.column, reason: fault.reason))
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
        return RecordColumns(names.map(Self.trimmed), otherNames: try skipTagRow() ?? [])
    }

    /// Skips blank lines, then scans one row, reading on until it is whole.
    private mutating func scanRow() throws -> ScannedRow? {
        try Self.skipBlankLines(stream, &line)
        while true {
            if stream.window.isEmpty, stream.reachedEnd { return nil }
            switch scanner.scan(stream.window, atEnd: stream.reachedEnd) {
            case .row(let length):
                if length > limits.rowBytes { return try tooLong() }
                return ScannedRow(length: length)
            case .textAfterQuote(let offset, let length):
                if length > limits.rowBytes { return try tooLong() }
                return ScannedRow(length: length, fault: (offset, .textAfterQuote))
            case .incomplete(let openQuote):
                if stream.window.count > limits.rowBytes { return try tooLong() }
                if let openQuote, stream.reachedEnd { return try unclosed(openQuote) }
                try stream.readMore()
            }
        }
    }

    /// A row beyond the limit: its first line where a quote is open at the limit, else an error.
    private mutating func tooLong() throws -> ScannedRow {
        let start = UnsafeBufferPointer(rebasing: stream.window.prefix(limits.rowBytes + 1))
        if case .incomplete(let openQuote?) = scanner.scan(start, atEnd: false) { return try unclosed(openQuote) }
        throw TableError.rowTooLong(file: stream.name, line: line, limit: limits.rowBytes, openQuoteColumn: nil)
    }

    /// The line on which a quote is opened that no later one closes.
    private func unclosed(_ openQuote: Int) throws -> ScannedRow {
        let end = firstLineEnd(limits.rowBytes) ?? stream.window.count
        guard end <= limits.rowBytes else {
            let place = position(of: openQuote)
            throw TableError.rowTooLong(
                file: stream.name, line: place.line, limit: limits.rowBytes, openQuoteColumn: place.column)
        }
        return ScannedRow(length: end, fault: (openQuote, .unterminatedQuote), isCut: true)
    }

    private mutating func advance(past row: ScannedRow) {
        line += 1 + (row.isCut ? 0 : row.fault == nil ? scanner.embeddedLineBreaks : embeddedBreaks(row.length))
        stream.consume(row.length)
    }

    /// Line breaks inside a row that ended in a fault, where the scanner stopped counting.
    private func embeddedBreaks(_ length: Int) -> Int {
        max(0, stream.window[..<length].count { $0 == RowScanner.lineFeed } - 1)
    }

    private mutating func skipTagRow() throws -> [String]? {
        guard let row = try scanRow(), row.fault == nil else { return nil }
        let bytes = UnsafeBufferPointer(rebasing: stream.window[..<row.length])
        guard let values = texts(bytes), TableDialect.isTagRow(values) else { return nil }
        advance(past: row)
        return values.map(Self.trimmed)
    }

    /// Gives up the lines above the header.
    private static func skipLines(_ stream: ByteStream, _ line: inout Int, before first: Int) throws {
        while line < first {
            let window = stream.window
            if let end = RowScanner.find(RowScanner.lineFeed, in: window, from: 0) {
                stream.consume(end + 1)
                line += 1
            } else if stream.reachedEnd {
                return
            } else {
                try stream.readMore()
            }
        }
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

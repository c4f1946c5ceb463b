// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a field lies in a row, without its surrounding quotes.
struct FieldSpan {
    var start: Int
    var end: Int
    /// Whether quotes inside are doubled and must be halved.
    var hasDoubledQuotes: Bool
}

/// Splits the first row of a window of bytes into fields. Knows bytes only: no encoding, no column names.
struct RowScanner {
    /// What the scan of one row found.
    enum Outcome: Equatable {
        /// The row ends after `length` bytes, its line break included.
        case row(length: Int)
        /// Byte at `offset` follows a closing quote; the row is skipped to its line break, `length` bytes in all.
        case textAfterQuote(offset: Int, length: Int)
        /// The window ends before the row does; `openQuote` is the offset of a quote that is still open.
        case incomplete(openQuote: Int?)
    }

    private enum FieldEnd {
        case delimiter(next: Int)
        case lineBreak(next: Int)
        case incomplete(openQuote: Int?)
        case textAfterQuote(at: Int)
    }

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Fields of the row scanned last, up to as many as are kept.
    private(set) var fields: [FieldSpan] = []
    /// The first and the last of the fields beyond those, counted from 1, that hold more than white space.
    private(set) var filledSurplus: ClosedRange<Int>?
    /// Line breaks inside quoted fields of the row scanned last.
    private(set) var embeddedLineBreaks = 0

    /// Number of fields of the row scanned last, also where they are too many to be kept.
    private(set) var fieldCount = 0

    /// How many fields of a row are kept.
    var mostFields: Int

    private let delimiter: UInt8
    /// For each byte value, whether it ends an unquoted field.
    private let stops: [Bool]

    init(delimiter: UInt8, mostFields: Int = .max) {
        self.delimiter = delimiter
        self.mostFields = mostFields
        stops = (0...255).map { [delimiter, Self.lineFeed, Self.carriageReturn].contains(UInt8($0)) }
    }

    /// Scans one row; `atEnd` says that no bytes will follow the window.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        fieldCount = 0
        filledSurplus = nil
        embeddedLineBreaks = 0
        var position = 0
        while true {
            switch scanField(bytes, from: position, atEnd: atEnd) {
            case .delimiter(let next): position = next
            case .lineBreak(let next): return .row(length: next)
            case .incomplete(let openQuote): return .incomplete(openQuote: openQuote)
            case .textAfterQuote(let offset): return skipRest(bytes, from: offset, atEnd: atEnd)
            }
        }
    }

    private mutating func scanField(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, atEnd: Bool
    ) -> FieldEnd {
        if start < bytes.count, bytes[start] == Self.quote { return scanQuoted(bytes, from: start, atEnd: atEnd) }
        var position = start
        stops.withUnsafeBufferPointer { stops in
            while position < bytes.count, !stops[Int(bytes[position])] { position += 1 }
        }
        return finish(FieldSpan(start: start, end: position, hasDoubledQuotes: false), bytes, position, atEnd)
    }

    private mutating func scanQuoted(
        _ bytes: UnsafeBufferPointer<UInt8>, from opening: Int, atEnd: Bool
    ) -> FieldEnd {
        var position = opening + 1
        var doubled = false
        while let closing = Self.find(Self.quote, in: bytes, from: position) {
            let next = closing + 1
            if next == bytes.count, !atEnd { return .incomplete(openQuote: opening) }
            if next < bytes.count, bytes[next] == Self.quote {
                doubled = true
                position = next + 1
                continue
            }
            if next < bytes.count, !stops[Int(bytes[next])] { return .textAfterQuote(at: next) }
            embeddedLineBreaks += Self.lineBreaks(in: bytes[(opening + 1)..<closing])
            let span = FieldSpan(start: opening + 1, end: closing, hasDoubledQuotes: doubled)
            return finish(span, bytes, next, atEnd)
        }
        return .incomplete(openQuote: opening)
    }

    /// Notes the field that ends before `position` and says how it ends.
    private mutating func finish(
        _ span: FieldSpan, _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ atEnd: Bool
    ) -> FieldEnd {
        guard position < bytes.count else {
            guard atEnd else { return .incomplete(openQuote: nil) }
            note(span, bytes)
            return .lineBreak(next: position)
        }
        note(span, bytes)
        if bytes[position] == delimiter { return .delimiter(next: position + 1) }
        return Self.lineBreak(bytes, at: position, atEnd).map { .lineBreak(next: $0) } ?? .incomplete(openQuote: nil)
    }

    private mutating func note(_ span: FieldSpan, _ bytes: UnsafeBufferPointer<UInt8>) {
        fieldCount += 1
        if fieldCount <= mostFields {
            fields.append(span)
        } else if !Self.isWhitespace(bytes[span.start..<span.end]) {
            filledSurplus = (filledSurplus?.lowerBound ?? fieldCount)...fieldCount
        }
    }

    private static func isWhitespace(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        if bytes.isEmpty { return true }
        let text = String(validating: bytes, as: UTF8.self)
        return text?.allSatisfy(\.isWhitespace) ?? false
    }

    private func skipRest(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, atEnd: Bool) -> Outcome {
        var position = offset
        while position < bytes.count, bytes[position] != Self.lineFeed, bytes[position] != Self.carriageReturn {
            position += 1
        }
        guard position < bytes.count else {
            return atEnd ? .textAfterQuote(offset: offset, length: position) : .incomplete(openQuote: nil)
        }
        let next = Self.lineBreak(bytes, at: position, atEnd)
        return next.map { .textAfterQuote(offset: offset, length: $0) } ?? .incomplete(openQuote: nil)
    }

    /// The position after the line break at `position`; nil when a CR stands last and an LF may follow.
    private static func lineBreak(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, _ atEnd: Bool) -> Int? {
        guard bytes[position] == carriageReturn else { return position + 1 }
        guard position + 1 < bytes.count else { return atEnd ? position + 1 : nil }
        return bytes[position + 1] == lineFeed ? position + 2 : position + 1
    }

    /// Position of the first such byte at or after `start`.
    static func find(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func lineBreaks(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let field = UnsafeBufferPointer(rebasing: bytes)
        var count = 0
        var position = 0
        while let found = find(lineFeed, in: field, from: position) {
            count += 1
            position = found + 1
        }
        return count
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Why a table cannot be read at all. A single bad row is a `MalformedRow` instead.
public enum TableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is missing or may not be read.
    case cannotOpen(file: String, reason: String)
    /// The path names a directory.
    case directory(file: String)
    /// The path names a pipe, a socket or a device, which cannot be read twice.
    case noPlainFile(file: String)
    /// Reading stopped in the middle.
    case readFailed(file: String, reason: String)
    /// There is not even a header row.
    case empty(file: String)
    /// The bytes are no text; `offset` is the 0-based position of the first that cannot be.
    case binary(file: String, offset: Int)
    /// The file starts with a UTF-32 byte order mark.
    case wideEncoding(file: String)
    /// The text is no JSON.
    case notJSON(file: String)
    /// The file is the answer of a service that gave no rows; with its words.
    case refusedByService(file: String, words: String)
    /// The header row is not UTF-8.
    case headerNotUTF8(file: String, line: Int, column: Int)
    /// A quoted field was never closed; line and column (1-based, characters) of the opening quote.
    case unterminatedQuote(file: String, line: Int, column: Int)
    /// One row is longer than the limit; with the opening quote when the row sits inside one.
    case rowTooLong(file: String, line: Int, limit: Int, openQuoteColumn: Int?)
    /// The header has more columns than the limit.
    case tooManyColumns(file: String, line: Int, found: Int, limit: Int)
    /// A row is malformed and the caller had no place to report it.
    case malformed(MalformedRow)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .cannotOpen(let file, let reason):
            "\(file): cannot be opened (\(reason)). Check the path and the permissions."
        case .directory(let file): "\(file): is a directory. Name a file in it."
        case .noPlainFile(let file):
            "\(file): is a pipe, a socket or a device. Write what it gives to a file: a table is read more than once."
        case .readFailed(let file, let reason): "\(file): reading failed (\(reason))."
        case .empty(let file): "\(file): is empty. A table needs at least a header row."
        case .binary(let file, let offset):
            "\(file): looks like binary data (byte \(offset)), not like a table. Export it as UTF-8 CSV."
        case .wideEncoding(let file): "\(file): is UTF-32. Save it as UTF-8."
        case .notJSON(let file):
            "\(file): is no JSON, or is cut off. Save the whole answer of the service."
        case .refusedByService(let file, let words):
            "\(file): the service refused and gave no rows; it says: \(words). Ask it again with what it wants."
        case .headerNotUTF8(let file, let line, let column):
            "\(file):\(line):\(column): the header is not UTF-8; it may be an old code page or binary data. "
                + "Save the table as UTF-8, or state 'encoding' for the input."
        case .unterminatedQuote(let file, let line, let column):
            "\(file):\(line):\(column): the quote opened here is never closed. Close it, or double it if it is text."
        case .rowTooLong(let file, let line, let limit, let quoteColumn):
            Self.tooLong(file: file, line: line, limit: limit, quoteColumn: quoteColumn)
        case .tooManyColumns(let file, let line, let found, let limit):
            "\(file):\(line): the header has \(found) columns, more than \(limit). Check that the first row is the header "
                + "and that rows end with line breaks."
        case .malformed(let row): row.description
        }
    }

    private static func tooLong(file: String, line: Int, limit: Int, quoteColumn: Int?) -> String {
        let start = "\(file):\(line)\(quoteColumn.map { ":\($0)" } ?? ""): "
        let cause =
            quoteColumn == nil
            ? "Check that the rows end with line breaks." : "Check whether the quote opened here is ever closed."
        return start + "the row is longer than \(TableLimits.text(limit)). " + cause
    }
}

/// One row that could not be read; the rows after it are unaffected.
public struct MalformedRow: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with a row.
    public enum Reason: Sendable, Hashable, CustomStringConvertible {
        /// The row has fewer fields than the header, or more of which some hold something: those from the first to the
        /// last of `filled`, counted from 1.
        case wrongFieldCount(expected: Int, found: Int, filled: ClosedRange<Int>? = nil)
        /// A field is not UTF-8.
        case notUTF8
        /// A closing quote is followed by something other than a delimiter or the end of the line.
        case textAfterQuote
        /// The row holds a NUL byte.
        case nulByte
        /// A quote is opened and never closed, or not before other rows.
        case unterminatedQuote
        /// The geometry of the feature cannot be used; GDAL's words.
        case badGeometry(String)
        /// The line belongs to a row above whose quotes are at fault.
        case insideFault
        /// The line is no object of JSON.
        case notJSON

        /// The reason and the remedy.
        public var description: String {
            switch self {
            case .wrongFieldCount(let expected, let found, let filled):
                "the row has \(found) field\(found == 1 ? "" : "s") where the header has \(expected)"
                    + (filled.map { ", and \(Self.holding($0))" } ?? "") + "; quote fields that contain the delimiter"
            case .notUTF8: "the row is not UTF-8; save the table as UTF-8"
            case .textAfterQuote: "text follows a closing quote; double the quotes inside a quoted field"
            case .nulByte: "the row holds a NUL byte; part of the file may be binary"
            case .unterminatedQuote:
                "a quote is opened and not closed in this row; close it, or double it if it is text"
            case .badGeometry(let reason): "the geometry cannot be used: \(reason)"
            case .notJSON: "the line is no object of JSON; the other lines are read"
            case .insideFault: "the line belongs to a row above whose quotes are at fault"
            }
        }

        private static func holding(_ fields: ClosedRange<Int>) -> String {
            fields.count == 1
                ? "field \(fields.lowerBound) holds something"
                : "fields \(fields.lowerBound) to \(fields.upperBound) hold something"
        }
    }

    /// File and line of the row's first byte.
    public let origin: RecordOrigin
    /// 1-based character position in the line of the first fault, where one byte is at fault.
    public let column: Int?
    /// What is wrong.
    public let reason: Reason

    /// Takes the parts as they are.
    public init(origin: RecordOrigin, column: Int?, reason: Reason) {
        self.origin = origin
        self.column = column
        self.reason = reason
    }

    /// `file:line:column: reason`.
    public var description: String { "\(origin)\(column.map { ":\($0)" } ?? ""): \(reason)." }
}

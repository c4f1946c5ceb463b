// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import Testing

@Suite("Malformed rows are reported, the others are read")
struct MalformedRows {
    private func read(_ reader: TableReader) throws -> (good: [[String]], bad: [MalformedRow]) {
        var good: [[String]] = [], bad: [MalformedRow] = []
        try reader.forEachRecord({ good.append($0.values) }, onMalformed: { bad.append($0) })
        return (good, bad)
    }

    @Test func wrongNumberOfFields() throws {
        let (good, bad) = try read(TableReader(name: "t.csv", text: "a,b\n1\n1,2,3\n4,5\n"))
        #expect(good == [["4", "5"]])
        #expect(bad.map(\.origin.line) == [2, 3])
        #expect(
            bad[0].description
                == "t.csv:2: the row has 1 field where the header has 2; quote fields that contain the delimiter.")
        #expect(bad[1].reason == .wrongFieldCount(expected: 2, found: 3, filled: 3...3))
    }

    @Test("Empty fields beyond the header are left out, whatever their number and however they are written")
    func emptySurplus() throws {
        let text =
            "a,b\n1,2,\n3,4, ,\"\",\u{A0}\t\n5,\"six\nseven\",\r\n8,9\n,,,\na,b,\n10,11"
            + String(repeating: ",", count: 20_000)
        for chunk in [64, 1 << 16] {
            let limits = TableLimits(chunkBytes: chunk)
            let table = TableReader(name: "t", bytes: Array(text.utf8), limits: limits)
            let (good, bad) = try read(table)
            #expect(good == [["1", "2"], ["3", "4"], ["5", "six\nseven"], ["8", "9"], ["10", "11"]])
            #expect(bad.isEmpty)
            var surplus: [Int] = []
            try table.forEachRecord { surplus.append($0.emptySurplus) }
            #expect(surplus == [1, 3, 1, 0, 20_000])
        }
    }

    @Test("Fields beyond the header that hold something are named, also in a row of several lines")
    func filledSurplus() throws {
        let (good, bad) = try read(
            TableReader(name: "t.csv", text: "a,b\n1,\"two\nlines\",x,\n1,2,,x,,y,\n1,\"two\nlines\"\n\"p\nq\"\n"))
        #expect(good == [["1", "two\nlines"]])
        #expect(
            bad.map(\.reason) == [
                .wrongFieldCount(expected: 2, found: 4, filled: 3...3),
                .wrongFieldCount(expected: 2, found: 7, filled: 4...6), .wrongFieldCount(expected: 2, found: 1),
            ])
        #expect(bad.map(\.origin.line) == [2, 4, 7])
        #expect(
            bad.first?.description
                == "t.csv:2: the row has 4 fields where the header has 2, and field 3 holds something; "
                + "quote fields that contain the delimiter.")
        #expect(bad[1].description.contains("has 2, and fields 4 to 6 hold something; quote"))
    }

    /// A row of a million fields is counted and not kept, and the rows after it are read.
    @Test func farTooManyFields() throws {
        let wide = String(repeating: ",x", count: 999_999)
        let (good, bad) = try read(TableReader(name: "t.csv", text: "a,b\n\(wide)\n4,5\n"))
        #expect(good == [["4", "5"]])
        #expect(bad.map(\.reason) == [.wrongFieldCount(expected: 2, found: 1_000_000, filled: 3...1_000_000)])
    }

    @Test func farTooManyColumns() throws {
        let text = String(repeating: "a,", count: 10_000) + "a\n1\n"
        #expect(throws: TableError.tooManyColumns(file: "t.csv", line: 1, found: 10_001, limit: 10_000)) {
            try TableReader(name: "t.csv", text: text).columns()
        }
        let most = String(repeating: "a,", count: 9_999) + "a\n"
        #expect(try TableReader(name: "t.csv", text: most).columns().names.count == 10_000)
    }

    @Test func invalidUTF8NamesItsPlace() throws {
        let bytes = Array("a,b\nAnbar,é".utf8) + [0xE9] + Array("x\n1,2\n".utf8)
        let (good, bad) = try read(TableReader(name: "t", bytes: bytes))
        #expect(good == [["1", "2"]])
        #expect(bad == [MalformedRow(origin: RecordOrigin(file: "t", line: 2), column: 8, reason: .notUTF8)])
    }

    @Test func textAfterAClosingQuote() throws {
        let (good, bad) = try read(TableReader(name: "t", text: "a,b\n\"x\" y,1\n\"p\nq\"z,2\n3,4\n"))
        #expect(good == [["3", "4"]])
        #expect(bad.map(\.reason) == [.textAfterQuote, .unterminatedQuote, .insideFault])
        #expect(bad.map(\.origin.line) == [2, 3, 4])
        #expect(bad[0].column == 4)
    }

    @Test func linesStayRightAfterAFault() throws {
        var lines: [Int] = []
        try TableReader(name: "t", text: "a,b\n\"p\nq\"z,2\n3,4\n").forEachRecord(
            { lines.append($0.origin.line) }, onMalformed: { _ in })
        #expect(lines == [4])
    }

    @Test func nulByteInALaterRow() throws {
        let filler = (0..<2000).map { "\($0),x\n" }.joined()
        let (good, bad) = try read(TableReader(name: "t", text: "a,b\n" + filler + "1,\0\n2,3\n"))
        #expect(good.count == 2001)
        #expect(bad.map(\.reason) == [.nulByte])
    }

    @Test func withoutAHandlerTheFirstFaultEndsTheReading() {
        let fault = MalformedRow(
            origin: RecordOrigin(file: "t", line: 2), column: nil, reason: .wrongFieldCount(expected: 2, found: 1))
        #expect(throws: TableError.malformed(fault)) {
            try TableReader(name: "t", text: "a,b\n1\n").forEachRecord { _ in }
        }
    }
}

@Suite("Tables that cannot be read")
struct UnreadableTables {
    private func error(_ reader: TableReader) -> TableError? {
        do {
            try reader.forEachRow { _ in }
            return nil
        } catch {
            return error as? TableError
        }
    }

    @Test func missingFile() {
        let found = error(TableReader(path: "/no/such/table.csv"))
        #expect(
            found?.description
                == "/no/such/table.csv: cannot be opened (No such file or directory). Check the path and the permissions."
        )
    }

    @Test func directory() {
        let path = FileManager.default.temporaryDirectory.path
        #expect(error(TableReader(path: path)) == .directory(file: path))
    }

    @Test(arguments: ["", "\n\n", "  \n", "\u{FEFF}"])
    func nothingInIt(_ text: String) {
        #expect(error(TableReader(name: "t", text: text)) == .empty(file: "t"))
    }

    @Test func binaryJunk() {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        #expect(error(TableReader(name: "t", bytes: png)) == .binary(file: "t", offset: 6))
        #expect(error(TableReader(name: "t", bytes: png))?.description.contains("looks like binary data") == true)
        let highBytes: [UInt8] = (0..<200).map { UInt8(128 + $0 % 64) }
        #expect(error(TableReader(name: "t", bytes: highBytes)) == .headerNotUTF8(file: "t", line: 1, column: 1))
    }

    @Test func wideEncodings() {
        let utf32: [UInt8] = [0xFF, 0xFE, 0, 0] + "a,b\n1,2".utf8.flatMap { [$0, 0, 0, 0] }
        #expect(error(TableReader(name: "t", bytes: utf32)) == .wideEncoding(file: "t"))
    }

    @Test func unterminatedQuoteNamesWhereItBegan() {
        let found = error(TableReader(name: "t.csv", text: "a,\"رقم\n3,4\n5,6\n"))
        #expect(found == .unterminatedQuote(file: "t.csv", line: 1, column: 3))
        #expect(found?.description.hasPrefix("t.csv:1:3: the quote opened here is never closed.") == true)
        #expect(
            error(TableReader(name: "t", text: "\"a,b\n1,2\n")) == .unterminatedQuote(file: "t", line: 1, column: 1))
    }

    @Test func rowBeyondTheLimit() {
        let limits = TableLimits(rowBytes: 100, chunkBytes: 16)
        let long = String(repeating: "x", count: 5000)
        #expect(
            error(TableReader(name: "t", text: "a,b\n1,2\n\(long),2\n", limits: limits))
                == .rowTooLong(file: "t", line: 3, limit: 100, openQuoteColumn: nil))
        #expect(
            error(TableReader(name: "t", text: "a,b\n1,\"\(long)\n", limits: limits))
                == .rowTooLong(file: "t", line: 2, limit: 100, openQuoteColumn: 3))
    }

    @Test func aHundredMegabytesOnOneLine() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "one-line-\(UUID()).csv").path
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        // A sparse tail: the file is 100 MB of which only the header is written.
        try handle.write(contentsOf: Data(("a,b\n" + String(repeating: "x", count: 20_000_000)).utf8))
        try handle.truncate(atOffset: 100_000_000)
        try handle.close()
        let found = error(TableReader(path: path))
        #expect(found == .rowTooLong(file: path, line: 2, limit: 16 << 20, openQuoteColumn: nil))
        #expect(found?.description.contains("longer than 16 MiB") == true)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import Testing

/// Rows of a text as lists of values, each with its line.
private func rows(
    _ text: String, delimiter: UInt8? = nil, limits: TableLimits = TableLimits()
) throws -> [(line: Int, values: [String])] {
    var found: [(Int, [String])] = []
    try TableReader(name: "t.csv", text: text, delimiter: delimiter, limits: limits).forEachRecord {
        found.append(($0.origin.line, $0.values))
    }
    return found
}

private func values(_ text: String) throws -> [[String]] { try rows(text).map(\.values) }

@Suite("Reading good tables")
struct GoodTables {
    @Test func plainRows() throws {
        let found = try rows("a,b\n1,2\n3,4\n")
        #expect(found.map(\.values) == [["1", "2"], ["3", "4"]])
        #expect(found.map(\.line) == [2, 3])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func lineBreaks(_ lineBreak: String) throws {
        let text = ["a,b", "1,2", "3,\"4\"", "5,"].joined(separator: lineBreak)
        #expect(try values(text) == [["1", "2"], ["3", "4"], ["5", ""]])
        #expect(try values(text + lineBreak) == [["1", "2"], ["3", "4"], ["5", ""]])
    }

    @Test func byteOrderMarkIsNoPartOfTheFirstName() throws {
        let reader = TableReader(name: "t", text: "\u{FEFF}id,x\n7,8\n")
        #expect(try reader.columns().names == ["id", "x"])
    }

    @Test func quotesDoubledAndEmbeddedBreaks() throws {
        let found = try rows("a,b\n\"say \"\"hi\"\"\",\"two\nlines, one field\"\n\"\",\"\"\"\"\nz,y\n")
        #expect(found.map(\.values) == [["say \"hi\"", "two\nlines, one field"], ["", "\""], ["z", "y"]])
        #expect(found.map(\.line) == [2, 4, 5])
    }

    @Test func aQuoteInsideAnUnquotedFieldIsText() throws {
        #expect(try values("a,b\n5\" pipe,x\n") == [["5\" pipe", "x"]])
    }

    @Test(arguments: [",", ";", "\t", "|"])
    func delimiterIsDetected(_ delimiter: String) throws {
        let text = "id\(delimiter)\"a,;|\"\(delimiter)c\n1\(delimiter)2\(delimiter)3\n"
        #expect(try values(text) == [["1", "2", "3"]])
    }

    @Test func delimiterCanBeStated() throws {
        #expect(try rows("a;b,c\n1;2,3\n", delimiter: UInt8(ascii: ",")).map(\.values) == [["1;2", "3"]])
    }

    @Test func tagRowIsSkippedOnlyBelowTheHeader() throws {
        let text = "name,lat,note\n#adm1+name,#geo+lat,\nAnbar,33,\n#1,#2,#3\n"
        #expect(try rows(text).map(\.values) == [["Anbar", "33", ""], ["#1", "#2", "#3"]])
        #expect(try rows(text).map(\.line) == [3, 4])
        #expect(try values("a,b\n#1,2\n") == [["#1", "2"]])
    }

    @Test func blankLinesCountAsLinesButNotAsRows() throws {
        #expect(try rows("\n\na,b\n\n1,2\n\r\n3,4\n\n").map(\.line) == [5, 7])
    }

    @Test func headerAloneHasNoRows() throws {
        #expect(try values("a,b").isEmpty)
        #expect(try values("a,b\n").isEmpty)
    }

    @Test func namesAreTrimmedAndArabicSurvives() throws {
        let reader = TableReader(name: "t", text: " name , ناحية\nالأنبار,x\n")
        #expect(try reader.columns().names == ["name", "ناحية"])
        var first: Record?
        try reader.forEachRecord { first = $0 }
        #expect(first?["name"] == "الأنبار")
    }

    /// Every chunk size from one byte on must give the same rows: quotes, CRLF and letters get cut everywhere.
    @Test func chunkSizeDoesNotMatter() throws {
        let text = "\u{FEFF}a,b\r\n\"x\"\"y\r\nz\",الأنبار\r\n\r\n1,\"\"\r\n𝕏,\"q\"\r\n"
        let expected = [["x\"y\r\nz", "الأنبار"], ["1", ""], ["𝕏", "q"]]
        for chunk in 1...70 {
            let found = try rows(text, limits: TableLimits(rowBytes: 1000, chunkBytes: chunk))
            #expect(found.map(\.values) == expected, "chunk of \(chunk)")
            #expect(found.map(\.line) == [2, 5, 6], "chunk of \(chunk)")
        }
    }

    @Test func wideTablesAndLongRowsUnderTheLimit() throws {
        let names = (0..<3000).map { "c\($0)" }
        let long = String(repeating: "x", count: 3_000_000)
        let row = [long] + Array(repeating: "1", count: 2999)
        let found = try values(names.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n")
        #expect(found.count == 1 && found[0].count == 3000 && found[0][0].utf8.count == 3_000_000)
    }

    @Test func whatTheWriterWritesReadsBack() throws {
        let row = ["plain", "a,b", "say \"hi\"", "two\nlines", " edge ", "", "cr\rhere", "الأنبار"]
        var writer = TableWriter(
            columns: row.indices.map { "c\($0)" }, tags: row.indices.map { "#meta+c\($0)" })
        writer.append(row)
        writer.append(["short"])
        let expected = [row, ["short"] + Array(repeating: "", count: 7)]
        #expect(try values(writer.text) == expected)
        var single = TableWriter(columns: ["a"])
        single.append([""])
        single.append(["1"])
        #expect(try values(single.text) == [[""], ["1"]])
    }
}

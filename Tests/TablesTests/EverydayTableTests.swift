// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import Testing

/// What a table holds: good rows, faults with their lines, and rows that say nothing.
private struct Content {
    var good: [[String]] = []
    var bad: [(line: Int, reason: MalformedRow.Reason)] = []
    var skipped: [SkippedRow] = []
    var columns: [String] = []

    init(_ table: any RowSource) throws {
        columns = try table.columns().names
        try table.forEachRow { row in
            switch row {
            case .record(let record): good.append(record.values)
            case .malformed(let row): bad.append((row.origin.line, row.reason))
            case .skipped(_, let why): skipped.append(why)
            }
        }
    }

    init(text: String) throws { try self.init(TableReader(name: "t.csv", text: text)) }
}

@Suite("Tables as everyday programs save them")
struct EverydayTableTests {
    private static let arabic = "المكان,العدد\nالموصل,3\nتلعفر القديمة,4\n"
    private static let russian = "Место,Число\nХарьков,3\nКраматорск и Славянск,4\n"
    private static let french = "Lieu,Décès\nYaoundé été,3\nOuagadougou près de l'église,4\n"

    private func bytes(_ text: String, _ page: UInt) throws -> [UInt8] {
        Array(try #require(text.data(using: String.Encoding(rawValue: 0x8000_0000 | page))))
    }

    @Test(
        "Code pages of Windows are told by their letters",
        arguments: [
            (arabic, 0x0506 as UInt, "windows-1256"), (russian, 0x0502, "windows-1251"),
            (french, 0x0500, "windows-1252"),
            ("a,b\nit’s a “quote”,1\n", 0x0500, "windows-1252"), ("А,Б\nКИЇВ,ХАРКІВ\n", 0x0502, "windows-1251"),
        ])
    func codePages(text: String, page: UInt, name: String) throws {
        let table = TableReader(name: "t.csv", bytes: try bytes(text, page))
        #expect(try Content(table).good == Content(text: text).good)
        #expect(
            try table.remarks() == ["read as \(name), told from its bytes; state 'encoding' where names look wrong"])
    }

    @Test("UTF-16 of either order, with and without its mark, in pieces of any size")
    func wide() throws {
        let text = "\u{FEFF}a,b\r\nالأنبار,𝕏\r\n1,2\r\n"
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            let marked = Array(try #require(text.data(using: encoding)))
            let long = Array(
                try #require(("name,n\n" + String(repeating: "abcdef,1\n", count: 19)).data(using: encoding)))
            #expect(try Content(TableReader(name: "t", bytes: long)).good.count == 19)
            for chunk in [1, 2, 3, 7, 64] {
                let table = TableReader(name: "t", bytes: marked, limits: TableLimits(chunkBytes: chunk))
                #expect(try Content(table).good == [["الأنبار", "𝕏"], ["1", "2"]], "\(encoding), \(chunk)")
            }
        }
    }

    @Test("An encoding can be stated, and UTF-8 with a stray byte stays UTF-8")
    func stated() throws {
        var table = TableReader(name: "t", bytes: Array("a\n".utf8) + [0xE9, 0x0A])
        table.encoding = TextEncoding(named: "ISO-8859-1")
        #expect(try Content(table).good == [["é"]])
        #expect(TextEncoding(named: "latin") == nil)
        let mixed = TableReader(name: "t", bytes: Array("a,b\nné,1\n".utf8) + [0xE9] + Array(",2\n".utf8))
        #expect(try Content(mixed).good == [["né", "1"]])
    }

    @Test("A line sep= states the delimiter", arguments: ["sep=;\n", "SEP=;\r\n", "\"sep=;\"\n"])
    func separatorLine(_ line: String) throws {
        let content = try Content(text: line + "a;b,c\n1;2\n")
        #expect(content.columns == ["a", "b,c"] && content.good == [["1", "2"]])
    }

    @Test("Rows of delimiters alone and a header that comes again are skipped apart")
    func silentRows() throws {
        let content = try Content(text: "a,b,c\n1,2,3\n,,\n , , \na,b,c\n,,,,\n4,5,6\n")
        #expect(content.good == [["1", "2", "3"], ["4", "5", "6"]])
        #expect(content.skipped == [.blank, .blank, .repeatedHeader, .blank])
        #expect(content.bad.isEmpty)
    }

    @Test(
        "A quote that is not closed costs its row alone",
        arguments: [
            ("a,b,c\n1,\"open,2\n3,4,5\n6,\"x\",7\n8,9,10\n", [[3, 4, 5], [6, 0, 7], [8, 9, 10]]),
            ("a,b,c\n1,2,\"open\n3,4,5\n6,7,8\n", [[3, 4, 5], [6, 7, 8]]),
            ("a,b,c\r\n\"1,2,3\r\n3,4,5\r\n", [[3, 4, 5]]),
        ])
    func openQuotes(text: String, rows: [[Int]]) throws {
        let content = try Content(text: text)
        #expect(content.good.map { $0.map { Int($0) ?? 0 } } == rows)
        #expect(content.bad.map(\.line) == [2] && content.bad.first?.reason == .unterminatedQuote)
    }

    @Test("A field of several lines in a row with a fault takes its lines with it")
    func faultyLines() throws {
        let content = try Content(text: "a,b,c\n1,\"two\nlines\" x,2\n3,\"good\nlines\",5\n")
        #expect(content.good == [["3", "good\nlines", "5"]])
        #expect(content.bad.map(\.line) == [2, 3] && content.bad.last?.reason == .insideFault)
    }

    @Test("HXL tags below the header are names too")
    func tags() throws {
        let columns = try TableReader(name: "t", text: "Date,Lon\n#date,#geo+lon\n2026-01-01,43\n").columns()
        #expect(columns.position(of: "#geo+lon") == 1 && columns.position(of: "Lon") == 1)
    }

    @Test("The header may stand below titles, under another delimiter, or nowhere")
    func headerPlaces() throws {
        let table = TableReader(name: "t", text: "Weekly report, all areas\n\na;b\n1;2\n")
        let candidate = try #require(try table.headerCandidates(20).first { $0.values == ["a", "b"] })
        #expect(candidate.line == 3)
        #expect(try Content(candidate.source).good == [["1", "2"]])
        let bare = TableReader(name: "t", text: "1,2\n3,4\n").with(header: .absent(["x", "y"]))
        #expect(try Content(bare).good == [["1", "2"], ["3", "4"]])
    }
}

@Suite("Lists of objects in JSON")
struct JSONTableTests {
    private func content(_ text: String) throws -> Content? {
        try JSONTable.rows(name: "t.json", bytes: Array(text.utf8)).map { try Content($0) }
    }

    @Test(
        "The list is the answer, or its only list of objects",
        arguments: [
            #"[{"a": 1, "b": "x"}, {"a": 2.5, "b": null}]"#,
            #"{"status": 200, "data": [{"a": 1, "b": "x"}, {"a": 2.5}], "messages": []}"#,
            #"{"TotalCount": 2, "Result": [{"b": "x", "a": 1}, {"a": 2.5, "b": ""}]}"#,
            "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5, \"b\": null}\n",
        ])
    func lists(text: String) throws {
        let content = try #require(try content(text))
        #expect(content.columns == ["a", "b"] && content.good == [["1", "x"], ["2.5", ""]])
    }

    @Test("Nested members have names with their group; lists of values are joined")
    func nested() throws {
        let content = try #require(try content(#"[{"g": {"q": true}, "_geolocation": [36.3, 43.1], "n": -99}]"#))
        #expect(content.columns == ["_geolocation", "g/q", "n"] && content.good == [["36.3 43.1", "true", "-99"]])
    }

    @Test("Maps are not taken for tables, and what is no JSON is said")
    func others() throws {
        #expect(try content(#"{"type": "FeatureCollection", "features": []}"#) == nil)
        #expect(try content(#"{"a": 1}"#) == nil)
        #expect(throws: TableError.notJSON(file: "t.json")) { try content(#"{"data": [{"a": 1"#) }
    }
}

@Suite("One object of JSON a line")
struct JSONLineTests {
    private func rows(_ text: String) throws -> (records: [Record], malformed: [MalformedRow])? {
        guard let table = try JSONTable.rows(name: "t.jsonl", bytes: Array(text.utf8)) else { return nil }
        var records: [Record] = [], malformed: [MalformedRow] = []
        try table.forEachRow { row in
            switch row {
            case .record(let record): records.append(record)
            case .malformed(let row): malformed.append(row)
            case .skipped: break
            }
        }
        return (records, malformed)
    }

    @Test("A bad line costs one row, which is named, and empty lines count")
    func badLines() throws {
        let text = "{\"a\": 1}\n\n{\"a\": 2\n{\"a\": 3}\r\n[4]\n{\"a\": 5, \"b\": {\"c\": 6}}\n"
        let found = try #require(try rows(text))
        #expect(found.records.map(\.origin.line) == [1, 4, 6])
        #expect(found.records.map { $0["a"] } == ["1", "3", "5"] && found.records[2]["b/c"] == "6")
        #expect(found.malformed.map(\.origin.line) == [3, 5])
        #expect(found.malformed.allSatisfy { $0.description.contains("no object of JSON") })
    }

    @Test("What is no list of lines is refused as a whole")
    func noLines() throws {
        for text in ["{\"a\": 1", "{\"a\": 1}\nx\ny\n", "x\ny\n"] {
            #expect(throws: TableError.self, "\(text)") { try rows(text) }
        }
    }
}

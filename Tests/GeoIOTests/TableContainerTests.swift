// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Tables
import TestSupport
import Testing

/// A zip of stored files, put together by hand.
private struct Zip {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    init(_ files: [(String, String)]) {
        for (name, text) in files { add(name, Array(text.utf8)) }
        let start = bytes.count
        bytes += directory
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.short(count) + Self.short(count)
        bytes += Self.long(directory.count) + Self.long(start) + [0, 0]
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let sizes = Self.long(Self.checksum(content)) + Self.long(content.count) + Self.long(content.count)
        let fields = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + sizes + Self.short(name.utf8.count) + [0, 0]
        directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 10) + Self.long(bytes.count)
        directory += Array(name.utf8)
        bytes += [0x50, 0x4B, 3, 4] + fields + Array(name.utf8) + content
        count += 1
    }

    private static func short(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    private static func long(_ value: Int) -> [UInt8] { short(value) + short(value >> 16) }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}

/// A workbook whose cells are texts.
private func workbook(_ sheets: [(name: String, rows: [[String]])]) -> Zip {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let numbers = sheets.indices.map { $0 + 1 }
    let list = zip(numbers, sheets).map { #"<sheet name="\#($1.name)" sheetId="\#($0)" r:id="rId\#($0)"/>"# }
    let targets = numbers.map {
        #"<Relationship Id="rId\#($0)" Type="\#(links)/worksheet" Target="worksheets/sheet\#($0).xml"/>"#
    }
    let types = numbers.map {
        #"<Override PartName="/xl/worksheets/sheet\#($0).xml" ContentType="application/vnd.openxmlformats-"#
            + #"officedocument.spreadsheetml.worksheet+xml"/>"#
    }
    let pages = zip(numbers, sheets).map { number, sheet in
        let rows = sheet.rows.enumerated().map { index, cells in
            let texts = zip("ABCDEF", cells).map { #"<c r="\#($0)\#(index + 1)" t="str"><v>\#($1)</v></c>"# }
            return #"<row r="\#(index + 1)">\#(texts.joined())</row>"#
        }
        return (
            "xl/worksheets/sheet\(number).xml",
            #"<worksheet xmlns="\#(main)"><sheetData>\#(rows.joined())</sheetData></worksheet>"#
        )
    }
    return Zip(
        [
            (
                "[Content_Types].xml",
                #"<Types xmlns="\#(package)/content-types"><Default Extension="xml" ContentType="application/xml"/>"#
                    + types.joined() + "</Types>"
            ),
            ("xl/styles.xml", #"<styleSheet xmlns="\#(main)"></styleSheet>"#),
            ("_rels/.rels", #"<Relationships xmlns="\#(package)/relationships"></Relationships>"#),
            (
                "xl/workbook.xml",
                #"<workbook xmlns="\#(main)" xmlns:r="\#(links)"><sheets>\#(list.joined())</sheets></workbook>"#
            ),
            (
                "xl/_rels/workbook.xml.rels",
                #"<Relationships xmlns="\#(package)/relationships">\#(targets.joined())</Relationships>"#
            ),
        ] + pages)
}

@Suite("Tables in whatever they are kept in")
struct TableContainerTests {
    private func rows(_ table: any RowSource) throws -> (good: [[String]], bad: [MalformedRow]) {
        var good: [[String]] = [], bad: [MalformedRow] = []
        try table.forEachRow { row in
            switch row {
            case .record(let record): good.append(record.values)
            case .malformed(let row): bad.append(row)
            case .skipped: break
            }
        }
        return (good, bad)
    }

    @Test("A zip of one table, of several, and of a table beside a page of text")
    func archives() throws {
        let folder = try TemporaryFolder()
        let one = try folder.write(Zip([("data/a.csv", "x,y\n1,2\n")]).bytes, to: "one.zip")
        let members = try TableContainer(path: one).members()
        #expect(members.map(\.name) == ["data/a.csv"] && members[0].rows.name == one + "/data/a.csv")
        #expect(try rows(members[0].rows).good == [["1", "2"]])
        let files = [("a.csv", "x,y\n1,2\n"), ("b.tsv", "x\ty\n3\t4\n"), ("read.me", "words")]
        let two = try folder.write(Zip(files).bytes, to: "two.zip")
        #expect(try TableContainer(path: two).members().map(\.name) == ["a.csv", "b.tsv"])
        let chosen = try TableContainer(path: two, layer: "b.tsv").members()
        #expect(try chosen.map { try rows($0.rows).good } == [[["3", "4"]]])
        #expect(throws: GeoIOError.unknownLayer(path: two, layer: "c", known: ["a.csv", "b.tsv"])) {
            try TableContainer(path: two, layer: "c").members()
        }
        let none = try folder.write(Zip([("read.me", "words")]).bytes, to: "none.zip")
        #expect(throws: GeoIOError.noLayers(path: none)) { try TableContainer(path: none).members() }
    }

    @Test("A workbook of texts: the header is the first row or a later one; blank rows say nothing")
    func workbooks() throws {
        let folder = try TemporaryFolder()
        let sheets = [
            (name: "Notes", rows: [["written by hand"]]),
            (
                name: "Events",
                rows: [["Weekly report"], ["date", "place"], ["2026-02-10", "Mosul"], ["", ""], ["x", "y"]]
            ),
        ]
        let path = try folder.write(workbook(sheets).bytes, to: "w.xlsx")
        let members = try TableContainer(path: path).members()
        #expect(members.map(\.name) == ["Notes", "Events"])
        let candidates = try members[1].rows.headerCandidates(20)
        let found = try #require(candidates.first { $0.values.starts(with: ["date", "place"]) })
        #expect(try found.source.columns().names.prefix(2) == ["date", "place"])
        let good = try rows(found.source).good
        #expect(good.map { Array($0.prefix(2)) } == [["2026-02-10", "Mosul"], ["x", "y"]])
        #expect(try TableContainer(path: path, layer: "Events").members().count == 1)
    }

    /// A workbook of one sheet whose rows are given as XML, days in cells of style 1.
    private func sheet(rows: String, properties: String) -> Zip {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let styles = #"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>"#
        return Zip([
            (
                "[Content_Types].xml",
                #"<Types xmlns="\#(package)/content-types"><Default Extension="xml" ContentType="application/xml"/>"#
                    + #"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-"#
                    + #"officedocument.spreadsheetml.worksheet+xml"/></Types>"#
            ),
            ("_rels/.rels", #"<Relationships xmlns="\#(package)/relationships"></Relationships>"#),
            ("xl/styles.xml", #"<styleSheet xmlns="\#(main)">\#(styles)</styleSheet>"#),
            (
                "xl/workbook.xml",
                #"<workbook xmlns="\#(main)" xmlns:r="\#(links)">\#(properties)<sheets><sheet name="s" sheetId="1" r:id="r1"/>"#
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                #"<Relationships xmlns="\#(package)/relationships"><Relationship Id="r1" Type="\#(links)/worksheet" "#
                    + #"Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
            (
                "xl/worksheets/sheet1.xml",
                #"<worksheet xmlns="\#(main)"><sheetData>\#(rows)</sheetData></worksheet>"#
            ),
        ])
    }

    private static let header =
        #"<row r="1"><c r="A1" t="inlineStr"><is><t>day</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row>"#

    /// A row of a day (44565 is 2022-01-04 from 1900, 2026-01-05 from 1904) and a number.
    private func dayRow(_ row: Int, _ day: Int) -> String {
        #"<row r="\#(row)"><c r="A\#(row)" s="1"><v>\#(day)</v></c><c r="B\#(row)"><v>5</v></c></row>"#
    }

    @Test(
        "Days of a workbook from 1904 are read so, and said; without the mark they count from 1900",
        arguments: [
            (#"<workbookPr date1904="1"/>"#, "2026-01-05"), (#"<workbookPr date1904="true"/>"#, "2026-01-05"),
            (#"<workbookPr date1904="0"/>"#, "2022-01-04"), ("", "2022-01-04"),
        ])
    func beginnings(properties: String, day: String) throws {
        let folder = try TemporaryFolder()
        let book = sheet(rows: Self.header + dayRow(2, 44565) + dayRow(3, 44566), properties: properties)
        let path = try folder.write(book.bytes, to: "w.xlsx")
        let table = try #require(try TableContainer(path: path).members().first?.rows)
        #expect(try rows(table).good.first == [day, "5"])
        #expect(try table.remarks().contains { $0.contains("1904") } == day.hasPrefix("2026"))
    }

    @Test("A column of days and texts in a workbook from 1904 is refused: which is which cannot be told")
    func mixedBeginnings() throws {
        let text = #"<row r="3"><c r="A3" t="str"><v>soon</v></c><c r="B3"><v>5</v></c></row>"#
        let folder = try TemporaryFolder()
        let book = sheet(rows: Self.header + dayRow(2, 44565) + text, properties: #"<workbookPr date1904="1"/>"#)
        let path = try folder.write(book.bytes, to: "w.xlsx")
        let table = try #require(try TableContainer(path: path).members().first?.rows)
        #expect { try rows(table) } throws: {
            "\($0)".contains(":2: the workbook") && "\($0)".contains("counts its days from 1904")
        }
    }

    @Test("Rows of a sheet have the numbers of the sheet, whoever takes the header")
    func sheetRows() throws {
        let folder = try TemporaryFolder()
        let book = sheet(rows: Self.header + dayRow(2, 44565) + dayRow(5, 44566), properties: "")
        let path = try folder.write(book.bytes, to: "w.xlsx")
        var lines: [Int] = []
        try #require(try TableContainer(path: path).members().first?.rows).forEachRow { row in
            if case .record(let record) = row { lines.append(record.origin.line) }
        }
        #expect(lines == [2, 5])
    }

    @Test("A document of KML is read alike by itself and in an archive")
    func archivedKML() throws {
        let document = #"""
            <?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document id="root_doc">
            <Schema name="p" id="p"><SimpleField name="id" type="int"/><SimpleField name="d" type="string"/></Schema>
            <Folder><name>p</name><Placemark><ExtendedData><SchemaData schemaUrl="#p"><SimpleData name="id">1</SimpleData>
            <SimpleData name="d">2026-01-05</SimpleData></SchemaData></ExtendedData>
            <Point><coordinates>43.1,36.3</coordinates></Point></Placemark></Folder></Document></kml>
            """#
        let folder = try TemporaryFolder()
        let plain = try folder.write(Array(document.utf8), to: "p.kml")
        let archive = try folder.write(Zip([("p.kml", document)]).bytes, to: "p.kmz")
        for path in [plain, archive] {
            let table = try #require(try TableContainer(path: path).members().first?.rows)
            #expect(try Set(table.columns().names).isSuperset(of: ["id", "d"]), "\(path)")
        }
    }

    private func document(_ names: String...) -> String {
        let marks = names.map {
            "<Placemark><name>\($0)</name><Point><coordinates>43.1,36.3</coordinates></Point></Placemark>"
        }
        return
            #"<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>n</name>\#(marks.joined())</Document></kml>"#
    }

    @Test("Every document of an archive of KML is a table, whichever GDAL would read")
    func severalDocuments() throws {
        let folder = try TemporaryFolder()
        let files = [("b.kml", document("b1", "b2")), ("doc.kml", document("d1")), ("files/a.kml", document("a1"))]
        let path = try folder.write(Zip(files).bytes, to: "p.kmz")
        let members = try TableContainer(path: path).members()
        #expect(members.map(\.name) == ["b.kml", "doc.kml", "files/a.kml"])
        #expect(try members.map { try rows($0.rows).good.map { $0[0] } } == [["b1", "b2"], ["d1"], ["a1"]])
        for (layer, name) in [("files/a.kml", "a1"), ("a.kml", "a1"), ("doc.kml", "d1")] {
            let chosen = try TableContainer(path: path, layer: layer).members()
            #expect(try chosen.map { try rows($0.rows).good.map { $0[0] } } == [[name]])
        }
        #expect(throws: GeoIOError.unknownLayer(path: path, layer: "c", known: members.map(\.name))) {
            try TableContainer(path: path, layer: "c").members()
        }
    }

    @Test("A document of KML that only lists the others of its archive is none")
    func indexDocument() throws {
        let folder = try TemporaryFolder()
        let link = "<NetworkLink><Link><href>files/a.kml</href></Link></NetworkLink>"
        let index = #"<kml xmlns="http://www.opengis.net/kml/2.2">\#(link)</kml>"#
        let files = [("doc.kml", index), ("files/a.kml", document("a1"))]
        let path = try folder.write(Zip(files).bytes, to: "p.kmz")
        let members = try TableContainer(path: path).members()
        #expect(try members.map { try rows($0.rows).good.map { $0[0] } } == [["a1"]])
    }

    @Test("A layer of an archive of several documents of KML needs the name of one")
    func layersOfSeveralDocuments() throws {
        let folder = try TemporaryFolder()
        let files = [("b.kml", document("b1", "b2")), ("doc.kml", document("d1"))]
        let path = try folder.write(Zip(files).bytes, to: "p.kmz")
        #expect(throws: GeoIOError.ambiguousLayer(path: path, known: ["b.kml", "doc.kml"])) {
            try VectorSource(path: path).columns()
        }
        var names: [String] = []
        try VectorSource(path: path, layer: "doc.kml").forEachRecord { names.append($0.values[0]) }
        #expect(names == ["d1"])
    }

    @Test("Layers that hold nothing do not count where the only one is wanted")
    func emptyLayers() throws {
        let track =
            #"<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="36.3" lon="43.1">"#
            + "<time>2026-01-05T10:00:00Z</time><name>ied</name></wpt></gpx>"
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(track.utf8), to: "w.gpx")
        var count = 0
        try VectorSource(path: path).forEachRecord { _ in count += 1 }
        #expect(count == 1)
    }

    @Test("A page of a map service says that it is one")
    func mapPages() throws {
        let folder = try TemporaryFolder()
        let point =
            #"{"type": "Feature", "properties": {"d": "x"}, "geometry": {"type": "Point", "coordinates": [43, 36]}}"#
        for (members, isPart) in [
            (#""exceededTransferLimit": true, "#, true), (#""numberMatched": 9, "numberReturned": 1, "#, true),
            (#""numberMatched": 1, "numberReturned": 1, "#, false), ("", false),
        ] {
            let text = #"{"type": "FeatureCollection", \#(members)"features": [\#(point)]}"#
            let path = try folder.write(Array(text.utf8), to: "m.geojson")
            let table = try #require(try TableContainer(path: path).members().first?.rows)
            #expect((table.lacking != nil) == isPart, "\(members)")
        }
    }

    @Test("One bad feature costs one feature; plain JSON is a table; the answer of a feature service is a layer")
    func json() throws {
        let folder = try TemporaryFolder()
        let features = ["[43, 36]", "[431, 36]", "[44, 33]"].map {
            #"{"type": "Feature", "properties": {"d": "x"}, "geometry": {"type": "Point", "coordinates": \#($0)}}"#
        }
        let map = #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ","))]}"#
        let layer = try TableContainer(path: folder.write(map, to: "m.geojson")).members()
        let (good, bad) = try rows(layer[0].rows)
        #expect(good == [["x"], ["x"]] && bad.map(\.origin.line) == [2])
        let plain = try TableContainer(path: folder.write(#"{"data": [{"d": "x"}]}"#, to: "p.json")).members()
        #expect(try rows(plain[0].rows).good == [["x"]])
        let service =
            #"{"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 102100}, "fields": [{"name": "d", "#
            + #""type": "esriFieldTypeString"}], "features": [{"attributes": {"d": "x"}, "geometry": {"x": 0, "y": 0}}]}"#
        let answer = try TableContainer(path: folder.write(service, to: "s.json")).members()
        #expect(try rows(answer[0].rows).good == [["x"]])
    }
}

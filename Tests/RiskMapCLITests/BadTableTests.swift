// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

private let header =
    "claim_id,incident_id,type,place,country,province,where_prec,longitude,latitude,date_start,"
    + "date_end,quantity_min,quantity_best,quantity_max,root_source,root_kind,source_id\n"

private func row(
    id: String = "X1", place: String = "Tarsid", province: String = "", precision: String = "1", x: String = "",
    y: String = "", day: String = "2026-02-01", least: String = "", best: String = "", most: String = ""
) -> String {
    "\(id),I-\(id),ied,\(place),XX,\(province),\(precision),\(x),\(y),\(day),,\(least),\(best),\(most),W,wire,S1\n"
}

@Suite("Tables that cannot be read", .serialized)
struct BadTableTests {
    /// Builds with a table and expects a refusal that leaves nothing behind.
    private func refusal(_ data: Data?, format: String = "claims") throws -> String {
        let place = try Workplace()
        if let data { try place.write(data, to: "table.csv") }
        let result = try place.build("--incidents", "table.csv", "--incident-format", format)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.error.hasPrefix("riskmap: "))
        #expect(try place.entries().filter { $0 != "table.csv" } == ["study"], "nothing is left behind")
        return result.error
    }

    private func refusal(_ text: String, format: String = "claims") throws -> String {
        try refusal(Data(text.utf8), format: format)
    }

    @Test("A missing file")
    func missing() throws {
        let sentence = try refusal(nil)
        #expect(sentence.contains("table.csv: cannot be opened (No such file or directory)"))
    }

    @Test("An empty file")
    func empty() throws {
        #expect(try refusal("").contains("table.csv: is empty. A table needs at least a header row."))
    }

    @Test("A folder")
    func directory() throws {
        let place = try Workplace()
        let result = try place.build("--incidents", "study", "--incident-format", "claims")
        #expect(result.status == 1)
        #expect(result.error.contains("study"))
        #expect(result.error.contains("directory") || result.error.contains("folder"), "\(result.error)")
        #expect(try place.entries() == ["study"])
        let named = try Workplace()
        try FileManager.default.createDirectory(
            at: named.folder.appending(path: "t.csv"), withIntermediateDirectories: true)
        let second = try named.build("--incidents", "t.csv", "--incident-format", "claims")
        #expect(second.status == 1)
        #expect(second.error.contains("t.csv: is a directory. Name a file in it."))
    }

    @Test("Binary junk")
    func junk() throws {
        let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(try refusal(Data(bytes)).contains("binary data"))
    }

    @Test("UTF-16")
    func wide() throws {
        let work = try Workplace()
        try work.write(try #require((header + row()).data(using: .utf16)), to: "table.csv")
        let result = try work.run("check", "study/study.yaml", "--incidents", "table.csv")
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("read as utf-16"))
        #expect(result.output.contains("the columns are those of 'claims'"))
        let utf32 = try #require((header + row()).data(using: .utf32))
        #expect(try refusal(utf32).contains("is UTF-32. Save it as UTF-8."))
    }

    @Test("Columns of no vocabulary")
    func unknownColumns() throws {
        let work = try Workplace()
        try work.write("a,b\nx,y\n", to: "table.csv")
        let result = try work.build("--incidents", "table.csv")
        #expect(result.status == 1)
        #expect(result.error.contains("the columns are those of no known vocabulary: acled needs event_id_cnty"))
    }

    @Test("Days and months that nothing tells apart, told by the option")
    func dateFormat() throws {
        let work = try Workplace()
        try work.write(header + row(day: "03/02/2026"), to: "table.csv")
        let result = try work.run("check", "study/study.yaml", "--incidents", "table.csv")
        #expect(result.status == 1 && result.error.contains("or --date-format"), "\(result.error)")
        let told = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--date-format", "MM/DD/YYYY")
        #expect(
            told.status == 1
                && told.error.contains("the newest report is of 2026-03-02, and the study's as_of is 2026-03-01"),
            "\(told.error)")
        let other = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--date-format", "DD/MM/YYYY")
        #expect(other.status == 0, "\(other.error)")
    }

    @Test("A delimiter that no table has")
    func delimiter() throws {
        let sentence = try refusal((header + row()).replacing(",", with: "^"))
        #expect(sentence.contains("claim_id"))
        #expect(sentence.contains("column"))
    }

    @Test("A table of another format")
    func format() throws {
        let sentence = try refusal(header + row(), format: "ucdp")
        #expect(sentence.contains("table.csv"))
        #expect(sentence.contains("type_of_violence"))
    }

    @Test("A quote that is never closed")
    func quote() throws {
        let work = try Workplace()
        try work.write(header + row() + "\"X2,I2,ied\n" + row(id: "X3"), to: "table.csv")
        let result = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--incident-format", "claims")
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("table.csv:3: a quote is opened and not closed in this row"))
        let counts = result.output.split(separator: "\n").filter { $0.hasPrefix("claims") || $0.hasPrefix("rejected") }
        #expect(counts.map { $0.split(separator: " ")[1] } == ["2", "1"])
    }

    @Test("One line of 100 MB")
    func longLine() throws {
        var data = Data(header.utf8)
        data.append(Data(repeating: UInt8(ascii: "a"), count: 100_000_000))
        let sentence = try refusal(data)
        #expect(sentence.contains("table.csv:2: the row is longer than"))
        #expect(sentence.contains("Check that the rows end with line breaks."))
    }

    @Test("100 MB inside an open quote")
    func longQuote() throws {
        var data = Data((header + "\"").utf8)
        data.append(Data(repeating: UInt8(ascii: "\n"), count: 100_000_000))
        #expect(try refusal(data).contains("table.csv:2: a quote is opened and not closed in this row"))
    }

    @Test("A track of a vehicle")
    func track() throws {
        let rows = (0..<40).map { step in
            row(id: "T\(step)", x: "40.\(500 + step)", y: "34.5", day: "2026-02-01T10:\(10 + step)")
        }
        let sentence = try refusal(header + rows.joined())
        #expect(sentence.contains("Tracks of people, vehicles or convoys are not read"), "\(sentence)")
    }
}

@Suite("Rows that cannot be used", .serialized)
struct BadRowTests {
    @Test(
        "A bad row is named with line, column, value and remedy",
        arguments: [
            (row(x: "nan", y: "34.5"), "column 'longitude", "no position in degrees"),
            (row(x: "40.5", y: "inf"), "column 'l", "no position in degrees"),
            (row(x: "40.5", y: "-Infinity"), "column 'l", "no position in degrees"),
            (row(x: "34.5", y: "40.5"), "column 'longitude, latitude'", "longitude and latitude look swapped"),
            (row(x: "400", y: "34.5"), "column 'longitude, latitude'", "the coordinate is out of range"),
            (row(x: "0", y: "0"), "column 'longitude, latitude'", "both 0, the mark of a failed geocoding"),
            (row(x: "40.5"), "column 'latitude'", "longitude or latitude is missing"),
            (row(day: "2026-02-30"), "column 'date_start', value '2026-02-30'", "there is no such day"),
            (row(day: "31/31/2026"), "column 'date_start', value '31/31/2026'", "there is no such day"),
            (row(day: "0026-02-01"), "column 'date_start', value '0026-02-01'", "2026 may be meant"),
            (row(best: "-5"), "column 'quantity_best', value '-5'", "the count is negative"),
            (row(least: "9", best: "5", most: "7"), "value '9, 5, 7'", "the numbers are out of order"),
            (row(least: "1", best: "many"), "column 'quantity_best', value 'many'", "this is no finite number"),
            (row(precision: "9"), "column 'where_prec', value '9'", "unknown code; known: 1, 2, 3, 4, 5, 6, 7"),
            (row().replacing(",S1", with: ",S9"), "column 'source_id', value 'S9'", "the study lists no such source"),
            (row().replacing(",ied,", with: ",mine,"), "column 'type', value 'mine'", "unknown code; known:"),
            (row().replacing(",XX,", with: ",XX,XX,"), "table.csv:2", "the row has 18 fields where the header has 17"),
        ])
    func badRow(bad: String, place: String, reason: String) throws {
        let work = try Workplace()
        try work.write(header + bad, to: "table.csv")
        let strict = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--incident-format", "claims", "--max-rejected",
            "0")
        #expect(strict.status == 1)
        #expect(strict.error.contains("1 rows were rejected, more than the 0 allowed"))
        #expect(strict.error.contains("table.csv:2: ") || strict.error.contains("table.csv:2:"))
        #expect(strict.error.contains(place), "\(strict.error)")
        #expect(strict.error.contains(reason), "\(strict.error)")
    }

    @Test("Bad rows are counted and left out, good ones used")
    func mixed() throws {
        let work = try Workplace()
        try work.write(
            header + row(id: "G1") + row(id: "B1", day: "2026-02-30") + row(id: "B2", x: "34.5", y: "40.5")
                + row(id: "G2", place: "Mulvok") + row(id: "G1"), to: "table.csv")
        let refused = try work.build("--incidents", "table.csv", "--incident-format", "claims", "--quiet")
        #expect(refused.status == 1)
        #expect(refused.error.contains("table.csv: 3 of 5 rows cannot be used ("), "\(refused.error)")
        try work.edit("cell: 10km", "cell: 10km\nleast_used_share: 0.2")
        let result = try work.build("--incidents", "table.csv", "--incident-format", "claims", "--max-rejected", "3")
        #expect(result.status == 0, "\(result.error)")
        let counts = try #require(try work.json("out/catalog.json")["counts"] as? [String: Any])
        #expect(counts["rows"] as? Int == 5)
        #expect(counts["claims"] as? Int == 2)
        #expect(
            counts["rejected"] as? [String: Int] == ["bad_date": 1, "swapped_coordinates": 1, "duplicate_id": 1])
        #expect(result.output.contains("table.csv:3: column 'date_start', value '2026-02-30'"))
        let strict = try work.build("--incidents", "table.csv", "--incident-format", "claims", "--max-rejected", "2")
        #expect(strict.status == 1)
        #expect(strict.error.contains("3 rows were rejected, more than the 2 allowed"))
    }

    @Test("A check tells programs where every row and every incident is")
    func document() throws {
        let work = try Workplace()
        try work.write(
            header + row(id: "G1") + row(id: "G2", x: "44.5", y: "33.5") + row(id: "B1", day: "2026-02-30"),
            to: "table.csv")
        let result = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--incident-format", "claims", "--release",
            "internal", "--format", "json")
        #expect(result.status == 0, "\(result.error)")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(
            document["rows"] as? Int == 3 && document["claims"] as? Int == 2
                && document["tier"] as? String == "internal")
        let places = try #require(document["places"] as? [String: Int])
        #expect(places["on_map"] == 1 && places["outside_extent"] == 1)
        #expect(places.values.reduce(0, +) == document["incidents"] as? Int)
        let rows = try #require(document["rejected_rows"] as? [[String: Any]])
        #expect(rows.first?["line"] as? Int == 4 && rows.first?["code"] as? String == "bad_date")
    }

    @Test("An unknown place is counted, told and never drawn")
    func unknownPlace() throws {
        let work = try Workplace()
        try work.write(header + row(place: "Xyzzyqq"), to: "table.csv")
        try work.edit("release: public", "release: public\nallow_empty: true")
        let result = try work.run(
            "check", "study/study.yaml", "--incidents", "table.csv", "--incident-format", "claims")
        #expect(result.status == 0)
        #expect(result.output.contains("Places that could not be settled:"))
        #expect(result.output.contains("Xyzzyqq (1): "))
        #expect(result.output.contains("100.0 % of the weight"))
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap check where a build would fail or lose something")
struct CheckLossTests {
    private func check(_ rows: [String], _ format: String) throws -> (output: String, error: String, status: Int32) {
        let work = try Workplace()
        try work.useTable(
            "day,place,prov,pos\n" + rows.joined(separator: "\n") + "\n",
            mapping:
                "{date: day, place: place, province: prov, position: pos, type: {constant: battle}}")
        let result = try work.run("check", "study/study.yaml", "--format", format)
        return (result.output, result.error, result.status)
    }

    private static let failing: [String: [String]] = [
        "all names unknown": ["2026-02-01,Nowhere,,", "2026-02-01,Nix,,"],
        "most rows lost": ["2026-02-01,,,\"34.5, 40.5\"", "2026-02-30,,,\"34.5, 40.5\"", "x,,,\"34.5, 40.5\""],
        "all rows lost": ["2026-02-30,,,\"34.5, 40.5\""],
        "nothing on the map": ["2026-02-01,,,\"10, 10\""],
    ]

    @Test("The page and the JSON are written, say why and list what is lost", arguments: failing.keys.sorted())
    func refused(_ name: String) throws {
        let rows = try #require(Self.failing[name])
        let page = try check(rows, "html"), json = try check(rows, "json")
        #expect(page.status == 1 && json.status == 1 && page.error.hasPrefix("riskmap: "))
        #expect(page.output.contains("cannot be built") && page.output.contains("verdict bad"))
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let document = try #require(object)
        #expect(document["buildable"] as? Bool == false)
        let refusal = try #require(document["refusal"] as? String)
        #expect(json.error.contains(refusal) && !refusal.contains("..") && !refusal.contains("of them must be"))
        let lost = rows.count { !$0.hasPrefix("2026-02-01") }
        #expect((document["rejected_rows"] as? [Any])?.count == lost)
        #expect(page.output.contains("Lost rows") == (lost > 0))
    }

    @Test("A loss to unknown places is no clean check")
    func lossy() throws {
        let rows = ["2026-02-01,,,\"34.5, 40.5\"", "2026-02-01,,,\"34.5, 41.5\"", "2026-02-01,Nowhere,,"]
        let page = try check(rows, "html")
        #expect(page.status == 0 && page.output.contains("1 of 3 incidents is lost"))
        #expect(page.output.contains("verdict mixed") && !page.output.contains("verdict good"))
        #expect(try check(rows, "table").output.contains("1 of 3 incidents is lost"))
        #expect(try check(Array(rows.prefix(2)), "html").output.contains("verdict good"))
    }

    @Test("Rows lost for one cause are one line of the page")
    func grouped() throws {
        let good = (0..<30).map { _ in "2026-02-01,,,\"34.5, 40.5\"" }, bad = (1..<21).map { "2026-02-3\($0 % 9),Q,," }
        let page = try check(good + bad, "html").output
        let lost = try #require(page.range(of: "Lost rows"))
        #expect(page[lost.lowerBound...].components(separatedBy: "this is no date").count == 2)
        #expect(page.contains("32, 33, 34, 35, 36, …") && page.contains("<td dir=\"auto\">20</td>"))
        #expect(!page.contains("bad_date"))
    }

    @Test("Areas are drawn, and every province of an event is tinted")
    func map() throws {
        let shape = "2026-02-01,,,\"POLYGON ((40.2 34.2, 40.4 34.2, 40.4 34.4, 40.2 34.2))\""
        let page = try check([shape, "2026-02-01,,,\"LINESTRING (40.2 34.2, 41.4 34.4)\""], "html").output
        #expect(page.contains("<g class=\"areas\">") && page.contains("drawn by a row: 1"))
        #expect(page.contains("class=\"line\"") && page.contains("<g class=\"names\"><text"))
    }
}

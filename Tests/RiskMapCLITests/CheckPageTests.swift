// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap check --format html")
struct CheckPageTests {
    private func page(_ rows: String) throws -> String {
        let work = try Workplace()
        try work.useTable(
            "day,place,x,y,dead,remark\n" + rows,
            mapping:
                "{date: day, place: place, country: {constant: XX}, longitude: x, latitude: y, type: {constant: battle}, best: dead}"
        )
        let result = try work.run("check", "study/study.yaml", "--format", "html")
        #expect(result.status == 0, "\(result.error)")
        return result.output
    }

    @Test("Names no address, and draws provinces and incidents itself")
    func selfContained() throws {
        let page = try page("2026-02-01,,40.5,34.5,2,a\n2026-02-02,,41.5,34.5,3,b\n")
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("default-src 'none'"))
        for word in ["http://", "https://", "src=", "href=", "@import", "url("] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("<svg") && page.components(separatedBy: "<circle").count == 3)
        #expect(page.components(separatedBy: "<path").count == 3)
    }

    @Test("What a table holds is text and never markup")
    func escaping() throws {
        let page = try page(
            "2026-02-01,<script>alert(1)</script>,40.5,34.5,2,\"<b>&\"\"'\"\n2026-02-02,,41.5,34.5,3,b\n")
        #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;"))
        #expect(page.components(separatedBy: "<script>").count == 2)
    }

    @Test("Each cell has its own direction")
    func arabic() throws {
        let page = try page("2026-02-01,دوران,40.5,34.5,2,a\n2026-02-01,,40.5,34.5,2,ملاحظة\n")
        #expect(page.contains("<td dir=\"auto\">دوران</td>") && page.contains("<h1 dir=\"auto\">"))
    }

    @Test("Says what was understood, doubtful and lost")
    func content() throws {
        let page = try page("2026-02-01,,40.5,34.5,dozens,a\n2026-02-30,,40.5,34.5,2,b\n2026-02-03,Nowhere,,,2,c\n")
        for words in [
            "<td dir=\"auto\">remark</td><td dir=\"auto\"></td><td dir=\"auto\">a</td>",
            "<td dir=\"auto\">dead</td><td dir=\"auto\">best</td>", "line 2: battle; 2026-02-01; XX; latitude 34.5000",
            "6 columns, 1 of them not read", "counts in words or intervals were read", "this is no date",
            "<td dir=\"auto\">2026-02-30</td>", "<td dir=\"auto\">Nowhere</td>", "The newest report is of 2026-02-03",
            "No row used says when it was published", "can be built",
        ] { #expect(page.contains(words), "\(words)") }
    }

    @Test("The JSON has the same members")
    func json() throws {
        let work = try Workplace()
        let result = try work.run("check", "study/study.yaml", "--format", "json")
        #expect(result.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let document = try #require(object)
        for member in [
            "inputs", "places_read", "other_places", "duplicates", "duplicate_count", "duplicates_merged", "verdict",
            "hindsight", "not_known_yet",
        ] { #expect(document[member] != nil, "\(member)") }
        let inputs = try #require(document["inputs"] as? [[String: Any]])
        #expect(inputs.first?["format"] as? String == "claims")
    }
}

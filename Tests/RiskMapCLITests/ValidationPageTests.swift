// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML
import Testing

@Suite("riskmap validate --format html")
struct ValidationPageTests {
    /// Two events a day in the western province for 500 days, and one in the eastern each tenth day.
    private func workplace(access: String = "open", file: String = "log.csv") throws -> Workplace {
        let work = try Workplace()
        let text = try work.text("study/study.yaml")
        let start = try #require(text.range(of: "inputs:\n")), end = try #require(text.range(of: "\nroutes:"))
        let input = """
              - {name: log, format: table, file: '\(file)', systematic: true, counts: "an attack", access: \(access), terms: none,
                 mapping: {date: day, longitude: lon, latitude: lat, type: {constant: battle}, country: {constant: XX}}}

            """
        try work.write(text[..<start.upperBound] + input + text[end.lowerBound...], to: "study/study.yaml")
        let day = Date(timeIntervalSince1970: 1_772_236_800)  // 2026-02-28
        let rows = (0..<500).map { age in
            let date = day.addingTimeInterval(-86_400 * Double(age)).ISO8601Format().prefix(10)
            return "\(date),40.5,34.5\n\(date),40.\(age % 9),34.6\n" + (age % 10 == 0 ? "\(date),41.7,34.3\n" : "")
        }
        try work.write("day,lon,lat\n" + rows.joined(), to: "study/" + file)
        return work
    }

    private func page(_ work: Workplace, _ more: String...) throws -> String {
        let result = try Program.run(
            ["validate", "--study", "study/study.yaml", "--from", "2025-10-01", "--to", "2026-02-27", "--quiet"]
                + ["--format", "html"] + more, in: work.folder)
        #expect(result.status == 0, "\(result.error)")
        return result.output
    }

    @Test("Holds every plot, and is the same on a second run")
    func content() throws {
        let work = try workplace()
        let page = try page(work)
        for words in [
            "id=\"search-title\"", "id=\"folds-title\"",
            "id=\"misses-title\"", "id=\"reliability-10-7-title\"", "id=\"reliability-25-30-title\"", "In 90 %, %",
            "log.csv", "2025-10-01 to 2026-02-27", "an attack", "Ostria", "Boundaries: invented",
            "Release tier: public", "5 of 30 days",
        ] { #expect(page.contains(words), "\(words)") }
        #expect(page.contains("beats the best baseline") || page.contains("is no better than the best baseline"))
        #expect(try page == self.page(work))
    }

    @Test("Names no address, and every element is closed")
    func selfContained() throws {
        let page = try page(workplace())
        for word in ["http:", "https:", "src=", "href=", "@import"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.components(separatedBy: "url(").count == page.components(separatedBy: "url(#assessed)").count)
        #expect(try Self.isWellFormed(page))
    }

    /// Whether a parser of XML reads the page; what HTML leaves open is closed before.
    private static func isWellFormed(_ page: String) throws -> Bool {
        let head = try #require(page.range(of: "<html")), script = try #require(page.range(of: "<script>"))
        let end = try #require(page.range(of: "</script>"))
        let markup = page[head.lowerBound..<script.lowerBound] + page[end.upperBound...]
        let parser = XMLParser(data: Data(markup.replacing(/<meta ([^>]*)>/) { "<meta \($0.1)/>" }.utf8))
        return parser.parse()
    }

    @Test("The name of a file is text and never markup")
    func escaping() throws {
        let page = try page(workplace(file: "a<b>&\"c.csv"), "--models", "uniform")
        #expect(page.contains("a&lt;b&gt;&amp;&quot;c.csv") && !page.contains("a<b>"))
        #expect(try Self.isWellFormed(page))
    }

    @Test("A page of baselines alone has no chances and claims nothing")
    func baselines() throws {
        let page = try page(workplace(), "--models", "uniform,counts-90d-5")
        #expect(page.contains("No model stands beside a baseline") && page.contains("id=\"search-title\""))
        #expect(!page.contains("reliability-") && !page.contains("misses-title"))
    }

    @Test("A page of a restricted input is internal")
    func tier() throws {
        let page = try page(workplace(access: "restricted"), "--models", "uniform")
        #expect(page.contains("Release tier: internal") && !page.contains("Release tier: public"))
    }

    @Test("A format that there is not is refused with those that there are")
    func format() throws {
        let work = try Workplace()
        let result = try work.run(
            "validate", "--from", "2025-10-01", "--to", "2026-02-27", "--format", "pdf")
        #expect(result.status == 64 && result.error.contains("html"))
    }
}

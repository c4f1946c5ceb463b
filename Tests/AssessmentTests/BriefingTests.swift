// SPDX-License-Identifier: Apache-2.0

@testable import Briefings
import Foundation
import Geo
import JSON
import Layers
@testable import Queries
@testable import Studies
import Testing

@Suite("Briefings")
struct BriefingTests {
    private func briefing(
        _ study: SquareStudy, _ place: BriefingPlace = .named("Dorran"), language: Language? = nil,
        since earlier: QueryService? = nil
    ) throws -> Briefing {
        let service = try QueryService(folder: study.build().output.folder)
        return try BriefingMaker(service, since: earlier, language: language).briefing(of: place)
    }

    private func text(_ briefing: Briefing, _ form: BriefingForm) throws -> String {
        String(decoding: try briefing.bytes(form), as: UTF8.self)
    }

    @Test("The same build gives the same bytes in every form")
    func deterministic() throws {
        let study = try SquareStudy()
        let one = try briefing(study), two = try briefing(study)
        for form in BriefingForm.allCases { #expect(try one.bytes(form) == two.bytes(form), "\(form)") }
        let pdf = try one.bytes(.pdf)
        #expect(pdf.starts(with: Array("%PDF-".utf8)) && one.pages <= 2)
        #expect(String(decoding: pdf, as: UTF8.self).contains("20260301000000Z"))
    }

    @Test("It says what it must: figures, every claim, conflict, sources, use, and that absence is not safety")
    func contents() throws {
        let made = try briefing(try SquareStudy())
        #expect(
            made.sections.map(\.id).filter { $0 != "corridors" } == [
                "numbers", "why", "conflicts", "doubt", "sources", "use",
            ])
        let json = try JSONValue.parse(made.bytes(.json))
        #expect(json["absence"]?.text == "Absence of reports is not safety.")
        #expect(json["answer"]?["iso3166_2"]?.text == "XX-DO")
        let page = try text(made, .html)
        for word in ["[facility not named]", "No systematic record", "too few for a forecast", "claimed by", "persons"]
        {
            #expect(page.contains(word), "\(word)")
        }
        // Tables name a prison; a briefing does not.
        for form in [BriefingForm.html, .markdown] { #expect(try !text(made, form).contains("Brenna")) }
        // No page but itself: nothing is fetched and no script runs.
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"))
    }

    @Test("Hostile titles stay texts in HTML and Markdown, and fill no page")
    func hostile() throws {
        let study = try SquareStudy()
        let evil =
            "<img src=x onerror=alert(1)> [a](http://evil.example) **b** \u{202E}abc "
            + String(repeating: "x", count: 5_000)
        try study.edit("Escape from Brenna prison", "\"\(evil)\"", in: "incidents.csv")
        let made = try briefing(study)
        #expect(made.pages <= 2)
        let page = try text(made, .html)
        #expect(!page.contains("<img src=x") && page.contains("&lt;img src=x"))
        #expect(!page.contains("\u{202E}"))
        let markdown = try text(made, .markdown)
        // A bracket that is escaped opens no link.
        #expect(!markdown.replacing("\\]", with: "").contains("](") && !markdown.contains("http://"))
        #expect(markdown.contains("\\*\\*b"))
        #expect(!page.contains(String(repeating: "x", count: 500)))
    }

    @Test("No briefing is written about a facility")
    func facility() throws {
        #expect(throws: BriefingError.self) { try briefing(try SquareStudy(), .named("Brenna prison")) }
    }

    @Test("What opens a list or a link in Markdown is escaped")
    func markdown() {
        #expect(BriefingMarkdown.escaped("- a") == "\\- a" && BriefingMarkdown.escaped("1. a") == "1\\. a")
        #expect(BriefingMarkdown.escaped("1.19; 2") == "1.19; 2" && BriefingMarkdown.escaped("7)") == "7\\)")
        #expect(BriefingMarkdown.escaped("a_b <c> #d") == "a\\_b \\<c\\> \\#d")
        #expect(
            BriefingMarkdown.escaped("www.x.org") == "www\\.x.org" && BriefingMarkdown.escaped("12 of 3") == "12 of 3")
    }

    @Test("Arabic runs from the right and says the same", arguments: ["Dorran", "Tarsid"])
    func arabic(place: String) throws {
        let made = try briefing(try SquareStudy(), .named(place), language: .arabic)
        #expect(made.language == .arabic && made.absence == "غياب التقارير لا يعني الأمان.")
        #expect(try text(made, .html).contains("<html lang=\"ar\" dir=\"rtl\">"))
        #expect(made.pages <= 2 && !made.finding.contains("{") && made.title.hasPrefix("إحاطة"))
        for section in made.sections {
            #expect(!section.heading.isEmpty && !section.heading.contains("{"), "\(section.id)")
        }
    }

    @Test("What is new is told since the earlier build, of the place alone")
    func news() throws {
        let study = try SquareStudy()
        let folder = study.folder.deletingLastPathComponent().path
        let old = try QueryService(folder: study.build(to: "\(folder)/old").output.folder)
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = "2026-03-20"
        let new = try QueryService(folder: study.build(overrides, to: "\(folder)/new").output.folder)
        let code = try #require(new.news(since: old).incidents.new.first?.province)
        let other = code == "XX-KE" ? "XX-DO" : "XX-KE"
        func lines(_ name: String) throws -> String {
            let made = try BriefingMaker(new, since: old).briefing(of: .named(name))
            let section = try #require(made.sections.first { $0.id == "new" })
            return "\(section)"
        }
        #expect(try lines(code).contains("New: Mine at Mulvok"))
        #expect(try !lines(other).contains("Mulvok"))
    }
}

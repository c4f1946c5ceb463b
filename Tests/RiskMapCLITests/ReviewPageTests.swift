// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import JSON
@testable import RiskMapCLI
import Tables
import Testing

@Suite("Page of a review")
struct ReviewPageTests {
    /// An article of one sentence with one place; `text` stands in its title.
    private func document(_ text: String = "", feature: String = "town") -> JSONValue {
        let place: JSONValue = ["place_id": "P1", "feature": .string(feature), "latitude": 35.51, "longitude": 41.23]
        return [
            "format_version": 1,
            "articles": [["source_id": "A", "title": .string(text), "text": "Shots at Example.", "mentions": [place]]],
            "claims": [["claim_id": "C", "source_id": "A", "place_id": "P1", "latitude": 35.51, "longitude": 41.23]],
        ]
    }

    private func data(of page: String) throws -> (text: String, value: JSONValue) {
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">")).upperBound
        let end = try #require(page[start...].range(of: "</script>")).lowerBound
        return (String(page[start..<end]), try JSONValue.parse(Array(page[start..<end].utf8)))
    }

    @Test("Names no address but that of the drawing language, and lets nothing in")
    func selfContained() {
        let page = ReviewPage(document: document()).html()
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("default-src 'none'"))
        #expect(!page.contains("unsafe"))
        #expect(page.components(separatedBy: "http").count == 3 && page.contains("'http://www.w3.org/2000/svg'"))
        for word in ["src=", "@import", "innerHTML", "eval(", "fetch("] { #expect(!page.contains(word), "\(word)") }
    }

    @Test(
        "What an article says is text and never markup",
        arguments: [
            "</script><script>alert(1)</script>", "<!-- <script>", "]]>&amp;", "\"'\\", "\u{202E}abc\u{2066}",
            "\u{0}\u{7F}",
            "a\u{2028}b\u{2029}c", "مقال 🚌",
        ])
    func hostile(_ text: String) throws {
        let page = ReviewPage(document: document(text)).html()
        let (written, value) = try data(of: page)
        #expect(value["articles"]?.elements?.first?["title"]?.text == text)
        #expect(page.components(separatedBy: "</script").count == 3)
        for scalar in "<>&\u{0}\u{7F}\u{2028}\u{2029}\u{202E}\u{2066}".unicodeScalars {
            #expect(!written.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("A facility has no position, whether the mention or a candidate of it says what it is")
    func facilities() throws {
        for feature in ["camp", "prison", "base"] {
            let value = try data(of: ReviewPage(document: document(feature: feature)).html()).value
            #expect(value["claims"]?.elements?.first?["latitude"] == .null, "\(feature)")
            #expect(value["articles"]?.elements?.first?["mentions"]?.elements?.first?["longitude"] == .null)
        }
        let value = try data(of: ReviewPage(document: document()).html()).value
        #expect(value["claims"]?.elements?.first?["latitude"]?.double == 35.51)
    }

    @Test("The page offers the codes that the table of claims is read with, and has words for each")
    func codes() throws {
        let page = ReviewPage(document: document()).html()
        let codes = try #require(try data(of: page).value["codes"])
        #expect(codes["where_prec"]?.elements?.compactMap(\.text) == ["1", "2", "3", "4", "5", "6", "7"])
        #expect(codes["event_type"]?.elements?.count == EventType.allCases.count)
        for list in ["event_type", "status", "bound", "count_kind", "root_kind", "date_prec", "where_prec"] {
            for code in codes[list]?.elements?.compactMap(\.text) ?? [] {
                #expect(page.contains("\(code): ['"), "\(list) \(code)")
            }
        }
    }

    @Test("Outlines are rounded, points that fall together are one, and lines without an area are left out")
    func outlines() throws {
        let ring = [(40.001, 35.0), (40.004, 35.0), (41.256, 35.0), (41.0, 36.994)].map {
            PlanarPoint(x: $0.0, y: $0.1)
        }
        let province = ReviewProvince(
            id: "XX-A", nameEnglish: "Example", nameArabic: "مثال", rings: [ring, Array(ring.prefix(3))])
        let page = ReviewPage(document: document(), provinces: [province]).html()
        let map = try #require(try data(of: page).value["base_map"]?["provinces"]?.elements?.first)
        #expect(String(decoding: map["rings"]?.bytes ?? [], as: UTF8.self) == "[[[40,35],[41.26,35],[41,36.99]]]")
    }

    @Test("The same document makes the same page")
    func sameness() {
        #expect(ReviewPage(document: document("a")).html() == ReviewPage(document: document("a")).html())
        #expect(ReviewPage(document: document("a")).html() != ReviewPage(document: document("b")).html())
    }

    @Test(
        "A guarded cell gives back its text; others stay as they are",
        arguments: [
            ("'=1+1", "=1+1"), ("'-from", "-from"), ("'@a", "@a"), ("'\tx", "\tx"), ("''=x", "'=x"), ("'", "'"),
            ("", ""),
            ("'hello'", "'hello'"), ("-5", "-5"), ("=1", "=1"), ("''", "''"), ("'\u{301}=", "'\u{301}="),
        ])
    func cells(_ cell: String, _ text: String) { #expect(GuardedCell.text(of: cell) == text) }
}

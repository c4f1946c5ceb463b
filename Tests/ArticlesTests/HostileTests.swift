// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Articles

@Suite("Files that mean harm")
struct HostileTests {
    @Test(
        "Entities are never expanded",
        arguments: [
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;",
            "<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;&b;&b;'>",
        ])
    func entities(declaration: String) {
        let feed =
            "<?xml version='1.0'?><!DOCTYPE rss [\(declaration)]><rss><channel><item><title>&x;</title></item></channel></rss>"
        #expect(throws: ArticleError.declaresEntities(name: "f.xml")) {
            try ArticleReader().articles(bytes: Array(feed.utf8), name: "f.xml")
        }
    }

    @Test("A page that declares an entity shows its name")
    func pageEntity() throws {
        let article = try read(
            "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>An entity &x; is here.</p></body></html>",
            as: "a.html")
        #expect(article.told.last == "body: An entity &x; is here.")
    }

    @Test("A DTD is not loaded")
    func dtd() throws {
        let feed =
            "<?xml version='1.0'?><!DOCTYPE rss PUBLIC 'a' 'http://127.0.0.1:9/r.dtd'><rss><channel><item><title>Old item</title></item></channel></rss>"
        #expect(try read(feed, as: "f.xml").title == "Old item")
    }

    @Test("Deep nesting is read; nesting without end is refused with a sentence")
    func deep() throws {
        let deep = String(repeating: "<div>", count: 10_000) + "<p>Fourteen people were seen there.</p>"
        #expect(try read("<html><body>" + deep, as: "a.html").told == ["body: Fourteen people were seen there."])
        let endless = "<html><body><p>Before it.</p>" + String(repeating: "<b>", count: 100_000) + "after"
        let article = try read(endless, as: "a.html")
        #expect(article.told == ["body: Before it."])
        #expect(article.notes.count == 1)
    }

    @Test("Attributes without end are cut")
    func attributes() throws {
        let many = (0..<50_000).map { "x\($0)=1" }.joined(separator: " ")
        let article = try read(
            "<html><body><p class=\"\(String(repeating: "a", count: 1_000_000))\" \(many)>Three left.</p>", as: "a.html"
        )
        #expect(article.told == ["body: Three left."])
        #expect(article.notes.count == 1)
    }

    @Test("End tags without a start do not take forever")
    func endTags() throws {
        let page =
            "<html><body><p>Some text.</p>" + String(repeating: "<b>", count: 15_000)
            + String(repeating: "</i>", count: 300_000)
        #expect(try read(page, as: "a.html").told == ["body: Some text."])
    }

    @Test(
        "Broken markup is read as far as it goes",
        arguments: [
            "<p>Three left the town", "<p>Three left<!-- the",
            "<html><body><p>Three <b>left</p></b> the town</i></table>", "<div><p>Three<a href=\"",
            "<p>Three &#x110000; &#0; &bogus; left", "<table><tr><td>Three<td>left<table><td>x",
            "<html>\u{0}<p>Three men\u{0}left the town at night, as the woman who saw them said.",
        ])
    func broken(page: String) throws {
        #expect(try read(page, as: "a.html").text.contains("Three"))
    }

    @Test("Invisible characters do not hide what a line says")
    func invisible() throws {
        let article = try read(
            "\(PastedTextTests.paragraph)\n\n\(PastedTextTests.second)\n\n\u{200F}Re\u{200B}lated\u{2069} Po\u{AD}sts\u{200E}"
        )
        #expect(article.kinds == [.body, .body, .related])
    }

    @Test("Mixed scripts and combining marks keep their offsets")
    func mixed() throws {
        let article = try read("e\u{301}te\u{301} قَالَ \u{202B}نص\u{202C} 𝕏 👩‍👩‍👧 said so.\n\n\u{301}\u{301}x")
        #expect(article.blocks.count == 2)
    }

    @Test("Random cuts and changes of a page and a feed never end the program")
    func mutations() {
        let page =
            "<html><head><title>T</title></head><body><article><h1>Title</h1><p class='a'>Text &amp; more</p><ul><li>x</ul></article>"
        let feed =
            "<rss><channel><title>T</title><item><title>a &lt;</title><description><![CDATA[<p>x</p>]]></description></item></channel></rss>"
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        for (text, name) in [
            (page, "a.html"), (feed, "a.xml"),
            (#"{"title":"a","text":"b","items":[{"content_html":"<p>x"}]}"#, "a.json"),
        ] {
            for _ in 0..<400 {
                var bytes = Array(text.utf8)
                for _ in 0..<next(6) { bytes[next(bytes.count)] = UInt8(next(256)) }
                bytes.removeLast(next(bytes.count))
                for article in (try? ArticleReader().articles(bytes: bytes, name: name)) ?? [] { article.expectSound() }
            }
        }
    }
}

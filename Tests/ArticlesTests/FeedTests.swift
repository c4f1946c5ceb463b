// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Articles

@Suite("Feeds and JSON")
struct FeedTests {
    private func articles(_ text: String, _ name: String) throws -> [Article] {
        let articles = try ArticleReader().articles(bytes: Array(text.utf8), name: name)
        for article in articles { article.expectSound() }
        return articles
    }

    @Test("RSS: each item is an article")
    func rss() throws {
        let found = try articles(
            """
            <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel>
            <title>Valley News &amp; Views</title><item><title>Bridge closed &#8216;for weeks&#8217;</title>
            <link>https://v.example/1</link><pubDate>Wed, 21 Jan 2026 10:00:00 GMT</pubDate><description>Short</description>
            <content:encoded><![CDATA[<p>The bridge was closed after 14 lorries had crossed.</p><script>x</script>]]></content:encoded>
            </item><item><title>Two &lt;b&gt;held&lt;/b&gt;</title><dc:date>2026-01-20</dc:date>
            <description>&lt;p&gt;Two men were held, said AT&amp;amp;T & co&nbsp;today.&lt;/p&gt;</description></item><item/></channel></rss>
            """, "feed.xml")
        #expect(found.map(\.name) == ["feed.xml#1", "feed.xml#2"])
        #expect(
            found[0].told == [
                "headline: Bridge closed ‘for weeks’", "body: The bridge was closed after 14 lorries had crossed.",
            ])
        #expect(found[0].publisher == "Valley News & Views")
        #expect(found[0].address == "https://v.example/1")
        #expect(found[0].published == CalendarDay(year: 2026, month: 1, day: 21))
        #expect(found[0].publishedBasis == .entry)
        #expect(found[1].told == ["headline: Two held", "body: Two men were held, said AT&T & co today."])
        #expect(found[0].notes == ["entries without text were left out: 1"])
    }

    @Test("Atom with XHTML inside")
    func atom() throws {
        let found = try articles(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><entry><title type="html">One &amp;amp; two</title>
            <link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/><updated>2026-02-02T00:00:00Z</updated>
            <content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><p>First paragraph here.</p><p>Second one.</p></x:div></content>
            </entry></feed>
            """, "a.atom")
        #expect(found.map(\.told) == [["headline: One & two", "body: First paragraph here.", "body: Second one."]])
        #expect(found[0].address == "https://x.example/1")
    }

    @Test("RDF")
    func rdf() throws {
        let found = try articles(
            """
            <rdf:RDF xmlns:rdf="a" xmlns="b" xmlns:dc="c"><channel><title>Outlet</title></channel><item><title>Storm hits coast</title>
            <dc:date>2025-12-30T04:00:00+00:00</dc:date><description>Nine boats sank, the port said.</description></item></rdf:RDF>
            """, "x.rdf")
        #expect(found.map(\.told) == [["headline: Storm hits coast", "body: Nine boats sank, the port said."]])
        #expect(found[0].publisher == "Outlet")
    }

    @Test("A JSON feed, an object, a list, and one object a line")
    func json() throws {
        let feed = try articles(
            #"""
            {"version":"https://jsonfeed.org/version/1.1","title":"JF","items":[{"url":"https://j.example/1","title":"One",
            "content_text":"Three people were moved.\n\nMore will follow."},{"content_html":"<p>Only html.</p>"}]}
            """#, "f.json")
        #expect(
            feed.map(\.told) == [
                ["headline: One", "body: Three people were moved.", "body: More will follow."], ["body: Only html."],
            ])
        #expect(feed[0].publisher == "JF")
        let object = try articles(
            #"{"title":"One","body":"Text of it.","date":"21 January 2026","source":{"name":"S"}}"#, "o.json")
        #expect(object.map(\.name) == ["o.json"])
        #expect(object[0].publisher == "S")
        #expect(object[0].published == CalendarDay(year: 2026, month: 1, day: 21))
        #expect(try articles(#"[{"text":"A b."},{"x":1},{"content":"C d."}]"#, "l.json").count == 2)
        #expect(try articles("{\"text\":\"A b.\"}\n{\"text\":\"C d.\"}\n", "l.jsonl").count == 2)
    }

    @Test(
        "Files that are no articles",
        arguments: [
            ("<?xml version='1.0'?><kml><a/></kml>", "a.xml"), ("{\"a\":", "c.json"), ("{\"a\":1}", "d.json"),
            ("<?xml version='1.0'?>", "e.xml"),
        ])
    func malformed(text: String, name: String) {
        #expect {
            try articles(text, name)
        } throws: { error in
            if case ArticleError.malformed = error { true } else { false }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Articles

@Suite("Pages")
struct PageTests {
    @Test("A page with an article element, its furniture and its meta data")
    func marked() throws {
        let article = try read(
            """
            <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Convoy leaves camp - Courier</title>
            <meta property="og:title" content="Convoy leaves camp"><meta property="og:site_name" content="Courier">
            <meta property="article:published_time" content="2026-02-03T21:10:00+03:00">
            <link rel="canonical" href="https://courier.example/1"></head><body class="has-sidebar related">
            <nav><ul><li><a href=a>News</a></li></ul></nav><main><article><h1>Convoy leaves camp</h1>
            <div class="byline-block"><span>Huda Sabri</span></div>
            <figure><img alt="x"><figcaption>Buses waited at the gate</figcaption></figure>
            <p>Twelve buses left the camp on Tuesday,&nbsp;the camp's <a href="/x">director</a> said.</p>
            <h2>What officials say</h2><p>A spokesman said that 35 families stayed behind and would leave later.</p>
            <blockquote class="twitter-tweet"><p>We escorted 12 buses.</p></blockquote>
            <script>var x = "<p>not this</p>";</script><p style="display: none">Nor this, which nobody sees.</p>
            <ul><li>Water was cut for 3 days</li></ul>
            <aside><h2>More</h2><p><a href="1">An older story</a></p></aside></article></main>
            <footer><p>The Courier is not responsible for others.</p></footer></body></html>
            """, as: "a.html")
        #expect(
            article.told == [
                "navigation: News", "headline: Convoy leaves camp", "byline: Huda Sabri",
                "caption: Buses waited at the gate",
                "body: Twelve buses left the camp on Tuesday, the camp's director said.", "heading: What officials say",
                "body: A spokesman said that 35 families stayed behind and would leave later.",
                "embedded: We escorted 12 buses.", "body: Water was cut for 3 days", "related: More",
                "related: An older story",
                "boilerplate: The Courier is not responsible for others.",
            ])
        #expect(article.title == "Convoy leaves camp")
        #expect(article.publisher == "Courier")
        #expect(article.address == "https://courier.example/1")
        #expect(article.published == CalendarDay(year: 2026, month: 2, day: 3))
        #expect(article.publishedBasis == .page)
        #expect(article.language == .english)
    }

    @Test("A page without an article element: where most is written")
    func scored() throws {
        let article = try read(
            """
            <html><head><meta property="og:title" content="Fire at the Karam market"></head><body><div class="w">
            <div class="t"><a>Latest</a> <a>World</a></div><div class="z"><div>Fire at the Karam market</div>
            <div><div class="x">A fire destroyed 40 stalls in the market on Friday, and three men were hurt, the office said.</div>
            <div class="x">Traders said that the brigade, which came from the capital, arrived after two hours.</div></div></div>
            <div class="r"><div><a href=1>Ten things to know about the market and its traders</a></div></div>
            <div class="cookie-banner"><p>We use cookies to make this site work, and to see how it is used by all.</p></div>
            </div></body></html>
            """, as: "b.html")
        #expect(article.kinds == [.navigation, .headline, .body, .body, .navigation, .boilerplate])
    }

    @Test("Tables that lay out a page, tags without ends")
    func tables() throws {
        let article = try read(
            """
            <HTML><TITLE>Border post reopens</TITLE><BODY><TABLE><TR><TD><A HREF=1>Home</A><BR><A HREF=2>Archive</A></TD><TD>
            <TABLE><TR><TD><FONT SIZE=5>Border post reopens</FONT></TD></TR><TR><TD>The post at Wadi Sarab was opened again on
            Monday after it had been closed for 16 days, the customs office said.<BR><BR>About 220 lorries crossed within the
            first hours, and drivers waited up to nine hours on both sides.<P>A second post stays closed until the summer.
            </TABLE></TD></TR></TABLE>
            """, as: "c.htm")
        #expect(article.kinds == [.navigation, .headline, .body, .body, .body])
        #expect(article.title == "Border post reopens")
    }

    @Test("A blog: JSON-LD, shares, tags, comments, bold titles")
    func blog() throws {
        let article = try read(
            """
            <html lang="en-US"><head><script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle",
            "headline":"Nine dead near Darun dam","datePublished":"2026-01-11T08:00:00Z","publisher":{"name":"The Valley Blog"}}]}
            </script></head><body class="single widget"><div class="post"><h1 class="entry-title">Nine dead near Darun dam</h1>
            <div class="entry-meta">Posted on <a>January 11, 2026</a></div><div class="sharedaddy"><a>Facebook</a></div>
            <div class="entry-content"><p>DARUN &#8212; Nine people were killed when fighting broke out near the dam, residents said.</p>
            <p class="wp-caption-text">The dam seen from the east.</p>
            <p>The council put the number at seven; it did not explain the difference between them.</p>
            <p><strong>Read more: <a>Why the dam matters</a></strong></p><p><strong>Roads closed</strong></p>
            <p>The road to Hamra was closed until Sunday noon, and 140 families left their homes.</p></div>
            <div class="tags-links">Tagged <a rel="tag">dam</a></div></div>
            <div id="comments"><p>I was there and I saw at least 30 dead, nobody tells the truth about it.</p></div></body></html>
            """, as: "d.html")
        #expect(
            article.kinds == [
                .headline, .byline, .navigation, .body, .caption, .body, .related, .heading, .body, .tagCloud,
                .boilerplate,
            ])
        #expect(article.published == CalendarDay(year: 2026, month: 1, day: 11))
        #expect(article.publisher == "The Valley Blog")
    }

    @Test("An Arabic page that states a wrong language")
    func arabic() throws {
        let article = try read(
            """
            <html dir="rtl" lang="en-US"><head><title>قصف على بلدة الزهراء | وكالة الوادي</title></head><body>
            <div class="post-content"><h1>قصف على بلدة الزهراء</h1><span class="date">الأربعاء 21 كانون الثاني/يناير 2026</span>
            <p>قال مصدر أمني يوم الأربعاء إن خمسة أشخاص أصيبوا في قصف استهدف بلدة الزهراء في الريف الشمالي.</p>
            <p>اقرأ أيضاً: <a>هدوء حذر في البلدة</a></p><p>أُعدّ هذا المحتوى بالذكاء الاصطناعي.</p></div></body></html>
            """, as: "e.html")
        #expect(article.kinds == [.headline, .byline, .body, .related, .disclosure])
        #expect(article.language == .arabic)
        #expect(article.isMachineWritten)
        #expect(article.published == CalendarDay(year: 2026, month: 1, day: 21))
        #expect(article.notes.count == 1)
    }

    @Test("Stories between paragraphs, promotions named in one word, a date that only a class tells")
    func insets() throws {
        let article = try read(
            """
            <html><body><main><header><h1>Army says convoy hit near Qamar</h1><p class="article__subhead">Twelve are hurt.</p></header>
            <div class="date-simple"><span class="screen-reader-text">Published On 4 May 2025</span></div>
            <div class="wysiwyg"><p>The army says that a convoy of 30 trucks was hit near Qamar, on the road to the north.</p>
            <div class="more"><h2>Recommended Stories</h2><ul><li><h3><a>Why the north is empty</a></h3></li></ul></div>
            <div class="PagePromo"><a>Storm names</a><div class="PagePromo-description">How storms are named, from A to Z.</div></div>
            <p>“We saw the smoke from the village,” a farmer told the agency, “and then the drivers ran.”</p><p>___</p>
            <p>Nasser reported from Hamra. Writers in Qamar contributed to this report.</p></div></main></body></html>
            """, as: "i.html")
        #expect(
            article.kinds == [
                .headline, .heading, .body, .related, .related, .boilerplate, .boilerplate, .body, .boilerplate,
                .disclosure,
            ])
        #expect(article.published == CalendarDay(year: 2025, month: 5, day: 4))
    }

    @Test("A class that lies about the whole page is not believed")
    func lyingClass() throws {
        let text = "The council said on Monday that 14 families had left the village after the flood of last week."
        let article = try read(
            "<html><body><div class='sidebar widget'><h1>Families leave</h1><p>\(text)</p><p>\(text)</p><p>\(text)</p></div></body></html>",
            as: "f.html")
        #expect(article.kinds == [.headline, .body, .body, .body])
    }

    @Test("Charsets that a page states")
    func charset() throws {
        let head = Array("<html><head><meta charset=windows-1256></head><body><p>".utf8)
        let article = try #require(
            try ArticleReader().articles(
                bytes: head + [0xDE, 0xC7, 0xE1, 0x20, 0xE4, 0xDA, 0xE3] + Array("</p>".utf8), name: "g.html"
            )
            .first)
        #expect(article.told == ["body: قال نعم"])
    }

    @Test("Addresses that are no addresses of the web are not taken")
    func addresses() throws {
        let article = try read(
            "<html><head><link rel=canonical href='javascript:alert(1)'></head><body><p>Three people left, he said.</p>",
            as: "h.html")
        #expect(article.address == "")
    }

    @Test(
        "Days as they are written",
        arguments: [
            ("2026-01-21T10:00:00Z", "2026-01-21"), ("Wed, 21 Jan 2026 23:59:00 -0500", "2026-01-21"),
            ("January 21st, 2026", "2026-01-21"), ("21/01/2026", "2026-01-21"), ("٢١ كانون الثاني ٢٠٢٦", "2026-01-21"),
            ("21 يناير/كانون الثاني 2026", "2026-01-21"), ("05/06/2026", ""), ("2026-02-30", ""), ("soon", ""),
            ("31 June 2026", ""),
        ])
    func days(written: String, day: String) {
        #expect(WrittenDay.day(in: written).map { "\($0)" } ?? "" == day)
    }
}

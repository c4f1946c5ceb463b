// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Articles

@Suite("Texts copied from pages")
struct PastedTextTests {
    /// Two paragraphs that no rule takes for anything else.
    static let paragraph =
        "The council of Tel Marak said on Monday that 14 families had left the village after the flood."
    static let second =
        "Salim Harbo, who heads the council, added that the road to the north would stay closed for a week."

    @Test("The first line that reads as a title is one, words above it are none")
    func head() throws {
        let article = try read(
            """
            Valley Post

            WorldPoliticsEconomySyria

            Flood drives families out of Tel Marak village

            Roads to the north remain closed after days of rain

            3 min readShare

            \(Self.paragraph)

            \(Self.second)
            """)
        #expect(
            article.told == [
                "navigation: Valley Post", "tag_cloud: WorldPoliticsEconomySyria",
                "headline: Flood drives families out of Tel Marak village",
                "heading: Roads to the north remain closed after days of rain", "boilerplate: 3 min readShare",
                "body: \(Self.paragraph)", "body: \(Self.second)",
            ])
        #expect(article.title == "Flood drives families out of Tel Marak village")
    }

    @Test("A text without a title begins with its first paragraph")
    func noTitle() throws {
        let article = try read("\(Self.paragraph)\n\(Self.second)\nWhat the council plans\n\(Self.second)")
        #expect(article.kinds == [.body, .body, .heading, .body])
        #expect(article.title == "")
    }

    @Test("A dateline alone in its line is a byline, inside of a paragraph it stays there")
    func dateline() throws {
        let article = try read(
            "Flood drives families out of Tel Marak\nValley News– Marak/ Hamra\nHAMRA (Valley News) — \(Self.paragraph)"
        )
        #expect(article.kinds == [.headline, .byline, .body])
        #expect(article.publisher == "Valley News")
    }

    @Test(
        "Lines around a text by what they say",
        arguments: [
            ("Source link", BlockKind.boilerplate), ("Related Posts", .related), ("Popular Articles", .related),
            ("Read more: The village that moved", .related), ("1 of 2,304", .navigation),
            ("Advertisement", .boilerplate),
            ("Receive latest news & updates", .boilerplate), ("Share", .navigation), ("12 Comments", .boilerplate),
            ("Copyright 2026 Valley Post. All rights reserved.", .boilerplate),
            ("We use cookies to make this site work for you.", .boilerplate),
            ("Tags: Syria, flood, Marak", .tagCloud), ("#flood #syria", .tagCloud),
            ("By Huda Sabri and Omar Nasser", .byline),
            ("Reporting by Huda Sabri; Editing by Omar Nasser", .disclosure),
            ("The Valley News Staff is a team of reporters in Hamra.", .disclosure),
            ("Huda Sabri is a journalist based in Hamra.", .disclosure),
            ("January 21, 2026", .byline), ("Published: 21 Jan 2026 14:30 GMT", .byline),
            ("اقرأ أيضاً: القرية التي رحلت", .related), ("مواضيع ذات صلة", .related),
            ("المصدر: وكالة الوادي", .boilerplate),
            ("شارك", .navigation), ("الأربعاء ٢١ يناير ٢٠٢٦", .byline), ("بقلم هدى صبري", .byline),
        ])
    func furniture(line: String, kind: BlockKind) throws {
        let article = try read("\(Self.paragraph)\n\n\(Self.second)\n\n\(line)")
        #expect(article.kinds == [.body, .body, kind])
    }

    @Test(
        "Paragraphs that begin like furniture stay paragraphs",
        arguments: [
            "Share prices fell by 3 percent on Monday. The bank said that it would not act before the summer.",
            "Related charges against the four men were dropped in May. The court did not say why it had done so.",
            "By the time the convoy came to Hamra, 12 people had left it, and the army said that nobody looked for them.",
            "Source material that was seen by the court names 14 people. It does not name those who held them there.",
            "Huda Sabri is a journalist in Hamra, and she said on Monday that she had seen 14 buses leave the town.",
            "In the north the river rose by two metres on Sunday night, and the fields of 40 farms were lost (Reuters).",
        ])
    func paragraphs(line: String) throws {
        let article = try read("\(Self.paragraph)\n\n\(line)\n\n\(Self.second)\n\n\(Self.second)")
        #expect(article.kinds == [.body, .body, .body, .body])
    }

    @Test("The words below a picture, with their double above")
    func captions() throws {
        let article = try read(
            """
            \(Self.paragraph)

            Men carry sandbags to the dam at Hamra.
            Men carry sandbags to the dam at Hamra in the north of the country, Friday, Jan. 2, 2026. (AP Photo/Omar Nasser)

            \(Self.second)

            The dam seen from the east. (Photo: Huda Sabri/Valley News)

            \(Self.second)
            """)
        #expect(article.kinds == [.body, .caption, .caption, .body, .caption, .body])
    }

    @Test("A message of another medium, and the day that it gives")
    func message() throws {
        let article = try read(
            """
            \(Self.paragraph)
            We moved 14 families to safety this morning. pic.twitter.com/AbCd
            — Valley Council (@valleycouncil) January 12, 2026
            \(Self.second)
            """)
        #expect(article.kinds == [.body, .embedded, .embedded, .body])
        #expect(article.published == CalendarDay(year: 2026, month: 1, day: 12))
        #expect(article.publishedBasis == .embeddedMessage)
    }

    @Test("A day below the title is that of publication, one in a paragraph is not")
    func published() throws {
        let dated = try read("Flood drives families out of Tel Marak\n21 January 2026\n\(Self.paragraph)")
        #expect(dated.published == CalendarDay(year: 2026, month: 1, day: 21))
        #expect(dated.publishedBasis == .dateLine)
        let undated = try read("On 21 January 2026 the river rose. \(Self.paragraph)\n\(Self.second)")
        #expect(undated.published == nil)
        #expect(undated.publishedBasis == .none)
    }

    @Test(
        "A page that says that a machine wrote it",
        arguments: [
            ("This content is AI-generated from several sources. Errors may occur.", true),
            ("This article was written with the help of AI and checked by an editor.", true),
            ("This summary was generated by artificial intelligence.", true),
            ("أُعدّ هذا المحتوى بالذكاء الاصطناعي.", true), ("تمت كتابة هذا الخبر بواسطة الذكاء الاصطناعي.", true),
            ("The image above this article was generated by AI.", false),
            ("No part of this article was written by AI.", false),
            ("The ministry said that the recording was AI-generated and that nobody had spoken so.", false),
            ("The said report aids those who were moved; it was written in haste by three men.", false),
        ])
    func machine(line: String, isMachine: Bool) throws {
        let article = try read("\(Self.paragraph)\n\n\(Self.second)\n\n\(line)")
        #expect(article.isMachineWritten == isMachine)
        if isMachine { #expect(article.kinds.last == .disclosure) }
    }

    @Test("Titles of other stories amid the text, in capitals, and below a heading at the end")
    func related() throws {
        let article = try read(
            """
            \(Self.paragraph)

            MINISTER LEAVES THE COUNTRY AFTER LONG NIGHT OF TALKS

            \(Self.second)

            BACKGROUND

            \(Self.second)

            Related Articles
            The village that moved to the hills
            A dam and its keepers
            """)
        #expect(article.kinds == [.body, .related, .body, .heading, .body, .related, .related, .related])
    }

    @Test("A list of numbers stays text")
    func lists() throws {
        let article = try read(
            "\(Self.paragraph)\n\nHamra: 12 dead\nQamar: 3 dead\n\n\(Self.second)\n\n- Marak: 2 dead\n- Sarab: 9 hurt")
        #expect(!article.kinds.contains { !$0.isContent })
    }

    @Test("Lines of equal width are put together, others are not")
    func wrapped() throws {
        let wrapped = try read(
            """
            Flood drives families out

            The council of Tel Marak said on Monday that fourteen
            families had left the village after the flood of last
            week, and that others would follow them in the coming
            days.

            The road to the north stays closed for a week, as the
            head of the council said in the evening.
            """)
        #expect(wrapped.kinds == [.headline, .body, .body])
        let lines = try read(
            "\(Self.paragraph)\n\(Self.second) It is long.\nNobody was hurt in the village, he said.\n\(Self.paragraph)"
        )
        #expect(lines.kinds == [.body, .body, .body, .body])
    }

    @Test("A whole page: menu, byline, shares, lists of stories, readers' comments")
    func wholePage() throws {
        let article = try read(
            """
            Home
            News
            Middle East
            Flood drives families out of Tel Marak
            By Sara Lind
            Published: 14 March 2025, 10:22 GMT
            Share on Facebook

            Men look at the river near Hamra. File photo
            \(Self.paragraph)
            Who keeps the road?
            \(Self.second)
            Also read | How the road became a river
            \(Self.second)
            \(Self.second)
            Sara Lind is a correspondent in Hamra.
            Follow her on Twitter @saralind
            More from Middle East
            Bridge reopens
            A story of a river and its people that goes on for long and says nothing.
            Comments
            Reader 1
            I do not believe a word of this, it was at least ten families who left that night.
            Privacy policy
            """)
        #expect(
            article.kinds == [
                .navigation, .navigation, .navigation, .headline, .byline, .byline, .navigation, .caption, .body,
                .heading, .body,
                .related, .body, .body, .disclosure, .boilerplate, .related, .related, .related, .boilerplate,
                .boilerplate,
                .boilerplate, .boilerplate,
            ])
        #expect(article.published == CalendarDay(year: 2025, month: 3, day: 14))
    }

    @Test("Arabic: title, place line, paragraphs and the language")
    func arabic() throws {
        let article = try read(
            """
            فيضان يجبر عشرات العائلات على مغادرة تل مرق
            الحمراء – وكالة الوادي
            قال مجلس البلدة يوم الاثنين إن أربع عشرة عائلة غادرت القرية بعد الفيضان الذي ضرب المنطقة الأسبوع الماضي.
            وأضاف رئيس المجلس سالم حربو أن الطريق إلى الشمال سيبقى مغلقا لمدة أسبوع على الأقل.
            مواضيع ذات صلة
            القرية التي رحلت
            """)
        #expect(article.kinds == [.headline, .byline, .body, .body, .related, .related])
        #expect(article.language == .arabic)
    }
}

// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Geo
import Incidents
import Testing

@Suite("Ranges, parts and hours")
struct TimeRangeTests {
    static let english = [
        TimeCase("On Jan 7 and 9, 2026, buses came.", "Jan 7 and 9, 2026|2026-01-07..2026-01-09|2"),
        TimeCase("On January 3 and 5 people fled.", "January 3|2026-01-03|1"),
        TimeCase("Open from Monday to Friday.", "from Monday to Friday|2026-01-12..2026-01-16|2"),
        TimeCase("In office 2011–present.", "2011–present|2011-01-01..2026-01-21|5"),
        TimeCase("Closed January through March.", "January through March|2025-01-01..2025-03-31|5"),
        TimeCase("He led from late 2012 to early 2013.", "from late 2012 to early 2013|2012-10-01..2013-03-31|5"),
        TimeCase("He lived 1 July 1971 – 18 April 2010.", "1 July 1971 – 18 April 2010|1971-07-01..2010-04-18|5"),
        TimeCase("In the winter of 2013-14 snow fell.", "the winter of 2013-14|2013-12-01..2014-02-28|5"),
        TimeCase("In the second half of 2024 it fell.", "the second half of 2024|2024-07-01..2024-12-31|5"),
        TimeCase("In mid-April 2014 it fell.", "mid-April 2014|2014-04-11..2014-04-20|4"),
        TimeCase("He flew out late last month.", "late last month|2025-12-21..2025-12-31|4"),
        TimeCase("He will fly early next week.", "early next week|2026-01-26..2026-01-28|2"),
        TimeCase("It was hit at 06:30 GMT on Monday.", "06:30 GMT on Monday|2026-01-19|1"),
        TimeCase("It was hit at 2 p.m. Nov. 5 again.", "2 p.m. Nov. 5|2025-11-05|1"),
        TimeCase("The siren went off at 0600 hours.", "0600 hours|vague"),
        TimeCase("It was quiet on Tuesday night.", "Tuesday night|2026-01-20|1"),
        TimeCase("Trucks come twice a week.", "a week|recurring"),
        TimeCase("Rest over the next three months.", "the next three months|2026-01-21..2026-04-21|5"),
        TimeCase("Over the weekend they rested.", "the weekend|2026-01-17..2026-01-18|2"),
        TimeCase("Eid al-Fitr was quiet.", "Eid al-Fitr|2025-03-30|1"),
        TimeCase("The Sunday Times and Bloody Sunday."),
        TimeCase("More than a decade ago it closed.", "a decade ago|2011-01-21..2021-01-20|5"),
        TimeCase("On Monday, Feb. 2, it goes on.", "Monday, Feb. 2|2026-02-02|1"),
        TimeCase("The 2011 protests drew 2000 troops.", "2011|2011-01-01..2011-12-31|5"),
    ]
    static let arabic = [
        TimeCase("منذ منتصف كانون الأول.", "منذ منتصف كانون الأول|2025-12-11..2026-01-21|5"),
        TimeCase("في الخامس عشر من كانون الثاني 2026.", "الخامس عشر من كانون الثاني 2026|2026-01-15|1"),
        TimeCase("بين عامي 2013 و2014.", "عامي 2013 و2014|2013-01-01..2014-12-31|5"),
        TimeCase("من يناير إلى مارس 2025.", "من يناير إلى مارس 2025|2025-01-01..2025-03-31|5"),
        TimeCase("الخميس 21 يناير 2026.", "الخميس 21 يناير 2026|2026-01-21..2026-01-22|2!"),
        TimeCase("في وقت سابق من هذا الشهر.", "وقت سابق من هذا الشهر|2026-01-01..2026-01-21|4"),
        TimeCase("نقل 2000 شخص في 2015.", "2015|2015-01-01..2015-12-31|5"),
        TimeCase("صباح أمس الثلاثاء هرب.", "صباح أمس الثلاثاء|2026-01-20|1"),
    ]

    @Test("English", arguments: english)
    func inEnglish(_ sentence: TimeCase) { #expect(sentence.found(.english) == sentence.wanted) }

    @Test("Arabic", arguments: arabic)
    func inArabic(_ sentence: TimeCase) { #expect(sentence.found(.arabic) == sentence.wanted) }

    @Test(
        "Expressions are in order and do not overlap",
        arguments: [EnglishTimeTests.absolute, EnglishTimeTests.relative])
    func order(_ sentences: [TimeCase]) {
        let passage = Passage(sentences.map(\.text).joined(separator: " "))
        let found = TimeReader(published: CalendarDay(parsing: "2026-01-21")).expressions(in: passage)
        #expect(found.count >= sentences.count)
        for (first, second) in zip(found, found.dropFirst()) {
            #expect(first.tokens.upperBound <= second.tokens.lowerBound)
        }
        #expect(found.allSatisfy { $0.meaning == .days || $0.interval == nil })
    }

    @Test(
        "Extreme numbers are read without a trap",
        arguments: [
            "999999999 years ago", "in the past 99999 months", "99999999999999 days ago", "0/0/0000",
            "January 99, 9999",
            "9999", "9999-9999", "in 2999-3000", "the 9990s", "the last 9999 decades", "99:99", "32 January",
            "0 days ago",
            "99999 centuries ago", "2400 hours", "-- 5 May -", "the", "since", "from", "between and",
        ])
    func extremes(_ text: String) {
        for day in ["0001-01-01", "9999-12-31", "2026-01-21"] {
            _ = TimeReader(published: CalendarDay(parsing: day)).expressions(in: Passage(text))
        }
    }
}

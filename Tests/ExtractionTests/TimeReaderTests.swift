// SPDX-License-Identifier: Apache-2.0

import Articles
import Extraction
import Geo
import Incidents
import Testing

/// A sentence, what is read of it (`words|first..last|precision`, `words|duration`), and the day of publication.
///
/// The usual day, 2026-01-21, is a Wednesday.
struct TimeCase: Sendable, CustomStringConvertible {
    let text: String
    let wanted: [String]
    let published: String

    init(_ text: String, _ wanted: String..., on published: String = "2026-01-21") {
        self.text = text
        self.wanted = wanted
        self.published = published
    }

    var description: String { text }

    func found(_ language: ArticleLanguage) -> [String] {
        let passage = Passage(text, language: language)
        return TimeReader(published: CalendarDay(parsing: published)).expressions(in: passage).map { expression in
            let words = passage.text(expression.tokens)
            guard expression.meaning == .days else { return "\(words)|\(expression.meaning.rawValue)" }
            guard let days = expression.interval else { return "\(words)|open" }
            let span = days.length == 1 ? "\(days.first)" : "\(days.first)..\(days.last)"
            return "\(words)|\(span)|\(expression.precision.rawValue)\(expression.isContradictory ? "!" : "")"
        }
    }
}

@Suite("Dates of English texts")
struct EnglishTimeTests {
    static let absolute = [
        TimeCase("The deal was signed on January 21, 2026.", "January 21, 2026|2026-01-21|1"),
        TimeCase("Guards left the site on Jan. 21 before noon.", "Jan. 21|2026-01-21|1", "noon|vague"),
        TimeCase("They met on 21 January.", "21 January|2026-01-21|1"),
        TimeCase("They met on December 30.", "December 30|2025-12-30|1"),
        TimeCase("The envoy will arrive on March 3.", "March 3|2026-03-03|1"),
        TimeCase("It happened on the 29th of February.", "the 29th of February|2024-02-29|1"),
        TimeCase("Dated 21/1/2026 and filed.", "21/1/2026|2026-01-21|1"),
        TimeCase("Dated 2026-01-20 and filed.", "2026-01-20|2026-01-20|1"),
        TimeCase("Dated 3/4/2025 and filed.", "3/4/2025|2025-03-04..2025-04-03|4"),
        TimeCase("Dated 14.11.2025 and filed.", "14.11.2025|2025-11-14|1"),
        TimeCase("The prison opened in January 2026.", "January 2026|2026-01-01..2026-01-31|4"),
        TimeCase("The prison opened in 2017.", "2017|2017-01-01..2017-12-31|5"),
        TimeCase("The war of 2003-2009 was long.", "2003-2009|2003-01-01..2009-12-31|5"),
        TimeCase("A jail of the 2003–09 era.", "2003–09|2003-01-01..2009-12-31|5"),
        TimeCase("He was held from 2013 to 2014.", "from 2013 to 2014|2013-01-01..2014-12-31|5"),
        TimeCase(
            "They fought between 3 and 5 January.", "between 3 and 5 January|2026-01-03..2026-01-05|2"),
        TimeCase("Visits on November 16 - 17 are over.", "November 16 - 17|2025-11-16..2025-11-17|2"),
        TimeCase("Strikes of 11-13 Dec. went on.", "11-13 Dec.|2025-12-11..2025-12-13|2"),
        TimeCase(
            "From December 28 to January 4 roads were shut.", "From December 28 to January 4|2025-12-28..2026-01-04|3"),
        TimeCase(
            "It rained from November to February 2024.", "from November to February 2024|2023-11-01..2024-02-29|5"),
        TimeCase("Camps grew in the 1990s.", "the 1990s|1990-01-01..1999-12-31|5"),
        TimeCase("Camps grew in the early 1990s.", "the early 1990s|1990-01-01..1992-12-31|5"),
        TimeCase("Transfers began in late 2025.", "late 2025|2025-10-01..2025-12-31|5"),
        TimeCase("Transfers began in mid-2025.", "mid-2025|2025-05-01..2025-08-31|5"),
        TimeCase("The area was lost by early 2019.", "early 2019|2019-01-01..2019-03-31|5"),
        TimeCase("By the end of May it was over.", "the end of May|2025-05-21..2025-05-31|4"),
        TimeCase("In the first week of March he left.", "the first week of March|2025-03-01..2025-03-07|3"),
        TimeCase("Sales fell in Q3 2025.", "Q3 2025|2025-07-01..2025-09-30|5"),
        TimeCase("Sales fell in the summer of 2014.", "the summer of 2014|2014-06-01..2014-08-31|5"),
        TimeCase("It stood since 575 B.C. at the river.", "since 575 B.C.|open"),
    ]

    static let weekdays = [
        TimeCase("The jail fell on Wednesday.", "Wednesday|2026-01-21|1"),
        TimeCase("The jail fell on Saturday.", "Saturday|2026-01-17|1"),
        TimeCase("The jail fell on Thursday.", "Thursday|2026-01-15|1"),
        TimeCase("He will speak on Thursday.", "Thursday|2026-01-22|1"),
        TimeCase("He will speak, she said on Thursday.", "Thursday|2026-01-15|1"),
        TimeCase("Talks resume next Friday.", "next Friday|2026-01-23|1"),
        TimeCase("Talks ended last Wednesday.", "last Wednesday|2026-01-14|1"),
        TimeCase("A truce, by which Wednesday all had gone.", "Wednesday|2026-01-21|1"),
        TimeCase("On Wednesday, Jan. 21, 2026, they left.", "Wednesday, Jan. 21, 2026|2026-01-21|1"),
        TimeCase("On Thursday, Jan. 21, 2026, they left.", "Thursday, Jan. 21, 2026|2026-01-21..2026-01-22|2!"),
        TimeCase("Early on Sunday morning shots were heard.", "Early on Sunday morning|2026-01-18|1"),
        TimeCase("It fell in the early hours of Sunday.", "the early hours of Sunday|2026-01-18|1"),
        TimeCase("The raid began at 10 a.m. on Monday.", "10 a.m. on Monday|2026-01-19|1"),
    ]

    static let relative = [
        TimeCase("He left today.", "today|2026-01-21|1"),
        TimeCase("He left yesterday.", "yesterday|2024-02-29|1", on: "2024-03-01"),
        TimeCase("He leaves tomorrow.", "tomorrow|2026-01-01|1", on: "2025-12-31"),
        TimeCase("He left the day before yesterday.", "the day before yesterday|2026-01-19|1"),
        TimeCase("Many came over the past week.", "the past week|2026-01-14..2026-01-21|3"),
        TimeCase("Many came last week.", "last week|2026-01-12..2026-01-18|3"),
        TimeCase("Many came two weeks ago.", "two weeks ago|2026-01-04..2026-01-10|3"),
        TimeCase("Many came three days ago.", "three days ago|2026-01-18|1"),
        TimeCase("Hit in the past 24 hours.", "the past 24 hours|2026-01-20..2026-01-21|2"),
        TimeCase("Many came last month.", "last month|2025-12-01..2025-12-31|4"),
        TimeCase("Many came last year.", "last year|2025-01-01..2025-12-31|5"),
        TimeCase("Many came last June.", "last June|2025-06-01..2025-06-30|4"),
        TimeCase("Many came last January.", "last January|2025-01-01..2025-01-31|4"),
        TimeCase("Many came in June.", "June|2025-06-01..2025-06-30|4"),
        TimeCase("Held since 2014.", "since 2014|2014-01-01..2026-01-21|5"),
        TimeCase("Held until 12 February.", "until 12 February|2026-02-12|1"),
        TimeCase("Many came earlier this month.", "earlier this month|2026-01-01..2026-01-21|4"),
        TimeCase("So far this year two fled.", "So far this year|2026-01-01..2026-01-21|4"),
        TimeCase("In recent days two fled.", "recent days|2026-01-14..2026-01-21|3"),
        TimeCase("A base was set up late last year.", "late last year|2025-10-01..2025-12-31|5"),
        TimeCase("Four days later it fell.", "Four days later|vague"),
    ]

    static let other = [
        TimeCase("It burned for three weeks.", "three weeks|duration"),
        TimeCase("He served 10 years there.", "10 years|duration"),
        TimeCase("It took close to a decade.", "a decade|duration"),
        TimeCase("They have days, not weeks.", "days, not weeks|duration"),
        TimeCase("A four-day truce held.", "four-day|duration"),
        TimeCase("They march every Friday.", "every Friday|recurring"),
        TimeCase("Bread comes daily.", "daily|recurring"),
        TimeCase("He fled recently.", "recently|vague"),
        TimeCase("He was young at the time.", "at the time|vague"),
        TimeCase("A boy aged 12 years and a 14-year-old girl."),
        TimeCase("Children under 12 years old were sent home."),
        TimeCase("May said a march on Rome may follow in a second."),
        TimeCase("The Sun printed it; Julie Bishop and April Jones read it."),
        TimeCase("About 2000 fighters and 1991 people of Resolution 2014."),
        TimeCase("He left on Wednesday and last week.", "Wednesday|open", "last week|open", on: ""),
    ]

    @Test("Dates of the calendar", arguments: absolute)
    func calendar(_ sentence: TimeCase) { #expect(sentence.found(.english) == sentence.wanted) }

    @Test("Days of the week", arguments: weekdays)
    func days(_ sentence: TimeCase) { #expect(sentence.found(.english) == sentence.wanted) }

    @Test("Told from the publication", arguments: relative)
    func relatives(_ sentence: TimeCase) { #expect(sentence.found(.english) == sentence.wanted) }

    @Test("Durations, repetition, and what is no time", arguments: other)
    func others(_ sentence: TimeCase) { #expect(sentence.found(.english) == sentence.wanted) }
}

@Suite("Dates of Arabic texts")
struct ArabicTimeTests {
    static let cases = [
        TimeCase("وصلت القافلة في 21 كانون الثاني 2026.", "21 كانون الثاني 2026|2026-01-21|1"),
        TimeCase("وصلت في ٢٠ يناير.", "٢٠ يناير|2026-01-20|1"),
        TimeCase("وصلت في 30 كانون الأول/ديسمبر.", "30 كانون الأول/ديسمبر|2025-12-30|1"),
        TimeCase("وصلت في 3 جويلية 2025.", "3 جويلية 2025|2025-07-03|1"),
        TimeCase("اجتمعوا بين 3 و5 آذار 2025.", "بين 3 و5 آذار 2025|2025-03-03..2025-03-05|2"),
        TimeCase("اجتمعوا في شباط 2024.", "شباط 2024|2024-02-01..2024-02-29|4"),
        TimeCase("سقطت المدينة عام 2014.", "عام 2014|2014-01-01..2014-12-31|5"),
        TimeCase("مغلق منذ عام 2014.", "منذ عام 2014|2014-01-01..2026-01-21|5"),
        TimeCase("قال يوم السبت إن الطريق مغلق.", "يوم السبت|2026-01-17|1"),
        TimeCase("قال الأربعاء إن الطريق مغلق.", "الأربعاء|2026-01-21|1"),
        TimeCase("قال يوم الأربعاء الماضي.", "يوم الأربعاء الماضي|2026-01-14|1"),
        TimeCase("يصل الجمعة المقبل.", "الجمعة المقبل|2026-01-23|1"),
        TimeCase("قال اليوم الأربعاء.", "اليوم الأربعاء|2026-01-21|1"),
        TimeCase("قال أمس الثلاثاء.", "أمس الثلاثاء|2026-01-20|1"),
        TimeCase("قال أمس الاثنين.", "أمس الاثنين|2026-01-19..2026-01-20|2!"),
        TimeCase("هرب فجر الخميس.", "فجر الخميس|2026-01-15|1"),
        TimeCase("هرب الأسبوع الماضي.", "الأسبوع الماضي|2026-01-12..2026-01-18|3"),
        TimeCase("هرب خلال الشهر الماضي.", "الشهر الماضي|2025-12-01..2025-12-31|4"),
        TimeCase("هرب قبل ثلاثة أيام.", "قبل ثلاثة أيام|2026-01-18|1"),
        TimeCase("هرب قبل أسبوعين.", "قبل أسبوعين|2026-01-04..2026-01-10|3"),
        TimeCase("قصف خلال الساعات الـ24 الماضية.", "الساعات الـ24 الماضية|2026-01-20..2026-01-21|2"),
        TimeCase("بدأ النقل أواخر 2025.", "أواخر 2025|2025-10-01..2025-12-31|5"),
        TimeCase("في 1 رمضان 1446 هـ.", "1 رمضان 1446 هـ|2025-03-01|1"),
        TimeCase("هدنة لمدة ثلاثة أسابيع.", "ثلاثة أسابيع|duration"),
        TimeCase("مظاهرة كل يوم جمعة.", "كل يوم جمعة|recurring"),
        TimeCase("طفل يبلغ من العمر 12 عاما."),
        TimeCase("في ذلك اليوم هرب.", "ذلك اليوم|vague"),
        TimeCase("ومنذ 2017 لم يعد.", "ومنذ 2017|2017-01-01..2026-01-21|5"),
        TimeCase("زرت أبي وأب صديقي الذي مارس المهنة."),
    ]

    @Test("Words and days", arguments: cases)
    func arabic(_ sentence: TimeCase) { #expect(sentence.found(.arabic) == sentence.wanted) }
}

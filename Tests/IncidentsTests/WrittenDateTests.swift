// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import Testing

@testable import Incidents

@Suite("Dates as people and programs write them")
struct WrittenDateTests {
    private var reading: DateReading {
        var reading = DateReading()
        reading.expect(asOf: CalendarDay(daysSinceEpoch: 20_499))  // 2026-02-15
        return reading
    }

    /// `first` or `first/last`; `?` for an order that the column must tell, `-` for a fault.
    private func text(_ text: String, _ reading: DateReading) -> String {
        switch reading.days(text) {
        case .days(let days): days.length == 1 ? "\(days.first)" : "\(days.first)/\(days.last)"
        case .ambiguous: "?"
        case .fault: "-"
        }
    }

    @Test(
        "One day in any form that can be read in one way",
        arguments: [
            "2026-02-19", "2026/02/19", "2026.2.19", "20260219", "19/02/2026", "2/19/2026", "19.2.2026", "19-02-2026",
            "19-Feb-26", "19-Feb-2026", "19 February 2026", "February 19, 2026", "Feb 19 2026",
            "Thursday, 19 February 2026", "19th of February 2026", "2026 Feb 19", "46072", "46072.5", "1771459200",
            "1771459200000", "2026-02-19T10:30:00Z", "2026-02-19 10:30", "19/02/2026 23:59:59", "2/19/2026 12:00:00 AM",
            "2026-02-19T08:11:02.123+03:00", "19 شباط 2026", "19 فبراير 2026", "١٩ شباط ٢٠٢٦", "19 شباط/فبراير 2026",
            "19 فيفري 2026", "٢٠٢٦-٠٢-١٩", "۲۰۲۶/۰۲/۱۹", "19 février 2026", "19 févr. 2026", "jeudi 19 février 2026",
            "19 de febrero de 2026", "19 февраля 2026", "19 февраля 2026 г.", "19 лютого 2026", "19 лютого 2026 року",
            "\u{200F}2026-02-19\u{200F}", "2026\u{2011}02\u{2011}19", "19\u{00A0}February\u{00A0}2026",
            "2026-02-19 00:00:00.000",
        ])
    func days(_ written: String) { #expect(text(written, reading) == "2026-02-19", "\(written)") }

    @Test(
        "Names of months in the three sets of Arabic names",
        arguments: [
            ("5 كانون الثاني 2025", "2025-01-05"), ("5 كانون الأول 2025", "2025-12-05"), ("5 يناير 2025", "2025-01-05"),
            ("5 تشرين الثاني 2025", "2025-11-05"), ("5 آب 2025", "2025-08-05"), ("5 اب 2025", "2025-08-05"),
            ("5 أغسطس 2025", "2025-08-05"), ("5 أوت 2025", "2025-08-05"), ("1 мая 2025", "2025-05-01"),
            ("1er août 2025", "2025-08-01"), ("3 травня 2025", "2025-05-03"), ("3 Sept 2025", "2025-09-03"),
        ])
    func months(_ written: String, _ day: String) { #expect(text(written, reading) == day, "\(written)") }

    @Test(
        "Months, years and ranges are intervals",
        arguments: [
            ("2026-01", "2026-01-01/2026-01-31"), ("202601", "2026-01-01/2026-01-31"),
            ("January 2026", "2026-01-01/2026-01-31"), ("01/2026", "2026-01-01/2026-01-31"),
            ("كانون الثاني 2026", "2026-01-01/2026-01-31"), ("2025", "2025-01-01/2025-12-31"),
            ("2026-01-00", "2026-01-01/2026-01-31"), ("2025-00-00", "2025-01-01/2025-12-31"),
            ("2026-01-05 - 2026-02-10", "2026-01-05/2026-02-10"), ("2026-01-05 to 2026-02-10", "2026-01-05/2026-02-10"),
            ("2026-01-05/2026-02-10", "2026-01-05/2026-02-10"), ("2026-01-05–2026-02-10", "2026-01-05/2026-02-10"),
            ("5 - 10 February 2026", "2026-02-05/2026-02-10"), ("28 Jan - 3 Feb 2026", "2026-01-28/2026-02-03"),
            ("from 5 January 2026 to 10 February 2026", "2026-01-05/2026-02-10"),
            ("15/01/2026 - 20/01/2026", "2026-01-15/2026-01-20"),
            ("du 5 janvier 2026 au 10 février 2026", "2026-01-05/2026-02-10"),
            ("Jan 5-7, 2026", "2026-01-05/2026-01-07"), ("Jan 5–7, 2026", "2026-01-05/2026-01-07"),
            ("January 5 - 12, 2026", "2026-01-05/2026-01-12"), ("January 28-29, 2026", "2026-01-28/2026-01-29"),
            ("Jan 5-7 2026", "2026-01-05/2026-01-07"), ("2026 Jan 5-7", "2026-01-05/2026-01-07"),
            ("5-7 January 2026", "2026-01-05/2026-01-07"), ("5th to 7th January 2026", "2026-01-05/2026-01-07"),
            ("du 5 au 7 janvier 2026", "2026-01-05/2026-01-07"), ("с 5 по 7 января 2026", "2026-01-05/2026-01-07"),
            ("5 إلى 7 كانون الثاني 2026", "2026-01-05/2026-01-07"), ("5.-7.1.2026", "2026-01-05/2026-01-07"),
            ("05-07.01.2026", "2026-01-05/2026-01-07"), ("15-17/01/2026", "2026-01-15/2026-01-17"),
            ("Jan 30 - Feb 2, 2026", "2026-01-30/2026-02-02"), ("January 28-February 2, 2026", "2026-01-28/2026-02-02"),
        ])
    func intervals(_ written: String, _ days: String) { #expect(text(written, reading) == days, "\(written)") }

    @Test(
        "What is no date, no time or no year of the study is a fault",
        arguments: [
            "", "soon", "2026-02-30", "30/02/2026", "2026-13-01", "2026-02-10 99:99", "2026-02-10 24:30", "2026-02-10T",
            "2026-02-10 or earlier", "0026-02-10", "1447-08-22", "2926-02-10", "1404/11/21", "12",
            "2026-02-10 10:00+25:00",
            "2026-02-10 - 2026-01-05", "5-12 January", "Jan 5-12", "5-7 2026", "2026-000", "2026-366", "2026-W54",
            "Source: OCHA", "36.335", "1.2.3.4", "99999",
        ])
    func faults(_ written: String) { #expect(text(written, reading) == "-", "\(written)") }

    @Test(
        "A range across the turn of a year may name one of the two",
        arguments: [
            "28 December - 3 January 2026", "Dec 28 - Jan 3, 2026", "Dec. 28 – Jan. 3, 2026",
            "December 28-January 3, 2026",
            "28 December to 3 January 2026", "from 28 December to 3 January 2026", "28 Dec/3 Jan 2026",
            "28 Dec-3 Jan 26",
            "Sunday 28 December - Saturday 3 January 2026", "du 28 décembre au 3 janvier 2026",
            "28 déc. - 3 janv. 2026",
            "28 de diciembre al 3 de enero de 2026", "del 28 de diciembre al 3 de enero de 2026",
            "с 28 декабря по 3 января 2026", "28 декабря - 3 января 2026 г.", "28 грудня - 3 січня 2026 року",
            "з 28 грудня до 3 січня 2026", "28 ديسمبر - 3 يناير 2026", "من 28 كانون الأول إلى 3 كانون الثاني 2026",
            "٢٨ ديسمبر – ٣ يناير ٢٠٢٦", "28 كانون الأول حتى 3 كانون الثاني 2026", "28.12. - 3.1.2026",
            "28.12–03.01.2026",
            "28/12 - 3/1/2026", "28 December 2025 - 3 January", "2025 Dec 28 - Jan 3", "28.12.2025 - 3.1.",
            "28-12 - 03-01-2026", "28-12 to 3-1-2026", "28-12-2025 - 3-1", "28 December 22:00 - 3 January 2026 04:00",
            "28 December 2025 22:00 - 3 January 04:00", "28/12 23:30 - 3/1/2026 1:15",
        ])
    func acrossYears(_ written: String) {
        var stated = reading
        stated.order = .dayMonthYear
        #expect(text(written, stated) == "2025-12-28/2026-01-03", "\(written)")
    }

    @Test(
        "A range of hours lies in its day; hours that no clock shows and times with a zone stay faults",
        arguments: [
            ("5 January 2026 10:00 - 12:00", "2026-01-05"), ("2026-01-05 10:00-12:00", "2026-01-05"),
            ("5 Jan 2026, 9:30 am to 11:45 am", "2026-01-05"), ("5 January 2026 25:00 - 12:00", "-"),
            ("2026-01-05 10:00-12:75", "-"), ("2026-01-05 22:00Z-23:00Z", "-"),
        ])
    func hours(_ written: String, _ days: String) { #expect(text(written, reading) == days, "\(written)") }

    @Test("Months across the turn of a year, in any calendar")
    func monthsAcrossYears() {
        #expect(text("December - January 2026", reading) == "2025-12-01/2026-01-31")
        #expect(text("5.1. - 7.2.2026", reading) == "2026-01-05/2026-02-07")
        #expect(text("5 January 2026 - 3 February", reading) == "2026-01-05/2026-02-03")
        // 1 Muharram 1447 was 26 June 2025; Dhu al-Hijjah 1446 had 29 days.
        #expect(text("28 Dhul-Hijjah - 3 Muharram 1447", reading) == "2025-06-24/2025-06-28")
    }

    @Test(
        "A range that ends before it starts is refused, not exchanged and not moved by a year",
        arguments: [
            "28 December 2025 - 3 January 2025", "Dec 28, 2026 - Jan 3, 2026", "10 February - 5 January 2026",
            "20 May - 5 March 2026", "7-5 January 2026", "31 - 2 January 2026",
            "10 February 2026 - 5 January", "2026-02-10/2026-01-05", "28.02. - 03.01.2026",
        ])
    func backwards(_ written: String) { #expect(reading.days(written) == .fault(.endBeforeStart), "\(written)") }

    @Test("Ranges tell the order of day and month as single days do")
    func rangesInSurvey() throws {
        func order(_ cells: String...) throws -> DayOrder? {
            var survey = DayOrderSurvey(studyYear: 2026)
            for (line, cell) in cells.enumerated() { survey.note(cell, line: line + 2) }
            return try survey.order(stated: nil, file: "f", column: "c")
        }
        #expect(try order("03/04/2026 - 05/04/2026", "28/12 - 3/1/2026") == .dayMonthYear)
        #expect(try order("03/04/2026 to 05/04/2026", "01/28/2026 to 02/03/2026") == .monthDayYear)
        #expect(throws: IncidentInputError.self) { try order("03/04/2026 - 05/04/2026") }
    }

    // 2026 begins on a Thursday: its first week on 29 December. 1 Ramadan 1446 was 1 March 2025.
    @Test(
        "Weeks, days of the year, military groups, words before the time, zones by letters, eras",
        arguments: [
            ("2026-W03", "2026-01-12/2026-01-18"), ("2026W01", "2025-12-29/2026-01-04"), ("2026-W03-2", "2026-01-13"),
            ("2020-W53", "2020-12-28/2021-01-03"), ("2026-015", "2026-01-15"), ("2026-005", "2026-01-05"),
            ("2024-366", "2024-12-31"), ("051430CJAN2026", "2026-01-05"), ("051430Z JAN 26", "2026-01-05"),
            ("5 January 2026 at 23:30", "2026-01-05"), ("5 janvier 2026 à 23h30", "2026-01-05"),
            ("5 January 2026, at 23:30 EST", "2026-01-05"), ("2026-01-05 23:30 EST", "2026-01-05"),
            ("2026-01-05T23:30 AST", "2026-01-05"), ("1 Ramadan 1446 AH", "2025-03-01"),
            ("1 Ramadan 1446", "2025-03-01"),
            ("1 Dhul-Hijjah 1446 A.H.", "2025-05-28"), ("5 January 2026 CE", "2026-01-05"),
        ])
    func uncommon(_ written: String, _ days: String) { #expect(text(written, reading) == days, "\(written)") }

    @Test("What is no date is named by its kind")
    func kinds() {
        func sentence(_ written: String) -> String {
            if case .fault(let reason) = reading.days(written) { reason.sentence } else { "" }
        }
        #expect(
            sentence("Source: OCHA").contains("this is no date") && sentence("soon: 10").contains("this is no date"))
        #expect(sentence("2026-02-10 99:99") == "there is no such time of day")
        #expect(sentence("Q1 2026").contains("a quarter of a year") && sentence("week 3 of 2026").contains("2026-W03"))
        #expect(sentence("12:30").contains("a time of day without a day"))
        #expect(sentence("1 Rabi al-Awwal 1446 AH").contains("Hijri calendar"))
        #expect(sentence("1446-09-01 AH").contains("calendar: islamic-umalqura"))
    }

    @Test("A military group counts for the day of the study's zone")
    func groupsInZones() throws {
        var stated = reading
        stated.zone = try #require(TimeZone(identifier: "Asia/Baghdad"))
        #expect(text("052230ZJAN2026", stated) == "2026-01-06" && text("052230CJAN2026", stated) == "2026-01-05")
        #expect(text("052230RJAN2026", stated) == "2026-01-06")
    }

    @Test("Day and month that can be exchanged wait for the column, but for dots, equal numbers and a stated order")
    func ambiguous() {
        #expect(text("03/04/2026", reading) == "?" && text("03-04-26", reading) == "?")
        #expect(text("03.04.2026", reading) == "2026-04-03" && text("04/04/2026", reading) == "2026-04-04")
        var stated = reading
        stated.order = .monthDayYear
        #expect(text("03/04/2026", stated) == "2026-03-04" && text("13/04/2026", stated) == "-")
        stated.order = .dayMonthYear
        #expect(text("03/04/2026", stated) == "2026-04-03" && text("3/4/26 10:00", stated) == "2026-04-03")
    }

    @Test("The likely cause of a year is said")
    func causes() {
        func cause(_ written: String) -> String {
            if case .fault(let reason) = reading.days(written) { reason.sentence } else { "" }
        }
        #expect(cause("0026-02-10").contains("2026 may be meant"))
        #expect(cause("1447-08-22").contains("calendar: islamic-umalqura"))
        #expect(cause("1447-08-30").contains("calendar: islamic-umalqura"))
        #expect(cause("1404-11-21").contains("calendar: persian"))
        #expect(cause("2926-02-10").contains("a digit is wrong"))
        #expect(cause("2569-02-10").contains("Buddhist"))
    }

    @Test(
        "Other calendars where they are stated, or named by their months",
        arguments: [
            (DateCalendar.umAlQura, "1447-08-22", "2026-02-10"), (.umAlQura, "22/08/1447", "2026-02-10"),
            (.umAlQura, "٢٢/٠٨/١٤٤٧", "2026-02-10"), (.persian, "1404-11-21", "2026-02-10"),
            (.persian, "1404/11/21", "2026-02-10"), (.gregorian, "22 شعبان 1447", "2026-02-10"),
            (.gregorian, "21 بهمن 1404", "2026-02-10"), (.persian, "1404-11", "2026-01-21/2026-02-19"),
        ])
    func calendars(_ calendar: DateCalendar, _ written: String, _ day: String) {
        var stated = reading
        stated.calendar = calendar
        #expect(text(written, stated) == day, "\(written)")
    }

    @Test("A time with a zone counts for the day of the study's zone, and as written without one")
    func zones() throws {
        var stated = reading
        stated.zone = try #require(TimeZone(identifier: "Asia/Baghdad"))
        #expect(text("2026-02-14T22:30:00Z", reading) == "2026-02-14")
        #expect(text("2026-02-14T22:30:00Z", stated) == "2026-02-15")
        #expect(text("2026-02-14T22:30:00+03:00", stated) == "2026-02-14")
        #expect(text("2026-02-14 22:30", stated) == "2026-02-14")
        #expect(text("1771108200", stated) == "2026-02-15" && text("1771108200", reading) == "2026-02-14")
    }
}

@Suite("Columns of dates")
struct DateColumnTests {
    private func reading(_ days: [String], _ format: DateFormat? = nil) throws -> Reading {
        let mapping = try FieldMapping(
            rules: [.type: .constant("battle"), .date: .column("d"), .place: .constant("Mosul")], dateFormat: format)
        return try Reading(text: "d,x\n" + days.map { "\($0),1\n" }.joined(), .mapped(mapping))
    }

    @Test("One row that can be read in one way decides for all", arguments: [0, 1, 2])
    func decided(_ place: Int) throws {
        var days = ["03/04/2025", "05/06/2025"]
        days.insert("25/12/2025", at: place)
        let found = Set(try reading(days).claims.map { "\($0.period.first)" })
        #expect(found == ["2025-04-03", "2025-06-05", "2025-12-25"])
        days[place] = "12/25/2025"
        #expect(
            Set(try reading(days).claims.map { "\($0.period.first)" }) == ["2025-03-04", "2025-05-06", "2025-12-25"])
    }

    @Test("Years of two digits: the day first where the years fit last, else refused by name")
    func twoDigits() throws {
        var context = ReadingContext(sourceID: "s")
        context.dates.expect(asOf: try day("2026-02-15"))
        func days(_ cells: String..., format: DateFormat? = nil) throws -> [String] {
            let mapping = try FieldMapping(
                rules: [.type: .constant("battle"), .date: .column("d"), .place: .constant("Mosul")], dateFormat: format
            )
            let text = "d,x\n" + cells.map { "\($0),1\n" }.joined()
            return try Reading(TableReader(name: "t", text: text), .mapped(mapping), context).claims
                .map { "\($0.period.first)" }
        }
        #expect(try days("19/02/26", "20/11/25") == ["2026-02-19", "2025-11-20"])
        #expect(try days("19.02.98") == ["1998-02-19"])
        #expect { try days("26-02-10", "25-11-20") } throws: { "\($0)".contains("'YY/MM/DD'") }
        #expect(try days("26-02-10", "25-11-20", format: .yearMonthDay) == ["2026-02-10", "2025-11-20"])
    }

    @Test("A day before the month behind the year is one form for the whole column")
    func yearDayMonth() throws {
        for separator in ["-", "/"] {
            let cells = ["2025-05-01", "2025-15-01"].map { $0.replacing("-", with: separator) }
            #expect { try reading(cells) } throws: { error in
                "\(error)".contains("YYYY-DD-MM on line 3") && "\(error)".contains("date_format: YYYY-DD-MM")
            }
            #expect(
                try reading(cells, .yearDayMonth).claims.map { "\($0.period.first)" } == ["2025-01-05", "2025-01-15"])
            #expect { try reading(cells + ["2025\(separator)01\(separator)20"]) } throws: { error in
                "\(error)".contains("YYYY-DD-MM on line 3") && "\(error)".contains("YYYY-MM-DD on line 4")
            }
        }
        let slip = try reading([String](repeating: "2025-01-20", count: 99) + ["2025-15-01"])
        #expect(slip.claims.count == 99 && slip.rejected.first?.reason == .yearDayMonth)
    }

    @Test("No row that decides is an error that names the option, and so are rows that contradict")
    func undecided() throws {
        #expect { try reading(["03/04/2025", "2025-01-01"]) } throws: { "\($0)".contains("date_format: DD/MM/YYYY") }
        #expect(try reading(["03/04/2025"], .monthDayYear).claims.map { "\($0.period.first)" } == ["2025-03-04"])
        #expect { try reading(["03/04/2025", "25/12/2025", "12/26/2025"]) } throws: { error in
            "\(error)".contains("DD/MM/YYYY on line 3") && "\(error)".contains("MM/DD/YYYY on line 4")
        }
        #expect { try reading(["9/3/2025", "12/25/2025", "1/15/2025"], .dayMonthYear) } throws: { error in
            "\(error)".contains("states DD/MM/YYYY") && "\(error)".contains("MM/DD/YYYY on lines 3, 4")
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

/// What all cells of the date columns together say of the order of day and month.
struct DayOrderSurvey {
    /// First lines of the cells that are a day in one order alone.
    private(set) var lines: [DayOrder: [Int]] = [:]
    private(set) var ambiguousLine: Int?
    private(set) var example = ""

    private static let kept = 5, mostKnown = 20_000
    private var known: [String: [WrittenDate]] = [:]
    /// Years of two digits near the study, where they stand first and where they stand last.
    private var twoDigits = (rows: 0, first: 0, last: 0)
    private let studyYear: Int?

    init(studyYear: Int?) { self.studyYear = studyYear }

    /// Cells with the year in front that are a day in one order alone.
    private var yearFirst = (monthSecond: Lines(), daySecond: Lines())

    /// How many there are, and where the first of them stand.
    private struct Lines {
        var count = 0, first: [Int] = []

        mutating func note(_ line: Int) {
            count += 1
            if first.count < kept { first.append(line) }
        }
    }

    mutating func note(_ text: String, line: Int) {
        for date in dates(in: text) { note(date, text, line) }
    }

    /// The date or the two dates of a cell; days come again and again.
    private mutating func dates(in text: String) -> [WrittenDate] {
        if let known = known[text] { return known }
        let plain = WrittenText.plain(text)
        let dates: [WrittenDate]
        if case .date(let date, _) = DateText.read(plain) { dates = [date] } else { dates = DateRange.dates(in: plain) }
        if known.count < Self.mostKnown { known[text] = dates }
        return dates
    }

    private mutating func note(_ date: WrittenDate, _ text: String, _ line: Int) {
        if case .parts(_, let month, let day, 4, nil) = date { noteYearFirst(month, day, line) }
        guard case .numbers(let a, let b, let c, let digits, let separator) = date, separator != "." else { return }
        if digits == 2 { noteTwoDigits(a, b, c, text, line) }
        let orders = DateReading.orders(a, b, c, digits: digits)
        if orders.count == 1 {
            lines[orders[0], default: []].append(
                contentsOf: lines[orders[0], default: []].count < Self.kept ? [line] : [])
        } else if orders.count > 1, a != b, ambiguousLine == nil {
            ambiguousLine = line
            example = text
        }
    }

    private mutating func noteTwoDigits(_ a: Int, _ b: Int, _ c: Int, _ text: String, _ line: Int) {
        twoDigits.rows += 1
        if twoDigits.rows == 1 { example = text }
        guard let studyYear else { return }
        // Counted around the century, so that 99 is two before 01.
        func isNear(_ year: Int) -> Bool { abs(((year - studyYear) % 100 + 150) % 100 - 50) <= 3 }
        if isNear(a), (1...12).contains(b), (1...31).contains(c) { twoDigits.first += 1 }
        if isNear(c) { twoDigits.last += 1 }
    }

    private mutating func noteYearFirst(_ month: Int, _ day: Int, _ line: Int) {
        if DateReading.isYearDayMonth(month, day) { yearFirst.daySecond.note(line) }
        if DateReading.isYearDayMonth(day, month) { yearFirst.monthSecond.note(line) }
    }

    /// Of the telling cells, the share with the day before the month that may be slips of the pen.
    private static let mostSlips = 0.01

    /// Refuses a column that has the day before the month, or now so and now otherwise: rows whose numbers would do for
    /// both would be read as days that they are not.
    private func checkYearFirst(_ stated: DayOrder?, file: String, column: String) throws(IncidentInputError) {
        let day = yearFirst.daySecond, month = yearFirst.monthSecond
        guard day.count > 0, stated != .yearDayMonth else { return }
        if month.count == 0 { throw .yearDayMonth(file: file, column: column, lines: day.first) }
        guard Double(day.count) > Self.mostSlips * Double(day.count + month.count) else { return }
        throw .contradictoryDates(
            file: file, column: column,
            lines: [DayOrder.yearDayMonth.rawValue: day.first, DateFormat.iso.rawValue: month.first])
    }

    /// Whether all rows fit a year that stands first, and not all one that stands last.
    private var isYearFirst: Bool { twoDigits.first == twoDigits.rows && twoDigits.last < twoDigits.rows }

    /// The one order that fits.
    /// - Throws: `IncidentInputError` where none or both do, or where the study states another.
    func order(stated: DayOrder?, file: String, column: String) throws(IncidentInputError) -> DayOrder? {
        try checkYearFirst(stated, file: file, column: column)
        if stated == nil, twoDigits.rows > 0, isYearFirst {
            throw .ambiguousDates(
                RecordOrigin(file: file, line: ambiguousLine ?? lines.first?.value.first ?? 0), column: column,
                example: example)
        }
        if lines.count > 1 {
            throw .contradictoryDates(file: file, column: column, lines: Self.texts(lines))
        }
        guard let (order, found) = lines.first else {
            if let stated { return stated }
            // All numbers are equal: any order gives the same days.
            guard let ambiguousLine else { return .dayMonthYear }
            throw .ambiguousDates(RecordOrigin(file: file, line: ambiguousLine), column: column, example: example)
        }
        if let stated, stated != order {
            throw .otherDateOrder(
                file: file, column: column, stated: stated.rawValue, found: Self.texts([order: found]))
        }
        return order
    }

    private static func texts(_ lines: [DayOrder: [Int]]) -> [String: [Int]] {
        Dictionary(lines.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

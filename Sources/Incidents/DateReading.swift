// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Geo

/// How the dates of one input are to be taken: what the study states, and what a whole column has told.
public struct DateReading: Sendable {
    /// Order of three numbers; nil to be told by the column.
    public var order: DayOrder?
    /// The order that a format documents for `10-02-2026` with dashes.
    public var dashOrder: DayOrder?
    /// Calendar of years; a calendar named by its months counts before it.
    public var calendar = DateCalendar.gregorian
    /// Zone in which days begin: a time with a zone counts for the day there. Nil takes days as they are written.
    public var zone: TimeZone?
    /// Years of the common calendar that a report of the study may be about.
    public var years = 1...9999
    /// The year for which the surface holds, for hints.
    public var studyYear: Int?
    /// The day for which the surface holds; nil where none is known.
    public var asOf: CalendarDay?

    /// Nothing stated.
    public init() {}

    /// Years around the day for which a surface holds: from 1900 to ten years after it.
    public mutating func expect(asOf: CalendarDay, since: CalendarDay? = nil) {
        let year = asOf.components.year
        years = min(1900, since?.components.year ?? 1900, year)...(year + 10)
        studyYear = year
        self.asOf = asOf
    }

    /// What a cell says of the days.
    enum Outcome: Hashable {
        case days(DayInterval)
        /// Three numbers that are a day in more than one order.
        case ambiguous
        case fault(RejectionReason)
    }

    /// The days of a cell: one, several where the day or month is not known, or those of a range (`a - b`, `a to b`).
    func days(_ text: String) -> Outcome { commonDay(text) ?? calendarDays(WrittenText.plain(text)) }

    /// What the common form says where nothing speaks against it; nil for all else.
    func commonDay(_ text: String) -> Outcome? {
        guard order != .yearDayMonth, let day = plainDay(text), isExpected(day) else { return nil }
        return .days(DayInterval(day))
    }

    /// The second since 1970 that a cell states, as far as it states a time of day; nil where it states no day.
    func second(_ text: String) -> Int64? {
        guard case .days(let days) = days(text) else { return nil }
        return moment(text, on: days.last, orMidnight: true) ?? Int64(days.last.daysSinceEpoch) * 86_400
    }

    /// The second since 1970 of a cell that states a time on a day; nil where it states none, and for midnight unless asked
    /// for: tables write it where they know the day alone.
    func moment(_ text: String, on day: CalendarDay, orMidnight: Bool = false) -> Int64? {
        if Self.isPlainDay(text) { return nil }
        let plain = WrittenText.plain(text)
        guard case .date(let date, let time) = DateText.read(plain) else { return firstTime(in: plain, on: day) }
        guard let second = second(date, time, on: day) else { return nil }
        return second % 86_400 == 0 && !orMidnight ? nil : second
    }

    /// Whether a text is of the form `2026-02-13`, as nearly all cells are, and says nothing beside the day.
    static func isPlainDay(_ text: String) -> Bool { text.utf8.count == 10 && text.utf8.dropFirst(4).first == 0x2D }

    private func second(_ date: WrittenDate, _ time: WrittenTime?, on day: CalendarDay) -> Int64? {
        switch date {
        case .epoch(let seconds): return Int64(exactly: seconds.rounded(.down))
        case .serial(let days) where days != days.rounded(.down):
            return Int64(exactly: ((days - Self.serialOf1970) * 86_400).rounded())
        default: break
        }
        guard let time else { return nil }
        guard case .parts(let year, let month, let day, 4, nil) = date, let offset = time.zone, calendar == .gregorian,
            let stated = CalendarDay(year: year, month: month, day: day)
        else { return Int64(day.daysSinceEpoch) * 86_400 + Int64(time.seconds) }
        // As written: the day of the study's zone may be another.
        return Int64(stated.daysSinceEpoch) * 86_400 + Int64(time.seconds - offset)
    }

    /// The first time of a range such as `5 January 2026 10:00 - 12:00`.
    private func firstTime(in text: String, on day: CalendarDay) -> Int64? {
        guard let found = text.firstMatch(of: /(\d{1,2})[:hH](\d{2})/)?.output, let hour = Int64(found.1), hour < 24,
            let minute = Int64(found.2), minute < 60, hour + minute > 0
        else { return nil }
        return Int64(day.daysSinceEpoch) * 86_400 + hour * 3600 + minute * 60
    }

    /// Day 0 of 1970 as spreadsheets count.
    private static let serialOf1970 = 25_569.0

    // MARK: The common form, read without any detour

    /// `YYYY-MM-DD`, alone or before a time that moves it to no other day; nil for all else.
    private func plainDay(_ text: String) -> CalendarDay? {
        let utf8 = text.utf8
        guard utf8.count == 10 || utf8.count >= 16 else { return nil }
        let day = utf8.withContiguousStorageIfAvailable { bytes -> CalendarDay? in
            guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes.count == 10 || hasHarmlessTime(bytes),
                let year = Self.number(bytes, 0, 4), let month = Self.number(bytes, 5, 2),
                let day = Self.number(bytes, 8, 2)
            else { return nil }
            return CalendarDay(year: year, month: month, day: day)
        }
        return day ?? nil
    }

    private func hasHarmlessTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes[10] == 0x20 || bytes[10] == 0x54,
            let time = WrittenTime(UnsafeBufferPointer(rebasing: bytes[11...]))
        else { return false }
        return zone == nil || time.zone == nil
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for digit in bytes[start..<start + count] {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    // MARK: All other forms

    private func isExpected(_ day: CalendarDay) -> Bool {
        calendar == .gregorian && years.contains(day.components.year)
    }

    private func calendarDays(_ text: String) -> Outcome {
        let single = self.single(text)
        if case .fault(let reason) = single, let range = range(text) {
            if case .fault = range, reason != .badDate { return single }
            return range
        }
        return single
    }

    func single(_ text: String) -> Outcome {
        switch DateText.read(text) {
        case .none: .fault(.badDate)
        case .badTime: .fault(.badTime)
        case .unread(let kind): .fault(.unreadDate(kind))
        case .date(let date, let time): settled(date, time)
        }
    }

    private func settled(_ date: WrittenDate, _ time: WrittenTime?) -> Outcome {
        switch date {
        case .parts(let year, let month, let day, let digits, let named):
            let isExchanged = order == .yearDayMonth && named == nil && month > 0 && day > 0
            return days(
                year, isExchanged ? day : month, isExchanged ? month : day, digits: digits, named ?? calendar, time)
        case .week(let year, let week, let day): return checked(Self.week(week, of: year, day: day))
        case .ordinal(let year, let day): return checked(Self.day(day, of: year))
        case .serial(let days):
            guard let day = Int(checked: (days - Self.serialOf1970).rounded(.down)) else { return .fault(.badDate) }
            return checked(DayInterval(CalendarDay(daysSinceEpoch: day)))
        case .epoch(let seconds):
            let shift = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)) ?? 0
            guard let day = Int(checked: ((seconds + Double(shift)) / 86_400).rounded(.down)) else {
                return .fault(.badDate)
            }
            return checked(DayInterval(CalendarDay(daysSinceEpoch: day)))
        case .numbers(let a, let b, let c, let digits, let separator):
            return numbers(a, b, c, digits: digits, separator, time)
        }
    }

    private func numbers(
        _ a: Int, _ b: Int, _ c: Int, digits: Int, _ separator: Character, _ time: WrittenTime?
    ) -> Outcome {
        let fitting = Self.orders(a, b, c, digits: digits)
        let stated = order ?? (separator == "." ? .dayMonthYear : separator == "-" ? dashOrder : nil)
        if let stated {
            let isYearFirst = stated == .yearMonthDay && digits == 2 && b <= 12 && c <= 31
            guard fitting.contains(stated) || isYearFirst || fitting.isEmpty else { return .fault(.otherOrder(stated)) }
            return days(a, b, c, digits: digits, stated, time)
        }
        guard let first = fitting.first else { return .fault(.badDate) }
        // A year of two digits may stand first.
        if digits == 2 { return .ambiguous }
        let outcomes = Set(fitting.map { days(a, b, c, digits: digits, $0, time) })
        return outcomes.count == 1 ? days(a, b, c, digits: digits, first, time) : .ambiguous
    }

    private func days(
        _ a: Int, _ b: Int, _ c: Int, digits: Int, _ order: DayOrder, _ time: WrittenTime?
    ) -> Outcome {
        switch order {
        case .dayMonthYear: days(c, b, a, digits: digits, calendar, time)
        case .monthDayYear: days(c, a, b, digits: digits, calendar, time)
        case .yearMonthDay: days(a, b, c, digits: 2, calendar, time)
        // Only where the year of four digits stands first; these end in it.
        case .yearDayMonth: .fault(.otherOrder(order))
        }
    }

    /// The orders in which three numbers can be a day.
    static func orders(_ a: Int, _ b: Int, _ c: Int, digits: Int) -> [DayOrder] {
        var orders: [DayOrder] = []
        if a <= 31, b <= 12 { orders.append(.dayMonthYear) }
        if a <= 12, b <= 31 { orders.append(.monthDayYear) }
        // With the year first only where nothing else fits: nobody writes it beside the others.
        if digits == 2, orders.isEmpty, b <= 12, c <= 31 { orders.append(.yearMonthDay) }
        return orders
    }

    private func days(
        _ year: Int, _ month: Int, _ day: Int, digits: Int, _ calendar: DateCalendar, _ time: WrittenTime?
    ) -> Outcome {
        if digits == 2, day == 0, !isNear(year, calendar) { return .fault(.badDate) }
        let year = digits == 2 ? century(of: year, calendar) : year
        guard year > 0 else { return .fault(.badDate) }
        if month == 0, day == 0 { return checked(calendar.year(year), year, calendar) }
        if day == 0 { return checked(calendar.month(month, year: year), year, calendar) }
        guard let found = calendar.day(year: year, month: month, day: day) else {
            if order != .yearDayMonth, Self.isYearDayMonth(month, day) { return .fault(.yearDayMonth) }
            // A year of another calendar may make a day of it that the common one lacks.
            return .fault(calendar == .gregorian ? yearFault(year) ?? .badDate : .badDate)
        }
        return checked(DayInterval(local(found, time)), year, calendar)
    }

    /// Whether the numbers behind a year can be a day and a month, and not the other way round.
    static func isYearDayMonth(_ month: Int, _ day: Int) -> Bool { (13...31).contains(month) && (1...12).contains(day) }

    /// The days of a week by ISO 8601, or one of them: the first week has 4 January in it.
    private static func week(_ week: Int, of year: Int, day: Int?) -> DayInterval? {
        guard (1...53).contains(week), let fourth = CalendarDay(year: year, month: 1, day: 4),
            let next = CalendarDay(year: year + 1, month: 1, day: 4)
        else { return nil }
        let monday = monday(of: fourth).advanced(by: 7 * (week - 1))
        guard monday < self.monday(of: next) else { return nil }
        if let day { return DayInterval(monday.advanced(by: day - 1)) }
        return DayInterval(first: monday, last: monday.advanced(by: 6))
    }

    /// Day 0 since 1970 was a Thursday.
    private static func monday(of day: CalendarDay) -> CalendarDay {
        day.advanced(by: -(((day.daysSinceEpoch + 3) % 7 + 7) % 7))
    }

    private static func day(_ day: Int, of year: Int) -> DayInterval? {
        guard let days = DateCalendar.gregorian.year(year), (1...days.length).contains(day) else { return nil }
        return DayInterval(days.first.advanced(by: day - 1))
    }

    /// The day in the study's zone.
    private func local(_ day: CalendarDay, _ time: WrittenTime?) -> CalendarDay {
        guard let zone, let time, let offset = time.zone else { return day }
        let instant = day.daysSinceEpoch * 86_400 + time.seconds - offset
        let shifted = instant + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
        return CalendarDay(daysSinceEpoch: shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400)
    }

    /// Whether two digits behind a month are a year: one near the study's, or no day.
    private func isNear(_ year: Int, _ calendar: DateCalendar) -> Bool {
        if year > 31 { return true }
        guard let studyYear else { return false }
        return abs(century(of: year, calendar) - calendar.year(ofGregorian: studyYear)) <= Self.nearYears
    }

    private static let nearYears = 3

    /// Two digits stand for the latest year that a report may be about.
    func century(of year: Int) -> Int { century(of: year, calendar) }

    private func century(of year: Int, _ calendar: DateCalendar) -> Int {
        let last = calendar.year(ofGregorian: studyYear.map { $0 + 10 } ?? 2069)
        return last - (last - year) % 100
    }

    private func checked(_ days: DayInterval?, _ year: Int? = nil, _ calendar: DateCalendar = .gregorian) -> Outcome {
        guard let days else { return .fault(.badDate) }
        let common = days.first.components.year
        if years.contains(common) || years.contains(days.last.components.year) { return .days(days) }
        return .fault(yearFault(calendar == .gregorian ? year ?? common : common) ?? .badDate)
    }

    // MARK: Years that cannot be meant

    /// Why a year lies outside of what the study is about; nil where it does not.
    private func yearFault(_ year: Int) -> RejectionReason? {
        guard !years.contains(year), let studyYear else {
            return years.contains(year) ? nil : .implausibleYear(year, "")
        }
        return .implausibleYear(year, Self.cause(of: year, in: studyYear))
    }

    private static func cause(of year: Int, in studyYear: Int) -> String {
        if year < 100 { return "the century is missing: \(studyYear / 100 * 100 + year) may be meant" }
        let calendars = [DateCalendar.umAlQura, .persian].map { ($0, abs($0.year(ofGregorian: studyYear) - year)) }
        if let (calendar, gap) = calendars.min(by: { $0.1 < $1.1 }), gap <= (calendar == .persian ? 20 : 60) {
            return
                "it is a year of the \(calendar.title) calendar; state 'calendar: \(calendar.rawValue)' for the input"
        }
        if abs(year - 543 - studyYear) <= 20 { return "it is a year of the Buddhist calendar, which is not read" }
        return "a digit is wrong"
    }
}

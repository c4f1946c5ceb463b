// SPDX-License-Identifier: Apache-2.0

import Geo

/// What texts that come again and again were found to mean: tables of millions of rows have a few hundred codes.
final class TextCache {
    private static let most = 20_000
    /// Ranges of a few thousand days have several ends each.
    private static let mostDates = 100_000

    private var keys: [String: String] = [:]
    private var codes: [ObjectIdentifier: [String: String]] = [:]
    private var counts: [String: WrittenCount?] = [:]
    private var dates: [String: DateReading.Outcome] = [:]
    private var moments: [String: Int64?] = [:]
    private var remarks: [String: [String]] = [:]
    private var totals: [String: TotalWords] = [:]
    /// The order by which `dates` were read: a table may tell it after its first rows.
    private var order: DayOrder?

    /// The key of a text (`WrittenText.key`).
    func key(_ text: String) -> String {
        if let known = keys[text] { return known }
        let key = WrittenText.key(text)
        if keys.count < Self.most { keys[text] = key }
        return key
    }

    /// The code that a text means; nil for none.
    func code<Code: RawRepresentable<String> & CaseIterable>(_ text: String, _ type: Code.Type) -> Code? {
        if let code = Code(rawValue: text) { return code }
        let name = ObjectIdentifier(type)
        if let known = codes[name]?[text] { return Code(rawValue: known) }
        guard let code = CodeBook.code(text, type) else { return nil }
        if codes[name]?.count ?? 0 < Self.most { codes[name, default: [:]][text] = code.rawValue }
        return code
    }

    /// The count that a text states; nil for none.
    func count(_ text: String) -> WrittenCount? {
        if let known = counts[text] { return known }
        let count = WrittenCount(text)
        if counts.count < Self.most { counts[text] = .some(count) }
        return count
    }

    /// The second that a cell states on a day (`DateReading.moment`).
    func moment(_ text: String, on day: CalendarDay, _ reading: DateReading) -> Int64? {
        if DateReading.isPlainDay(text) { return nil }
        settle(reading)
        if let known = moments[text] { return known }
        let moment = reading.moment(text, on: day)
        if moments.count < Self.mostDates { moments[text] = .some(moment) }
        return moment
    }

    /// What a date says beside its days (`DateReading.remarks`).
    func remarks(_ text: String, _ days: DayInterval, _ reading: DateReading) -> [String] {
        if DateReading.isPlainDay(text) { return [] }
        settle(reading)
        if let known = remarks[text] { return known }
        let found = reading.remarks(text, days)
        if remarks.count < Self.mostDates { remarks[text] = found }
        return found
    }

    /// Whether a text names a total.
    func totalWords(_ text: String) -> TotalWords {
        if let known = totals[text] { return known }
        let found = TotalWords(text)
        if totals.count < Self.most { totals[text] = found }
        return found
    }

    /// Forgets what was read by another order.
    private func settle(_ reading: DateReading) {
        guard order != reading.order else { return }
        (dates, moments, remarks) = ([:], [:], [:])
        order = reading.order
    }

    /// What a cell says of the days, by the way in which dates of its table are read.
    func days(_ text: String, _ reading: DateReading) -> DateReading.Outcome {
        if let common = reading.commonDay(text) { return common }
        settle(reading)
        if let known = dates[text] { return known }
        let outcome = reading.days(text)
        if dates.count < Self.mostDates { dates[text] = outcome }
        return outcome
    }
}

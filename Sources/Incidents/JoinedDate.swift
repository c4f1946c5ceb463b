// SPDX-License-Identifier: Apache-2.0

/// A date whose parts stand in columns of their own, put together to a text that is read as any other.
///
/// The mapping names the columns, so that no number has to tell what it is: the year is the column whose cell has four digits,
/// else the one that is called so, else the first.
struct JoinedDate {
    /// Why the parts make no date.
    enum Fault: Error, Hashable {
        /// The position of the column whose value is missing.
        case missing(Int)
    }

    private enum Part { case year, month, day }

    private let columns: [String]
    private let cells: [String]

    init(columns: [String], cells: [String]) {
        self.columns = columns
        self.cells = cells.map(Self.whole)
    }

    /// Whether no column says anything.
    var isEmpty: Bool { cells.allSatisfy(\.isEmpty) }

    /// `YYYY-M-D` with 0 for a month or day that is not known, and the time behind it; the cells as they are where the first
    /// is a date by itself. `fullYear` completes a year of two digits.
    func text(isDayBeforeMonth: Bool, fullYear: (Int) -> Int) throws(Fault) -> String {
        if cells.contains(where: Self.isDate) { return cells.filter { !$0.isEmpty }.joined(separator: " ") }
        let places = places()
        func cell(_ part: Part) -> String { places[part].map { cells[$0] } ?? "" }
        guard !Self.isUnknown(cell(.year)) else { throw .missing(places[.year] ?? 0) }
        let isDayKnown = !Self.isUnknown(cell(.day))
        guard !Self.isUnknown(cell(.month)) || !isDayKnown else { throw .missing(places[.month] ?? 0) }
        let year = Self.year(cell(.year), fullYear), day = isDayKnown ? cell(.day) : "0"
        let month = Self.isUnknown(cell(.month)) ? "0" : cell(.month)
        if month.contains(where: \.isLetter) {
            return (isDayKnown ? [day, month, year] : [month, year]).joined(separator: " ") + time
        }
        return [year, isDayBeforeMonth ? day : month, isDayBeforeMonth ? month : day].joined(separator: "-") + time
    }

    // MARK: Which column is what

    private func places() -> [Part: Int] {
        let parts = Array(cells.indices.prefix(3))
        let year =
            parts.first { cells[$0].utf8.count == 4 && Int(cells[$0]) != nil }
            ?? parts.first { Self.isCalled(columns[$0], Self.yearNames) } ?? 0
        let rest = parts.filter { $0 != year }
        let month =
            rest.first { Self.isCalled(columns[$0], Self.monthNames) || cells[$0].contains(where: \.isLetter) }
            ?? (year == 0 ? rest.first : rest.last)
        var places: [Part: Int] = [.year: year]
        places[.month] = month
        places[.day] = rest.first { $0 != month }
        return places
    }

    private static let yearNames = [
        "year", "yr", "yyyy", "jahr", "année", "annee", "año", "ano", "anno", "سنة", "عام", "год", "рік", "yıl", "سال",
    ].map { WrittenText.key($0) }
    private static let monthNames = [
        "month", "mon", "mm", "monat", "mois", "mes", "mese", "شهر", "месяц", "місяць", "ay", "ماه",
    ].map { WrittenText.key($0) }

    /// Whether a column's name holds a word, or is its first letter alone.
    private static func isCalled(_ column: String, _ names: [String]) -> Bool {
        let key = WrittenText.key(column)
        if key.count == 1 { return names[0].hasPrefix(key) }
        return names.contains { $0.count > 2 ? key.contains($0) : key == $0 }
    }

    // MARK: What the cells say

    /// A cell on ASCII digits, without the fraction that programs write where a column of whole numbers has gaps.
    private static func whole(_ cell: String) -> String {
        let plain = WrittenText.trimmed(WrittenText.plain(cell))
        if WrittenText.saysNothing(plain) { return "" }
        guard let point = plain.firstIndex(of: "."), Int(plain[..<point]) != nil,
            plain[point...].dropFirst().allSatisfy({ $0 == "0" })
        else { return plain }
        return String(plain[..<point])
    }

    private static func isUnknown(_ cell: String) -> Bool { cell.isEmpty || Int(cell) == 0 }

    private static func isDate(_ cell: String) -> Bool {
        let digits = cell.count { $0.isNumber }
        return digits >= 6 && !(cell.contains(":") && digits <= 6)
    }

    private static func year(_ cell: String, _ full: (Int) -> Int) -> String {
        guard cell.utf8.count <= 2, let year = Int(cell), year >= 0 else { return cell }
        return String(full(year))
    }

    /// What stands behind the three columns: a time, or an hour and a minute.
    private var time: String {
        let rest = cells.dropFirst(3).filter { !$0.isEmpty }
        guard let first = rest.first else { return "" }
        if rest.count > 1, let hour = Int(first), let minute = Int(rest[rest.startIndex + 1]) {
            return " \(hour):\(minute < 10 ? "0" : "")\(minute)"
        }
        if let hour = Int(first) { return hour < 24 ? " \(hour):00" : " \(first)" }
        return " \(first)"
    }
}

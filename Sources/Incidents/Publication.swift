// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a row says of its own history.
public struct RowHistory: Sendable, Hashable {
    /// Grows with each revision; nil where the publisher tells none.
    public internal(set) var version: Int64?
    /// Day of publication; nil where the row does not say.
    public internal(set) var published: CalendarDay?

    /// Takes both as they are.
    public init(version: Int64? = nil, published: CalendarDay? = nil) {
        self.version = version
        self.published = published
    }
}

/// When a row became known, as far as its table tells, beside the day for which a surface holds.
public enum PublicationMark: UInt8, Sendable, Hashable {
    /// The row does not say when it was published.
    case unknown
    /// Published on or before the as-of day.
    case before
    /// Published after it: whoever built the map on that day could not have had the row.
    case after

    /// Compares the day of publication with the as-of day.
    public init(_ published: CalendarDay?, asOf: CalendarDay) {
        self = published.map { $0 > asOf ? .after : .before } ?? .unknown
    }
}

/// The day on which a row was published, in four bytes: large tables keep one for each of their rows.
public struct PublicationDay: Sendable, Hashable {
    private let number: Int32
    private static let unknown = Int32.min

    /// - Parameter day: nil where the row does not say.
    public init(_ day: CalendarDay?) {
        number = day.map { Int32(clamping: $0.daysSinceEpoch) } ?? Self.unknown
    }

    /// The day beside that for which a surface holds.
    public func mark(asOf day: CalendarDay) -> PublicationMark {
        PublicationMark(
            number == Self.unknown ? nil : CalendarDay(daysSinceEpoch: Int(number)), asOf: day)
    }
}

/// How much of the evidence was not published yet on the day for which the surface holds.
public struct Hindsight: Sendable, Hashable {
    /// Rows used.
    public private(set) var rows = 0
    /// Rows used that were published after the as-of day.
    public private(set) var publishedLater = 0
    /// Rows used that do not say when they were published.
    public private(set) var unknown = 0
    /// Whether the inputs hold reports of days after the as-of day, so that it lies in their past.
    public internal(set) var isPast = false

    /// No rows yet.
    public init() {}

    /// Counts the marks of rows that are used, in any order.
    public mutating func count(_ mark: PublicationMark) {
        rows += 1
        if mark == .after { publishedLater += 1 }
        if mark == .unknown { unknown += 1 }
    }

    /// Notes that a row tells of days after the as-of day.
    public mutating func notePast() { isPast = true }
}

extension Vocabulary {
    /// A column that tells when a row was published.
    struct Publication: Sendable {
        /// What it is called, for messages.
        var column: String
        /// The day; nil where the row does not say, or not in a form that is read.
        var day: @Sendable (RowFields, Claim) -> CalendarDay?
    }
}

extension RowFields {
    /// The last of the days that a cell of a publisher states; nil where it states none that can be read or is known.
    func published(_ text: String) -> CalendarDay? {
        guard !text.isEmpty, case .days(let days) = context.dates.days(text), !Placeholder.days.contains(days.first)
        else { return nil }
        return days.last
    }

    /// The first of several days in one cell, between semicolons: when the first of the reports appeared.
    func firstReport(_ text: String) -> CalendarDay? {
        text.split(separator: ";").compactMap { published(WrittenText.trimmed(String($0))) }.min()
    }

    /// Why a text that is there gives no day of publication.
    func whyUnpublished(_ text: String) -> String {
        let isPlaceholder = text.split(separator: ";").allSatisfy {
            Placeholder.isOne(WrittenText.trimmed($0), context.dates)
        }
        return isPlaceholder
            ? "is one that programs write where none is known, such as 1753-01-01" : "is in no form that is read"
    }

    /// The day after `day` on which the row became known: that of its publication, or the last of the event; nil where
    /// it was known by then.
    func unknown(on day: CalendarDay, _ claim: Claim, published: CalendarDay?) -> Rejected? {
        let known = max(claim.period.last, published ?? claim.period.last)
        return known > day ? reject("", "\(known)", .notKnownYet(on: day)) : nil
    }
}

/// Days that programs write where they know none: the first and the last that databases, spreadsheets and languages have.
private enum Placeholder {
    static let days = Set(
        [(1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1970, 1, 1), (9999, 12, 31)]
            .compactMap { CalendarDay(year: $0, month: $1, day: $2) })

    /// Whether a text is one of them, or a day of zeros, in any form that is read.
    static func isOne(_ text: String, _ dates: DateReading) -> Bool {
        let digits = text.filter(\.isNumber)
        if !digits.isEmpty, digits.allSatisfy({ $0 == "0" }) { return true }
        var dates = dates
        dates.years = 1...9999
        guard case .days(let found) = dates.days(text) else { return false }
        return days.contains(found.first)
    }
}

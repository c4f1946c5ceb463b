// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Tables

/// Why a row is left out.
public enum RejectionReason: Sendable, Hashable {
    /// The row could not be split into fields.
    case malformed(MalformedRow.Reason)
    /// A required value is missing.
    case missing
    /// The text is no date, or there is no such day.
    case badDate
    /// The time behind the date cannot be.
    case badTime
    /// Something of time that is not read as a date, in words that follow "this is".
    case unreadDate(String)
    /// The month is above 12, and would be a day where the day would be a month.
    case yearDayMonth
    /// Three numbers that are a day both with the day and with the month first.
    case ambiguousDate
    /// The numbers are no day in the order that the study states.
    case otherOrder(DayOrder)
    /// A year that the study cannot be about, with the likely cause.
    case implausibleYear(Int, String)
    /// A column of years says otherwise.
    case yearContradicts(column: String, year: Int)
    /// The period ends before it starts.
    case endBeforeStart
    /// The text is no number, or not a finite one.
    case badNumber
    /// The text is no position in any of the forms that are read.
    case badDegrees
    /// The column has to tell whether longitude and latitude are the wrong way round.
    case undecidedSwap
    /// Longitude or latitude is out of range.
    case coordinateOutOfRange
    /// Longitude and latitude are both 0: the mark of a failed geocoding.
    case nullIsland
    /// Longitude and latitude are the wrong way round: the swapped pair lies in the study area.
    case swappedCoordinates
    /// The corners of a shape are the wrong way round.
    case swappedShape
    /// One of longitude and latitude is missing.
    case halfCoordinate
    /// A count is negative.
    case negativeCount
    /// A count is larger than `Quantity.largest`.
    case countTooLarge
    /// The row stands for no event, or for more than there can be.
    case noEvents
    /// Least, best and most are out of order.
    case minAboveMax
    /// A count of people or things with a fraction, or with a point that may stand between groups of digits.
    case fractionalCount
    /// The row gives totals of other rows.
    case totalsRow
    /// Neither a position nor a name of any area.
    case nowhere
    /// Something that tells a position and is not read, in words that follow "this is".
    case unreadPosition(String)
    /// Easting and northing are the wrong way round.
    case swappedGrid
    /// Metres that no zone of the grid has.
    case badMetres
    /// The letter of a zone is a band and a side of the equator, and the study does not tell which.
    case ambiguousZone
    /// A code that the column does not know; with those it knows, where they are few.
    case unknownCode(known: String)
    /// The id has been used by an earlier row; with that row's line.
    case duplicateID(line: Int)
    /// A newer row of the same event stands; with its file and line.
    case superseded(by: String)
    /// Published, or of an event that ended, after the day whose knowledge is asked for: counted apart from rejections.
    case notKnownYet(on: CalendarDay)
    /// The row names a source that the study does not list.
    case unknownSource
    /// The row names an incident that the study does not list.
    case unknownIncident
    /// A span ends before it starts.
    case badSpan
    /// The source withdrew or corrected the record; with the stated reason.
    case retracted(String)
    /// The publication was withdrawn; with the stated reason.
    case retractedSource(String)
    /// Whoever reviewed the table refused the row.
    case rejectedByReviewer
    /// Nobody has put a mark and a day to the row of a table that is to be reviewed.
    case notReviewed
    /// The row describes its publication otherwise than an earlier one; with that row's line.
    case contradictsSource(line: Int)

    /// A short key for counting.
    public var code: String {
        switch self {
        case .malformed: "malformed"
        case .missing, .nowhere: "missing_value"
        case .badDate, .badTime, .unreadDate, .yearDayMonth: "bad_date"
        case .ambiguousDate, .otherOrder: "ambiguous_date"
        case .implausibleYear, .yearContradicts: "implausible_year"
        case .endBeforeStart: "end_before_start"
        case .badNumber, .badDegrees, .unreadPosition, .badMetres, .ambiguousZone, .fractionalCount: "bad_number"
        case .totalsRow: "totals_row"
        case .coordinateOutOfRange: "coordinate_out_of_range"
        case .nullIsland: "null_island"
        case .swappedCoordinates, .undecidedSwap, .swappedGrid, .swappedShape: "swapped_coordinates"
        case .halfCoordinate: "half_coordinate"
        case .negativeCount: "negative_count"
        case .countTooLarge: "count_too_large"
        case .noEvents: "no_events"
        case .minAboveMax: "min_above_max"
        case .unknownCode: "unknown_code"
        case .duplicateID: "duplicate_id"
        case .superseded: "superseded"
        case .notKnownYet: "not_known_yet"
        case .unknownSource: "unknown_source"
        case .unknownIncident: "unknown_incident"
        case .badSpan: "bad_span"
        case .retracted: "retracted"
        case .retractedSource: "retracted_source"
        case .rejectedByReviewer: "rejected_by_reviewer"
        case .notReviewed: "not_reviewed"
        case .contradictsSource: "contradicts_source"
        }
    }

    /// Codes of rows that people took out: they say nothing of the state of a table.
    public static let decisions: Set<String> = [
        "retracted", "retracted_source", "rejected_by_reviewer", "not_reviewed",
    ]

    /// Whether the row is at fault, rather than too late for the day whose knowledge is asked for.
    var isFault: Bool {
        if case .notKnownYet = self { false } else { true }
    }

    /// What is wrong.
    public var sentence: String {
        switch self {
        case .malformed(let reason): reason.description
        case .missing: "a required value is missing"
        case .badDate: "this is no date, or there is no such day"
        case .badTime: "there is no such time of day"
        case .unreadDate(let kind): "this is \(kind), which is not read as a date"
        case .yearDayMonth: "the month is above 12: the day may stand before it, as it does in few other rows or none"
        case .ambiguousDate: "the day and the month cannot be told apart"
        case .otherOrder(let order): "this is no day in the stated order \(order.rawValue)"
        case .implausibleYear(let year, let cause):
            "the study is not about the year \(year)" + (cause.isEmpty ? "" : ": \(cause)")
        case .yearContradicts(let column, let year): "the column '\(column)' says \(year)"
        case .endBeforeStart: "the period ends before it starts"
        case .badNumber: "this is no finite number"
        case .coordinateOutOfRange: "the coordinate is out of range"
        case .nullIsland: "longitude and latitude are both 0, the mark of a failed geocoding"
        case .badDegrees: "this is no position in degrees"
        case .swappedCoordinates, .undecidedSwap:
            "longitude and latitude look swapped: the other way round lies where the row or the study says"
        case .swappedGrid: "easting and northing look exchanged: the first has up to 900,000 metres"
        case .swappedShape:
            "longitude and latitude of the shape look swapped: the other way round it lies where the row or the study says"
        case .badMetres: "these are no metres of a UTM zone: 100,000 to 900,000 east and up to 10,000,000 north"
        case .ambiguousZone:
            "the S of the zone is the band from 32 to 40 degrees north or the southern hemisphere, and not one alone of the "
                + "two lies in the study's area"
        case .unreadPosition(let kind): "this is \(kind), which is not read as a position"
        case .halfCoordinate: "longitude or latitude is missing"
        case .negativeCount: "the count is negative"
        case .countTooLarge: "the count is above \(Quantity.digits(Quantity.largest)), more than there can be"
        case .fractionalCount: "the count is no whole number"
        case .totalsRow: "the row gives the total of others and no event"
        case .nowhere: "there is neither a position nor a place, district or province"
        case .noEvents: "the row stands for no number of events"
        case .minAboveMax: "the numbers are out of order (least, best, most)"
        case .unknownCode(let known): "unknown code" + (known.isEmpty ? "" : "; known: \(known)")
        case .duplicateID(let line): "line \(line) has the same id"
        case .superseded(let newer): "\(newer) is a newer or later row of the same event and stands"
        case .notKnownYet(let day): "not known yet on \(day)"
        case .unknownSource: "the study lists no such source"
        case .unknownIncident: "the study lists no such incident"
        case .badSpan: "the span is empty or starts before 0"
        case .retracted(let why): "retracted" + (why.isEmpty ? "" : ": \(why)")
        case .retractedSource(let why): "its source was retracted" + (why.isEmpty ? "" : ": \(why)")
        case .rejectedByReviewer: "refused by its reviewer"
        case .notReviewed: "nobody has reviewed the row: its mark or its day is missing"
        case .contradictsSource(let line): "line \(line) describes the same source otherwise"
        }
    }

    /// What to do about it; empty where the sentence says it already.
    public var remedy: String {
        switch self {
        case .malformed, .retracted, .retractedSource, .rejectedByReviewer: ""
        case .missing: "Fill in the value."
        case .badDate, .unreadDate, .yearDayMonth: "Write the date as YYYY-MM-DD."
        case .badTime: "Correct the time, or leave it out."
        case .ambiguousDate, .otherOrder: "State 'date_format: DD/MM/YYYY' or 'MM/DD/YYYY' for the input."
        case .implausibleYear(_, let cause): cause.contains("calendar") ? "" : "Correct the date."
        case .yearContradicts: "Correct the date."
        case .endBeforeStart: "Correct or exchange the two dates."
        case .badNumber: "Write digits with a decimal point and no thousands separator."
        case .coordinateOutOfRange: "Give longitude -180 to 180 and latitude -90 to 90 in degrees."
        case .nullIsland: "Leave both empty, so that the place name counts."
        case .badDegrees: "Write degrees with a decimal point, such as 36.335 and 43.119."
        case .swappedCoordinates, .undecidedSwap: "Exchange the two."
        case .swappedGrid: "Exchange the two."
        case .swappedShape: "Write the longitude of each corner before its latitude."
        case .badMetres: "Correct the metres."
        case .ambiguousZone: "Write N or S in words, or degrees."
        case .unreadPosition: "Write degrees with a decimal point, such as 36.335 and 43.119."
        case .fractionalCount: "Write digits with neither fraction nor marks of thousands."
        case .totalsRow: "Nothing needs doing."
        case .nowhere: "Fill in one of them, or map its column."
        case .halfCoordinate: "Give both or leave both empty."
        case .negativeCount: "Use 0 or more, or leave it empty when it is not known."
        case .countTooLarge: "Correct the number, or leave it empty when it is not known."
        case .noEvents: "Give a number above 0, or leave it empty for one event."
        case .minAboveMax: "Correct the numbers."
        case .unknownCode: "Correct the code, or map it in the study."
        case .duplicateID: "Give each row its own id; conflicting reports are separate claims of one incident."
        case .superseded, .notKnownYet: "Nothing needs doing."
        case .unknownSource: "Add the source to the table of sources."
        case .unknownIncident: "Add the incident to the table of incidents."
        case .notReviewed: "Read it, and fill in 'reviewer' (initials or a role) and 'reviewed_on'."
        case .contradictsSource: "Describe a source alike in all of its rows, or in its first row alone."
        case .badSpan: "Give the start and end in Unicode scalars, end excluded."
        }
    }
}

/// A row that became no claim, with all that is needed to find and mend it.
public struct Rejected: Error, Sendable, Hashable, CustomStringConvertible {
    /// File and line.
    public let origin: RecordOrigin
    /// Name of the column at fault; empty when the whole row is.
    public let column: String
    /// The value at fault, cut to 80 characters.
    public let value: String
    /// What is wrong with it.
    public let reason: RejectionReason
    /// Id of the publication that the row names, in tables that name one; empty in others.
    public var sourceID = ""

    /// Takes the parts; a longer value is cut.
    public init(origin: RecordOrigin, column: String, value: String, reason: RejectionReason) {
        self.origin = origin
        self.column = column
        self.value = value.count > 80 ? value.prefix(79) + "…" : value
        self.reason = reason
    }

    /// The rejection of a row that could not even be split.
    public init(_ row: MalformedRow) {
        self.init(origin: row.origin, column: "", value: "", reason: .malformed(row.reason))
    }

    /// `file:line: column 'x', value 'y': what is wrong. What to do.`
    public var description: String {
        let place = column.isEmpty ? "" : "column '\(column)'" + (value.isEmpty ? "" : ", value '\(value)'") + ": "
        let remedy = reason.remedy.isEmpty ? "" : " " + reason.remedy
        return "\(origin): \(place)\(reason.sentence).\(remedy)"
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Tables

/// Turns records into claims or rejections, one at a time, and counts both.
///
/// The records may come from a table or from any other source; nothing but ids, repeated texts and notes is kept between
/// them. Where one row cannot tell what it means (`03/04/2026`), the whole table is asked once.
public struct ClaimReader {
    /// What the last row says of its own history.
    private var history = RowHistory()
    /// Counts so far.
    public private(set) var summary = ReadingSummary()

    private let vocabulary: Vocabulary
    private var row: RowFields
    private var seen = SeenIDs()
    private var equal = EqualRows()
    /// The columns of the source, and the same under the names of the vocabulary.
    private var columns: (found: RecordColumns, named: RecordColumns)?
    /// Positions of the columns that are read.
    private var readPlaces: [Int] = []
    /// Names of columns that are read and stand in the header more than once.
    private var repeated: [String] = []
    private var track: TrackGuard?
    /// What can be asked about the whole table; nil where rows come one by one.
    private var table: (any RowSource)?
    private var isSurveyed = false
    /// The cells of the first row that was used, and its claim.
    private var example: (values: [String], claim: Claim)?
    /// What the table was understood as, as far as it has been read.
    public var reading: TableReading {
        TableReading(
            vocabulary, found: columns?.found.names ?? [], named: columns?.named,
            values: example?.values ?? [], example: example?.claim)
    }

    /// Publications and titles that the rows carry themselves, as far as the table has been read.
    public var carried: CarriedSources { row.carried }

    /// Starts a reading; use a new reader for each table.
    public init(vocabulary: Vocabulary, context: ReadingContext) {
        self.vocabulary = vocabulary
        var context = context
        vocabulary.dates(&context.dates)
        let none = Record(columns: RecordColumns([]), values: [], origin: RecordOrigin(file: "", line: 0))
        row = RowFields(record: none, context: context)
    }

    /// The claim of one record, or why it makes none.
    /// - Throws: `IncidentInputError` when the whole table is unfit: a required column is absent, or the rows are the
    ///   track of a person or vehicle.
    public mutating func read(_ record: Record) throws -> Result<Claim, Rejected> {
        if columns?.found !== record.columns, columns?.found.names != record.columns.names {
            try accept(record.columns, of: record.origin.file, hasGeometry: record.geometry != nil)
        }
        row.record = record.with(columns?.named ?? record.columns)
        var result = claim()
        if case .failure(let rejected) = result, try survey(after: rejected) { result = claim() }
        switch result {
        case .success(let claim):
            summary.noteClaim()
            if example == nil { example = (record.values, claim) }
            for note in row.notes { summary.note(note, at: record.origin) }
            noteContradictions(row.record)
            noteRemarks(claim)
            let day = claim.period.first,
                second = row.cache.moment(vocabulary.dateText(row), on: day, row.context.dates)
            try track?.check(row.record, claim.place.coordinate, second: second.map { Int($0) }, day: day)
        case .failure(let rejected): summary.note(rejected)
        }
        return result
    }

    /// The rejection of a row that could not be split, counted.
    public mutating func reject(_ row: MalformedRow) -> Rejected {
        let rejected = Rejected(row)
        summary.note(rejected)
        return rejected
    }

    /// Reads a whole table.
    /// - Throws: `TableError`, `IncidentInputError`, or what a closure throws.
    public mutating func forEach(
        in table: any RowSource, _ onClaim: (Claim) throws -> Void, onRejected: (Rejected) throws -> Void
    ) throws {
        try forEachVersion(in: table, { claim, _ in try onClaim(claim) }, onRejected: onRejected)
    }

    /// The same, with the version and the publication of each row where the publisher tells them; rows of one key come
    /// all of them.
    /// - Throws: the table's error when it cannot be read or lacks a column, and what the closures throw.
    public mutating func forEachVersion(
        in table: any RowSource, _ onClaim: (Claim, RowHistory) throws -> Void, onRejected: (Rejected) throws -> Void
    ) throws {
        self.table = table
        row.marksOfTable = { (try? DecimalMark(of: table)) ?? .untold }
        if let lacking = table.lacking { summary.doubt(lacking, at: RecordOrigin(file: table.name, line: 0)) }
        for remark in try table.remarks() { summary.note(remark, at: RecordOrigin(file: table.name, line: 0)) }
        try table.forEachRow { row in
            switch row {
            case .malformed(let malformed): try onRejected(reject(malformed))
            case .skipped(_, let why): summary.note(why)
            case .record(let record):
                if record.emptySurplus > 0 { summary.note(Self.surplus, at: record.origin) }
                switch try read(record) {
                case .success(let claim): try onClaim(claim, history)
                case .failure(let rejected) where rejected.reason.isFault: try onRejected(rejected)
                case .failure: break
                }
            }
        }
        if columns == nil {
            let found = try table.columns()
            // A layer without features may have no columns either.
            if !found.names.isEmpty { try accept(found, of: table.name, hasGeometry: true) }
        }
        try track?.finish()
        suggestExchange(table.name)
    }

    private static let surplus = "the row ends in empty fields beyond the columns of the header; they were left out"

    private mutating func accept(
        _ found: RecordColumns, of file: String, hasGeometry: Bool
    ) throws(IncidentInputError) {
        let named = vocabulary.columns(found)
        let missing = vocabulary.missing(in: named, hasGeometry: hasGeometry)
        guard missing.isEmpty else {
            throw .missingColumns(file: file, missing: missing, found: found.names)
        }
        columns = (found, named)
        readPlaces = named.names.indices.filter { vocabulary.isRead(named, $0) }
        repeated = vocabulary.readNames(in: named).filter { named.repeats[$0] != nil }
        for name in repeated {
            summary.note(
                "the header has '\(name)' more than once; the first counts, and the next where it is empty",
                at: RecordOrigin(file: file, line: 0))
        }
        try track?.finish()
        let known =
            vocabulary.dateColumns.prefix(1)
            + [vocabulary.publication?.column, vocabulary.versionColumn]
            .compactMap { $0 }
        track = TrackGuard(columns: named, known: Array(known), reporters: row.context.reporters)
    }

    /// Counts the rows in which columns of one name say different things.
    private mutating func noteContradictions(_ record: Record) {
        for name in repeated where record.contradicts(itselfIn: name) {
            summary.note("the columns named '\(name)' hold different values; the first counts", at: record.origin)
        }
    }

    /// Notes what does not keep a row from being used: that it comes again, what its date says beside the days, and formulas
    /// in place of values.
    private mutating func noteRemarks(_ claim: Claim) {
        let origin = row.record.origin
        if !vocabulary.hasKeys, equal.isRepeated(row.record) {
            summary.note("the row equals an earlier one in every column; each is counted", at: origin)
        }
        if let end = row.context.dates.remark(onEndOf: claim.period) { summary.note(end, at: origin) }
        for remark in row.cache.remarks(vocabulary.dateText(row), claim.period, row.context.dates) {
            summary.note(remark, at: origin)
        }
        for place in readPlaces where place < row.record.values.count && WrittenText.isFormula(row.record.values[place])
        {
            let name = row.record.columns.names[place]
            summary.note("'\(name)' holds a formula without a stored value; save the table with its values", at: origin)
        }
    }

    private mutating func claim() -> Result<Claim, Rejected> {
        row.notes.removeAll(keepingCapacity: true)
        do throws(Rejected) {
            try row.refuseTotals(vocabulary.placeColumns, hasDate: hasDate)
            let claim = try vocabulary.claim(&row)
            let origin = row.record.origin
            history = RowHistory(published: publication(of: claim))
            if let day = row.context.knownOn,
                let unknown = row.unknown(on: day, claim, published: history.published)
            {
                throw unknown
            }
            if let column = vocabulary.versionColumn, let text = row.record[column] {
                // Which row of a key stands is for the reader of all tables to say.
                history.version = Int64(text) ?? Int64(exactly: (Double(text) ?? 0).rounded())
                return .success(claim)
            }
            if let version = vocabulary.version {
                history.version = version(row)
                return .success(claim)
            }
            if let line = seen.firstLine(of: claim.id, line: origin.line) {
                throw Rejected(
                    origin: origin, column: vocabulary.idColumn, value: claim.id, reason: .duplicateID(line: line))
            }
            return .success(claim)
        } catch {
            return .failure(error)
        }
    }

    private var hasDate: Bool {
        let text = vocabulary.dateText(row)
        if case .fault = row.context.dates.days(text) { return false }
        return !text.isEmpty
    }

    /// When the row was published. A cell that states something else than a day is noted.
    private mutating func publication(of claim: Claim) -> CalendarDay? {
        guard let publication = vocabulary.publication else { return nil }
        if let day = publication.day(row, claim) { return day }
        let text = row.text(publication.column)
        if !vocabulary.isOwn, !row.isSilent(text) {
            let why = row.whyUnpublished(text)
            row.notes.append("the day of publication in '\(publication.column)' \(why); it counts as not stated")
        }
        return nil
    }

    /// Asks the whole table what one row could not tell. True when the row should be read again.
    private mutating func survey(after rejected: Rejected) throws -> Bool {
        switch rejected.reason {
        case .ambiguousDate, .otherOrder, .undecidedSwap, .yearDayMonth: break
        default: return false
        }
        guard let table else { return decideAlone(rejected) }
        guard !isSurveyed else { return false }
        isSurveyed = true
        let survey = try TableSurvey(of: table, vocabulary: vocabulary, context: row.context)
        row.context.isSwapped = survey.isSwapped
        let dates = row.context.dates
        row.context.dates.order = try survey.days.order(
            stated: dates.order, file: table.name, column: vocabulary.dateColumns.joined(separator: ", "))
        return true
    }

    /// Without a table, a position that would lie in the study area the other way round is taken for swapped.
    private mutating func decideAlone(_ rejected: Rejected) -> Bool {
        guard rejected.reason == .undecidedSwap, row.context.isSwapped == nil else { return false }
        row.context.isSwapped = true
        return true
    }

    /// Says so where all positions of a table are the wrong way round.
    private mutating func suggestExchange(_ file: String) {
        let swapped = summary.rejectedByReason["swapped_coordinates"] ?? 0
        guard swapped > 1, summary.claims == 0, let columns = vocabulary.positionColumns else { return }
        summary.note(
            "all \(swapped) positions look swapped: exchange the columns '\(columns.longitude)' and '\(columns.latitude)'",
            at: RecordOrigin(file: file, line: 0))
    }
}

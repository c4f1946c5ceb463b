// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Tables

/// What the columns of a table of incidents mean.
public enum ClaimFormat: Sendable, Hashable {
    /// RiskMap's own table of claims.
    case claims
    /// UCDP's Georeferenced Event Dataset as CSV.
    case ucdp
    /// ACLED's event table as CSV.
    case acled
    /// Any other table or layer.
    case mapped(FieldMapping)

    /// The format that a study or a flag names: `claims`, `ucdp`, `acled`; nil for others. A mapping has no name.
    public init?(named name: String) {
        switch name.lowercased() {
        case "claims": self = .claims
        case "ucdp": self = .ucdp
        case "acled": self = .acled
        default: return nil
        }
    }

    /// Whether the terms of the data forbid passing rows on whatever the study declares.
    public var forbidsRedistribution: Bool { self == .acled }

    fileprivate var requiredColumns: [String] {
        switch self {
        case .claims: ClaimTable.requiredColumns
        case .ucdp: UCDPTable.requiredColumns
        case .acled: ACLEDTable.requiredColumns
        case .mapped(let mapping): mapping.requiredColumns
        }
    }

    fileprivate var timeColumn: String? {
        switch self {
        case .claims, .ucdp: "date_start"
        case .acled: "event_date"
        case .mapped(let mapping): mapping.rules[.date]?.column
        }
    }
}

/// Turns records into claims or rejections, one at a time, and counts both.
///
/// The records may come from a table or from any other source of `Record`s; nothing but ids and repeated texts is
/// kept between them.
public struct ClaimReader: Sendable {
    /// Counts so far.
    public private(set) var summary = ReadingSummary()

    private let format: ClaimFormat
    private let context: ReadingContext
    private var pool = StringPool()
    private var roots: RootClassifier
    private var seen = SeenIDs()
    private var columns: RecordColumns?
    private var track: TrackGuard?

    /// Starts a reading; use a new reader for each table.
    public init(format: ClaimFormat, context: ReadingContext) {
        self.format = format
        self.context = context
        roots = RootClassifier(agencies: context.wireAgencies)
    }

    /// The claim of one record, or why it makes none. Throws when the whole table is unfit: a required column is
    /// absent, or the rows are the track of a person or vehicle.
    public mutating func read(_ record: Record) throws(IncidentInputError) -> Result<Claim, Rejected> {
        if columns !== record.columns, columns?.names != record.columns.names {
            try accept(record.columns, of: record.origin.file)
        }
        let result = claim(record)
        switch result {
        case .success(let claim):
            summary.noteClaim()
            try track?.check(record, claim.place.coordinate)
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

    /// Reads a whole table. Throws `TableError`, `IncidentInputError`, or what a closure throws.
    public mutating func forEach(
        in table: TableReader, _ onClaim: (Claim) throws -> Void, onRejected: (Rejected) throws -> Void
    ) throws {
        try table.forEachRow { row in
            switch row {
            case .malformed(let malformed): try onRejected(reject(malformed))
            case .record(let record):
                switch try read(record) {
                case .success(let claim): try onClaim(claim)
                case .failure(let rejected): try onRejected(rejected)
                }
            }
        }
        if columns == nil { try accept(table.columns(), of: table.name) }
    }

    private mutating func accept(_ found: RecordColumns, of file: String) throws(IncidentInputError) {
        let missing = format.requiredColumns.filter { found.position(of: $0) == nil }
        guard missing.isEmpty else {
            throw .missingColumns(file: file, missing: missing, found: found.names)
        }
        columns = found
        track = TrackGuard(columns: found, timeColumn: format.timeColumn)
    }

    private mutating func claim(_ record: Record) -> Result<Claim, Rejected> {
        do throws(Rejected) {
            let claim = try parse(RowFields(record: record))
            if let line = seen.firstLine(of: claim.id, line: record.origin.line) {
                throw Rejected(
                    origin: record.origin, column: idColumn, value: claim.id, reason: .duplicateID(line: line))
            }
            return .success(claim)
        } catch {
            return .failure(error)
        }
    }

    private mutating func parse(_ row: RowFields) throws(Rejected) -> Claim {
        switch format {
        case .claims: try ClaimTable().claim(row, context, &pool)
        case .ucdp: try UCDPTable().claim(row, context, &pool, &roots)
        case .acled: try ACLEDTable().claim(row, context, &pool, &roots)
        case .mapped(let mapping): try MappedTable(mapping: mapping).claim(row, context, &pool, &roots)
        }
    }

    private var idColumn: String {
        switch format {
        case .claims: "claim_id"
        case .ucdp: "id"
        case .acled: "event_id_cnty"
        case .mapped(let mapping): mapping.rules[.id]?.column ?? "id"
        }
    }
}

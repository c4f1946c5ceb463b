// SPDX-License-Identifier: Apache-2.0

import Geo

/// What the rows of a table of claims carry beside the claims: their publications, and what a reader calls the incident.
public struct CarriedSources: Sendable {
    /// Publications that rows describe themselves, by id; those alone of which a claim is used.
    public private(set) var sources: [String: Source] = [:]
    /// Their ids in the order of first mention.
    public private(set) var order: [String] = []
    /// Publications of which a row says that they are restricted, or fails to say what they are. Nothing of a row that was
    /// left out may be told of them.
    public private(set) var guarded: Set<String> = []
    /// What claims call their incident, by the key of the claim.
    public private(set) var titles: [String: String] = [:]
    /// What helps to find the incident of claims that state none, by the key of the claim.
    public private(set) var hints: [String: GroupingHint] = [:]

    private var described: [String: (source: Source, line: Int)] = [:]

    /// None yet.
    public init() {}

    /// The publication that a row describes, as the first row has it; nil where no row of it does.
    fileprivate mutating func note(_ row: RowFields, isKnown: Bool) throws(Rejected) -> Source? {
        let id = try row.required("source_id")
        let says = SourceColumns.naming.contains { !row.text($0).isEmpty }
        if isKnown || !says { return described[id]?.source }
        do throws(Rejected) {
            if let first = described[id] {
                try SourceColumns.check(row, against: first.source, line: first.line)
                return first.source
            }
            let source = try SourceColumns.source(row)
            if source.access == .restricted { guarded.insert(id) }
            described[id] = (source, row.record.origin.line)
            return source
        } catch {
            if described[id] == nil { guarded.insert(id) }
            throw error
        }
    }

    /// Takes up what belongs to a claim that is used.
    mutating func use(_ claim: Claim, title: String, hint: GroupingHint) {
        if !title.isEmpty { titles[claim.id] = title }
        if hint != GroupingHint(), claim.incidentID.isEmpty { hints[claim.id] = hint }
        let id = claim.attribution.sourceID
        guard sources[id] == nil, let found = described[id] else { return }
        sources[id] = found.source
        order.append(id)
    }

    /// Day of publication of a source that rows describe, where it is known.
    func published(_ id: String) -> CalendarDay? { described[id]?.source.date }
}

/// What a row says beside its claim that tells one incident from another.
public struct GroupingHint: Sendable, Hashable {
    /// Upon whom somebody acted; a group or force.
    public var target = ""
    /// Where a transfer goes to.
    public var destination = ""

    /// Nothing.
    public init(target: String = "", destination: String = "") {
        self.target = target
        self.destination = destination
    }
}

/// The columns in which a row of claims describes its publication.
enum SourceColumns {
    /// Columns that only a row with a source of its own fills in.
    static let naming = ["source_title", "publisher"]
    static let all = naming + ["published", "address", "machine_written", "access", "redistribution", "quotable"]

    static func source(_ row: RowFields) throws(Rejected) -> Source {
        Source(
            id: try row.required("source_id"), publisher: first(row, "publisher", "source_title"),
            title: first(row, "source_title", "publisher"), date: try published(row), address: row.text("address"),
            access: try access(row), redistributionAllowed: try row.isYes("redistribution", or: true), terms: "",
            rootNote: "", aiGenerated: try row.isYes("machine_written"), isQuotable: try row.isYes("quotable"))
    }

    /// A later row may be silent, and may not say otherwise.
    static func check(_ row: RowFields, against first: Source, line: Int) throws(Rejected) {
        let texts = [("source_title", first.title), ("publisher", first.publisher), ("address", first.address)]
        for (column, value) in texts where !row.text(column).isEmpty && row.text(column) != value {
            throw row.reject(column, row.text(column), .contradictsSource(line: line))
        }
        let date = row.text("published").isEmpty ? first.date : try published(row)
        if date != first.date { throw row.reject("published", row.text("published"), .contradictsSource(line: line)) }
        let access: SourceAccess = try row.code("access", or: first.access)
        if access != first.access { throw row.reject("access", row.text("access"), .contradictsSource(line: line)) }
        let flags = [
            ("machine_written", first.aiGenerated), ("redistribution", first.redistributionAllowed),
            ("quotable", first.isQuotable),
        ]
        for (column, value) in flags {
            let said = try row.isYes(column, or: value)
            if said != value { throw row.reject(column, row.text(column), .contradictsSource(line: line)) }
        }
    }

    private static func first(_ row: RowFields, _ column: String, _ other: String) -> String {
        row.text(column).isEmpty ? row.text(other) : row.text(column)
    }

    private static func published(_ row: RowFields) throws(Rejected) -> CalendarDay? {
        row.text("published").isEmpty ? nil : try row.day("published")
    }

    /// What may be shown of a publication is for its row to say, or for the study to say of the whole table.
    private static func access(_ row: RowFields) throws(Rejected) -> SourceAccess {
        try row.code("access", or: row.context.statedAccess)
    }
}

extension RowFields {
    /// The publication that the row, or an earlier one, describes; nil where none does.
    mutating func carriedSource(isKnown: Bool) throws(Rejected) -> Source? {
        // Taken out, so that nothing is copied when it grows.
        var taken = CarriedSources()
        swap(&taken, &carried)
        defer { swap(&taken, &carried) }
        return try taken.note(self, isKnown: isKnown)
    }

    /// `yes` or `no`, or `true` or `false` as programs write it.
    func isYes(_ column: String, or fallback: Bool = false) throws(Rejected) -> Bool {
        switch text(column).lowercased() {
        case "": return fallback
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw reject(column, text(column), .unknownCode(known: "yes, no"))
        }
    }
}

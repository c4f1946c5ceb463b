// SPDX-License-Identifier: Apache-2.0

import Geo

/// What the columns of a table of incidents mean, whatever the table is kept in.
///
/// A new vocabulary is a value of this type and a line in `named`.
public struct Vocabulary: Sendable {
    /// The name that a study or a flag states.
    public let name: String
    /// Columns without which nothing can be read.
    var requiredColumns: [String]
    /// Other names that publishers give to columns.
    var otherNames: [String: String] = [:]
    /// Orders of columns that are known of tables without a header.
    var layouts: [[String]] = []
    /// Column of the row's key.
    var idColumn: String
    /// Column of a number that grows with each revision of a row; nil where the publisher gives none.
    var versionColumn: String?
    /// The version of a row that a mapping tells from its day and time of publication; nil where it tells none.
    var version: (@Sendable (RowFields) -> Int64?)?
    /// What tells when a row was published; nil where nothing does.
    var publication: Publication?
    /// Whether each row has a key.
    var hasKeys = true
    /// Whether the key of a row is the publisher's, the same in all tables.
    public var hasSharedKeys = false
    /// What a row of its tables counts, where they are a systematic record; nil where they are not.
    public var counts: String?
    /// For a mapping, the fields that each column fills.
    var fields: [String: [String]] = [:]
    /// Columns that are told apart from those that are not read; empty where `allColumns` are all read.
    var readColumns: Set<String> = []
    /// Columns of days; the first also tells the time of day.
    var dateColumns: [String]
    /// What a row says of its day and time of day.
    var dateText: @Sendable (RowFields) -> String = { _ in "" }
    /// Columns of which nothing is shown when a table is described.
    var privateColumns: Set<String> = []
    /// Column of the year, which must agree with the days.
    var yearColumn: String?
    /// Columns that name a place, in which a row of totals may say so.
    var placeColumns: [String] = []
    /// Columns of a position; a record without them must have a geometry.
    var positionColumns: (longitude: String, latitude: String)?
    /// Whether each record needs a position.
    var needsPosition = false
    /// What the study states of dates.
    var dates: @Sendable (inout DateReading) -> Void = { _ in }
    /// The terms of the publisher.
    public var terms = PublisherTerms()
    /// Turns a row into a claim.
    var claim: @Sendable (inout RowFields) throws(Rejected) -> Claim

    /// The vocabularies that a name stands for, in the order in which columns are tried.
    public static let named = [claims, ucdp, acled]

    /// The vocabulary that a study or a flag names; nil for others. A mapping has no name.
    public init?(named name: String) {
        guard let found = Self.named.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = found
    }

    init(
        name: String, requiredColumns: [String], idColumn: String, dateColumns: [String],
        claim: @escaping @Sendable (inout RowFields) throws(Rejected) -> Claim
    ) {
        self.name = name
        self.requiredColumns = requiredColumns
        self.idColumn = idColumn
        self.dateColumns = dateColumns
        self.claim = claim
        if let column = dateColumns.first { dateText = { $0.text(column) } }
    }

    /// Whether the publisher tells which of two rows of one key is the newer.
    public var tellsVersions: Bool { versionColumn != nil || version != nil }

    /// What the keys of rows of one event share: the publisher's name for keys that are the same in all its tables, else
    /// the input's.
    public func keySpace(of input: String) -> String { hasSharedKeys ? name : name + " " + input }

    /// Whether it is RiskMap's own, whose rows name sources and incidents of the study.
    public var isOwn: Bool { name == "claims" }

    /// Whether the terms of the data forbid passing rows on whatever the study declares.
    public var forbidsRedistribution: Bool { terms.forbidsRedistribution }

    /// The columns of a table under the names of the vocabulary: case, spaces and dashes do not count.
    func columns(_ found: RecordColumns) -> RecordColumns {
        let wanted = Set(allColumns)
        var byKey = Dictionary(wanted.map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        for (other, name) in otherNames { byKey[Self.key(other)] = name }
        // A name that comes twice is taken twice; of two names for one column the first is.
        var takers = Dictionary(
            found.names.filter(wanted.contains).map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
        let names = found.names.map { name in
            guard !wanted.contains(name), let canonical = byKey[Self.key(name)],
                takers[canonical, default: name] == name
            else { return name }
            takers[canonical] = name
            return canonical
        }
        return names == found.names ? found : RecordColumns(names, otherNames: found.otherNames)
    }

    private static func key(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" && $0 != "." }
    }

    /// Columns that it reads.
    var allColumns: [String] = []

    /// The columns that it needs and does not find.
    func missing(in found: RecordColumns, hasGeometry: Bool) -> [String] {
        var needed = requiredColumns
        if needsPosition, !hasGeometry, let positionColumns {
            needed += [positionColumns.longitude, positionColumns.latitude]
        }
        return needed.filter { found.position(of: $0) == nil }
    }
}

/// Under which terms a publisher's rows may be used.
public struct PublisherTerms: Sendable, Hashable {
    /// Who publishes them; empty for the study's own.
    public var publisher = ""
    /// The terms as a sentence; empty where there are none.
    public var sentence = ""
    /// The line that outputs must show; nil for none.
    public var attribution: String?
    /// Whether rows may never be passed on; they are restricted then.
    public var forbidsRedistribution = false

    /// No terms.
    public init() {}
}

// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Geo
import JSON

extension TransferTable {
    /// File name inside a build folder.
    public static let fileName = "transfers.json"
    /// The same as a table.
    public static let tableName = "transfers.csv"

    /// Reads the contents of a `transfers.json`; `path` is for messages.
    public init(contents: Data, path: String) throws(CatalogError) {
        self = try BuildDocument.decode(TransferTable.self, from: contents, path: path)
    }

    /// Columns of the table.
    private static let columns = [
        "kind", "status", "incident", "about", "least", "best", "most", "unit", "text", "first", "last", "origin",
        "origin_codes", "destination", "destination_codes", "place", "place_codes", "mode", "basis", "claimants",
        "root_sources", "independent_roots", "in_conflict", "conflict", "claims", "sources", "as_of", "notice",
    ]

    /// `transfers.csv`: one line per number (RFC 4180, UTF-8, LF). Each repeats that numbers of different kinds are never
    /// added, for rows are what is copied.
    public var csv: String {
        let rows = counts.map { count in count.cells + [asOf, statement.main] }
        return ([Self.columns] + rows).map { $0.map(HXLTable.quoted).joined(separator: ",") + "\n" }.joined()
    }
}

extension TransferCount {
    private static func joined(_ texts: some Sequence<String>) -> String {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.sorted().joined(separator: "; ")
    }

    fileprivate var cells: [String] {
        [
            kind.rawValue, status.rawValue, incident, about, "\(least)", best.map { "\($0)" } ?? "", "\(most)", unit,
            text, first, last, origin.text, origin.codes, destination.text, destination.codes, place.text, place.codes,
            mode, basis.rawValue, Self.joined(claims.map(\.claimant)), Self.joined(roots.map(\.rootSource)),
            "\(roots.count)", isInConflict ? "true" : "false", conflict, Self.joined(claims.map(\.id)),
            Self.joined(sources),
        ]
    }
}

extension TransferPlaces {
    fileprivate var codes: String { areas.map(\.code).joined(separator: "; ") }
}

extension BuildWriter {
    /// Writes `transfers.json` and `transfers.csv`.
    ///
    /// - Parameter units: codes of the governorates of the study.
    /// - Returns: the catalog's entries.
    /// - Throws: `ReleaseViolation` when a place in it is smaller than a governorate, an error of the file system when a file
    ///   cannot be written.
    public func write(_ table: TransferTable, units: Set<String>) throws -> [CatalogFile] {
        try policy.check(table, units: units)
        if wants(TransferTable.fileName) { try write(StableJSON.encode(table), to: TransferTable.fileName) }
        if wants(TransferTable.tableName) { try write(Data(table.csv.utf8), to: TransferTable.tableName) }
        return [TransferTable.fileName, TransferTable.tableName].filter(wants).map(file)
    }
}

extension ReleasePolicy {
    /// No place is smaller than a governorate, those of people held are countries, no day lies after that of the build, and
    /// the table is of this tier.
    func check(_ table: TransferTable, units: Set<String>) throws(ReleaseViolation) {
        guard table.tier == tier else {
            throw ReleaseViolation(
                tier: tier, sentences: ["The transfers are made for '\(table.tier.rawValue)' instead."])
        }
        let faults = table.counts.compactMap { Self.fault($0, asOf: table.asOf, units) }
        if !faults.isEmpty { throw ReleaseViolation(tier: tier, sentences: Array(faults.prefix(3))) }
    }

    private static func fault(_ count: TransferCount, asOf: String, _ units: Set<String>) -> String? {
        let areas = count.origin.areas + count.destination.areas + count.place.areas
        if let area = areas.first(where: { !$0.isCountry && (count.kind == .stock || !units.contains($0.code)) }) {
            return "Transfer '\(count.incident)': '\(area.code)' is smaller than numbers of people are told for."
        }
        if count.last > asOf || count.claims.contains(where: { $0.last > asOf }) {
            return "Transfer '\(count.incident)': a day after \(asOf) would tell a movement to come."
        }
        return nil
    }
}

extension TransferTable: RangedDocument {
    var fault: String? {
        counts.lazy.compactMap { count in
            let numbers =
                [count.least, count.most, count.best ?? count.least] + count.roots.flatMap { [$0.least, $0.most] }
            guard let number = numbers.first(where: { !(0...1_100_000_000_000).contains($0) }) else { return nil }
            return "\(number) in '\(count.incident.prefix(80))' is no number of people"
        }.first
    }
}

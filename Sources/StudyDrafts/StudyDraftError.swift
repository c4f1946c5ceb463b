// SPDX-License-Identifier: Apache-2.0

/// Why no study can be made of what was given.
public enum StudyDraftError: Error, CustomStringConvertible, Equatable {
    /// No country of this code or name.
    case unknownCountry(String, near: [String])
    /// A layer of units whose columns belong to no known publisher.
    case unknownBoundaries(file: String, columns: [String])
    /// A layer without a unit of the country.
    case noUnits(file: String, country: String, others: [String])
    /// A country without first-level units in any layer.
    case noProvinces(country: String)
    /// Units so near a pole or so far apart that no plane and no rectangle of degrees holds them.
    case noFrame(country: String, reason: String)
    /// A table of reports that cannot be mapped by guessing.
    case unmappedReports(file: String, missing: String, columns: [String])
    /// World layers that are not beside the program.
    case noWorldLayers(folder: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unknownCountry(let text, let near):
            "'\(text)' is no country that is known; give its ISO 3166-1 code, such as SD or SDN, or its English name"
                + (near.isEmpty ? "" : " (near it: \(near.joined(separator: ", ")))")
        case .unknownBoundaries(let file, let columns):
            "\(file): no column is known as the name of a unit; the columns are \(columns.prefix(20).joined(separator: ", ")). "
                + "Name one of them name, and the one of the codes id"
        case .noUnits(let file, let country, let others):
            "\(file): no unit of \(country) is in it"
                + (others.isEmpty ? "" : "; it has those of \(others.prefix(8).joined(separator: ", "))")
        case .noProvinces(let country):
            "\(country): the built-in layer has no first-level units of it; name your own with --boundaries"
        case .noFrame(let country, let reason): "\(country): \(reason)"
        case .unmappedReports(let file, let missing, let columns):
            "\(file): no column is known as \(missing); the columns are \(columns.prefix(30).joined(separator: ", ")). "
                + "Rename one, or make the study without --incidents and write the mapping into it (docs/study.md)"
        case .noWorldLayers(let folder):
            "\(folder): the world layers are not there; they come with the program (geodata/world)"
        }
    }
}

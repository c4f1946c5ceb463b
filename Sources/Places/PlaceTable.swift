// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
public import Studies
import Tables

/// One table of the places of several files: each place once, each spelling once, so that it is read in a fraction of the time.
public struct PlaceTable: Sendable {
    /// What was joined.
    public struct Outcome: Sendable, Codable, Equatable {
        /// Places of the table.
        public let places: Int
        /// Spellings of them, the names included.
        public let spellings: Int
        /// What each file added, and what of it was not used.
        public let notes: [String]
    }

    private let study: ResolvedStudy

    /// Places for a study: its provinces and countries tell where a place lies whose file does not say it.
    public init(study: ResolvedStudy) { self.study = study }

    /// Reads the files, the one that knows most first, and writes the table; the study's own table comes before them.
    /// - Throws: the reader's typed error with file and line; an error of writing.
    public func write(_ files: [String], to path: String) throws -> Outcome {
        var section = study.study.geodata
        let own = section.places?.paths.map { study.path($0) } ?? []
        section.places = PathList(own.filter { !files.contains($0) && $0 != path } + files)
        var sources = GazetteerFiles(section) { study.path($0) }
        sources.places = section.places?.paths ?? []
        let (places, notes) = try GazetteerLoader(files: sources).mergedPlaces()
        var table = TableWriter(columns: Self.columns), spellings = 0
        for place in places {
            let names = Gazetteer.distinctNames([place.name] + place.variants)
            spellings += names.count
            table.append(Self.values(place, names))
        }
        try Self.write(table.text, to: path)
        return Outcome(places: places.count, spellings: spellings, notes: notes)
    }

    static let columns = [
        "id", "name", "country", "iso3166_2", "lat", "lon", "population", "alternates", "feature_code", "prominence",
    ]

    private static func values(_ place: Place, _ names: [String]) -> [String] {
        [
            place.id, place.name, place.country, place.province ?? "", "\(place.coordinate?.latitude ?? 0)",
            "\(place.coordinate?.longitude ?? 0)", "\(place.population)",
            names.dropFirst().map { $0.replacing("|", with: " ") }.joined(separator: "|"),
            place.isCapital ? "PPLC" : code(place.feature),
            place.prominence.map { "\($0)" } ?? "",
        ]
    }

    /// The code of GeoNames from which the kind is read again.
    private static func code(_ feature: FeatureClass) -> String {
        switch feature {
        case .city: "PPLA"
        case .town: "PPLA3"
        case .suburb: "PPLX"
        default: "PPL"
        }
    }

    private static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw StudyError(file: path, message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }
}

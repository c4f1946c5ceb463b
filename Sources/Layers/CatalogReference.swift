// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo

/// What `catalog.json` says of the base map: files that pictures of ground and names are made of, and no layer of risk.
///
/// They hold what the study's public geodata say and nothing of its evidence: no facility, no corridor, no incident.
public struct CatalogReference: Sendable, Hashable, Codable {
    /// Folder of the files inside a build.
    public static let folder = "reference"
    /// Areas: countries and provinces of the study.
    public static let areas = "\(folder)/areas.geojson"
    /// Lines: borders, rivers, roads.
    public static let lines = "\(folder)/lines.geojson"
    /// Names with their places.
    public static let labels = "\(folder)/labels.geojson"

    /// Languages of the names, the first first.
    public var languages: [Language]
    /// The files, inside the folder of the build.
    public var files: [CatalogFile]
    /// Number of names.
    public var labelCount: Int
    /// What was left out to keep the files small, one sentence each.
    public var notes: [String]

    /// Takes the parts as they are.
    public init(languages: [Language], files: [CatalogFile], labelCount: Int, notes: [String] = []) {
        self.languages = languages
        self.files = files
        self.labelCount = labelCount
        self.notes = notes
    }

    private enum CodingKeys: String, CodingKey { case languages, files, labelCount = "label_count", notes }
}

extension CatalogReference {
    /// The files of another build of the same study, linked into a folder that is being filled.
    /// - Parameter build: folder of the other build.
    /// - Returns: its entry; nil where it has none, or a file cannot be linked.
    package static func linked(from build: String, to folder: String) -> CatalogReference? {
        guard let reference = (try? Catalog.read(folder: build))?.reference, reference.files.map(\.path) == paths else {
            return nil
        }
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: "\(folder)/\(Self.folder)", withIntermediateDirectories: true)
            for path in paths { try files.linkItem(atPath: "\(build)/\(path)", toPath: "\(folder)/\(path)") }
            return reference
        } catch {
            // What was linked would stand in the way of what is made instead.
            try? files.removeItem(atPath: "\(folder)/\(Self.folder)")
            return nil
        }
    }

    private static let paths = [areas, lines, labels]
}

// SPDX-License-Identifier: Apache-2.0

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

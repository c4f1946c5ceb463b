// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers

/// Writes a study of one's own: the built-in study file with its comments, the base map, and empty tables.
public struct StudyTemplate {
    /// Tables whose header alone is copied.
    private static let emptied = ["sources.csv", "incidents.csv", "claims.csv", "routes.csv"]
    private static let builtInFiles = [
        "README.md", "SOURCES.md", "licences", "admin0.geojson", "admin1.fgb", "airports.csv",
        "aliases.csv",
        "borders.geojson", "crossings.csv", "districts.csv", "highways_sy_iq_merged.fgb", "places.csv",
        "regions.geojson", "rivers.geojson",
    ]

    private let builtIn: String

    /// Takes the folder of the built-in study.
    public init(builtIn: String) { self.builtIn = builtIn }

    /// Fills the folder; nothing is left behind when a file cannot be written.
    /// - Returns: the names of the files.
    /// - Throws: `StudyError` when the folder exists and is not empty, or cannot be written.
    public func write(to directory: String) throws -> [String] {
        try NewStudyFolder(directory).fill { try fill($0) }
    }

    private func fill(_ folder: String) throws -> [String] {
        let files = FileManager.default
        for name in Self.builtInFiles {
            try files.copyItem(atPath: "\(builtIn)/\(name)", toPath: "\(folder)/\(name)")
        }
        for name in Self.emptied {
            let header = try String(contentsOfFile: "\(builtIn)/\(name)", encoding: .utf8).prefix { $0 != "\n" }
            try (header + "\n").write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        try #"{"type": "FeatureCollection", "features": []}"#
            .write(toFile: "\(folder)/routes.geojson", atomically: true, encoding: .utf8)
        try studyText().write(toFile: "\(folder)/study.yaml", atomically: true, encoding: .utf8)
        try files.copyItem(atPath: "\(builtIn)/../styles", toPath: "\(folder)/styles")
        return try files.subpathsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The built-in study with what is particular to it replaced.
    private func studyText() throws -> String {
        let text = try String(contentsOfFile: "\(builtIn)/study.yaml", encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("title: ") { return "title: \"My study\"" }
            if line.hasPrefix("title_ar: ") { return "title_ar: \"\"" }
            if line.hasPrefix("styles: ") { return "styles: styles" }
            if line.hasPrefix("release: ") {
                return line
                    + "\nallow_empty: true  # the tables are empty; rejected rows are refused all the same"
            }
            if line.hasPrefix("# The built-in study") { return "# A study to start from: change what is yours." }
            return String(line)
        }.joined(separator: "\n")
    }
}

/// The folder of a new study: it must not exist or be empty, and appears whole or not at all.
package struct NewStudyFolder {
    private let directory: String

    /// Names the folder; nothing is looked at yet.
    package init(_ directory: String) { self.directory = directory }

    /// Fills a folder of a temporary name and gives it its own; `body` returns the names of the files.
    /// - Throws: `StudyError` when the folder exists and is not empty, or cannot be written; what the body throws of others.
    package func fill(_ body: (String) throws -> [String]) throws -> [String] {
        let files = FileManager.default
        if let entries = try? files.contentsOfDirectory(atPath: directory), !entries.isEmpty {
            throw StudyError(file: directory, message: "exists and is not empty; name a new folder")
        }
        do {
            return try BuildFolder.writeNew(to: directory) { try body($0) }
        } catch let error as BuildFolderError {
            throw StudyError(
                file: directory, message: "cannot be written: \(error.description.replacing(" with --out", with: ""))",
                kind: .output)
        } catch let error as CocoaError {
            throw StudyError(
                file: directory, message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }
}

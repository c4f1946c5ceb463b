// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Finds the study and the geodata that come with the program.
public enum BuiltInStudy {
    /// Environment variable that names the folder when the program stands apart from it.
    public static let variable = "RISKMAP_GEODATA"

    /// Folder that holds `study.yaml`: the one that the environment names, else the nearest `geodata` or
    /// `share/riskmap/geodata` above the program file, else `geodata` in the working folder.
    /// - Throws: `StudyError` when there is none.
    public static func folder() throws -> String {
        if let named = ProcessInfo.processInfo.environment[variable] {
            guard holdsStudy(named) else {
                throw StudyError(file: named, message: "\(variable) names this folder, but it holds no study.yaml")
            }
            return named
        }
        for candidate in candidates() where holdsStudy(candidate) { return candidate }
        throw StudyError(
            file: "geodata", message: "the built-in study was not found; set \(variable) to the folder of study.yaml")
    }

    /// Path of the built-in study file.
    /// - Throws: `StudyError` when there is none.
    public static func file() throws -> String { try folder() + "/study.yaml" }

    private static func candidates() -> [String] {
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        var found: [String] = []
        while folder.path != "/" {
            found.append(folder.appendingPathComponent("geodata").path)
            found.append(folder.appendingPathComponent("share/riskmap/geodata").path)
            folder.deleteLastPathComponent()
        }
        return found + ["geodata"]
    }

    private static func holdsStudy(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/study.yaml")
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo

@testable import RiskMap

/// The shipped names and boundaries, read once for all tests.
enum BuiltInGazetteer {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The gazetteer of the built-in study.
    static func load() throws -> Gazetteer { try shared.get() }

    static func files() throws -> GazetteerFiles {
        let study = try StudyFile.read(Study.self, at: root.appending(path: "geodata/study.yaml").path)
        return GazetteerFiles(study.geodata) { root.appending(path: "geodata/\($0)").path }
    }

    private static let shared = Result { try GazetteerLoader(files: try files()).load() }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Gazetteer
import Geo
package import Places
import Studies
import TestSupport

/// The shipped names and boundaries, read once for all tests.
package enum BuiltInGazetteer {
    /// The gazetteer of the built-in study.
    package static func load() throws -> Gazetteer { try shared.get() }

    package static func files() throws -> GazetteerFiles {
        let study = try StudyFile.read(Study.self, at: Repository.root.appending(path: "geodata/study.yaml").path)
        return GazetteerFiles(study.geodata) { Repository.root.appending(path: "geodata/\($0)").path }
    }

    private static let shared = Result { try GazetteerLoader(files: try files()).load() }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// The files that one source is made of: a shapefile is half a dozen with one name.
package enum SourceParts {
    private static let companions: [String: Set<String>] = [
        "shp": ["shp", "shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx"], "tab": ["tab", "dat", "map", "id", "ind"],
        "mif": ["mif", "mid"],
    ]

    /// The file itself and those beside it that belong to it, in the order of their names.
    package static func files(of path: String) -> [String] {
        guard let endings = companions[path.pathEnding] else { return [path] }
        let folder = path.parentPath.isEmpty ? "." : path.parentPath, name = path.lastPathName
        let stem = name.dropLast(path.pathEnding.count)
        let beside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let parts = beside.sorted().filter {
            $0.hasPrefix(stem) && endings.contains($0.dropFirst(stem.count).lowercased())
        }
        return parts.isEmpty ? [path] : parts.map { path.parentPath.isEmpty ? $0 : "\(folder)/\($0)" }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// What the first and the last bytes of GeoJSON say of pages that are not in the file: services of maps answer in pages.
struct FeaturePage {
    /// What is known to be missing, as a sentence; nil where nothing is.
    let lacking: String?

    /// Bytes of either end among which the members beside the features stand.
    private static let edge = 8192

    init(path: String) {
        lacking = ["json", "geojson"].contains(path.pathEnding) ? Self.sign(Self.edges(of: path)) : nil
    }

    private static func edges(of path: String) -> String {
        guard Dataset.isPlainFile(path), let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        let start = (try? file.read(upToCount: edge)) ?? Data(), size = (try? file.seekToEnd()) ?? 0
        try? file.seek(toOffset: size > UInt64(edge) ? size - UInt64(edge) : 0)
        let end = (try? file.read(upToCount: edge)) ?? Data()
        return String(decoding: start, as: UTF8.self) + "\n" + String(decoding: end, as: UTF8.self)
    }

    private static func sign(_ text: String) -> String? {
        let isCut = text.contains(/"exceededTransferLimit"\s*:\s*true/) || text.contains(/"rel"\s*:\s*"next"/)
        let matched = text.firstMatch(of: /"numberMatched"\s*:\s*(\d+)/).flatMap { Int($0.output.1) }
        let returned = text.firstMatch(of: /"numberReturned"\s*:\s*(\d+)/).flatMap { Int($0.output.1) }
        let isPart = if let matched, let returned { matched > returned } else { false }
        guard isCut || isPart else { return nil }
        return
            "the file is one page of a service's answer; what is not in it counts as not reported. Fetch all pages into one "
            + "file"
    }
}

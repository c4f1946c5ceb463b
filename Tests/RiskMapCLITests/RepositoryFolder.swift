// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folders that tests read.
enum Repository {
    /// The repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The built-in study.
    static let geodata = root.appending(path: "geodata")
}

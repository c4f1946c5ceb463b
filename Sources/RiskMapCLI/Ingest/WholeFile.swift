// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files that appear whole or not at all.
enum WholeFile {
    /// Writes under a temporary name beside the file and renames it.
    /// - Throws: `OutputFailure` with the path and what the system says.
    static func write(_ text: String, to path: String) throws {
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw OutputFailure(description: "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}

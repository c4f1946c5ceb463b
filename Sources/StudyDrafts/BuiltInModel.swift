// SPDX-License-Identifier: Apache-2.0

import Foundation
import Studies

/// The section `model` of the built-in study, with its comments: the method is the same everywhere.
struct BuiltInModel {
    let text: String

    /// - Throws: `StudyError` where the built-in study cannot be read or has no such section.
    init(_ folder: String) throws {
        let file = "\(folder)/study.yaml"
        guard let whole = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw StudyError(file: file, message: "cannot be read")
        }
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "model:") else {
            throw StudyError(file: file, message: "has no section 'model'")
        }
        let comment = lines[..<start].reversed().prefix { $0.hasPrefix("#") }.reversed()
        text = (comment + lines[start...]).joined(separator: "\n")
    }
}

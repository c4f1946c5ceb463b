// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import Assessment
@testable import Queries
@testable import Studies

extension SquareStudy {
    /// Builds the study into a folder beside it, and opens it for questions.
    func service(_ name: String, asOf: String? = nil) throws -> QueryService {
        var overrides = ResolvedStudy.Overrides()
        overrides.asOf = asOf
        let out = "\(folder.deletingLastPathComponent().path)/\(name)"
        return try QueryService(folder: build(overrides, to: out).output.folder)
    }
}

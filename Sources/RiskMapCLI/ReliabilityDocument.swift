// SPDX-License-Identifier: Apache-2.0

import Validation

/// How often chances of one class came true, as programs read it.
struct ReliabilityDocument: Encodable {
    /// Bounds of the class in per cent.
    let lower, upper: Double
    /// Mean chance stated and share that happened, 0 to 1.
    let stated, happened: Double
    /// Statements.
    let cases: Int

    init(_ entry: ReliabilityClass) {
        (lower, upper) = (entry.percent.lowerBound, entry.percent.upperBound)
        (stated, happened, cases) = (entry.stated, entry.happened, entry.cases)
    }
}

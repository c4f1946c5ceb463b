// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The library's exponential in double precision, for the scalar references.
enum ReferenceExponential {
    static func exp(_ value: Double) -> Double { Foundation.exp(value) }
}

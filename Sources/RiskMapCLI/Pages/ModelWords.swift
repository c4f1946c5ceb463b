// SPDX-License-Identifier: Apache-2.0

import Chance
import Validation

extension ForecastModel {
    /// What it is, in words that fit into a sentence.
    var words: String {
        switch self {
        case .ladder: "this program's forecast (the ladder)"
        case .kernel(let kilometers, let halfLife):
            "a Gaussian of \(kilometers) km that forgets half in \(halfLife) days"
        case .uniform: "an even spread"
        case .counts(let days, let floor):
            "counts of \(days.map { "the last \($0) days" } ?? "the whole record"), \(floor) % spread evenly"
        case .fixedDensity(let kilometers): "a kernel density of \(kilometers) km"
        case .scottDensity: "a kernel density as wide as Scott's rule says"
        }
    }
}

extension EventCount.Area {
    /// Name in tables.
    var words: String {
        switch self {
        case .disc10: "10 km"
        case .disc25: "25 km"
        case .province: "provinces"
        }
    }
}

// SPDX-License-Identifier: Apache-2.0

import Geo

/// How certain the record of an incident is: how exactly its place is known, how many say so independently of each other,
/// and whether they agree. A rule with names, not a probability: `docs/serving.md` says it in a table.
struct MarkCertainty: Sendable, Hashable {
    /// The certainty in a word.
    enum Level: String, Sendable, Hashable {
        /// From 0.6.
        case high
        /// From 0.35.
        case medium
        /// Below.
        case low
    }

    /// By the radius within which it happened: 1 up to 5 km, 0.9 up to 15 km, 0.7 up to 40 km, 0.5 up to 100 km, else 0.3.
    let precision: Double
    /// By the independent root sources: 0.5 for one, 0.75 for two, 0.875 for three and so on.
    let sources: Double
    /// 1 without contradicting claims, 0.5 where all contradict each other.
    let agreement: Double

    /// Takes what is known of an incident.
    /// - Parameter radius: within which it happened; nil where that is not known.
    init(radius: Meters?, rootSources: Int, claims: Int, claimsInConflict: Int) {
        precision = radius.map { Self.precision($0.kilometers) } ?? 0.3
        var doubt = 1.0
        for _ in 0..<min(20, max(1, rootSources)) { doubt /= 2 }
        sources = 1 - doubt
        let share = claims > 0 ? Double(max(0, claimsInConflict)) / Double(claims) : 0
        agreement = 1 - 0.5 * min(1, share)
    }

    private static func precision(_ kilometers: Double) -> Double {
        switch kilometers {
        case ...5: 1
        case ...15: 0.9
        case ...40: 0.7
        case ...100: 0.5
        default: 0.3
        }
    }

    /// The three multiplied, 0 to 1, in two decimals.
    var value: Double { (precision * sources * agreement).rounded(toDecimals: 2) }

    /// The value in a word.
    var level: Level { value >= 0.6 ? .high : value >= 0.35 ? .medium : .low }
}

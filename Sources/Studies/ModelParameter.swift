// SPDX-License-Identifier: Apache-2.0

import Geo

/// A number of the method that a study sets: its key, unit, range and meaning in one place.
///
/// Checking a study, the catalog's `method` and the table of parameters in docs/study.md follow from `all`.
package struct ModelParameter: Sendable {
    /// What a value is measured in.
    package enum Unit: String, Sendable {
        /// Written as metres or with a unit, such as `5km`.
        case length
        case days
        /// 0 to 1.
        case share
        case factor
        case events
        case incidents
    }

    /// Where a study holds the value.
    enum Place: Sendable {
        case number(@Sendable (ModelSection) -> Double)
        case count(@Sendable (ModelSection) -> Int)
        case length(@Sendable (ModelSection) -> String)
    }

    /// Key below `model`, such as `time.recent_share`.
    package let key: String
    package let unit: Unit
    /// Allowed values; metres for lengths.
    package let range: ClosedRange<Double>
    /// The value of the built-in study, as it is written there.
    package let standard: String
    /// Name in the catalog's `method`; nil where it is not listed there.
    package let catalogName: String?
    /// Whether the value is a judgement and no measurement.
    package let isJudgement: Bool
    /// What it does, as the documentation says it.
    package let meaning: String
    let place: Place

    init(
        _ key: String, _ unit: Unit, _ range: ClosedRange<Double>, standard: String, catalog: String? = nil,
        judged: Bool = false, _ meaning: String, _ place: Place
    ) {
        self.key = key
        self.unit = unit
        self.range = range
        self.standard = standard
        catalogName = catalog
        isJudgement = judged
        self.meaning = meaning
        self.place = place
    }

    /// The value in a study that has been checked: metres for lengths.
    package func value(in model: ModelSection) -> Double {
        switch place {
        case .number(let number): number(model)
        case .count(let count): Double(count(model))
        case .length(let text): Meters(parsing: text(model))?.value ?? .nan
        }
    }

    /// The row of the table in docs/study.md.
    package var tableRow: String {
        "| `\(key)` | \(standard) |\(unit == .factor ? "" : " \(unit.rawValue)") | \(isJudgement ? "[J] " : "")\(meaning) |"
    }
}

extension StudyValueReader {
    /// Checks one parameter.
    /// - Throws: `StudyError` with key, value and range.
    func check(_ parameter: ModelParameter, in model: ModelSection) throws {
        let key = "model.\(parameter.key)"
        switch parameter.place {
        case .number(let value): try number(value(model), in: parameter.range, key: key)
        case .count(let value): try count(value(model), key: key)
        case .length(let text): _ = try length(text(model), in: parameter.range, key: key)
        }
    }
}

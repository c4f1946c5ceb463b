// SPDX-License-Identifier: Apache-2.0

import JSON

/// One line of a table of results.
struct GeoparseFigure {
    /// What was measured.
    let name: String
    /// Counts with precision, recall and F1, or a count out of `total`, or a value with a unit.
    let value: Value

    /// The forms of a result.
    enum Value {
        case spans(SpanScore)
        case share(Int, of: Int)
        case measure(Double, unit: String)
    }

    /// For one line of a table.
    var row: String {
        let label = name.padding(to: 46)
        switch value {
        case .spans(let score):
            return
                "\(label) P \(score.precision.digits) R \(score.recall.digits) F1 \(score.f1.digits) n \(score.count)"
        case .share(let part, let whole): return "\(label) \(part) of \(whole)"
        case .measure(let value, let unit): return "\(label) \(value.digits) \(unit)"
        }
    }

    /// For programs.
    var members: [(String, JSONValue)] {
        switch value {
        case .spans(let score):
            [
                ("figure", .string(name)), ("precision", .double(score.precision)), ("recall", .double(score.recall)),
                ("f1", .double(score.f1)), ("n", .integer(score.count)), ("right", .integer(score.right)),
                ("wrong", .integer(score.wrong)), ("missed", .integer(score.missed)),
            ]
        case .share(let part, let whole):
            [("figure", .string(name)), ("count", .integer(part)), ("n", .integer(whole))]
        case .measure(let value, let unit):
            [("figure", .string(name)), ("value", .double(value)), ("unit", .string(unit))]
        }
    }

    /// The one number by which a change is told: F1, share or value.
    var main: Double {
        switch value {
        case .spans(let score): score.f1
        case .share(let part, let whole): whole == 0 ? 0 : Double(part) / Double(whole)
        case .measure(let value, _): value
        }
    }
}

extension Double {
    /// Three digits behind the point, or none for large numbers.
    var digits: String {
        guard isFinite, abs(self) < 1e12 else { return "-" }
        if abs(self) >= 1000 { return String(Int(rounded())) }
        let thousandths = Int((abs(self) * 1000).rounded())
        let tail = String(thousandths % 1000)
        return (self < 0 ? "-" : "") + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - tail.count) + tail
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}

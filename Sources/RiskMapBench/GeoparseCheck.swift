// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON

/// The small example on which this program and Benchmarks/geoparsing.py must agree.
enum GeoparseCheck {
    /// What differs from the example, a sentence each.
    /// - Throws: what reading the file throws.
    static func faults(file: String) throws -> [String] {
        let example = try JSONValue.parse(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        var faults: [String] = []
        for item in example["spans"]?.elements ?? [] {
            let result = SpanMatching.score(
                expected: spans(item["expected"]), found: spans(item["found"]), neutral: spans(item["neutral"])
            ).score
            let wanted = (item["right_wrong_missed"]?.elements ?? []).compactMap(\.double)
            if [result.right, result.wrong, result.missed].map(Double.init) != wanted {
                faults.append("spans, \(item["name"]?.text ?? ""): \(result)")
            }
        }
        for item in example["named"]?.elements ?? [] {
            let text = item["text"]?.text ?? ""
            if .bool(MarkedText.isNamed(text)) != item["named"] { faults.append("named: \(text)") }
        }
        for item in example["innermost"]?.elements ?? []
        where SpanMatching.innermost(spans(item["spans"])).kept != spans(item["kept"]) {
            faults.append("innermost: \(spans(item["spans"]))")
        }
        for item in example["plain_numbers"]?.elements ?? [] {
            let text = item["text"]?.text ?? ""
            if MarkedText.plainNumber(text) != item["value"]?.double { faults.append("number: \(text)") }
        }
        return faults
    }

    private static func spans(_ value: JSONValue?) -> [Range<Int>] {
        (value?.elements ?? []).compactMap { pair in
            let ends = (pair.elements ?? []).compactMap(\.double).compactMap { Int(exactly: $0) }
            guard ends.count == 2, ends[0] <= ends[1] else { return nil }
            return ends[0]..<ends[1]
        }
    }
}

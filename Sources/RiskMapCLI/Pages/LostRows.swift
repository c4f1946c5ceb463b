// SPDX-License-Identifier: Apache-2.0

import Geo

/// Lost rows for a reader: those of one cause in one column are one line, with the first lines and values of them.
struct LostRows {
    private struct Cause: Hashable {
        let file, column, explanation: String
    }

    /// File, lines, number, column, values, what is wrong; in the order of the first line of each cause.
    private(set) var cells: [[String]] = []

    /// Lines and values that are named.
    private static let most = 5

    init(_ rows: [CheckDocument.Row]) {
        var causes: [Cause] = [], members: [Cause: [CheckDocument.Row]] = [:]
        for row in rows {
            let cause = Cause(file: row.file, column: row.column, explanation: row.explanation)
            if members[cause] == nil { causes.append(cause) }
            members[cause, default: []].append(row)
        }
        cells = causes.map { cause in
            let rows = members[cause] ?? []
            let values = rows.map(\.value).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return [
                cause.file.withoutDetours, Self.list(rows.map { "\($0.line)" }), "\(rows.count)", cause.column,
                Self.list(values),
                cause.explanation,
            ]
        }
    }

    private static func list(_ texts: [String]) -> String {
        texts.prefix(most).joined(separator: ", ") + (texts.count > most ? ", …" : "")
    }
}

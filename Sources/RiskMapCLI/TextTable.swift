// SPDX-License-Identifier: Apache-2.0

/// Rows of text in columns of equal width, for a terminal.
struct TextTable {
    /// How a column's texts stand in it.
    enum Alignment { case leading, trailing }

    private let headings: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// Columns from left to right.
    init(_ columns: [(heading: String, alignment: Alignment)]) {
        headings = columns.map(\.heading)
        alignments = columns.map(\.alignment)
    }

    /// Adds a row; missing trailing cells are empty.
    mutating func add(_ cells: [String]) {
        rows.append(cells + Array(repeating: "", count: max(0, headings.count - cells.count)))
    }

    /// The table without a trailing line break.
    var text: String {
        let widths = headings.indices.map { column in
            ([headings] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([headings] + rows).map { line($0, widths: widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let space = String(repeating: " ", count: max(0, widths[column] - cells[column].count))
            return alignments[column] == .leading ? cells[column] + space : space + cells[column]
        }
        // Trailing blanks would show up in a copied line.
        let joined = padded.joined(separator: "  ")
        return String(joined.reversed().drop { $0 == " " }.reversed())
    }
}
